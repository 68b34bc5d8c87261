"""Facts about days and times that cannot be: one query per register, from the rules of its form."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import aliased

from ctpat_desktop.catalogue.date_rules import (
    DateRule,
    Spot,
    rules_of,
    spot_label,
    target,
    times_of,
)
from ctpat_desktop.catalogue.forms import Form, load_form
from ctpat_desktop.reading.naming import UNASKED
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.registers import register_names
from ctpat_desktop.services.registers.date_doubts import asks
from ctpat_desktop.services.registers.facts.query import Column, Moment, Query, column, sure, text
from ctpat_desktop.services.registers.listing import shown
from ctpat_desktop.support.language import tr

NAME = "dates."
"""How the facts of this kind begin."""


@cache
def queries() -> tuple[Query, ...]:
    """Return one query per register with rules: the rows with a day or time that cannot be."""
    tables = ("company", *register_names.TABLES)
    forms = (load_form(table) for table in tables if table not in UNASKED)
    return tuple(_query(form) for form in forms if asks(form))


def _query(form: Form) -> Query:
    spots = {spot for rule in rules_of(form) for spot in rule.spots if spot.link}
    watched: dict[str, frozenset[str]] = {}
    for spot in spots:
        table, key = target(form, spot.link)
        watched[table] = watched.get(table, frozenset()) | {spot.key, key, *load_form(table).names}
    build = _builder(form, sorted({spot.link for spot in spots}))
    return Query(f"{NAME}{form.id}", form.id, build, others=frozenset(watched), watched=watched)


def _builder(form: Form, links: list[str]) -> Callable[[Moment], Select[Any]]:
    def build(moment: Moment) -> Select[Any]:
        far = {link: aliased(RECORDS[target(form, link)[0]]) for link in links}
        said = [(_says(form, rule), _breaks(form, rule, moment, far)) for rule in rules_of(form)]
        said += [
            (tr("{field} is no time").format(field=row.label), _unread(form, row.key))
            for row in times_of(form)
        ]
        detail: Column = literal("")
        for words, breaks in said:
            detail = detail + case((breaks, f", {words.lower()}"), else_="")
        query: Any = select(column(form.id, "id"), text(_name(form)), text(detail), literal(""))
        query = query.select_from(RECORDS[form.id])
        for link, kind in far.items():
            query = query.outerjoin(kind, _joins(form, link, kind))
        found: Select[Any] = query.where(or_(*(breaks for _, breaks in said)))
        return found

    return build


def _joins(form: Form, link: str, kind: Any) -> Column:
    key = target(form, link)[1]
    same_company = kind.company_id == column(form.id, "company_id")
    own = column(form.id, link)
    return and_(getattr(kind, key) == own, own != "", same_company)


def _breaks(form: Form, rule: DateRule, moment: Moment, far: dict[str, Any]) -> Column:
    own = _at(form, rule.own, far)
    other = _at(form, rule.other, far) if rule.other else moment.today
    broken = own < other if rule.is_before else own > other
    if rule.when:
        broken = and_(column(form.id, rule.when).in_(rule.values), broken)
    return sure(broken)


def _at(form: Form, spot: Spot, far: dict[str, Any]) -> Column:
    if spot.link:
        return getattr(far[spot.link], spot.key)
    value = column(form.id, spot.key)
    return _time(value) if form.field(spot.key).time else value


def _time(value: Column) -> Column:
    """Return a time with two digits for the hour; NULL for what is none."""
    padded = func.substr(literal("0") + value, -5)
    is_time = and_(
        value.op("GLOB")("*[0-9]:[0-5][0-9]"), func.length(value) <= 5, padded < literal("24:00")
    )
    return case((is_time, padded), else_=None)


def _unread(form: Form, key: str) -> Column:
    value = column(form.id, key)
    return and_(value != "", _time(value).is_(None))


def _says(form: Form, rule: DateRule) -> str:
    """Return what is wrong where a rule is broken, in a few words."""
    own = spot_label(form, rule.own)
    if rule.other is None:
        return tr("{own} is in the future").format(own=own)
    words = tr("{own} is before {other}") if rule.is_before else tr("{own} is after {other}")
    return words.format(own=own, other=spot_label(form, rule.other))


def _name(form: Form) -> Column:
    """Return what a record is called; one that it points to is called by its own name."""
    parts = [shown(form, form.field(key)) for key in form.names]
    name: Column = literal("")
    for part in parts:
        name = name + text(part) + " "
    return func.trim(name)
