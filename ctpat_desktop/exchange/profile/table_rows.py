"""Reads a table with one criterion per row: which column is what, and the answer of each row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ctpat_desktop.catalogue.answer_words import FIELDS
from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.exchange.profile.fields import field_of, named
from ctpat_desktop.exchange.profile.found import (
    FoundAnswer,
    FoundRemark,
    KnownCriteria,
    ReadingOptions,
    Source,
)
from ctpat_desktop.exchange.profile.numbers import after_nine, cell_number
from ctpat_desktop.exchange.profile.remarks import LONGEST_ANSWER, row_of, too_long, without_answers
from ctpat_desktop.exchange.tables.xlsx_book import as_read
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import folded

_SAMPLE = 300
"""Rows that are looked at to tell what a column holds."""
_MANY = frozenset({"answer", "evidence", "reason"})
"""Fields that several columns may hold together."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one table, with their numbers in the document, and its headings if it has any."""

    name: str
    headers: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    numbers: Sequence[int]


@dataclass(frozen=True, slots=True)
class TableAnswers:
    """What one table says; `ignored` are headings that go nowhere."""

    answers: tuple[FoundAnswer, ...]
    remarks: tuple[FoundRemark, ...]
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold which field, from 0."""

    by_field: Mapping[str, tuple[int, ...]]

    @property
    def is_useful(self) -> bool:
        """True where rows can be told and say something."""
        return "number" in self.by_field and len(self.by_field) > 1

    def of(self, field: str) -> tuple[int, ...]:
        """Return the columns of a field."""
        return self.by_field.get(field, ())


def columns_of(grid: Grid, source: Source) -> Columns:
    """Say which column is what: as the person says, by heading, else by what stands in it."""
    known, said = source.known, _named_columns(grid, source.options)
    found: dict[str, list[int]] = {field: [at] for field, at in said.items()}
    taken = set(said.values())
    for at, heading in enumerate(grid.headers):
        field = field_of(_first_part(heading))
        if at in taken or field in said or not field or field == "asked":
            continue
        found.setdefault(field, []).append(at)
    perhaps = found.pop("perhaps_answer", [])
    if perhaps and "answer" not in found:
        found["answer"] = perhaps[:1]
    if "number" not in said:
        number = _number_column(grid, known, found.get("number", []))
        if number is None:
            found.pop("number", None)
        else:
            found = {key: [at for at in places if at != number] for key, places in found.items()}
            found["number"] = [number]
    one = {
        field: tuple(places if field in _MANY else places[:1])
        for field, places in found.items()
        if places
    }
    return Columns(one)


def _named_columns(grid: Grid, options: ReadingOptions) -> dict[str, int]:
    """Return the columns a person named; Problem where there is no such field or heading."""
    found = {}
    refuse_fields(options.maps)
    for field, heading in options.maps:
        hits = [at for at, name in enumerate(grid.headers) if folded(name) == folded(heading)]
        if len(hits) != 1:
            seen = ", ".join(f"“{name}”" for name in grid.headers if name)
            raise Problem(
                tr("{name} has no column “{column}”.").format(name=grid.name, column=heading),
                tr("It has: {names}.").format(names=seen),
            )
        found[field] = hits[0]
    return found


def refuse_fields(maps: Iterable[tuple[str, str]]) -> None:
    """Raise Problem where a person names a field that answers do not have."""
    for field, _ in maps:
        if field not in FIELDS:
            raise Problem(
                tr("“{field}” is no field of an answer.").format(field=field),
                tr("Use: {names}.").format(names=", ".join(FIELDS)),
            )


def _first_part(heading: str) -> str:
    """Return a heading without the number of a further column, as in "What you do (2)"."""
    head, _, tail = heading.rpartition(" (")
    return head if head and tail[:-1].isdigit() and tail.endswith(")") else heading


def _number_column(grid: Grid, known: KnownCriteria, named: Sequence[int]) -> int | None:
    """Return the column with the most numbers of criteria, a named one before others."""
    rows = grid.rows[:_SAMPLE]
    width = max((len(row) for row in rows), default=0)
    best, most = None, 0
    for at in (*named, *(at for at in range(width) if at not in named)):
        cells = [row[at] for row in rows if at < len(row) and as_text(row[at])]
        hits = sum(known.is_number(cell_number(cell, known)) for cell in cells)
        is_enough = at in named or hits * 2 > len(cells)
        if hits > most and is_enough:
            best, most = at, hits
    return best if best is not None else (named[0] if named else None)


def without_headings(grid: Grid, columns: Columns, known: KnownCriteria) -> tuple[Columns, str]:
    """Return the columns of a table that has only numbers and words, and a remark on it."""
    (number,) = columns.of("number") or (None,)
    if number is None or len(columns.by_field) > 1 or grid.headers:
        return columns, ""
    grid = replace(grid, rows=grid.rows[:_SAMPLE])
    width = max((len(row) for row in grid.rows), default=0)
    sizes = {
        at: sum(len(as_text(row[at])) for row in grid.rows if at < len(row))
        for at in range(width)
        if at != number and not _is_titles(grid, at, number, known)
    }
    if not any(sizes.values()):
        return columns, ""
    longest = max(sizes, key=lambda at: (sizes[at], at))
    text = tr("{grid} has no headings; its column {column} was read as the answer.").format(
        grid=grid.name, column=longest + 1
    )
    return Columns({**columns.by_field, "answer": (longest,)}), text


def _is_titles(grid: Grid, at: int, number: int, known: KnownCriteria) -> bool:
    """Return whether a column repeats the titles of the criteria."""
    cells = [row for row in grid.rows if at < len(row) and number < len(row) and as_text(row[at])]
    hits = sum(known.is_title(cell_number(row[number], known), as_text(row[at])) for row in cells)
    return hits * 2 > len(cells)


def _typed(grid: Grid, number_at: int, known: KnownCriteria) -> set[str]:
    """Return the numbers that stand in a sheet as text, where no zero is lost."""
    cells = (row[number_at] for row in grid.rows if number_at < len(row))
    return {cell_number(cell, known) for cell in cells if isinstance(cell, str)}


def read_table(grid: Grid, columns: Columns, known: KnownCriteria) -> TableAnswers:
    """Return the answer of each row; rows without a number go on with the row above."""
    answers, remarks, last = list[FoundAnswer](), list[FoundRemark](), ""
    at, places = 0, dict[tuple[str, str], int]()
    if "answer" not in columns.by_field:
        remarks.append(FoundRemark(0, without_answers(grid.name), "answer", grid.name))
    number_at = columns.of("number")[0]
    typed = _typed(grid, number_at, known)
    for cells, row in zip(grid.rows, grid.numbers, strict=True):
        place = row_of(grid.name, row)
        cell = cells[number_at] if number_at < len(cells) else None
        number = cell_number(cell, known)
        found, stated = _answer(cells, columns, number, (row, place))
        if isinstance(cell, float) and number:
            meant = after_nine(number, last, known)
            if meant and meant not in typed:
                text = tr("The number {number} after {last} was read as {meant}.").format(
                    number=number, last=last, meant=meant
                )
                remarks.append(FoundRemark(row, text, "number", place))
                found, number = replace(found, criterion=meant), meant
        found = _as_statement(found, stated, known)
        if number:
            at, last = _keep(answers, places, found), number
        elif as_text(cell):
            remarks += _unread(cell, found)
            last = ""
        elif not found.says_nothing and last:
            answers[at] = _joined(answers[at], found)
            if not found.statements:
                text = tr("This row has no number; its words were added to {last}.").format(
                    last=last
                )
                remarks.append(FoundRemark(row, text, "", place))
        elif not found.says_nothing:
            remarks.append(
                FoundRemark(row, tr("This row has no number; it was not read."), "", place)
            )
    used = {place for held in columns.by_field.values() for place in held}
    ignored = tuple(name for place, name in enumerate(grid.headers) if name and place not in used)
    return TableAnswers(tuple(answers), tuple(remarks), ignored)


def _keep(
    answers: list[FoundAnswer], places: dict[tuple[str, str], int], answer: FoundAnswer
) -> int:
    """Keep the answer of a row and return its place; a statement goes to the answer it is under."""
    here = (answer.criterion, folded(answer.site))
    at = places.get(here) if answer.statements else None
    if at is None:
        places[here] = at = len(answers)
        answers.append(_bounded(answer))
    else:
        answers[at] = _joined(answers[at], answer)
    return at


def _unread(cell: Any, answer: FoundAnswer) -> list[FoundRemark]:
    """Return a remark on a row that names no criterion, where it says something."""
    if answer.says_nothing:
        return []
    shown = as_text(cell)[:60]
    text = tr("“{shown}” is no number of a criterion; the row was not read.").format(shown=shown)
    if isinstance(cell, date):
        text = tr(
            "“{shown}” is a day, not a number; write the numbers as text. The row was not read."
        ).format(shown=shown)
    return [FoundRemark(answer.row, text, "number", answer.place)]


def _answer(
    cells: Sequence[Any], columns: Columns, number: str, where: tuple[int, str]
) -> tuple[FoundAnswer, str]:
    """Return what a row says, and what it names as a statement."""

    def texts(field: str) -> list[str]:
        return [as_text(cells[at]) for at in columns.of(field) if at < len(cells)]

    def first(field: str) -> str:
        return next(iter(texts(field)), "").strip()

    def day(field: str) -> Any:
        at = next(iter(columns.of(field)), len(cells))
        return (cells[at] or None) if at < len(cells) else None

    found = FoundAnswer(
        number,
        *where,
        status=first("status"),
        narrative=_whole(texts("answer")),
        reason=_whole(texts("reason")),
        owner=first("owner"),
        reviewed_on=day("reviewed_on"),
        target_on=day("target_on"),
        evidence=tuple(names_in("\n".join(texts("evidence")))),
        site=first("site"),
    )
    return found, first("statement")


def _as_statement(answer: FoundAnswer, cell: str, known: KnownCriteria) -> FoundAnswer:
    """Return a row with the words of one statement, where a cell names one, not what is asked."""
    if not cell or known.is_title(answer.criterion, cell):
        return answer
    one = replace(named(cell), text=answer.narrative, evidence=answer.evidence)
    return replace(answer, narrative="", statements=(one,))


def _whole(texts: Sequence[str]) -> str:
    """Join the columns of one text: parts of a text too long for a cell follow one another."""
    joined = ""
    for text in texts:
        is_cut = len(joined.encode("utf-16-le")) >= _CUT_AT or not joined
        joined = f"{joined}{text}" if is_cut else f"{joined}\n\n{text}".rstrip()
    return joined


_CUT_AT = 32_766
"""Bytes from which a cell counts as full; a full cell holds at least 16,383 letters."""


def names_in(text: str) -> list[str]:
    """Return the names of documents in a cell: one per line, or parted by semicolons."""
    parts = (part.strip(" -•*\t") for line in text.split("\n") for part in line.split(";"))
    return [part for part in parts if part]


def _bounded(answer: FoundAnswer) -> FoundAnswer:
    texts = (answer.narrative, *(row.text for row in answer.statements))
    if max(map(len, texts)) <= LONGEST_ANSWER:
        return answer
    return replace(answer, narrative="", statements=(), refused=too_long())


def _joined(above: FoundAnswer, below: FoundAnswer) -> FoundAnswer:
    """Return an answer with the words of the row below it."""
    words = "\n\n".join(filter(None, (above.narrative, below.narrative)))
    return _bounded(
        replace(
            above,
            narrative=words,
            status=above.status or below.status,
            owner=above.owner or below.owner,
            reason="\n\n".join(filter(None, (above.reason, below.reason))),
            evidence=(*above.evidence, *below.evidence),
            statements=(*above.statements, *below.statements),
            refused=above.refused or below.refused,
        )
    )


def as_text(cell: Any) -> str:
    """Return a cell as text with its line breaks."""
    is_known = isinstance(cell, str | int | float | bool | date)
    return as_read(cell) if is_known else printable(str(cell or ""))
