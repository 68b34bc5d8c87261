"""The newest accepted answers of every partner by criterion, read in one pass."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.edition import DefinitionError
from ctpat_desktop.catalogue.questionnaires import AnswerKind, Question, Questions, from_json
from ctpat_desktop.checklist.partner_facts import AnswersFact, Link
from ctpat_desktop.checklist.partner_scores import quality
from ctpat_desktop.checklist.risk import Asked, Met
from ctpat_desktop.records import Action, PartnerAnswer, PartnerRequest
from ctpat_desktop.services.risk.known_answers import ORDER, STATUS, met_of
from ctpat_desktop.support.language import tr


def accepted(session: Session, company_id: str) -> dict[str, AnswersFact]:
    """Return what the newest accepted questionnaire of each partner says."""
    query = select(
        PartnerRequest.id,
        PartnerRequest.partner_id,
        PartnerRequest.reference,
        PartnerRequest.checksum,
        PartnerRequest.signed_on,
        PartnerRequest.returned_on,
    ).where(PartnerRequest.company_id == company_id, PartnerRequest.state == "accepted")
    rows = session.execute(query.order_by(PartnerRequest.returned_on, PartnerRequest.id))
    newest = {row.partner_id: row for row in rows}
    if not newest:
        return {}
    reader = _Answers(session, company_id)
    values, mended = reader.values(), reader.mended()
    facts = {}
    for key, row in newest.items():
        judge = reader.judge(row)
        if judge is not None:
            on = row.signed_on or row.returned_on
            facts[key] = AnswersFact(
                tuple(judge.asked(values.get(row.id, {}), on)),
                on,
                row.reference,
                mended=frozenset(
                    criterion
                    for criterion, day in mended.get(key, ())
                    if on is None or day is None or day >= on
                ),
                returned_on=row.returned_on,
                link=Link("partner_request", row.id, _words(row)),
            )
    return facts


def _words(row: Any) -> str:
    return tr("Questionnaire {reference}").format(reference=row.reference)


@dataclass
class _Answers:
    """Reads answers, closed actions and definitions; most partners got the same definition."""

    session: Session
    company_id: str
    judges: dict[str, "_Judge | None"] = field(default_factory=dict)

    def values(self) -> Mapping[str, dict[str, str]]:
        """Return the accepted answers by request and question."""
        rows: dict[str, dict[str, str]] = defaultdict(dict)
        query = select(PartnerAnswer.partner_request_id, PartnerAnswer.key, PartnerAnswer.value)
        here = (PartnerAnswer.company_id == self.company_id, PartnerAnswer.state == "accepted")
        for request, key, value in self.session.execute(query.where(*here)):
            rows[request][key] = value
        return rows

    def mended(self) -> Mapping[str, list[tuple[str, date | None]]]:
        """Return the criteria of corrective actions proven and closed, by partner."""
        rows: dict[str, list[tuple[str, date | None]]] = defaultdict(list)
        query = select(Action.partner_id, Action.criterion, Action.verified_on, Action.done_on)
        here = (Action.company_id == self.company_id, Action.status == "verified")
        for row in self.session.execute(query.where(*here, Action.partner_id.is_not(None))):
            if row.criterion:
                rows[row.partner_id].append((row.criterion, row.verified_on or row.done_on))
        return rows

    def judge(self, row: Any) -> "_Judge | None":
        """Return what judges the answers to a request; None where its questions are unreadable."""
        key = row.checksum or row.id
        if key not in self.judges:
            query = select(PartnerRequest.definition).where(PartnerRequest.id == row.id)
            try:
                self.judges[key] = _Judge(from_json(self.session.scalar(query) or ""))
            except DefinitionError:
                self.judges[key] = None
        return self.judges[key]


@dataclass
class _Judge:
    """Judges answers to the same questions; an answer once judged is remembered."""

    questions: Questions
    known: dict[tuple[str, str], Met] = field(default_factory=dict)

    def asked(self, answers: Mapping[str, str], on: date | None) -> Iterator[Asked]:
        """Yield each criterion once: a Must if one question is, met as its worst answer is."""
        worst: dict[str, Met] = {}
        musts = set[str]()
        for question in self.questions.asked(answers):
            criterion = question.criterion
            if criterion in ("", STATUS):
                continue
            met = self._met(question, answers.get(question.key, ""), on)
            before = worst.get(criterion)
            worst[criterion] = met if before is None else max(before, met, key=ORDER.index)
            if question.must:
                musts.add(criterion)
        return (Asked(key, key in musts, met) for key, met in worst.items())

    def _met(self, question: Question, value: str, on: date | None) -> Met:
        if not value:
            return Met.UNKNOWN
        if question.kind is AnswerKind.DATE:
            return met_of(quality(question, value, on)) if on else Met.UNKNOWN
        key = (question.key, value)
        if key not in self.known:
            self.known[key] = met_of(quality(question, value, on or date.min))
        return self.known[key]
