"""The companies and accounts of a workspace, and everything one account says."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.reading.dossier import Book, Dossier, OwnAnswer, read_dossier, read_own
from ctpat_desktop.records import Account, Company, Profile
from ctpat_desktop.records.base import new_id
from ctpat_desktop.support.choosing import find_one
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import archived
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account as lists name it."""

    account_id: str
    company_id: str
    company: str
    entity: str
    name: str
    year: int

    @property
    def title(self) -> str:
        """Company, entity type and year in one line."""
        return f"{self.company} · {self.kind} · {self.year}"

    @property
    def kind(self) -> str:
        """The account's own name, else its entity type in words."""
        return kind_of(self.entity, self.name, self.company)


def kind_of(entity: str, name: str, company: str) -> str:
    """Return what an account is called beside its company: by its own name, else its entity."""
    return (name if name != company else "") or load_edition().entity(entity).title


def overview(workspace: Workspace, *, with_archived: bool = False) -> tuple[AccountLine, ...]:
    """Return every account of the workspace, by company name; archived ones only on demand."""
    query = (
        select(Account.id, Company.id, Company.name, Account.entity, Account.name, Profile.year)
        .join(Company, Company.id == Account.company_id)
        .join(Profile, Profile.account_id == Account.id)
        .order_by(*(Company.position, Company.name, Account.position, Account.id, Profile.year))
    )
    with workspace.read() as session:
        away = frozenset[str]() if with_archived else archived.ids(session)
        rows = session.execute(query).all()
    shown = [row for row in rows if row[1] not in away] or rows  # somebody has to be shown
    return tuple({row[0]: AccountLine(*row) for row in shown}.values())


def has_several(workspace: Workspace) -> bool:
    """Return whether a file has more accounts than one that are not archived."""
    with workspace.read() as session:
        here = Account.company_id.not_in(archived.ids(session))
        return (session.scalar(select(func.count()).select_from(Account).where(here)) or 0) > 1


def choose(workspace: Workspace, name: str = "") -> str:
    """Return the id of the account called `name`, or of the only one; else Problem."""
    lines = overview(workspace, with_archived=bool(name))
    if not lines:
        raise Problem(tr("This workspace has no company yet."), tr("Add one in the window first."))
    if name:
        choices = [(_names(line), line.account_id) for line in lines]
        return find_one(name, choices, tr("account"))
    if len(lines) > 1:
        titles = "; ".join(line.title for line in lines)
        raise Problem(
            tr("This workspace has several accounts."),
            tr("Name one with --account: {titles}").format(titles=titles),
        )
    return lines[0].account_id


def _names(line: AccountLine) -> tuple[str, ...]:
    return (line.title, line.company, line.name, line.account_id)


def start(workspace: Workspace, name: str, entity: str, year: int, company_id: str = "") -> str:
    """Add an account with an empty profile, and its company unless `company_id` is given."""
    if not name.strip() and not company_id:
        raise Problem(tr("A company needs a name."), tr("Type its legal name."))
    kinds = [((kind,), kind) for kind in load_edition().criteria]
    entity = find_one(entity, kinds, tr("entity type"), is_whole=True)
    account_id = new_id()
    with workspace.work(tr("Add company") if not company_id else tr("Add account")) as unit:
        if not company_id:
            company_id = new_id()
            unit.session.add(Company(id=company_id, name=name.strip()))
            unit.session.flush()
        unit.session.add(Account(id=account_id, company_id=company_id, entity=entity))
        unit.session.flush()
        unit.session.add(
            Profile(
                account_id=account_id,
                year=year,
                edition=load_edition().id,
                period_from=date(year, 1, 1),
                period_to=date(year, 12, 31),
            )
        )
    return account_id


def company_of(session: Session, account_id: str) -> Company:
    """Return the company an account belongs to; one row is read."""
    query = select(Company).join(Account, Account.company_id == Company.id)
    return session.scalars(query.where(Account.id == account_id)).one()


def company(workspace: Workspace, account_id: str) -> Company:
    """Read the company an account belongs to, for its id or name, from the file."""
    with workspace.read() as session:
        return company_of(session, account_id)


def dossier(workspace: Workspace, account_id: str, year: int = 0) -> Dossier:
    """Read everything one account says, in its newest year or in the one named."""
    with workspace.read() as session:
        return read_dossier(session, account_id, year)


def at_site(workspace: Workspace, book: Book, criterion: str, site_id: str) -> OwnAnswer:
    """Read what one site of an account says on a criterion."""
    with workspace.read() as session:
        return read_own(session, book, criterion, site_id)
