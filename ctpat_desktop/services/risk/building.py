"""Chains built from what is known already: partners, sites, and the chains of forced labor."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import ChainNode, Partner, RiskChain, RiskLeg, Site, SupplyChain
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.registers import locks
from ctpat_desktop.services.registers.records import existing, remove_deep
from ctpat_desktop.services.risk import onward
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes

MODE_OF_ROLE = {
    "highway_carrier": "truck",
    "drayage": "truck",
    "rail_carrier": "rail",
    "sea_carrier": "sea",
    "air_carrier": "air",
}
"""How goods move with a partner of a role; with all others they are at rest."""


@dataclass(frozen=True, slots=True)
class Builder:
    """Changes the chains of one company; each change is a step of its own to undo."""

    scope: Scope

    def add_chain(self, assessment_id: str, **values: Any) -> str:
        """Add a chain to an assessment and return its id."""
        key = new_id()
        with self.scope.workspace.work(tr("Add cargo chain")) as unit:
            existing(unit.session, "risk_assessment", assessment_id)
            values["name"] = _new_name(unit.session, assessment_id, values.get("name", ""))
            place = _next(unit.session, RiskChain, RiskChain.risk_assessment_id == assessment_id)
            unit.session.add(
                RiskChain(
                    id=key,
                    company_id=self.scope.company_id,
                    risk_assessment_id=assessment_id,
                    position=place,
                    **values,
                )
            )
        return key

    def take_chain(self, assessment_id: str, supply_chain_id: str) -> str:
        """Make a cargo chain of one of forced labor: a leg for each of its firms; return its id."""
        key = new_id()
        with self.scope.workspace.work(tr("Use a forced-labor chain")) as unit:
            session = unit.session
            chain = existing(session, "supply_chain", supply_chain_id)
            if not isinstance(chain, SupplyChain):
                raise TypeError(supply_chain_id)
            name = _new_name(session, assessment_id, chain.name)
            place = _next(session, RiskChain, RiskChain.risk_assessment_id == assessment_id)
            session.add(
                RiskChain(
                    id=key,
                    company_id=self.scope.company_id,
                    risk_assessment_id=assessment_id,
                    name=name,
                    goods=chain.goods,
                    origin=chain.region,
                    supply_chain_id=chain.id,
                    position=place,
                )
            )
            session.flush()
            nodes = session.scalars(
                select(ChainNode)
                .where(ChainNode.supply_chain_id == supply_chain_id)
                .order_by(ChainNode.tier.desc().nulls_last(), ChainNode.position, ChainNode.id)
            )
            session.add_all(_of_firms(self.scope.company_id, key, nodes))
        return key

    def rename_chain(self, chain_id: str, name: str) -> Changes:
        """Give a chain another name; one that is taken gets a number."""
        with self.scope.workspace.work(tr("Rename cargo chain")) as unit:
            chain = existing(unit.session, "risk_chain", chain_id)
            if not isinstance(chain, RiskChain):
                raise TypeError(chain_id)
            if name.strip() != chain.name:
                chain.name = _new_name(unit.session, chain.risk_assessment_id, name)
        return unit.changes

    def remove_chain(self, chain_id: str) -> Changes:
        """Take a chain away with its legs; undo brings all of it back."""
        with self.scope.workspace.work(tr("Remove cargo chain")) as unit:
            locks.refuse_approved(unit.session, "risk_chain", [chain_id])
            remove_deep(unit.session, existing(unit.session, "risk_chain", chain_id))
        return unit.changes

    def add_leg(self, chain_id: str, **values: Any) -> str:
        """Add a leg at the end of a chain, the leg that was last goes on to it; return its id.

        With `partner_id` or `site_id` its name, place and mode are those of the record. Legs are
        connected by their names, so a name that is taken gets a number.
        """
        key = new_id()
        with self.scope.workspace.work(tr("Add leg")) as unit:
            session = unit.session
            existing(session, "risk_chain", chain_id)
            locks.refuse_addition(session, "risk_leg", [{"risk_chain_id": chain_id}])
            values = _defaults(session, values) | values
            mine = RiskLeg.risk_chain_id == chain_id
            legs = session.scalars(select(RiskLeg).where(mine).order_by(RiskLeg.position)).all()
            values["name"] = _free(values.get("name", ""), [leg.name for leg in legs])
            if legs and not legs[-1].goes_to.strip():
                legs[-1].goes_to = values["name"]
            place = _next(session, RiskLeg, mine)
            session.add(
                RiskLeg(
                    id=key,
                    company_id=self.scope.company_id,
                    risk_chain_id=chain_id,
                    position=place,
                    **values,
                )
            )
        return key

    def connect(self, leg_id: str, to_id: str) -> Changes:
        """Let the goods of a leg go on to another one alone ("": nowhere).

        Problem where they would come back to where they were.
        """
        with self.scope.workspace.work(tr("Connect legs")) as unit:
            session = unit.session
            leg = _leg(session, leg_id)
            leg.goes_to = _target(session, leg, to_id).name if to_id else ""
        return unit.changes

    def join(self, leg_id: str, to_id: str) -> Changes:
        """Let the goods of a leg go on to one more leg; where they do already, no longer.

        Problem where they would come back to where they were.
        """
        with self.scope.workspace.work(tr("Connect legs")) as unit:
            session = unit.session
            leg = _leg(session, leg_id)
            names = onward.names_in(leg.goes_to)
            name = _target(session, leg, to_id).name
            rest = [other for other in names if other != name]
            leg.goes_to = onward.joined(rest if name in names else (*names, name))
        return unit.changes

    def remove(self, leg_id: str) -> Changes:
        """Take a leg away; the goods of those before it go on to the one behind it."""
        with self.scope.workspace.work(tr("Remove leg")) as unit:
            session = unit.session
            leg = _leg(session, leg_id)
            for row in _of_chain(session, leg.risk_chain_id):
                behind = onward.names_in(leg.goes_to)
                row.goes_to = onward.replaced(row.goes_to, leg.name, behind)
            remove_deep(session, leg)
        return unit.changes

    def move(self, leg_id: str, across: int, down: int) -> Changes:
        """Put a leg somewhere else on the map, in points of its sheet."""
        with self.scope.workspace.work(tr("Move leg")) as unit:
            leg = _leg(unit.session, leg_id)
            leg.x, leg.y = across, down
        return unit.changes

    def rename(self, leg_id: str, name: str) -> Changes:
        """Give a leg another name; the legs that lead to it go on to lead to it."""
        with self.scope.workspace.work(tr("Rename leg")) as unit:
            session = unit.session
            leg = _leg(session, leg_id)
            others = _of_chain(session, leg.risk_chain_id)
            taken = [row.name for row in others if row.id != leg_id]
            wanted = _free(name, taken)
            for row in others:
                row.goes_to = onward.replaced(row.goes_to, leg.name, (wanted,))
            leg.name = wanted
        return unit.changes


def _of_firms(company_id: str, chain_id: str, nodes: Iterable[ChainNode]) -> list[RiskLeg]:
    return [
        RiskLeg(
            id=new_id(),
            company_id=company_id,
            risk_chain_id=chain_id,
            name=node.name,
            firm="" if node.partner_id else node.name,
            partner_id=node.partner_id,
            place=node.region,
            country=node.country,
            mode="rest",
            goes_to=onward.joined(onward.names_in(node.supplies)),
            notes=choice_text("chain_node", "role", node.role),
            position=at,
        )
        for at, node in enumerate(nodes)
    ]


def _defaults(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    """Return what a partner or a site says of the leg it holds."""
    if values.get("partner_id"):
        partner = session.get_one(Partner, values["partner_id"])
        roles = [role for role in partner.roles.split(";") if role in MODE_OF_ROLE]
        mode = MODE_OF_ROLE[roles[0]] if roles else "rest"
        where = {"place": partner.city, "country": partner.country}
        return {"name": partner.name, "mode": mode, "contract": "direct", **where}
    if values.get("site_id"):
        site = session.get_one(Site, values["site_id"])
        where = {"place": site.city, "country": site.country}
        return {"name": site.name, "mode": "rest", "contract": "own", **where}
    return {}


def _free(name: str, taken: list[str]) -> str:
    """Return a name nothing beside it has; semicolons part names, so there is none in it."""
    wanted = name.strip().replace(";", ",") or tr("Leg")
    number, found = 2, wanted
    while found in taken:
        found = f"{wanted} ({number})"
        number += 1
    return found


def _target(session: Session, leg: RiskLeg, to_id: str) -> RiskLeg:
    """Return where the goods of a leg go on to; Problem where that leads back to it."""
    target = _leg(session, to_id)
    if _leads_to(session, target, leg):
        raise Problem(
            tr("The goods would come back to {name}.").format(name=leg.name),
            tr("Connect it to a later leg. Nothing was changed."),
        )
    return target


def _leads_to(session: Session, start: RiskLeg, end: RiskLeg) -> bool:
    by_name = {row.name: row for row in _of_chain(session, start.risk_chain_id)}
    seen, ahead = set[str](), [start]
    while ahead:
        here = ahead.pop()
        if here.id == end.id:
            return True
        if here.id not in seen:
            seen.add(here.id)
            names = onward.names_in(here.goes_to, by_name)
            ahead += [by_name[name] for name in names if name in by_name]
    return False


def _of_chain(session: Session, chain_id: str) -> list[RiskLeg]:
    query = select(RiskLeg).where(RiskLeg.risk_chain_id == chain_id)
    return list(session.scalars(query.order_by(RiskLeg.position, RiskLeg.id)))


def _new_name(session: Session, assessment_id: str, name: str) -> str:
    """Return a name no other chain of an assessment has; Problem where that is approved."""
    mine = {"risk_assessment_id": assessment_id}
    locks.refuse_addition(session, "risk_chain", [mine])
    taken = select(RiskChain.name).where(RiskChain.risk_assessment_id == assessment_id)
    return _free(name, list(session.scalars(taken)))


def _leg(session: Session, leg_id: str) -> RiskLeg:
    """Return a leg that is to be changed; Problem where its assessment is approved."""
    locks.refuse_approved(session, "risk_leg", [leg_id], {})
    found = existing(session, "risk_leg", leg_id)
    if not isinstance(found, RiskLeg):
        raise TypeError(leg_id)
    return found


def _next(session: Session, kind: type[RiskChain] | type[RiskLeg], condition: Any) -> int:
    last = session.scalar(select(func.max(kind.position)).where(condition))
    return 0 if last is None else last + 1
