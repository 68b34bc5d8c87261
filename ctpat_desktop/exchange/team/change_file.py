"""A change file: what one device changed, numbered 1, 2, 3... and chained to the one before."""

import json
import struct
import zlib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ctpat_desktop.exchange.team.envelope import CHANGE, Head, Sealed, look, seal
from ctpat_desktop.exchange.team.membership import Membership, Tip
from ctpat_desktop.exchange.team.roster import Roster
from ctpat_desktop.exchange.team.troubles import STRANGE, Kind, Unreadable

LEVEL = 1
"""Of zlib: the texts of changes become a third with it, and it does not hold up a first pull."""
LARGEST = 512 * 2**20
"""Bytes of the largest body; more is a mistake or an attack."""
_SIZE = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class ChangeFile:
    """One opened change file; `seen` is what its writer knew of each other device."""

    device: str
    number: int
    previous: str
    hash: str
    epoch: str
    at: int
    seen: Mapping[str, int]
    body: bytes = field(repr=False)

    @property
    def tip(self) -> Tip:
        """Where its device's chain stands with it."""
        return Tip(self.number, self.hash)


class Draft(NamedTuple):
    """What is to be sealed: the body, what its writer knew, and when (seconds since 1970)."""

    body: bytes
    seen: Mapping[str, int]
    at: int


def write(membership: Membership, roster: Roster, before: Tip, draft: Draft) -> bytes:
    """Return the device's next change file, sealed; `before` is the newest it wrote itself."""
    key = roster.key(membership)
    name = roster.key_id
    head = Head(CHANGE, membership.team, membership.device, before.number + 1, name, before.hash)
    inner = {"at": draft.at, "seen": dict(draft.seen), "size": len(draft.body)}
    text = json.dumps(inner, sort_keys=True, separators=(",", ":")).encode()
    content = b"".join((_SIZE.pack(len(text)), text, zlib.compress(draft.body, LEVEL)))
    return seal(head, content, key, membership.signer)


def tip_of(data: bytes) -> Tip:
    """Return number and hash of a sealed change file."""
    sealed = look(data)
    return Tip(sealed.head.number, sealed.hash)


def read(
    data: bytes, roster: Roster, membership: Membership, vouched: Container[str] = ()
) -> ChangeFile:
    """Open a sealed change file; Unreadable says by name why it cannot be used.

    The signature of those with a vouched hash was proven by a later file of the same device.
    """
    sealed = look(data)
    _check_team(sealed, membership.team)
    if sealed.hash not in vouched:
        _check_signature(sealed, roster)
    last = roster.members[sealed.head.key].last
    if last is not None and sealed.head.number > last:
        raise Unreadable(Kind.LEFT)
    key = membership.key(sealed.head.key_id)
    if key is None:
        raise Unreadable(Kind.UNKNOWN_EPOCH)
    inner, body = _unpacked(sealed.opened(key))
    head = sealed.head
    return ChangeFile(head.key, head.number, head.previous, sealed.hash, head.key_id, *inner, body)


def _check_team(sealed: Sealed, team: str) -> None:
    if sealed.head.team != team:
        raise Unreadable(Kind.OTHER_TEAM)
    if sealed.head.kind != CHANGE:
        raise Unreadable(Kind.FOREIGN)


def _check_signature(sealed: Sealed, roster: Roster) -> None:
    member = roster.members.get(sealed.head.key)
    if member is None:
        raise Unreadable(Kind.UNKNOWN_DEVICE)
    if not sealed.is_signed_by(member.signing):
        raise Unreadable(Kind.WRONG_SIGNATURE)


def vouched(batch: Sequence[bytes], signing: str) -> set[str]:
    """Return the hashes of files in a row that one device wrote, by one signature for all of them.

    A file names the hash of the one before it, signature included; so who proves the last one
    proves the row. What does not fit into it is left out, and looked at by itself.
    """
    hashes: set[str] = set()
    before = ""
    for data in reversed(batch):
        try:
            sealed = look(data)
        except Unreadable:
            continue
        if sealed.hash == before or sealed.is_signed_by(signing):
            hashes.add(sealed.hash)
            before = sealed.head.previous
    return hashes


def _unpacked(content: bytes) -> tuple[tuple[int, Mapping[str, int]], bytes]:
    try:
        (size,) = _SIZE.unpack_from(content)
        inner = json.loads(content[_SIZE.size : _SIZE.size + size])
        at, seen, expected = int(inner["at"]), inner["seen"], int(inner["size"])
        if not 0 <= expected <= LARGEST:
            raise Unreadable(Kind.UNREADABLE)
        seen = {str(device): int(number) for device, number in seen.items()}
        unpacking = zlib.decompressobj()
        body = unpacking.decompress(memoryview(content)[_SIZE.size + size :], expected + 1)
    except (struct.error, zlib.error, *STRANGE):
        raise Unreadable(Kind.UNREADABLE) from None
    if len(body) != expected or not unpacking.eof:
        raise Unreadable(Kind.UNREADABLE)
    return (at, seen), body
