"""What an import of answers would do with each: new, the same, different, or refused and why.

Values only: what is stored and what was found come in, nothing is read or written here.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from ctpat_desktop.catalogue.answer_words import answer_words, without_reason
from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.catalogue.portal_text import fold
from ctpat_desktop.catalogue.values import value_text
from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.exchange.profile.found import (
    FoundAnswer,
    FoundAnswers,
    FoundRemark,
    KnownCriteria,
)
from ctpat_desktop.reading.dossier import Book
from ctpat_desktop.reading.statements import Stated, Statements
from ctpat_desktop.records import Response
from ctpat_desktop.services.importing.dates import Order, Unfit, order_of, read_date
from ctpat_desktop.services.importing.outcomes import Change, Outcome
from ctpat_desktop.services.importing.statement_plans import StatementPlan, plans
from ctpat_desktop.services.registers import not_applicable
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import folded, spaced

Key = tuple[str, str | None]
"""A criterion, and a site or None for the company as a whole."""
FIELDS = ("status", "narrative", "reason", "owner", "reviewed_on", "target_on")
_EMPTY = ("", None, "not_started")
_WHOLE = frozenset(
    {"all", "all sites", "every site", "company", "whole company", "corporate", "n a", "todos"}
    | {"todas", "todos los sitios", "toda la empresa", "empresa", "tous", "tous les sites"}
)
"""What stands in a column of sites where the company as a whole is meant."""
_INDEXED = re.compile(r"E\d{1,4} (?=\S)")
"""The number of a document in the program's own reports."""


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """One answer of a document and what happens to it.

    `values` are the fields it would write, `was` what stands there, `documents` the ids of library
    documents it names and that are not linked yet, `response_id` is "" where none is stored.
    """

    answer: FoundAnswer
    title: str
    outcome: Outcome
    reason: str = ""
    site_id: str | None = None
    response_id: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    was: Mapping[str, Any] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    statements: tuple[StatementPlan, ...] = ()

    @property
    def key(self) -> Key:
        """The criterion and site it is about."""
        return self.answer.criterion, self.site_id

    @property
    def number(self) -> str:
        """The criterion, and the site where it is about one."""
        return " · ".join(filter(None, (self.answer.criterion, self.answer.site)))

    def promise(self) -> tuple[Any, ...]:
        """Return what was shown to the person: it must still be so when the answer is written."""
        own = (self.outcome, self.response_id, dict(self.values), dict(self.was))
        return *own, self.documents, self.statements

    def changes(self) -> tuple[Change, ...]:
        """Return what it says differently, by field in the order of the form, then by statement."""
        form = load_form("response")
        fields = tuple(
            Change(
                asked.key,
                tr(asked.label),
                value_text(asked, self.was[asked.key]) if _is_said(self.was[asked.key]) else "",
                value_text(asked, self.values[asked.key]),
            )
            for asked in form.fields
            if asked.key in self.values
        )
        stated = (row for row in self.statements if row.outcome is not Outcome.SAME)
        return *fields, *(change for row in stated for change in row.changes())


@dataclass(frozen=True, slots=True)
class StoredAnswers:
    """What is stored by criterion and site: the responses, and the ids of their documents."""

    responses: Mapping[Key, Response]
    links: Mapping[Key, set[str]]
    stated: Statements = field(default_factory=dict)


