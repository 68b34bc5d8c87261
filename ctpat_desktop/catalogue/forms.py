"""Reads form definitions from `forms/records`: what a record's editor, lists and sheets show."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue.edition import DefinitionError
from ctpat_desktop.support.shipped import shipped


class Kind(StrEnum):
    """The kinds of field the program knows; a kind needs a widget, a print form and a test."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    YES_NO = "yes_no"
    DATE = "date"
    NUMBER = "number"
    COUNTRY = "country"
    REGION = "region"
    IDENTIFIER = "identifier"
    PERSON = "person"
    EVIDENCE = "evidence"
    RECORD = "record"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice field; `pattern` is the usual format of an identifier kind.

    `synonyms` are other words a sheet may have for it, such as an earlier label.
    """

    value: str
    label: str
    pattern: str = ""
    example: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """A day or time a field must not be before or after; see `catalogue.date_rules`.

    With `when` it holds only where that field has one of `values`.
    """

    at: str
    when: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """The day that counts where nobody typed one: so many days after another day of the record.

    `limit` names the days among those the checklist goes by; they are our default, not CBP's.
    """

    after: str
    limit: str


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form, stored in the column `key` of the form's table.

    A `record` field holds the id of a record of the table `to`. A `table` field has no column: its
    key names the child table edited inside this form. `group` starts a new group of fields and
    `synonyms` are other headings a sheet may have for it.

    `not_before` and `not_after` say what its day (or, with `time`, its time of day) cannot be;
    `day` is the day that counts for a field that is none. A text with `by` names a record of
    another table by the column given there. The value of a field that `moves_on` goes forward
    along its choices as life goes on. A day that `is_due` may have a `clock` for where it is empty.
    """

    key: str
    kind: Kind
    label: str
    help: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    maximum: int | None = None
    pattern: str = ""
    in_list: bool = False
    group: str = ""
    to: str = ""
    synonyms: tuple[str, ...] = ()
    is_due: bool = False
    not_before: tuple[Limit, ...] = ()
    not_after: tuple[Limit, ...] = ()
    time: bool = False
    day: str = ""
    by: str = ""
    moves_on: bool = False
    clock: Clock | None = None

    def __hash__(self) -> int:
        """Be found by the key alone; going through all its parts takes fifty times longer."""
        return hash(self.key)


@dataclass(frozen=True, slots=True)
class Form:
    """The definition of one record table's editor.

    `names` are the fields that name a record for people, `match` those that tell which record a
    row of an imported sheet means. With `by_position` records stand in the order they were put;
    lists of a form with `newest_first` begin with the newest day in that field.

    A register of events and of issued things has `on_meeting = "conflict"`: a row of a sheet that
    contradicts a record there is for a person to decide. No import overwrites its fields `stays`,
    and `clash` says what it means where a row would; without `allows_second` there is no second
    record beside the first. `seals` are fields with seal numbers: "HL 007" and "hl-7" are one.
    """

    id: str
    title: str
    plural: str
    fields: tuple[Field, ...]
    names: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    by_position: bool = False
    newest_first: str = ""
    on_meeting: str = ""
    stays: tuple[str, ...] = ()
    clash: str = ""
    allows_second: bool = True
    seals: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Be found by the name of the table alone."""
        return hash(self.id)

    def field(self, key: str) -> Field:
        """Return one field by key."""
        return next(field for field in self.fields if field.key == key)

    @property
    def asks_on_meeting(self) -> bool:
        """Whether a row that contradicts a record is a conflict, not a change."""
        return self.on_meeting == "conflict"

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields that are columns of the form's table."""
        return tuple(field for field in self.fields if field.kind is not Kind.TABLE)

    @property
    def parts(self) -> tuple[str, ...]:
        """The child tables edited inside this form."""
        return tuple(field.key for field in self.fields if field.kind is Kind.TABLE)


@cache
def load_form(form: str) -> Form:
    """Read the shipped form of one record table, e.g. "contact"."""
    return read_form(shipped("forms", "records", f"{form}.toml"))


def read_form(path: Path) -> Form:
    """Read a form definition; DefinitionError says which file and what is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        fields = tuple(_field(row) for row in data.pop("field"))
        listed = {key: tuple(data.pop(key, ())) for key in ("names", "match", "stays", "seals")}
        if data.get("on_meeting", "conflict") != "conflict":
            raise ValueError(f"on_meeting cannot be “{data['on_meeting']}”")
        return Form(fields=fields, **{**data, **listed})
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise DefinitionError(f"{path.parent.name}/{path.name}: {_error_text(error)}.") from error


def _field(row: dict[str, Any]) -> Field:
    key = row.get("key", "?")
    try:
        choices = tuple(_choice(choice) for choice in row.pop("choices", ()))
        synonyms = tuple(row.pop("synonyms", ()))
        lower, upper = _limits(row.pop("not_before", ())), _limits(row.pop("not_after", ()))
        row |= {"choices": choices, "synonyms": synonyms}
        if "clock" in row:
            row["clock"] = Clock(**row["clock"])
        return Field(kind=Kind(row.pop("kind")), not_before=lower, not_after=upper, **row)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"field {key}: {_error_text(error)}") from error


def _limits(entry: Any) -> tuple[Limit, ...]:
    """Return the limits of a field: one name, or a list of names and tables."""
    rows = [entry] if isinstance(entry, str) else entry
    return tuple(
        Limit(row)
        if isinstance(row, str)
        else Limit(row["at"], row.get("when", ""), tuple(row.get("values", ())))
        for row in rows
    )


def _choice(row: dict[str, Any]) -> Choice:
    return Choice(synonyms=tuple(row.pop("synonyms", ())), **row)


def _error_text(error: Exception) -> str:
    return f"missing {error}" if isinstance(error, KeyError) else str(error)
