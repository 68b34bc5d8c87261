"""What an import would do, row by row: new, changed, unchanged or refused. Nothing is written.

A row means the record with the same values in the form's matching fields; where one of them is
empty or not in the sheet, the naming fields tell. The second row of a sheet for one record is
refused, so that the order of rows never decides. Empty cells leave what is stored.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from ctpat_desktop.catalogue.forms import Field, Form, Kind
from ctpat_desktop.records.base import new_ids
from ctpat_desktop.services.parsing import Missing, Parsed, Several, sentence
from ctpat_desktop.support.words import folded

Values = dict[str, Any]


class Outcome(StrEnum):
    """What happens with a row; new and changed rows count as accepted."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should know of one cell: row, field key, words, and the field's label."""

    row: int
    field: str
    text: str
    label: str = ""

    def values(self) -> dict[str, Any]:
        """Return it as plain values for programs."""
        return {"row": self.row, "field": self.field, "text": self.text}

    def sentence(self) -> str:
        """Return it as a sentence for people, without the row."""
        return f"{self.label}: {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One row of the sheet: its number there, what it is called, what happens and why not."""

    number: int
    title: str
    outcome: Outcome
    reason: str = ""
    fields: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True)
class Plan:
    """Everything an import would write; `missing` are simple records made along the way."""

    rows: list[RowPlan] = field(default_factory=list)
    new: list[Values] = field(default_factory=list)
    changed: dict[str, Values] = field(default_factory=dict)
    missing: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stored:
    """The records of a company that a sheet may mean: id to values, and ids by key."""

    values: Mapping[str, Values]
    by_key: Mapping[tuple[str, tuple[Any, ...]], tuple[str, ...]]


class Planner:
    """Goes through the rows of one sheet once."""

    def __init__(
        self,
        form: Form,
        company_id: str,
        columns: Mapping[str, Parsed],
        stored: Stored,
        titles: Sequence[str],
        odd: Mapping[int, str] | None = None,
    ) -> None:
        """Take the parsed columns by field key, what is there already, and what rows are called.

        `odd` says of rows why they are no records.
        """
        self.form, self.company_id, self.stored = form, company_id, stored
        self.keys = tuple(columns)
        self.columns, self.titles, self.odd = columns, titles, odd or {}
        self.links = tuple(k for k in self.keys if form.field(k).kind in _LINKS)
        self.match, self.names = match_keys(form, self.keys)
        self.needed = tuple(field for field in form.columns if _is_parent(field))
        self.taken: dict[tuple[str, tuple[Any, ...]], int] = {}
        self.plan = Plan()
        self.cells = list(zip(*(columns[key].values for key in self.keys), strict=True))

    def run(self, numbers: Sequence[int]) -> Plan:
        """Decide on every row and return the plan."""
        refused, remarks = self._reasons(), self._remarks(numbers)
        ids = new_ids(len(numbers))
        for place, number in enumerate(numbers):
            if place in refused:
                row = RowPlan(number, self.titles[place], Outcome.REFUSED, refused[place])
            else:
                cells = zip(self.keys, self.cells[place], strict=True)
                given = {key: value for key, value in cells if value is not None}
                row = self._row(number, self.titles[place], given, ids[place])
            if place in remarks:
                row = replace(row, remarks=(*row.remarks, *remarks[place]))
            self.plan.rows.append(row)
        return self.plan

    def _reasons(self) -> dict[int, str]:
        found: dict[int, list[str]] = {}
        for parsed in self.columns.values():
            for place, reason in parsed.refused.items():
                found.setdefault(place, []).append(reason)
        reasons = {place: " ".join(reasons) for place, reasons in found.items()}
        return {**reasons, **{place: f"{why}." for place, why in self.odd.items()}}

    def _remarks(self, numbers: Sequence[int]) -> dict[int, list[Remark]]:
        found: dict[int, list[Remark]] = {}
        for key, parsed in self.columns.items():
            for place, text in parsed.remarks.items():
                if place not in self.odd:
                    remark = Remark(numbers[place], key, f"{text}.", parsed.label)
                    found.setdefault(place, []).append(remark)
        return found

    def _row(self, number: int, title: str, given: Values, record_id: str) -> RowPlan:
        key = key_of(given, self.match, self.names)
        if key is None:
            names = " / ".join(self.form.field(name).label for name in self.form.names)
            return RowPlan(number, title, Outcome.REFUSED, sentence(names, "is empty"))
        given, remarks = self._clear(number, given)
        ids = self.stored.by_key.get(key, ()) or self._unsaid(key, given)
        plans = [self._against(record_id, given) for record_id in ids]
        if any(fresh == {} for fresh in plans):
            return RowPlan(number, title, Outcome.UNCHANGED)
        reason = self._refusal(key, given, ids)
        if reason:
            return RowPlan(number, title, Outcome.REFUSED, reason)
        self.taken[key] = number
        fresh = plans[0] if plans else given
        self._note_missing(fresh)
        if plans:
            self.plan.changed[ids[0]] = fresh
            return RowPlan(number, title, Outcome.CHANGED, "", tuple(fresh), remarks)
        self.plan.new.append({"id": record_id, "company_id": self.company_id, **fresh})
        return RowPlan(number, title, Outcome.NEW, remarks=remarks)

    def _clear(self, number: int, given: Values) -> tuple[Values, tuple[Remark, ...]]:
        """Return values without links that may mean several records and may stay empty."""
        remarks = []
        for name in self.links:
            value = given.get(name)
            if isinstance(value, Several) and not costs_the_row(self.form, self.form.field(name)):
                text = f"{len(value.ids)} records have this name; left empty."
                remarks.append(Remark(number, name, text, self.form.field(name).label))
        left_out = {remark.field for remark in remarks}
        return {key: value for key, value in given.items() if key not in left_out}, tuple(remarks)

    def _refusal(self, key: tuple[str, tuple[Any, ...]], given: Values, ids: Sequence[str]) -> str:
        if key in self.taken:
            return f"Row {self.taken[key]} is about the same {self.form.title.lower()} already."
        if len(ids) > 1:
            return f"{len(ids)} records are called so already; it is not clear which is meant."
        for name in self.links:
            if isinstance(given.get(name), Several):
                count = len(given[name].ids)
                label = self.form.field(name).label
                return sentence(label, f"{count} records have this name; it is not clear which")
        if ids:
            return ""
        for asked in self.needed:
            if asked.key not in given:
                return sentence(asked.label, "is empty")
        if not any(name in given for name in self.form.names):  # a record nobody could find again
            names = " / ".join(self.form.field(name).label for name in self.form.names)
            return sentence(names, "is empty")
        return ""

    def _against(self, record_id: str, given: Values) -> Values:
        """Return the given values that differ from a stored record."""
        there = self.stored.values[record_id]
        return {
            name: value
            for name, value in given.items()
            if value != there[name]
            and not (isinstance(value, Several) and there[name] in value.ids)
        }

    def _unsaid(self, key: tuple[str, tuple[Any, ...]], row: Values) -> tuple[str, ...]:
        """Return the records of the same name that lack what else the row is matched by."""
        if key[0] != "match" or self.match == self.names:
            return ()
        names = tuple(comparable(row.get(name)) for name in self.names)
        found = self.stored.by_key.get(("names", names), ())
        return tuple(record_id for record_id in found if self._may_be(record_id, row))

    def _may_be(self, record_id: str, row: Values) -> bool:
        there = self.stored.values[record_id]
        return all(there[name] in ("", None, row.get(name)) for name in self.match)

    def _note_missing(self, values: Values) -> None:
        for name in self.links:
            value = values.get(name)
            if isinstance(value, Missing):
                made = self.plan.missing.setdefault(self.form.field(name).to, {})
                made.setdefault(value.folded, value.name)


