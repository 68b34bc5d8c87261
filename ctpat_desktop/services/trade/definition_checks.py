"""Checks the definitions of Trade Compliance: ids, texts, and the rules they name."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ctpat_desktop.catalogue import trade
from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.trade.eligibility_rules import RULES
from ctpat_desktop.services.trade.forced_labor_rules import PARTS


def trade_problems(folder: Path) -> Iterator[str]:
    """Yield one line per mistake in the definitions of `forms/trade`."""
    folder = folder / "trade"
    yield from _eligibility(trade.read_eligibility(folder / "eligibility.toml"))
    yield from _questionnaire(trade.read_trade_questionnaire(folder / "questionnaire.toml"))
    yield from _forced_labor(trade.read_forced_labor(folder / "forced_labor.toml"))
    yield from _hold_plan(trade.read_hold_plan(folder / "hold_plan.toml"))
    yield from _holidays(trade.read_holidays(folder / "holidays.toml"))


def _eligibility(read: trade.Eligibility) -> Iterator[str]:
    name = "eligibility.toml"
    yield from _twice(name, (row.id for row in read.questions))
    for row in read.questions:
        yield from _texts(name, row.id, row.text, row.why, row.source, row.improve)
        if row.rule not in RULES:
            yield f"{name}: {row.id} names the rule “{row.rule}”, not there."


def _questionnaire(read: trade.Questionnaire) -> Iterator[str]:
    name = "questionnaire.toml"
    yield from _twice(name, (head.id for head in read.heads))
    yield from _twice(name, (row.id for row in read.questions()))
    for row in read.questions():
        yield from _texts(name, row.id, row.text, row.attachment, row.source)


def _forced_labor(read: trade.ForcedLabor) -> Iterator[str]:
    name = "forced_labor.toml"
    yield from _twice(name, (row.id for row in read.requirements))
    for row in read.requirements:
        yield from _texts(name, row.id, row.title, row.asks)
        for part in row.parts:
            if part not in PARTS:
                yield f"{name}: {row.id} names the rule “{part}”, not there."
        if row.place not in RECORDS:
            yield f"{name}: {row.id} leads to the table “{row.place}”, not there."


def _hold_plan(read: trade.HoldPlan) -> Iterator[str]:
    name = "hold_plan.toml"
    yield from _twice(name, (row.id for row in read.clocks))
    yield from _twice(name, (row.kind for row in read.heads))
    kinds, routes = _choices("detention_step", "kind"), _choices("detention", "route") | {"all"}
    known = {"presented"}
    for clock in read.clocks:
        if clock.after not in known:
            yield f"{name}: the clock {clock.id} runs after “{clock.after}”, not there."
        known.add(clock.id)
    for step in read.steps:
        if step.kind not in kinds or not set(step.routes) <= routes:
            yield f"{name}: “{step.what}” names a kind or an answer that is not there."
    for head in read.heads:
        if head.kind not in kinds:
            yield f"{name}: the head “{head.title}” names a kind that is not there."


def _holidays(read: trade.Holidays) -> Iterator[str]:
    name = "holidays.toml"
    yield from _twice(name, (row.name for row in read.rows))
    for row in read.rows:
        if not 1 <= row.month <= 12 or bool(row.day) == bool(row.nth):
            yield f"{name}: {row.name} is neither a day nor an n-th weekday."


def _twice(name: str, ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for key in ids:
        if key in seen:
            yield f"{name}: “{key}” is there twice."
        seen.add(key)


def _texts(name: str, key: str, *texts: str) -> Iterator[str]:
    if not all(text.strip() for text in texts):
        yield f"{name}: {key} lacks a text."


def _choices(table: str, key: str) -> set[str]:
    return {choice.value for choice in load_form(table).field(key).choices}
