"""Lists over SQL: which records of a register pass a view, in which order, and their cells.

A list keeps only ids and one line of text per record; the words a person types are looked for in
these lines, and the records of the rows on the screen are read when they are needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, inspect, literal, or_, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import Field, Form, Kind, load_form
from ctpat_desktop.catalogue.values import Names, countries, value_text
from ctpat_desktop.reading.naming import names_for_rows
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import plain
from ctpat_desktop.workspace.unit import Workspace

Column = ColumnElement[Any]
Countries = Mapping[str, str]
SEPARATOR = " \x1f "


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter: `op` is is, not, filled, empty, before or after.

    A day is written YYYY-MM-DD, "today", or "today+30" for 30 days from now.
    """

    key: str
    op: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """How a list is looked at; `order` and `columns` are keys of the form, "" and () its own."""

    conditions: tuple[Condition, ...] = ()
    order: str = ""
    descending: bool = False
    columns: tuple[str, ...] = ()


class Lines:
    """The records of a list in order, each with the text that words are looked for in."""

    def __init__(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        """Hold ids and folded texts, side by side."""
        self.ids, self.texts = ids, texts
        self._narrowed: tuple[str, list[int]] = ("", list(range(len(ids))))

    def matching(self, words: str) -> list[str]:
        """Return the ids whose text holds every word; typing on only looks at what was left."""
        asked = plain(words).strip()
        before, places = self._narrowed
        if not asked.startswith(before):
            places = list(range(len(self.ids)))
        texts = self.texts
        for word in asked.split():
            places = [place for place in places if word in texts[place]]
        self._narrowed = (asked, places)
        return list(map(self.ids.__getitem__, places))


@dataclass(frozen=True, slots=True)
class ListRow:
    """One record of a list: its id and what its cells show, by field."""

    id: str
    cells: dict[str, str]


def lines(scope: Scope, table: str, view: View) -> Lines:
    """Return every record that passes the view's conditions, in its order."""
    words = [_memory(field) for field in _looked_at(load_form(table))]
    with scope.workspace.read() as session:
        known = _countries(session, table, scope.company_id)
        found = session.execute(query(table, scope.company_id, view, scope.today, known)).all()
    texts = [
        plain(SEPARATOR.join([seen[value] for seen, value in zip(words, row[1:], strict=True)]))
        for row in found
    ]
    return Lines([row[0] for row in found], texts)


def counted(scope: Scope, table: str, own: tuple[Condition, ...]) -> int:
    """Return how many records a register has, or how many of them belong to one other record."""
    columns, form = inspect(RECORDS[table]).columns, load_form(table)
    query = select(func.count()).where(columns["company_id"] == scope.company_id)
    with scope.workspace.read() as session:
        kept = and_(True, *(condition(form, part, scope.today) for part in own))
        return session.scalar(query.where(kept)) or 0


class _Memory(dict[Any, str]):
    """The words of each value of one field, found once."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field

    def __missing__(self, value: Any) -> str:
        """Find the words of a value not met before."""
        self[value] = words = value_text(self._field, value)
        return words


def _memory(field: Field) -> _Memory:
    named = field.kind in (Kind.RECORD, Kind.EVIDENCE)  # their names come from the statement
    return _Memory(Field(field.key, Kind.TEXT, field.label) if named else field)


def _looked_at(form: Form) -> list[Field]:
    return [field for field in form.columns if field.in_list and field.kind is not Kind.YES_NO]


def rows(
    workspace: Workspace, table: str, ids: Sequence[str], keys: Sequence[str] = ()
) -> list[ListRow]:
    """Return the cells of these records, in this order; what is gone is left out.

    `keys` are the fields wanted, () all of the form.
    """
    form = load_form(table)
    wanted = [field for field in form.columns if not keys or field.key in keys]
    columns = inspect(RECORDS[table]).columns
    query = select(columns["id"], *(columns[field.key] for field in wanted))
    with workspace.read() as session:
        found = {row[0]: row[1:] for row in session.execute(query.where(columns["id"].in_(ids)))}
        names = names_for_rows(session, wanted, found.values())
    return [ListRow(key, _cells(wanted, found[key], names)) for key in ids if key in found]


def _cells(wanted: list[Field], values: Sequence[Any], names: Names) -> dict[str, str]:
    return {
        field.key: value_text(field, value, names)
        for field, value in zip(wanted, values, strict=True)
    }


def query(
    table: str, company_id: str, view: View, today: date, known: Countries = MappingProxyType({})
) -> Select[Any]:
    """Return the statement that gives id and searched columns of each record of a view.

    `known` are the names of the countries that occur: naming all 250 takes ten times as long.
    """
    form = load_form(table)
    columns = inspect(RECORDS[table]).columns
    cells = [shown(form, field) for field in _looked_at(form)]
    ordered = _ordering(form, view, known)
    return (
        select(columns["id"], *cells)
        .where(columns["company_id"] == company_id)
        .where(and_(True, *(condition(form, part, today) for part in view.conditions)))
        .order_by(*ordered, columns["position"], columns["id"])
    )


def _countries(session: Session, table: str, company_id: str) -> Countries:
    """Return the names of the countries that occur in a table."""
    columns = inspect(RECORDS[table]).columns
    if "country" not in columns:
        return {}
    query = select(columns["country"]).where(columns["company_id"] == company_id).distinct()
    names = countries()
    return {code: names[code] for code in session.scalars(query) if code in names}


def condition(form: Form, part: Condition, today: date) -> Column:
    """Return one filter as SQL."""
    field = form.field(part.key)
    column = inspect(RECORDS[form.id]).columns[part.key]
    if part.op in ("filled", "empty"):
        blank = column.is_(None) if _may_be_null(field) else column == _EMPTY.get(field.kind, "")
        return blank if part.op == "empty" else ~blank
    if part.op in ("before", "after"):
        day = day_of(part.value, today)
        return column < day if part.op == "before" else column > day
    if field.kind is Kind.MULTI_CHOICE:
        same: Column = (";" + column + ";").contains(f";{part.value};", autoescape=True)
    elif field.kind is Kind.YES_NO:
        same = column.is_(part.value == "yes")
    else:
        same = column == part.value
    return same if part.op == "is" else or_(~same, column.is_(None))


def day_of(text: str, today: date) -> date:
    """Return the day a condition means; ValueError for anything else."""
    if text.startswith("today"):
        return today + timedelta(days=int(text[5:] or 0))
    return date.fromisoformat(text)


def _ordering(form: Form, view: View, known: Countries) -> list[Column]:
    """Return what a list is sorted by: as asked, by hand, or the newest first and then by name.

    Numbers inside a text count as numbers: 2 comes before 10.
    """
    usual = [] if form.by_position else [key for key in form.names if key != form.newest_first]
    newest = [form.newest_first] if form.newest_first and not view.order else []
    ordered = []
    for key in [view.order] if view.order else [*newest, *usual]:
        field = form.field(key)
        column = inspect(RECORDS[form.id]).columns[key]
        is_text = field.kind not in (Kind.DATE, Kind.NUMBER, Kind.YES_NO)
        value: Column = func.natural_key(_sorted_by(form, field, known)) if is_text else column
        last = or_(column.is_(None), column == "") if is_text else column.is_(None)
        ordered += [last, value.desc() if view.descending or key in newest else value]
    return ordered


def shown(form: Form, field: Field) -> Column:
    """Return a column, or the name of the record it points to."""
    column = inspect(RECORDS[form.id]).columns[field.key]
    return _name(field, column) if field.kind in (Kind.RECORD, Kind.EVIDENCE) else column


def _sorted_by(form: Form, field: Field, known: Countries) -> Column:
    """Return what a list is sorted by: choices by their labels, records by their names."""
    column = shown(form, field)
    labels = {choice.value: tr(choice.label) for choice in field.choices}
    if field.kind is Kind.COUNTRY:
        labels = dict(known)
    return case(labels, value=column, else_=column) if labels else func.coalesce(column, "")


def _name(field: Field, column: Column) -> Any:
    """Return the name of the record a column points to, as a subquery."""
    if field.kind is Kind.EVIDENCE:
        target = RECORDS["evidence"].__table__.alias()
        return select(target.c.title).where(target.c.id == column).scalar_subquery()
    form = load_form(field.to)
    target = RECORDS[field.to].__table__.alias()
    name: Column = literal("")
    for key in form.names:
        inner = form.field(key)
        part = target.c[key]
        part = _name(inner, part) if inner.kind is Kind.RECORD else part
        name = name.op("||")(" ").op("||")(func.coalesce(part, ""))
    return select(func.trim(name)).where(target.c.id == column).scalar_subquery()


def _may_be_null(field: Field) -> bool:
    return field.kind in (Kind.DATE, Kind.NUMBER, Kind.RECORD, Kind.EVIDENCE)


_EMPTY: dict[Kind, Any] = {Kind.YES_NO: False}
