"""Brings pages of any size onto one paper and keeps stated places of it free."""

from io import BytesIO
from typing import Any, NamedTuple

import pypdfium2
from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    StreamObject,
)

from ctpat_desktop.documents.core.pdfium import PDFIUM

SIDE_MARGIN = 24.0
STRIP = 64.0
"""Points kept free at the top and the bottom of a page that had to be made smaller."""

SCALE = 2
PAPER_WHITE = 250

NO_SIZE = (0.0, 0.0, 612.0, 792.0)
"""The box of a page whose own is empty, as PDFium takes it."""

Box = tuple[float, float, float, float]

_KEPT = ("/Type", "/Parent", "/Annots")
_LEADS = ("/GoTo", "/URI")


class Area(NamedTuple):
    """A place on the paper in points from its lower left."""

    x: float
    y: float
    width: float
    height: float


def fit(pdf: bytes, paper: tuple[float, float], free: tuple[Area, ...]) -> PdfWriter:
    """Return the PDF with every page on the paper and nothing of it in the free areas.

    A page that has the paper's size and leaves the areas free stays as it is.
    """
    stays = _undisturbed(pdf, paper, free)
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    for page, is_kept in zip(writer.pages, stays, strict=True):
        _renew(writer, page, paper, is_kept)
    writer.root_object.pop("/AcroForm", None)
    return writer


def lay(writer: PdfWriter, number: int, drawing: PageObject) -> None:
    """Draw a page of another PDF over a page that was made to fit."""
    page = writer.pages[number]
    form = _sealed(drawing, _seen_part(drawing), Transformation())
    form[NameObject("/Resources")] = form["/Resources"].clone(writer)
    forms: Any = page["/Resources"]
    forms["/XObject"][NameObject("/Codes")] = writer._add_object(form)
    _draw(writer, page, b"q /Page Do Q q /Codes Do Q")


def written(writer: PdfWriter) -> bytes:
    """Return the bytes of a finished PDF, each equal object once."""
    writer.compress_identical_objects(remove_unreferenced=True)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _undisturbed(pdf: bytes, paper: tuple[float, float], free: tuple[Area, ...]) -> list[bool]:
    """Tell for each page, as it is seen, whether it may stay as it is."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_leaves_free(document[n], paper, free) for n in range(len(document))]
        finally:
            document.close()


def _leaves_free(page: Any, paper: tuple[float, float], free: tuple[Area, ...]) -> bool:
    width, height = page.get_size()
    if page.get_rotation() or abs(width - paper[0]) > 1 or abs(height - paper[1]) > 1:
        return False
    picture: Image.Image = page.render(scale=SCALE, grayscale=True).to_pil()
    for area in free:
        left, top = area.x * SCALE, (height - area.y - area.height) * SCALE
        box = (left, top, left + area.width * SCALE, top + area.height * SCALE)
        left, top, right, bottom = (round(n) for n in box)
        histogram = picture.convert("L").crop((left, top, right, bottom)).histogram()
        if any(histogram[:PAPER_WHITE]):
            return False
    return True


def _renew(writer: PdfWriter, page: PageObject, paper: tuple[float, float], is_kept: bool) -> None:
    """Make the page's content one sealed form on a page of the paper's size."""
    box = _seen_part(page)
    move = _onto(box, page.rotation, paper, is_kept)
    sealed = writer._add_object(_sealed(page, box, move))
    for name in [name for name in page if name not in _KEPT]:
        del page[name]
    page[NameObject("/MediaBox")] = RectangleObject((0, 0, *paper))
    page[NameObject("/CropBox")] = RectangleObject((0, 0, *paper))
    page[NameObject("/Rotate")] = NumberObject(0)
    names = DictionaryObject({NameObject("/Page"): sealed})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): names})
    _draw(writer, page, b"q /Page Do Q")
    _move_links(page, move)


def _seen_part(page: PageObject) -> Box:
    """Return the part of a page that viewers show: CropBox within MediaBox, neither of them empty.

    The corners of a box may be given in any order; a page without a size counts as Letter.
    """
    media = _sorted(page.mediabox)
    if _is_empty(media):
        media = NO_SIZE
    crop = _sorted(page.cropbox) if "/CropBox" in page else media
    if _is_empty(crop):
        return media
    seen = (
        max(crop[0], media[0]),
        max(crop[1], media[1]),
        min(crop[2], media[2]),
        min(crop[3], media[3]),
    )
    return media if _is_empty(seen) else seen


def _sorted(box: Any) -> Box:
    left, bottom, right, top = (float(n) for n in box)
    return (min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _is_empty(box: Box) -> bool:
    return box[2] <= box[0] or box[3] <= box[1]


def _sealed(page: PageObject, box: Box, move: Transformation) -> StreamObject:
    """Return a page as a form: what it leaves behind, colors and scales, stays within it."""
    form = DecodedStreamObject()
    contents = page.get_contents()
    form.set_data(contents.get_data() if contents is not None else b"")
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(RectangleObject(box))
    form[NameObject("/Matrix")] = ArrayObject(FloatObject(round(n, 5)) for n in move.ctm)
    form[NameObject("/Resources")] = page.get("/Resources", DictionaryObject()).get_object()
    if "/Group" in page:
        form[NameObject("/Group")] = page["/Group"].get_object()
    return form.flate_encode()


def _draw(writer: PdfWriter, page: PageObject, words: bytes) -> None:
    drawing = DecodedStreamObject()
    drawing.set_data(words)
    page[NameObject("/Contents")] = writer._add_object(drawing)


def _onto(box: Box, rotation: int, paper: tuple[float, float], is_kept: bool) -> Transformation:
    """Return how the page moves: turned as it is seen, then made to fit and centered."""
    left, bottom, right, top = box
    if is_kept:
        return Transformation().translate(-left, -bottom)
    quarters = rotation // 90 % 4
    width, height = right - left, top - bottom
    seen_width, seen_height = (height, width) if quarters % 2 else (width, height)
    room = (paper[0] - 2 * SIDE_MARGIN, paper[1] - 2 * STRIP)
    scale = min(room[0] / seen_width, room[1] / seen_height, 1.0)
    return (
        Transformation()
        .translate(-left - width / 2, -bottom - height / 2)
        .rotate(-90 * quarters)
        .scale(scale)
        .translate(paper[0] / 2, paper[1] / 2)
    )


def _is_harmless(link: Any) -> bool:
    """Tell whether a link only goes to a page or to an address; none runs anything."""
    action = link.get("/A", DictionaryObject()).get_object()
    return action.get("/S", "/GoTo") in _LEADS and "/Next" not in action


def _move_links(page: PageObject, move: Transformation) -> None:
    links = ArrayObject()
    for row in page.get("/Annots", ArrayObject()).get_object():
        link = row.get_object()
        if link.get("/Subtype") != "/Link" or "/Rect" not in link or not _is_harmless(link):
            continue
        x, y, right, top = (float(n) for n in link["/Rect"])
        ends = [move.apply_on((x, y)), move.apply_on((right, top))]
        xs, ys = sorted(p[0] for p in ends), sorted(p[1] for p in ends)
        link[NameObject("/Rect")] = RectangleObject((xs[0], ys[0], xs[1], ys[1]))
        link.pop("/QuadPoints", None)
        links.append(row)
    if links:
        page[NameObject("/Annots")] = links
    else:
        page.pop("/Annots", None)
