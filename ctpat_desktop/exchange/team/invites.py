"""An invite: a file that holds all that is needed to join, sealed with a code that is spoken.

The file may go by mail; the code must go another way, such as by telephone.
"""

import json
import os
import secrets
import struct
from base64 import b64decode, b64encode
from dataclasses import dataclass, field, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from ctpat_desktop.exchange.team.envelope import NONCE
from ctpat_desktop.exchange.team.membership import Membership, Tip, fresh
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

MAGIC = b"ctpat~iv"
HEAD = struct.Struct(">8sBB16s")
FORMAT = 1
COST = 17
"""scrypt with N = 2 to this power, r = 8: 128 MB and about half a second for each guess."""
WORDS = 4
"""Words of a code, of 2,048 each: 44 bits, so that all guesses of one file take 100,000 years."""


@dataclass(frozen=True, slots=True)
class InviteFile:
    """What an invite file holds; `place` is the caller's own text, such as a folder or a server."""

    team: str
    anchor: str
    owner: str
    place: str
    head: Tip
    seed: bytes = field(repr=False)
    keys: tuple[bytes, ...] = field(repr=False)

    def membership(self) -> Membership:
        """Return new keys for a device that is to join with it."""
        new = fresh(self.team)
        return replace(new, anchor=self.anchor, keys=self.keys, head=self.head, invite=self.seed)


def new_code() -> str:
    """Return the words of a new code."""
    words = _words()
    return " ".join(secrets.choice(words) for _ in range(WORDS))


def to_file(membership: Membership, seed: bytes, place: str) -> InviteFile:
    """Return what an invite file is to hold; read the list after the invite was added to it."""
    team, anchor, owner = membership.team, membership.anchor, membership.device
    return InviteFile(team, anchor, owner, place, membership.head, seed, membership.keys)


def sealed(invite: InviteFile, code: str) -> bytes:
    """Return the bytes of an invite file."""
    head = HEAD.pack(MAGIC, FORMAT, COST, os.urandom(16))
    plain = {
        **{name: getattr(invite, name) for name in ("team", "anchor", "owner", "place")},
        "head": list(invite.head),
        "seed": b64encode(invite.seed).decode(),
        "keys": [b64encode(key).decode() for key in invite.keys],
    }
    return head + _cipher(code, head).encrypt(NONCE, json.dumps(plain).encode(), head)


def opened(data: bytes, code: str) -> InviteFile:
    """Return what an invite file holds; Problem where it, or the code, is not right."""
    if len(data) < HEAD.size or not data.startswith(MAGIC):
        raise Problem(tr("This is no invite to a team."), tr("Choose the file you were sent."))
    head = data[: HEAD.size]
    _, form, cost, _ = HEAD.unpack(head)
    if form != FORMAT or not 10 <= cost <= 18:
        raise Problem(
            tr("This invite was made by a newer version of the program, or is damaged."),
            tr("Update the program, or ask for a new invite."),
        )
    try:
        plain = json.loads(_cipher(code, head).decrypt(NONCE, data[HEAD.size :], head))
    except InvalidTag:
        raise Problem(
            tr("The code does not fit this invite, or the file is damaged."),
            tr("Let the code be said again, word by word."),
        ) from None
    keys = tuple(b64decode(key) for key in plain.pop("keys"))
    newest = Tip(*plain.pop("head"))
    return InviteFile(head=newest, seed=b64decode(plain.pop("seed")), keys=keys, **plain)


def _cipher(code: str, head: bytes) -> ChaCha20Poly1305:
    _, _, cost, salt = HEAD.unpack(head)
    return ChaCha20Poly1305(Scrypt(salt, 32, 2**cost, 8, 1).derive(_plain(code)))


def _plain(code: str) -> bytes:
    """Return a code as it is compared: the first four letters of a word are enough to know it."""
    words = "".join(sign if sign.isalnum() else " " for sign in code.casefold()).split()
    return " ".join(word[:4] for word in words).encode()


def _words() -> list[str]:
    from mnemonic import Mnemonic

    return list(Mnemonic("english").wordlist)
