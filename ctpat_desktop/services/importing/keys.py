"""What tells which record a row of a sheet means: the values of matching and naming fields."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ctpat_desktop.catalogue.forms import Field, Form, Kind
from ctpat_desktop.checklist import seal_numbers
from ctpat_desktop.services.importing.cells import Missing
from ctpat_desktop.support.words import folded_once


def match_keys(form: Form, mapped: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the mapped fields that tell which record is meant, and those for when one is empty."""
    parents = tuple(asked.key for asked in form.columns if is_parent(asked))
    named = tuple(key for key in dict.fromkeys((*parents, *form.names)) if key in mapped)
    match = tuple(key for key in form.match if key in mapped)
    return match or named or tuple(mapped), named or tuple(mapped)


def key_of(
    form: Form, row: Mapping[str, Any], match: Sequence[str], names: Sequence[str]
) -> tuple[str, tuple[Any, ...]] | None:
    """Return what tells which record a row means; None where it names none."""
    values = values_of(form, row, match)
    if all(values):
        return ("match", values)
    values = values_of(form, row, names)
    return ("names", values) if any(values) else None


def keys_of(
    form: Form, row: Mapping[str, Any], match: Sequence[str], names: Sequence[str]
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield every key a stored record is found by."""
    yield "match", values_of(form, row, match)
    yield "names", values_of(form, row, names)


def values_of(form: Form, row: Mapping[str, Any], keys: Sequence[str]) -> tuple[Any, ...]:
    """Return fields of a row so that the same ones written otherwise are equal to them."""
    return tuple([comparable(row.get(key), is_seal=key in form.seals) for key in keys])


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
