"""The recovery sheet: one page with the key of a workspace as words and as a QR code."""

from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from textwrap import wrap
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing

from ctpat_desktop.documents.core import pdf_style as look
from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.documents.core.canvas import Canvas
from ctpat_desktop.documents.core.fonts import BOLD, REGULAR, split_runs, use_fonts, width
from ctpat_desktop.documents.core.legible import legible
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import N_, tr

QR_SIDE = 150.0
"""Points; readable by a phone from the printed page."""

NOTES = (
    N_(
        "These words open the workspace without its passphrase. Whoever has this sheet can read "
        "all of it: print it, put it in a safe, and do not keep it as a file or a photo."
    ),
    N_(
        "To use it: open the file, choose “Use the recovery sheet” and type the words in this "
        "order, or read the square with a phone and type or paste the line it shows."
    ),
    N_(
        "Changing the passphrase makes this sheet worthless for the file as it is from then on "
        "(it still opens backups made before). Print a new one then and destroy this one."
    ),
)
LETTERS = 92
"""How many stand in a line of the notes."""


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What is on a recovery sheet; `code` is the line in the QR code."""

    file_name: str
    file_number: str
    words: tuple[str, ...] = field(repr=False)
    code: str = field(repr=False)
    made_on: date


@legible
def recovery_sheet(sheet: RecoverySheet) -> bytes:
    """Return the one-page PDF of a recovery sheet."""
    use_fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(look.PAGE_WIDTH, look.PAGE_HEIGHT), invariant=1)
    canvas.setTitle(tr("Recovery sheet"))
    canvas.setAuthor("CTPAT Desktop")
    left, top = look.MARGIN, look.PAGE_HEIGHT - 80
    _write(canvas, (left, top), tr("Recovery sheet"), 24, BOLD)
    canvas.setFillColor(look.QUIET)
    made = paper_text(sheet.made_on)
    _write(
        canvas, (left, top - 26), _fitted(tr("Workspace {file}").format(file=sheet.file_name)), 11
    )
    _write(
        canvas,
        (left, top - 44),
        tr("File number {number}    Made on {day}").format(number=sheet.file_number, day=made),
        11,
    )
    canvas.setFillColor(look.INK)
    _words(canvas, left, top - 84, sheet.words)
    _notes(canvas, left, top - 84 - 5 * 44 - 24)
    _code(canvas, left, 100, sheet.code)
    _write(canvas, (left + QR_SIDE + 20, 100 + QR_SIDE - 20), tr("Kept by:"), 10)
    canvas.line(left + QR_SIDE + 70, 100 + QR_SIDE - 22, look.PAGE_WIDTH - look.MARGIN, 228)
    _write(canvas, (left + QR_SIDE + 20, 100 + QR_SIDE - 60), tr("Where:"), 10)
    canvas.line(left + QR_SIDE + 70, 100 + QR_SIDE - 62, look.PAGE_WIDTH - look.MARGIN, 188)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _words(canvas: Any, left: float, top: float, words: tuple[str, ...]) -> None:
    """Write five rows of five numbered words, each in a box."""
    step = look.BODY_WIDTH / 5
    for place, word in enumerate(words):
        x, y = left + place % 5 * step, top - place // 5 * 44
        canvas.setStrokeColor(look.LINE)
        canvas.setFillColor(look.SHADE)
        canvas.roundRect(x, y - 26, step - 8, 36, 4, stroke=1, fill=1)
        canvas.setFillColor(look.QUIET)
        _write(canvas, (x + 6, y - 1), str(place + 1), 7)
        canvas.setFillColor(look.INK)
        _write(canvas, (x + 12, y - 18), word, 13, BOLD)


def _notes(canvas: Any, left: float, top: float) -> None:
    lines = "\n\n".join("\n".join(wrap(tr(note), LETTERS)) for note in NOTES).split("\n")
    for number, line in enumerate(lines):
        _write(canvas, (left, top - number * 15), line, 10)


def _code(canvas: Any, left: float, bottom: float, code: str) -> None:
    square = QrCodeWidget(code, barLevel="M")
    x1, y1, x2, y2 = square.getBounds()
    scale = QR_SIDE / max(x2 - x1, y2 - y1)
    drawing = Drawing(QR_SIDE, QR_SIDE, transform=[scale, 0, 0, scale, -x1, -y1])
    drawing.add(square)
    renderPDF.draw(drawing, canvas, left, bottom)


def _fitted(words: str) -> str:
    line = printable(words)
    while width(line, 11) > look.BODY_WIDTH:
        line = line[:-2] + "…"
    return line


def _write(
    canvas: Any, at: tuple[float, float], words: str, size: float, font: str = REGULAR
) -> None:
    pen = canvas.beginText(*at)
    for run in split_runs(words, font):
        pen.setFont(run.font, size)
        pen.textOut(run.text)
    canvas.drawText(pen)