class Planner:
    """Goes through the answers of one document once."""

    def __init__(
        self, book: Book, known: KnownCriteria, stored: StoredAnswers, order: Order
    ) -> None:
        """Take the account, what is stored there, and how dates such as 03/04/2026 are meant."""
        self.book, self.known, self.stored, self.order = book, known, stored, order
        self.titles = {row.criterion.id: row.criterion.title for row in book.answers}
        self.sites = {folded(site.name): site.id for site in book.sites}
        self.documents = _documents(book)
        self.remarks: list[FoundRemark] = []
        self.taken: dict[Key, str] = {}

    def run(self, answer: FoundAnswers) -> tuple[AnswerPlan, ...]:
        """Decide on every answer; remarks are gathered along the way."""
        if self.order is Order.UNKNOWN:
            self.order = order_of(row.reviewed_on for row in answer.answers)
        return tuple(map(self._plan, answer.answers))

    def _plan(self, answer: FoundAnswer) -> AnswerPlan:
        title = self.titles.get(answer.criterion, "")
        plan = AnswerPlan(answer, title, Outcome.SAME)
        why = answer.refused or self._unknown(answer.criterion)
        if why:
            return replace(plan, outcome=Outcome.REFUSED, reason=why)
        if answer.says_nothing:
            return replace(plan, reason=tr("There is nothing but the number."))
        site_id, why = self._site(answer)
        key = (answer.criterion, site_id)
        if not why and key in self.taken:
            why = tr("{criterion} stands there already ({taken}); only one is taken.").format(
                criterion=answer.criterion, taken=self.taken[key]
            )
        if why:
            return replace(plan, outcome=Outcome.REFUSED, reason=why, site_id=site_id)
        self.taken[key] = answer.place
        return self._against(replace(plan, site_id=site_id), self.stored.responses.get(key))

    def _unknown(self, number: str) -> str:
        if number in self.known.numbers:
            return ""
        kind = self.book.edition.entity(self.book.account.entity).title
        if number in self.known.others:
            return tr("{number} is not asked of this kind of member ({kind}).").format(
                number=number, kind=kind
            )
        return tr("There is no criterion {number}.").format(number=number)

    def _site(self, answer: FoundAnswer) -> tuple[str | None, str]:
        """Return the site an answer is about, and why it is none."""
        name = folded(answer.site)
        if not name or name in self.sites:
            return self.sites.get(name), ""
        if name in _WHOLE or name == folded(self.book.company.name):
            return None, ""
        return None, tr("This company has no site “{site}”.").format(site=spaced(answer.site)[:60])

    def _against(self, plan: AnswerPlan, there: Response | None) -> AnswerPlan:
        given = self._stored_values(plan.answer, there)
        stored = {key: getattr(there, key) if there else _EMPTY[key in _DAYS] for key in given}
        values = {
            key: value
            for key, value in given.items()
            if not _same(stored[key], value, is_plain=plan.answer.is_plain)
        }
        was = {key: stored[key] for key in values}
        response_id = there.id if there else ""
        linked = self.stored.links.get(plan.key, set())
        documents = tuple(row for row in self._named(plan.answer) if row not in linked)
        stated = self._stated(plan.answer, self.stored.stated.get(response_id, ()))
        outcomes = {row.outcome for row in stated}
        outcome = Outcome.SAME
        if values or documents or outcomes - {Outcome.SAME}:
            replaces = any(_is_said(value) for value in was.values())
            is_other = replaces or Outcome.DIFFERS in outcomes
            outcome = Outcome.DIFFERS if is_other else Outcome.NEW
        return replace(
            plan,
            outcome=outcome,
            response_id=response_id,
            values=values,
            was=was,
            documents=documents,
            statements=stated,
        )

    def _stated(self, answer: FoundAnswer, stored: Sequence[Stated]) -> tuple[StatementPlan, ...]:
        """Say what would happen to each statement of an answer."""

        def named(names: Sequence[str]) -> list[str]:
            return self._named(replace(answer, evidence=tuple(names)))

        rows = tuple(replace(row, text=_trimmed(row.text)) for row in answer.statements)
        return plans(rows, stored, named, partial(_same, is_plain=answer.is_plain))

    def _stored_values(self, answer: FoundAnswer, there: Response | None) -> dict[str, Any]:
        """Return the fields an answer fills, as they would be stored."""
        status, reason, narrative = self._status(answer), answer.reason, answer.narrative
        kept = there.reason if there else ""
        if status == not_applicable.STATUS and not (reason or kept or "").strip():
            if _is_own_gap(answer.status):
                status = ""
            elif narrative.strip():
                self._say(answer, "status", tr("The words were taken as why it does not apply."))
                reason, narrative = narrative, ""
            else:
                words = tr("Why it does not apply is missing; the status is left as it is.")
                self._say(answer, "status", words)
                status = ""
        given = {
            "status": status,
            "narrative": _trimmed(narrative),
            "reason": _trimmed(reason),
            "owner": spaced(answer.owner),
            "reviewed_on": self._day(answer, "reviewed_on"),
            "target_on": self._day(answer, "target_on"),
        }
        return {key: value for key, value in given.items() if _is_said(value)}

    def _status(self, answer: FoundAnswer) -> str:
        word = answer.status.strip()
        status = answer_words().status(word)
        if word and not status:
            shown = spaced(word)[:60]
            self._say(
                answer,
                "status",
                tr("“{shown}” is no status; the status is left as it is.").format(shown=shown),
            )
        return status

    def _day(self, answer: FoundAnswer, key: str) -> date | None:
        cell = getattr(answer, key)
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            return None
        try:
            return read_date(cell, self.order)
        except Unfit as error:
            self._say(answer, key, tr("{error}; left as it is.").format(error=error))
            return None

    def _named(self, answer: FoundAnswer) -> list[str]:
        """Return the documents of the library that an answer names."""
        ids = list[str]()
        for name in answer.evidence:
            hits = self.documents.get(folded(name)) or self.documents.get(
                folded(_INDEXED.sub("", name))
            )
            if hits and len(hits) == 1:
                ids += hits
                continue
            several = tr("“{name}” is several documents of the library; nothing was linked.")
            none = tr("“{name}” is no document of the library; nothing was linked.")
            text = (several if hits else none).format(name=spaced(name)[:80])
            self._say(answer, "evidence", text)
        return list(dict.fromkeys(ids))

    def _say(self, answer: FoundAnswer, key: str, text: str) -> None:
        self.remarks.append(FoundRemark(answer.row, text, key, answer.place))


