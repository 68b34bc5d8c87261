"""Looks through a zip package that came from outside before anything in it is believed.

What the directory declares is checked first; then every part is unpacked in small pieces that are
thrown away again, because the declared sizes may be a lie.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

BROKEN = (
    BadZipFile,
    EOFError,
    IndexError,
    KeyError,
    LZMAError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What the zip library raises on a package that is damaged, encrypted or packed in a rare way."""
MOST_PARTS = 4_000
MOST_BYTES = 300 * 2**20
"""Bytes of all parts together; a sheet of 100,000 rows by 25 columns has about half of it."""
MOST_RATIO = 300
"""How many times larger a part of more than `SMALL` bytes may become."""
SMALL = 8 * 2**20
PIECE = 2**20
_ENCRYPTED = 0x1
_LOCAL = struct.Struct("<4s22xHH")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class DamagedPackage(Problem):
    """A package cannot be read; whoever knows what it should be says so."""


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """One part of a package: its name and how many bytes it declares."""

    name: str
    size: int


class Package:
    """A zip package whose directory has been looked at; parts are unpacked piece by piece."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        """Read the directory; Problem where it is damaged or promises too much."""
        self.name = name
        self._file = file
        try:
            with ZipFile(file) as archive:
                self._infos = {_plain(info.filename): info for info in archive.infolist()}
                count = len(archive.infolist())
        except BROKEN as error:
            raise damaged(name) from error
        if count > MOST_PARTS or count != len(self._infos):
            raise bomb(name)
        for info in self._infos.values():
            self._refuse(info)
        if sum(info.file_size for info in self._infos.values()) > MOST_BYTES:
            raise bomb(name)

    @property
    def parts(self) -> tuple[ZipEntry, ...]:
        """Every part, in the order of the directory."""
        return tuple(ZipEntry(name, info.file_size) for name, info in self._infos.items())

    def pieces(self, part: str) -> Iterator[bytes]:
        """Unpack one part piece by piece; Problem as soon as it is not as declared."""
        info = self._infos[part]
        left = info.file_size
        try:
            for piece in self._unpacked(info):
                left -= len(piece)
                if left < 0:
                    raise bomb(self.name)
                yield piece
        except (zlib.error, struct.error, OSError, ValueError) as error:
            raise damaged(self.name) from error
        if left:
            raise damaged(self.name)

    def text(self, part: str) -> bytes:
        """Return one XML part whole; Problem where it declares a document type or entities."""
        data = b"".join(self.pieces(part)) if part in self._infos else b""
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
            raise damaged(self.name)
        if b"!" in data and b"<!" in data and _DOCTYPE.search(data):  # one letter is found fastest
            raise Problem(
                tr(
                    "{name} was not read: it declares entities, as no spreadsheet program does."
                ).format(name=self.name),
                tr("Save it again from your spreadsheet program."),
            )
        return data

    def _refuse(self, info: ZipInfo) -> None:
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in info.filename[:2]:
            raise Problem(
                tr("{name} was not read: a part in it has a name that points outside.").format(
                    name=self.name
                ),
                tr("Ask the sender for a new file."),
            )
        if info.flag_bits & _ENCRYPTED or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise damaged(self.name)
        if info.file_size > max(SMALL, info.compress_size * MOST_RATIO):
            raise bomb(self.name)

    def _unpacked(self, info: ZipInfo) -> Iterator[bytes]:
        """Yield what the part holds, whatever size it declares."""
        self._file.seek(info.header_offset)
        magic, name, extra = _LOCAL.unpack(self._file.read(_LOCAL.size))
        if magic != b"PK\x03\x04":
            raise zlib.error
        self._file.seek(name + extra, 1)
        packed = self._packed(info.compress_size)
        if info.compress_type == ZIP_STORED:
            yield from packed
            return
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        for raw in packed:
            waiting = raw
            while waiting:
                yield unpacker.decompress(waiting, PIECE)
                waiting = unpacker.unconsumed_tail
        yield unpacker.flush()

    def _packed(self, size: int) -> Iterator[bytes]:
        while size > 0:
            raw = self._file.read(min(PIECE, size))
            if not raw:
                return
            size -= len(raw)
            yield raw


def _plain(part: str) -> str:
    """Return the name of a part as most programs write it; some write backslashes."""
    return part.replace("\\", "/").removeprefix("./")


def damaged(name: str) -> DamagedPackage:
    """Return the Problem for a package that cannot be read."""
    return DamagedPackage(
        tr("{name} was not read: it is damaged or not a spreadsheet.").format(name=name),
        tr("Save it again as .xlsx."),
    )


def bomb(name: str) -> Problem:
    """Return the Problem for a package that unpacks to more than a sheet ever needs."""
    return Problem(
        tr("{name} was not read: unpacked it would be far larger than a list ever is.").format(
            name=name
        ),
        tr("Ask the sender for a new file."),
    )
