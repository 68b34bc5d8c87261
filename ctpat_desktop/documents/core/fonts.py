"""Picks an embedded font for every character; the renderer itself has no fallback."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont

from ctpat_desktop.documents.core import directions
from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.documents.core.directions import Piece
from ctpat_desktop.support.shipped import shipped

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"
FALLBACKS = ("DejaVuSans", "DroidSansFallbackFull")
RARE = ("NotoSansScripts", "NotoSansCJK-Rare", "NotoSansSymbols2-Letters", "NotoEmoji-Letters")
"""Loaded when a letter asks for them: Thai, Indic and others, Korean, rare signs, pictures."""

NO_LETTER = "□"
"""Drawn for a letter that no font has, so that whoever reads the page sees the gap."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Each drawn letter and each shaped word, with the first text it stood in."""

    letters: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def note(self, text: str) -> None:
        """Take down a text."""
        for letter in set(text).difference(self.letters):
            self.letters[letter] = text
        for word in directions.complex_words(text):
            self.words.setdefault(word, text)

    def take(self, other: "Drawn") -> None:
        """Take down what another one has."""
        for mine, theirs in ((self.letters, other.letters), (self.words, other.words)):
            mine.update({key: text for key, text in theirs.items() if key not in mine})


_drawn: ContextVar[Drawn | None] = ContextVar("drawn", default=None)


class Run(NamedTuple):
    """A piece of text one font can draw."""

    font: str
    text: str

    def width(self, size: float) -> float:
        """Return how many points it takes."""
        return directions.advance(self.text, self.font, size)


@cache
def use_fonts() -> dict[str, frozenset[int]]:
    """Make the usual fonts known once and return what each can draw."""
    ttfonts.makeToUnicodeCMap = _to_unicode
    coverage = {name: covered(name) for name in (REGULAR, BOLD, *FALLBACKS)}
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFontFamily(name, normal=name, bold=BOLD, italic=name, boldItalic=BOLD)
    return coverage


@cache
def covered(name: str) -> frozenset[int]:
    """Make one shipped font known and return the codes of the letters it can draw."""
    font: Any = TTFont(name, str(shipped("resources", "fonts", f"{name}.ttf")))
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)


def has(letter: str) -> bool:
    """Return whether any shipped font can draw a letter."""
    return _font_of(letter, REGULAR) is not None


@contextmanager
def drawing() -> Iterator[Drawn]:
    """Note what is drawn meanwhile."""
    noted = Drawn()
    outer = _drawn.get()
    token = _drawn.set(noted)
    try:
        yield noted
    finally:
        _drawn.reset(token)
        if outer is not None:
            outer.take(noted)


@contextmanager
def off_page() -> Iterator[None]:
    """Note nothing: what is drawn meanwhile is on no page, such as the words in a form's box."""
    token = _drawn.set(None)
    try:
        yield
    finally:
        _drawn.reset(token)


def split_runs(text: str, base: str = REGULAR) -> tuple[Run, ...]:
    """Split a line that is drawn into runs from left to right; what no font has becomes a box."""
    _note(text)
    return _visual(text, base)


def _note(text: str) -> None:
    noted = _drawn.get()
    if noted is not None:
        noted.note(text)


def _visual(text: str, base: str) -> tuple[Run, ...]:
    runs = _runs(text, base)
    if not directions.is_complex(text):
        return runs
    pieces = [Piece(run.text, run.font) for run in runs]
    from_right = directions.runs_right_to_left(text)
    return tuple(
        Run(piece.font, piece.text) for piece in directions.visual(pieces, from_right=from_right)
    )


def _runs(text: str, base: str) -> tuple[Run, ...]:
    pairs = zip(*_fonts_of(text, base), strict=True)
    return tuple(
        Run(font, "".join(character for _, character in group))
        for font, group in groupby(pairs, key=lambda pair: pair[0])
    )


def _fonts_of(text: str, base: str) -> tuple[list[str], list[str]]:
    """Return the font of each letter and the letters, without signs that are never seen."""
    use_fonts()
    chosen: list[str] = []
    kept: list[str] = []
    for character in text:
        font = _font_of(character, base)
        if character.isspace():
            chosen.append(_font_of_space(character, chosen[-1] if chosen else base, base))
        elif chosen and directions.is_mark(character) and ord(character) in covered(chosen[-1]):
            chosen.append(chosen[-1])  # it is drawn with the letter it belongs to
        elif font is not None:
            chosen.append(font)
        elif _is_never_seen(character):
            continue
        else:
            chosen.append(FALLBACKS[0])
        kept.append(character if font or character.isspace() else NO_LETTER)
    return chosen, kept


def _font_of_space(space: str, before: str, base: str) -> str:
    """Return the font before a space where it has one; else a run of its own would be a box."""
    return before if ord(space) in covered(before) or space in "\n\r\t" else base


@cache
def _font_of(character: str, base: str) -> str | None:
    code = ord(character)
    usual = use_fonts()
    found = next((font for font in (base, *FALLBACKS) if code in usual[font]), None)
    return found or next((font for font in RARE if code in covered(font)), None)


def _is_never_seen(character: str) -> bool:
    """Return whether a sign only steers how others are drawn: a joiner, a choice of style."""
    return unicodedata.category(character) == "Cf" or 0xFE00 <= ord(character) <= 0xFE0F


def _to_unicode(fontname: str, subset: list[int]) -> str:
    """Return which letter each glyph of a subset is, also beyond the first 65,536.

    reportlab 5.1.0 writes those with five digits, and readers then find other letters.
    """
    pairs = (
        directions.letters_of(code).encode("utf-16-be", "surrogatepass").hex().upper()
        for code in subset
    )
    head = (
        *("/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap"),
        *("/CIDSystemInfo", f"<< /Registry ({fontname})", f"/Ordering ({fontname})"),
        *("/Supplement 0", ">> def", f"/CMapName /{fontname} def", "/CMapType 2 def"),
        *("1 begincodespacerange", f"<00> <{len(subset) - 1:02X}>", "endcodespacerange"),
        f"{len(subset)} beginbfchar",
    )
    tail = ("endbfchar", "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")
    lines = (f"<{at:02X}> <{code}>" for at, code in enumerate(pairs))
    return "\n".join((*head, *lines, *tail))


def line_markup(text: str, base: str = REGULAR) -> str:
    """Return escaped markup of a line that is not broken, from left to right."""
    return "".join(
        f'<font name="{run.font}">{escape(run.text)}</font>'
        for run in split_runs(printable(text).replace("\n", " "), base)
    )


def markup(text: str, base: str = REGULAR) -> str:
    """Return escaped markup of a plain text for `Text`, with its fonts and line ends."""
    pieces = []
    words = printable(text).replace("\t", "    ")
    _note(words)
    for run in _runs(words, base):
        words = escape(run.text).replace("\n", "<br/>")
        same = run.font == base
        pieces.append(words if same else f'<font name="{run.font}">{words}</font>')
    return "".join(pieces)


def width(text: str, size: float, base: str = REGULAR) -> float:
    """Return the width of a line in points."""
    return sum(run.width(size) for run in _visual(text, base))