_DAYS = frozenset({"reviewed_on", "target_on"})


def _documents(book: Book) -> dict[str, list[str]]:
    """Return the ids of the library's documents by folded title and file name."""
    found: dict[str, list[str]] = {}
    for document in book.evidence:
        for name in {folded(document.title), folded(document.filename)} - {""}:
            found.setdefault(name, []).append(document.id)
    return found


def _is_own_gap(status: str) -> bool:
    """Return whether a report of the program itself says that the reason is missing."""
    return folded(status) in without_reason()


def _is_said(value: Any) -> bool:
    return value not in _EMPTY


def _trimmed(text: str) -> str:
    """Return a text as typed, without empty lines at its ends."""
    return printable(text).strip("\n").rstrip()


def _same(there: Any, value: Any, *, is_plain: bool) -> bool:
    """Return whether a value says what is stored.

    Texts may differ in spaces around lines and in the number of empty lines; where the
    document has the simple letters of the portal, also in the signs that stand for others there.
    """
    if not isinstance(there, str) or not isinstance(value, str):
        return bool(there == value)
    if _lines(there) == _lines(value):
        return True
    return is_plain and fold(there) == fold(value)


def _lines(text: str) -> str:
    lines = (line.strip() for line in printable(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def stored_report(
    document: FoundAnswers, rows: Sequence[AnswerPlan], taken: Sequence[AnswerPlan]
) -> str:
    """Return the details of an import as they are kept in the file."""
    took = {id(row) for row in taken}
    details = {
        "ignored": document.ignored,
        "remarks": [
            {"row": row.row, "field": row.field, "text": row.text} for row in document.remarks
        ],
        "taken": [row.number for row in taken],
        "refused": [
            {"row": row.answer.row, "reason": row.reason or tr("not chosen")}
            for row in rows
            if id(row) not in took and row.outcome is not Outcome.SAME
        ],
    }
    return json.dumps(details, ensure_ascii=False)
