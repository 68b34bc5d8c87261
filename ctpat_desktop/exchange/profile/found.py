"""What is found in a document with answers, and what is known before one is read. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ctpat_desktop.support.words import folded

Raw = str | date | datetime | float | None
"""A day as the document has it; the importing says which day it is."""


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement under an answer: its number, 0 where none is said, its name, text and proof."""

    number: int
    name: str
    text: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """What a document says on one criterion; what it does not say is empty.

    `row` is the row, paragraph or line from 1 where it begins, `place` the same in words.
    `is_plain` is true where the letters may have been made simple, as the portal wants them.
    """

    criterion: str
    row: int
    place: str
    status: str = ""
    narrative: str = ""
    reason: str = ""
    owner: str = ""
    reviewed_on: Raw = None
    target_on: Raw = None
    evidence: tuple[str, ...] = ()
    site: str = ""
    is_plain: bool = False
    statements: tuple[FoundStatement, ...] = ()
    refused: str = ""
    """Why it cannot be taken, where that is known from the document alone."""

    @property
    def says_nothing(self) -> bool:
        """True where there is only a number."""
        texts = (self.status, self.narrative, self.reason, self.owner)
        days = (self.reviewed_on, self.target_on)
        has_words = any(map(str.strip, texts))
        return not (has_words or self.evidence or any(days) or self.statements)


@dataclass(frozen=True, slots=True)
class FoundRemark:
    """What a person should know of a place in the document; row 0 is the whole document."""

    row: int
    text: str
    field: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class FoundAnswers:
    """Everything read from one document: `kind` is xlsx, csv, docx or text."""

    name: str
    kind: str
    answers: tuple[FoundAnswer, ...]
    remarks: tuple[FoundRemark, ...] = ()
    ignored: tuple[str, ...] = ()
    """Headings of columns and parts that were not read."""


@dataclass(frozen=True, slots=True)
class KnownCriteria:
    """What is known of the criteria before a document is read.

    `numbers` are the account's criteria, `others` those of other kinds of members; `titles` are
    folded, by number, with what is asked in other words; `categories` are folded titles of
    chapters; `sites` are names.
    """

    numbers: frozenset[str]
    others: frozenset[str] = frozenset()
    titles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    categories: frozenset[str] = frozenset()
    sites: tuple[str, ...] = ()

    def is_number(self, number: str) -> bool:
        """Return whether some criterion has this number."""
        return number in self.numbers or number in self.others

    def is_title(self, number: str, text: str) -> bool:
        """Return whether a text is the title of a criterion, or what it asks."""
        return folded(text) in self.titles.get(number, ())


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What a person says about a document: a sheet, the headings of fields, their row from 1."""

    sheet: str = ""
    maps: tuple[tuple[str, str], ...] = ()
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A document to read: what it is called in messages, what is known, and what a person says."""

    name: str
    known: KnownCriteria
    options: ReadingOptions = ReadingOptions()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or line of a document.

    `level` is that of a heading, 0 for none; `label` the number or bullet Word puts before it by
    itself; `style` is the name of its style, small.
    """

    text: str
    row: int
    level: int = 0
    label: str = ""
    style: str = ""
    is_bold: bool = False
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document: the cells of its rows, the number of its first row, and a name."""

    rows: tuple[tuple[Any, ...], ...]
    row: int
    name: str


Block = Paragraph | Table
