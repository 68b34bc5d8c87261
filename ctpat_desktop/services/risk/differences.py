"""What an assessment says otherwise than the one before: chains, legs, holders, threats."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RiskAssessment, RiskChain, RiskLeg, ThreatRating
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.services.risk.assessments import kind_text
from ctpat_desktop.services.risk.drawing import where
from ctpat_desktop.support.language import tr

Key = tuple[str, ...]
"""What a row is called, so that the same one is known in another year."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """An assessment beside the one before: which year that is of, and what differs."""

    year: int
    sentences: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What differs, or that nothing does."""
        return self.sentences or (tr("Chains, legs and threats are the same."),)


def compared(scope: Scope, assessment_id: str) -> Comparison | None:
    """Return what differs from the assessment of an earlier year; None for the first."""
    with scope.workspace.read() as session:
        now = existing(session, "risk_assessment", assessment_id)
        if not isinstance(now, RiskAssessment):
            raise TypeError(assessment_id)
        query = select(RiskAssessment).where(
            RiskAssessment.company_id == now.company_id, RiskAssessment.year < now.year
        )
        last = session.scalars(query.order_by(RiskAssessment.year.desc())).first()
        if last is None or last.year is None:
            return None
        old, new = _Rows(session, last.id), _Rows(session, assessment_id)
    return Comparison(last.year, (*_chains(old, new), *_legs(old, new), *_threats(old, new)))


class _Rows:
    """The rows of one assessment, by what they are called."""

    def __init__(self, session: Session, assessment_id: str) -> None:
        mine = RiskChain.risk_assessment_id == assessment_id
        chains = session.scalars(select(RiskChain).where(mine).order_by(RiskChain.position)).all()
        self.chains = {chain.id: chain.name for chain in chains}
        query = select(RiskLeg).join(RiskChain, RiskChain.id == RiskLeg.risk_chain_id).where(mine)
        rows = session.scalars(query.order_by(RiskChain.position, RiskLeg.position)).all()
        self.legs = {(self.chains[leg.risk_chain_id], leg.name): leg for leg in rows}
        places = {leg.id: f"{self.chains[leg.risk_chain_id]}, {leg.name}" for leg in rows}
        threats = select(ThreatRating).where(ThreatRating.risk_assessment_id == assessment_id)
        self.threats: dict[Key, str] = {}
        for row in session.scalars(threats.order_by(ThreatRating.position, ThreatRating.id)):
            place = places.get(row.risk_leg_id or "", "") or where(row.place, row.country)
            self.threats[row.own_threat or kind_text(row.threat), place] = row.level


def _chains(old: _Rows, new: _Rows) -> Iterator[str]:
    names, known = list(new.chains.values()), set(old.chains.values())
    for name in names:
        if name not in known:
            yield tr("New chain: {name}").format(name=name)
    for name in old.chains.values():
        if name not in names:
            yield tr("Chain left out: {name}").format(name=name)


def _legs(old: _Rows, new: _Rows) -> Iterator[str]:
    """Yield what differs on the chains of both years."""
    both = set(old.chains.values()) & set(new.chains.values())
    for key, leg in new.legs.items():
        if key[0] in both and key not in old.legs:
            yield tr("{chain}: new leg {leg}").format(chain=key[0], leg=key[1])
        elif key in old.legs and _holder(leg) != _holder(old.legs[key]):
            yield tr("{chain}, {leg}: another holds the goods").format(chain=key[0], leg=key[1])
    for key in old.legs:
        if key[0] in both and key not in new.legs:
            yield tr("{chain}: leg left out: {leg}").format(chain=key[0], leg=key[1])


def _holder(leg: RiskLeg) -> Key:
    return (leg.partner_id or "", leg.site_id or "", leg.firm.strip())


def _threats(old: _Rows, new: _Rows) -> Iterator[str]:
    for key in dict.fromkeys((*new.threats, *old.threats)):
        levels = _level(old.threats, key), _level(new.threats, key)
        if levels[0] != levels[1]:
            text = tr("{threat} in {place}: {old} before, {new} now")
            yield text.format(threat=key[0], place=key[1], old=levels[0], new=levels[1])


def _level(threats: Mapping[Key, str], key: Key) -> str:
    level = threats.get(key, "")
    return choice_text("threat_rating", "level", level) if level else tr("not rated")
