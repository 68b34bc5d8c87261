"""The shape of one fact's query, and the pieces queries are built of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    bindparam,
    cast,
    false,
    func,
    inspect,
    literal,
    or_,
    select,
)

from ctpat_desktop.checklist.register_facts import Limits
from ctpat_desktop.records import RECORDS, Person, Record
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import current
from ctpat_desktop.workspace.changes import Change

Column = Any
"""A mapped column or an expression of columns."""


STANDS = ("accepted", "applied", "preparing")
"""Standings in which Trade Compliance is the company's business, the best first."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The day of the check and the limits it goes by."""

    today: date
    limits: Limits

    def ago(self, days: int) -> date:
        """Return the day so many days before."""
        return self.today - timedelta(days)


Builder = Callable[[Moment], Select[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """One fact: the rows of `own` that have a problem, as id, name, detail and parent's id.

    A change of a row of `own`, or of the row of `parent` it belongs to, reads that row alone; so
    does a change in a table of `children`, whose column says which row of `own` it belongs to. A
    change in one of `others`, which may be `own` itself, reads the fact anew, where
    `watched` names fields of that table only if one of them changed. With `siblings` a row depends
    on the other rows of its parent, which are then read with it.
    """

    name: str
    own: str
    build: Builder
    parent: str = ""
    parent_id: Column = None
    children: Mapping[str, Column] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    watched: Mapping[str, frozenset[str]] = field(default_factory=dict)
    siblings: bool = False

    def minds(self, change: Change) -> bool:
        """Return whether a change in one of `others` can alter the fact."""
        fields = self.watched.get(change.table, change.fields)
        return change.action != "changed" or bool(fields & change.fields)

    @property
    def tables(self) -> frozenset[str]:
        """Every table the fact depends on."""
        mine = {self.own, self.parent} if self.parent else {self.own}
        return self.others | mine | set(self.children)


def statement(query: Query, moment: Moment) -> Select[Any]:
    """Return the statement of a fact for the company given with it as `company`.

    Building it takes longer than asking the file, so it is built once for a day and its limits,
    and once for a language: some name the fields of a form.
    """
    return _built(query, moment, current())


@lru_cache(maxsize=1000)
def _built(query: Query, moment: Moment, _language: str) -> Select[Any]:
    own = column(query.own, "id" if query.own == "company" else "company_id")
    return query.build(moment).where(own == bindparam("company"))


def rows(
    kind: type[Record],
    name: Column,
    *conditions: Column,
    detail: Column = "",
    parent_id: Column = "",
) -> Select[Any]:
    """Return the statement of a query: id, name, detail and parent's id of the rows wanted."""
    columns: tuple[Column, ...] = (kind.id, text(name), text(detail), text(parent_id))
    return select(*columns).where(*conditions)


def text(value: Column) -> Column:
    """Return a column as text; days are written year-month-day."""
    return literal(value) if isinstance(value, str) else func.coalesce(cast(value, String), "")


def sure(condition: Column) -> ColumnElement[bool]:
    """Return a condition in which an empty field counts as no."""
    return func.coalesce(condition, false())


def empty(column: Column) -> ColumnElement[bool]:
    """Return whether a text column holds nothing but blanks."""
    return func.trim(column) == ""


def holds(column: Column, value: str) -> ColumnElement[bool]:
    """Return whether a multi-choice column has a value among its values."""
    values: ColumnElement[str] = literal(";") + column + ";"
    return values.like(f"%;{value};%")


def one_of(column: Column, *values: str) -> ColumnElement[bool]:
    """Return whether a multi-choice column has any of these values."""
    return or_(*(holds(column, value) for value in values))


def full_name() -> Column:
    """Return first and last name of a person."""
    return func.trim(Person.first_name + " " + Person.last_name)


def is_present(moment: Moment) -> ColumnElement[bool]:
    """Return whether a person works for the company on the day."""
    has_started = or_(Person.started_on.is_(None), Person.started_on <= moment.today)
    return has_started & or_(Person.left_on.is_(None), Person.left_on > moment.today)


def has_left(moment: Moment) -> ColumnElement[bool]:
    """Return whether a person had left before the day."""
    return sure(Person.left_on < moment.today)


def column(table: str, key: str) -> Column:
    """Return a column of a table by name."""
    found = inspect(RECORDS[table]).columns.get(key)
    if found is None:
        raise Problem(f"{table} has no column {key}.")
    return found
