"""What a returned file says before anybody knows what was asked: fields, marks, documents."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ctpat_desktop.support.errors import Problem

REFERENCE = re.compile(r"Q\d\d-[A-Z0-9]{4}-[A-Z0-9]{4}")
"""How the number of a request looks, wherever it is found."""

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
    `texts` holds the question texts a workbook shows, by key. `mark` is the line in the
    metadata. `changed` names the fields that differ from what was signed, `notes` says what is
    to be known about the file.
    """

    kind: str
    marks: Mapping[str, str]
    fields: Mapping[str, str]
    mark: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    attached: tuple[Attached, ...] = ()
    changed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Unreadable(Problem):
    """A returned file whose answers cannot be read; `reference` where it was recognized.

    `is_kept` is true where the file is worth keeping as evidence: a scan, a flattened form.
    """

    def __init__(
        self, message: str, hint: str = "", reference: str = "", is_kept: bool = False
    ) -> None:
        """Say what is wrong with the file and what to ask the partner for."""
        super().__init__(message, hint)
        self.reference = reference
        self.is_kept = is_kept


def found_reference(*texts: str) -> str:
    """Return the first number of a request in any of the texts, or ""."""
    for text in texts:
        match = REFERENCE.search(text)
        if match:
            return match.group()
    return ""
