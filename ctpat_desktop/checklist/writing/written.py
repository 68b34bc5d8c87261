"""One text to judge with what it stands in, and what a rule finds in it. Values only."""

from dataclasses import dataclass

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.checklist.facts import DocumentFact, Facts, ResponseFact
from ctpat_desktop.checklist.findings import Severity
from ctpat_desktop.checklist.writing.text import Spans, Text

CLAIMS = ("in_place", "partly")
"""Statuses whose words are to say who does what, and where it is written down."""


@dataclass(frozen=True, slots=True)
class Written:
    """One text to judge, with what it stands in."""

    criterion: Criterion
    response: ResponseFact
    text: Text
    facts: Facts
    linked: tuple[DocumentFact, ...] | None
    """The documents behind the answer; None where not all of them are known."""
    number: int = 0
    """Of the statement it is; 0 for the words of the answer itself."""

    @property
    def words(self) -> str:
        """The text itself."""
        if self.number:
            return self.response.statements[self.number - 1].text
        return self.response.narrative

    @property
    def is_first(self) -> bool:
        """True for the text that stands for all the words of the answer."""
        return self.words == self.response.texts[0]

    @property
    def own(self) -> tuple[DocumentFact, ...]:
        """The documents this text is to speak of: a statement's, or those of no statement."""
        if self.number:
            keys = set(self.response.statements[self.number - 1].documents)
            return tuple(row for row in self.linked or () if row.id in keys)
        elsewhere = {key for row in self.response.statements for key in row.documents}
        return tuple(row for row in self.linked or () if row.id not in elsewhere)

    @property
    def claims(self) -> bool:
        """True where it says that something is done."""
        return self.response.status in CLAIMS


@dataclass(frozen=True, slots=True)
class Mark:
    """What one rule finds in one text."""

    rule: str
    severity: Severity
    spans: Spans
    reason: str
    remedy: str
    is_aside: bool = False
    """True for what is told beside the text only, and not in the list of findings."""
