"""What a chart shows, as plain values; its table is made of the same values and cannot differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from ctpat_desktop.documents.core.sketch import Fill, Ink
from ctpat_desktop.support.language import ntr, number_text, tr

Cell: TypeAlias = str | int
SOON = timedelta(days=90)
"""Ahead of today, what the table of a timeline counts as near."""


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, and rows as long as they are; a number is a count."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def words(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows as they are read."""
        for row in self.rows:
            yield tuple(number_text(c) if isinstance(c, int) else c for c in row)


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart: a value for each moment, None where it is not recorded."""

    name: str
    values: tuple[int | None, ...]
    ink: Ink
    corners: int
    """Corners of the mark of each of its points."""
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """Counts over moments; the series have values for the first of them, the rest is to come."""

    heading: str
    """What the moments are, such as "Month"."""
    unit: str
    moments: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def passed(self) -> int:
        """How many of the moments have come."""
        return len(self.series[0].values) if self.series else 0

    def table(self) -> Table:
        """Return a row for each moment that has come."""
        missing = tr("not recorded")
        rows = zip(*(line.values for line in self.series), strict=True)
        return Table(
            (self.heading, *(line.name for line in self.series)),
            tuple(
                (moment, *(missing if value is None else value for value in row))
                for moment, row in zip(self.moments, rows, strict=False)
            ),
        )


@dataclass(frozen=True, slots=True)
class Share:
    """One part every bar of a chart has."""

    name: str
    fill: Fill


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars made of parts that add up to a whole; each row has a count for each part."""

    heading: str
    shares: tuple[Share, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]

    def table(self) -> Table:
        """Return a row for each bar, with its whole and the share of the first part."""
        return Table(
            (
                self.heading,
                tr("In all"),
                *(share.name for share in self.shares),
                percent_heading(self),
            ),
            tuple(
                (label, sum(counts), *counts, percent_words(counts)) for label, counts in self.rows
            ),
        )


def percent_heading(bars: Bars) -> str:
    """Return the heading of the share of the first part."""
    return tr("{part}, share").format(part=bars.shares[0].name)


def percent_words(counts: tuple[int, ...]) -> str:
    """Return the share of the first part in percent; whole only where it is all of it."""
    whole = sum(counts)
    if not whole:
        return "-"
    share = 100 * counts[0] // whole
    return tr("{n} %").format(n=share)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a grid: how many there are, what it means, and its color."""

    count: int
    words: str
    fill: Fill


@dataclass(frozen=True, slots=True)
class Grid:
    """Counts by two things, each with its values; fields are in the order of rows."""

    down: str
    across: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    fields: tuple[tuple[Field, ...], ...]
    unit: str

    def table(self) -> Table:
        """Return a row for each field, also for those that have none."""
        return Table(
            (self.down, self.across, tr("Risk"), self.unit),
            tuple(
                (row, column, field.words, field.count)
                for row, line in zip(self.rows, self.fields, strict=True)
                for column, field in zip(self.columns, line, strict=True)
            ),
        )


@dataclass(frozen=True, slots=True)
class Lane:
    """One area of a timeline: the days something holds, and how many begin and end on which."""

    label: str
    count: int
    spans: tuple[tuple[date, date], ...] = ()
    begun: tuple[tuple[date, int], ...] = ()
    ended: tuple[tuple[date, int], ...] = ()
    open_ended: int = 0
    """How many have no day on which they end."""
    undated: int = 0
    """How many have no day at all on which they begin."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Areas over time, with a line at today; it is drawn from the first day to the last."""

    first: date
    last: date
    today: date
    lanes: tuple[Lane, ...]

    def table(self) -> Table:
        """Return a row for each area with the counts of its marks before and after today."""
        heads = (tr("Area"), tr("Documents"), tr("Made or added"), tr("Ended before today"))
        near = ntr("End in the {n} day ahead", "End in the {n} days ahead", SOON.days)
        more = (near, tr("End later"), tr("Without an end"), tr("No first day"))
        return Table((*heads, *more), tuple(self._row(lane) for lane in self.lanes))

    def _row(self, lane: Lane) -> tuple[Cell, ...]:
        begun = sum(count for _, count in lane.begun)
        soon = self.today + SOON
        past = sum(count for day, count in lane.ended if day < self.today)
        near = sum(count for day, count in lane.ended if self.today <= day <= soon)
        later = sum(count for day, count in lane.ended if day > soon)
        return (lane.label, lane.count, begun, past, near, later, lane.open_ended, lane.undated)


Body: TypeAlias = Lines | Bars | Grid | Timeline


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: its name, what it says in a sentence or two, and what to know about it.

    `body` is None where there is nothing to show yet.
    """

    key: str
    title: str
    summary: str
    body: Body | None
    notes: tuple[str, ...] = ()

    def table(self) -> Table:
        """Return the numbers of the drawing."""
        return self.body.table() if self.body is not None else Table((), ())
