r"""The neutral pieces a report is made of. Each output format draws the same tree.

Values only. Texts are plain: no markup, line ends are "\n", an empty line parts paragraphs.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from ctpat_desktop.documents.core.diagram import DiagramPage
from ctpat_desktop.documents.core.sketch import Sketch


class Tone(StrEnum):
    """How a badge or note should feel; a renderer maps it to color."""

    PLAIN = "plain"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Cover:
    """The title page; `lines` stand under the title, `note` in a box below them."""

    title: str
    subtitle: str
    lines: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the table of contents goes."""

    title: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; levels 1 and 2 appear in the contents."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text of any length; an empty line starts a new paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Badge:
    """One short word with a tone."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Badges:
    """A line of short facts under a heading."""

    items: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """A list in order, numbered from 1."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Text set apart under a label, such as one site's answer or CBP's own words."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value pairs."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headers; `widths` are shares of the page width, `is_roomy` is to be written on."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    is_roomy: bool = False


@dataclass(frozen=True, slots=True)
class Ruled:
    """Labels with lines to write on, two side by side; what is known is printed there."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG with a caption; `share` is its largest width as a share of the page."""

    data: bytes
    caption: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a bar chart: two values of the same unit, and a word after them."""

    label: str
    value: float
    before: float
    words: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart under a heading of level 2: this year's bar and, thinner, the year's before."""

    title: str
    rows: tuple[Bar, ...]
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in a box."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Checklist:
    """Empty boxes to tick by hand."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """One person who signs: the role in words and, where known, the name and title."""

    role: str
    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class SignatureLines:
    """Lines for signature, name, title and date of each person."""

    people: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """A drawing, on as many landscape pages of its own as it has sheets."""

    sheets: tuple[DiagramPage, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart between paragraphs, as wide as the text."""

    sketch: Sketch


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block: TypeAlias = (
    Cover
    | Contents
    | Heading
    | Paragraph
    | Badges
    | Bullets
    | Steps
    | Quote
    | Facts
    | Table
    | Ruled
    | Picture
    | Bars
    | Note
    | Checklist
    | SignatureLines
    | Diagram
    | Drawing
    | PageBreak
)
Tree: TypeAlias = tuple[Block, ...]

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return `text` with one kind of line end and nothing a document format would refuse."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    return _UNPRINTABLE.sub("", lines)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, parted by empty lines, without the empty ones."""
    parts = re.split(r"\n[ \t]*\n", printable(text))
    return tuple(part.strip() for part in parts if part.strip())
