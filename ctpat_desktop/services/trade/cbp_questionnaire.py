"""The questionnaire of one year: answers, attachments, what is open and what changed."""

from dataclasses import dataclass
from typing import Any

from ctpat_desktop.catalogue.trade import Head, TradeQuestion, load_questionnaire
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Attachment, TradeAnswer
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.trade import portal_wording, trade_answers
from ctpat_desktop.services.trade.portal_wording import PortalWords
from ctpat_desktop.services.trade.trade_answers import (
    NOTHING,
    QUESTIONNAIRE,
    TABLE,
    Document,
    StoredAnswer,
)
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes

OPEN, TO_CONFIRM, ANSWERED = "open", "to_confirm", "answered"
COPIED = ("answer", "text", "improve", "owner", "due_on")


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question with this year's answer and last year's beside it."""

    question: TradeQuestion
    portal: PortalWords
    stored: StoredAnswer
    before: StoredAnswer

    @property
    def state(self) -> str:
        """Whether the question is OPEN, TO_CONFIRM or ANSWERED."""
        if not self.stored.is_given:
            return OPEN
        return ANSWERED if self.stored.is_confirmed else TO_CONFIRM

    @property
    def lacks_document(self) -> bool:
        """True where the answer claims something and encloses nothing."""
        return self.stored.answer in ("yes", "partly") and not self.stored.documents

    @property
    def lacks_improvement(self) -> bool:
        """True where the answer is No or Partly and nothing says what will be done."""
        return self.stored.answer in ("no", "partly") and not self.stored.improve.strip()

    @property
    def changed(self) -> tuple[str, ...]:
        """What differs from last year: "answer", "text" or "documents"."""
        if not self.before.is_given or not self.stored.is_given:
            return ()
        pairs = (
            ("answer", self.stored.answer, self.before.answer),
            ("text", self.stored.text.strip(), self.before.text.strip()),
            ("documents", _ids(self.stored), _ids(self.before)),
        )
        return tuple(name for name, now, then in pairs if now != then)


@dataclass(frozen=True, slots=True)
class HeadRows:
    """One head with its questions."""

    head: Head
    rows: tuple[QuestionRow, ...]

    @property
    def answered(self) -> int:
        """How many questions are answered and confirmed."""
        return sum(row.state == ANSWERED for row in self.rows)

    @property
    def total(self) -> int:
        """How many questions the head has."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class YearAnswers:
    """The questionnaire of one year."""

    year: int
    heads: tuple[HeadRows, ...]

    def rows(self) -> tuple[QuestionRow, ...]:
        """Return every question in order."""
        return tuple(row for head in self.heads for row in head.rows)

    def row(self, question: str) -> QuestionRow:
        """Return one question by id."""
        return next(row for row in self.rows() if row.question.id == question)

    @property
    def answered(self) -> int:
        """How many questions are answered and confirmed."""
        return sum(head.answered for head in self.heads)

    @property
    def total(self) -> int:
        """How many questions there are."""
        return sum(head.total for head in self.heads)

    @property
    def to_copy(self) -> int:
        """How many answers of last year could be carried over."""
        return sum(row.before.is_given and not row.stored.is_given for row in self.rows())


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One line of the list of attachments: what is asked for and what is enclosed."""

    question: str
    number: str
    asked: str
    documents: tuple[Document, ...]
    is_missing: bool


def read(scope: Scope, year: int) -> YearAnswers:
    """Return the questionnaire of a year with the answers of the year before beside it."""
    now = trade_answers.of_year(scope, QUESTIONNAIRE, year)
    then = trade_answers.of_year(scope, QUESTIONNAIRE, year - 1)
    kept = portal_wording.words(scope.workspace)

    def row(question: TradeQuestion) -> QuestionRow:
        key = question.id
        given, before = now.get(key, NOTHING), then.get(key, NOTHING)
        words = portal_wording.of(key, kept, question.portal_number)
        return QuestionRow(question, words, given, before)

    heads = load_questionnaire().heads
    return YearAnswers(
        year, tuple(HeadRows(head, tuple(map(row, head.questions))) for head in heads)
    )


def answer(scope: Scope, question: str, year: int, **values: Any) -> Changes:
    """Keep an answer: `answer`, `text`, `improve`, `owner`, `due_on`; it counts as confirmed."""
    return trade_answers.give(scope, QUESTIONNAIRE, question, year, **values)


def confirm(scope: Scope, question: str, year: int) -> Changes:
    """Say that an answer carried over still holds."""
    return trade_answers.give(scope, QUESTIONNAIRE, question, year)


def copy_last_year(scope: Scope, year: int) -> Changes:
    """Carry last year's answers and documents over to open questions, to be confirmed.

    One undo step.
    """
    questions = read(scope, year).rows()
    wanted = [row for row in questions if row.before.is_given and not row.stored.is_given]
    with scope.workspace.work(tr("Copy the answers of {year}").format(year=year - 1)) as unit:
        for row in wanted:
            key = row.question.id
            made = trade_answers.existing(unit.session, scope.company_id, QUESTIONNAIRE, key, year)
            if made is None:
                made = TradeAnswer(id=new_id(), company_id=scope.company_id, list=QUESTIONNAIRE)
                made.question, made.year = key, year
                unit.session.add(made)
            for name in COPIED:
                setattr(made, name, getattr(row.before, name))
            there = {document.id for document in row.stored.documents}
            for place, document in enumerate(row.before.documents):
                if document.id not in there:
                    unit.session.add(_attachment(scope.company_id, made.id, document.id, place))
    return unit.changes


def attachments_list(read: YearAnswers) -> tuple[Enclosed, ...]:
    """Return, per question, the document asked for and what is enclosed."""
    return tuple(
        Enclosed(
            row.question.id,
            row.portal.number,
            row.question.attachment,
            row.stored.documents,
            row.lacks_document,
        )
        for row in read.rows()
    )


def _attachment(company_id: str, record_id: str, evidence_id: str, place: int) -> Attachment:
    return Attachment(
        company_id=company_id,
        table_name=TABLE,
        record_id=record_id,
        evidence_id=evidence_id,
        position=place,
    )


def _ids(stored: StoredAnswer) -> frozenset[str]:
    return frozenset(document.id for document in stored.documents)
