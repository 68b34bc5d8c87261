"""Finds the boxes of a returned PDF form on its pages, and what was written or drawn over them.

Some programs lose the form and keep its boxes, some people type over the boxes instead of into
them: both are answers. What a page shows of them is read here; what they mean is not decided.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from ctpat_desktop.catalogue.sendings import remark_field
from ctpat_desktop.documents.pages.printed_text import Rect, text_inside
from ctpat_desktop.exchange.questionnaires.pdf_tree import DEEPEST, MOST_FIELDS, pages, resolved
from ctpat_desktop.exchange.questionnaires.returned import LONGEST

REMARK = remark_field("")
"""How the name of each box for a remark ends."""

DRAWN = "something is drawn"
"""Stands for what was drawn by hand, where no word can be read."""

_NOT_OVER = {"/Widget", "/Link", "/Popup", "/FileAttachment"}
_TAG = re.compile(r"<[^>]*>")
_OVERLAP = 0.25
"""Share of the smaller of two areas from which one counts as lying over the other."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One box on a page: the full name and kind of its field, and where it is."""

    name: str
    kind: str
    page: int
    rect: Rect
    state: str
    widget: DictionaryObject = field(compare=False)


@dataclass(frozen=True, slots=True)
class Over:
    """Words, or `DRAWN`, that stand over a box; `box` is None where they stand beside all."""

    words: str
    page: int
    box: Seen | None = None


def boxes(reader: PdfReader) -> list[Seen]:
    """Return every box of a form on the pages, in their order."""
    found: list[Seen] = []
    for number, note in _notes(reader):
        if note.get("/Subtype") != "/Widget":
            continue
        name, kind = _full_name(note)
        rect = _rect(note)
        if rect and len(found) < MOST_FIELDS:
            found.append(Seen(name, kind, number, rect, _on_state(note), note))
    return [one for one in _with_names(found) if one.name]


def _with_names(boxes: list[Seen]) -> Iterator[Seen]:
    """Give buttons that lost the name of their group the question whose remark comes next.

    Some mergers part the buttons from the field above them; each group stands before a remark.
    """
    question = ""
    for at in range(len(boxes) - 1, -1, -1):
        one = boxes[at]
        if one.name.endswith(REMARK):
            question = one.name.removesuffix(REMARK)
        elif one.name:
            question = ""
        elif one.kind == "/Btn":
            boxes[at] = replace(one, name=question)
    yield from boxes


def notes_over(reader: PdfReader, known: Sequence[Seen]) -> Iterator[Over]:
    """Yield what comments, typed words and drawings stand over which box, or beside."""
    for number, note in _notes(reader):
        if str(note.get("/Subtype")) in _NOT_OVER:
            continue
        words = _words(note)
        rect = _rect(note)
        box = _below(rect, [one for one in known if one.page == number]) if rect else None
        if words or (box is not None and "/AP" in note):
            yield Over(words or DRAWN, number, box)


def printed_over(data: bytes, known: Sequence[Seen]) -> Iterator[Over]:
    """Yield the words a page itself prints inside a box: typed over it and made part of the page.

    Nothing is printed inside a box as it was sent.
    """
    found = text_inside(data, [(one.page, one.rect) for one in known])
    for one, words in zip(known, found, strict=False):
        if words:
            yield Over(words[:LONGEST], one.page, one)


def _notes(reader: PdfReader) -> Iterator[tuple[int, DictionaryObject]]:
    for number, page in enumerate(pages(reader)):
        notes = resolved(page.get("/Annots"))
        for note in notes[:MOST_FIELDS] if isinstance(notes, list) else []:
            found = resolved(note)
            if isinstance(found, DictionaryObject):
                yield number, found


def _full_name(widget: Mapping[str, Any]) -> tuple[str, str]:
    """Return the name of the field a box belongs to, from the fields above it, and its kind."""
    parts: list[str] = []
    kind, node = "", widget
    for _ in range(DEEPEST):
        part = str(resolved(node.get("/T", "")))
        if part:
            parts.insert(0, part)
        kind = kind or str(resolved(node.get("/FT", "")))
        above = resolved(node.get("/Parent"))
        if not isinstance(above, Mapping):
            break
        node = above
    return ".".join(parts), kind


def _on_state(widget: Mapping[str, Any]) -> str:
    looks = resolved(widget.get("/AP"))
    normal = resolved(looks.get("/N")) if isinstance(looks, Mapping) else None
    if not isinstance(normal, Mapping) or hasattr(normal, "get_data"):
        return ""
    return next((str(state).removeprefix("/") for state in normal if state != "/Off"), "")


def _rect(note: Mapping[str, Any]) -> Rect | None:
    edges = resolved(note.get("/Rect"))
    if not isinstance(edges, list) or len(edges) != 4:
        return None
    x0, y0, x1, y1 = (float(resolved(edge)) for edge in edges)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _words(note: Mapping[str, Any]) -> str:
    for key in ("/Contents", "/RC"):
        words = resolved(note.get(key))
        if hasattr(words, "get_data"):
            words = words.get_data()
        if isinstance(words, bytes):
            words = words.decode("utf-8", "replace")
        text = str(words or "").replace("\r\n", "\n").replace("\r", "\n")
        if key == "/RC":
            text = _TAG.sub(" ", text)
        if text.strip():
            return text.strip()[:LONGEST]
    return ""


def _below(rect: Rect, known: Sequence[Seen]) -> Seen | None:
    """Return the box a note lies over: the one of which it covers the largest share."""
    shares = [(_share(rect, one.rect), one) for one in known]
    best = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= _OVERLAP else None


def _share(one: Rect, other: Rect) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    smaller = min((r[2] - r[0]) * (r[3] - r[1]) for r in (one, other))
    return wide * high / max(smaller, 1.0)
