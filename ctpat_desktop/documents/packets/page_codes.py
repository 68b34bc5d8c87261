"""Gives every page of a finished packet its code: as words, and as a QR code in two corners.

The code comes from the unmarked packet itself, so the same packet always has the same code. The
corners are the top right and the bottom left: the staple's corner stays free, and the two codes
lie as far apart as the paper allows, which shows how a scan is turned and skewed.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdfium2 import PdfiumError
from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel
from reportlab.lib.pagesizes import LETTER

from ctpat_desktop.documents.core.canvas import Canvas
from ctpat_desktop.documents.core.fonts import REGULAR, use_fonts
from ctpat_desktop.documents.pages.flatten import flatten
from ctpat_desktop.documents.pages.page_fitting import Area, fit, lay, written
from ctpat_desktop.documents.pages.pdf_errors import MALFORMED
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U."""

CODE_LENGTH = 8
MARK = "CTPAT1"
PAGE_WIDTH, PAGE_HEIGHT = LETTER
EDGE = 16.5
"""Points from the edge of the paper to a code; most printers reach that far."""

SIDE = 39.75
"""Points of a code's side: 14 mm."""

VERSION = 2
"""Holds 29 letters and digits where a quarter of the code may be covered."""

MODULES = VERSION * 4 + 17
QUIET = 3 * SIDE / MODULES
FOOT_SIZE = 7.0
CORNERS = {
    "A": (PAGE_WIDTH - EDGE - SIDE, PAGE_HEIGHT - EDGE - SIDE),
    "B": (EDGE, EDGE),
}
"""Lower left point of each code: A is top right, B is bottom left."""

_CONTENT = re.compile(rf"{MARK} ([{ALPHABET}]{{{CODE_LENGTH}}}) (\d{{1,4}})/(\d{{1,4}}) ([AB])")


@dataclass(frozen=True, slots=True)
class Marked:
    """A packet with its codes."""

    pdf: bytes
    code: str
    pages: int


@dataclass(frozen=True, slots=True)
class PageCode:
    """What one QR code says: the packet, the page of how many, and the corner it stands in."""

    code: str
    page: int
    of: int
    corner: str


def mark(pdf: bytes) -> Marked:
    """Return the packet with a code on every page; the same packet gives the same bytes.

    Pages whose text would touch a code, and pages of another size, are made smaller to fit.
    """
    code = packet_code(pdf)
    try:
        sheets = fit(flatten(pdf), LETTER, _areas())
        pages = len(sheets.pages)
        for number, codes in enumerate(_codes(code, pages)):
            lay(sheets, number, codes)
        return Marked(written(sheets), code, pages)
    except (PdfiumError, *MALFORMED) as error:
        raise Problem(
            tr("A page of the PDF that was added cannot be read."),
            tr("Open it in a PDF viewer, print it to a new PDF and add that one."),
        ) from error


def packet_code(pdf: bytes) -> str:
    """Return the code of an unmarked packet as it is shown: K7Q2-9XFM."""
    number = int.from_bytes(sha256(pdf).digest()[: CODE_LENGTH * 5 // 8])
    letters = [ALPHABET[number >> shift & 31] for shift in range(0, CODE_LENGTH * 5, 5)]
    return shown("".join(reversed(letters)))


def shown(code: str) -> str:
    """Return a code with the hyphen people read it by; O, I and L are taken for 0, 1 and 1."""
    plain = code.upper().replace("-", "").replace(" ", "").translate(str.maketrans("OIL", "011"))
    return f"{plain[:4]}-{plain[4:]}"


def content(code: str, page: int, of: int, corner: str) -> str:
    """Return what the QR code of one corner holds."""
    return f"{MARK} {code.replace('-', '')} {page}/{of} {corner}"


def read(text: str) -> PageCode | None:
    """Return what a QR code says; None where it is not one of ours."""
    found = _CONTENT.fullmatch(text.strip())
    if found is None:
        return None
    code, page, of, corner = found.groups()
    return PageCode(shown(code), int(page), int(of), corner) if 1 <= int(page) <= int(of) else None


def corners_of(corner: str) -> tuple[tuple[float, float], ...]:
    """Return the points of a code in points from the paper's lower left.

    In the order a reader names them: top left, top right, bottom right, bottom left.
    """
    x, y = CORNERS[corner]
    return ((x, y + SIDE), (x + SIDE, y + SIDE), (x + SIDE, y), (x, y))


def _areas() -> tuple[Area, ...]:
    """Return the places of a page that must be free for its codes."""
    side = SIDE + 2 * QUIET
    corners = [Area(x - QUIET, y - QUIET, side, side) for x, y in CORNERS.values()]
    return (*corners, Area(EDGE + side, EDGE, 180, 2 * FOOT_SIZE - 2))


def _codes(code: str, pages: int) -> list[Any]:
    use_fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=LETTER, invariant=1, pageCompression=1)
    for page in range(1, pages + 1):
        for corner, (x, y) in CORNERS.items():
            _draw(canvas, content(code, page, pages, corner), x, y)
        canvas.setFont(REGULAR, FOOT_SIZE)
        words = f"{code}-{page:02}   Page {page} of {pages}"
        canvas.drawString(EDGE + SIDE + 2 * QUIET, EDGE + 2, words)
        canvas.showPage()
    canvas.save()
    return list(PdfReader(out).pages)


def _draw(canvas: Canvas, text: str, left: float, bottom: float) -> None:
    """Draw one QR code as a single path: each run of dark modules is one rectangle."""
    code = QRCode(VERSION, QRErrorCorrectLevel.Q)
    code.addData(QRAlphaNum(text))
    code.make()
    size = SIDE / MODULES
    canvas.setFillGray(1)
    canvas.rect(left - QUIET, bottom - QUIET, SIDE + 2 * QUIET, SIDE + 2 * QUIET, 0, 1)
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for row in range(MODULES):
        dark = [code.isDark(row, column) for column in range(MODULES)] + [False]
        start = 0
        for column, is_dark in enumerate(dark):
            if not is_dark:
                if column > start:
                    y = bottom + SIDE - (row + 1) * size
                    path.rect(left + start * size, y, (column - start) * size, size)
                start = column + 1
    canvas.drawPath(path, stroke=0, fill=1)
