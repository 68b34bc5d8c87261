"""Draws letters that join, change places or run from the right, as their readers write them.

Each line is put in its visual order by the Unicode bidirectional algorithm (UAX 9) and shaped by
HarfBuzz with the rules inside the font. What is drawn stays searchable: each glyph tells which
letters it stands for.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from threading import Lock
from typing import Any

import uharfbuzz
from bidi import algorithm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr

_SCRIPTS = (
    "\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\ua8e0-\ua8ff\uaa60-\uaa7f\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff"
)
"""Right-to-left scripts and those of South and Southeast Asia."""
_COMPLEX = re.compile(f"[{_SCRIPTS}\u200e\u200f\u2066-\u2069]")
"""A letter of those, or a sign that sets a direction."""
_WORD = re.compile(f"[{_SCRIPTS}\u200c\u200d]+")
_FIRST_CODE = 0xF0000
"""Glyphs without a letter of their own get codes from the private plane 15."""
_CLOSING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "〈": "〉", "（": "）", "「": "」"}
_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
"""The direction a kind of letter gives to brackets around it; numbers count as from the right."""
_HIDDEN = "\u200b"
"""Stands for a glyph whose letters another glyph of the same group has told."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters in logical order that one font draws; `key` is handed through."""

    text: str
    font: str
    key: Any = None


