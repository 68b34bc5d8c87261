"""Paragraphs whose lines are drawn in their reading direction."""

from collections.abc import Iterator
from typing import Any

from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from ctpat_desktop.documents.core import directions
from ctpat_desktop.documents.core.directions import Piece
from ctpat_desktop.documents.core.fonts import markup


def paragraph(text: str, style: ParagraphStyle, *, bullet: str | None = None) -> "Words":
    """Return a paragraph of plain words."""
    return Words(markup(text, style.fontName), style, bulletText=bullet)


class Words(Paragraph):  # type: ignore[misc]
    """A paragraph; letters that join or run from the right are shaped when a line is drawn.

    Lines are broken, and a paragraph is parted at the end of a page, in logical order. One that
    runs from the right stands at the right.
    """

    blPara: Any  # noqa: N815 - the name reportlab gives it
    style: ParagraphStyle

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = "".join(_texts(self.frags))
        self._is_complex = directions.is_complex(text)
        self._from_right = directions.runs_right_to_left(text)
        for frag in self.frags:
            if self._is_complex and not isinstance(frag, list):
                frag.backColor = None  # so that each line keeps its pieces apart

    def split(self, width: float, height: float) -> list["Words"]:
        """Return what fits and the rest; both keep the direction of the whole."""
        parts: list[Words] = super().split(width, height)
        for part in parts:
            part._from_right = self._from_right
        return parts

    def drawPara(self, debug: int = 0) -> Any:
        """Draw the lines; each is turned and shaped for this alone."""
        if not self._is_complex:
            return super().drawPara(debug)
        logical: Any = self.blPara
        style: ParagraphStyle = self.style
        from_right = self._from_right
        try:
            self.blPara = logical.clone(
                lines=[_turned(line, from_right=from_right) for line in logical.lines]
            )
            self.style = _facing(style, from_right=from_right)
            return super().drawPara(debug)
        finally:
            self.blPara, self.style = logical, style


def _texts(frags: list[Any]) -> Iterator[str]:
    """Yield the texts of a paragraph's pieces; after a split they are words with their widths."""
    for frag in frags:
        if isinstance(frag, list):
            yield from (text for _, text in frag[1:])
        else:
            yield getattr(frag, "text", "")


def _facing(style: ParagraphStyle, *, from_right: bool) -> ParagraphStyle:
    if from_right and style.alignment == TA_LEFT:
        return style.clone(f"{style.name}-from-right", alignment=TA_RIGHT)
    return style


def _turned(line: Any, *, from_right: bool) -> Any:
    """Return a line with its pieces from left to right, and the room they leave."""
    pieces = [Piece(frag.text, frag.fontName, frag) for frag in line.words]
    before = sum(directions.advance(one.text, one.font, one.key.fontSize) for one in pieces)
    turned = directions.visual(pieces, from_right=from_right)
    after = sum(directions.advance(one.text, one.font, one.key.fontSize) for one in turned)
    words = [one.key.clone(text=one.text) for one in turned]
    return line.clone(words=words, extraSpace=line.extraSpace + before - after)
