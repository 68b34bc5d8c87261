"""What a returned file says before anybody knows what was asked: fields, marks, documents."""

from collections.abc import Mapping
from dataclasses import dataclass

from ctpat_desktop.catalogue.sendings import REFERENCE
from ctpat_desktop.support.errors import Problem

Grid = list[list[str]]
"""The cells of a sheet as words, row by row."""

LARGEST = 100 * 2**20
"""Bytes of the largest returned file that is read; app default."""

LONGEST = 20_000
"""Characters of one answer; a longer one is refused, not cut."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A document that came inside a returned file."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Raw:
    """The content of a returned file.

    `fields` holds texts by field name; a ticked box is "yes" and a chosen button its value.
    `mark` is the line in the metadata. `changed` names the fields that differ from what was
    signed, `notes` says what is to be known about the file. `odd` says in words what of the form
    is not as it was sent, `beside` are words that stand in no box; `sheets` are the cells of a
    workbook, to be found by their headings once the questions are known. `has_pictures` where
    pictures lie on its pages, as none is sent with; `is_broken` where a digital signature is, as
    the first of `notes` says.
    """

    kind: str
    marks: Mapping[str, str]
    fields: Mapping[str, str]
    mark: str = ""
    attached: tuple[Attached, ...] = ()
    changed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    sheets: tuple[tuple[str, Grid], ...] = ()
    has_pictures: bool = False
    is_broken: bool = False


class Unreadable(Problem):
    """A returned file whose answers cannot be read; `reference` where it was recognized.

    `lines` is what its pages print, where the answers are a part of the pages.
    """

    def __init__(
        self, message: str, hint: str = "", reference: str = "", lines: tuple[str, ...] = ()
    ) -> None:
        """Say what is wrong with the file and what to ask the sender for."""
        super().__init__(message, hint)
        self.reference = reference
        self.lines = lines


def found_reference(*texts: str) -> str:
    """Return the first number of a request in any of the texts, or ""."""
    for text in texts:
        match = REFERENCE.search(text)
        if match:
            return match.group()
    return ""
