"""Single pages of a file as they lie on the disk, also encrypted ones; for repair alone.

SQLCipher 4 keeps of each page 4,016 bytes in AES-256-CBC, then 16 bytes of start value and 64 bytes
HMAC-SHA512 over both and the page's number; the first page begins with the salt in the clear.
SQLite's own layout of a table's pages is in its file format description.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ctpat_desktop.workspace import keys
from ctpat_desktop.workspace.keys import MAC, PAGE, SALT, Key

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers import Cipher, modes

START = 16
"""Bytes of the start value of a page."""
KEPT = PAGE - START - MAC
HEAD = 100
"""Bytes before the tree on the first page."""
LEAF, INNER = 0x0D, 0x05
"""The kinds of page of a table, as the first byte of its tree says."""


class Plain:
    """Pages of a file without encryption; what is damaged shows only in its layout."""

    def opened(self, number: int, page: bytes) -> bytes | None:
        """Return what stands on a page, or None where it is damaged."""
        del number
        return page

    def sealed(self, number: int, content: bytes) -> bytes:
        """Return a page as it is written."""
        del number
        return content


class Sealed(Plain):
    """Pages of an encrypted file."""

    def __init__(self, key: Key) -> None:
        """Derive what the pages are checked with, as SQLCipher does."""
        self._secret, self._mac = key.secret, keys.mac_key(key)

    def opened(self, number: int, page: bytes) -> bytes | None:
        """Return what stands on a page, or None where its seal is broken."""
        if not keys.is_signed(page, number, self._mac):
            return None
        first = SALT if number == 1 else 0
        body = page[first : PAGE - MAC]
        turned = self._cipher(body[-START:]).decryptor()
        content: bytes = turned.update(body[:-START]) + turned.finalize()
        return bytes(first) + content + bytes(START + MAC)

    def sealed(self, number: int, content: bytes) -> bytes:
        """Return a page, not the first, encrypted and signed."""
        start = os.urandom(START)
        turned = self._cipher(start).encryptor()
        body = turned.update(content[:KEPT]) + turned.finalize() + start
        return body + keys.signature(self._mac, number, body)

    def _cipher(self, start: bytes) -> "Cipher[modes.CBC]":
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        return Cipher(algorithms.AES(self._secret), modes.CBC(start))


def clear_list_of_tables(path: Path, key: Key | None) -> int:
    """Make damaged pages of the list of tables empty ones, in a copy; return how many.

    SQLite cannot read a file past such a page, nor SQLCipher anything at all. What stood there is
    lost: the tables it named are rebuilt from the history.
    """
    form = Sealed(key) if key else Plain()
    with path.open("r+b") as file:
        first = form.opened(1, _page(file, 1))
        if first is None or first[HEAD] != INNER:
            return 0
        damaged = [
            number
            for number in _children(first)
            if (form.opened(number, _page(file, number)) or b"?")[0] not in (LEAF, INNER)
        ]
        for number in damaged:
            file.seek((number - 1) * PAGE)
            file.write(form.sealed(number, _empty(KEPT if key else PAGE)))
    return len(damaged)


def _page(file: BinaryIO, number: int) -> bytes:
    file.seek((number - 1) * PAGE)
    return file.read(PAGE).ljust(PAGE, b"?")


def _children(page: bytes) -> list[int]:
    """Return the pages under the root of the list of tables."""
    cells = int.from_bytes(page[HEAD + 3 : HEAD + 5], "big")
    last = page[HEAD + 8 : HEAD + 12]
    places = (HEAD + 12 + 2 * at for at in range(min(cells, PAGE // 6)))
    starts = (int.from_bytes(page[place : place + 2], "big") for place in places)
    found = [*(page[start : start + 4] for start in starts), last]
    return [number for child in found if (number := int.from_bytes(child, "big")) > 1]


def _empty(size: int) -> bytes:
    """Return a page of a table without rows; `size` is how much of a page SQLite may use."""
    head = bytes((LEAF, 0, 0, 0, 0)) + size.to_bytes(2, "big") + b"\0"
    return head.ljust(size, b"\0")
