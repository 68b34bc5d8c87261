"""What tells which record a row of a sheet means: the values of matching and naming fields."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ctpat_desktop.catalogue.forms import Field, Form, Kind
from ctpat_desktop.checklist import seal_numbers
from ctpat_desktop.services.importing.cells import Missing
from ctpat_desktop.support.words import folded_once

Key = tuple[str, tuple[Any, ...]]
"""What tells which record a row means: by which fields, and their values."""
NAMELESS: Key = ("", ())
"""The key of a row that names no record."""


def match_keys(form: Form, mapped: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the mapped fields that tell which record is meant, and those for when one is empty."""
    parents = tuple(asked.key for asked in form.columns if is_parent(asked))
    named = tuple(key for key in dict.fromkeys((*parents, *form.names)) if key in mapped)
    match = tuple(key for key in form.match if key in mapped)
    return match or named or tuple(mapped), named or tuple(mapped)


def column_keys(
    form: Form, columns: Mapping[str, Sequence[Any]], match: Sequence[str], names: Sequence[str]
) -> list[Key]:
    """Return what tells which record each row of a sheet means, read column by column."""
    plain = {key: comparables(columns[key], is_seal=key in form.seals) for key in {*match, *names}}
    by_match = zip(*(plain[key] for key in match), strict=True)
    by_names = zip(*(plain[key] for key in names), strict=True)
    return [
        ("match", first) if all(first) else ("names", last) if any(last) else NAMELESS
        for first, last in zip(by_match, by_names, strict=True)
    ]


def keys_of(
    form: Form, row: Mapping[str, Any], match: Sequence[str], names: Sequence[str]
) -> Iterator[Key]:
    """Yield every key a stored record is found by."""
    yield "match", values_of(form, row, match)
    yield "names", values_of(form, row, names)


def values_of(form: Form, row: Mapping[str, Any], keys: Sequence[str]) -> tuple[Any, ...]:
    """Return fields of a row so that the same ones written otherwise are equal to them."""
    return tuple([comparable(row.get(key), is_seal=key in form.seals) for key in keys])


def comparables(values: Sequence[Any], *, is_seal: bool) -> list[Any]:
    """Return a column so that the same value written otherwise is equal to it."""
    if is_seal or set(map(type, values)) != {str}:
        return [comparable(value, is_seal=is_seal) for value in values]
    return [folded_once(value) or value.strip() for value in values]


def comparable(value: Any, *, is_seal: bool = False) -> Any:
    """Return a value so that the same one written otherwise is equal to it.

    For a seal number spaces, signs and leading zeros make no difference.
    """
    if isinstance(value, str):
        plain = folded_once(value)
        return (is_seal and seal_numbers.parse(plain)) or plain or value.strip()
    if isinstance(value, Missing):
        return value.folded
    return value if value is not None else ""


def is_parent(asked: Field) -> bool:
    """Return whether a field names the record that a row belongs to."""
    return asked.kind is Kind.RECORD and asked.required
