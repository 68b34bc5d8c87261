"""Reads the program's own profile report in Word, as `documents/profile/report.py` builds it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ctpat_desktop.catalogue.answer_words import answer_words
from ctpat_desktop.exchange.profile.fields import called, field_of, proof_of
from ctpat_desktop.exchange.profile.found import (
    Block,
    FoundAnswer,
    FoundStatement,
    KnownCriteria,
    Paragraph,
    Table,
)
from ctpat_desktop.exchange.profile.numbers import Numbered, numbered
from ctpat_desktop.support.dates import US, style_of_language
from ctpat_desktop.support.language import LANGUAGES, speaking, tr
from ctpat_desktop.support.words import folded

_CRITERION_LEVEL = 2
_BETWEEN = " · "
_AT_SITE = re.compile(r"(.+?) \((.+)\)|(.+): ([^:]+)", re.DOTALL)
_LONGEST_HEAD = 500
"""Letters of a line with site, status, owner and day."""
_QUOTE, _NOTE = "quote", "intense quote"


@dataclass(slots=True)
class _OpenAnswer:
    """What is gathered of one answer; paragraphs are parted by empty lines."""

    criterion: str
    row: int
    site: str = ""
    status: str = ""
    owner: str = ""
    reviewed_on: date | None = None
    target_on: date | None = None
    evidence: tuple[str, ...] = ()
    words: dict[str, list[str]] = field(default_factory=dict)
    """The paragraphs by where they belong: answer, reason, or a statement and its documents."""
    statements: list[FoundStatement] = field(default_factory=list)

    def stated(self) -> tuple[FoundStatement, ...]:
        """Return the statements with their words and documents."""
        return tuple(
            replace(
                row,
                text="\n\n".join(self.words.get(f"statement {at}", ())),
                evidence=tuple(filter(None, "\n".join(self._proof(row)).split("\n"))),
            )
            for at, row in enumerate(self.statements)
        )

    def _proof(self, row: FoundStatement) -> list[str]:
        return self.words.get(f"proof {row.number}", [])

    def as_answer(self) -> FoundAnswer:
        """Return it as it is handed on."""
        narrative = "\n\n".join(self.words.get("answer", ()))
        reason = "\n\n".join(self.words.get("reason", ()))
        if self.site and answer_words().status(self.status) == "not_applicable":
            narrative, reason = "", narrative  # printed as one text; it is why it does not apply
        return FoundAnswer(
            self.criterion,
            self.row,
            tr("paragraph {row}").format(row=self.row),
            status=self.status,
            narrative=narrative,
            reason=reason,
            owner=self.owner,
            reviewed_on=self.reviewed_on,
            target_on=self.target_on,
            evidence=self.evidence,
            site=self.site,
            statements=self.stated(),
        )


class OwnReport:
    """Goes through the blocks of one report once."""

    def __init__(self, known: KnownCriteria) -> None:
        """Take what is known of the account."""
        self.known = known
        self.sites = {folded(name): name for name in known.sites}
        self.all: list[_OpenAnswer] = []
        self.whole: _OpenAnswer | None = None
        self.open: _OpenAnswer | None = None
        self.goes_to = "answer"
        self.days = US

    def knows(self, blocks: Sequence[Block]) -> bool:
        """Return whether blocks are of such a report, whoever saved them last."""
        lines = (block for block in blocks if isinstance(block, Paragraph) and block.is_bold)
        return any(self._badges(line.text) for line in lines)

    def read(self, blocks: Sequence[Block]) -> tuple[FoundAnswer, ...]:
        """Return the answers of a report; none where it is no profile report."""
        said = [block for block in blocks if isinstance(block, Table) or block.text]
        self.days = style_of_language(_language(said))
        for at, block in enumerate(said):
            if isinstance(block, Table):
                self._facts(block)
                continue
            after = said[at + 1] if at + 1 < len(said) else None
            self._paragraph(block, after)
        return tuple(row.as_answer() for row in self.all)

    def _paragraph(self, paragraph: Paragraph, after: Block | None) -> None:
        if paragraph.level:
            self._heading(paragraph)
        elif self.open is None or self.whole is None:
            return
        elif paragraph.is_bold and self._is_label(paragraph, after):
            self._label(paragraph)
        elif paragraph.style != _NOTE:
            self._words(self.open, paragraph)

    def _words(self, answer: _OpenAnswer, paragraph: Paragraph) -> None:
        """Keep a paragraph: a quotation belongs to its label, another one to the answer."""
        if paragraph.style != _QUOTE:
            self.goes_to = "answer"
        if self.goes_to != "asked":
            answer.words.setdefault(self.goes_to, []).append(paragraph.text)

    def _heading(self, paragraph: Paragraph) -> None:
        hit = numbered(paragraph.text, self.known) if paragraph.level == _CRITERION_LEVEL else None
        self.whole = self.open = None
        if hit is not None:
            self._begin(hit, paragraph.row)

    def _begin(self, hit: Numbered, row: int) -> None:
        self.whole = self.open = _OpenAnswer(hit.number, row)
        self.all.append(self.open)
        self.goes_to = "answer"

    def _is_label(self, paragraph: Paragraph, after: Block | None) -> bool:
        """Return whether a bold line is one the report writes: badges, or the head of a quote."""
        is_quoted = isinstance(after, Paragraph) and after.style == _QUOTE
        is_stated = called(paragraph.text) is not None or bool(proof_of(paragraph.text))
        return (
            is_quoted
            or is_stated
            or bool(self._badges(paragraph.text))
            or self._site(paragraph.text) is not None
        )

    def _label(self, paragraph: Paragraph) -> None:
        assert self.open is not None and self.whole is not None  # noqa: PT018, S101 - see above
        status, site = self._badges(paragraph.text), self._site(paragraph.text)
        stated, proof = called(paragraph.text), proof_of(paragraph.text)
        if stated is not None:
            self.goes_to = f"statement {len(self.open.statements)}"
            self.open.statements.append(stated)
        elif proof:
            self.goes_to = f"proof {proof}"
        elif site is not None:
            name, said, owner, target_on = site
            self.open = _OpenAnswer(self.whole.criterion, paragraph.row, name, said, owner)
            self.open.target_on = target_on
            self.all.append(self.open)
            self.goes_to = "answer"
        elif status:
            self.whole.status, self.goes_to = status, "answer"
        else:
            self.goes_to = "reason" if field_of(paragraph.text) == "reason" else "asked"

    def _badges(self, text: str) -> str:
        """Return the status in a line such as "Must · In place"."""
        words = answer_words()
        parts = text.split(_BETWEEN)
        if len(parts) < 2 or folded(parts[0]) not in words.levels:
            return ""
        return parts[1] if words.status(parts[1]) else ""

    def _site(self, text: str) -> tuple[str, str, str, date | None] | None:
        """Return the parts of a line such as "Dock (In place, Jane Doe, 01/31/2026)"."""
        hit = _AT_SITE.fullmatch(text) if len(text) <= _LONGEST_HEAD else None
        if hit is None:
            return None
        name, detail = (hit[1], hit[2]) if hit[1] else (hit[3], hit[4])
        status, *rest = detail.split(", ")
        if folded(name) not in self.sites or not answer_words().status(status):
            return None
        day = self.days.day(rest[-1]) if rest else None
        rest = rest[:-1] if day else rest
        return self.sites[folded(name)], status, ", ".join(rest), day

    def _facts(self, table: Table) -> None:
        """Read owner, days and documents under an answer."""
        if self.whole is None:
            return
        for cells in table.rows:
            label, value = (*map(str, cells), "", "")[:2]
            name = field_of(label)
            if name == "owner":
                self.whole.owner = value
            elif name == "reviewed_on":
                self.whole.reviewed_on = self.days.day(value)
            elif name == "target_on":
                self.whole.target_on = self.days.day(value)
            elif name == "evidence":
                self.whole.evidence = tuple(filter(None, value.split("\n")))
        self.open, self.whole = None, None


def _language(blocks: Sequence[Block]) -> str:
    """Return the language a report is in, known by the word for a level before a status."""
    levels: dict[str, str] = {}
    for code in LANGUAGES:
        with speaking(code):
            levels |= {tr("Must"): code, tr("Should"): code}
    lines = (row.text for row in blocks if isinstance(row, Paragraph) and row.is_bold)
    firsts = (line.split(_BETWEEN)[0] for line in lines if _BETWEEN in line)
    return next((levels[first] for first in firsts if first in levels), "")
