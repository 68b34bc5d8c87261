"""The yearly duties of a Trade Compliance member: what is due when, and where it is done."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.trade import load_questionnaire
from ctpat_desktop.checklist import Place
from ctpat_desktop.checklist.training import months_after
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Account,
    AnnualLetter,
    Disclosure,
    Packet,
    RulingRequest,
    SelfTest,
    TradeAnswer,
    TradeChange,
    TradeMembership,
    TradeRisk,
)
from ctpat_desktop.records.companies import CompanyPart
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts import settings as options
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.due import Due, with_lateness
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.bulk import parts

MEMBERS = ("applied", "accepted")
SOON = 90
"""Days before a due day from which a duty is announced; app default."""
WATCHED = (
    *("packet", "trade_membership", "trade_answer", "annual_letter", "trade_risk", "self_test"),
    *("disclosure", "ruling_request", "trade_change", "setting"),
)
"""Tables the days depend on."""

Part = TypeVar("Part", bound=CompanyPart)


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: `due_on` is None where it waits for something; `basis` says where the day is from.

    `done_on` is the day it was last done.
    """

    key: str
    title: str
    due_on: date | None
    done_on: date | None
    basis: str
    place: Place

    def is_overdue(self, today: date) -> bool:
        """Tell whether the day has passed."""
        return self.due_on is not None and self.due_on < today

    def is_soon(self, today: date) -> bool:
        """Tell whether the day is near."""
        return self.due_on is not None and today <= self.due_on <= today + timedelta(days=SOON)


def of_company(scope: Scope) -> tuple[Duty, ...]:
    """Return the duties of an account, the nearest first; none before it applies."""
    with scope.workspace.read() as session:
        company_id = session.get_one(Account, scope.account_id).company_id
        found = of_companies(session, {company_id: scope.account_id}, scope.today)
    return found[company_id]


def of_companies(
    session: Session, accounts: Mapping[str, str], today: date
) -> dict[str, tuple[Duty, ...]]:
    """Return the same of several companies, each with the account that signs its packets."""
    settings = options.group_of(session, "trade")
    kept = _Records(session, accounts)
    found = {}
    for company_id, account_id in accounts.items():
        reader = _Reader(kept, company_id, account_id, settings, today)
        rows = list(reader.duties()) if reader.is_member() else []
        found[company_id] = tuple(sorted(rows, key=lambda row: row.due_on or date.max))
    return found


def members(session: Session) -> list[str]:
    """Return the ids of the companies of a file that have duties."""
    query = select(TradeMembership.company_id).where(TradeMembership.status.in_(MEMBERS))
    return list(session.scalars(query.distinct()))


