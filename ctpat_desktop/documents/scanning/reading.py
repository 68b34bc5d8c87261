"""Finds the page codes on scanned pages, and how each page lies: turned, skewed, enlarged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from math import atan2, ceil, degrees, floor, hypot
from pathlib import Path

import zxingcpp
from PIL import Image, ImageDraw, ImageFilter, ImageOps, ImageStat

from ctpat_desktop.documents.packets import page_codes
from ctpat_desktop.documents.packets.page_codes import PageCode
from ctpat_desktop.documents.scanning import sources
from ctpat_desktop.documents.scanning.sources import Picture, ScanPage
from ctpat_desktop.support import foreign
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress

SKEWED = 0.3
"""Degrees from which on a page is straightened."""
COARSE = 120
"""Pixels across to which a page is made small to see whether it is empty."""
DARKEST = 45
"""How much darker than the paper, of 255, the darkest spot of an empty page may be."""
QUALITY = 85
"""JPEG quality in which pages are kept until they are put together."""
CORNER = 0.3
"""Share of a page's width and height looked at closely around each corner."""

ROOM = 1.5
"""How many times larger than a page a picture is where another page may lie in it."""
MOST_ON_A_SHEET = 4
"""Pages looked for in one picture."""
MISFIT = 60.0
"""Points from which on two codes are those of two copies of a page, not of one page."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """How the paper lies in the picture: picture = scale * turned(paper) + shift.

    `cos` and `sin` hold scale and turn, in pixels per point with the picture's y downward; paper
    points have y upward from the lower left. `error` is how far, in points, the worst corner of a
    code lies from where it should: a photo taken from the side has more than a scan.
    """

    cos: float
    sin: float
    left: float
    top: float
    error: float = 0.0

    @property
    def scale(self) -> float:
        """Pixels per point."""
        return hypot(self.cos, self.sin)

    @property
    def turn(self) -> float:
        """How far the page is turned clockwise in the picture, in degrees."""
        return degrees(atan2(self.sin, self.cos))

    def pixel(self, x: float, y: float) -> Point:
        """Return where a point of the paper lies in the picture."""
        return (
            self.cos * x + self.sin * y + self.left,
            self.sin * x - self.cos * y + self.top,
        )


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One scanned page: what its codes say (None where none was found) and how it lies.

    `placed` is exact where both codes were found. `jpeg` is the page as scanned.
    """

    source: str
    number: int
    jpeg: bytes = field(repr=False)
    code: PageCode | None = None
    placed: Placed | None = None
    codes_found: int = 0
    is_blank: bool = False

    @property
    def picture(self) -> Picture:
        """The page as scanned."""
        return Image.open(BytesIO(self.jpeg)).convert("RGB")

    @property
    def quarter_turns(self) -> int:
        """How many quarter turns clockwise the page is turned: 0 to 3."""
        return round(self.placed.turn / 90) % 4 if self.placed else 0

    @property
    def skew(self) -> float:
        """What is left of the turn beside quarter turns, in degrees."""
        if self.placed is None:
            return 0.0
        return (self.placed.turn + 45) % 90 - 45

    @property
    def title(self) -> str:
        """The file and, where it has several, the page in it."""
        return tr("{file}, page {n}").format(file=self.source, n=self.number)


@dataclass(frozen=True, slots=True)
class Scans:
    """All pages of the files, and one line for each file that could not be read."""

    pages: tuple[ScannedPage, ...]
    problems: tuple[str, ...]


def read_scans(files: Sequence[tuple[str, bytes]], progress: Progress) -> Scans:
    """Read the codes of every page of the files; a file that cannot be read stops no other."""
    found, problems = list[ScannedPage](), list[str]()
    for at, (name, data) in enumerate(files):
        progress.step(at, len(files), tr("Reading {name}").format(name=name))
        try:
            for page in sources.pages(name, data):
                found += read_sheet(page)
                progress.step(at, len(files), found[-1].title)
        except Problem as problem:
            problems.append(problem.line())
    return Scans(tuple(found), tuple(problems))


