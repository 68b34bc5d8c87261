"""Stored fields, values and moments in the words a person reads on the screen."""

from functools import cache
from typing import Any

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.catalogue.forms import Field, Kind, load_form
from ctpat_desktop.catalogue.values import value_text
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.shipped import shipped

NAMES = {"is_own": N_("Own row"), "filename": N_("File name")}
"""Names of fields that no form asks and whose stored name reads badly."""

TECHNICAL = frozenset({"id", "position", "criterion", "sha256", "size", "media_type", "edition"})
"""Fields that are never typed over; with them go all ids of other records."""


def is_told(field: str) -> bool:
    """Tell whether a field means something to a person."""
    return field not in TECHNICAL and not field.endswith("_id")


def field_name(table: str, field: str) -> str:
    """Return the name of a field as its form spells it, or its stored name in words."""
    found = _fields(table).get(field)
    if found is not None:
        return tr(found.label)
    return tr(NAMES.get(field, field.replace("_", " ").capitalize()))


def value_words(table: str, field: str, value: Any) -> str:
    """Return a stored value, or its form in a revision, as a person reads it; "" for none."""
    if (table, field) == ("account", "entity"):
        titles = {kind.id: kind.title for kind in load_edition().entities}
        return titles.get(value, str(value or ""))
    return value_text(_fields(table).get(field), value)


def is_text(table: str, field: str) -> bool:
    """Tell whether a field holds words worth comparing one by one."""
    found = _fields(table).get(field)
    return found is None or found.kind in (Kind.TEXT, Kind.REGION, Kind.LONG_TEXT, Kind.TABLE)


@cache
def _fields(table: str) -> dict[str, Field]:
    if not shipped("forms", "records", f"{table}.toml").is_file():
        return {}
    return {field.key: field for field in load_form(table).fields}
