"""Writes a sketch as SVG: texts stay texts, and its name and words are in it to be heard."""

from collections.abc import Callable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ctpat_desktop.documents.core import sketch as pieces
from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.documents.core.pdf_sketch import COLORS, TINT
from ctpat_desktop.documents.core.sketch import Ink, Pattern, Sketch, hatching, mixed
from ctpat_desktop.support import language

FONTS = "'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"


def svg(sketch: Sketch) -> bytes:
    """Return the file; numbers are in pixels, and the ground is white."""
    size = f'width="{_n(sketch.width)}" height="{_n(sketch.height)}"'
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc"'
        f" lang={quoteattr(language.tag())} {size}"
        f' viewBox="0 0 {_n(sketch.width)} {_n(sketch.height)}" font-family={quoteattr(FONTS)}>'
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        head,
        f'<title id="title">{_words(sketch.title)}</title>',
        f'<desc id="desc">{_words(sketch.description)}</desc>',
        f'<rect {size} fill="{COLORS[Ink.PAPER]}"/>',
        *(line for piece in sketch.pieces for line in _WRITE[type(piece)](piece)),
        "</svg>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _words(text: str) -> str:
    return escape(printable(text))


def _block(block: pieces.Block) -> Iterator[str]:
    color, pattern = COLORS[block.fill.ink], block.fill.pattern
    share = {Pattern.FULL: 1.0, Pattern.TINT: TINT}.get(pattern, 0.0)
    fill = mixed(color, COLORS[Ink.PAPER], share) if pattern is not Pattern.EMPTY else "none"
    edge = f' stroke="{color}"' if block.fill.has_edge else ""
    place = f'x="{_n(block.x)}" y="{_n(block.y)}"'
    size = f'width="{_n(block.width)}" height="{_n(block.height)}"'
    yield f'<rect {place} {size} fill="{fill}"{edge}/>'
    for (x1, y1), (x2, y2) in hatching(block):
        ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
        yield f'<line {ends} stroke="{color}"/>'


def _stroke(stroke: pieces.Stroke) -> Iterator[str]:
    dash = f' stroke-dasharray="{" ".join(map(_n, stroke.dash))}"' if stroke.dash else ""
    look = f'fill="none" stroke="{COLORS[stroke.ink]}" stroke-width="{_n(stroke.width)}"{dash}'
    yield f'<polyline points="{_points(stroke.points)}" {look}/>'


def _shape(shape: pieces.Shape) -> Iterator[str]:
    fill = COLORS[shape.ink if shape.is_filled else Ink.PAPER]
    look = f'fill="{fill}" stroke="{COLORS[shape.ink]}"'
    yield f'<polygon points="{_points(shape.points)}" {look}/>'


def _points(points: tuple[pieces.Point, ...]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _text(text: pieces.Text) -> Iterator[str]:
    place = f'x="{_n(text.x)}" y="{_n(text.y)}" font-size="{_n(text.size)}"'
    strong = ' font-weight="bold"' if text.is_strong else ""
    look = f'text-anchor="{text.anchor}" fill="{COLORS[text.ink]}"{strong}'
    yield f"<text {place} {look}>{_words(text.words)}</text>"


_WRITE: dict[type, Callable[[Any], Iterator[str]]] = {
    pieces.Block: _block,
    pieces.Stroke: _stroke,
    pieces.Shape: _shape,
    pieces.Text: _text,
}