class _Glyphs:
    """The codes under which glyphs are drawn, and the letters each of them stands for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._codes: dict[tuple[str, int, str], int] = {}
        self.letters: dict[int, str] = {}

    def code(self, font: str, glyph: int, letters: str, advance: float) -> int:
        """Return the code of a glyph that stands for `letters`; `advance` in 1/1000 of the size."""
        face = pdfmetrics.getFont(font).face
        if len(letters) == 1 and face.charToGlyph.get(ord(letters)) == glyph:
            return ord(letters)
        with self._lock:
            key = (font, glyph, letters)
            if key not in self._codes:
                code = _FIRST_CODE + len(self._codes)
                face.charToGlyph[code] = glyph
                face.charWidths[code] = advance
                self.letters[code] = letters
                self._codes[key] = code
            return self._codes[key]


_GLYPHS = _Glyphs()


def is_complex(text: str) -> bool:
    """Tell whether the letters of a text cannot be drawn one by one from the left."""
    return not text.isascii() and _COMPLEX.search(text) is not None


def complex_words(text: str) -> list[str]:
    """Return the pieces of a text that are shaped, each of letters alone."""
    return [] if text.isascii() else _WORD.findall(text)


def letters_of(code: int) -> str:
    """Return the letters a drawn code stands for."""
    return _GLYPHS.letters.get(code) or chr(code)


def runs_right_to_left(text: str) -> bool:
    """Tell whether the first letter with a direction runs from the right."""
    return is_complex(text) and algorithm.get_base_level(text) == 1


def visual(pieces: Sequence[Piece], *, from_right: bool) -> list[Piece]:
    """Return the pieces of one line from left to right, their letters shaped.

    `from_right` is the direction of the whole paragraph.
    """
    line = "".join(piece.text for piece in pieces)
    owners = [piece for piece in pieces for _ in piece.text]
    levels = _levels(line, int(from_right))
    found: list[tuple[int, Piece]] = []
    for (_, level), group in groupby(range(len(line)), key=lambda at: (id(owners[at]), levels[at])):
        places = list(group)
        owner, text = owners[places[0]], line[places[0] : places[-1] + 1]
        found.append((level, Piece(_shaped(text, owner.font, level), owner.font, owner.key)))
    return _reordered(found)


def advance(text: str, font: str, size: float) -> float:
    """Return the width in points of a piece as `visual` returns it."""
    if isinstance(text, ShapedStr):
        return float(sum(shape.x_advance for shape in text.__shapeData__) * size / 1000)
    return float(pdfmetrics.stringWidth(text, font, size))


def _levels(line: str, base: int) -> list[int]:
    """Return the embedding level of each letter: even ones run from the left."""
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(line, storage)
    for at, entry in enumerate(storage["chars"]):
        entry["at"] = at
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    for run in storage["runs"]:
        _pair_brackets(storage["chars"], run)
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    known = {entry["at"]: int(entry["level"]) for entry in storage["chars"]}
    levels: list[int] = []
    for at in range(len(line)):
        levels.append(known.get(at, levels[-1] if levels else base))
    return levels


def _pair_brackets(entries: list[dict[str, Any]], run: dict[str, Any]) -> None:
    """Give both brackets of a pair one direction (UAX 9, rule N0), which the library leaves out."""
    inside = entries[run["start"] : run["start"] + run["length"]]
    own = "LR"[inside[0]["level"] % 2] if inside else "L"
    for first, last in _bracket_pairs([str(entry["ch"]) for entry in inside]):
        strong = {_STRONG.get(entry["type"]) for entry in inside[first + 1 : last]} - {None}
        if not strong:
            continue
        before = (_STRONG.get(entry["type"]) for entry in reversed(inside[:first]))
        context = next((one for one in before if one), run["sor"])
        way = own if own in strong or context == own else context
        inside[first]["type"] = inside[last]["type"] = way


def _bracket_pairs(letters: list[str]) -> list[tuple[int, int]]:
    """Return the places of brackets that belong together, by the opening one."""
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for at, letter in enumerate(letters):
        if letter in _CLOSING:
            waiting.append((_CLOSING[letter], at))
        elif any(letter == closing for closing, _ in waiting):
            while waiting[-1][0] != letter:
                waiting.pop()
            pairs.append((waiting.pop()[1], at))
    return sorted(pairs)


def _reordered(pieces: list[tuple[int, Piece]]) -> list[Piece]:
    """Turn round each stretch of pieces from the highest level down to 1 (UAX 9, rule L2)."""
    for level in range(max((one for one, _ in pieces), default=0), 0, -1):
        turned: list[tuple[int, Piece]] = []
        for is_inside, group in groupby(pieces, key=lambda pair, at=level: pair[0] >= at):  # type: ignore[misc]
            stretch = list(group)
            turned += reversed(stretch) if is_inside else stretch
        pieces = turned
    return [piece for _, piece in pieces]


def _shaped(text: str, font: str, level: int) -> str:
    """Return the glyphs of a piece from left to right, as codes of its font."""
    if not is_complex(text) and level % 2 == 0:
        return text
    face: Any = pdfmetrics.getFont(font)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    harf = _harf(font)
    uharfbuzz.shape(harf, buffer)
    letters, shapes = [], []
    for info, place, stands_for in _groups(text, buffer):
        own = face.pdfScale(harf.get_glyph_h_advance(info.codepoint))
        letters.append(chr(_GLYPHS.code(font, info.codepoint, stands_for, own)))
        moved = (place.x_advance, place.y_advance, place.x_offset, place.y_offset)
        shapes.append(ShapeData(info.cluster, *map(face.pdfScale, moved), own))
    shaped: str = ShapedStr("".join(letters), shapeData=shapes)
    return shaped


def _groups(text: str, buffer: Any) -> Iterator[tuple[Any, Any, str]]:
    """Yield each glyph with its place and the letters it tells; a group's glyphs share them out."""
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    pairs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    for start, group in groupby(pairs, key=lambda pair: pair[0].cluster):
        glyphs, letters = list(group), text[start : ends[start]]
        for at, (info, place) in enumerate(glyphs):
            is_last = at == len(glyphs) - 1
            yield info, place, (letters[at:] if is_last else letters[at : at + 1]) or _HIDDEN


@cache
def _harf(font: str) -> Any:
    return uharfbuzz.Font(pdfmetrics.getFont(font).hbFace)


def is_mark(letter: str) -> bool:
    """Tell whether a sign belongs to the letter before it: an accent, a vowel sign, a joiner."""
    return letter in "\u200c\u200d" or unicodedata.category(letter) in ("Mn", "Mc", "Me")
