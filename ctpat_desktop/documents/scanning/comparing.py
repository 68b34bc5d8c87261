"""Compares the picture of a scanned page with the page as issued: a page code alone proves nothing.

The printed page is cut into blocks. Each block is looked for in the scan near its own place, since
a photo taken from the side shifts it, and its likeness is the correlation of the two blocks' ink.
Handwriting and stains lower a block or two; other words lower many that lie together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from operator import mul
from statistics import median

from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.pagesizes import LETTER

from ctpat_desktop.documents.packets.page_codes import CORNERS, SIDE
from ctpat_desktop.documents.pages.preview import page_image
from ctpat_desktop.documents.scanning.reading import Placed, ScannedPage
from ctpat_desktop.documents.scanning.sources import Picture

DOTS = 48
"""Dots per inch at which pages are compared: words are seen, letters are not."""
BLOCK = (51.0, 36.0)
"""Points of a block's width and height: some words of three lines."""
EDGE = 6.0
"""Points by which a block may reach over the edge of the picture."""
LEAST_INK = 9.0
"""Spread of the ink of a block, of 255, from which on it is compared."""
NEAR, FAR = 3, 9
"""Steps a block is looked for from where its neighbors were, and dots if none was found yet."""
GOOD = 0.6
"""Likeness from which on a block is not looked for any further."""


LEVELS = range(256)
SQUARES = [level * level for level in LEVELS]
LIKE_ENOUGH = 0.55
"""Median likeness of all blocks below which the whole page is another one."""
OFF = 0.74
"""Share of that median below which a stretch of a row holds other words."""
STRETCH = 6
"""Blocks side by side that are judged together: a stamp or a signature covers fewer than half."""
MOST_OFF = 4
"""Stretches that may be off; a single line of other words gives more."""
OUT_OF_SIGHT = 0.2
"""Share of a page's blocks that may lie outside of the picture."""


class Look(StrEnum):
    """What comparing a scanned page with the issued one said."""

    LIKE = "like"
    UNLIKE = "unlike"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the printed page and its likeness in the scan; None where it is not in it."""

    column: int
    row: int
    likeness: float | None


Rect = tuple[float, float, float, float]
"""Left, top, width and height in points, from the upper left of the paper."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing a page said, and where it differs; a signature differs too."""

    look: Look
    places: tuple[Rect, ...] = ()


def look(page: ScannedPage, issued: bytes, number: int) -> Look:
    """Tell whether a scanned page looks like a page (from 0) of the issued PDF."""
    return compare(page, issued, number).look


def compare(page: ScannedPage, issued: bytes, number: int) -> Compared:
    """Compare a scanned page with a page (from 0) of the issued PDF.

    UNKNOWN where no code says how the page lies, or where too much of it is not in the picture.
    """
    if page.placed is None:
        return Compared(Look.UNKNOWN)
    seen = blocks(page, page.placed, issued, number)
    there = [block for block in seen if block.likeness is not None]
    places = tuple(_joined(_differing(there)))
    if len(there) < (1 - OUT_OF_SIGHT) * len(seen):
        return Compared(Look.UNKNOWN, places)
    return Compared(Look.LIKE if _is_like(there) else Look.UNLIKE, places)


def _differing(seen: Sequence[Block]) -> list[Block]:
    """Return the blocks that are less like the issued ones than the others of the page."""
    usual = median(block.likeness or 0.0 for block in seen) if seen else 0.0
    limit = max(OFF * usual, LIKE_ENOUGH * OFF)
    return [block for block in seen if (block.likeness or 0.0) < limit]


