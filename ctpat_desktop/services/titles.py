"""What a person calls a record. Values in, words out; nothing is read here."""

from collections.abc import Callable, Mapping
from typing import Any

from ctpat_desktop.catalogue.forms import Kind, load_form
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.registers.records import UNASKED, title_of

Values = Mapping[str, Any]

Known = Callable[[str, str], Values]
"""Reads the fields of another record by table and id."""

NAMES = {
    "response": ("criterion",),
    "profile": ("year",),
    "criterion_overlay": ("criterion",),
    "import_report": ("filename",),
    "packet": ("title", "code"),
    "packet_signature": ("role", "name"),
}
"""The fields that name a record of a table without a form."""

KNOWN = tuple(table for table in RECORDS if table not in ("setting", "import_report"))
"""The tables whose removed records a person may bring back."""


def name_of(table: str, values: Values, known: Known | None = None) -> str:
    """Return kind and name of a record, such as "Site Laredo yard"."""
    title = title_of(table)
    words = plain_name(table, values, known)
    return f"{title[:1].upper()}{title[1:]} {words}".strip()


def plain_name(table: str, values: Values, known: Known | None = None) -> str:
    """Return the name alone; `known` also names what the record points to."""
    if table in UNASKED or table in NAMES:
        return " ".join(str(values[key]) for key in NAMES.get(table, ()) if values.get(key))
    form = load_form(table)
    words = []
    for key in form.names:
        field, value = form.field(key), values.get(key)
        labels = {choice.value: choice.label for choice in field.choices}
        if value and field.kind is Kind.RECORD:
            value = plain_name(field.to, known(field.to, str(value)), known) if known else ""
        if value:
            words.append(labels.get(str(value), str(value)))
    return " ".join(words)


def full_name(table: str, values: Values, known: Known) -> str:
    """Return the name with what the record belongs to; `known(table, id)` reads another one."""
    if table in ("evidence_link", "attachment"):
        document = known("evidence", values["evidence_id"]).get("title") or "a document"
        if table == "attachment":
            return f"Document “{document}” attached to a record"
        criterion = known("response", values["response_id"]).get("criterion", "an answer")
        return f"Link from {criterion} to “{document}”"
    if values.get("site_id"):
        site = known("site", values["site_id"]).get("name") or "a site"
        return f"{name_of(table, values, known)} at {site}"
    return name_of(table, values, known)
