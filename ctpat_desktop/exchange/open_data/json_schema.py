"""The JSON Schema of an open export, made from the tables and from the words of their forms."""

from functools import cache
from typing import Any

from ctpat_desktop.catalogue.forms import Form, load_form
from ctpat_desktop.exchange.open_data.folder import FORMAT, KIND
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.workspace.open_rows import Column, Tables

DRAFT = "https://json-schema.org/draft/2020-12/schema"
ID = "[0-9a-f]{32}"
_TYPES: dict[str, dict[str, Any]] = {
    "INTEGER": {"type": "integer"},
    "BIGINT": {"type": "integer"},
    "BOOLEAN": {"type": "boolean"},
    "DATE": {"type": "string", "format": "date"},
    "DATETIME": {"type": "string", "format": "date-time"},
    "JSON": {"type": "object"},
}
_TEXT: dict[str, Any] = {"type": "string"}


def schema(tables: Tables, version: int) -> dict[str, Any]:
    """Return the schema: one definition for the manifest and one for the file of each table."""
    return {
        "$schema": DRAFT,
        "$id": f"urn:ctpat-desktop:open-export:{FORMAT}:{version}",
        "title": f"Open export of CTPAT Desktop, format {FORMAT}, schema {version}",
        "description": "tables/NAME.json is described by $defs/NAME, manifest.json by "
        "$defs/manifest.json.",
        "$defs": {
            "manifest.json": _manifest(version),
            **{name: _table(name, columns) for name, columns in tables.items()},
        },
    }


def _manifest(version: int) -> dict[str, Any]:
    counts = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}
    hashes = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    fields: dict[str, Any] = {
        "kind": {"const": KIND},
        "format": {"const": FORMAT},
        "schema": {"const": version},
        "program": {**_TEXT, "description": "The version of the program that exported"},
        "made_at": {**_TYPES["DATETIME"], "description": "When it was exported (UTC)"},
        "tables": {**counts, "description": "Rows of each table"},
        "files": {
            "type": "object",
            "additionalProperties": hashes,
            "description": "SHA-256 of each file by its path",
        },
    }
    return _object(fields, list(fields))


def _table(name: str, columns: tuple[Column, ...]) -> dict[str, Any]:
    form = _form(name)
    labels = {field.key: field.label for field in form.fields} if form else {}
    fields = {one.name: _column(one, labels.get(one.name, "")) for one in columns}
    made: dict[str, Any] = {"type": "array", "items": _object(fields, list(fields))}
    return {"title": form.plural, **made} if form else made


def _column(column: Column, label: str) -> dict[str, Any]:
    shape = dict(_TYPES.get(column.type, _TEXT))
    if not column.required:
        shape["type"] = [shape["type"], "null"]
    return {"title": label, **shape} if label else shape


def _object(fields: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": fields,
        "required": required,
        "additionalProperties": False,
    }


@cache
def _form(table: str) -> Form | None:
    path = shipped("forms", "records", f"{table}.toml")
    return load_form(table) if path.is_file() else None
