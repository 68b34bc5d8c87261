"""The one envelope of all that lies in a place: a plain head, sealed content, a signature, a check.

    8  "ctpat~tm"        1  format (1)          1  kind: change, roster entry, piece of a document
   16  team             16  key: the device, or what a document is stored under
    8  number            8  which team key      32  hash of what the same writer sealed before
   16  salt              8  bytes of sealed content that follow
    n  sealed content: ChaCha20-Poly1305, its key from the team key and the salt; the head is bound
   64  Ed25519 over the SHA-256 of all above (zeros for pieces, which their content's hash proves)
    8  check against accidents: in every format, for ever, the last eight bytes

Numbers are big-endian. What can be read without a key is random or counts.
"""

import hashlib
import os
import struct
from dataclasses import dataclass
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ctpat_desktop.exchange.team.troubles import Kind, Unreadable

MAGIC = b"ctpat~tm"
FORMAT = 1
HEAD = struct.Struct(">8sBB16s16sQ8s32s16sQ")
SIGNATURE, CHECK = 64, 8
TAIL = SIGNATURE + CHECK
NONCE = bytes(12)
"""Always zero: every key is used once, because the salt it is made with is random."""
CHANGE, ROSTER, PIECE = 1, 2, 3
NOTHING = "0" * 64
"""The hash that stands before the first file of a writer."""
_DOMAIN = b"ctpat team file, format 1\0"


class Head(NamedTuple):
    """What stands in plain on an envelope; ids and hashes as hexadecimal digits."""

    kind: int
    team: str
    key: str
    number: int
    key_id: str
    previous: str = NOTHING


@dataclass(frozen=True, slots=True)
class Sealed:
    """An envelope whose outside is whole; nothing says yet who wrote it."""

    head: Head
    hash: str
    data: bytes
    digest: bytes

    def is_signed_by(self, public: str) -> bool:
        """Return whether the owner of this public key (hexadecimal) signed it."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
            key.verify(self.data[-TAIL:-CHECK], _DOMAIN + self.digest)
        except (InvalidSignature, ValueError):
            return False
        return True

    def opened(self, team_key: bytes) -> bytes:
        """Return the content; Unreadable where it was sealed with another key."""
        view = memoryview(self.data)
        head, salt = view[: HEAD.size], self.data[HEAD.size - 24 : HEAD.size - 8]
        cipher = ChaCha20Poly1305(derived(team_key, b"file", salt))
        try:
            return cipher.decrypt(NONCE, view[HEAD.size : -TAIL], head)
        except InvalidTag:
            raise Unreadable(Kind.UNREADABLE) from None


def seal(
    head: Head, content: bytes, team_key: bytes, signer: Ed25519PrivateKey | None = None
) -> bytes:
    """Return the envelope; `signer` is the writer's key, none for pieces of documents."""
    salt = os.urandom(16)
    sealed_size = len(content) + 16
    plain = HEAD.pack(MAGIC, FORMAT, head.kind, *_packed(head), salt, sealed_size)
    sealed = ChaCha20Poly1305(derived(team_key, b"file", salt)).encrypt(NONCE, content, plain)
    digest = hashlib.sha256(plain)
    digest.update(sealed)
    signature = bytes(SIGNATURE)
    if signer:
        signature = signer.sign(_DOMAIN + digest.digest())
    return b"".join((plain, sealed, signature, _hash(digest.digest(), signature)[:CHECK]))


def look(data: bytes) -> Sealed:
    """Return an envelope after looking at its outside; Unreadable where it is not whole."""
    if not data.startswith(MAGIC[: len(data)]):
        raise Unreadable(Kind.FOREIGN)
    if len(data) < HEAD.size + TAIL:
        raise Unreadable(Kind.CUT)
    _, form, kind, team, key, number, key_id, before, _, size = HEAD.unpack_from(data)
    digest = hashlib.sha256(memoryview(data)[:-TAIL]).digest()
    whole = _hash(digest, data[-TAIL:-CHECK])
    if whole[:CHECK] != data[-CHECK:]:
        raise Unreadable(Kind.CUT if len(data) < HEAD.size + size + TAIL else Kind.FLIPPED)
    if form > FORMAT:
        raise Unreadable(Kind.NEWER)
    if form < FORMAT or len(data) != HEAD.size + size + TAIL:
        raise Unreadable(Kind.FLIPPED)
    head = Head(kind, team.hex(), key.hex(), number, key_id.hex(), before.hex())
    return Sealed(head, whole.hex(), data, digest)


def glance(data: bytes) -> Sealed:
    """Return an envelope without its check, for what opening proves anyway: head and content."""
    if len(data) < HEAD.size + TAIL or not data.startswith(MAGIC + bytes([FORMAT])):
        raise Unreadable(Kind.CUT)
    _, _, kind, team, key, number, key_id, before, _, _ = HEAD.unpack_from(data)
    head = Head(kind, team.hex(), key.hex(), number, key_id.hex(), before.hex())
    return Sealed(head, "", data, b"")


def derived(secret: bytes, purpose: bytes, salt: bytes = b"") -> bytes:
    """Return 32 bytes made from a secret for one purpose (HKDF-SHA256)."""
    return HKDF(SHA256(), 32, salt or None, b"ctpat team: " + purpose).derive(secret)


def key_id(team_key: bytes) -> str:
    """Return what a team key is called in plain: it says nothing about the key."""
    return derived(team_key, b"name of this key")[:8].hex()


def _packed(head: Head) -> tuple[bytes, bytes, int, bytes, bytes]:
    ids = [bytes.fromhex(text) for text in (head.team, head.key, head.key_id, head.previous)]
    return ids[0], ids[1], head.number, ids[2], ids[3]


def _hash(digest: bytes, signature: bytes) -> bytes:
    return hashlib.sha256(digest + signature).digest()
