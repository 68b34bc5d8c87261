"""What a person calls a record. Values in, words out; nothing is read here."""

from collections.abc import Callable, Mapping
from typing import Any

from ctpat_desktop.services.fields import TITLES

Values = Mapping[str, Any]

NAMES = {
    "company": ("name",),
    "address": ("line1", "city", "country"),
    "contact": ("first_name", "last_name"),
    "identifier": ("value",),
    "site": ("name",),
    "account": ("name", "number"),
    "profile": ("year",),
    "response": ("criterion",),
    "evidence": ("title",),
    "evidence_link": (),
    "criterion_overlay": ("criterion",),
}
"""The fields a person knows a record by, for each table a person knows."""


def name_of(table: str, values: Values) -> str:
    """Return kind and name of a record, such as "Site Laredo yard"."""
    words = [str(values[key]) for key in NAMES.get(table, ()) if values.get(key)]
    return " ".join([TITLES[table].capitalize(), *words])


def full_name(table: str, values: Values, known: Callable[[str, str], Values]) -> str:
    """Return the name with what the record belongs to; `known(table, id)` reads another one."""
    if table == "evidence_link":
        document = known("evidence", values["evidence_id"]).get("title") or "a document"
        criterion = known("response", values["response_id"]).get("criterion", "an answer")
        return f"Link from {criterion} to “{document}”"
    if values.get("site_id"):
        site = known("site", values["site_id"]).get("name") or "a site"
        return f"{name_of(table, values)} at {site}"
    return name_of(table, values)
