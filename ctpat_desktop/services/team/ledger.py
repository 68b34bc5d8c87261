"""What a file remembers of its team: its keys, its own change files, and what it merged."""

import hashlib
import json
import platform
import uuid
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select
from sqlalchemy.orm import Session

from ctpat_desktop.exchange.team import membership as keys
from ctpat_desktop.exchange.team.change_file import ChangeFile, tip_of
from ctpat_desktop.exchange.team.membership import START, Membership, Tip
from ctpat_desktop.records.team import TeamFile, TeamValue
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.merge.batch_index import Recent
from ctpat_desktop.workspace.merge.ops import Copy
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class Ledger:
    """How a file stands to its team; `place` is where the team meets, as text of `places`.

    `seen` has the newest merged file of each other device, `newest` that of this one, `brought` up
    to which number its own were in the place. `computer` is where it was used last.
    """

    membership: Membership = field(repr=False)
    place: str
    entries: tuple[bytes, ...] = field(default=(), repr=False)
    brought: int = 0
    computer: str = ""
    newest: Tip = START
    seen: Mapping[str, Tip] = field(default_factory=dict)

    @property
    def is_elsewhere(self) -> bool:
        """Whether the file was used last on another computer: no mark is that of this one."""
        return bool(self.computer) and not {*self.computer.split()} & {*this_computer().split()}

    @property
    def device(self) -> str:
        """Return this device's id."""
        return self.membership.device


def this_computer() -> str:
    """Return marks of this computer, by which a file that was copied to another one is noticed.

    Some computers change their name with the network: its hardware is a mark of its own.
    """
    number = uuid.getnode()
    is_made_up = number >> 40 & 1  # no hardware was found
    marks = [platform.node(), *([] if is_made_up else [f"{number:x}"])]
    digests = (hashlib.sha256(f"ctpat team {mark}".encode()).hexdigest() for mark in marks)
    return " ".join(digest[:16] for digest in digests)


def of(workspace: Workspace) -> Ledger | None:
    """Return how a file stands to its team, None where it is in none."""
    with workspace.read() as session:
        return read(session)


def needed(workspace: Workspace) -> Ledger:
    """Return how a file stands to its team; Problem where it is in none."""
    with workspace.read() as session:
        return within(session)


def within(session: Session) -> Ledger:
    """Return the same within a session."""
    ledger = read(session)
    if ledger is None:
        raise Problem(
            tr("This file is in no team."), tr("Start a team, or join one with an invite.")
        )
    return ledger


def read(session: Session) -> Ledger | None:
    """Return the same within a session."""
    values = {row.name: bytes(row.value) for row in session.scalars(select(TeamValue))}
    if "membership" not in values:
        return None
    membership = keys.from_bytes(values["membership"])
    tips = _tips(session)
    return Ledger(
        membership,
        values["place"].decode(),
        tuple(b64decode(text) for text in json.loads(values.get("entries", b"[]"))),
        int(values.get("brought", b"0")),
        values.get("computer", b"").decode(),
        tips.pop(membership.device, START),
        tips,
    )


def _tips(session: Session) -> dict[str, Tip]:
    newest = select(TeamFile.device, func.max(TeamFile.number)).group_by(TeamFile.device)
    rows = select(TeamFile.device, TeamFile.number, TeamFile.hash)
    numbers = dict(session.execute(newest).all())
    found = rows.where(TeamFile.number.in_(set(numbers.values())))
    return {
        device: Tip(number, digest)
        for device, number, digest in session.execute(found)
        if numbers[device] == number
    }


def store(session: Session, ledger: Ledger) -> None:
    """Keep the values of a team; its files are noted one by one."""
    entries = json.dumps([b64encode(entry).decode() for entry in ledger.entries])
    values = {
        "membership": ledger.membership.to_bytes(),
        "place": ledger.place.encode(),
        "entries": entries.encode(),
        "brought": str(ledger.brought).encode(),
        "computer": ledger.computer.encode(),
    }
    before = {row.name: row for row in session.scalars(select(TeamValue))}
    for name, value in values.items():
        if name not in before:
            session.add(TeamValue(name=name, value=value))
        elif before[name].value != value:
            before[name].value = value


def forget(session: Session) -> None:
    """Let a file be in no team any more; its history stays."""
    for kind in (TeamValue, TeamFile):
        for row in session.scalars(select(kind)):
            session.delete(row)


