"""What a filled register looks like: the rows of a sample, as words to look at."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue.forms import Field, Form, Kind
from ctpat_desktop.catalogue.values import value_text
from ctpat_desktop.support.shipped import shipped

SAMPLES = ("importer", "carrier")
"""Where rows are looked for, the first that has some counts."""


@dataclass(frozen=True, slots=True)
class SampleRows:
    """The columns a sample fills and its rows, each cell in words."""

    columns: tuple[Field, ...]
    rows: tuple[tuple[str, ...], ...]


def sample_rows(form: Form) -> SampleRows | None:
    """Return how a sample fills a register; None where none does. Nothing is stored."""
    for name in SAMPLES:
        folder = shipped("resources", "samples", name)
        found = [sheet for sheet in sheets(folder) if sheet["table"] == form.id]
        if found:
            return _in_words(form, found)
    return None


def sheets(folder: Path) -> list[dict[str, Any]]:
    """Return every sheet of a sample, in the order of its files."""
    paths = sorted(folder.glob("registers-*.toml"))
    return [sheet for path in paths for sheet in tomllib.loads(path.read_text("utf-8"))["sheet"]]


def values(sheet: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a sheet as values by column."""
    always, columns = sheet.get("always", {}), sheet["columns"]
    return [{**always, **dict(zip(columns, cells, strict=True))} for cells in sheet["rows"]]


def _in_words(form: Form, sheets: list[dict[str, Any]]) -> SampleRows:
    rows = [row for sheet in sheets for row in values(sheet)]
    used = {key for row in rows for key, value in row.items() if value not in ("", None)}
    columns = [row for row in form.columns if row.key in used and row.kind is not Kind.EVIDENCE]
    words = (tuple(_word(field, row.get(field.key)) for field in columns) for row in rows)
    return SampleRows(tuple(columns), tuple(words))


def _word(field: Field, value: Any) -> str:
    if field.kind is Kind.RECORD:  # a sample names records as a person would
        return str(value or "")
    return value_text(field, value)
