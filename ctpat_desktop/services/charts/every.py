"""The charts there are, by key: their titles, what each can be asked, and how it is built."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ctpat_desktop.documents.charts.model import Chart
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.charts import actions, evidence, partners, progress, training
from ctpat_desktop.services.charts.wanted import Wanted
from ctpat_desktop.support.language import N_


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of chart; `asks` are the fields of Wanted that make a difference to it."""

    title: str
    build: Callable[[Scope, Wanted], Chart]
    asks: frozenset[str] = frozenset()


OVER_TIME = frozenset({"year", "step"})
KINDS: dict[str, Kind] = {
    progress.KEY: Kind(N_("Progress of the year"), progress.chart, OVER_TIME),
    evidence.KEY: Kind(N_("Evidence over time"), evidence.chart),
    training.KEY: Kind(N_("Training coverage"), training.chart, frozenset({"by"})),
    partners.KEY: Kind(N_("Partner heat map"), partners.chart),
    actions.KEY: Kind(N_("Open actions"), actions.chart, OVER_TIME),
}
"""In the order of their tabs."""


def build(scope: Scope, key: str, wanted: Wanted) -> Chart:
    """Return one chart of an account as its file stands."""
    return KINDS[key].build(replace(scope, year=wanted.year), wanted)
