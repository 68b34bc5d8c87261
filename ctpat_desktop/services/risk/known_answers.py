"""How far criteria are met by those who hold the goods: partners by their answers, the own sites.

A membership in CTPAT or a recognized program that is proven and current stands for what a partner
was not asked.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.edition import DefinitionError
from ctpat_desktop.catalogue.questionnaires import Questions, from_json
from ctpat_desktop.checklist.partner_scores import POOR, quality
from ctpat_desktop.checklist.risk import Asked, Met
from ctpat_desktop.reading.dossier import Book, read_outline
from ctpat_desktop.records import MraProgram, Partner, PartnerAnswer, PartnerRequest, Response
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.bulk import parts

CURRENT_DAYS = 365
"""Days for which a check of a membership, or an accepted questionnaire, counts; our default."""

STATUS = "3.4"
"""The criterion of the questions that ask for a membership: it tells nothing about the place."""

OF_STATUS = {
    "in_place": Met.MET,
    "partly": Met.PARTLY,
    "planned": Met.MISSING,
    "not_applicable": Met.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True)
class HolderAnswers:
    """What is known of one holder, where it comes from in words, and since when.

    With `is_member` a proven membership stands for everything that was not asked.
    """

    asked: tuple[Asked, ...] = ()
    source: str = ""
    on: date | None = None
    is_member: bool = False


NO_ANSWERS = HolderAnswers()


def of_partners(session: Session, ids: Collection[str], today: date) -> dict[str, HolderAnswers]:
    """Return what is known of partners, by id; one that nothing is known of is left out."""
    reader = _PartnerReader(session, ids, today)
    members, answers = reader.members(), reader.accepted()
    found: dict[str, HolderAnswers] = {}
    for key in ids:
        known = [row for row in (answers.get(key), members.get(key)) if row is not None]
        if known:
            words = "; ".join(row.source for row in known)
            found[key] = HolderAnswers(known[0].asked, words, known[0].on, key in members)
    return found


@dataclass(frozen=True, slots=True)
class _PartnerReader:
    """Reads about some partners; what is older than a year tells nothing."""

    session: Session
    ids: Collection[str]
    today: date

    @property
    def _since(self) -> date:
        return self.today - timedelta(days=CURRENT_DAYS)

    def members(self) -> dict[str, HolderAnswers]:
        """Return the partners whose membership was checked, and not too long ago."""
        found: dict[str, HolderAnswers] = {}
        query = (
            select(Partner.id, Partner.ctpat_status, Partner.monitoring, Partner.checked_on)
            .add_columns(MraProgram.is_counted)
            .outerjoin(MraProgram, MraProgram.id == Partner.program_id)
            .where(Partner.checked_on.between(self._since, self.today))
        )
        for some in parts(tuple(self.ids)):
            for row in self.session.execute(query.where(Partner.id.in_(some))):
                is_certified = row.ctpat_status == "member" and row.monitoring == "certified"
                if is_certified or (row.ctpat_status == "mra" and row.is_counted):
                    words = tr("Membership checked {day}").format(day=day_text(row.checked_on))
                    found[row.id] = HolderAnswers((), words, row.checked_on, is_member=True)
        return found

    def accepted(self) -> dict[str, HolderAnswers]:
        """Return what the newest accepted questionnaire of each partner says."""
        newest: dict[str, PartnerRequest] = {}
        query = select(PartnerRequest).where(PartnerRequest.state == "accepted")
        query = query.order_by(PartnerRequest.returned_on, PartnerRequest.id)
        for some in parts(tuple(self.ids)):
            rows = self.session.scalars(query.where(PartnerRequest.partner_id.in_(some)))
            newest |= {row.partner_id: row for row in rows}
        said = self._answers([row.id for row in newest.values()])
        found = {key: self._read(row, said[row.id]) for key, row in newest.items()}
        return {key: known for key, known in found.items() if known is not None}

    def _answers(self, requests: Sequence[str]) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = defaultdict(dict)
        query = select(PartnerAnswer.partner_request_id, PartnerAnswer.key, PartnerAnswer.value)
        query = query.where(PartnerAnswer.state == "accepted")
        for some in parts(requests):
            mine = PartnerAnswer.partner_request_id.in_(some)
            for request, key, value in self.session.execute(query.where(mine)):
                found[request][key] = value
        return found

    def _read(self, request: PartnerRequest, answers: Mapping[str, str]) -> HolderAnswers | None:
        """Return what the answers say on each criterion; None where they cannot be read."""
        on = request.signed_on or request.returned_on
        if on is None or on < self._since:
            return None
        try:
            questions = _questions(request.definition)
        except DefinitionError:
            return None
        text = tr("Questionnaire {reference} of {day}")
        words = text.format(reference=request.reference, day=day_text(on))
        return HolderAnswers(tuple(_rows(questions, answers, on)), words, on)


@cache
def _questions(definition: str) -> Questions:
    """Read a definition once: most partners got the same one."""
    return from_json(definition)


def _rows(questions: Questions, answers: Mapping[str, str], on: date) -> Iterable[Asked]:
    """Yield each criterion once: a Must if one question on it is, met as its worst answer is."""
    worst: dict[str, Met] = {}
    musts = set[str]()
    for question in questions.asked(answers):
        if question.criterion in ("", STATUS):
            continue
        value = answers.get(question.key, "")
        share = quality(question, value, on)
        met = met_of(share) if value else Met.UNKNOWN
        before = worst.get(question.criterion)
        worst[question.criterion] = met if before is None else max(before, met, key=ORDER.index)
        if question.must:
            musts.add(question.criterion)
    return (Asked(key, key in musts, met) for key, met in worst.items())


ORDER = (Met.NOT_APPLICABLE, Met.MET, Met.UNKNOWN, Met.PARTLY, Met.MISSING)
"""The states of a criterion, the best first."""


def met_of(share: float | None) -> Met:
    """Return how far a criterion is met by an answer that earns this share of the points."""
    if share is None:
        return Met.NOT_APPLICABLE
    if share >= 1:
        return Met.MET
    return Met.MISSING if share < POOR else Met.PARTLY


class OwnAnswers:
    """What the company itself says, as a whole and at single sites."""

    def __init__(self, session: Session, account_id: str, sites: Collection[str]) -> None:
        """Read the account's newest profile, and the answers of these sites."""
        self.book: Book = read_outline(session, account_id, has_sites=False)
        self._of_site = _of_sites(session, self.book.profile.id, sites)

    def at(self, site_id: str) -> HolderAnswers:
        """Return what holds at a site; where it is not answered per site, the company's word."""
        own = self._of_site.get(site_id, {})
        rows = []
        for answer in self.book.asked():
            row, whole = answer.criterion, answer.whole
            response = own.get(row.id) if whole is not None and whole.per_site else whole
            rows.append(Asked(row.id, row.is_must, _status(response)))
        words = tr("Own profile {year}").format(year=self.book.profile.year)
        return HolderAnswers(tuple(rows), words, None)


def _of_sites(
    session: Session, profile_id: str, sites: Collection[str]
) -> dict[str, dict[str, Response]]:
    found: dict[str, dict[str, Response]] = defaultdict(dict)
    for some in parts(tuple(sites)):
        query = select(Response).where(Response.profile_id == profile_id)
        for row in session.scalars(query.where(Response.site_id.in_(some))):
            found[row.site_id or ""][row.criterion] = row
    return found


def _status(response: Response | None) -> Met:
    if response is None:
        return Met.UNKNOWN
    if response.status == "not_applicable" and not response.reason.strip():
        return Met.UNKNOWN
    return OF_STATUS.get(response.status, Met.UNKNOWN)
