"""Draws the slides of a training: a cover, then a page for each, on landscape Letter paper.

The same pages are played on the screen and printed for a meeting room.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import LETTER, landscape
from reportlab.lib.styles import ParagraphStyle

from ctpat_desktop.documents.core import pdf_style as look
from ctpat_desktop.documents.core.canvas import Canvas
from ctpat_desktop.documents.core.fonts import BOLD, REGULAR, split_runs, use_fonts, width
from ctpat_desktop.documents.core.legible import legible
from ctpat_desktop.documents.core.pdf_words import Words, paragraph

WIDTH, HEIGHT = landscape(LETTER)
SIDE, TOP, BOTTOM = 66.0, 60.0, 62.0
LARGEST, SMALLEST = 29, 18
"""Points of the lines of a slide; they shrink until a slide fits, never below the smallest."""
_BAR, _GAP, _FOOT = 10.0, 15.0, 12.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One slide: a title and its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deck:
    """The slides of one training; `note` stands on the cover, `language` is its code."""

    title: str
    note: str
    sheets: tuple[Sheet, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A slide as it is drawn: the size of its lines, its texts, and where the last one ends."""

    size: int
    texts: tuple[Words, ...]
    end: float


@legible
def slides_pdf(deck: Deck) -> bytes:
    """Return the cover and all slides as PDF; the same deck gives the same bytes."""
    use_fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, lang=deck.language or None)
    canvas.setTitle(deck.title)
    every = len(deck.sheets) + 1
    _cover(canvas, deck)
    for number, sheet in enumerate(deck.sheets, 2):
        canvas.showPage()
        _slide(canvas, sheet)
        _foot(canvas, deck.title, f"{number} / {every}")
    canvas.save()
    return out.getvalue()


def fitted(sheet: Sheet) -> Fitted:
    """Return a slide in the largest size in which it fits on its page."""
    use_fonts()
    for size in range(LARGEST, SMALLEST, -1):
        found = _set(sheet, size)
        if found.end >= BOTTOM:
            return found
    return _set(sheet, SMALLEST)


def _set(sheet: Sheet, size: int) -> Fitted:
    """Measure a slide in one size."""
    head = paragraph(sheet.title, _style(size + 6, BOLD, look.NAVY))
    lines = [paragraph(line, _style(size, REGULAR, look.INK), bullet="•") for line in sheet.lines]
    texts = (head, *lines)
    room = WIDTH - 2 * SIDE
    heights = [text.wrap(room, HEIGHT)[1] for text in texts]
    return Fitted(size, texts, HEIGHT - TOP - sum(heights) - _GAP * len(texts))


def _style(size: int, font: str, color: Any) -> ParagraphStyle:
    indent = 0 if font == BOLD else size
    return ParagraphStyle(
        f"slide{size}",
        fontName=font,
        fontSize=size,
        leading=size * 1.28,
        textColor=color,
        leftIndent=indent,
        bulletFontName=REGULAR,
        bulletFontSize=size,
        bulletColor=look.NAVY,
    )


def _slide(canvas: Canvas, sheet: Sheet) -> None:
    _edge(canvas, HEIGHT - TOP + 22)
    set_ = fitted(sheet)
    at = HEIGHT - TOP
    for number, text in enumerate(set_.texts):
        at -= text.wrap(WIDTH - 2 * SIDE, HEIGHT)[1]
        text.drawOn(canvas, SIDE, at)
        at -= _GAP * (2 if number == 0 else 1)


def _cover(canvas: Canvas, deck: Deck) -> None:
    _edge(canvas, HEIGHT * 0.66 + 30)
    title = paragraph(deck.title, _style(38, BOLD, look.NAVY))
    at = HEIGHT * 0.66 - title.wrap(WIDTH - 2 * SIDE, HEIGHT)[1]
    title.drawOn(canvas, SIDE, at)
    note = paragraph(deck.note, ParagraphStyle("note", fontName=REGULAR, fontSize=16, leading=23))
    note.wrap(WIDTH - 2 * SIDE, HEIGHT)
    note.drawOn(canvas, SIDE, at - 24 - note.height)


def _edge(canvas: Canvas, y: float) -> None:
    canvas.setFillColor(look.NAVY)
    canvas.rect(SIDE, y, 84, _BAR / 2, stroke=0, fill=1)


def _foot(canvas: Canvas, title: str, where: str) -> None:
    canvas.setStrokeColor(look.LINE)
    canvas.line(SIDE, BOTTOM - 14, WIDTH - SIDE, BOTTOM - 14)
    _write(canvas, title, SIDE)
    _write(canvas, where, WIDTH - SIDE - width(where, _FOOT))


def _write(canvas: Canvas, words: str, x: float) -> None:
    pen = canvas.beginText(x, BOTTOM - 32)
    pen.setFillColor(look.QUIET)
    for run in split_runs(words):
        pen.setFont(run.font, _FOOT)
        pen.textOut(run.text)
    canvas.drawText(pen)
