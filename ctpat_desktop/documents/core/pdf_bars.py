"""Draws a bar chart of two years on a page."""

from typing import Any

from reportlab.platypus import Flowable, Spacer

from ctpat_desktop.documents.core import blocks as tree
from ctpat_desktop.documents.core import pdf_style as look
from ctpat_desktop.documents.core.fonts import split_runs, width

ROW = 20.0
"""Points of one line of the chart."""
SIZE = 8.2
LABEL = 0.32
WORDS = 0.2
"""Shares of the width for the labels at the left and the words at the right."""
LEGEND = 16.0


def bars(block: tree.Bars) -> list[Flowable]:
    """Return the chart, and nothing where it has no line."""
    return [_Chart(block), Spacer(1, 8)] if block.rows else []


class _Chart(Flowable):  # type: ignore[misc]
    """The legend and one line per row."""

    def __init__(self, block: tree.Bars) -> None:
        super().__init__()
        self.block = block
        self.width = look.BODY_WIDTH
        self.height = LEGEND + ROW * len(block.rows)

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Take the width of the page and a line's height per row."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the legend, then the lines from the top."""
        self._legend()
        most = max(max(row.value, row.before) for row in self.block.rows) or 1
        left = self.width * LABEL
        room = self.width * (1 - LABEL - WORDS) - 8
        for number, row in enumerate(self.block.rows):
            top = self.height - LEGEND - ROW * number
            mark = "! " if row.is_marked else ""
            self._write(mark + row.label, 0, top - 11, self.width * LABEL - 6)
            self.canv.setFillColor(look.TONES[tree.Tone.BAD] if row.is_marked else look.NAVY)
            self.canv.rect(left, top - 11, max(0, row.value) / most * room, 8, stroke=0, fill=1)
            self.canv.setFillColor(look.LINE)
            self.canv.rect(left, top - 15, max(0, row.before) / most * room, 3, stroke=0, fill=1)
            self._write(row.words, left + room + 8, top - 11, self.width * WORDS)

    def _legend(self) -> None:
        y = self.height - 8
        x = self.width * LABEL
        for words, color in ((self.block.now, look.NAVY), (self.block.before, look.LINE)):
            self.canv.setFillColor(color)
            self.canv.rect(x, y, 8, 6, stroke=0, fill=1)
            self._write(words, x + 12, y, 90)
            x += 24 + width(words, SIZE)

    def _write(self, words: str, x: float, y: float, room: float) -> None:
        line = words
        while line and width(line, SIZE) > room:
            line = line[:-2] + "…" if len(line) > 2 else ""
        pen: Any = self.canv.beginText(x, y)
        pen.setFillColor(look.INK)
        for run in split_runs(line):
            pen.setFont(run.font, SIZE)
            pen.textOut(run.text)
        self.canv.drawText(pen)
