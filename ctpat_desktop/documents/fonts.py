"""Picks an embedded font for every character; the renderer itself has no fallback."""

from functools import cache
from itertools import groupby
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ctpat_desktop.documents.blocks import printable
from ctpat_desktop.support.shipped import shipped

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"
FALLBACKS = ("DejaVuSans", "DroidSansFallbackFull")


class Run(NamedTuple):
    """A piece of text one font can draw."""

    font: str
    text: str


@cache
def use_fonts() -> dict[str, frozenset[int]]:
    """Make the shipped fonts known once and return what each can draw."""
    coverage = {}
    for name in (REGULAR, BOLD, *FALLBACKS):
        font: Any = TTFont(name, str(shipped("resources", "fonts", f"{name}.ttf")))
        pdfmetrics.registerFont(font)
        coverage[name] = frozenset(font.face.charToGlyph)
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFontFamily(name, normal=name, bold=BOLD, italic=name, boldItalic=BOLD)
    return coverage


def split_runs(text: str, base: str = REGULAR) -> tuple[Run, ...]:
    """Split a text into runs; what no font has stays in the base font as an empty box."""
    fonts = _fonts_of(text, base)
    pairs = zip(fonts, text, strict=True)
    return tuple(
        Run(font, "".join(character for _, character in group))
        for font, group in groupby(pairs, key=lambda pair: pair[0])
    )


def _fonts_of(text: str, base: str) -> list[str]:
    coverage = use_fonts()
    chosen: list[str] = []
    for character in text:
        if character.isspace() and chosen:
            chosen.append(chosen[-1])
            continue
        order = (base, *FALLBACKS)
        code = ord(character)
        chosen.append(next((font for font in order if code in coverage[font]), base))
    return chosen


def markup(text: str, base: str = REGULAR) -> str:
    """Return escaped paragraph markup of a plain text, with its fonts and line ends."""
    pieces = []
    for run in split_runs(printable(text).replace("\t", "    "), base):
        words = escape(run.text).replace("\n", "<br/>")
        same = run.font == base
        pieces.append(words if same else f'<font name="{run.font}">{words}</font>')
    return "".join(pieces)


def width(text: str, size: float, base: str = REGULAR) -> float:
    """Return the width of a line in points."""
    return sum(float(pdfmetrics.stringWidth(r.text, r.font, size)) for r in split_runs(text, base))