_OPEN: dict[str, Iterator[ScanPage]] = {}
"""The files a child is in the middle of reading."""


def read_next(path: str, name: str, at: int) -> list[ScannedPage] | None:
    """Read the picture that comes next in a file, from 0; None at its end.

    It is meant for a child with limits, which keeps its place in the file between two calls.
    """
    if at == 0:
        _OPEN.clear()
        _OPEN[path] = sources.pages(name, foreign.read(Path(path), sources.BYTES))
    page = next(_OPEN[path], None)
    return read_sheet(page) if page is not None else None


def read_sheet(page: ScanPage) -> list[ScannedPage]:
    """Read one picture: as a rule one page, but several may lie side by side on one sheet.

    Each page found is covered with white before the rest of the picture is read.
    """
    first = read_page(page)
    if first.placed is None or not _has_room(first.picture.size, first.placed):
        return [first]
    picture, found = first.picture, list[ScannedPage]()
    while len(found) < MOST_ON_A_SHEET:
        row = read_page(ScanPage(page.source, page.number, picture)) if found else first
        if row.placed is None:
            break
        found.append(_alone(row, picture, row.placed))
        picture = _covered(picture, row.placed)
    if len(found) == 1:
        return [first]
    return sorted(found, key=lambda row: row.code.page if row.code else 0)


def _has_room(size: tuple[int, int], placed: Placed) -> bool:
    """Tell whether another page may lie beside the one that was found."""
    paper = page_codes.PAGE_WIDTH * page_codes.PAGE_HEIGHT * placed.scale**2
    return bool(size[0] * size[1] > ROOM * paper)


def _outline(placed: Placed) -> list[Point]:
    wide, high = page_codes.PAGE_WIDTH, page_codes.PAGE_HEIGHT
    return [placed.pixel(x, y) for x, y in ((0, 0), (wide, 0), (wide, high), (0, high))]


def _covered(picture: Picture, placed: Placed) -> Picture:
    rest = picture.copy()
    ImageDraw.Draw(rest).polygon(_outline(placed), fill="#ffffff")
    return rest


def _alone(row: ScannedPage, picture: Picture, placed: Placed) -> ScannedPage:
    """Return a page cut from the sheet it lies on with others."""
    across, down = zip(*_outline(placed), strict=True)
    left, top = max(0, floor(min(across))), max(0, floor(min(down)))
    right, bottom = min(picture.width, ceil(max(across))), min(picture.height, ceil(max(down)))
    part = picture.crop((left, top, right, bottom))
    moved = replace(placed, left=placed.left - left, top=placed.top - top)
    return replace(row, jpeg=_packed(part), placed=moved)


