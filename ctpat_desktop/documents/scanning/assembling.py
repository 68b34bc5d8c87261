"""Puts matched pages together, upright and in order; looks for ink on signature lines."""

from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageChops, ImageFilter, ImageStat
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import ImageReader

from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.documents.core.canvas import Canvas
from ctpat_desktop.documents.core.signature_place import SignaturePlace
from ctpat_desktop.documents.packets.page_codes import CORNERS
from ctpat_desktop.documents.pages.preview import page_image
from ctpat_desktop.documents.scanning.matching import Match
from ctpat_desktop.documents.scanning.reading import SKEWED, Placed, ScannedPage
from ctpat_desktop.documents.scanning.sources import Picture
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

QUALITY = 72
DOTS = 200
"""Dots per inch kept at most of a page."""
FLAT = 1.5
"""Points the codes may lie off their places for a page to count as flat."""
TOO_FAR_OFF = 20.0
"""Points the codes may lie off their places for a signature line to be found in a photo."""
SEEN_DOTS = 100
"""Dots per inch at which a signature line is compared with the issued page."""
DARK = 0.72
"""Share of the paper's brightness below which a dot counts as ink."""
ENOUGH = 0.004
"""Share of the signature's box that must be new ink."""
INSIDE = 3.0
"""Points of the box's edges left out: the line itself, and words printed close to it."""


def assemble(match: Match, title: str) -> bytes:
    """Return the signed packet as a PDF of its upright pages; Problem while pages are missing."""
    if match.missing:
        raise Problem(
            tr("The packet is not complete: pages are missing."), tr("Scan them and add the file.")
        )
    out = BytesIO()
    canvas = Canvas(out, pagesize=LETTER, invariant=1)
    canvas.setTitle(printable(title))
    canvas.setAuthor("CTPAT Desktop")
    for number in range(1, match.pages + 1):
        _lay(canvas, upright(match.by_number[number].page))
        key = f"page{number}"
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(tr("Page {n}").format(n=number), key)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def upright(page: ScannedPage) -> Picture:
    """Return a page turned upright and straight; a flat scan is cut to the paper's edge."""
    placed = page.placed
    if placed is not None and page.codes_found > 1 and placed.error < FLAT:
        dots = min(DOTS, placed.scale * 72)
        return _cut_scan(page.picture, placed, (0, 0, *LETTER), dots)
    picture = page.picture
    turns = page.quarter_turns
    if turns:
        methods = (
            Image.Transpose.ROTATE_90,
            Image.Transpose.ROTATE_180,
            Image.Transpose.ROTATE_270,
        )
        picture = picture.transpose(methods[turns - 1])
    if abs(page.skew) > SKEWED:
        picture = picture.rotate(
            page.skew, resample=Image.Resampling.BICUBIC, expand=True, fillcolor="#ffffff"
        )
    return picture


def on_paper(page: ScannedPage, dots: float) -> Picture:
    """Return a page cut to the edge of its paper, at so many dots per inch, for the eye.

    A page whose codes do not say how it lies is returned as it was scanned.
    """
    if page.placed is None:
        return page.picture
    return _cut_scan(page.picture, page.placed, (0, 0, *LETTER), dots)


class Ink(StrEnum):
    """What was seen on a signature line."""

    SEEN = "seen"
    NONE = "none"
    UNKNOWN = "unknown"


def ink(page: ScannedPage, issued: bytes, place: SignaturePlace) -> Ink:
    """Tell whether the scan has dark dots in a signature's box where the issued page has none.

    NONE is a hint, since ink can be faint or elsewhere; UNKNOWN where it cannot be told how
    exactly the page lies in the picture.
    """
    if page.placed is None or page.codes_found < len(CORNERS) or page.placed.error > TOO_FAR_OFF:
        return Ink.UNKNOWN
    return Ink.SEEN if _has_ink(page, page.placed, issued, place) else Ink.NONE


def _lay(canvas: Canvas, picture: Picture) -> None:
    width, height = LETTER
    scale = min(width / picture.width, height / picture.height)
    dots = 72 / scale
    if dots > DOTS:
        size = (round(picture.width * DOTS / dots), round(picture.height * DOTS / dots))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
        scale = min(width / picture.width, height / picture.height)
    packed = BytesIO()
    picture.save(packed, "JPEG", quality=QUALITY)
    wide, high = picture.width * scale, picture.height * scale
    canvas.drawImage(ImageReader(packed), (width - wide) / 2, (height - high) / 2, wide, high)


def _has_ink(page: ScannedPage, placed: Placed, issued: bytes, place: SignaturePlace) -> bool:
    left, bottom, right, top = place.box
    right = left + (right - left) / 2  # the date stands at the right
    box = (left, bottom + INSIDE, right, top - INSIDE)
    seen = _dark(_cut_scan(page.picture, placed, box))
    width, height, data = page_image(issued, place.page, SEEN_DOTS / 72)
    printed = _dark(_cut_print(Image.frombytes("RGB", (width, height), data), box, seen.size))
    new = ImageChops.subtract(seen, printed.filter(ImageFilter.MaxFilter(5)))
    clean = new.filter(ImageFilter.MedianFilter(3))
    return clean.histogram()[255] / (clean.width * clean.height) > ENOUGH


def _dark(picture: Picture) -> Picture:
    """Return a picture that is white where the given one is clearly darker than its paper."""
    gray = picture.convert("L")
    limit = DARK * ImageStat.Stat(gray).median[0]
    return gray.point([255 if value < limit else 0 for value in range(256)])


def _cut_scan(
    picture: Picture, placed: Placed, box: tuple[float, ...], dots: float = SEEN_DOTS
) -> Picture:
    """Return the box of the paper from a scan, upright, at so many dots per inch."""
    left, bottom, right, top = box
    step = 72 / dots
    size = (round((right - left) / step), round((top - bottom) / step))
    u, v = placed.pixel(left, top)
    return picture.transform(
        size,
        Image.Transform.AFFINE,
        (
            placed.cos * step,
            -placed.sin * step,
            u,
            placed.sin * step,
            placed.cos * step,
            v,
        ),
        resample=Image.Resampling.BILINEAR,
        fillcolor="#ffffff",
    )


def _cut_print(page: Picture, box: tuple[float, ...], size: tuple[int, int]) -> Picture:
    left, _bottom, _right, top = box
    x, y = left * SEEN_DOTS / 72, page.height - top * SEEN_DOTS / 72
    return page.crop((round(x), round(y), round(x) + size[0], round(y) + size[1]))
