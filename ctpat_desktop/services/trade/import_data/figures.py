"""What an officer reads from the import data: sums by country, chapter, supplier; year on year."""

import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, select, text
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.values import countries
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import ItracFile, ItracLine, RiskOrigin
from ctpat_desktop.services.trade.import_data.lines import ENTRY_TYPES
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.workspace.unit import Workspace

DIMENSIONS: dict[str, str] = {
    "origin": N_("Country of origin"),
    "chapter": N_("HTS chapter"),
    "supplier": N_("Manufacturer"),
    "entry_type": N_("Entry type"),
    "exam": N_("Exams"),
    "discrepancy": N_("Discrepancies"),
    "program": N_("Special program"),
    "importer_number": N_("Importer number"),
    "month": N_("Month"),
}
"""What the figures can be put together by."""


KEPT_KB = 96 * 1024
"""Kilobytes of pages kept at most: some 300,000 lines; a smaller file needs no more than it is."""

MONTHS = (
    *(
        N_("January"),
        N_("February"),
        N_("March"),
        N_("April"),
        N_("May"),
        N_("June"),
        N_("July"),
        N_("August"),
    ),
    *(N_("September"), N_("October"), N_("November"), N_("December")),
)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One country, chapter or other heading: two years side by side; money in US cents."""

    key: str
    label: str
    value: int
    value_before: int
    lines: int
    lines_before: int
    entries: int
    entries_before: int
    duty: int

    @property
    def change(self) -> float | None:
        """The change of the value as a share; None where there was none before."""
        if not self.value_before:
            return None
        return (self.value - self.value_before) / self.value_before


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of one year; money in US cents."""

    entries: int
    lines: int
    value: int
    duty: int
    suppliers: int
    origins: int
    examined: int
    discrepancies: int


@dataclass(frozen=True, slots=True)
class Risky:
    """Lines of one year that come from an origin the company watches."""

    origin: str
    goods: str
    reason: str
    record_id: str
    lines: int
    value: int
    suppliers: int


def years(scope: Scope) -> tuple[int, ...]:
    """Return the calendar years of entry the data covers, the newest first."""
    year = _year().label("year")
    query = (
        select(year).select_from(ItracLine).join(ItracFile).where(_own(scope.company_id)).distinct()
    )
    with scope.workspace.read() as session:
        found = [row[0] for row in session.execute(query) if row[0]]
    return tuple(sorted(found, reverse=True))


def totals(scope: Scope, year: int) -> Totals:
    """Return the sums of one year."""
    query = (
        select(
            func.count(ItracLine.entry_number.distinct()),
            func.count(),
            func.coalesce(func.sum(ItracLine.value), 0),
            func.coalesce(func.sum(ItracLine.duty), 0),
            func.count(_filled(ItracLine.supplier).distinct()),
            func.count(_filled(ItracLine.origin).distinct()),
            func.count(case((_happened(ItracLine.exam), ItracLine.entry_number)).distinct()),
            func.count(case((_happened(ItracLine.discrepancy), 1))),
        )
        .select_from(ItracLine)
        .join(ItracFile)
        .where(_own(scope.company_id), _within(year, year))
    )
    with _reading(scope.workspace) as session:
        return Totals(*(int(value) for value in session.execute(query).one()))


def by(scope: Scope, dimension: str, year: int, most: int | None = None) -> tuple[FigureRow, ...]:
    """Return a year beside the year before, the largest value first."""
    key = _key(dimension).label("key")
    is_now = _within(year, year).label("is_now")
    query = (
        select(
            key,
            is_now,
            func.coalesce(func.sum(ItracLine.value), 0),
            func.count(),
            func.count(ItracLine.entry_number.distinct()),
            func.coalesce(func.sum(ItracLine.duty), 0),
        )
        .select_from(ItracLine)
        .join(ItracFile)
        .where(_own(scope.company_id), _within(year - 1, year))
        .group_by(key, is_now)
    )
    if dimension in ("exam", "discrepancy"):
        column = ItracLine.exam if dimension == "exam" else ItracLine.discrepancy
        query = query.where(_happened(column))
    with _reading(scope.workspace) as session:
        rows = list(_side_by_side(dimension, session.execute(query)))
    if dimension == "month":
        return tuple(sorted(rows, key=lambda row: int(row.key or 0)))
    rows.sort(key=lambda row: (-row.value, -row.lines, -row.value_before, row.label))
    return tuple(rows[:most])


