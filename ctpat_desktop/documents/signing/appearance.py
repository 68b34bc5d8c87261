"""Draws what a signature looks like on the page, with the fonts every report is printed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader

from ctpat_desktop.documents.core import pdf_style as look
from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.documents.core.canvas import Canvas
from ctpat_desktop.documents.core.fonts import BOLD, REGULAR, split_runs, use_fonts, width
from ctpat_desktop.documents.core.legible import legible
from ctpat_desktop.documents.signing.moment import moment
from ctpat_desktop.support.language import tr

WIDE = 6.0
"""Times its height: a field at least as wide is drawn in two columns, like a signature line."""

LEAST = 0.5
"""The smallest share of the wanted size; what does not fit even then is cut with an ellipsis."""

LEADING = 1.22
PAD = 3.0


@dataclass(frozen=True, slots=True)
class Words:
    """What is written on a signature."""

    name: str
    at: datetime
    reason: str = ""
    location: str = ""
    organization: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: float
    font: str = REGULAR
    color: Color = look.INK


@dataclass(frozen=True, slots=True)
class _Area:
    left: float
    bottom: float
    wide: float
    high: float


@legible
def draw(words: Words, wide: float, high: float, ink: Image.Image | None, turned: int = 0) -> bytes:
    """Return a one-page PDF of this size; `turned` is how far the page itself is rotated."""
    use_fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(wide, high), invariant=1)
    if turned % 180:
        wide, high = high, wide
    _turn(canvas, turned, wide, high)
    _lay_out(canvas, words, wide, high, ink)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _turn(canvas: Any, turned: int, wide: float, high: float) -> None:
    """Turn the drawing so that it stands upright on a page shown rotated clockwise."""
    match turned % 360:
        case 90:
            canvas.transform(0, 1, -1, 0, high, 0)
        case 180:
            canvas.transform(-1, 0, 0, -1, wide, high)
        case 270:
            canvas.transform(0, -1, 1, 0, 0, wide)


def _lay_out(canvas: Any, words: Words, wide: float, high: float, ink: Image.Image | None) -> None:
    who, when = list(_who(words)), list(_when(words))
    if wide < WIDE * high:
        if ink is not None:
            _stamp(canvas, ink, _Area(PAD, PAD, wide * 0.38 - PAD, high - 2 * PAD))
        left = wide * 0.4 if ink is not None else PAD
        _write(canvas, [*who, *when], _Area(left, PAD, wide - left - PAD, high - 2 * PAD))
        return
    half = wide / 2
    left = PAD
    if ink is not None:
        _stamp(canvas, ink, _Area(PAD, 1, half * 0.5 - PAD, high - 2))
        left = half * 0.52
    _write(canvas, who, _Area(left, PAD, half - left - PAD, high - 2 * PAD))
    _write(canvas, when, _Area(half + PAD, PAD, half - 2 * PAD, high - 2 * PAD))


def _who(words: Words) -> Iterator[_Line]:
    yield _Line(tr("Signed with a certificate by"), 7.5, color=look.QUIET)
    yield _Line(words.name, 11, BOLD)
    if words.organization and words.organization != words.name:
        yield _Line(words.organization, 8)


def _when(words: Words) -> Iterator[_Line]:
    yield _Line(moment(words.at), 9.5)
    if words.reason:
        yield _Line(f"{tr('Reason')}: {words.reason}", 8.5)
    if words.location:
        yield _Line(f"{tr('Place')}: {words.location}", 8.5)


def _stamp(canvas: Any, ink: Image.Image, area: _Area) -> None:
    scale = min(area.wide / ink.width, area.high / ink.height)
    size = ink.width * scale, ink.height * scale
    x = area.left + (area.wide - size[0]) / 2
    y = area.bottom + (area.high - size[1]) / 2
    canvas.drawImage(ImageReader(ink), x, y, *size, mask="auto")


def _write(canvas: Any, lines: list[_Line], area: _Area) -> None:
    """Write lines from the top of an area, as large as they fit."""
    scale = 1.0
    while scale > LEAST and _height(_wrapped(lines, area.wide, scale)) > area.high:
        scale -= 0.05
    y = area.bottom + area.high
    rows = list(_wrapped(lines, area.wide, scale))
    for at, row in enumerate(rows):
        y -= row.size * LEADING
        following = rows[at + 1].size * LEADING if at + 1 < len(rows) else 0
        is_cut = following > 0 and y - following < area.bottom - 0.5
        shown = _shortened(row, area.wide) if is_cut else row
        _row(canvas, shown, area.left, y + row.size * 0.25)
        if is_cut:
            return


def _height(rows: Iterator[_Line]) -> float:
    return sum(row.size * LEADING for row in rows)


def _shortened(row: _Line, wide: float) -> _Line:
    text = row.text
    while text and width(text + "…", row.size, row.font) > wide:
        text = text[:-1]
    return _Line(text + "…", row.size, row.font, row.color)


def _row(canvas: Any, row: _Line, x: float, y: float) -> None:
    pen = canvas.beginText(x, y)
    pen.setFillColor(row.color)
    for run in split_runs(row.text, row.font):
        pen.setFont(run.font, row.size)
        pen.textOut(run.text)
    canvas.drawText(pen)


def _wrapped(lines: list[_Line], wide: float, scale: float) -> Iterator[_Line]:
    for line in lines:
        size = line.size * scale
        for text in _cut(" ".join(printable(line.text).split()), wide, size, line.font):
            yield _Line(text, size, line.font, line.color)


def _cut(text: str, wide: float, size: float, font: str) -> Iterator[str]:
    """Cut a line between words, or between letters where a word alone is too long."""
    row = ""
    for word in text.split(" "):
        tried = f"{row} {word}" if row else word
        if width(tried, size, font) <= wide:
            row = tried
            continue
        if row:
            yield row
        row = word
        while width(row, size, font) > wide and len(row) > 1:
            end = len(row) - 1
            while end > 1 and width(row[:end], size, font) > wide:
                end -= 1
            yield row[:end]
            row = row[end:]
    yield row
