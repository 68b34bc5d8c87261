"""What tables and records are called, for people: one record, many ids at once, or one removed.

A record is called by the words of its form's naming fields, as the screens write them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import Field, Form, Kind, load_form
from ctpat_desktop.catalogue.values import LINKS, NO_NAMES, Names, value_text
from ctpat_desktop.records import RECORDS, Evidence, Record
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.words import folded, inside
from ctpat_desktop.workspace.bulk import parts
from ctpat_desktop.workspace.unit import Workspace

Values = Mapping[str, Any]

Known = Callable[[str, str], Values]
"""Reads the fields of another record by table and id."""


@dataclass(frozen=True, slots=True)
class Several:
    """A name that more than one record has."""

    ids: frozenset[str]


Meant = Mapping[str, str | Several]
"""Records by folded name."""

UNASKED = {
    "profile": N_("profile"),
    "evidence_link": N_("evidence link"),
    "evidence_version": N_("earlier version of a document"),
    "attachment": N_("attached document"),
    "criterion_overlay": N_("criterion"),
    "setting": N_("setting"),
    "import_report": N_("import report"),
    "packet": N_("packet"),
    "packet_signature": N_("signature"),
    "statement": N_("statement"),
    "affirmation": N_("affirmation"),
    "portal_entry": N_("portal entry"),
    "finding_mark": N_("decision on a finding"),
    "portal_step": N_("step of the portal move"),
    "submission": N_("submission"),
    "comment": N_("comment"),
    "answer_review": N_("review of an answer"),
    "seen_mark": N_("mark of what was seen"),
    "merge_step": N_("merge"),
    "foreign_change": N_("change in another copy"),
    "contested_value": N_("value that stands open"),
    "settlement": N_("settled difference"),
    "walk_form": N_("site walk sent as a form"),
}
"""What tables without a form are called; the program fills them in by itself."""

NAMED_BY = {
    "response": ("criterion",),
    "profile": ("year",),
    "criterion_overlay": ("criterion",),
    "import_report": ("filename",),
    "evidence_version": ("filename", "replaced_on"),
    "packet": ("title", "code"),
    "packet_signature": ("role", "name"),
    "statement": ("name",),
    "affirmation": ("criterion",),
    "portal_entry": ("item",),
    "portal_step": ("step",),
    "submission": ("year", "submitted_on"),
    "comment": ("author",),
    "answer_review": ("criterion",),
    "seen_mark": ("person",),
    "walk_form": ("reference",),
}
"""The fields that name a record of a table whose form names none."""


def table_name(table: str) -> str:
    """Return what one record of a table is called inside a sentence, such as "site"."""
    return inside(tr(_title(table)))


def stored_table_name(table: str) -> str:
    """Return the same as the history stores it, in English whatever the language is."""
    return inside(_title(table))  # labels of forms are translated where they are shown


def _title(table: str) -> str:
    return UNASKED.get(table) or load_form(table).title


def is_asked(table: str) -> bool:
    """Return whether a form asks for the records of a table."""
    return table not in UNASKED and table not in NAMED_BY


def record_name(form: Form, record: Record, names: Names = NO_NAMES) -> str:
    """Return what a record is called; `names` are those of what it points to."""
    words = (value_text(form.field(key), getattr(record, key), names) for key in form.names)
    return " ".join(filter(None, words))


def names_of_ids(session: Session, table: str, ids: Iterable[str]) -> Names:
    """Return what records of one table are called; ids that are gone are left out.

    One statement for five hundred of them, and one for what those point to.
    """
    names: dict[tuple[str, str], str] = {}
    for part in parts(sorted(ids)):
        if table == "evidence":
            query = select(Evidence.id, Evidence.title).where(Evidence.id.in_(part))
            names |= {("evidence", row[0]): row[1] for row in session.execute(query)}
            continue
        form, kind = load_form(table), RECORDS[table]
        records = session.scalars(select(kind).where(kind.id.in_(part))).all()
        inner = NO_NAMES
        if any(form.field(key).kind is Kind.RECORD for key in form.names):
            inner = names_for_records(session, form, records)
        names |= {(table, record.id): record_name(form, record, inner) for record in records}
    return names


def stored_name(workspace: Workspace, table: str, record_id: str) -> str:
    """Read what one record is called from the file; "" when it is gone."""
    with workspace.read() as session:
        return names_of_ids(session, table, [record_id]).get((table, record_id), "")


def names_for_records(session: Session, form: Form, records: Iterable[Record]) -> Names:
    """Return the names of everything these records point to."""
    values = [[getattr(record, field.key) for field in form.columns] for record in records]
    return names_for_rows(session, form.columns, values)


def names_for_rows(
    session: Session, shown: Sequence[Field], rows: Iterable[Sequence[Any]]
) -> Names:
    """Return the names of everything rows of values point to; each value belongs to a field."""
    pointing = [
        (place, field.to or "evidence") for place, field in enumerate(shown) if field.kind in LINKS
    ]
    wanted: dict[str, set[str]] = {}
    for row in rows if pointing else ():
        for place, table in pointing:
            if row[place]:
                wanted.setdefault(table, set()).add(row[place])
    names: dict[tuple[str, str], str] = {}
    for table, ids in wanted.items():
        names.update(names_of_ids(session, table, ids))
    return names


def name_in_values(table: str, values: Values, known: Known | None = None) -> str:
    """Return what values of a record call it; `known` also names what it points to."""
    if table in UNASKED or table in NAMED_BY:
        return " ".join(str(values[key]) for key in NAMED_BY.get(table, ()) if values.get(key))
    form = load_form(table)
    words = (_word_in(form.field(key), values.get(key), known) for key in form.names)
    return " ".join(filter(None, words))


def _word_in(field: Field, value: Any, known: Known | None) -> str:
    if field.kind in LINKS and value and known:
        table = field.to or "evidence"
        return name_in_values(table, known(table, str(value)), known)
    return value_text(field, value)


def table_and_name(table: str, values: Values, known: Known | None = None) -> str:
    """Return kind and name of a record, such as "Site Laredo yard"."""
    title = table_name(table)
    words = name_in_values(table, values, known)
    return f"{title[:1].upper()}{title[1:]} {words}".strip()


def name_with_place(table: str, values: Values, known: Known) -> str:
    """Return kind and name with what the record belongs to, such as "Device B-12 at Laredo"."""
    if table in ("evidence_link", "attachment"):
        document = known("evidence", values["evidence_id"]).get("title") or tr("a document")
        if table == "attachment":
            return tr("Document “{document}” attached to a record").format(document=document)
        criterion = known("response", values["response_id"]).get("criterion", tr("an answer"))
        return tr("Link from {criterion} to “{document}”").format(
            criterion=criterion, document=document
        )
    if values.get("site_id"):
        site = known("site", values["site_id"]).get("name") or tr("a site")
        return tr("{record} at {site}").format(
            record=table_and_name(table, values, known), site=site
        )
    return table_and_name(table, values, known)


def ids_by_name(session: Session, company_id: str, table: str) -> Meant:
    """Return the records of one table by every name people may write for them, folded."""
    found: dict[str, str | Several] = {}
    for record_id, names in _spoken(session, company_id, table):
        for name in dict.fromkeys(filter(None, map(folded, names))):
            there = found.get(name)
            if there is None:
                found[name] = record_id
            elif isinstance(there, Several):
                found[name] = Several(there.ids | {record_id})
            elif there != record_id:
                found[name] = Several(frozenset((there, record_id)))
    return found


def _spoken(session: Session, company_id: str, table: str) -> Iterator[tuple[str, list[str]]]:
    columns = _columns(table)
    if table == "evidence":
        query = select(columns.c.id, columns.c.title, columns.c.filename)
        for record_id, title, filename in session.execute(
            query.where(columns.c.company_id == company_id)
        ).all():
            yield record_id, [title, filename]
        return
    form = load_form(table)
    fields = [form.field(key) for key in form.names]
    query = select(columns.c.id, *(columns.c[field.key] for field in fields))
    rows = session.execute(query.where(columns.c.company_id == company_id)).all()
    inner = {
        (field.to, key): names[0]
        for field in fields
        if field.kind is Kind.RECORD
        for key, names in _spoken(session, company_id, field.to)
    }
    for record_id, *values in rows:
        shown = [
            value_text(field, value, inner) for field, value in zip(fields, values, strict=True)
        ]
        stored = [str(value or "") for value in values]
        forms = [" ".join(filter(None, shown)), " ".join(filter(None, stored))]
        if len(shown) > 1:
            forms += [" ".join(reversed(shown))]
        yield record_id, forms


def _columns(table: str) -> Table:
    found = inspect(RECORDS[table]).local_table
    assert isinstance(found, Table)  # noqa: S101 - every record is mapped to a table of its own
    return found
