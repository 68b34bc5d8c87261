"""One round with the team: bring what was changed here, take in what others changed.

The part that waits for a place may run beside the window; what changes the file is one step for
each change file. A round that was broken off is made again and gives the same.
"""

import json
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sqlalchemy.exc import DataError, IntegrityError, InterfaceError
from sqlalchemy.orm import Session

from ctpat_desktop.exchange.team import change_file, members, roster_log
from ctpat_desktop.exchange.team.change_file import ChangeFile, Draft
from ctpat_desktop.exchange.team.places import Place
from ctpat_desktop.exchange.team.roster import Roster, Writing
from ctpat_desktop.exchange.team.roster_log import Log
from ctpat_desktop.exchange.team.sync import Mine, Round, sync
from ctpat_desktop.exchange.team.troubles import Kind
from ctpat_desktop.records.team import TeamFile
from ctpat_desktop.services.team import documents, ledger, roles
from ctpat_desktop.services.team.ledger import Ledger
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace import chain, settling
from ctpat_desktop.workspace.merge import change_set, plan, writing
from ctpat_desktop.workspace.merge.batch_index import Recent
from ctpat_desktop.workspace.merge.change_set import ChangeSet, Received
from ctpat_desktop.workspace.merge.ops import STEP, TEAM, Copy
from ctpat_desktop.workspace.merge.writing import Source
from ctpat_desktop.workspace.unit import UnitOfWork, Workspace

LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Report:
    """What a round did: changes taken in and brought, whose, and what a person should know."""

    taken: int = 0
    brought: int = 0
    asked: int = 0
    """Fields that others changed otherwise than they were changed here."""
    names: list[str] = field(default_factory=list)
    """Whose changes came."""
    notes: list[str] = field(default_factory=list)
    harmless: set[str] = field(default_factory=set)
    """The notes that need nobody: the next round may find them gone."""

    def note(self, line: str) -> None:
        """Say something once."""
        if line not in self.notes:
            self.notes.append(line)


@dataclass(frozen=True, slots=True)
class Contact:
    """What came of asking the place; nothing of it is kept yet."""

    made: Round
    notes: tuple[str, ...] = ()

    @property
    def may_write(self) -> bool:
        """Whether a next file of this device would be the next one in the place as well."""
        kinds = {trouble.kind for trouble in self.made.troubles}
        return self.made.log.is_usable and not kinds & {Kind.OWN_AHEAD, Kind.OWN_FORK}


def run(
    workspace: Workspace, place: Place, *, progress: Progress | None = None, thorough: bool = False
) -> Report:
    """Make whole rounds until nothing is new; PlaceProblem where the place cannot be used."""
    report, step = Report(), progress or Silent()
    asked = _contact_all(workspace, place, step, report, thorough=thorough)
    if asked.may_write and hand_out(workspace, asked.made.log, report):
        asked = _contact_all(workspace, place, step, report)
    report.notes += documents.fetch(workspace, place, asked.made.log, step)
    return report


def _contact_all(
    workspace: Workspace, place: Place, step: Progress, report: Report, *, thorough: bool = False
) -> Contact:
    """Ask the place until nothing more comes that can be taken in."""
    asked = contact(workspace, place, step, thorough=thorough)
    step.step(0, 0)  # the last moment to stop, or to save what is typed, before anything is merged
    while take_in(workspace, asked, report) and (asked.made.is_more or not asked.may_write):
        asked = contact(workspace, place, step)
        step.step(0, 0)
    return asked


def contact(
    workspace: Workspace, place: Place, progress: Progress, *, thorough: bool = False
) -> Contact:
    """Bring what lies ready and fetch what is new; nothing is kept of it yet."""
    mine = ledger.needed(workspace)
    _refuse_moved(mine)
    log = members.read(place, mine.membership, mine.entries)
    named = replace(mine, brought=0) if thorough else mine
    notes = documents.bring(workspace, place, log, named, progress) if log.is_usable else []
    own = ledger.OwnFiles(workspace, mine)
    memory = Mine(log.membership, own, mine.seen, log.entries, mine.brought)
    return Contact(sync(place, memory, thorough=thorough), tuple(notes))


