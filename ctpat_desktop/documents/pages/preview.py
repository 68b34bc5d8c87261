"""Turns PDF pages into pictures for the screen and counts pages."""

from typing import Any

import pypdfium2

from ctpat_desktop.documents.core.pdfium import PDFIUM
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

MOST_PIXELS = 60_000_000
"""Pixels of the largest page drawn; a sheet of A0 at twice its size has 32 million."""


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has; Problem where it cannot be read."""
    with PDFIUM:
        document = _open(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_image(pdf: bytes, page: int, scale: float = 1.0) -> tuple[int, int, bytes]:
    """Draw one page (from 0): width, height and rows of RGB bytes without padding.

    A scale of 1 is 72 points to the inch. Form values and signatures are drawn too. A page larger
    than any paper is drawn smaller.
    """
    with PDFIUM:
        document = _open(pdf)
        try:
            document.init_forms()
            sheet = document[page]
            bitmap = sheet.render(
                scale=_fitting(sheet, scale), rev_byteorder=True, may_draw_forms=True
            )
            picture = bitmap.to_pil().convert("RGB")
            return picture.width, picture.height, picture.tobytes()
        except pypdfium2.PdfiumError as error:
            raise _damaged() from error
        finally:
            document.close()


def page_within(pdf: bytes, page: int, longest: int) -> tuple[int, int, bytes]:
    """Draw one page (from 0) with so many dots at its longer side; see `page_image`."""
    with PDFIUM:
        document = _open(pdf)
        try:
            sides = document[page].get_size()
        except pypdfium2.PdfiumError as error:
            raise _damaged() from error
        finally:
            document.close()
    return page_image(pdf, page, longest / max(*sides, 1.0))


def _damaged() -> Problem:
    return Problem(tr("This page cannot be shown: the PDF is damaged."))


def _fitting(sheet: Any, scale: float) -> float:
    """Return the scale, or the largest that keeps a giant page under the limit of pixels."""
    width, height = (max(side * scale, 1.0) for side in sheet.get_size())
    return float(scale * min(1.0, (MOST_PIXELS / (width * height)) ** 0.5))


def _open(pdf: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise Problem(
            tr("This PDF cannot be read: it is damaged or protected by a password.")
        ) from error
