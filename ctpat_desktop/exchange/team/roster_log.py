"""Reads the list of members from sealed entries, and writes the next entry.

Two owners who write at the same moment into a folder that is synchronized later make two entries
after the same one, and perhaps more after each. Every device that has all of them goes by the same
branch: not one begun by somebody whom the other removes; then the one with more removals, so that
none is lost; then the longer one; then by the smaller hash. Where each removes who began the other,
a device stays with what it saw first: who was removed cannot go back behind that.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ctpat_desktop.exchange.team.envelope import (
    NOTHING,
    ROSTER,
    Head,
    Sealed,
    key_id,
    look,
    seal,
)
from ctpat_desktop.exchange.team.membership import (
    Membership,
    id_of,
    invite_keys,
    public_agreement,
    public_signing,
)
from ctpat_desktop.exchange.team.roster import Action, Entry, Roster
from ctpat_desktop.exchange.team.troubles import STRANGE, Kind, Trouble, Unreadable
from ctpat_desktop.exchange.team.wrapping import with_new_key
from ctpat_desktop.support.language import tr


@dataclass(slots=True)
class Log:
    """The list as it was read: who is in, the entries that count, and what was wrong.

    `membership` has the team keys that the entries gave this device, and the newest head.
    """

    membership: Membership
    roster: Roster = field(default_factory=Roster)
    entries: list[bytes] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    is_usable: bool = True
    """Whether to go by it: it is no older than what was seen here, and this device is not out."""

    def trouble(self, kind: Kind, number: int) -> None:
        """Note what is wrong with an entry."""
        self.troubles.append(_trouble(kind, number))


def read(entries: Iterable[bytes], membership: Membership) -> Log:
    """Return the list that follows from entries in any order, doubled or damaged ones included."""
    log = Log(membership)
    tree = _Tree(log, entries)
    branch = tree.grown(Roster())
    log.troubles += branch.troubles
    log.entries = [step.entry.sealed.data for step in branch.steps]
    if branch.steps:
        log.roster = branch.steps[-1].roster
    _compare(log, [NOTHING, *(step.hash for step in branch.steps)], tree.valid)
    tree.name_loose()
    return log


class _Step(NamedTuple):
    """An entry, and the roster after it."""

    entry: Entry
    roster: Roster

    @property
    def hash(self) -> str:
        return self.entry.sealed.hash

    @property
    def removes(self) -> str:
        """The device it removes, if it does."""
        is_removal = self.entry.action["do"] == "remove"
        return str(self.entry.action["device"]) if is_removal else ""


@dataclass(slots=True)
class _Branch:
    """Entries one after the other, and what was wrong on the way."""

    steps: list[_Step] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    is_seen: bool = False
    """Whether the newest entry this device saw before is among them."""

    @property
    def removed(self) -> set[str]:
        return {step.removes for step in self.steps} - {""}

    def is_disowned_by(self, other: "_Branch") -> bool:
        """Return whether the other removes who began this one.

        Where each removes the other, it is as this device saw it first.
        """
        mine, theirs = self.steps[0].entry.author, other.steps[0].entry.author
        return mine in other.removed and (other.is_seen or theirs not in self.removed)

    def rank(self, others: Sequence["_Branch"]) -> tuple[bool, int, int, str]:
        """Return by what it is chosen; the smallest wins."""
        is_disowned = any(self.is_disowned_by(other) for other in others)
        return is_disowned, -len(self.removed), -len(self.steps), self.steps[0].hash


class _Tree:
    """The entries by what they come after."""

    def __init__(self, log: Log, entries: Iterable[bytes]) -> None:
        self._log = log
        self._after: dict[str, dict[str, Sealed]] = {}
        self.valid: set[str] = set()
        """The hashes of all entries that are valid after the one before, on whatever branch."""
        for data in entries:
            try:
                sealed = _looked(data, log.membership.team)
            except Unreadable as error:
                what = tr("An entry of the list of members")
                log.troubles.append(Trouble(error.kind, detail=what))
            else:
                self._after.setdefault(sealed.head.previous, {})[sealed.hash] = sealed

    def grown(self, roster: Roster) -> _Branch:
        """Return the branch that counts, from a roster on."""
        branch = _Branch()
        while steps := list(self._next(roster, branch)):
            if len(steps) > 1:
                return self._chosen(branch, steps)
            branch.steps += steps
            roster = steps[0].roster
        return branch

    def _next(self, roster: Roster, branch: _Branch) -> Iterator[_Step]:
        for sealed in self._after.pop(roster.head.hash, {}).values():
            try:
                entry = _opened(self._log.membership, roster, sealed)
                step = _Step(entry, roster.after(entry))
            except Unreadable as error:
                branch.troubles.append(_trouble(error.kind, sealed.head.number))
            else:
                self._log.membership = with_new_key(self._log.membership, entry)
                self.valid.add(step.hash)
                yield step

    def _chosen(self, trunk: _Branch, steps: Iterable[_Step]) -> _Branch:
        branches = []
        for step in steps:
            rest = self.grown(step.roster)
            rows = [step, *rest.steps]
            is_seen = self._log.membership.head.hash in {one.hash for one in rows}
            branches.append(_Branch(rows, rest.troubles, is_seen))
        best = min(branches, key=lambda one: one.rank(branches))
        lost = [
            _trouble(Kind.ROSTER_FORK, step.entry.sealed.head.number)
            for branch in branches
            if branch is not best
            for step in branch.steps
        ]
        return _Branch([*trunk.steps, *best.steps], [*trunk.troubles, *best.troubles, *lost])

    def name_loose(self) -> None:
        """Name the first entry whose predecessor is not there."""
        loose = [one.head.number for rows in self._after.values() for one in rows.values()]
        if loose and not _is_out(self._log):
            self._log.troubles.append(_trouble(Kind.ROSTER_GAP, min(loose)))


def _trouble(kind: Kind, number: int) -> Trouble:
    what = tr("Entry {number} of the list of members").format(number=number) if number else ""
    return Trouble(kind, number=number, detail=what)


def _looked(data: bytes, team: str) -> Sealed:
    sealed = look(data)
    if sealed.head.team != team:
        raise Unreadable(Kind.OTHER_TEAM)
    if sealed.head.kind != ROSTER:
        raise Unreadable(Kind.FOREIGN)
    return sealed


def _opened(membership: Membership, roster: Roster, sealed: Sealed) -> Entry:
    head = sealed.head
    if head.number != roster.head.number + 1:
        raise Unreadable(Kind.NOT_ALLOWED)
    if head.number == 1 and membership.anchor not in (NOTHING, sealed.hash):
        raise Unreadable(Kind.NOT_ALLOWED)
    if roster.key_ids and head.key_id != roster.key_id:
        raise Unreadable(Kind.NOT_ALLOWED)
    key = membership.key(head.key_id)
    if key is None:
        raise Unreadable(Kind.UNKNOWN_EPOCH)
    try:
        action = json.loads(sealed.opened(key))
        return Entry(sealed, {**action, "do": str(action["do"]), "at": int(action["at"])})
    except STRANGE:
        raise Unreadable(Kind.NOT_ALLOWED) from None


def _is_out(log: Log) -> bool:
    member = log.roster.members.get(log.membership.device)
    return member is not None and member.last is not None


def _compare(log: Log, hashes: list[str], valid: set[str]) -> None:
    """Compare with the newest head this device saw: it is on the branch, or on one that lost."""
    before, head = log.membership.head, log.roster.head
    if _is_out(log):  # it cannot read on, which needs no words of its own
        log.troubles = [row for row in log.troubles if row.kind is not Kind.UNKNOWN_EPOCH]
        log.trouble(Kind.OUT, 0)
        log.is_usable = False
    is_here = before.number <= head.number and hashes[before.number] == before.hash
    if not is_here and before.hash not in valid:
        log.trouble(Kind.ROSTER_OLDER, 0)
        log.is_usable = False
        return
    anchor = hashes[1] if len(hashes) > 1 else log.membership.anchor
    log.membership = replace(log.membership, head=head, anchor=anchor)


def sealed_entry(membership: Membership, roster: Roster, action: Action) -> bytes:
    """Return the next entry, signed by this device (or its invite, to join).

    Unreadable where the roster does not allow it.
    """
    key = membership.key(roster.key_id) if roster.key_ids else membership.keys[-1]
    if key is None:
        raise Unreadable(Kind.UNKNOWN_EPOCH)
    author, signer = membership.device, membership.signer
    if action["do"] == "join":
        seed, agreement = invite_keys(membership.invite)
        author = id_of(public_signing(seed), public_agreement(agreement))
        signer = Ed25519PrivateKey.from_private_bytes(seed)
    before = roster.head
    head = Head(ROSTER, membership.team, author, before.number + 1, key_id(key), before.hash)
    text = json.dumps(action, sort_keys=True, separators=(",", ":")).encode()
    data = seal(head, text, key, signer)
    roster.after(Entry(look(data), action))
    return data


def public_half(membership: Membership) -> dict[str, str]:
    """Return a device's public keys, as an entry names them."""
    signing = public_signing(membership.signing)
    return {"signing": signing, "agreement": public_agreement(membership.agreement)}
