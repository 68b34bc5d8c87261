"""Hands a new team key to each device that stays: sealed for its own X25519 key, in the entry."""

from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from ctpat_desktop.exchange.team.envelope import NONCE, derived, key_id
from ctpat_desktop.exchange.team.membership import (
    Membership,
    id_of,
    invite_keys,
    public_agreement,
    public_signing,
)
from ctpat_desktop.exchange.team.roster import Entry, Roster


def wrapped(roster: Roster, key: bytes, leaving: str) -> dict[str, str]:
    """Return a new team key, wrapped for each device and each open invite except the leaving."""
    active = {one.device: one.agreement for one in roster.members.values() if one.last is None}
    waiting = {one.id: one.agreement for one in roster.invites.values() if one.is_open}
    rows = {**active, **waiting}
    wraps = {name: _wrap(public, key) for name, public in rows.items() if name != leaving}
    return {name: wrap for name, wrap in wraps.items() if wrap}


def _wrap(public: str, key: bytes) -> str:
    """Return a key wrapped for a public key, "" where that is none."""
    once = X25519PrivateKey.generate()
    try:
        shared = once.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(public)))
    except ValueError:
        return ""
    mine = once.public_key().public_bytes_raw()
    cipher = ChaCha20Poly1305(derived(shared, b"wraps a team key", mine))
    return (mine + cipher.encrypt(NONCE, key, bytes.fromhex(public))).hex()


def with_new_key(membership: Membership, entry: Entry) -> Membership:
    """Return the membership with the team key that an entry has for this device, if it has one."""
    wraps = entry.action.get("wraps")
    if not isinstance(wraps, dict):
        return membership
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
