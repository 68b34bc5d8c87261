"""One year's risk assessment as it stands: every chain and leg with its ratings, and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.checklist import risk
from ctpat_desktop.checklist.risk import Asked, Level, Met, Rating
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Action,
    Partner,
    RiskAssessment,
    RiskChain,
    RiskLeg,
    Site,
    ThreatRating,
    VulnerabilityRating,
)
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.services.risk.known_answers import (
    NO_ANSWERS,
    HolderAnswers,
    OwnAnswers,
    of_partners,
)
from ctpat_desktop.support.choosing import find_one
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace.bulk import parts

Threats: TypeAlias = Mapping[str, ThreatRating]
"""The rating of each kind of threat, by the kind; an own kind goes by its words."""

LegName: TypeAlias = tuple[str, str]
"""What a leg is called, whatever the year: the name of its chain, and its own."""

REST = Asked("", is_must=True, met=Met.UNKNOWN)
"""What own judgments leave open at a leg nobody has answered for: they alone make nothing low."""

OfLeg = TypeVar("OfLeg", Action, VulnerabilityRating)


@dataclass(frozen=True, slots=True)
class LegView:
    """One leg: who holds the goods, what threatens it, how vulnerable it is, and the risk."""

    leg: RiskLeg
    chain: str
    """What its chain is called."""
    holder: str
    threats: Threats
    threat: Rating
    known: HolderAnswers
    asked: tuple[Asked, ...]
    judged: Mapping[str, VulnerabilityRating]
    """Where a person judged otherwise, by criterion."""
    vulnerability: Rating
    risk: Rating
    actions: tuple[Action, ...]

    @property
    def gaps(self) -> tuple[Asked, ...]:
        """The criteria that are missing or only partly met, the Musts first."""
        rows = [row for row in self.asked if row.met in (Met.MISSING, Met.PARTLY)]
        return tuple(sorted(rows, key=lambda row: (not row.is_must, row.met is Met.PARTLY)))

    @property
    def lacks_action(self) -> bool:
        """Whether the leg is high and nothing is planned, or was done, about it."""
        return self.risk.level is Level.HIGH and not self.actions


@dataclass(frozen=True, slots=True)
class ChainView:
    """One chain with its legs in their order, and the risk of the whole."""

    chain: RiskChain
    legs: tuple[LegView, ...]
    risk: Rating

    @property
    def threat(self) -> Rating:
        """The highest threat on it."""
        return risk.highest(leg.threat for leg in self.legs)

    @property
    def vulnerability(self) -> Rating:
        """Its weakest leg."""
        return risk.highest(leg.vulnerability for leg in self.legs)


@dataclass(frozen=True, slots=True)
class Assessed:
    """An assessment with its chains, those of the highest risk first."""

    assessment: RiskAssessment
    chains: tuple[ChainView, ...]

    @property
    def legs(self) -> tuple[LegView, ...]:
        """Every leg of every chain."""
        return tuple(leg for chain in self.chains for leg in chain.legs)

    @property
    def unrated(self) -> int:
        """How many legs have no rating of threat or vulnerability: no field of the heat map."""
        return sum(None in (leg.threat.level, leg.vulnerability.level) for leg in self.legs)


def newest(scope: Scope) -> RiskAssessment | None:
    """Return the assessment of the latest year; None while there is none."""
    rows = every(scope)
    return rows[0] if rows else None


def every(scope: Scope) -> Sequence[RiskAssessment]:
    """Return all assessments of the company, the latest first."""
    query = (
        select(RiskAssessment)
        .where(RiskAssessment.company_id == scope.company_id)
        .order_by(RiskAssessment.year.desc().nulls_last(), RiskAssessment.id)
    )
    with scope.workspace.read() as session:
        return session.scalars(query).all()


def of_record(scope: Scope, record_id: str) -> str:
    """Return the id of the assessment that a chain or a leg is part of; "" where it is gone."""
    with scope.workspace.read() as session:
        leg = session.get(RiskLeg, record_id)
        chain = session.get(RiskChain, leg.risk_chain_id if leg else record_id)
        return chain.risk_assessment_id if chain else ""


def read(scope: Scope, assessment_id: str, only: str = "") -> Assessed:
    """Read one assessment with everything that is known about its legs on the day of the scope.

    With `only` it is one of its chains, by id; none where that is gone.
    """
    with scope.workspace.read() as session:
        assessment = existing(session, "risk_assessment", assessment_id)
        if not isinstance(assessment, RiskAssessment):
            raise TypeError(assessment_id)
        chains = [row for row in _chains(session, assessment_id) if only in ("", row.id)]
        legs = _legs(session, [chain.id for chain in chains])
        every_leg = [leg for rows in legs.values() for leg in rows]
        reader = _Reader(session, scope, assessment_id, every_leg)
        before, names = _open_before(session, assessment), {row.id: row.name for row in chains}
        for leg in every_leg:
            reader.plan(leg, before.get((names[leg.risk_chain_id], leg.name), ()))
        views = [
            _chain(chain, [reader.view(leg, chain.name) for leg in legs[chain.id]])
            for chain in chains
        ]
    return Assessed(assessment, _sorted(views))


def with_chain(scope: Scope, assessed: Assessed, chain_id: str) -> Assessed:
    """Return an assessment with one of its chains read anew."""
    fresh = read(scope, assessed.assessment.id, chain_id).chains
    new = {view.chain.id: view for view in fresh}
    return replace(assessed, chains=_sorted(new.get(v.chain.id, v) for v in assessed.chains))


def _sorted(views: Iterable[ChainView]) -> tuple[ChainView, ...]:
    """Return chains with the highest risk first, else in the order of the list."""
    known = sorted(views, key=lambda view: (view.chain.position, view.chain.name, view.chain.id))
    return tuple(sorted(known, key=lambda view: -_weight(view.risk)))


def called(scope: Scope, assessment_id: str, name: str) -> ChainView:
    """Return a chain of an assessment by name; Problem lists the names there are."""
    choices = [((view.chain.name,), view) for view in read(scope, assessment_id).chains]
    return find_one(name, choices, tr("chain"))


def _weight(rating: Rating) -> float:
    """Order ratings: a level before what is only known to be at least that, not rated last."""
    return float(rating.level or 0) or (rating.at_least or 0) - 0.5


def _chain(chain: RiskChain, legs: Sequence[LegView]) -> ChainView:
    return ChainView(chain, tuple(legs), risk.highest(leg.risk for leg in legs))


def _chains(session: Session, assessment_id: str) -> Sequence[RiskChain]:
    query = select(RiskChain).where(RiskChain.risk_assessment_id == assessment_id)
    return session.scalars(query.order_by(RiskChain.position, RiskChain.name, RiskChain.id)).all()


def _legs(session: Session, chains: Sequence[str]) -> dict[str, list[RiskLeg]]:
    found: dict[str, list[RiskLeg]] = defaultdict(list)
    for some in parts(chains):
        query = select(RiskLeg).where(RiskLeg.risk_chain_id.in_(some))
        for leg in session.scalars(query.order_by(RiskLeg.position, RiskLeg.id)):
            found[leg.risk_chain_id].append(leg)
    return found


def _open_before(session: Session, now: RiskAssessment) -> Mapping[LegName, list[Action]]:
    """Return the open actions of the legs of earlier years, by the names of chain and leg."""
    found: dict[LegName, list[Action]] = defaultdict(list)
    query = (
        select(Action, RiskChain.name, RiskLeg.name)
        .join(RiskLeg, RiskLeg.id == Action.risk_leg_id)
        .join(RiskChain, RiskChain.id == RiskLeg.risk_chain_id)
        .join(RiskAssessment, RiskAssessment.id == RiskChain.risk_assessment_id)
        .where(RiskAssessment.company_id == now.company_id, RiskAssessment.year < now.year)
        .where(Action.status == "open")
    )
    for action, chain, leg in session.execute(query.order_by(Action.due_on, Action.id)):
        found[chain, leg].append(action)
    return found


class _Reader:
    """What the legs of one assessment need, each table read once."""

    def __init__(
        self, session: Session, scope: Scope, assessment_id: str, legs: Sequence[RiskLeg]
    ) -> None:
        ids = [leg.id for leg in legs]
        partners = {leg.partner_id for leg in legs if leg.partner_id}
        sites = {leg.site_id for leg in legs if leg.site_id}
        self._names = {**_names(session, Partner, partners), **_names(session, Site, sites)}
        self._partners = of_partners(session, partners, scope.today)
        self._own = OwnAnswers(session, scope.account_id, sites) if sites else None
        self._sites = {key: self._own.at(key) for key in sites} if self._own else {}
        self._threats = _ThreatTable(session, assessment_id)
        self._judged = _by_leg(session, VulnerabilityRating, ids)
        self._actions = _by_leg(session, Action, ids)

    def plan(self, leg: RiskLeg, before: Iterable[Action]) -> None:
        """Let what was planned in an earlier year, and is open still, count for a leg."""
        self._actions[leg.id] += before

    def view(self, leg: RiskLeg, chain: str) -> LegView:
        """Return one leg with its ratings."""
        threats = self._threats.at(leg)
        known = self._known(leg)
        judged = {row.criterion: row for row in self._judged.get(leg.id, ())}
        asked = _with_judgments(known.asked, judged.values())
        threat = risk.threat({key: Level.named(row.level) for key, row in threats.items()})
        weighed = asked if known.asked or known.is_member else (*asked, REST)
        vulnerable = _vulnerability(weighed, is_member=known.is_member)
        has_gap = risk.lacks_must(asked)
        return LegView(
            leg,
            chain,
            self._names.get(leg.partner_id or leg.site_id or "", "") or leg.firm,
            threats,
            threat,
            known,
            asked,
            judged,
            vulnerable,
            risk.combined(threat, vulnerable, has_gap=has_gap),
            tuple(row for row in self._actions.get(leg.id, ()) if row.status != "dropped"),
        )

    def _known(self, leg: RiskLeg) -> HolderAnswers:
        if leg.partner_id:
            return self._partners.get(leg.partner_id, NO_ANSWERS)
        return self._sites.get(leg.site_id or "", NO_ANSWERS)


def _vulnerability(asked: Collection[Asked], *, is_member: bool) -> Rating:
    """Return how vulnerable a leg is; a proven member vouches for what is not known."""
    if not is_member:
        return risk.vulnerability(asked)
    rating = risk.vulnerability(row for row in asked if row.met is not Met.UNKNOWN)
    return rating if rating.level is not None else Rating(rating.at_least or Level.LOW)


def _with_judgments(
    asked: Iterable[Asked], judged: Iterable[VulnerabilityRating]
) -> tuple[Asked, ...]:
    """Return the criteria with those a person judged otherwise; a new one counts as a Must."""
    rows = {row.criterion: row for row in asked}
    for own in judged:
        before = rows.get(own.criterion)
        is_must = before.is_must if before else True
        rows[own.criterion] = Asked(own.criterion, is_must, Met(own.state or Met.UNKNOWN))
    return tuple(rows.values())


class _ThreatTable:
    """The ratings of one assessment: that of a leg goes before its place's and its country's."""

    def __init__(self, session: Session, assessment_id: str) -> None:
        self._rows: dict[tuple[str, str, str], dict[str, ThreatRating]] = defaultdict(dict)
        query = select(ThreatRating).where(ThreatRating.risk_assessment_id == assessment_id)
        for row in session.scalars(query.order_by(ThreatRating.rated_on, ThreatRating.id)):
            key = (row.risk_leg_id or "", row.country, folded(row.place))
            where = (key[0], "", "") if key[0] else key
            self._rows[where][kind_of(row)] = row

    def at(self, leg: RiskLeg) -> Threats:
        """Return the rating of each kind that holds at a leg."""
        country = self._rows.get(("", leg.country, ""), {})
        place = self._rows.get(("", leg.country, folded(leg.place)), {}) if leg.place else {}
        rows = {**country, **place, **self._rows.get((leg.id, "", ""), {})}
        return dict(sorted(rows.items(), key=lambda row: kind_order(row[0])))


def kind_of(row: ThreatRating) -> str:
    """Return the kind of threat; an own kind goes by its words."""
    return row.own_threat.strip() if row.threat == "other" and row.own_threat else row.threat


def kind_order(kind: str) -> tuple[int, str]:
    """Order kinds of threat: those the program knows first, then the own ones by name."""
    known = kind in risk.THREATS
    return (risk.THREATS.index(kind) if known else len(risk.THREATS), kind)


def kind_text(kind: str) -> str:
    """Return a kind of threat in words."""
    known = kind in risk.THREATS or kind == "other"
    return choice_text("threat_rating", "threat", kind) if known else kind


def rating_text(rating: Rating) -> str:
    """Return a rating in words, such as "High" or "Not rated (at least Medium)"."""
    if rating.level is not None:
        return level_text(rating.level)
    if rating.at_least is None or rating.at_least is Level.LOW:
        return tr("Not rated")
    return tr("Not rated (at least {level})").format(level=level_text(rating.at_least))


def year_text(row: RiskAssessment) -> str:
    """Return what an assessment is called in a choice: its year, and whether it is approved."""
    return f"{row.year} · {tr('approved') if row.approved_on else tr('open')}"


def level_text(level: Level) -> str:
    """Return a level in words."""
    return choice_text("threat_rating", "level", level.value_text)


def source_text(row: ThreatRating) -> str:
    """Return where a rating comes from, with its day."""
    return ", ".join(filter(None, (row.source, day_text(row.source_on) if row.source_on else "")))


def _names(
    session: Session, kind: type[Partner] | type[Site], ids: Collection[str]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in parts(tuple(ids)):
        rows = session.execute(select(kind.id, kind.name).where(kind.id.in_(some)))
        found |= {row[0]: row[1] for row in rows}
    return found


def _by_leg(session: Session, kind: type[OfLeg], ids: Sequence[str]) -> dict[str, list[OfLeg]]:
    found: dict[str, list[OfLeg]] = defaultdict(list)
    for some in parts(ids):
        for row in session.scalars(select(kind).where(kind.risk_leg_id.in_(some))):
            found[row.risk_leg_id or ""].append(row)
    return found