_LINKS = (Kind.RECORD, Kind.EVIDENCE)


def match_keys(form: Form, mapped: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the mapped fields that tell which record is meant, and those for when one is empty."""
    parents = tuple(asked.key for asked in form.columns if _is_parent(asked))
    named = tuple(key for key in dict.fromkeys((*parents, *form.names)) if key in mapped)
    match = tuple(key for key in form.match if key in mapped)
    return match or named or tuple(mapped), named or tuple(mapped)


def key_of(
    row: Mapping[str, Any], match: Sequence[str], names: Sequence[str]
) -> tuple[str, tuple[Any, ...]] | None:
    """Return what tells which record a row means; None where it names none."""
    values = tuple([comparable(row.get(key)) for key in match])
    if all(values):
        return ("match", values)
    values = tuple([comparable(row.get(key)) for key in names])
    return ("names", values) if any(values) else None


def keys_of(
    row: Mapping[str, Any], match: Sequence[str], names: Sequence[str]
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield every key a stored record is found by."""
    yield "match", tuple(comparable(row[key]) for key in match)
    yield "names", tuple(comparable(row[key]) for key in names)


def comparable(value: Any) -> Any:
    """Return a value so that the same one written otherwise is equal to it."""
    if isinstance(value, str):
        return folded(value) or value.strip()
    if isinstance(value, Missing):
        return value.folded
    return value if value is not None else ""


def costs_the_row(form: Form, asked: Field) -> bool:
    """Return whether a row is refused for a doubtful cell of a field; else the cell is left empty.

    That is so where the field is required, or tells which record is meant.
    """
    return asked.required or asked.key in form.names or asked.key in form.match


def _is_parent(asked: Field) -> bool:
    return asked.kind is Kind.RECORD and asked.required
