"""Archiving a company: it stays in the file, can be read, and is out of every list."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.records import Account, Company
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.support.choosing import find_one
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import archived
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """One company of a file, and since when it is archived."""

    id: str
    name: str
    archived_on: date | None = None


def companies(workspace: Workspace) -> tuple[CompanyLine, ...]:
    """Return every company of the file, archived ones too, in the order of its lists."""
    with workspace.read() as session:
        days = _days(session)
        rows = session.execute(select(Company.id, Company.name).order_by(*_ORDER)).all()
    return tuple(CompanyLine(key, name, days.get(key)) for key, name in rows)


def named(workspace: Workspace, name: str) -> CompanyLine:
    """Return the company of that name or id, or with "" the only one; else Problem."""
    lines = companies(workspace)
    if not name and len(lines) == 1:
        return lines[0]
    return find_one(name, [((line.name, line.id), line) for line in lines], tr("company"))


def archive(workspace: Workspace, company_id: str, today: date) -> Changes:
    """Put a company away; Problem where it is away already or the only one left."""
    lines = {line.id: line for line in companies(workspace)}
    line = lines[company_id]
    if line.archived_on is not None:
        raise Problem(
            tr("{line} is archived already.").format(line=line.name), tr("Nothing was changed.")
        )
    if all(one.archived_on or one.id == company_id for one in lines.values()):
        raise Problem(
            tr("{line} is the only company of this file that is not archived.").format(
                line=line.name
            ),
            tr("Nothing was changed. A file shows at least one company."),
        )
    with workspace.work(tr("Archive {name}").format(name=line.name)) as unit:
        settings.store(unit.session, archived.NAME + company_id, today.isoformat())
    return unit.changes


def bring_back(workspace: Workspace, company_id: str) -> Changes:
    """Let a company be worked on again; Problem where it is not archived."""
    line = next(line for line in companies(workspace) if line.id == company_id)
    if line.archived_on is None:
        raise Problem(
            tr("{line} is not archived.").format(line=line.name), tr("Nothing was changed.")
        )
    with workspace.work(tr("Bring back {name}").format(name=line.name)) as unit:
        settings.drop(unit.session, archived.NAME + company_id)
    return unit.changes


def words(workspace: Workspace, company_id: str) -> str:
    """Say since when a company can only be read, "" where it is not archived."""
    with workspace.read() as session:
        day = _days(session).get(company_id)
    if day is None:
        return ""
    return tr("This company was archived on {day}.").format(day=day_text(day))


def company_of(workspace: Workspace, account_id: str) -> str:
    """Return the company of an account, "" where there is no such account."""
    with workspace.read() as session:
        company_id = session.scalar(select(Account.company_id).where(Account.id == account_id))
    return company_id or ""


def _days(session: Session) -> dict[str, date]:
    stored = settings.beginning(session, archived.NAME)
    return {key: date.fromisoformat(value) for key, value in stored.items()}


_ORDER = (Company.position, Company.name)
