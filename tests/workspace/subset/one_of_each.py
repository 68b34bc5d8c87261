"""A file with one record in every table for each of two companies, and the words of each in it."""

import hashlib

from sqlalchemy import Boolean, Date, DateTime, Integer

from ctpat_desktop.records import RECORDS
from ctpat_desktop.records.base import Base
from ctpat_desktop.records.index import MERGES, map_all
from ctpat_desktop.workspace import blobs

GOING = [table for table in RECORDS if table not in MERGES]
"""The tables whose records go with a company; those of one copy of a file do not."""
OURS, THEIRS = "ours", "theirs"
DAY = "2026-03-04"
"""The day in every field that holds one."""


def record_id(table, whose):
    """Return the id of a company's record in a table."""
    name = hashlib.md5(f"{table} {whose}".encode()).hexdigest()
    return f"choice.{record_id('account', whose)}" if table == "setting" else name


def word(whose):
    """Return what stands in every text of a company."""
    return f"Canary-{whose}"


def values(table, whose):
    """Return the fields of a company's record in a table."""
    columns = Base.metadata.tables[table].columns
    return {column.name: _value(table, column, whose) for column in columns}


def _value(table, column, whose):
    fixed = {
        "id": record_id(table, whose),
        "table_name": "partner",
        "record_id": record_id("partner", whose),
        "criterion": "9.5",
        "value": '"yes"' if table == "setting" else word(whose),
    }
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return record_id(key.column.table.name, whose)
    if column.name in fixed:
        return fixed[column.name]
    return _simple(column, whose)


def _simple(column, whose):
    if column.name.endswith("sha256"):
        return hashlib.sha256(document(whose)).hexdigest()
    if column.name.endswith("size"):
        return len(document(whose))
    if isinstance(column.type, Boolean):
        return column.name != "is_own"
    if isinstance(column.type, Date | DateTime):
        return column.type.python_type.fromisoformat(DAY)
    return 1 if isinstance(column.type, Integer) else f"{word(whose)} {column.name}"


def document(whose):
    """Return the bytes of a company's document."""
    return f"Bytes of {word(whose)}. ".encode() * 50


def fill(workspace):
    """Put one record of each company into every table, a company a step."""
    map_all()
    for whose in (OURS, THEIRS):
        with workspace.work(f"Add {whose}") as unit:
            sha256, _ = blobs.store(unit.session, [document(whose)])
            for table in GOING:
                unit.add_many(table, [values(table, whose)])
            tables = Base.metadata.tables
            line = values("itrac_line", whose)
            unit.session.execute(tables["itrac_line"].insert(), [line])
            text = {"sha256": sha256, "text": word(whose), "state": "read"}
            unit.session.execute(tables["evidence_text"].insert(), [text])
