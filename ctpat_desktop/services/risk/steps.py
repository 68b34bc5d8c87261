"""The five steps of an assessment: how far each is, and what is still open in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ctpat_desktop.checklist.risk import REQUIRED, Level
from ctpat_desktop.services.risk.assessments import Assessed, ChainView, LegView, kind_text
from ctpat_desktop.services.risk.drawing import where
from ctpat_desktop.services.risk.onward import names_in
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import ntr, tr

SOURCE_DAYS = 365
"""Days after which a source is too old to rate by; our default."""


class State(StrEnum):
    """How far a step is."""

    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is open: in words, and the record it is about."""

    words: str
    table: str = "risk_assessment"
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five steps; `field` holds the day a person says it is done on."""

    number: int
    title: str
    field: str
    state: State
    done_on: date | None
    open: tuple[Point, ...]

    @property
    def words(self) -> str:
        """Say how far it is."""
        if self.state is State.NOT_BEGUN:
            return tr("Not begun")
        left = ntr("{n} point open", "{n} points open", len(self.open)) if self.open else ""
        if self.done_on is None:
            return left or tr("Nothing open; not marked as done")
        done = tr("Done {day}").format(day=day_text(self.done_on))
        return f"{done}, {left}" if left else done


def steps(assessed: Assessed, today: date) -> tuple[Step, ...]:
    """Return the five steps in their order."""
    row = assessed.assessment
    has_legs = bool(assessed.legs)
    has_threats = any(leg.threats for leg in assessed.legs)
    has_answers = any(leg.asked for leg in assessed.legs)
    has_actions = any(leg.actions for leg in assessed.legs)
    asked = (
        (tr("Cargo flow"), "flow_on", bool(assessed.chains), _flow(assessed)),
        (tr("Threats"), "threats_on", has_threats, _threats(assessed, today)),
        (tr("Vulnerabilities"), "vulnerabilities_on", has_answers, _vulnerable(assessed)),
        (tr("Action plan"), "actions_on", has_actions, _actions(assessed, today)),
        (tr("Method"), "method_on", bool(row.method.strip()), _method(assessed)),
    )
    found = []
    for number, (title, field, is_begun, points) in enumerate(asked, 1):
        done = getattr(row, field)
        is_shown = has_legs or number in (1, 5)
        nothing = (Point(tr("No leg is drawn, so nothing was looked at.")),) if done else ()
        open_ = tuple(points) if is_shown else nothing
        state = State.DONE if done else State.BEGUN if is_begun else State.NOT_BEGUN
        found.append(Step(number, title, field, state, done, open_))
    return tuple(found)


def _flow(assessed: Assessed) -> Iterator[Point]:
    if not assessed.chains:
        yield Point(tr("No chain is there."))
    for chain in assessed.chains:
        yield from _flow_of(chain)


def _flow_of(view: ChainView) -> Iterator[Point]:
    name, key = view.chain.name, view.chain.id
    if not view.legs:
        yield Point(tr("{chain} has no legs.").format(chain=name), "risk_chain", key)
        return
    countries = {leg.leg.country for leg in view.legs}
    if countries == {"US"} and view.chain.origin != "US":
        text = tr("{chain} has no leg abroad: it begins where the goods are packed.")
        yield Point(text.format(chain=name), "risk_chain", key)
    names = {leg.leg.name for leg in view.legs}
    for leg in view.legs:
        for words in _flow_gaps(leg, names):
            yield _at(leg, words)


def _flow_gaps(view: LegView, names: set[str]) -> Iterator[str]:
    leg = view.leg
    if not view.holder.strip():
        yield tr("nobody is named who holds the goods")
    if not leg.country:
        yield tr("the country is missing")
    if leg.contract in ("", "unknown"):
        yield tr("the contract is not known")
    for name in names_in(leg.goes_to, names):
        if name not in names:
            yield tr("the goods go on to “{name}”, which is no leg of it").format(name=name)


def _threats(assessed: Assessed, today: date) -> Iterator[Point]:
    told = set[str]()
    for view in assessed.legs:
        if view.threat.level is None:
            missing = [kind_text(kind) for kind in REQUIRED if kind not in view.threats]
            yield _at(view, tr("not rated: {kinds}").format(kinds=", ".join(missing)))
        for kind, row in view.threats.items():
            if row.id in told:
                continue
            told.add(row.id)
            if row.source_on is None or row.source_on < today - timedelta(days=SOURCE_DAYS):
                text = tr("{threat} in {place}: the source is older than a year")
                place = where(row.place, row.country)
                words = text.format(threat=kind_text(kind), place=place)
                yield Point(words, "threat_rating", row.id)


def _vulnerable(assessed: Assessed) -> Iterator[Point]:
    for view in assessed.legs:
        if view.vulnerability.level is None:
            if view.asked and not view.known.asked:
                yield _at(view, tr("only own judgments are known, and no accepted answers"))
            elif view.asked:
                yield _at(view, tr("not all criteria are known"))
            else:
                yield _at(view, tr("nothing is known of how the criteria are met"))


def _actions(assessed: Assessed, today: date) -> Iterator[Point]:
    for view in assessed.legs:
        if view.lacks_action:
            yield _at(view, tr("High, and nothing is planned about it"))
        for action in view.actions:
            if action.status == "open" and action.due_on and action.due_on < today:
                text = tr("{action} was due {day}")
                words = text.format(action=action.title, day=day_text(action.due_on))
                yield Point(words, "action", action.id)


def _method(assessed: Assessed) -> Iterator[Point]:
    row = assessed.assessment
    if not row.method.strip():
        yield Point(tr("The method is not written down."), record_id=row.id)
    if not row.frequency.strip():
        yield Point(tr("How often it is made is not said."), record_id=row.id)
    if not row.triggers.strip():
        yield Point(tr("What calls for an earlier look is not said."), record_id=row.id)


def _at(view: LegView, words: str) -> Point:
    holder = f" ({view.holder})" if view.holder not in ("", view.leg.name) else ""
    return Point(f"{view.chain}, {view.leg.name}{holder}: {words}", "risk_leg", view.leg.id)


def matrix(legs: tuple[LegView, ...]) -> dict[tuple[Level | None, Level | None], list[LegView]]:
    """Return the legs by the levels of threat and vulnerability; None is not rated."""
    found: dict[tuple[Level | None, Level | None], list[LegView]] = {}
    for leg in legs:
        found.setdefault((leg.threat.level, leg.vulnerability.level), []).append(leg)
    return found
