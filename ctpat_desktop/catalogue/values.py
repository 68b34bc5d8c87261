"""Says stored values in the words of `forms/`: on screens, in sheets, on paper, in the terminal."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from ctpat_desktop.catalogue.forms import Field, Kind, load_form
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import family, tr

Names = Mapping[tuple[str, str], str]
"""What records are called, by table and id."""

NO_NAMES: Names = MappingProxyType({})

LINKS = (Kind.RECORD, Kind.EVIDENCE)
"""Kinds of field that hold the id of a record."""


def value_text(
    field: Field | None,
    value: Any,
    names: Names = NO_NAMES,
    day: Callable[[date | None], str] = day_text,
) -> str:
    """Return one stored value, or its form in a revision, as people read it; "" for nothing.

    A field no form asks is None. `names` says what linked records are called, and `day` how a
    date is written: as on the screens unless said otherwise.
    """
    if value is None or value == "":
        return ""
    if field is not None and field.kind in LINKS:
        return names.get((field.to or "evidence", str(value)), "")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return _yes(value)
    say = _WORDS.get(field.kind) if field is not None else None
    if field is not None and field.kind is Kind.DATE:
        with suppress(ValueError):
            return day(date.fromisoformat(str(value)))
    return say(field, value) if say and field is not None else str(value)


def choice_text(table: str, key: str, value: str) -> str:
    """Return the label of a stored choice, or the value itself where the form has none."""
    found = _labels(table, key).get(value)
    return value if found is None else tr(found)


def choices_of(table: str, key: str) -> dict[str, str]:
    """Return the choices of a field in their order: labels by value."""
    return {value: tr(label) for value, label in _labels(table, key).items()}


def countries(language: str = "") -> Mapping[str, str]:
    """Return the names of all countries by ISO 3166 code of two letters.

    They are in a language of two letters, in the one spoken now unless named.
    """
    return _countries(language or family())


@cache
def _countries(language: str) -> Mapping[str, str]:
    from babel import Locale

    names = Locale(language).territories
    return {code: str(name) for code, name in names.items() if len(code) == 2 and code.isalpha()}


@cache
def _labels(table: str, key: str) -> dict[str, str]:
    return {choice.value: choice.label for choice in load_form(table).field(key).choices}


def _choice(field: Field, value: Any) -> str:
    return next((tr(row.label) for row in field.choices if row.value == value), str(value))


def _choices(field: Field, value: Any) -> str:
    return ", ".join(_choice(field, part) for part in str(value).split(";") if part)


def _country(_field: Field, value: Any) -> str:
    return countries().get(str(value).upper(), str(value))


def _yes(value: Any) -> str:
    return tr("Yes") if value else tr("No")


_WORDS: dict[Kind, Callable[[Field, Any], str]] = {
    Kind.CHOICE: _choice,
    Kind.MULTI_CHOICE: _choices,
    Kind.YES_NO: lambda _field, value: _yes(value),
    Kind.COUNTRY: _country,
}
