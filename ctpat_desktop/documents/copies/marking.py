"""Marks a picture or the pages of a PDF with who gets the copy, and keeps nothing but the pages.

It reads files from outside and is meant for a child with limits.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from math import atan2, degrees, hypot
from typing import Any

import pypdfium2
from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject
from pypdfium2 import PdfiumError

from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.documents.core.canvas import Canvas
from ctpat_desktop.documents.core.fonts import BOLD, split_runs, use_fonts, width
from ctpat_desktop.documents.core.pdfium import PDFIUM
from ctpat_desktop.documents.core.pictures import LARGEST, MALFORMED, on_white, upright_of
from ctpat_desktop.documents.pages.flatten import flatten
from ctpat_desktop.documents.pages.pdf_errors import MALFORMED as MALFORMED_PDF
from ctpat_desktop.documents.pages.pdf_text import pdf_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

MOST_TEXT = 20_000_000
"""Letters of a PDF's text that are looked through."""
KEPT = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/Group"}
"""What stays of a page; notes, attached files and what programs keep for themselves go."""
UNSEEN = re.compile(rb"/(?:ActualText|Alt|E)\s*(?:<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\()])*\))")
SHARE = 0.7
"""How much of the diagonal the words take."""
GRAY, STRENGTH = 0.35, 0.28
FORMATS = {"JPEG": {"quality": 90}, "PNG": {}, "WEBP": {"quality": 90}}
"""Pictures that are written again as what they were, and how."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A copy with the mark in it, and the words a program can read in it."""

    data: bytes
    text: str
    unread: int
    """Pages and pictures in which nothing can be read."""


def marked(data: bytes, words: str, *, keeps_metadata: bool = False) -> Marked:
    """Return a picture or a PDF marked with some words; Problem says why it cannot be.

    Where a photo was taken, and when, stays in it only with `keeps_metadata`.
    """
    if b"%PDF-" in data[:1024]:
        try:
            return _pdf(data, words)
        except (PdfiumError, *MALFORMED_PDF) as error:
            raise Problem(tr("it is damaged or locked")) from error
    try:
        return Marked(_picture(data, words, keeps_metadata=keeps_metadata), "", 1)
    except MALFORMED as error:
        raise Problem(tr("this kind of file cannot be marked")) from error


def _pdf(data: bytes, words: str) -> Marked:
    reader, writer = PdfReader(BytesIO(flatten(data))), PdfWriter()
    drawings: dict[tuple[float, float, float, float], PageObject] = {}
    for source in reader.pages:
        page = writer.add_page(source)
        for name in [name for name in page if name not in KEPT]:
            del page[name]
        box = page.cropbox
        corners = (float(box.left), float(box.bottom), float(box.right), float(box.top))
        drawing = drawings.get(corners) or drawings.setdefault(corners, _drawing(corners, words))
        page.merge_page(drawing)
        _drop_unseen(writer, page)
    made = _written(PdfWriter(clone_from=PdfReader(BytesIO(_written(writer)))))
    return Marked(made, pdf_text(made, MOST_TEXT), _without_words(made, words))


def _written(writer: PdfWriter) -> bytes:
    """Return the bytes of a PDF; only a copy of it is without the objects nothing points to."""
    writer.metadata = None
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _drop_unseen(writer: PdfWriter, page: PageObject) -> None:
    """Take out the words that stand behind drawn letters for programs that read aloud."""
    contents = page.get_contents()
    drawing = DecodedStreamObject()
    drawing.set_data(UNSEEN.sub(b"", contents.get_data() if contents is not None else b""))
    page[NameObject("/Contents")] = writer._add_object(drawing.flate_encode())


def _without_words(pdf: bytes, words: str) -> int:
    """Return how many pages have no words but those of the mark."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            texts = [page.get_textpage().get_text_bounded() for page in document]
        finally:
            document.close()
    return sum(len("".join(text.split())) <= len("".join(words.split())) for text in texts)


def _drawing(corners: tuple[float, float, float, float], words: str) -> PageObject:
    """Return a page with the words across it, as large as they fit."""
    left, bottom, right, top = corners
    wide, high = right - left, top - bottom
    use_fonts()
    out, shown = BytesIO(), printable(words)
    canvas: Any = Canvas(out, pagesize=(right, top), invariant=1, pageCompression=1)
    size = min(high / 4, SHARE * hypot(wide, high) / max(width(shown, 1.0, BOLD), 1.0))
    canvas.setFillGray(GRAY, STRENGTH)
    canvas.translate(left + wide / 2, bottom + high / 2)
    canvas.rotate(degrees(atan2(high, wide)))
    pen = canvas.beginText(-width(shown, size, BOLD) / 2, -size / 3)
    for run in split_runs(shown, BOLD):
        pen.setFont(run.font, size)
        pen.textOut(run.text)
    canvas.drawText(pen)
    canvas.save()
    return PdfReader(BytesIO(out.getvalue())).pages[0]


def _picture(data: bytes, words: str, *, keeps_metadata: bool) -> bytes:
    picture = Image.open(BytesIO(data))
    kind = picture.format or ""
    if kind not in FORMATS or picture.width * picture.height > LARGEST:
        raise Problem(tr("this kind of file cannot be marked"))
    notes = picture.getexif() if keeps_metadata else None
    made = on_white(upright_of(picture))
    over = _rendered(made.size, words)
    made.paste(over, mask=over.getchannel("A"))
    made.info = {}
    target = BytesIO()
    options: dict[str, Any] = {**FORMATS[kind]}
    if notes:
        notes.pop(0x0112, None)  # it was turned already
        options["exif"] = notes
    made.save(target, kind, **options)
    return target.getvalue()


def _rendered(size: tuple[int, int], words: str) -> Image.Image:
    """Return the words across a picture of that size, on nothing."""
    box = (0.0, 0.0, float(size[0]), float(size[1]))
    writer, out = PdfWriter(), BytesIO()
    writer.add_page(_drawing(box, words))
    writer.write(out)
    with PDFIUM:
        document = pypdfium2.PdfDocument(out.getvalue())
        try:
            shown: Image.Image = (
                document[0].render(fill_color=(0, 0, 0, 0), maybe_alpha=True).to_pil()
            )
        finally:
            document.close()
    return shown.convert("RGBA").resize(size)
