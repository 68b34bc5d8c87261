"""What a person says about a leg: the level of its threats, own judgments, and what is done."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.checklist.risk import THREATS, Met
from ctpat_desktop.reading import editions
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Action,
    CriterionOverlay,
    RiskChain,
    RiskLeg,
    ThreatRating,
    VulnerabilityRating,
)
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.registers import locks
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.own_name import own_name
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace.changes import Changes

STATES = tuple(one.value for one in Met if one is not Met.UNKNOWN)
"""How far a person can judge that a criterion is met."""


class Reach(StrEnum):
    """What a rating of a threat holds for."""

    COUNTRY = "country"
    PLACE = "place"
    LEG = "leg"


@dataclass(frozen=True, slots=True)
class ThreatWords:
    """Levels by kind of threat ("" takes the rating away), with their source, its day, and why."""

    levels: dict[str, str]
    source: str
    source_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Judgment:
    """How a person judges a criterion at a leg."""

    criterion: str
    state: str
    how: str
    reason: str


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """What is to be done about a leg, by whom and until when; "" is no single criterion."""

    title: str
    owner: str
    due: date | None
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class LegRatings:
    """What a person says about one leg; each thing said is a step of its own to undo."""

    scope: Scope
    leg_id: str

    def rate(self, reach: Reach, words: ThreatWords) -> Changes:
        """Rate threats at the leg, its place or its country.

        Problem where nothing is rated, or a level has no source, no day or no reason.
        """
        if not words.levels:
            raise Problem(tr("No level was changed."), tr("Nothing was rated."))
        if any(words.levels.values()):
            _refuse_bare(self.scope, words)
        with self.scope.workspace.work(tr("Rate threats")) as unit:
            where = _Where(unit.session, self._open_leg(unit.session), reach)
            known = where.known()
            for kind, level in words.levels.items():
                row = known.get(kind)
                if not level:
                    if row is not None:
                        unit.session.delete(row)
                    continue
                if row is None:
                    row = where.blank(kind)
                    unit.session.add(row)
                row.level, row.source, row.source_on = level, words.source.strip(), words.source_on
                row.reason, row.rated_by = words.reason.strip(), own_name()
                row.rated_on = self.scope.today
        return unit.changes

    def judge(self, words: Judgment) -> Changes:
        """Judge a criterion; Problem without one there is, how far it is met, or a reason."""
        nothing = tr("Nothing was kept.")
        if not words.criterion:
            raise Problem(tr("The criterion is missing."), nothing)
        if words.state not in STATES:
            raise Problem(tr("It is not said how far it is met."), nothing)
        if not words.reason:
            raise Problem(tr("It is not said why."), nothing)
        title = tr("Judge {criterion}").format(criterion=words.criterion)
        with self.scope.workspace.work(title) as unit:
            leg = self._open_leg(unit.session)
            if not self._is_criterion(unit.session, words.criterion):
                text = tr("There is no criterion {number}.").format(number=words.criterion)
                raise Problem(text, tr("Write its number, such as 6.1.") + " " + nothing)
            row = self._judged(unit.session, words.criterion)
            if row is None:
                known = {"risk_leg_id": leg.id, "criterion": words.criterion}
                row = VulnerabilityRating(id=new_id(), company_id=leg.company_id, **known)
                unit.session.add(row)
            row.state, row.how, row.reason = words.state, words.how, words.reason
            row.judged_by, row.judged_on = own_name(), self.scope.today
        return unit.changes

    def take_back(self, criterion: str) -> Changes:
        """Let the answers decide on a criterion again."""
        with self.scope.workspace.work(tr("Take judgment back")) as unit:
            self._open_leg(unit.session)
            row = self._judged(unit.session, criterion)
            if row is not None:
                unit.session.delete(row)
        return unit.changes

    def plan(self, words: ActionPlan) -> Changes:
        """Add a corrective action; Problem without a title or an owner."""
        nothing = tr("Nothing was added.")
        if not words.title.strip():
            raise Problem(tr("It is not said what is to be done."), nothing)
        if not words.owner.strip():
            raise Problem(tr("Nobody is named who does it."), nothing)
        with self.scope.workspace.work(tr("Add corrective action")) as unit:
            leg = self._leg(unit.session)
            unit.session.add(
                Action(
                    id=new_id(),
                    company_id=leg.company_id,
                    risk_leg_id=leg.id,
                    partner_id=leg.partner_id,
                    site_id=leg.site_id,
                    title=words.title.strip(),
                    criterion=words.criterion,
                    source="risk",
                    severity="must",
                    owner=words.owner.strip(),
                    due_on=words.due,
                    status="open",
                )
            )
        return unit.changes

    def _is_criterion(self, session: Session, number: str) -> bool:
        """Return whether a number is one of the edition's, or one of the account's own rows."""
        account_id = self.scope.account_id
        own = select(CriterionOverlay.id).where(
            CriterionOverlay.account_id == account_id, CriterionOverlay.criterion == number
        )
        is_known = number in editions.of_account(session, account_id).ids
        return is_known or session.scalars(own).first() is not None

    def _open_leg(self, session: Session) -> RiskLeg:
        """Return the leg; Problem where its assessment is approved."""
        locks.refuse_approved(session, "risk_leg", [self.leg_id], {})
        return self._leg(session)

    def _leg(self, session: Session) -> RiskLeg:
        found = existing(session, "risk_leg", self.leg_id)
        if not isinstance(found, RiskLeg):
            raise TypeError(self.leg_id)
        return found

    def _judged(self, session: Session, criterion: str) -> VulnerabilityRating | None:
        query = select(VulnerabilityRating).where(
            VulnerabilityRating.risk_leg_id == self.leg_id,
            VulnerabilityRating.criterion == criterion,
        )
        return session.scalars(query).first()


def _refuse_bare(scope: Scope, words: ThreatWords) -> None:
    nothing = tr("Nothing was rated.")
    if not words.source.strip():
        raise Problem(tr("The source is missing."), nothing)
    if words.source_on is None:
        raise Problem(tr("The edition or date of the source is missing."), nothing)
    if words.source_on > scope.today:
        raise Problem(tr("The date of the source lies in the future."), nothing)
    if not words.reason.strip():
        raise Problem(tr("It is not said why."), nothing)


class _Where:
    """What a rating holds for: a leg, its place or its country, in one assessment."""

    def __init__(self, session: Session, leg: RiskLeg, reach: Reach) -> None:
        self._session, self._leg, self._reach = session, leg, reach
        self._assessment = session.get_one(RiskChain, leg.risk_chain_id).risk_assessment_id

    def known(self) -> dict[str, ThreatRating]:
        """Return the ratings that hold for just this, by kind."""
        leg = self._leg
        mine = ThreatRating.risk_assessment_id == self._assessment
        if self._reach is Reach.LEG:
            here = select(ThreatRating).where(mine, ThreatRating.risk_leg_id == leg.id)
            rows = list(self._session.scalars(here))
        else:
            place = folded(leg.place) if self._reach is Reach.PLACE else ""
            here = select(ThreatRating).where(mine, ThreatRating.risk_leg_id.is_(None))
            found = self._session.scalars(here.where(ThreatRating.country == leg.country))
            rows = [row for row in found if folded(row.place) == place]
        return {row.own_threat or row.threat: row for row in rows}

    def blank(self, kind: str) -> ThreatRating:
        """Return a new rating without a level."""
        leg, is_known = self._leg, kind in THREATS
        return ThreatRating(
            id=new_id(),
            company_id=leg.company_id,
            risk_assessment_id=self._assessment,
            country=leg.country,
            place=leg.place if self._reach is not Reach.COUNTRY else "",
            risk_leg_id=leg.id if self._reach is Reach.LEG else None,
            threat=kind if is_known else "other",
            own_threat="" if is_known else kind,
        )