def _joined(blocks: Sequence[Block]) -> Iterator[Rect]:
    """Yield rectangles that cover blocks: those side by side as one, and equal ones below them."""
    runs: list[list[int]] = []
    """First and last column, first and last row."""
    for block in sorted(blocks, key=lambda block: (block.row, block.column)):
        if runs and runs[-1][2] == block.row and runs[-1][1] == block.column - 1:
            runs[-1][1] = block.column
        else:
            runs.append([block.column, block.column, block.row, block.row])
    joined: list[list[int]] = []
    for run in runs:
        above = next((old for old in joined if old[:2] == run[:2] and old[3] == run[2] - 1), None)
        if above is None:
            joined.append(run)
        else:
            above[3] = run[3]
    wide, high = BLOCK
    for first, last, top, bottom in joined:
        yield first * wide, top * high, (last - first + 1) * wide, (bottom - top + 1) * high


def _is_like(seen: Sequence[Block]) -> bool:
    if not seen:
        return True  # nothing but the codes is printed there
    usual = median(block.likeness or 0.0 for block in seen)
    if usual < LIKE_ENOUGH:
        return False
    off = sum(1 for likeness in _stretches(seen) if likeness < OFF * usual)
    return off <= MOST_OFF


def _stretches(seen: Sequence[Block]) -> Iterator[float]:
    """Yield the upper median of the likeness of each stretch of a row."""
    rows: dict[int, list[float]] = {}
    for block in seen:
        rows.setdefault(block.row, []).append(block.likeness or 0.0)
    for row in rows.values():
        for start in range(max(1, len(row) - STRETCH + 1) if len(row) > STRETCH // 2 else 0):
            part = sorted(row[start : start + STRETCH])
            yield part[len(part) // 2]


def blocks(page: ScannedPage, placed: Placed, issued: bytes, number: int) -> list[Block]:
    """Return the likeness of every block of a page (from 0) that has something printed."""
    width, height, data = page_image(issued, number, DOTS / 72 * 2)
    printed = _ink(Image.frombytes("RGB", (width, height), data).convert("L").reduce(2))
    seen = _ink(_upright(page.picture.convert("L"), placed, printed.size))
    size = page.picture.size
    return [
        Block(*place, likeness if _lies_in(placed, size, place) else None)
        for place, likeness in _likened(printed, seen)
        if not _is_code(place)
    ]


def _is_code(place: tuple[int, int]) -> bool:
    """Tell whether a block has a part of a page code; the code proves nothing about the words."""
    left, top = place[0] * BLOCK[0], LETTER[1] - place[1] * BLOCK[1]
    return any(
        left < x + SIDE and x < left + BLOCK[0] and top - BLOCK[1] < y + SIDE and y < top
        for x, y in CORNERS.values()
    )


def _lies_in(placed: Placed, size: tuple[int, int], place: tuple[int, int]) -> bool:
    """Tell whether a block of the paper is in the picture at all; a photo may cut the edges."""
    left, top = place[0] * BLOCK[0], LETTER[1] - place[1] * BLOCK[1]
    corners = ((left + x, top - y) for x in (0, BLOCK[0]) for y in (0, BLOCK[1]))
    points = [placed.pixel(*corner) for corner in corners]
    edge = EDGE * placed.scale
    return all(-edge < u < size[0] + edge and -edge < v < size[1] + edge for u, v in points)


def _upright(gray: Picture, placed: Placed, size: tuple[int, int]) -> Picture:
    """Return the paper cut from a scan, upright, with a margin of FAR dots on each side."""
    smaller = max(1, int(placed.scale * 72 / DOTS))
    small = gray.reduce(smaller)
    step = 72 / DOTS
    left, top = placed.pixel(-FAR * step, LETTER[1] + FAR * step)
    cos, sin = placed.cos * step / smaller, placed.sin * step / smaller
    return small.transform(
        (size[0] + 2 * FAR, size[1] + 2 * FAR),
        Image.Transform.AFFINE,
        (cos, -sin, left / smaller, sin, cos, top / smaller),
        resample=Image.Resampling.BILINEAR,
        fillcolor=255,
    )


def _ink(gray: Picture) -> Picture:
    """Return how much darker than the paper around it each dot is: light and shadow even out."""
    soft = gray.filter(ImageFilter.GaussianBlur(0.7))
    paper = soft
    for _ in range(4):  # the same as one of nine dots, in a third of the time
        paper = paper.filter(ImageFilter.MaxFilter(3))
    paper = paper.filter(ImageFilter.GaussianBlur(4))
    return ImageChops.subtract(paper, soft)


def _likened(printed: Picture, seen: Picture) -> Iterator[tuple[tuple[int, int], float]]:
    wide, high = (round(side * DOTS / 72) for side in BLOCK)
    shifts: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(printed.height // high):
        for column in range(printed.width // wide):
            left, top = column * wide, row * high
            part = printed.crop((left, top, left + wide, top + high))
            mean, spread = _spread(part)
            if spread < LEAST_INK:
                continue
            sample = _Sample(part, mean, spread)
            near = _expected(shifts, column, row)
            found, shift = sample.sought(seen, (left + FAR, top + FAR), near)
            if found > GOOD:
                shifts[column, row] = shift
            yield (column, row), found


def _expected(
    shifts: dict[tuple[int, int], tuple[int, int]], column: int, row: int
) -> tuple[int, int] | None:
    """Return the shift of the blocks around; a photo's grows slowly over the page."""
    around = ((-1, 0), (0, -1), (-1, -1), (1, -1), (0, -2), (-2, 0))
    for across, down in around:
        near = shifts.get((column + across, row + down))
        if near is not None:
            return near
    return None


@dataclass(frozen=True, slots=True)
class _Sample:
    part: Picture
    mean: float
    spread: float

    def sought(
        self, seen: Picture, at: tuple[int, int], near: tuple[int, int] | None
    ) -> tuple[float, tuple[int, int]]:
        """Return the best likeness near a place of the scan, and how far off it was."""
        best = self._climbed(seen, at, near or (0, 0))
        if best[0] < GOOD and near is None:
            starts = ((x, y) for x in range(-FAR, FAR + 1, 2) for y in range(-FAR, FAR + 1, 2))
            best = max(best, *(self._likeness(seen, at, start) for start in starts))
            best = self._climbed(seen, at, best[1])
        return best

    def _climbed(
        self, seen: Picture, at: tuple[int, int], near: tuple[int, int]
    ) -> tuple[float, tuple[int, int]]:
        """Go from dot to dot to where the block is likest, at most NEAR steps."""
        best = self._likeness(seen, at, near)
        tried = {near}
        for _ in range(NEAR):
            x, y = best[1]
            around = {(x + a, y + b) for a in (-1, 0, 1) for b in (-1, 0, 1)} - tried
            around = {shift for shift in around if max(map(abs, shift)) <= FAR}
            tried |= around
            found = max((self._likeness(seen, at, shift) for shift in around), default=best)
            if found <= best:
                break
            best = found
        return best

    def _likeness(
        self, seen: Picture, at: tuple[int, int], shift: tuple[int, int]
    ) -> tuple[float, tuple[int, int]]:
        """Return the correlation of the ink of two blocks, from -1 to 1, and the shift."""
        (left, top), (wide, high) = (at[0] + shift[0], at[1] + shift[1]), self.part.size
        other = seen.crop((left, top, left + wide, top + high))
        mean, spread = _spread(other)
        if spread < 1:
            return 0.0, shift
        histogram = ImageChops.multiply(self.part, other).histogram()
        both = sum(map(mul, histogram, LEVELS)) / (wide * high) * 255
        return (both - self.mean * mean) / (self.spread * spread), shift


def _spread(part: Picture) -> tuple[float, float]:
    """Return mean and standard deviation of a gray picture."""
    histogram, dots = part.histogram(), part.width * part.height
    mean = sum(map(mul, histogram, LEVELS)) / dots
    return mean, sqrt(max(0.0, sum(map(mul, histogram, SQUARES)) / dots - mean * mean))