def _refuse_moved(mine: Ledger) -> None:
    if mine.is_elsewhere:
        raise Problem(
            tr("This file belongs to another computer of the team."),
            tr("Join with an invite of its own, or say that the other one is not used any more."),
        )


def take_in(workspace: Workspace, asked: Contact, report: Report) -> int:
    """Merge the files of a round in their order, each in one step; return how many there were."""
    made, merged = asked.made, 0
    taking = _Taking(workspace, made, report)
    for line in _only_here(ledger.needed(workspace), made.roster):
        report.note(line)
    for file in made.ready:
        merged += taking.take(file)
    _keep(workspace, made)
    report.brought += made.pushed
    names = made.roster.names
    report.harmless |= {one.line(names) for one in made.troubles if one.is_harmless}
    for line in (*asked.notes, *made.lines(), *([made.problem.line()] if made.problem else [])):
        report.note(line)
    return merged


def _only_here(mine: Ledger, roster: Roster) -> Iterator[str]:
    """Say whose changes were merged here and count no more since a removal heard of just now."""
    late = [
        member
        for device, tip in mine.seen.items()
        if (member := roster.members.get(device)) is not None
        and member.last is not None
        and tip.number > member.last
    ]
    if not late:
        return
    before = roster_log.read(mine.entries, mine.membership).roster.members
    for member in late:
        known = before.get(member.device)
        if known is None or known.last is None:
            yield tr(
                "{name} was removed before all had the last changes: those stand in this file only."
                " Write again what matters of them."
            ).format(name=member.name)


DOES_NOT_FIT = (DataError, IntegrityError, InterfaceError)
"""What a database says of values it cannot take; a full disk is another failure."""


class Refused(Problem):
    """A change file that does not count, or not yet; what is built on it waits as well."""


class _Taking:
    """The files of one round on their way into a file."""

    def __init__(self, workspace: Workspace, made: Round, report: Report) -> None:
        self._workspace, self._made, self._report = workspace, made, report
        self._held: dict[str, int] = {}
        """By device the first of its files that was refused."""
        self._recent = Recent()
        self._own = {change_file.tip_of(data).number: data for data in made.own}

    def take(self, file: ChangeFile) -> bool:
        """Merge one file unless it is refused, or built on one that was; return whether it was."""
        knew = {**file.seen, file.device: file.number}
        if any(knew.get(device, 0) >= number for device, number in self._held.items()):
            return False
        try:
            self._merge(file)
        except Refused as refused:
            return self._refuse(file, refused)
        except change_set.STRANGE as error:
            return self._refuse(file, self._unreadable(file, error))
        except Problem as problem:
            if not isinstance(problem.__cause__, DOES_NOT_FIT):
                raise
            return self._refuse(file, self._unreadable(file, problem))
        return True

    def _refuse(self, file: ChangeFile, refused: Refused) -> bool:
        self._held[file.device] = file.number
        self._report.note(refused.line())
        return False

    def _unreadable(self, file: ChangeFile, error: Exception) -> Refused:
        """Return that a file cannot be merged, whatever it says: others' files go on."""
        LOG.warning("change file %s of a member: %s", file.number, type(error.__cause__ or error))
        problem = change_set.unreadable()
        return Refused(f"{self._name(file)}: {problem}", problem.hint)

    def _name(self, file: ChangeFile) -> str:
        return self._made.roster.names.get(file.device, "")

    def _merge(self, file: ChangeFile) -> None:
        name = self._name(file)
        mine = ledger.needed(self._workspace)
        is_own = file.device == mine.device
        try:
            content = change_set.read(file.body)
        except change_set.Unusable as problem:
            raise Refused(f"{name}: {problem}", problem.hint) from problem
        words = tr("Changes of {name}").format(name=name)
        with self._workspace.work(words, is_final=True) as unit:
            unit.is_others = True
            here = Copy(unit.session, self._workspace.path.name)
            here.know_soon(op.batch for op in content.ops)
            writer = Writing(file.device, file.number)
            if not is_own and not roles.allows(self._made.roster, writer, content, here):
                raise Refused(_not_allowed(name), tr("An owner of the team can change the role."))
            if not is_own:
                content = roles.counted(self._made.roster, writer, content, here)
            self._write(unit, here, file, content)
            if is_own:
                _note_sealed(unit.session, file, self._own.get(file.number, b""))
            _store(unit.session, self._made)
        if not is_own and name not in self._report.names:
            self._report.names.append(name)

    def _write(self, unit: UnitOfWork, here: Copy, file: ChangeFile, content: ChangeSet) -> None:
        """Merge one set of changes within a step, and note that it is here."""
        session = unit.session
        unknown = ledger.unknown(here, ledger.within(session), file, self._recent)
        known = {op.batch for op in content.ops if here.knows(op.batch)}
        name = self._name(file)
        made = plan.make(here, Received(name, content, here, unknown))
        writing.write(unit, made, Source(TEAM, name))
        step = f"{STEP}{unit.batch}" if made.ops else ""
        ledger.note_merged(session, file, step, known, json.dumps(dict(content.documents)))
        self._report.asked += len(made.conflicts)
        self._report.taken += len({op.batch for op in made.ops})


