"""What a person says about a leg: the level of its threats, own judgments, and what is done."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.checklist.risk import THREATS
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Action,
    RiskChain,
    RiskLeg,
    ThreatRating,
    VulnerabilityRating,
)
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.lock_file import user


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


def rate(scope: Scope, leg_id: str, reach: Reach, words: ThreatWords) -> Changes:
    """Rate threats at a leg, its place or its country; one step to undo.

    Problem where nothing is rated, or a level has no source, no day or no reason.
    """
    nothing = tr("Nothing was rated.")
    if not words.levels:
        raise Problem(tr("No level was changed."), nothing)
    if any(words.levels.values()):
        _refuse_bare(scope, words, nothing)
    with scope.workspace.work(tr("Rate threats")) as unit:
        session = unit.session
        leg = _leg(session, leg_id)
        chain = session.get_one(RiskChain, leg.risk_chain_id)
        known = _of_reach(session, chain.risk_assessment_id, leg, reach)
        for kind, level in words.levels.items():
            row = known.get(kind)
            if not level:
                if row is not None:
                    session.delete(row)
                continue
            if row is None:
                row = _blank(scope, chain.risk_assessment_id, leg, reach, kind)
                session.add(row)
            row.level, row.source, row.source_on = level, words.source.strip(), words.source_on
            row.reason, row.rated_by, row.rated_on = words.reason.strip(), user(), scope.today
    return unit.changes


def _refuse_bare(scope: Scope, words: ThreatWords, nothing: str) -> None:
    if not words.source.strip():
        raise Problem(tr("The source is missing."), nothing)
    if words.source_on is None:
        raise Problem(tr("The edition or date of the source is missing."), nothing)
    if words.source_on > scope.today:
        raise Problem(tr("The date of the source lies in the future."), nothing)
    if not words.reason.strip():
        raise Problem(tr("It is not said why."), nothing)


def _of_reach(
    session: Session, assessment_id: str, leg: RiskLeg, reach: Reach
) -> dict[str, ThreatRating]:
    """Return the ratings that hold for just this, by kind."""
    query = select(ThreatRating).where(ThreatRating.risk_assessment_id == assessment_id)
    if reach is Reach.LEG:
        rows = list(session.scalars(query.where(ThreatRating.risk_leg_id == leg.id)))
    else:
        place = folded(leg.place) if reach is Reach.PLACE else ""
        here = query.where(ThreatRating.risk_leg_id.is_(None), ThreatRating.country == leg.country)
        rows = [row for row in session.scalars(here) if folded(row.place) == place]
    return {row.own_threat or row.threat: row for row in rows}


def _blank(scope: Scope, assessment_id: str, leg: RiskLeg, reach: Reach, kind: str) -> ThreatRating:
    is_known = kind in THREATS
    return ThreatRating(
        id=new_id(),
        company_id=scope.company_id,
        risk_assessment_id=assessment_id,
        country=leg.country,
        place=leg.place if reach is not Reach.COUNTRY else "",
        risk_leg_id=leg.id if reach is Reach.LEG else None,
        threat=kind if is_known else "other",
        own_threat="" if is_known else kind,
    )


def judge(scope: Scope, leg_id: str, words: Judgment) -> Changes:
    """Judge a criterion at a leg; Problem without a criterion or a reason."""
    nothing = tr("Nothing was kept.")
    if not words.criterion:
        raise Problem(tr("The criterion is missing."), nothing)
    if not words.reason:
        raise Problem(tr("It is not said why."), nothing)
    with scope.workspace.work(tr("Judge {criterion}").format(criterion=words.criterion)) as unit:
        _leg(unit.session, leg_id)
        row = _judged(unit.session, leg_id, words.criterion)
        if row is None:
            row = VulnerabilityRating(
                id=new_id(),
                company_id=scope.company_id,
                risk_leg_id=leg_id,
                criterion=words.criterion,
            )
            unit.session.add(row)
        row.state, row.how, row.reason = words.state, words.how, words.reason
        row.judged_by, row.judged_on = user(), scope.today
    return unit.changes


def take_judgment_back(scope: Scope, leg_id: str, criterion: str) -> Changes:
    """Let the answers decide on a criterion again."""
    with scope.workspace.work(tr("Take judgment back")) as unit:
        row = _judged(unit.session, leg_id, criterion)
        if row is not None:
            unit.session.delete(row)
    return unit.changes


def plan(scope: Scope, leg_id: str, words: ActionPlan) -> Changes:
    """Add a corrective action for a leg; Problem without a title or an owner."""
    nothing = tr("Nothing was added.")
    if not words.title.strip():
        raise Problem(tr("It is not said what is to be done."), nothing)
    if not words.owner.strip():
        raise Problem(tr("Nobody is named who does it."), nothing)
    with scope.workspace.work(tr("Add corrective action")) as unit:
        leg = _leg(unit.session, leg_id)
        unit.session.add(
            Action(
                id=new_id(),
                company_id=scope.company_id,
                risk_leg_id=leg_id,
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


def _judged(session: Session, leg_id: str, criterion: str) -> VulnerabilityRating | None:
    query = select(VulnerabilityRating).where(
        VulnerabilityRating.risk_leg_id == leg_id, VulnerabilityRating.criterion == criterion
    )
    return session.scalars(query).first()


def _leg(session: Session, leg_id: str) -> RiskLeg:
    found = existing(session, "risk_leg", leg_id)
    if not isinstance(found, RiskLeg):
        raise TypeError(leg_id)
    return found
