"""Turns scanned files into upright page pictures: PDF, JPEG, PNG, TIFF, WEBP and BMP.

Files come from outside: their size, pixels and pages have limits, and one that cannot be read is
named while the others go on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from PIL import Image, ImageSequence

from ctpat_desktop.documents.core.pdfium import PDFIUM
from ctpat_desktop.documents.core.pictures import LARGEST, MALFORMED, upright_of
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

BYTES = 300_000_000
"""Bytes of the largest scan that is read; app default."""
PAGES = 400
"""Pages of one file looked at; app default."""
DOTS = 200
"""Dots per inch at which a PDF page is drawn first."""
LONGEST = 5_200
"""Pixels of the longer side kept of a picture: Letter at some 470 dots per inch."""
SHARPER = 2.0
"""How much larger a page is drawn where its codes were not found at first."""
KINDS = "PDF, JPEG, PNG, TIFF, WEBP, BMP"

Picture = Image.Image


@dataclass(frozen=True, slots=True)
class ScanPage:
    """One page of a scan: its file, its number in it (from 1), and its picture.

    `sharper` draws it larger, for codes too small to read; None where it is as sharp as it gets.
    """

    source: str
    number: int
    picture: Picture
    sharper: Callable[[], Picture] | None = None


def pages(name: str, data: bytes) -> Iterator[ScanPage]:
    """Yield the pages of one file; Problem says in one line why it cannot be read."""
    if not data:
        raise Problem(tr("{name} is empty.").format(name=name), tr("Scan it again."))
    if len(data) > BYTES:
        raise _problem(name, tr("it is larger than {n} MB").format(n=BYTES // 10**6))
    if b"%PDF-" in data[:1024]:
        yield from _of_pdf(name, data)
    elif data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypavif"):
        raise Problem(
            tr("{name} is a HEIC photo, which cannot be read here.").format(name=name),
            tr("Save or send it as JPEG and choose that file."),
        )
    else:
        yield from _of_picture(name, data)


def _of_pdf(name: str, data: bytes) -> Iterator[ScanPage]:
    with PDFIUM:
        count = _counted(name, data)
    if count > PAGES:
        raise _problem(name, tr("it has more than {n} pages").format(n=PAGES))
    for number in range(count):
        picture = _drawn(name, data, number, DOTS)
        dots = round(DOTS * SHARPER)
        yield ScanPage(name, number + 1, picture, _later(name, data, number, dots))


def _later(name: str, data: bytes, number: int, dots: int) -> Callable[[], Picture]:
    return lambda: _drawn(name, data, number, dots)


def _counted(name: str, data: bytes) -> int:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        words = (
            tr("it is protected by a password")
            if "assword" in str(error)
            else tr("it is damaged or not a scan")
        )
        raise _problem(name, words) from error
    try:
        return len(document)
    finally:
        document.close()


def _drawn(name: str, data: bytes, number: int, dots: int) -> Picture:
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
            try:
                page = document[number]
                scale = min(dots / 72, LONGEST / max(1.0, *page.get_size()))
                drawn: Picture = page.render(scale=scale).to_pil().convert("RGB")
            finally:
                document.close()
        except (pypdfium2.PdfiumError, ValueError, OSError, MemoryError) as error:
            raise _problem(name, tr("page {n} cannot be drawn").format(n=number + 1)) from error
    return drawn


def _of_picture(name: str, data: bytes) -> Iterator[ScanPage]:
    try:
        opened = Image.open(BytesIO(data), formats=("JPEG", "PNG", "TIFF", "WEBP", "BMP"))
        for number, frame in enumerate(ImageSequence.Iterator(opened), 1):
            if number > PAGES:
                raise _problem(name, tr("it has more than {n} pages").format(n=PAGES))
            if frame.width * frame.height > LARGEST:
                raise _problem(name, tr("it has too many pixels"))
            upright = upright_of(frame)
            picture = _on_white(upright)
            picture.thumbnail((LONGEST, LONGEST))
            yield ScanPage(name, number, picture)
    except MALFORMED as error:
        raise _problem(name, tr("it is damaged or none of {kinds}").format(kinds=KINDS)) from error


def _on_white(picture: Picture) -> Picture:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, "#ffffff")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


def _problem(name: str, why: str) -> Problem:
    return Problem(
        tr("{name} was not read: {why}.").format(name=name, why=why),
        tr("The other files were. Scan this one again as PDF or JPEG."),
    )
