"""Everything the records say about Trade Compliance, read at once for the rules that judge it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.trade import load_questionnaire
from ctpat_desktop.checklist.register_facts import Limits
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Account,
    BestPractice,
    Bond,
    ChainNode,
    CodeOfConduct,
    Contact,
    Contract,
    CoveredIor,
    DiligenceLetter,
    Disclosure,
    Identifier,
    InternalControl,
    OfficerAuthority,
    Partner,
    Record,
    Remediation,
    RiskOrigin,
    SelfTest,
    SessionTopic,
    SupplyChain,
    Topic,
    TradeAnswer,
    TradeChange,
    TradeMembership,
    TradeRisk,
    TrainingSession,
)
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.registers.facts.query import STANDS, one_of
from ctpat_desktop.services.trade import duties

Kind = TypeVar("Kind", bound=Record)
Rows = tuple[Kind, ...]
FORCED_LABOR = ("forced labor", "forced labour", "travail forc", "trabajo forz")
"""How the title of a training names forced labor, in small letters."""


@dataclass(frozen=True, slots=True)
class TradeState:
    """One company's records of Trade Compliance on a day; `names` are words for linked records."""

    today: date
    year: int
    limits: Limits
    account: Account | None
    membership: TradeMembership | None
    iors: Rows[CoveredIor]
    bonds: Rows[Bond]
    authorities: Rows[OfficerAuthority]
    risks: Rows[TradeRisk]
    controls: Rows[InternalControl]
    tests: Rows[SelfTest]
    disclosures: Rows[Disclosure]
    letter: duties.Duty | None
    changes: Rows[TradeChange]
    chains: Rows[SupplyChain]
    nodes: Rows[ChainNode]
    codes: Rows[CodeOfConduct]
    diligence: Rows[DiligenceLetter]
    remediations: Rows[Remediation]
    practices: Rows[BestPractice]
    origins: Rows[RiskOrigin]
    labor_sessions: Rows[TrainingSession]
    makers: int
    makers_told: int
    asked: int
    answered: int
    names: dict[str, str]

    @property
    def joining(self) -> Rows[CoveredIor]:
        """The importer of record numbers that join."""
        return tuple(row for row in self.iors if row.is_selected)

    def number(self, ior: CoveredIor) -> str:
        """Return the number of one IOR, or the name of its holder."""
        return self.names.get(ior.identifier_id or "", "") or ior.legal_name


def read(scope: Scope, year: int = 0) -> TradeState:
    """Read everything of one company; the year is that of the day unless another is given."""
    year = year or scope.today.year
    limits = Limits(**settings.group(scope.workspace, "rules"))
    letter = _letter(scope)
    with scope.workspace.read() as session:
        every = _reader(session, scope.company_id)
        told, makers = _makers(session, scope.company_id)
        return TradeState(
            today=scope.today,
            year=year,
            limits=limits,
            account=session.get(Account, scope.account_id) if scope.account_id else None,
            membership=_membership(every(TradeMembership)),
            iors=every(CoveredIor),
            bonds=every(Bond),
            authorities=every(OfficerAuthority),
            risks=every(TradeRisk),
            controls=every(InternalControl),
            tests=every(SelfTest),
            disclosures=every(Disclosure),
            letter=letter,
            changes=every(TradeChange),
            chains=every(SupplyChain),
            nodes=every(ChainNode),
            codes=every(CodeOfConduct),
            diligence=every(DiligenceLetter),
            remediations=every(Remediation),
            practices=every(BestPractice),
            origins=every(RiskOrigin),
            labor_sessions=_labor_sessions(session, scope.company_id),
            makers=makers,
            makers_told=told,
            asked=len(load_questionnaire().questions()),
            answered=_answered(session, scope.company_id, year),
            names=_names(session, scope.company_id),
        )


def _letter(scope: Scope) -> duties.Duty | None:
    """Return the duty of the annual letter, where it has begun."""
    found = duties.of_company(scope) if scope.account_id else ()
    return next((row for row in found if row.key == "letter"), None)


def _reader(session: Session, company_id: str) -> Any:
    def every(kind: type[Kind]) -> Rows[Kind]:
        column = kind.__table__.c.company_id
        wanted = select(kind).where(column == company_id).order_by(kind.position, kind.id)
        return tuple(session.scalars(wanted).all())

    return every


def _membership(rows: Rows[TradeMembership]) -> TradeMembership | None:
    """Return the membership that counts: the one that stands best, else any."""
    best = [row for standing in STANDS for row in rows if row.status == standing]
    return next(iter((*best, *rows)), None)


def _speaks(title: Any) -> Any:
    """Tell whether a title names forced labor, in a language of the screens."""
    return or_(*(func.lower(title).contains(words) for words in FORCED_LABOR))


def _labor_sessions(session: Session, company_id: str) -> Rows[TrainingSession]:
    """Return the trainings whose title or topics speak of forced labor."""
    taught = (
        select(SessionTopic.training_session_id)
        .join(Topic, Topic.id == SessionTopic.topic_id)
        .where(Topic.company_id == company_id, _speaks(Topic.title))
    )
    title = _speaks(TrainingSession.title)
    wanted = select(TrainingSession).where(
        TrainingSession.company_id == company_id, title | TrainingSession.id.in_(taught)
    )
    order = wanted.order_by(TrainingSession.held_on, TrainingSession.id)
    return tuple(session.scalars(order).all())


def _makers(session: Session, company_id: str) -> tuple[int, int]:
    """Return how many active makers were told about forced labor, and how many there are."""
    told = (
        select(DiligenceLetter.id)
        .where(
            DiligenceLetter.partner_id == Partner.id, DiligenceLetter.kind.in_(("letter", "clause"))
        )
        .exists()
    )
    bound = (
        select(Contract.id)
        .where(Contract.partner_id == Partner.id, Contract.has_labor_terms)
        .exists()
    )
    makers = select(func.count(Partner.id)).where(
        Partner.company_id == company_id,
        Partner.status == "active",
        one_of(Partner.roles, "manufacturer", "supplier"),
    )
    return session.scalar(makers.where(told | bound)) or 0, session.scalar(makers) or 0


def _answered(session: Session, company_id: str, year: int) -> int:
    """Return how many questions of the questionnaire are answered and confirmed for a year."""
    wanted = select(func.count(TradeAnswer.question.distinct())).where(
        TradeAnswer.company_id == company_id,
        TradeAnswer.list == "questionnaire",
        TradeAnswer.year == year,
        TradeAnswer.answer != "",
        TradeAnswer.answered_on.is_not(None),
        TradeAnswer.question.in_([row.id for row in load_questionnaire().questions()]),
    )
    return session.scalar(wanted) or 0


def _names(session: Session, company_id: str) -> dict[str, str]:
    """Return IOR numbers, contacts and the partners letters went to, by id."""
    numbers = select(Identifier.id, Identifier.value).where(Identifier.company_id == company_id)
    people = select(Contact).where(Contact.company_id == company_id)
    named = {row[0]: row[1] for row in session.execute(numbers)}
    named |= {row.id: row.full_name for row in session.scalars(people)}
    told = select(Partner.id, Partner.name).where(
        Partner.id.in_(
            select(DiligenceLetter.partner_id).where(DiligenceLetter.company_id == company_id)
        )
    )
    return named | {row[0]: row[1] for row in session.execute(told)}
