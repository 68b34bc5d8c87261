"""The key of an encrypted workspace: from a passphrase, or from the words of a recovery sheet.

The scheme is SQLCipher 4's own: key = PBKDF2-HMAC-SHA512(passphrase, salt, 256,000 rounds), with
the salt in the first 16 bytes of the file. So the file also opens in any SQLCipher 4 with the
passphrase, and the derived key can be kept in a keyring or on paper without it.
"""

import hashlib
import hmac
import os
import re
import unicodedata
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.workspace.failures import reason

ROUNDS = 256_000
"""Rounds of PBKDF2; SQLCipher 4's default and never less."""

SALT = 16
"""Bytes of salt at the start of an encrypted file."""

PAGE = 4096
"""Bytes of one page of an encrypted file."""

CODE = "CTPAT-DESKTOP-KEY:"
"""What the line of a recovery sheet's QR code begins with."""

MAC = 64
"""Bytes of HMAC at the end of each page; it covers data, vector and page number."""

_AROUND = re.compile(r"^[\W\d_]+|\W+$")
"""What people and phones put around a word: its number, points, brackets."""

PLAIN = b"SQLite format 3\x00"
"""The first bytes of a file that is not encrypted."""


@dataclass(frozen=True, slots=True)
class Key:
    """The 32 secret bytes that open one file, and that file's 16 bytes of salt."""

    secret: bytes = field(repr=False)
    salt: bytes

    @property
    def file_id(self) -> str:
        """The file's number: 32 hexadecimal digits that stay when the passphrase changes."""
        return self.salt.hex()

    def pragma(self) -> str:
        """Return the value of SQLCipher's `PRAGMA key`, salt included."""
        return f"\"x'{self.secret.hex()}{self.salt.hex()}'\""


def derive(passphrase: str, salt: bytes) -> Key:
    """Return the key of a passphrase; slow on purpose (about 0.2 s)."""
    typed = unicodedata.normalize("NFC", passphrase).encode()
    return Key(hashlib.pbkdf2_hmac("sha512", typed, salt, ROUNDS, 32), salt)


def fresh(passphrase: str) -> Key:
    """Return the key of a new file."""
    return derive(passphrase, os.urandom(SALT))


def salt_of(path: Path) -> bytes:
    """Return the salt of an encrypted file, or b"" when the file is not encrypted.

    Never call it while this process has the file open: closing a second descriptor would drop
    SQLite's locks (POSIX).
    """
    try:
        with path.open("rb") as file:
            head = file.read(SALT)
    except OSError as error:
        raise Problem(
            tr("{name} cannot be read: {reason}.").format(name=path.name, reason=reason(error)),
            tr("Try again."),
        ) from error
    return b"" if head == PLAIN else head


def short_id(salt: bytes) -> str:
    """Return the file's number as people compare it, such as 3F2A-91BC."""
    digits = salt.hex().upper()
    return f"{digits[:4]}-{digits[4:8]}"


def fits(path: Path, key: Key, most: int = 4096) -> bool:
    """Return whether any page of a file, the first ones looked at, carries this key's HMAC.

    It tells a wrong key from a damaged file, also where the salt at its beginning is damaged.
    """
    made = mac_key(key)
    with path.open("rb") as file:
        pages = iter(lambda: file.read(PAGE), b"")
        numbered = enumerate(islice(pages, most), 1)
        return any(len(page) == PAGE and is_signed(page, at, made) for at, page in numbered)


def mac_key(key: Key) -> bytes:
    """Return what SQLCipher 4 signs the pages of a file with: HMAC-SHA512."""
    salt = bytes(byte ^ 0x3A for byte in key.salt)
    return hashlib.pbkdf2_hmac("sha512", key.secret, salt, 2, 32)


def signature(mac: bytes, number: int, body: bytes) -> bytes:
    """Return the 64 bytes at the end of a page; `body` is all before them, without the salt."""
    return hmac.digest(mac, body + number.to_bytes(4, "little"), "sha512")


def is_signed(page: bytes, number: int, mac: bytes) -> bool:
    """Return whether a page is as SQLCipher wrote it."""
    body = page[: PAGE - MAC] if number > 1 else page[SALT : PAGE - MAC]
    return hmac.compare_digest(signature(mac, number, body), page[PAGE - MAC :])


def to_words(key: Key) -> tuple[str, ...]:
    """Return the 25 words of a recovery sheet: 24 of key and checksum (BIP 39), 1 of the file."""
    words = _mnemonic().to_mnemonic(key.secret).split()
    return (*words, _file_word(key.salt))


def to_code(key: Key) -> str:
    """Return the line of a recovery sheet's QR code: key and salt in hexadecimal."""
    return f"{CODE}{key.secret.hex()}:{key.salt.hex()}"


def from_words(text: str, salt: bytes) -> Key:
    """Return the key that words, or a QR code's line, stand for; Problem says what is wrong.

    `salt` is that of the file to be opened; words of another file are told apart by the last one.
    """
    if text.strip().startswith(CODE):
        return _from_code(text.strip(), salt)
    book = _mnemonic()
    typed = unicodedata.normalize("NFKC", text).lower()
    words = [bare for word in re.split(r"[\s,;]+", typed) if (bare := _AROUND.sub("", word))]
    unknown = [word for word in words if word not in book.wordlist]
    if unknown:
        raise Problem(
            tr("“{unknown}” is not a word of a recovery sheet.").format(unknown=unknown[0]),
            tr("Compare it with the sheet."),
        )
    if len(words) != 25:
        raise Problem(
            ntr(
                "This is {n} word; a recovery sheet has 25.",
                "These are {n} words; a recovery sheet has 25.",
                len(words),
            ),
            tr("Type all of them."),
        )
    if not book.check(" ".join(words[:24])):
        raise Problem(
            tr("One of the words differs from the sheet: they do not fit together."),
            tr("Compare them one by one, in the order of their numbers."),
        )
    if words[24] != _file_word(salt):
        raise _foreign(salt)
    return Key(bytes(book.to_entropy(words[:24])), salt)


def _from_code(line: str, salt: bytes) -> Key:
    key = from_code(line)
    if key.salt != salt:
        raise _foreign(salt)
    return key


def from_code(line: str) -> Key:
    """Return the key in a QR code's line, of whatever file it is; Problem when it is not whole."""
    secret, _, of = line.strip().removeprefix(CODE).partition(":")
    try:
        key = Key(bytes.fromhex(secret), bytes.fromhex(of))
    except ValueError as error:
        raise Problem(
            tr("The line of the QR code is not whole."), tr("Read the square again.")
        ) from error
    if len(key.secret) != 32 or len(key.salt) != SALT:
        raise Problem(tr("The line of the QR code is not whole."), tr("Read the square again."))
    return key


def _foreign(salt: bytes) -> Problem:
    return Problem(
        tr("This recovery sheet is of another workspace."),
        tr("Look for the sheet with the file number {number}.").format(number=short_id(salt)),
    )


def _file_word(salt: bytes) -> str:
    return str(_mnemonic().wordlist[int.from_bytes(salt[:2], "big") >> 5])


def _mnemonic() -> Any:
    from mnemonic import Mnemonic

    return Mnemonic("english")
