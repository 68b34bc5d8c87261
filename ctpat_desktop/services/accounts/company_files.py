"""One company leaves as a file of its own, or comes from another file, history and all."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.reading import editions
from ctpat_desktop.records import Account, Company, Profile
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace import archived, door, keys, open_rows
from ctpat_desktop.workspace.subset.joining import join
from ctpat_desktop.workspace.subset.links import NAMED
from ctpat_desktop.workspace.subset.selection import Roots, Selection, closure
from ctpat_desktop.workspace.subset.writing import Target, write_part
from ctpat_desktop.workspace.subset.writing import Written as Written
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new file is made, and its passphrase; "" encrypts nothing."""

    path: Path
    passphrase: str = ""

    def target(self) -> Target:
        """Return the new file with a key of its own; Problem where the name is taken."""
        door.refuse_taken(self.path)
        return Target(self.path, keys.fresh(self.passphrase) if self.passphrase else None)


@dataclass(frozen=True, slots=True)
class Arrived:
    """A company that came from another file."""

    company: str
    account_id: str
    """One of its accounts, "" where it has none."""
    records: int
    documents: int


def take_out(
    workspace: Workspace, company_id: str, place: Place, progress: Progress | None = None
) -> Written:
    """Write a company into a file of its own; it stays where it is as well."""
    target = place.target()
    with open_rows.standing(workspace) as source:
        roots = Roots(companies=frozenset({company_id}), with_removed=True)
        selection = closure(source, roots)
        names, gone = (
            frozenset(filter(_leaves, part.get("setting", ())))
            for part in (selection.rows, selection.removed)
        )
        selection = replace(
            selection,
            rows={**selection.rows, "setting": names},
            removed={**selection.removed, "setting": gone},
        )
        return write_part(source, selection, target, progress)


def bring_in(
    workspace: Workspace, other: Workspace, company_id: str, progress: Progress | None = None
) -> Arrived:
    """Add a company of another open file as one step; Problem where it is here already."""
    with other.read() as session:
        company = session.get_one(Company, company_id)
        first = select(Account.id).where(Account.company_id == company_id)
        account_id = session.scalar(first.order_by(Account.position, Account.id)) or ""
    _refuse_known(workspace, company)
    with open_rows.standing(other) as source:
        roots = Roots(companies=frozenset({company_id}), with_removed=True)
        with workspace.read() as here, other.read() as there:
            selection = _of_company(closure(source, roots), _editions(here, there, company_id))
        with workspace.work(tr("Bring in {name}").format(name=company.name)) as unit:
            progress = progress or Silent()
            documents = join((unit, source), selection, other.path.name, progress)
    workspace.give_back()
    return Arrived(company.name, account_id, selection.count(), documents)


def _refuse_known(workspace: Workspace, company: Company) -> None:
    with workspace.read() as session:
        here = session.get(Company, company.id)
    if here is not None:
        raise Problem(
            tr("{company} is in this file already.").format(company=company.name),
            tr("Nothing was changed. Work on it here, or bring it into another file."),
        )


def _editions(here: Session, there: Session, company_id: str) -> set[str]:
    """Return the names of the added editions a company needs and this file lacks."""
    mine = select(Profile.edition).join(Account, Account.id == Profile.account_id)
    names = set(there.scalars(mine.where(Account.company_id == company_id)))
    wanted = sorted(editions.FILE + name for name in names)
    theirs, ours = settings.stored(there, wanted), settings.stored(here, wanted)
    for name in theirs.keys() & ours.keys():
        if theirs[name] != ours[name]:
            raise Problem(
                tr("The edition {edition} says something else in this file.").format(
                    edition=name.removeprefix(editions.FILE)
                ),
                tr("Nothing was changed. Bring the company into a file of its own."),
            )
    return theirs.keys() - ours.keys()


def _of_company(selection: Selection, needed: set[str]) -> Selection:
    """Leave out the choices of the other file that are not about the company."""

    def own(names: Any) -> frozenset[str]:
        about = (name for name in names if NAMED.search(name) and not _is_away(name))
        return frozenset(about) | (needed & set(names))

    return replace(
        selection,
        rows={**selection.rows, "setting": own(selection.rows.get("setting", ()))},
        removed={**selection.removed, "setting": own(selection.removed.get("setting", ()))},
    )


def _leaves(name: str) -> bool:
    """Return whether a setting goes with a company: a choice of the file, or what is about it.

    Filters, words of imports and own words of spelling stay: they may name other companies.
    """
    is_choice = name in settings.DEFAULTS or name.startswith(editions.FILE)
    return is_choice or (bool(NAMED.search(name)) and not _is_away(name))


def _is_away(name: str) -> bool:
    """Return whether a setting says that the company is archived; elsewhere it is worked on."""
    return name.startswith(archived.NAME)
