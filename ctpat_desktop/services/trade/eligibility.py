"""The eligibility check: each question answered from the records where they know, else by people.

Where the records contradict a Yes, the records win; where a person says No, that stands.
"""

from dataclasses import dataclass
from typing import Any

from ctpat_desktop.catalogue.trade import Precheck, load_eligibility
from ctpat_desktop.checklist import Place
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.trade import portal_wording, trade_answers, trade_facts
from ctpat_desktop.services.trade.eligibility_rules import RULES, KnownAnswer
from ctpat_desktop.services.trade.portal_wording import PortalWords
from ctpat_desktop.services.trade.trade_answers import ELIGIBILITY, NOTHING, StoredAnswer
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes

READY, NOT_YET, UNKNOWN = "ready", "not_yet", "unknown"


@dataclass(frozen=True, slots=True)
class Check:
    """One question with its answer: "yes", "no" or "unknown", and how that is known."""

    question: Precheck
    answer: str
    how: str
    improve: str
    place: Place
    known: KnownAnswer
    stored: StoredAnswer
    portal: PortalWords

    @property
    def contradicts(self) -> bool:
        """True where the records say otherwise than the person."""
        typed = "yes" if self.stored.answer == "yes" else "no"
        return bool(self.known.answer and self.stored.answer and typed != self.known.answer)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Every check of one year, in the order of the definition."""

    year: int
    checks: tuple[Check, ...]

    @property
    def result(self) -> str:
        """READY when every answer is Yes, NOT_YET when one is No, else UNKNOWN."""
        answers = {check.answer for check in self.checks}
        return READY if answers == {"yes"} else NOT_YET if "no" in answers else UNKNOWN

    @property
    def to_improve(self) -> tuple[Check, ...]:
        """Every No, what to improve first at the top."""
        return tuple(check for check in self.checks if check.answer == "no")

    @property
    def open(self) -> tuple[Check, ...]:
        """Every question neither records nor people have answered."""
        return tuple(check for check in self.checks if check.answer == "unknown")

    def count(self, answer: str) -> int:
        """Return how many checks have an answer."""
        return sum(check.answer == answer for check in self.checks)


def assess(scope: Scope, year: int = 0) -> Eligibility:
    """Return the eligibility of a company on a day; the year is the day's unless given."""
    year = year or scope.today.year
    read = trade_facts.read(scope, year)
    given = trade_answers.of_year(scope, ELIGIBILITY, year)
    copied = portal_wording.words(scope.workspace)
    checks = tuple(
        _check(
            row,
            RULES[row.rule](read),
            given.get(row.id, NOTHING),
            portal_wording.of(row.id, copied),
        )
        for row in load_eligibility().questions
    )
    return Eligibility(year, checks)


def answer(scope: Scope, question: str, year: int, **values: Any) -> Changes:
    """Keep what a person says to one question: `answer`, `text`, `improve`, `owner`, `due_on`."""
    return trade_answers.give(scope, ELIGIBILITY, question, year, **values)


def _check(row: Precheck, known: KnownAnswer, stored: StoredAnswer, copied: PortalWords) -> Check:
    improve = stored.improve.strip() or row.improve
    place = Place(
        "company" if known.table == "account" else known.table,
        table=known.table,
        record_id=known.record_id,
        field=known.field,
        label=row.text,
    )
    answered, how = _answer(known, stored), _how(known, stored)
    return Check(row, answered, how, improve, place, known, stored, copied)


def _answer(known: KnownAnswer, stored: StoredAnswer) -> str:
    typed = {"": "", "yes": "yes"}.get(stored.answer, "no")
    if "no" in (known.answer, typed):
        return "no"
    return known.answer or typed or "unknown"


def _how(known: KnownAnswer, stored: StoredAnswer) -> str:
    """Return how the answer is known: from the records, from a person, or both."""
    parts = []
    if known.answer:
        parts.append(tr("Known from your records: {words}.").format(words=known.words))
    if stored.answer:
        parts.append(_answer_words(known, stored))
    if not parts:
        return tr("Not known yet: {words}.").format(words=known.words)
    return " ".join(parts)


def _answer_words(known: KnownAnswer, stored: StoredAnswer) -> str:
    day = day_text(stored.answered_on) if stored.answered_on else tr("an earlier day")
    words = tr("You said {answer} on {day}").format(
        answer=tr("Yes") if stored.answer == "yes" else tr("No"), day=day
    )
    if known.answer == "no" and stored.answer == "yes":
        return f"{words}; {tr('the records say otherwise and count')}."
    if known.answer == "yes" and stored.answer != "yes":
        return f"{words}; {tr('that counts until you change it')}."
    return f"{words}."
