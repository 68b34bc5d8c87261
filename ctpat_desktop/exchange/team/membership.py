"""The secrets of one device in one team, as one value; the caller keeps it, never a place."""

import hashlib
import json
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ctpat_desktop.exchange.team.envelope import NOTHING, derived, key_id
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

_SECRETS = ("signing", "agreement", "invite")


class Tip(NamedTuple):
    """The newest of a chain: its number, from 1, and its hash (hexadecimal)."""

    number: int = 0
    hash: str = NOTHING


START = Tip()
"""Where every chain begins."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A device's own keys, the team's keys, and the newest list of members it has seen.

    `signing` is the seed of an Ed25519 key, `agreement` an X25519 key, `invite` what an invite gave
    to sign in with; `anchor` is the hash of the entry that founded the team.
    """

    team: str
    signing: bytes = field(repr=False)
    agreement: bytes = field(repr=False)
    anchor: str = NOTHING
    keys: tuple[bytes, ...] = field(default=(), repr=False)
    head: Tip = START
    invite: bytes = field(default=b"", repr=False)
    signer: Ed25519PrivateKey = field(init=False, repr=False, compare=False)
    """The signing key ready for use: to load it takes as long as to sign."""
    device: str = field(init=False)
    """The device's id: made from its public keys, so that nobody else can take it."""

    def __post_init__(self) -> None:
        """Work out signer and id once; both are asked for with every change file."""
        object.__setattr__(self, "signer", Ed25519PrivateKey.from_private_bytes(self.signing))
        public = public_signing(self.signing), public_agreement(self.agreement)
        object.__setattr__(self, "device", id_of(*public))

    def key(self, name: str) -> bytes | None:
        """Return the team key of this name, None where this device does not have it."""
        return next((key for key in self.keys if key_id(key) == name), None)

    def with_key(self, key: bytes) -> "Membership":
        """Return the membership with one more team key, the newest."""
        return self if key in self.keys else replace(self, keys=(*self.keys, key))

    def to_bytes(self) -> bytes:
        """Return it as one secret text."""
        values = {name: b64encode(getattr(self, name)).decode() for name in _SECRETS}
        keys = [b64encode(key).decode() for key in self.keys]
        plain = {"team": self.team, "anchor": self.anchor, "head": list(self.head)}
        return json.dumps({"format": 1, **plain, **values, "keys": keys}).encode()


def from_bytes(data: bytes) -> Membership:
    """Read what `to_bytes` wrote; Problem where it is not whole."""
    try:
        values = json.loads(data)
        number, digest = values["head"]
        secrets = [b64decode(values[name], validate=True) for name in _SECRETS]
        keys = tuple(b64decode(key, validate=True) for key in values["keys"])
        head = Tip(int(number), str(digest))
        return Membership(
            values["team"], secrets[0], secrets[1], values["anchor"], keys, head, secrets[2]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Problem(
            tr("The keys of this computer for the team cannot be read."),
            tr("Ask an owner of the team to invite this computer again."),
        ) from error


def fresh(team: str = "") -> Membership:
    """Return new keys for a device; without a team it is to found one, with its first key."""
    keys = () if team else (os.urandom(32),)
    return Membership(team or os.urandom(16).hex(), os.urandom(32), os.urandom(32), keys=keys)


def public_signing(seed: bytes) -> str:
    """Return the public half of an Ed25519 key (hexadecimal)."""
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def public_agreement(secret: bytes) -> str:
    """Return the public half of an X25519 key (hexadecimal)."""
    public = X25519PrivateKey.from_private_bytes(secret).public_key()
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def id_of(signing: str, agreement: str) -> str:
    """Return the id of who has these public keys."""
    return hashlib.sha256(bytes.fromhex(signing + agreement)).digest()[:16].hex()


def invite_keys(seed: bytes) -> tuple[bytes, bytes]:
    """Return the signing and the agreement key of a one-time invite."""
    return derived(seed, b"invite signs"), derived(seed, b"invite agrees")
