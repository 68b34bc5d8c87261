"""Reads the definitions of Trade Compliance from `forms/trade`. All of them are ours, not CBP's."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue.lists import defined
from ctpat_desktop.catalogue.model import Trust
from ctpat_desktop.catalogue.spoken import spoken
from ctpat_desktop.support.shipped import shipped


@dataclass(frozen=True, slots=True)
class Precheck:
    """One question of eligibility; `rule` names what the records can say to it."""

    id: str
    text: str
    why: str
    trust: Trust
    source: str
    rule: str
    improve: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The eligibility check, in the order in which a No is worth mending."""

    title: str
    about: str
    questions: tuple[Precheck, ...]


@dataclass(frozen=True, slots=True)
class TradeQuestion:
    """One question of the questionnaire and the document it asks for."""

    id: str
    text: str
    attachment: str
    trust: Trust
    source: str
    portal_number: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """One head of the questionnaire with its questions."""

    id: str
    title: str
    about: str
    questions: tuple[TradeQuestion, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All heads in order."""

    title: str
    about: str
    heads: tuple[Head, ...]

    def questions(self) -> tuple[TradeQuestion, ...]:
        """Return every question in order."""
        return tuple(question for head in self.heads for question in head.questions)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One forced labor requirement; `parts` name what must be on record, `place` a register."""

    id: str
    title: str
    asks: str
    parts: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class ForcedLabor:
    """The six requirements and since when they apply."""

    title: str
    about: str
    since_new: date
    since_members: date
    trust: Trust
    source: str
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class HoldClock:
    """One clock of a hold; `after` is "presented" or the id of an earlier clock."""

    id: str
    title: str
    days: int
    working: bool
    after: str
    trust: Trust
    source: str


@dataclass(frozen=True, slots=True)
class HoldStep:
    """One step of a response; `on` counts calendar days after presentation."""

    routes: tuple[str, ...]
    what: str
    kind: str
    on: int


@dataclass(frozen=True, slots=True)
class EvidenceHead:
    """One kind of evidence and what usually belongs to it."""

    kind: str
    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HoldPlan:
    """Clocks, steps and evidence heads of the response to a hold."""

    title: str
    about: str
    clocks: tuple[HoldClock, ...]
    steps: tuple[HoldStep, ...]
    heads: tuple[EvidenceHead, ...]

    def steps_for(self, route: str) -> tuple[HoldStep, ...]:
        """Return the steps of one route, the earliest first."""
        wanted = (step for step in self.steps if {"all", route} & set(step.routes))
        return tuple(sorted(wanted, key=lambda step: step.on))


@dataclass(frozen=True, slots=True)
class Holiday:
    """One federal holiday: a fixed day, or the n-th weekday of a month."""

    name: str
    month: int
    day: int = 0
    weekday: int = 0
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Holidays:
    """The holidays by rule and the day up to which the list was looked after."""

    as_of: date
    rows: tuple[Holiday, ...]


@spoken
def load_eligibility() -> Eligibility:
    """Return the shipped eligibility check."""
    return read_eligibility(_folder() / "eligibility.toml")


@spoken
def load_questionnaire() -> Questionnaire:
    """Return the shipped questionnaire of Trade Compliance."""
    return read_trade_questionnaire(_folder() / "questionnaire.toml")


@spoken
def load_forced_labor() -> ForcedLabor:
    """Return the shipped forced labor requirements."""
    return read_forced_labor(_folder() / "forced_labor.toml")


@spoken
def load_hold_plan() -> HoldPlan:
    """Return the shipped plan for holds."""
    return read_hold_plan(_folder() / "hold_plan.toml")


@cache
def load_holidays() -> Holidays:
    """Return the shipped federal holidays."""
    return read_holidays(_folder() / "holidays.toml")


@spoken
def titles() -> dict[str, str]:
    """Return what every question and requirement of Trade Compliance asks, by its id."""
    asked = {row.id: row.text for row in load_eligibility().questions}
    for head in load_questionnaire().heads:
        asked |= {row.id: row.text for row in head.questions}
    return asked | {row.id: row.title for row in load_forced_labor().requirements}


def read_eligibility(path: Path) -> Eligibility:
    """Read an eligibility check; DefinitionError says which file and what is wrong."""
    return defined(
        path,
        lambda data: Eligibility(
            data["title"], data["about"], tuple(_precheck(row) for row in data["question"])
        ),
    )


def read_trade_questionnaire(path: Path) -> Questionnaire:
    """Read a questionnaire; DefinitionError says which file and what is wrong."""
    return defined(
        path,
        lambda data: Questionnaire(
            data["title"], data["about"], tuple(_head(row) for row in data["head"])
        ),
    )


def read_forced_labor(path: Path) -> ForcedLabor:
    """Read the forced labor requirements; DefinitionError says which file and what is wrong."""
    return defined(path, _forced_labor)


def read_hold_plan(path: Path) -> HoldPlan:
    """Read a plan for holds; DefinitionError says which file and what is wrong."""
    return defined(path, _hold_plan)


def read_holidays(path: Path) -> Holidays:
    """Read a list of holidays; DefinitionError says which file and what is wrong."""
    return defined(
        path, lambda data: Holidays(data["as_of"], tuple(Holiday(**row) for row in data["holiday"]))
    )


def _folder() -> Path:
    return shipped("forms", "trade")


def _precheck(row: dict[str, Any]) -> Precheck:
    return Precheck(rule=row.pop("from"), trust=Trust(row.pop("trust")), **row)


def _head(row: dict[str, Any]) -> Head:
    questions = tuple(
        TradeQuestion(trust=Trust(entry.pop("trust")), **entry) for entry in row["question"]
    )
    return Head(row["id"], row["title"], row["about"], questions)


def _forced_labor(data: dict[str, Any]) -> ForcedLabor:
    rows = tuple(
        Requirement(parts=tuple(row.pop("parts")), **row) for row in data.pop("requirement")
    )
    return ForcedLabor(requirements=rows, trust=Trust(data.pop("trust")), **data)


def _hold_plan(data: dict[str, Any]) -> HoldPlan:
    clocks = tuple(HoldClock(trust=Trust(row.pop("trust")), **row) for row in data["clock"])
    steps = tuple(HoldStep(routes=tuple(row.pop("routes")), **row) for row in data["step"])
    heads = tuple(EvidenceHead(items=tuple(row.pop("items")), **row) for row in data["head"])
    return HoldPlan(data["title"], data["about"], clocks, steps, heads)
