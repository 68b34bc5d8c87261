"""Takes place, author, device and thumbnails out of pictures; no pixel is written anew.

Each function returns the bytes of a clean copy, or raises `NotCleanable` where it cannot promise
one. The way a picture is turned stays: it is what a person sees.
"""

import struct
from collections.abc import Iterator
from zlib import crc32

from ctpat_desktop.support.language import tr

ORIENTATION = 0x0112
UPRIGHT = 1
EXIF = b"Exif\x00\x00"
PNG = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD pHYs sPLT hIST acTL fcTL fdAT cICP "
    b"mDCV cLLI".split()
)
WEBP_DROPPED = (b"EXIF", b"XMP ")
WEBP_FLAGS = 0x08 | 0x04
"""The bits of a WebP head that say there is Exif and XMP."""
APP0, APP2, APP14, COMMENT = 0xE0, 0xE2, 0xEE, 0xFE
SOS, EOI = 0xDA, 0xD9
BARE = frozenset([0x01, *range(0xD0, 0xD8)])
"""Markers without a length."""


class NotCleanable(ValueError):
    """The file is not built as it should be, so nothing can be promised about it."""


def jpeg(data: bytes) -> bytes:
    """Return a JPEG without Exif, XMP, IPTC, comments, previews and what follows its end."""
    kept, turned = [b"\xff\xd8"], UPRIGHT
    scans = b""
    for marker, body, scan in _segments(data):
        if marker == 0xE1 and body.startswith(EXIF):
            turned = _orientation(body[len(EXIF) :]) or turned
        elif marker == APP0 and body.startswith(b"JFIF\x00"):
            kept.append(_segment(marker, body[:12] + b"\x00\x00"))
        elif _is_kept(marker, body):
            kept.append(_segment(marker, body) + scan)
            scans += scan
    if not scans:
        raise NotCleanable(tr("no picture data"))
    if turned != UPRIGHT:
        at = 2 if len(kept) > 1 and kept[1][1] == APP0 else 1
        kept.insert(at, _segment(0xE1, EXIF + _only_turned(turned)))
    return b"".join([*kept, b"\xff\xd9"])


def png(data: bytes) -> bytes:
    """Return a PNG with the chunks that make the picture only."""
    kept, turned, ended = [PNG], UPRIGHT, False
    for kind, body in _chunks(data):
        if kind == b"eXIf":
            turned = _orientation(body) or turned
        elif kind in PNG_KEPT:
            kept.append(_chunk(kind, body))
            ended = kind == b"IEND"
    if not ended or len(kept) < 3:
        raise NotCleanable(tr("no end"))
    if turned != UPRIGHT:
        kept.insert(2, _chunk(b"eXIf", _only_turned(turned)))
    return b"".join(kept)


def webp(data: bytes) -> bytes:
    """Return a WebP without Exif and XMP; browsers do not turn a WebP, so nothing is kept."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise NotCleanable(tr("no WebP"))
    end = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    kept, at = b"", 12
    while at + 8 <= end:
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + size]
        if len(body) != size:
            raise NotCleanable(tr("a chunk ends too early"))
        if kind == b"VP8X" and body:
            body = bytes([body[0] & ~WEBP_FLAGS]) + body[1:]
        if kind not in WEBP_DROPPED:
            kept += kind + struct.pack("<I", size) + body + bytes(size & 1)
        at += 8 + size + (size & 1)
    return b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WEBP" + kept


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield marker, content and, for a scan, its data; what follows the end is left out."""
    if data[:2] != b"\xff\xd8":
        raise NotCleanable(tr("no JPEG"))
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if at + 2 > len(data) or data[at] != 0xFF:
            raise NotCleanable(tr("a segment ends too early"))
        marker = data[at + 1]
        if marker == EOI:
            return
        if marker in BARE:
            at += 2
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + size]
        if size < 2 or len(body) != size - 2:
            raise NotCleanable(tr("a segment ends too early"))
        at += 2 + size
        end = _scan_end(data, at) if marker == SOS else at
        yield marker, body, data[at:end]
        at = end


def _scan_end(data: bytes, at: int) -> int:
    """Return where the data of a scan ends: at the next marker that is no part of it."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise NotCleanable(tr("a scan without an end"))
        following = data[at + 1]
        if following == 0xFF:
            at += 1
        elif following == 0 or following in BARE:
            at += 2
        else:
            return at


def _is_kept(marker: int, body: bytes) -> bool:
    """Tell whether a segment makes the picture: colors and tables do, all else goes."""
    if marker == APP2:
        return body.startswith(b"ICC_PROFILE\x00")
    if marker == APP14:
        return body.startswith(b"Adobe")
    return not (0xE0 <= marker <= 0xEF or marker == COMMENT)


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if data[:8] != PNG:
        raise NotCleanable(tr("no PNG"))
    at, kind = 8, b""
    while kind != b"IEND":
        size = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        if len(kind) != 4 or len(body) != size:
            raise NotCleanable(tr("a chunk ends too early"))
        yield kind, body
        at += 12 + size


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))


def _orientation(tiff: bytes) -> int:
    """Return how a picture is turned by its Exif block, 0 where it does not say."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return 0
    (start,) = struct.unpack(f"{order}I", tiff[4:8])
    count = tiff[start : start + 2]
    if len(count) != 2:
        return 0
    for number in range(struct.unpack(f"{order}H", count)[0]):
        entry = tiff[start + 2 + 12 * number : start + 14 + 12 * number]
        if len(entry) == 12:
            tag, _kind, _many, value = struct.unpack(f"{order}HHIH2x", entry)
            if tag == ORIENTATION:
                return int(value) if 1 <= value <= 8 else 0
    return 0


def _only_turned(turned: int) -> bytes:
    """Return an Exif block that says how the picture is turned and nothing else."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, ORIENTATION, 3, 1, turned, 0, 0)
