"""What can be found: answers, the records of every register, and documents with their words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import Field, Form, Kind, load_form
from ctpat_desktop.catalogue.values import Names, value_text
from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.naming import UNASKED, names_for_rows
from ctpat_desktop.records import RECORDS, Evidence, EvidenceText, Packet
from ctpat_desktop.services.accounts.companies import dossier
from ctpat_desktop.services.registers.register_names import TABLES
from ctpat_desktop.services.search.word_index import Entry
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.bulk import parts
from ctpat_desktop.workspace.unit import Workspace

CRITERIA = "responses"
"""The register of the answers; an entry's id is the criterion's."""
REGISTERS = tuple(
    table for table in TABLES if table not in (*UNASKED, "evidence", "response", "profile")
)
"""The tables whose records are found field by field."""
PACKETS = "packet"
"""The register of the packets; the words of a signed one are found with its document."""
_STEP, _DOCUMENTS = 2_000, 50


def answers(workspace: Workspace, account_id: str) -> Iterator[Entry]:
    """Yield every criterion of an account with what the company says on it."""
    for answer in dossier(workspace, account_id).answers:
        criterion = answer.criterion
        said = [answer.whole, *(row for _, row in answer.by_site)]
        words = [
            word
            for row in said
            if row is not None
            for word in (
                labels.with_statements(row.narrative, answer.stated(row)),
                *(row.reason, row.owner, row.portal_reference),
            )
        ]
        body = "\n".join(filter(None, (*words, criterion.summary)))
        yield Entry(CRITERIA, criterion.id, f"{criterion.id} {criterion.title}", body)


def records(workspace: Workspace, company_id: str, table: str) -> Iterator[Sequence[Entry]]:
    """Yield all records of a register in pieces; between them others may use the file."""
    columns = inspect(RECORDS[table]).columns
    after = ""
    while True:
        query = (
            select(columns["id"])
            .where(columns["company_id"] == company_id, columns["id"] > after)
            .order_by(columns["id"])
            .limit(_STEP)
        )
        with workspace.read() as session:
            ids = session.scalars(query).all()
            found = _entries(session, company_id, table, ids)
        if not ids:
            return
        yield found
        after = ids[-1]


def records_of(
    workspace: Workspace, company_id: str, table: str, ids: Sequence[str]
) -> list[Entry]:
    """Return the entries of the named records; those gone or of others are left out."""
    with workspace.read() as session:
        return _entries(session, company_id, table, ids)


def documents(
    workspace: Workspace,
    company_id: str,
    fresh: Mapping[str, str],
    ids: Sequence[str] | None = None,
) -> Iterator[list[Entry]]:
    """Yield the documents of the library with their words in pieces; all, or the named ones.

    `fresh` are words by SHA-256 that are not kept in the file.
    """
    if ids is None:
        query = select(Evidence.id).where(Evidence.company_id == company_id)
        with workspace.read() as session:
            ids = session.scalars(query.order_by(Evidence.id)).all()
    for at in range(0, len(ids), _DOCUMENTS):
        yield _documents(workspace, company_id, fresh, ids[at : at + _DOCUMENTS])


def packets(workspace: Workspace, company_id: str) -> list[Entry]:
    """Return the issued packets with their codes and who signed."""
    query = select(Packet).where(Packet.company_id == company_id, Packet.code != "")
    with workspace.read() as session:
        found = session.scalars(query).all()
    return [
        Entry(PACKETS, row.id, row.title, " · ".join(filter(None, (row.code, row.signed_by))))
        for row in found
    ]


def _documents(
    workspace: Workspace, company_id: str, fresh: Mapping[str, str], ids: Sequence[str]
) -> list[Entry]:
    query = (
        select(Evidence, EvidenceText.text)
        .outerjoin(EvidenceText, EvidenceText.sha256 == Evidence.sha256)
        .where(Evidence.company_id == company_id, Evidence.id.in_(ids))
    )
    with workspace.read() as session:
        rows = session.execute(query).all()
    found = []
    for document, kept in rows:
        words = fresh.get(document.sha256) or kept or ""
        body = f"{document.filename}\n{document.notes}\n{words}"
        title = document.title or document.filename
        found.append(Entry("evidence", document.id, title, body))
    return found


def _entries(session: Session, company_id: str, table: str, ids: Sequence[str]) -> list[Entry]:
    form = load_form(table)
    columns = inspect(RECORDS[table]).columns
    asked = form.columns
    query = select(columns["id"], *(columns[field.key] for field in asked)).where(
        columns["company_id"] == company_id
    )
    found = []
    for part in parts(list(ids)):
        rows = session.execute(query.where(columns["id"].in_(part))).all()
        values = [
            (row[0], dict(zip((field.key for field in asked), row[1:], strict=True)))
            for row in rows
        ]
        names = names_for_rows(session, asked, [row[1:] for row in rows])
        found += [_entry(form, asked, record_id, row, names) for record_id, row in values]
    return found


def _entry(
    form: Form,
    asked: Sequence[Field],
    record_id: str,
    values: Mapping[str, Any],
    names: Names,
) -> Entry:
    said = {
        field.key: value_text(field, values[field.key], names)
        for field in asked
        if values[field.key] and field.kind is not Kind.YES_NO
    }
    title = " ".join(said.pop(key) for key in form.names if said.get(key))
    return Entry(form.id, record_id, title or tr(form.title), " · ".join(said.values()))
