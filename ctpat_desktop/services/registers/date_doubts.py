"""Says which days and times of one record cannot be, by the rules of its form; nothing is refused.

The editor asks with what stands in its fields, an import with what a row would write. The
checklist asks the same rules of whole tables, in `register_facts.dates`.
"""

import sys
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.date_rules import (
    DateRule,
    Spot,
    rules_of,
    spot_label,
    target,
    times_of,
)
from ctpat_desktop.catalogue.forms import Form
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.times import read_time

Values = Mapping[str, Any]
Linked = Callable[[Spot, Any], Any]
"""Gives what stands in a record that a link names, by the link's value; None for nothing."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One day or time that cannot be: the field it is said at, and a sentence."""

    field: str
    text: str


def doubts(form: Form, values: Values, today: date, linked: Linked) -> Iterator[Doubt]:
    """Yield every day and time of a record that cannot be."""
    for field in times_of(form):
        text = values.get(field.key) or ""
        if text and not read_time(text):
            said = tr("“{text}” is not a time of day; write it like 14:30.")
            yield Doubt(field.key, said.format(text=text[:40]))
    for rule in rules_of(form):
        if not rule.own.link and values.get(rule.own.key) is None:  # the usual case, told quickly
            continue
        if rule.when and values.get(rule.when) not in rule.values:
            continue
        own = _value(rule.own, values, linked)
        other = _value(rule.other, values, linked) if rule.other else today
        if own is None or other is None or type(own) is not type(other):
            continue
        if own < other if rule.is_before else own > other:
            yield Doubt(rule.key, _words(form, rule, own, other))


@dataclass(frozen=True, slots=True)
class RowRules:
    """The rules of a form as an import asks them, for very many records."""

    form: Form
    today: date
    linked: Linked

    def doubts(self, values: Values) -> Iterator[Doubt]:
        """Yield every day and time of one record that cannot be."""
        return doubts(self.form, values, self.today, self.linked)

    def suspects(self, columns: Mapping[str, Sequence[Any]]) -> Container[int]:
        """Return the places where a record that is made of these columns alone may have a doubt.

        Whole columns are compared; the few places that come of it are looked at one by one.
        """
        if any(field.key in columns for field in times_of(self.form)):
            return EVERYWHERE
        found = set[int]()
        for rule in rules_of(self.form):
            if rule.own.link or (rule.other and rule.other.link and rule.own.key in columns):
                return EVERYWHERE
            own = columns.get(rule.own.key)
            other = columns.get(rule.other.key) if rule.other else [self.today] * len(own or ())
            if own is None or other is None:
                continue
            if not {*map(type, own), *map(type, other)} <= {date, type(None)}:
                return EVERYWHERE
            days = zip(own, other, strict=True) if rule.is_before else zip(other, own, strict=True)
            found |= {at for at, (day, least) in enumerate(days) if day and least and day < least}
        return found


EVERYWHERE = range(sys.maxsize)
"""Every place there can be."""


def looked_at(form: Form) -> frozenset[str]:
    """Return the fields of a record that its rules look at."""
    spots = (spot for rule in rules_of(form) for spot in rule.spots)
    own = (spot.link or spot.key for spot in spots)
    return frozenset(filter(None, (*own, *(rule.when for rule in rules_of(form)))))


def asks(form: Form) -> bool:
    """Return whether a form has any rule on days or times."""
    return bool(rules_of(form) or times_of(form))


def of_record(scope: Scope, form: Form, values: Values) -> list[Doubt]:
    """Return the doubts of one record; the file is read only where a rule looks at another."""
    if not any(spot.link for rule in rules_of(form) for spot in rule.spots):
        return list(doubts(form, values, scope.today, lambda _spot, _value: None))
    with scope.workspace.read() as session:
        return list(doubts(form, values, scope.today, in_file(session, scope.company_id, form)))


def in_file(session: Session, company_id: str, form: Form) -> Linked:
    """Return a reader of linked records that asks the file for one record at a time."""

    def linked(spot: Spot, value: Any) -> Any:
        table, key = target(form, spot.link)
        columns = inspect(RECORDS[table]).columns
        wanted = select(columns[spot.key]).where(
            columns[key] == value, columns["company_id"] == company_id
        )
        return session.scalar(wanted.order_by(columns["id"]).limit(1)) if value else None

    return linked


def beforehand(session: Session, company_id: str, form: Form) -> Linked:
    """Return a reader of linked records that has read all of them: for many rows."""
    known: dict[Spot, dict[Any, Any]] = {}
    for spot in {spot for rule in rules_of(form) for spot in rule.spots if spot.link}:
        table, key = target(form, spot.link)
        columns = inspect(RECORDS[table]).columns
        wanted = select(columns[key], columns[spot.key])
        rows = session.execute(wanted.where(columns["company_id"] == company_id))
        known[spot] = {row[0]: row[1] for row in rows}
    return lambda spot, value: known[spot].get(value) if isinstance(value, str) else None


def _value(spot: Spot, values: Values, linked: Linked) -> Any:
    """Return a day, a readable time as text, or None."""
    found = linked(spot, values.get(spot.link)) if spot.link else values.get(spot.key)
    return (read_time(found) or None) if isinstance(found, str) else found


def _words(form: Form, rule: DateRule, own: Any, other: Any) -> str:
    what = _text(own)
    if rule.other is None:
        return tr("{day} is in the future.").format(day=what)
    name, day = spot_label(form, rule.other), _text(other)
    if rule.own.link:
        what = f"{spot_label(form, rule.own)} ({what})"
    said = tr("{day} is before “{name}”, {other}.")
    if not rule.is_before:
        said = tr("{day} is after “{name}”, {other}.")
    return said.format(day=what, name=name, other=day)


def _text(value: Any) -> str:
    return day_text(value) if isinstance(value, date) else str(value)
