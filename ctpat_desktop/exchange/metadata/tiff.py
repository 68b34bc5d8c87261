"""Takes author, place and device out of TIFF pictures by blanking what says so, in place."""

import struct
from dataclasses import dataclass

from ctpat_desktop.exchange.metadata.pictures import NotCleanable
from ctpat_desktop.support.language import tr

DROPPED = frozenset(
    (
        *(269, 270, 271, 272, 285, 305, 306, 315, 316, 33432),  # names, texts, device, day
        *(700, 33723, 34377, 34665, 34853, 37724, 40965),  # XMP, IPTC, Photoshop, Exif, place
        *(40091, 40092, 40093, 40094, 40095, 50341),  # what Windows and printers note
    )
)
INNER = frozenset((34665, 34853, 40965))
"""Entries that point to a directory of their own."""
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
MOST_PAGES = 1_000


@dataclass(slots=True)
class _Tiff:
    """A TIFF being cleaned."""

    data: bytearray
    order: str

    def number(self, at: int, kind: str) -> int:
        size = struct.calcsize(kind)
        if at < 0 or at + size > len(self.data):
            raise NotCleanable(tr("it points outside"))
        return int(struct.unpack(f"{self.order}{kind}", self.data[at : at + size])[0])

    def blank(self, at: int, size: int) -> None:
        if at < 0 or at + size > len(self.data):
            raise NotCleanable(tr("it points outside"))
        self.data[at : at + size] = bytes(size)

    def page(self, at: int) -> int:
        """Clean one directory and return where the next one is."""
        count = self.number(at, "H")
        following = self.number(at + 2 + 12 * count, "I")
        kept = []
        for number in range(count):
            place = at + 2 + 12 * number
            if self.number(place, "H") in DROPPED:
                self.forget(place)
            else:
                kept.append(bytes(self.data[place : place + 12]))
        head = struct.pack(f"{self.order}H", len(kept))
        tail = struct.pack(f"{self.order}I", following)
        whole = head + b"".join(kept) + tail
        self.data[at : at + 6 + 12 * count] = whole.ljust(6 + 12 * count, b"\0")
        return following

    def forget(self, place: int) -> None:
        """Blank what one entry points to; a directory with all that is in it."""
        tag, kind = self.number(place, "H"), self.number(place + 2, "H")
        many, value = self.number(place + 4, "I"), self.number(place + 8, "I")
        size = SIZES.get(kind, 1) * many
        if tag in INNER:
            count = self.number(value, "H")
            for number in range(count):
                self.forget(value + 2 + 12 * number)
            self.blank(value, 6 + 12 * count)
        elif size > 4:
            self.blank(value, size)


def tiff(data: bytes) -> bytes:
    """Return a TIFF of the same size in which those fields are gone and blank."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(data[:4])
    if order is None:
        raise NotCleanable(tr("no common TIFF"))
    work = _Tiff(bytearray(data), order)
    at, pages, seen = work.number(4, "I"), 0, set[int]()
    while at:
        pages += 1
        if pages > MOST_PAGES or at in seen:
            raise NotCleanable(tr("too many pages"))
        seen.add(at)
        at = work.page(at)
    return bytes(work.data)
