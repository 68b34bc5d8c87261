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
    IDENTIFIER = "identifier"
    PERSON = "person"
    EVIDENCE = "evidence"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice field; `pattern` is the usual format of an identifier kind."""

    value: str
    label: str
    pattern: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form, stored in the column `key` of the form's table."""

    key: str
    kind: Kind
    label: str
    help: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    maximum: int | None = None
    pattern: str = ""
    in_list: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The definition of one record table's editor."""

    id: str
    title: str
    plural: str
    fields: tuple[Field, ...]

    def field(self, key: str) -> Field:
        """Return one field by key."""
        return next(field for field in self.fields if field.key == key)


@cache
def load_form(form: str) -> Form:
    """Read the shipped form of one record table, e.g. "contact"."""
    return read_form(shipped("forms", "records", f"{form}.toml"))


def read_form(path: Path) -> Form:
    """Read a form definition; DefinitionError says which file and what is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        fields = tuple(_field(row) for row in data.pop("field"))
        return Form(fields=fields, **data)
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise DefinitionError(f"{path.parent.name}/{path.name}: {_told(error)}.") from error


def _field(row: dict[str, Any]) -> Field:
    key = row.get("key", "?")
    try:
        choices = tuple(Choice(**choice) for choice in row.pop("choices", ()))
        return Field(kind=Kind(row.pop("kind")), choices=choices, **row)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"field {key}: {_told(error)}") from error


def _told(error: Exception) -> str:
    return f"missing {error}" if isinstance(error, KeyError) else str(error)
