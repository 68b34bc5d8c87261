"""Draws a diagram on landscape pages of its own."""

from typing import Any

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Spacer

from ctpat_desktop.documents.core import pdf_style as look
from ctpat_desktop.documents.core.diagram import DiagramBox, DiagramPage, Edge, Label, Line
from ctpat_desktop.documents.core.fonts import BOLD, REGULAR, split_runs, width
from ctpat_desktop.documents.core.pdf_words import paragraph

TITLE_SIZE, LINE_SIZE, LABEL_SIZE = 7.6, 6.6, 6.2
INSET = 5.0
HEAD = 4.5
"""Points of an arrow head."""
FLAG = 9.0
"""Points of the triangle of a flagged box."""
TITLE_LINES = 2


def diagram_flow(sheets: tuple[DiagramPage, ...]) -> list[Flowable]:
    """Return one landscape page per sheet; what follows starts on an upright page."""
    flow: list[Flowable] = []
    for sheet in sheets:
        words = paragraph(sheet.title, look.style("h2"))
        flow += [NextPageTemplate("wide"), PageBreak(), words, Spacer(1, 6), Drawing(sheet)]
    return [*flow, NextPageTemplate("page"), PageBreak()] if flow else []


class Drawing(Flowable):  # type: ignore[misc]
    """One sheet as wide as the page allows."""

    def __init__(self, sheet: DiagramPage) -> None:
        super().__init__()
        self.sheet = sheet

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Take the size of the sheet."""
        return self.sheet.width, self.sheet.height

    def draw(self) -> None:
        """Draw lines first, then the boxes over them, then the labels."""
        for line in self.sheet.lines:
            self._line(line)
        for box in self.sheet.boxes:
            self._box(box)
        for label in self.sheet.labels:
            self._label(label)

    def _up(self, y: float) -> float:
        """Return a height counted from below, as PDF counts."""
        return self.sheet.height - y

    def _line(self, line: Line) -> None:
        canvas = self.canv
        canvas.setStrokeColor(look.QUIET)
        canvas.setLineWidth(0.8)
        points = [(x, self._up(y)) for x, y in line.points]
        path = canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        canvas.drawPath(path)
        if line.has_head and len(points) > 1:
            self._head(points[-2], points[-1])

    def _head(self, before: tuple[float, float], tip: tuple[float, float]) -> None:
        dx, dy = tip[0] - before[0], tip[1] - before[1]
        long = (dx * dx + dy * dy) ** 0.5 or 1.0
        ux, uy = dx / long * HEAD, dy / long * HEAD
        path = self.canv.beginPath()
        path.moveTo(*tip)
        path.lineTo(tip[0] - ux - uy * 0.55, tip[1] - uy + ux * 0.55)
        path.lineTo(tip[0] - ux + uy * 0.55, tip[1] - uy - ux * 0.55)
        path.close()
        self.canv.setFillColor(look.QUIET)
        self.canv.drawPath(path, stroke=0, fill=1)

    def _box(self, box: DiagramBox) -> None:
        canvas = self.canv
        bottom = self._up(box.y + box.height)
        canvas.saveState()
        canvas.setFillColor(look.SHADE)
        canvas.setStrokeColor(look.NAVY)
        canvas.setLineWidth(0.9)
        if box.edge is Edge.OPEN:
            canvas.setDash(3, 2)
        if box.edge is Edge.ALARM:
            canvas.setLineWidth(2.2)
        canvas.roundRect(box.x, bottom, box.width, box.height, 4, stroke=1, fill=1)
        canvas.restoreState()
        if box.is_flagged:
            self._flag(box.x + box.width - INSET, self._up(box.y + INSET))
        self._words(box)

    def _flag(self, right: float, top: float) -> None:
        path = self.canv.beginPath()
        path.moveTo(right - FLAG / 2, top)
        path.lineTo(right - FLAG, top - FLAG)
        path.lineTo(right, top - FLAG)
        path.close()
        self.canv.setFillColor(look.INK)
        self.canv.drawPath(path, stroke=0, fill=1)

    def _words(self, box: DiagramBox) -> None:
        room = box.width - 2 * INSET
        y = box.y + INSET + TITLE_SIZE
        first = room - (FLAG + 3 if box.is_flagged else 0)
        for words in cut_lines(box.title, first, TITLE_SIZE, TITLE_LINES):
            self._text(words, box.x + INSET, y, TITLE_SIZE, BOLD)
            y += TITLE_SIZE + 2
        for words in box.lines:
            if y > box.y + box.height - 2:
                break
            self._text(cut(words, room, LINE_SIZE), box.x + INSET, y, LINE_SIZE, REGULAR)
            y += LINE_SIZE + 2.2

    def _label(self, label: Label) -> None:
        size = LINE_SIZE + 1.4 if label.is_strong else LABEL_SIZE
        base = BOLD if label.is_strong else REGULAR
        words = cut(label.text, label.room, size, base)
        long = width(words, size, base)
        shift = {"middle": long / 2, "end": long, "start": 0.0}[label.anchor]
        self._text(words, label.x - shift, label.y, size, base)

    def _text(self, words: str, x: float, y: float, size: float, base: str) -> None:
        pen: Any = self.canv.beginText(x, self._up(y))
        pen.setFillColor(look.INK)
        for run in split_runs(words, base):
            pen.setFont(run.font, size)
            pen.textOut(run.text)
        self.canv.drawText(pen)


def cut(words: str, room: float, size: float, base: str = REGULAR) -> str:
    """Return a line that fits, with three dots where its end was left out."""
    if width(words, size, base) <= room:
        return words
    while words and width(f"{words}...", size, base) > room:
        words = words[:-1]
    return f"{words.rstrip()}..."


def cut_lines(words: str, room: float, size: float, most: int) -> list[str]:
    """Return a title on at most so many lines, broken between words where that is possible."""
    lines: list[str] = []
    rest = " ".join(words.split())
    while rest and len(lines) < most - 1:
        at = _fitting(rest, room, size)
        lines.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*lines, cut(rest, room, size, BOLD)] if rest else lines


def _fitting(words: str, room: float, size: float) -> int:
    """Return how many characters fit on a line, up to a blank if there is one."""
    at = len(words)
    while at > 1 and width(words[:at], size, BOLD) > room:
        at -= 1
    if at < len(words) and " " in words[:at]:
        return words.rfind(" ", 0, at + 1) + 1
    return at
