"""Field kits: a small file for one person with a part of the workspace, and its way back."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy import select

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.reading.kits import KIT, Kit, of_file, of_setting
from ctpat_desktop.reading.naming import is_asked
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS, Site
from ctpat_desktop.records.base import new_id
from ctpat_desktop.records.index import MERGES
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.merging import merge
from ctpat_desktop.services.merging.merge import Comparison, Decisions, Outcome
from ctpat_desktop.services.profile import answers
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace import chain, door, keys, open_rows
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.merge.ops import OWN_SETTING
from ctpat_desktop.workspace.merge.writing import Source
from ctpat_desktop.workspace.subset.links import links
from ctpat_desktop.workspace.subset.selection import Roots, closure
from ctpat_desktop.workspace.subset.writing import Target, write_part
from ctpat_desktop.workspace.unit import UnitOfWork, Workspace

OUT = f"{OWN_SETTING}out."
"""Begins the settings of a file that say which kits went out of it; the id of the kit follows."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a kit: categories of criteria, sites by id, and registers by table."""

    account_id: str
    sections: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    registers: frozenset[str] = frozenset()

    def roots(self) -> Roots:
        """Return the same as the roots of a part; what is not chosen does not go."""
        return Roots(
            accounts=frozenset({self.account_id}),
            sections=self.sections,
            sites=self.sites or None,
            registers=self.registers,
        )


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a kit, until when it is to come back (None: any day), and its passphrase."""

    name: str
    until: date | None = None
    passphrase: str = ""


def hand_out(
    scope: Scope,
    contents: Contents,
    recipient: Recipient,
    path: Path,
    progress: Progress | None = None,
) -> Kit:
    """Write a kit for one person as a new encrypted file, and remember that it went out.

    Problem where nothing was chosen, nobody is named, or the file cannot be made.
    """
    _refuse_empty(contents, recipient)
    door.refuse_taken(path)
    workspace = scope.workspace
    key = keys.fresh(recipient.passphrase)
    with workspace.read() as session:
        number, tip = chain.tip(session)
    with open_rows.standing(workspace) as source:
        selection = closure(source, replace(contents.roots(), without=frozenset(MERGES)))
        names = selection.rows.get("setting", frozenset())
        there = frozenset(name for name in names if not name.startswith(OWN_SETTING))
        selection = replace(selection, rows={**selection.rows, "setting": there})
        write_part(source, selection, Target(path, key), progress or Silent())
    kit = Kit(
        id=new_id(),
        name=recipient.name.strip(),
        sections=tuple(sorted(contents.sections, key=_by_number)),
        sites=_names(workspace, contents),
        registers=tuple(sorted(contents.registers)),
        out_on=scope.today.isoformat(),
        until=recipient.until.isoformat() if recipient.until else "",
        number=number,
        tip=tip,
    )
    try:
        with closing(door.open_workspace(path, key)) as made:
            _keep(made, KIT, kit)
        _keep(workspace, f"{OUT}{kit.id}", kit)
    except Problem:
        files.forget(path)
        raise
    return kit


def compare(workspace: Workspace, kit_file: Workspace) -> Comparison:
    """Return what taking a kit back would do; Problem where it went out of another file."""
    return merge.compare(workspace, kit_file, _shared(workspace, _own_kit(workspace, kit_file)))


def take_back(
    workspace: Workspace,
    kit_file: Workspace,
    decisions: Decisions | None = None,
    today: date | None = None,
) -> Outcome:
    """Take what was written in a kit into the file it went out of; one undo takes it back."""
    kit = _own_kit(workspace, kit_file)
    back = replace(kit, back_on=(today or date.today()).isoformat())

    def mark(unit: UnitOfWork) -> None:
        settings.store(unit.session, f"{OUT}{kit.id}", asdict(back))

    name = tr("field kit of {name}").format(name=kit.name)
    source = Source("kit", name, _shared(workspace, kit), mark)
    return merge.take(workspace, kit_file, source, decisions)


def listed(workspace: Workspace) -> tuple[Kit, ...]:
    """Return the kits that went out of a file, the newest first."""
    with workspace.read() as session:
        rows = settings.beginning(session, OUT).values()
    return tuple(
        sorted(map(of_setting, rows), key=lambda kit: (kit.out_on, kit.number), reverse=True)
    )


def what_it_is(workspace: Workspace) -> Kit | None:
    """Return what a file says about itself where it is a kit, else None."""
    with workspace.read() as session:
        return of_file(session)


def _shared(workspace: Workspace, kit: Kit) -> int:
    """Return the number of the newest revision a kit was made from; 0 in another copy."""
    with workspace.bare() as connection:
        query = "SELECT chain FROM revision WHERE number = ?"
        row = connection.execute(query, (kit.number,)).fetchone()
    return kit.number if row and row[0] == kit.tip else 0


def _own_kit(workspace: Workspace, kit_file: Workspace) -> Kit:
    kit = what_it_is(kit_file)
    if kit is None:
        raise Problem(
            tr("{name} is not a field kit.").format(name=kit_file.path.name),
            tr("To bring two copies of a file together, choose Merge with another copy."),
        )
    known = next((row for row in listed(workspace) if row.id == kit.id), kit)
    if known is kit and not _shared(workspace, kit):  # known where the program died at the end
        raise Problem(
            tr("{name} was not handed out of this file.").format(name=kit_file.path.name),
            tr("Open the file it was handed out of, and take it back there."),
        )
    return known


def contents(
    scope: Scope, sections: Sequence[str], sites: Sequence[str], registers: Sequence[str]
) -> Contents:
    """Return what goes into a kit from what a person typed; Problem where there is none such."""
    known = [str(category.number) for category in load_edition().categories]
    for section in sections:
        if section not in known:
            raise Problem(
                tr("There is no section “{section}”.").format(section=section),
                tr("There are: {sections}.").format(sections=", ".join(known)),
            )
    for table in registers:
        if table not in choosable():
            raise Problem(
                tr("“{table}” cannot be handed out as a register.").format(table=table),
                tr("Use one of: {names}.").format(names=", ".join(choosable())),
            )
    names = (answers.site_named(scope.workspace, scope.account_id, name) for name in sites)
    return Contents(scope.account_id, frozenset(sections), frozenset(names), frozenset(registers))


@cache
def choosable() -> tuple[str, ...]:
    """Return the registers that can be handed out: those that belong to nothing but the company."""
    return tuple(
        table
        for table in RECORDS
        if {link.parent for link in links(table) if link.owns} == {"company"} and is_asked(table)
    )


def state_words(kit: Kit, today: date) -> str:
    """Return where a kit is, in words."""
    if kit.back_on:
        return tr("taken back on {day}").format(day=_day(kit.back_on))
    if kit.late(today):
        return tr("due back on {day}, not back yet").format(day=_day(kit.until))
    if kit.until:
        return tr("out since {day}, due back on {until}").format(
            day=_day(kit.out_on), until=_day(kit.until)
        )
    return tr("out since {day}").format(day=_day(kit.out_on))


def _day(text: str) -> str:
    return day_text(date.fromisoformat(text))


def _by_number(section: str) -> int:
    return int(section) if section.isdigit() else 99


def _names(workspace: Workspace, contents: Contents) -> tuple[str, ...]:
    with workspace.read() as session:
        rows = session.execute(select(Site.name).where(Site.id.in_(contents.sites)))
        return tuple(sorted(name for (name,) in rows))


def _refuse_empty(contents: Contents, recipient: Recipient) -> None:
    if not recipient.name.strip():
        raise Problem(tr("Nobody is named."), tr("Say who gets the field kit."))
    if not recipient.passphrase:
        raise Problem(
            tr("A field kit needs a passphrase of its own."),
            tr("Tell it to the person by another way than the file."),
        )
    if not (contents.sections or contents.sites or contents.registers):
        raise Problem(
            tr("Nothing was chosen for the field kit."), tr("Choose sections, sites or registers.")
        )


def _keep(workspace: Workspace, name: str, kit: Kit) -> None:
    with workspace.work(tr("Field kit of {name}").format(name=kit.name)) as unit:
        settings.store(unit.session, name, asdict(kit))
