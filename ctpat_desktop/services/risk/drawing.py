"""The legs of a chain in the words the map shows."""

from collections.abc import Sequence

from ctpat_desktop.catalogue.values import choice_text, countries
from ctpat_desktop.documents.risk.flow_layout import FlowLeg
from ctpat_desktop.services.risk.assessments import ChainView, LegView, rating_text
from ctpat_desktop.services.risk.onward import names_in
from ctpat_desktop.support.language import ntr, tr


def flow_legs(view: ChainView) -> tuple[FlowLeg, ...]:
    """Return the legs as they are drawn."""
    ids = {leg.leg.name: leg.leg.id for leg in reversed(view.legs)}
    found = []
    for leg in view.legs:
        names = names_in(leg.leg.goes_to, ids)
        found.append(_drawn(leg, tuple(ids[name] for name in names if name in ids)))
    return tuple(found)


def _drawn(view: LegView, to: tuple[str, ...]) -> FlowLeg:
    leg = view.leg
    at = (leg.x, leg.y) if leg.x is not None and leg.y is not None else None
    level = view.risk.level.value_text if view.risk.level else ""
    return FlowLeg(leg.id, leg.name, lines(view), level, to, at)


def lines(view: LegView) -> tuple[str, ...]:
    """Return what stands under the name of a leg: holder, place, how the goods are, the rating."""
    leg = view.leg
    holder = view.holder if view.holder != leg.name else ""
    how = [choice_text("risk_leg", "mode", leg.mode) if leg.mode else ""]
    if leg.rest_hours:
        how.append(ntr("{n} hour at rest", "{n} hours at rest", leg.rest_hours))
    found = (holder, where(leg.place, leg.country), ", ".join(filter(None, how)))
    return (*filter(None, found), tr("Risk: {level}").format(level=rating_text(view.risk)))


def where(place: str, country: str) -> str:
    """Return a place with its country in words."""
    return ", ".join(filter(None, (place, countries().get(country, country))))


def holders(legs: Sequence[LegView]) -> tuple[str, ...]:
    """Return who holds the goods along a chain, each once, in order."""
    return tuple(dict.fromkeys(leg.holder for leg in legs if leg.holder))