class OwnFiles:
    """The sealed change files of this device, read from the file when they are needed."""

    def __init__(self, workspace: Workspace, ledger: Ledger) -> None:
        """Take the open file."""
        self._workspace, self._ledger = workspace, ledger

    @property
    def newest(self) -> Tip:
        """The newest one's number and hash."""
        return self._ledger.newest

    def size(self, number: int) -> int:
        """Return the bytes of one."""
        with self._workspace.read() as session:
            return session.scalar(self._one(func.length(TeamFile.sealed), number)) or 0

    def sealed(self, number: int) -> bytes:
        """Return one as it was sealed."""
        with self._workspace.read() as session:
            return bytes(session.scalar(self._one(TeamFile.sealed, number)) or b"")

    def _one(self, column: Any, number: int) -> Any:
        mine = (TeamFile.device == self._ledger.device, TeamFile.number == number)
        return select(column).where(*mine)


def note_own(session: Session, sealed: bytes, device: str, revision: int, documents: str) -> None:
    """Keep a change file that was written here; `revision` is the newest one it tells of."""
    tip = tip_of(sealed)
    session.add(
        TeamFile(
            device=device,
            number=tip.number,
            hash=tip.hash,
            revision=revision,
            documents=documents,
            sealed=sealed,
        )
    )


def told_up_to(session: Session, device: str, number: int | None = None) -> int:
    """Return the newest revision that this device's files, up to a number, tell of."""
    newest = select(func.max(TeamFile.revision)).where(TeamFile.device == device)
    if number is not None:
        newest = newest.where(TeamFile.number <= number)
    return session.scalar(newest) or 0


QUIET = "quiet"
"""The name of the revision up to which nothing was written here since this device's last file."""
OFTEN = 1000
"""Revisions between two notes of that."""


def note_quiet(session: Session, ledger: Ledger, revision: int) -> None:
    """Note that up to a revision there is nothing to tell: merges alone make a file grow too.

    Without that a laptop on which others' work is only read would look through all of it each time.
    """
    others = session.scalar(select(func.count()).where(TeamFile.batches != "[]"))
    if not others and revision - _written_from(session, ledger, ledger.newest.number) > OFTEN:
        session.merge(TeamValue(name=QUIET, value=f"{ledger.newest.number} {revision}".encode()))


def _written_from(session: Session, ledger: Ledger, number: int) -> int:
    """Return a revision after which all is that was written here after a file of this device."""
    told = told_up_to(session, ledger.device, number)
    row = session.get(TeamValue, QUIET)
    newest, quiet = map(int, row.value.split()) if row else (0, 0)
    return max(told, quiet) if row and newest == ledger.newest.number == number else told


def news(copy: Copy, ledger: Ledger) -> set[str]:
    """Return the actions known here that were not handed out and came from no member."""
    session = copy.session
    later = copy.later(_written_from(session, ledger, ledger.newest.number), ())
    return later.difference(*_known_before(session, TeamFile.batches != "[]"))


def unknown(copy: Copy, ledger: Ledger, file: ChangeFile, recent: Recent) -> set[str]:
    """Return the actions known here that whoever wrote a change file did not know."""
    session = copy.session
    seen = {**file.seen, file.device: file.number}
    devices = session.scalars(select(TeamFile.device).distinct())
    known = or_(*(_up_to(device, seen.get(device, 0)) for device in devices), false())
    ways = session.scalars(select(TeamFile.step).where(not_(known), TeamFile.step != ""))
    number = _written_from(session, ledger, seen.get(ledger.device, 0))
    later = copy.later(number, list(ways), recent)
    return later.difference(*_known_before(session, known & (TeamFile.batches != "[]")))


def _up_to(device: str, number: int) -> ColumnElement[bool]:
    return and_(TeamFile.device == device, TeamFile.number <= number)


def _known_before(session: Session, which: ColumnElement[bool]) -> list[list[str]]:
    """Return the actions of change files that were known here before those came."""
    return [json.loads(text) for text in session.scalars(select(TeamFile.batches).where(which))]


def note_merged(
    session: Session, file: ChangeFile, step: str, batches: Iterable[str], documents: str
) -> None:
    """Keep that a change file was merged by a step; `batches` were known here already."""
    session.add(
        TeamFile(
            device=file.device,
            number=file.number,
            hash=file.hash,
            step=step,
            batches=json.dumps(sorted(batches)),
            documents=documents,
        )
    )