def risky(scope: Scope, year: int) -> tuple[Risky, ...]:
    """Return the origins the company watches that appear in a year's lines."""
    query = select(RiskOrigin).where(RiskOrigin.company_id == scope.company_id)
    with _reading(scope.workspace) as session:
        watched = session.scalars(query.order_by(RiskOrigin.position, RiskOrigin.id)).all()
        found = [_risky(session, scope.company_id, year, row) for row in watched]
    return tuple(row for row in found if row.lines)


def label_of(dimension: str, key: str) -> str:
    """Return what a key is called: a country's name, a chapter's title."""
    if not key:
        return tr("Not said")
    if dimension == "origin":
        return countries().get(key.upper(), key)
    if dimension == "chapter":
        title = chapters().get(key, "")
        return f"{key} {title}".strip()
    if dimension == "entry_type":
        words = ENTRY_TYPES.get(key.zfill(2), "")
        return f"{key} {tr(words)}".strip()
    if dimension == "month" and key.isdigit():
        return tr(MONTHS[int(key) - 1])
    return key


@cache
def chapters() -> dict[str, str]:
    """Return short titles of the tariff's chapters by their two digits."""
    path = shipped("forms", "lists", "hts_chapters.toml")
    return {
        key: str(title) for key, title in tomllib.loads(path.read_text("utf-8"))["chapters"].items()
    }


def _side_by_side(dimension: str, rows: Iterable[Any]) -> Iterator[FigureRow]:
    """Yield one row for each key from the sums of either year."""
    sums: dict[str, dict[bool, list[int]]] = {}
    for key, is_now, *numbers in rows:
        sums.setdefault(str(key or ""), {})[bool(is_now)] = [int(number) for number in numbers]
    nothing = [0, 0, 0, 0]
    for key, years in sums.items():
        value, lines, entries, duty = years.get(True, nothing)
        value_before, lines_before, entries_before, _ = years.get(False, nothing)
        yield FigureRow(
            key,
            label_of(dimension, key),
            value,
            value_before,
            lines,
            lines_before,
            entries,
            entries_before,
            duty,
        )


def _risky(session: Session, company_id: str, year: int, row: RiskOrigin) -> Risky:
    conditions = [_own(company_id), _within(year, year)]
    if row.country:
        conditions.append(func.upper(ItracLine.origin) == row.country.upper())
    prefix = "".join(letter for letter in row.hts if letter.isalnum())
    if prefix:
        conditions.append(ItracLine.hts.startswith(prefix))
    query = (
        select(
            func.count(),
            func.coalesce(func.sum(ItracLine.value), 0),
            func.count(_filled(ItracLine.supplier).distinct()),
        )
        .select_from(ItracLine)
        .join(ItracFile)
        .where(and_(*conditions))
    )
    lines, value, suppliers = session.execute(query).one()
    goods = row.goods or (tr("HTS {number}").format(number=row.hts) if row.hts else tr("all goods"))
    if row.region:
        goods += f" ({tr('from {region}? The data does not tell').format(region=row.region)})"
    return Risky(
        label_of("origin", row.country), goods, row.reason, row.id, lines, int(value), suppliers
    )


def _own(company_id: str) -> ColumnElement[bool]:
    return ItracFile.company_id == company_id


def _year() -> ColumnElement[int]:
    return func.extract("year", ItracLine.entry_date)


def _within(first: int, last: int) -> ColumnElement[bool]:
    """Tell that an entry is of these years; compared as stored, which reading a year is not."""
    return ItracLine.entry_date.between(date(first, 1, 1), date(last, 12, 31))


@contextmanager
def _reading(workspace: Workspace) -> Iterator[Session]:
    """Give a session that keeps in memory the pages it reads, until the file is locked.

    Each figure reads every line of a year; decrypting them anew takes several times as long.
    """
    with workspace.read() as session:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(text(f"PRAGMA cache_size = -{KEPT_KB}"))
        yield session


def _filled(column: Any) -> ColumnElement[Any]:
    return func.nullif(column, "")


def _happened(column: Any) -> ColumnElement[bool]:
    """Tell that a cell says something happened; "N", "No", "None" and "0" say it did not."""
    said = func.upper(func.trim(column))
    return said.not_in(("", "N", "NO", "NONE", "0", "-"))


def _key(dimension: str) -> Any:
    if dimension == "chapter":
        return func.substr(ItracLine.hts, 1, 2)
    if dimension == "month":
        return cast(func.extract("month", ItracLine.entry_date), Integer)
    if dimension == "origin":
        return func.upper(ItracLine.origin)
    return getattr(ItracLine, dimension)
