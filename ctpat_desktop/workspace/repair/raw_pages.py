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
LOST = "lost_page_"
"""Begins the name of the view that stands for a lost page of the list of tables."""


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
    """Put a page with one harmless entry in the place of damaged ones of the list of tables.

    This is done in a copy; how many pages is returned. SQLite cannot read a list past such a page,
    nor past one without entries, nor SQLCipher anything at all. What stood there is lost: the
    tables it named are rebuilt from the history.
    """
    form = Sealed(key) if key else Plain()
    with path.open("r+b") as file:
        first = form.opened(1, _page(file, 1))
        if first is None or first[HEAD] != INNER:
            return 0
        damaged = [
            (number, last)
            for number, last in _children(first)
            if (form.opened(number, _page(file, number)) or b"?")[0] not in (LEAF, INNER)
        ]
        for number, last in damaged:
            file.seek((number - 1) * PAGE)
            file.write(form.sealed(number, _filled(KEPT if key else PAGE, number, last)))
    return len(damaged)


def _page(file: BinaryIO, number: int) -> bytes:
    file.seek((number - 1) * PAGE)
    return file.read(PAGE).ljust(PAGE, b"?")


def _children(page: bytes) -> list[tuple[int, int]]:
    """Return the pages under the root of the list of tables, each with its largest row number."""
    cells = int.from_bytes(page[HEAD + 3 : HEAD + 5], "big")
    rightmost = int.from_bytes(page[HEAD + 8 : HEAD + 12], "big")
    places = (HEAD + 12 + 2 * at for at in range(min(cells, PAGE // 6)))
    starts = (int.from_bytes(page[place : place + 2], "big") for place in places)
    found = [
        (int.from_bytes(page[start : start + 4], "big"), _number(page[start + 4 : start + 13]))
        for start in starts
    ]
    found.append((rightmost, max((last for _, last in found), default=0) + 1))
    return [(number, last) for number, last in found if number > 1]


def _number(data: bytes) -> int:
    """Read a number of SQLite's own form: seven bits of each byte, the eighth says "more"."""
    value = 0
    for byte in data[:8]:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value


def _written(value: int) -> bytes:
    """Write such a number."""
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append(value & 0x7F | 0x80)
    return bytes(reversed(groups))


def _filled(size: int, number: int, row: int) -> bytes:
    """Return a page of the list of tables with one view of nothing; `size` is what SQLite uses.

    `row` is the number of the entry, which must lie between those of the pages beside.
    """
    name = f"{LOST}{number}"
    texts = ("view", name, name, f"CREATE VIEW {name} AS SELECT 1")
    kinds = [_written(13 + 2 * len(text)) for text in texts]
    kinds.insert(3, b"\x08")  # where its rows stand: 0, it has none
    head = b"".join(kinds)
    record = bytes((1 + len(head),)) + head + "".join(texts).encode()
    cell = _written(len(record)) + _written(row) + record
    start = size - len(cell)
    page = bytes((LEAF, 0, 0, 0, 1)) + start.to_bytes(2, "big") + b"\0" + start.to_bytes(2, "big")
    return page.ljust(start, b"\0") + cell