def pdf(scope: Scope) -> bytes:
    """Return the list of duties as a PDF."""
    from ctpat_desktop.documents.registers.register_reports import Report, report_tree
    from ctpat_desktop.services.accounts.paper import dossier_pdf, note_of

    read = companies.dossier(scope.workspace, scope.account_id)
    rows = tuple(
        (
            with_lateness(paper_text(row.due_on), Due(row.due_on, scope.today)),
            row.title,
            paper_text(row.done_on),
            row.basis,
        )
        for row in of_company(scope)
    )
    heads = (tr("Due on"), tr("Duty"), tr("Last done"), tr("Basis"))
    about = tr("Days are the program's defaults or what the company entered; CBP's letters decide.")
    report = Report("duties", tr("Duties of the year"), about, heads, rows)
    tree = report_tree(report, note_of(read.company.name, scope.today))
    return dossier_pdf(read, tree, report.title, scope.today)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When letters fall due: months after acceptance for the first, months between the others."""

    first_months: int
    months: int

    def next_after(self, accepted_on: date, first_on: date | None, after: date | None) -> date:
        """Return the first due day after a day; the very first one where none was sent."""
        first = first_on or months_after(accepted_on, self.first_months)
        due, turns = first, 0
        while after is not None and due <= after:
            turns += 1
            due = months_after(first, turns * self.months)
        return due

    def answered_by(self, sent_on: date) -> date:
        """Return the last due day a letter without one can have answered: half a turn later."""
        return months_after(sent_on, self.months // 2)


class _Records:
    """The records of some companies that are read for all of them at once."""

    def __init__(self, session: Session, companies: Iterable[str]) -> None:
        self.session = session
        self._companies = tuple(companies)
        self._rows: dict[type[CompanyPart], dict[str, list[CompanyPart]]] = {}

    def all(self, kind: type[Part], company_id: str) -> list[Part]:
        """Return the records of a kind of one company, in their order."""
        if kind not in self._rows:
            self._rows[kind] = self._read(kind)
        return cast("list[Part]", self._rows[kind].get(company_id, []))

    def _read(self, kind: type[Part]) -> dict[str, list[CompanyPart]]:
        found: dict[str, list[CompanyPart]] = {}
        for some in parts(self._companies):
            query = select(kind).where(kind.company_id.in_(some))
            for row in self.session.scalars(query.order_by(kind.position, kind.id)):
                found.setdefault(row.company_id, []).append(row)
        return found


class _Reader:
    """Reads what the duties of one company depend on."""

    def __init__(
        self,
        records: _Records,
        company_id: str,
        account_id: str,
        settings: dict[str, int],
        today: date,
    ) -> None:
        self._records, self._session = records, records.session
        self._company_id, self._account_id = company_id, account_id
        self._settings, self._today = settings, today
        self._membership = next(iter(self._all(TradeMembership)), None)

    def is_member(self) -> bool:
        """Tell whether the company applied or was accepted."""
        return self._membership is not None and self._membership.status in MEMBERS

    def duties(self) -> Iterator[Duty]:
        """Yield every duty, in no order."""
        membership = self._membership
        if membership is None:
            return
        yield self._agreement(membership)
        yield self._questionnaire(membership)
        if membership.accepted_on is not None:
            yield self._letter(membership, membership.accepted_on)
        yield self._assessment()
        yield self._testing()
        yield from self._disclosures()
        yield from self._rulings()
        yield from self._changes()

    def _all(self, kind: type[Part]) -> list[Part]:
        return self._records.all(kind, self._company_id)

    def _agreement(self, membership: TradeMembership) -> Duty:
        query = select(Packet).where(
            Packet.account_id == self._account_id, Packet.state == "signed"
        )
        last = self._session.scalars(query.order_by(Packet.signed_on.desc())).first()
        due = last.renewal_on if last is not None else membership.accepted_on
        return Duty(
            "mou",
            tr("Officer signs the MOU again"),
            due or self._today,
            last.signed_on if last is not None else None,
            tr("{months} months after the last signature (our default)").format(
                months=self._settings["renewal_months"]
            ),
            Place("packets"),
        )

    def _questionnaire(self, membership: TradeMembership) -> Duty:
        done = self._answered_on()
        due = months_after(done, 12) if done else membership.accepted_on
        return Duty(
            "questionnaire",
            tr("Questionnaire and attachments brought up to date"),
            due or self._today,
            done,
            tr("12 months after the newest answer of a year with every question answered"),
            Place("trade", table="trade_answer"),
        )

    def _answered_on(self) -> date | None:
        """Return the newest day of the years whose questions are all answered and confirmed."""
        answer = TradeAnswer
        asked = [row.id for row in load_questionnaire().questions()]
        query = (
            select(func.max(answer.answered_on))
            .where(answer.company_id == self._company_id, answer.list == "questionnaire")
            .where(answer.answer != "", answer.answered_on.is_not(None))
            .where(answer.question.in_(asked))
            .group_by(answer.year)
            .having(func.count(answer.question.distinct()) >= len(asked))
        )
        return max(filter(None, self._session.scalars(query)), default=None)

    def _letter(self, membership: TradeMembership, accepted_on: date) -> Duty:
        query = select(AnnualLetter).where(
            AnnualLetter.company_id == self._company_id, AnnualLetter.sent_on.is_not(None)
        )
        last = self._session.scalars(query.order_by(AnnualLetter.sent_on.desc())).first()
        agreed = select(AnnualLetter.due_on).where(
            AnnualLetter.company_id == self._company_id,
            AnnualLetter.sent_on.is_(None),
            AnnualLetter.due_on.is_not(None),
        )
        rhythm = Rhythm(self._settings["first_letter_months"], self._settings["letter_months"])
        after = None
        if last is not None and last.sent_on is not None:
            after = last.due_on or rhythm.answered_by(last.sent_on)
        return Duty(
            "letter",
            tr("Annual Notification Letter"),
            self._session.scalar(agreed.order_by(AnnualLetter.due_on))
            or rhythm.next_after(accepted_on, membership.first_letter_on, after),
            last.sent_on if last is not None else None,
            tr("{first} months after acceptance, then every {next} (older rule)").format(
                first=rhythm.first_months, next=rhythm.months
            ),
            Place("annual", table="annual_letter"),
        )

    def _assessment(self) -> Duty:
        done = max(
            (row.assessed_on for row in self._all(TradeRisk) if row.assessed_on), default=None
        )
        return Duty(
            "risk",
            tr("Compliance risk assessment"),
            months_after(done, 12) if done else self._today,
            done,
            tr("every year"),
            Place("controls", table="trade_risk"),
        )

    def _testing(self) -> Duty:
        rows = self._all(SelfTest)
        open_days = [row.planned_on for row in rows if row.planned_on and row.done_on is None]
        done = max((row.done_on for row in rows if row.done_on), default=None)
        due = min(open_days, default=months_after(done, 12) if done else self._today)
        return Duty(
            "self_test",
            tr("Self-testing"),
            due,
            done,
            tr("as planned, at least every year"),
            Place("controls", table="self_test"),
        )

    def _disclosures(self) -> Iterator[Duty]:
        days = self._settings["disclosure_days"]
        for row in self._all(Disclosure):
            if row.notified_on is None or row.disclosed_on is not None or row.state != "open":
                continue
            yield Duty(
                "disclosure",
                tr("Prior disclosure: {title}").format(title=row.title),
                row.due_on or row.notified_on + timedelta(days=days),
                None,
                tr("{days} days after CBP pointed it out").format(days=days),
                Place("controls", table="disclosure", record_id=row.id),
            )

    def _rulings(self) -> Iterator[Duty]:
        days = self._settings["ruling_days"]
        for row in self._all(RulingRequest):
            if row.asked_on is None or row.answered_on is not None or row.state == "withdrawn":
                continue
            yield Duty(
                "ruling",
                tr("Answer of CBP: {title}").format(title=row.subject),
                row.expected_on or row.asked_on + timedelta(days=days),
                None,
                tr("{days} days for members").format(days=days),
                Place("annual", table="ruling_request", record_id=row.id),
            )

    def _changes(self) -> Iterator[Duty]:
        for row in self._all(TradeChange):
            if row.is_major and row.reported_on is None:
                yield Duty(
                    "change",
                    tr("Report to CBP: {what}").format(what=row.what),
                    row.report_by or row.happened_on,
                    None,
                    tr("major changes are reported at once"),
                    Place("annual", table="trade_change", record_id=row.id),
                )
