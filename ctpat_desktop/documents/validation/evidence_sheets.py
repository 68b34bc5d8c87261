"""Turns a document of the library into sheets of a binder, each with its number at the top.

It reads files from outside and is meant for a child with limits.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdfium2 import PdfiumError
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import ImageReader

from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.documents.core.canvas import Canvas
from ctpat_desktop.documents.core.fonts import BOLD, REGULAR, split_runs, use_fonts
from ctpat_desktop.documents.core.pdf_diagram import cut
from ctpat_desktop.documents.packets.merge import refuse_shell
from ctpat_desktop.documents.pages.flatten import flatten
from ctpat_desktop.documents.pages.page_fitting import Area, fit, lay, written
from ctpat_desktop.documents.pages.pdf_errors import MALFORMED
from ctpat_desktop.documents.pages.picture_pages import picture_page, picture_page_count
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

MOST_PAGES = 400
"""Pages of one document that are printed in a binder; app default."""

WIDE, HIGH = LETTER
EDGE = 36.0
HEAD = Area(EDGE, HIGH - 40, WIDE - 2 * EDGE, 22)
"""Where the number of a sheet stands; it is kept free."""

LONGEST = 2_000
QUALITY = 85


@dataclass(frozen=True, slots=True)
class Sheets:
    """A document as pages; `of` is how many it has, more than `count` where some are left out."""

    pdf: bytes
    count: int
    of: int


def sheets(data: bytes, number: str, title: str) -> Sheets:
    """Return a PDF or a picture as Letter pages under a line such as “E3 · 1 of 4 · Seal log”.

    Problem says why a file has no pages to print, such as a workbook.
    """
    try:
        if b"%PDF-" in data[:1024]:
            return _of_pdf(data, number, title)
        pages = picture_page_count(data)
    except (PdfiumError, *MALFORMED) as error:
        raise Problem(tr("This file cannot be printed: it is damaged.")) from error
    if not pages:
        raise Problem(tr("This kind of file is not printed here; it opens in its own program."))
    return _of_picture(data, pages, number, title)


def _of_pdf(data: bytes, number: str, title: str) -> Sheets:
    refuse_shell(data)
    flat = flatten(data)
    of = len(PdfReader(BytesIO(flat)).pages)
    writer = fit(_first(flat) if of > MOST_PAGES else flat, LETTER, (HEAD,))
    count = len(writer.pages)
    for at, head in enumerate(_heads(number, title, count, of)):
        lay(writer, at, head)
    return Sheets(written(writer), count, of)


def _first(flat: bytes) -> bytes:
    writer, out = PdfWriter(), BytesIO()
    writer.append(PdfReader(BytesIO(flat)), pages=(0, MOST_PAGES), import_outline=False)
    writer.write(out)
    return out.getvalue()


def _of_picture(data: bytes, pages: int, number: str, title: str) -> Sheets:
    use_fonts()
    out, count = BytesIO(), min(pages, MOST_PAGES)
    canvas = Canvas(out, pagesize=LETTER, invariant=1, pageCompression=1)
    for at in range(count):
        _draw_head(canvas, number, title, at + 1, pages)
        wide, high, dots = picture_page(data, at, LONGEST)
        packed = BytesIO()
        Image.frombytes("RGB", (wide, high), dots).save(packed, "JPEG", quality=QUALITY)
        room = (WIDE - 2 * EDGE, HIGH - 2 * EDGE - HEAD.height)
        scale = min(room[0] / wide, room[1] / high)
        size = (wide * scale, high * scale)
        left, top = (WIDE - size[0]) / 2, HEAD.y - 8
        canvas.drawImage(ImageReader(packed), left, top - size[1], *size)
        canvas.showPage()
    canvas.save()
    return Sheets(out.getvalue(), count, pages)


def _heads(number: str, title: str, count: int, of: int) -> list[Any]:
    use_fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=LETTER, invariant=1, pageCompression=1)
    for page in range(1, count + 1):
        _draw_head(canvas, number, title, page, of)
        canvas.showPage()
    canvas.save()
    return list(PdfReader(BytesIO(out.getvalue())).pages)


def _draw_head(canvas: Any, number: str, title: str, page: int, of: int) -> None:
    pen = canvas.beginText(HEAD.x, HEAD.y + 8)
    pen.setFont(BOLD, 10)
    pen.textOut(number)
    words = "   " + tr("page {n} of {all}").format(n=page, all=of) + f"   {printable(title)}"
    for run in split_runs(cut(words, HEAD.width - 40, 9), REGULAR):
        pen.setFont(run.font, 9)
        pen.textOut(run.text)
    canvas.drawText(pen)
