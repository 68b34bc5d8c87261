"""What a piece of work is about: the open file, one account in it, and the day it is done on."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ctpat_desktop.records import Account
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class Scope:
    """One account of a company in an open workspace, on the day `today`.

    What concerns a company only reads `company_id`; `account_id` is then any account of it, or ""
    where it has none. With `year` what is read of a profile is that review year as it stands in the
    file, else the newest; what is written goes into the newest year whatever stands there.
    """

    workspace: Workspace
    account_id: str
    company_id: str
    today: date
    year: int = 0

    @classmethod
    def of(cls, workspace: Workspace, account_id: str, today: date) -> "Scope":
        """Return the scope of an account; Problem where there is no such account."""
        with workspace.read() as session:
            company_id = session.scalar(select(Account.company_id).where(Account.id == account_id))
        if company_id is None:
            raise Problem(
                tr("This account is no longer in the workspace."), tr("Choose another one.")
            )
        return cls(workspace, account_id, company_id, today)

    @classmethod
    def of_company(cls, workspace: Workspace, company_id: str, today: date) -> "Scope":
        """Return the scope of a company, with the first of its accounts."""
        first = (
            select(Account.id).where(Account.company_id == company_id).order_by(Account.position)
        )
        with workspace.read() as session:
            account_id = session.scalar(first.limit(1)) or ""
        return cls(workspace, account_id, company_id, today)