def _not_allowed(name: str) -> str:
    return tr("{name} changed what the role in the team does not allow; it does not count.").format(
        name=name
    )


def _note_sealed(session: Session, file: ChangeFile, sealed: bytes) -> None:
    """Keep a lost file of this very device as its own again."""
    session.flush()
    row = session.get_one(TeamFile, (file.device, file.number))
    row.sealed = sealed


def _keep(workspace: Workspace, made: Round) -> None:
    """Keep the list of members and how far the place has our files."""
    with workspace.work(tr("Team")) as unit:
        _store(unit.session, made)


def _store(session: Session, made: Round) -> None:
    """Keep what a round brought; a list of members that was changed here meanwhile is newer."""
    session.flush()
    mine = ledger.within(session)
    own = {trouble.kind for trouble in made.troubles if trouble.device == mine.device}
    is_whole = made.problem is None and Kind.OWN_FORK not in own and made.log.is_usable
    brought = mine.newest.number if is_whole else mine.brought
    mine = replace(mine, brought=0 if Kind.LOST in own else brought)  # documents may be lost too
    if made.membership.head.number >= mine.membership.head.number:
        mine = replace(mine, membership=made.membership, entries=tuple(made.entries))
    ledger.store(session, mine)


def hand_out(workspace: Workspace, log: Log, report: Report) -> bool:
    """Seal what was changed here and not handed out yet; return whether there was anything.

    What this device's role does not allow stays here, and is said.
    """
    if not log.is_usable:
        return False
    mine = ledger.needed(workspace)
    name = log.roster.names.get(mine.device, workspace.path.name)
    with workspace.work(tr("Team")) as unit:
        session = unit.session
        here = Copy(session, name)
        news = ledger.news(here, mine)
        number = ledger.told_up_to(session, mine.device)
        newest, _ = chain.tip(session)
        writer = Writing(mine.device, mine.newest.number + 1)
        content = change_set.written(here, news, number)
        content, staying = roles.left(log.roster, writer, content, here)
        if staying:
            report.note(_stays_here(staying))
        if not content.ops:
            ledger.note_quiet(session, mine, newest)
            return False
        if not roles.allows(log.roster, writer, content, here):
            report.note(_stays_here(len({op.batch for op in content.ops})))
            return False
        seen = {device: tip.number for device, tip in mine.seen.items()}
        draft = Draft(content.to_bytes(), seen, int(time.time()))
        sealed = change_file.write(log.membership, log.roster, mine.newest, draft)
        ledger.note_own(session, sealed, mine.device, newest, json.dumps(dict(content.documents)))
        _settle_merges(workspace, here)
    return True


def _settle_merges(workspace: Workspace, here: Copy) -> None:
    """Let nobody take back a merge that others go by now, nor what it stands on."""
    merges = workspace.steps.among({step.removeprefix(STEP) for step in here.outside()})
    workspace.steps.forget({*merges, *settling.below(here.session, merges)})


def _stays_here(count: int) -> str:
    return ntr(
        "{n} change stays on this computer: your role in the team does not allow it.",
        "{n} changes stay on this computer: your role in the team does not allow them.",
        count,
    )