def read_page(page: ScanPage) -> ScannedPage:
    """Read the codes of one page, with more and more effort while none is found."""
    picture, agreed = page.picture, list[_Seen]()
    for candidate in _candidates(page):
        seen = _agreed(list(_codes(candidate)))
        if len(seen) > len(agreed):
            agreed, picture = seen, candidate.whole
        if len(agreed) == len(page_codes.CORNERS):
            break
    if not agreed:
        blank = _is_blank(page.picture)
        return ScannedPage(page.source, page.number, _packed(page.picture), is_blank=blank)
    return ScannedPage(
        page.source,
        page.number,
        _packed(picture),
        agreed[0].code,
        _placed(agreed),
        len(agreed),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """A code and its corners in the whole picture: from the code's upper left, clockwise."""

    code: PageCode
    corners: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A picture to look for codes in: `part` begins at `left`, `top` of `whole`, enlarged."""

    whole: Picture
    part: Picture
    left: float = 0.0
    top: float = 0.0
    enlarged: float = 1.0


def _candidates(page: ScanPage) -> Iterator[_Candidate]:
    """Yield the picture as it is, then cleaned, enlarged and cut to its corners."""
    gray = page.picture.convert("L")
    yield _Candidate(page.picture, gray)
    yield _Candidate(page.picture, gray.filter(ImageFilter.MedianFilter(3)))
    yield _Candidate(
        page.picture, ImageOps.autocontrast(gray.filter(ImageFilter.GaussianBlur(1.2)))
    )
    yield from _corners(page.picture, gray, 2.0)
    if page.sharper is not None:
        whole = page.sharper()
        gray = whole.convert("L")
        yield _Candidate(whole, gray)
        yield _Candidate(whole, gray.filter(ImageFilter.MedianFilter(5)))
        yield from _corners(whole, gray, 1.0)


def _corners(whole: Picture, gray: Picture, enlarged: float) -> Iterator[_Candidate]:
    wide, high = int(gray.width * CORNER), int(gray.height * CORNER)
    if not wide or not high:  # a sliver of a picture has no corners
        return
    for left in (0, gray.width - wide):
        for top in (0, gray.height - high):
            part = gray.crop((left, top, left + wide, top + high))
            size = (round(wide * enlarged), round(high * enlarged))
            part = part.resize(size, Image.Resampling.BICUBIC)
            clean = ImageOps.autocontrast(part.filter(ImageFilter.MedianFilter(3)), cutoff=2)
            yield _Candidate(whole, clean, left, top, enlarged)


def _codes(candidate: _Candidate) -> Iterator[_Seen]:
    kinds = zxingcpp.BarcodeFormats(
        [zxingcpp.BarcodeFormat.QRCode]
    )  # a global one is told as a leak
    for binarizer in (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram):
        for row in zxingcpp.read_barcodes(candidate.part, formats=kinds, binarizer=binarizer):
            code = page_codes.read(row.text)
            if code is not None:
                place = row.position
                points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
                yield _Seen(
                    code,
                    tuple(
                        (
                            point.x / candidate.enlarged + candidate.left,
                            point.y / candidate.enlarged + candidate.top,
                        )
                        for point in points
                    ),
                )


def _agreed(seen: Sequence[_Seen]) -> list[_Seen]:
    """Return one code per corner, all of the page that most codes name."""
    counts: dict[tuple[str, int, int], dict[str, _Seen]] = {}
    for row in seen:
        page = (row.code.code, row.code.page, row.code.of)
        counts.setdefault(page, {})[row.code.corner] = row
    most = list(max(counts.values(), key=len, default={}).values())
    return most if len(most) < 2 or _placed(most).error < MISFIT else most[:1]


def _placed(seen: Sequence[_Seen]) -> Placed:
    """Return the turn, scale and shift that fit the codes' corners best (least squares)."""
    pairs = [
        (paper, pixel)
        for row in seen
        for paper, pixel in zip(page_codes.corners_of(row.code.corner), row.corners, strict=True)
    ]
    count = len(pairs)
    mx = sum(paper[0] for paper, _ in pairs) / count
    my = sum(paper[1] for paper, _ in pairs) / count
    mu = sum(pixel[0] for _, pixel in pairs) / count
    mv = sum(pixel[1] for _, pixel in pairs) / count
    cos = sin = whole = 0.0
    for (x, y), (u, v) in pairs:
        dx, dy, du, dv = x - mx, y - my, u - mu, v - mv
        cos += dx * du - dy * dv
        sin += dy * du + dx * dv
        whole += dx * dx + dy * dy
    cos, sin = cos / whole, sin / whole
    made = Placed(cos, sin, mu - cos * mx - sin * my, mv - sin * mx + cos * my)
    errors = [hypot(u - p, v - q) for (x, y), (u, v) in pairs for p, q in [made.pixel(x, y)]]
    return replace(made, error=max(errors) / made.scale)


def _packed(picture: Picture) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _is_blank(picture: Picture) -> bool:
    """Tell whether a page holds nothing; the edges, often gray in scans, do not count.

    Dots of dust and grain even out when the page is made small; a single word does not.
    """
    gray = picture.convert("L")
    small = gray.resize((COARSE, max(1, COARSE * gray.height // gray.width)), Image.Resampling.BOX)
    edge = min(COARSE // 12, (small.height - 1) // 2)
    inner = small.crop((edge, edge, small.width - edge, small.height - edge))
    stat = ImageStat.Stat(inner)
    return stat.median[0] - stat.extrema[0][0] < DARKEST
