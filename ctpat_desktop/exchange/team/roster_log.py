"""Reads the list of members from sealed entries, and writes the next entry.

Two owners who write at the same moment into a folder that is synchronized later make two entries of
one number. Every device takes the same one: a removal before others, then the smaller hash.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from ctpat_desktop.exchange.team import envelope
from ctpat_desktop.exchange.team.envelope import NONCE, ROSTER, Head, derived, key_id, look, seal
from ctpat_desktop.exchange.team.membership import (
    Membership,
    id_of,
    invite_keys,
    public_agreement,
    public_signing,
)
from ctpat_desktop.exchange.team.roster import Action, Entry, Roster
from ctpat_desktop.exchange.team.troubles import Kind, Trouble, Unreadable
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
        what = tr("Entry {number} of the list of members").format(number=number) if number else ""
        self.troubles.append(Trouble(kind, number=number, detail=what))


def read(entries: Iterable[bytes], membership: Membership) -> Log:
    """Return the list that follows from entries in any order, doubled or damaged ones included."""
    log = Log(membership)
    hashes = ["0" * 64]
    numbered = _looked(entries, log)
    while rows := numbered.pop(log.roster.head.number + 1, None):
        if not _take(log, rows):
            break
        hashes.append(log.roster.head.hash)
    for number in sorted(numbered):
        if number > log.roster.head.number + 1 and not _is_out(log):
            log.trouble(Kind.ROSTER_GAP, number)
            break
    _compare(log, hashes)
    return log


def _looked(entries: Iterable[bytes], log: Log) -> dict[int, dict[str, envelope.Sealed]]:
    numbered: dict[int, dict[str, envelope.Sealed]] = {}
    for data in entries:
        try:
            sealed = look(data)
            if sealed.head.team != log.membership.team:
                raise Unreadable(Kind.OTHER_TEAM)
            if sealed.head.kind != ROSTER:
                raise Unreadable(Kind.FOREIGN)
        except Unreadable as error:
            log.troubles.append(Trouble(error.kind, detail=tr("An entry of the list of members")))
        else:
            numbered.setdefault(sealed.head.number, {})[sealed.hash] = sealed
    return numbered


def _take(log: Log, rows: Mapping[str, envelope.Sealed]) -> bool:
    """Take the entry that comes next, of those with its number; return whether there was one."""
    good: list[tuple[bool, str, Entry, Roster]] = []
    for name, sealed in rows.items():
        try:
            entry = _opened(log, sealed)
            after = log.roster.after(entry)
        except Unreadable as error:
            log.trouble(error.kind, sealed.head.number)
        else:
            good.append((entry.action["do"] != "remove", name, entry, after))
    good.sort(key=lambda row: row[:2])
    for _, _, entry, _ in good:
        log.membership = _with_new_key(log.membership, entry)
    for _, _, entry, _ in good[1:]:
        log.trouble(Kind.ROSTER_FORK, entry.sealed.head.number)
    if good:
        log.roster = good[0][3]
        log.entries.append(good[0][2].sealed.data)
    return bool(good)


def _opened(log: Log, sealed: envelope.Sealed) -> Entry:
    head, anchor = sealed.head, log.membership.anchor
    if head.number == 1 and anchor not in (envelope.NOTHING, sealed.hash):
        raise Unreadable(Kind.NOT_ALLOWED)
    if head.previous != log.roster.head.hash:
        raise Unreadable(Kind.ROSTER_FORK)
    key = log.membership.key(head.key_id)
    if log.roster.key_ids and head.key_id != log.roster.key_id:
        raise Unreadable(Kind.NOT_ALLOWED)
    if key is None:
        raise Unreadable(Kind.OUT if _is_out(log) else Kind.UNKNOWN_EPOCH)
    try:
        action = json.loads(sealed.opened(key))
        return Entry(sealed, {**action, "do": str(action["do"]), "at": int(action["at"])})
    except (ValueError, KeyError, TypeError):
        raise Unreadable(Kind.NOT_ALLOWED) from None


def _is_out(log: Log) -> bool:
    member = log.roster.members.get(log.membership.device)
    return member is not None and member.last is not None


def _compare(log: Log, hashes: list[str]) -> None:
    """Compare with the newest head this device saw: it must be on the chain that was read."""
    before, head = log.membership.head, log.roster.head
    if _is_out(log):
        log.troubles = [row for row in log.troubles if row.kind is not Kind.OUT]
        log.trouble(Kind.OUT, 0)
        log.is_usable = False
    is_older = before.number > head.number
    if is_older or (hashes[before.number] != before.hash and not _has_fork(log)):
        log.trouble(Kind.ROSTER_OLDER, 0)
        log.is_usable = False
        return
    anchor = hashes[1] if len(hashes) > 1 else log.membership.anchor
    log.membership = replace(log.membership, head=head, anchor=anchor)


def _has_fork(log: Log) -> bool:
    return any(row.kind is Kind.ROSTER_FORK for row in log.troubles)


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


def wrapped(roster: Roster, key: bytes, leaving: str) -> dict[str, str]:
    """Return a new team key, wrapped for each device and each open invite except the leaving."""
    active = {one.device: one.agreement for one in roster.members.values() if one.last is None}
    waiting = {one.id: one.agreement for one in roster.invites.values() if one.is_open}
    rows = {**active, **waiting}
    return {name: _wrap(public, key) for name, public in rows.items() if name != leaving}


def _wrap(public: str, key: bytes) -> str:
    once = X25519PrivateKey.generate()
    shared = once.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(public)))
    mine = once.public_key().public_bytes_raw()
    cipher = ChaCha20Poly1305(derived(shared, b"wraps a team key", mine))
    return (mine + cipher.encrypt(NONCE, key, bytes.fromhex(public))).hex()


def _with_new_key(membership: Membership, entry: Entry) -> Membership:
    """Return the membership with the team key that an entry has for this device, if it has one."""
    wraps: Any = entry.action.get("wraps") or {}
    for name, secret in _recipients(membership):
        key = _unwrapped(str(wraps.get(name, "")), secret)
        if key and key_id(key) == entry.action.get("key_id"):
            return membership.with_key(key)
    return membership


def _recipients(membership: Membership) -> Iterable[tuple[str, bytes]]:
    yield membership.device, membership.agreement
    if membership.invite:
        signing, agreement = invite_keys(membership.invite)
        yield id_of(public_signing(signing), public_agreement(agreement)), agreement


def _unwrapped(wrap: str, secret: bytes) -> bytes:
    try:
        data = bytes.fromhex(wrap)
        mine = X25519PrivateKey.from_private_bytes(secret)
        shared = mine.exchange(X25519PublicKey.from_public_bytes(data[:32]))
        cipher = ChaCha20Poly1305(derived(shared, b"wraps a team key", data[:32]))
        return cipher.decrypt(NONCE, data[32:], mine.public_key().public_bytes_raw())
    except (ValueError, InvalidTag):
        return b""
