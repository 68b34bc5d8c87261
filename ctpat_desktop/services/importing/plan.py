"""What an import would do, row by row: new, changed, unchanged, in conflict or refused.

A row means the record with the same values in the form's matching fields; where one of them is
empty or not in the sheet, the naming fields tell. The second row of a sheet for one record is
refused, so that the order of rows never decides. Empty cells leave what is stored. Nothing is
written here; `import_meeting` says what a conflict is.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ctpat_desktop.catalogue.forms import Field, Form, Kind
from ctpat_desktop.reading.naming import Several
from ctpat_desktop.records.base import new_ids
from ctpat_desktop.services.importing import refusals
from ctpat_desktop.services.importing.cells import Missing, Parsed, sentence
from ctpat_desktop.services.importing.conflicts import (
    Conflict,
    Decided,
    Decision,
    Values,
    allowed,
    contradictions,
)
from ctpat_desktop.services.importing.keys import (
    NAMELESS,
    Key,
    column_keys,
    comparable,
    is_parent,
    match_keys,
    values_of,
)
from ctpat_desktop.services.importing.rows import Outcome, Remark, RowPlan
from ctpat_desktop.services.registers.date_doubts import EVERYWHERE, RowRules
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.times import read_time


@dataclass(slots=True)
class Plan:
    """Everything an import would write; `missing` are simple records made along the way.

    `conflicts` wait for a decision, by the number of their row.
    """

    rows: list[RowPlan] = field(default_factory=list)
    new: list[Values] = field(default_factory=list)
    changed: dict[str, Values] = field(default_factory=dict)
    missing: dict[str, dict[str, str]] = field(default_factory=dict)
    conflicts: dict[int, Conflict] = field(default_factory=dict)

    def settled(self, form: Form, company_id: str, decided: Decided) -> "Plan":
        """Return the plan with every conflict written as decided, or left out."""
        names = {table: dict(found) for table, found in self.missing.items()}
        plan = Plan(self.rows, [*self.new], dict(self.changed), names, self.conflicts)
        for number, conflict in self.conflicts.items():
            said = decided.of(number, conflict)
            if said is Decision.TAKE:
                plan.changed[conflict.record_id] = conflict.differs
                plan.note_missing(form, conflict.differs)
            elif said is Decision.ADD:
                own = {"id": conflict.new_id, "company_id": company_id}
                plan.new.append({**own, **conflict.values})
                plan.note_missing(form, conflict.values)
        return plan

    def note_missing(self, form: Form, values: Values) -> None:
        """Note the simple records that values name and nobody has added yet."""
        if Missing not in map(type, values.values()):  # the usual case, told in one go
            return
        for name, value in values.items():
            if isinstance(value, Missing):
                made = self.missing.setdefault(form.field(name).to, {})
                made.setdefault(value.folded, value.name)


@dataclass(frozen=True, slots=True)
class StoredRecords:
    """The records of a company that a sheet may mean: id to values, and ids by key."""

    values: Mapping[str, Values]
    by_key: Mapping[Key, tuple[str, ...]]


class _Met(NamedTuple):
    """A row that names a record: how, what it says, and what a new record would be called by."""

    number: int
    title: str
    key: Key
    values: Values
    new_id: str
    remarks: tuple[Remark, ...] = ()

    def planned(self, outcome: Outcome, reason: str = "", **more: Any) -> RowPlan:
        """Return the row with what happens to it."""
        return RowPlan(self.number, self.title, outcome, reason, **more)

    def without_gaps(self) -> "_Met":
        """Return the row without the fields it leaves empty."""
        filled = {name: value for name, value in self.values.items() if value is not None}
        return self._replace(values=filled)


class Planner:
    """Goes through the rows of one sheet once."""

    def __init__(
        self,
        form: Form,
        company_id: str,
        columns: Mapping[str, Parsed],
        stored: StoredRecords,
        titles: Sequence[str],
        odd: Mapping[int, str] | None = None,
        rules: RowRules | None = None,
    ) -> None:
        """Take the parsed columns by field key, what is there already, and what rows are called.

        `odd` says of rows why they are no records; `rules` what cannot be in a record.
        """
        self.rules = rules
        self.form, self.company_id, self.stored = form, company_id, stored
        self.keys = tuple(columns)
        self.columns, self.titles, self.odd = columns, titles, odd or {}
        self.links = tuple(k for k in self.keys if form.field(k).kind in _LINKS)
        self.match, self.names = match_keys(form, self.keys)
        self.needed = tuple(field for field in form.columns if is_parent(field))
        self.taken: dict[Key, tuple[int, str, Values]] = {}
        self.plan = Plan()

    def run(self, numbers: Sequence[int]) -> Plan:
        """Decide on every row and return the plan."""
        refused, remarks = self._reasons(), self._remarks(numbers)
        gaps, suspects = self._gaps(), self._suspects()
        for place, met in enumerate(self._all(numbers)):
            if place in refused:
                row = met.planned(Outcome.REFUSED, refused[place])
            elif met.key is NAMELESS:
                row = met.planned(Outcome.REFUSED, self._nameless())
            else:
                if place in gaps:
                    met = met.without_gaps()
                is_plain = place not in suspects and self._is_unmet(met.key)
                row = self._added(met) if is_plain else self._row(met)
            if place in remarks:
                row = row._replace(remarks=(*row.remarks, *remarks[place]))
            self.plan.rows.append(row)
        return self.plan

    def _all(self, numbers: Sequence[int]) -> Iterator[_Met]:
        """Yield every row of the sheet with what tells which record it means."""
        columns = {name: parsed.values for name, parsed in self.columns.items()}
        keys = column_keys(self.form, columns, self.match, self.names)
        cells = zip(*columns.values(), strict=True)
        values = (dict(zip(self.keys, row, strict=True)) for row in cells)
        return map(_Met, numbers, self.titles, keys, values, new_ids(len(numbers)))

    def _suspects(self) -> Container[int]:
        """Return the places of the rows that need more than a look at their key."""
        if self.links or not set(self.form.names) & {*self.match}:
            return EVERYWHERE
        columns = {name: parsed.values for name, parsed in self.columns.items()}
        return self.rules.suspects(columns) if self.rules is not None else ()

    def _is_unmet(self, key: Key) -> bool:
        """Return whether no record and no row before is called so; true of most first lists."""
        if key in self.taken or key in self.stored.by_key:
            return False
        return self.match == self.names or not self.stored.by_key

    def _gaps(self) -> set[int]:
        """Return the places of the rows that leave a field empty."""
        return {
            place
            for parsed in self.columns.values()
            if None in parsed.values
            for place, value in enumerate(parsed.values)
            if value is None
        }

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

    def _nameless(self) -> str:
        names = " / ".join(tr(self.form.field(name).label) for name in self.form.names)
        return sentence(names, tr("is empty"))

    def _row(self, met: _Met) -> RowPlan:
        if self.links:
            values, remarks = self._clear(met.number, met.values)
            met = met._replace(values=values, remarks=remarks)
        key, values = met.key, met.values
        ids = self._named(self._known(key), values) or self._unsaid(key, values)
        if not ids and key not in self.taken:
            return self._first(met)
        plans = {there: self._against(there, values) for there in ids}
        if any(fresh == {} for fresh in plans.values()):
            return met.planned(Outcome.UNCHANGED)
        if self.form.asks_on_meeting:
            open_ones = tuple(there for there in ids if self._only_more(there, plans[there]))
            if (ids or key in self.taken) and len(open_ones) != 1:
                return self._conflict(met, plans)
            ids = open_ones
        reason = self._taken(key) or self._refusal(values, ids)
        if reason:
            return met.planned(Outcome.REFUSED, reason)
        return self._changed(met, ids[0], plans[ids[0]]) if ids else self._new(met)

    def _first(self, met: _Met) -> RowPlan:
        """Return a row that meets no record and no other row; most rows of a first list do."""
        reason = self._refusal(met.values, ())
        return met.planned(Outcome.REFUSED, reason) if reason else self._new(met)

    def _new(self, met: _Met) -> RowPlan:
        self.plan.note_missing(self.form, met.values)
        return self._added(met)._replace(remarks=self._remarked(met, met.values))

    def _added(self, met: _Met) -> RowPlan:
        self.taken[met.key] = (met.number, met.new_id, met.values)
        self.plan.new.append({"id": met.new_id, "company_id": self.company_id, **met.values})
        return RowPlan(met.number, met.title, Outcome.NEW)

    def _changed(self, met: _Met, record_id: str, fresh: Values) -> RowPlan:
        self.taken[met.key] = (met.number, record_id, met.values)
        self.plan.note_missing(self.form, fresh)
        self.plan.changed[record_id] = fresh
        there = self.stored.values[record_id]
        remarks = self._remarked(met, {**there, **fresh})
        return met.planned(Outcome.CHANGED, remarks=remarks, was=there, now=fresh)

    def _only_more(self, record_id: str, fresh: Values) -> bool:
        """Return whether a row only fills in what a record leaves open, and no row did before."""
        there = self.stored.values[record_id]
        return record_id not in self.plan.changed and not contradictions(self.form, there, fresh)

    def _conflict(self, met: _Met, plans: Mapping[str, Values]) -> RowPlan:
        """Return a row that contradicts a record, the nearest of several, or an earlier row."""
        reason = self._unclear(met.values)
        held_by, record_id, earlier = self.taken.get(met.key, (0, "", {}))
        if held_by:
            was: Mapping[str, Any] = {**dict.fromkeys(self.keys), **earlier}
            differs = {name: value for name, value in met.values.items() if was[name] != value}
            reason = reason or ("" if differs else self._taken(met.key))
        else:
            record_id = min(plans, key=lambda there: len(plans[there]))
            differs, was = plans[record_id], self.stored.values[record_id]
        if reason:
            return met.planned(Outcome.REFUSED, reason)
        against = contradictions(self.form, was, differs)
        can_add = not self._refusal(met.values, ())
        may = allowed(self.form, against, can_take=not held_by, can_add=can_add)
        self.taken.setdefault(met.key, (met.number, record_id, met.values))
        self.plan.conflicts[met.number] = Conflict(
            record_id, differs, met.values, met.new_id, may, held_by
        )
        words = self.form.clash if set(self.form.stays) & against else ""
        if held_by:
            words = refusals.says_otherwise(words, held_by)
        remarks = self._remarked(met, met.values)
        reason = f"{words}." if words else ""
        return met.planned(Outcome.CONFLICT, reason, remarks=remarks, was=was, now=differs)

    def _remarked(self, met: _Met, values: Values) -> tuple[Remark, ...]:
        """Return the remarks of a row, and what cannot be in the record it makes."""
        doubts = [*self.rules.doubts(values)] if self.rules is not None else []
        if not doubts:
            return met.remarks
        label = self.form.field
        found = (
            Remark(met.number, row.field, row.text, tr(label(row.field).label)) for row in doubts
        )
        return (*met.remarks, *found)

    def _clear(self, number: int, values: Values) -> tuple[Values, tuple[Remark, ...]]:
        """Return values without links that may mean several records and may stay empty."""
        remarks = []
        for name in self.links:
            value = values.get(name)
            if isinstance(value, Several) and not costs_the_row(self.form, self.form.field(name)):
                text = refusals.left_empty(len(value.ids))
                remarks.append(Remark(number, name, text, tr(self.form.field(name).label)))
        left_out = {remark.field for remark in remarks}
        return {key: value for key, value in values.items() if key not in left_out}, tuple(remarks)

    def _taken(self, key: Key) -> str:
        if key not in self.taken:
            return ""
        return refusals.same_row(self.taken[key][0], self.form)

    def _unclear(self, values: Values) -> str:
        for name in self.links:
            if isinstance(values.get(name), Several):
                count = len(values[name].ids)
                label = tr(self.form.field(name).label)
                return sentence(label, refusals.several(count))
        return ""

    def _refusal(self, values: Values, ids: Sequence[str]) -> str:
        if len(ids) > 1:
            return refusals.called_so(len(ids))
        unclear = self._unclear(values)
        if unclear or ids:
            return unclear
        for asked in self.needed:
            if asked.key not in values:
                return sentence(tr(asked.label), tr("is empty"))
        if not any(map(values.__contains__, self.form.names)):  # a record nobody could find again
            names = " / ".join(tr(self.form.field(name).label) for name in self.form.names)
            return sentence(names, tr("is empty"))
        return ""

    def _against(self, record_id: str, values: Values) -> Values:
        """Return the given values that differ from a stored record."""
        there = self.stored.values[record_id]
        return {
            name: value
            for name, value in values.items()
            if value != there[name]
            and not same(self.form.field(name), there[name], value)
            and not (name in self.form.seals and self._same_seal(there[name], value))
        }

    def _same_seal(self, there: Any, value: Any) -> bool:
        """Return whether two spellings mean one seal; the one that is there stays."""
        return bool(comparable(there, is_seal=True) == comparable(value, is_seal=True))

    def _known(self, key: Key) -> tuple[str, ...]:
        """Return the records of a key; a link that may mean several records means each of them."""
        if not self.links:
            return self.stored.by_key.get(key, ())
        at = next((at for at, part in enumerate(key[1]) if isinstance(part, Several)), None)
        if at is None:
            return self.stored.by_key.get(key, ())
        kind, parts = key
        keys = ((kind, (*parts[:at], each, *parts[at + 1 :])) for each in sorted(parts[at].ids))
        return tuple(record_id for one in keys for record_id in self._known(one))

    def _named(self, ids: tuple[str, ...], row: Values) -> tuple[str, ...]:
        """Return of several records those of the row's name; all where none has it."""
        if len(ids) < 2:
            return ids
        names = [name for name in self.names if row.get(name)]
        own = values_of(self.form, row, names)
        found = (
            record_id
            for record_id in ids
            if values_of(self.form, self.stored.values[record_id], names) == own
        )
        return tuple(found) or ids

    def _unsaid(self, key: Key, row: Values) -> tuple[str, ...]:
        """Return the records of the same name that lack what else the row is matched by."""
        if key[0] != "match" or self.match == self.names:
            return ()
        names = values_of(self.form, row, self.names)
        found = self.stored.by_key.get(("names", names), ())
        return tuple(record_id for record_id in found if self._may_be(record_id, row))

    def _may_be(self, record_id: str, row: Values) -> bool:
        there = self.stored.values[record_id]
        return all(there[name] in ("", None, row.get(name)) for name in self.match)


_LINKS = (Kind.RECORD, Kind.EVIDENCE)


def same(asked: Field, there: Any, value: Any) -> bool:
    """Return whether a value says what is stored, only written otherwise."""
    if isinstance(value, Several):
        return there in value.ids
    if not isinstance(there, str) or not isinstance(value, str):
        return False
    if asked.kind is Kind.MULTI_CHOICE:
        return set(there.split(";")) == set(value.split(";"))
    return asked.time and read_time(there) == value


def costs_the_row(form: Form, asked: Field) -> bool:
    """Return whether a row is refused for a doubtful cell of a field; else the cell is left empty.

    That is so where the field is required, or tells which record is meant.
    """
    return asked.required or asked.key in form.names or asked.key in form.match
