"""Brings the outline of an account up to date after a change: only the changed rows are read."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from ctpat_desktop.reading import editions, statements
from ctpat_desktop.reading.dossier import (
    Book,
    WholeAnswer,
    beneath_wholes,
    listed,
    proofs_by_criterion,
    read_outline,
    whole_answer,
)
from ctpat_desktop.records import (
    Address,
    Contact,
    Evidence,
    EvidenceLink,
    Identifier,
    Record,
    Response,
    Site,
)
from ctpat_desktop.records.companies import CompanyPart
from ctpat_desktop.workspace.bulk import ADDED, CHANGED
from ctpat_desktop.workspace.changes import Change, Changes

PARTS: Mapping[str, tuple[str, type[CompanyPart]]] = {
    "address": ("addresses", Address),
    "contact": ("contacts", Contact),
    "identifier": ("identifiers", Identifier),
    "site": ("sites", Site),
    "evidence": ("evidence", Evidence),
}
"""The lists of the outline by table."""

ROOTS = ("account", "profile", "criterion_overlay")
"""Tables that decide what is asked at all."""

HELD = frozenset({"company", "response", "evidence_link", "statement", *PARTS, *ROOTS})
"""A change of any other table leaves the outline as it is."""

MANY = 200
"""Changed rows from which on everything is read again instead of row by row."""


def patched(session: Session, book: Book, changes: Changes) -> Book:
    """Return the outline after a change; the same one where the change does not touch it."""
    items = [item for item in changes.items if _is_held(item)]
    stated = statements.touched(session, changes.items)
    if not items and not stated:
        return book
    if any(item.table == "setting" for item in items):
        book = replace(book, rereads=editions.rereads(session, book.profile.id))
    if len(items) > MANY or any(map(_asks_anew, items)):
        return read_outline(session, book.account.id)
    if any(item.table == "company" for item in items):
        book = replace(book, company=session.get_one(type(book.company), book.company.id))
    for table, (name, kind) in PARTS.items():
        own = [item for item in items if item.table == table]
        if own:
            book = _with_list(session, book, name, kind, own)
    answers = _touched_answers(session, book, items, stated)
    if answers is None:
        return read_outline(session, book.account.id)
    return replace(book, answers=tuple(answers.get(a.criterion.id, a) for a in book.answers))


def _is_held(item: Change) -> bool:
    return item.table in HELD or (item.table == "setting" and editions.is_about(item.record_id))


def _asks_anew(item: Change) -> bool:
    """Return whether a change can alter which criteria are asked, or which documents are linked."""
    if item.table == "setting":
        return item.record_id.startswith(editions.FILE)
    is_gone = item.action not in (ADDED, CHANGED)
    return item.table in ROOTS or (is_gone and item.table in ("response", "evidence_link"))


def _with_list(
    session: Session, book: Book, name: str, kind: type[CompanyPart], items: Iterable[Change]
) -> Book:
    known = {row.id: row for row in getattr(book, name)}
    rows: dict[str, Record | None] = {item.record_id: None for item in items}
    is_same = all(
        item.action == CHANGED and not item.fields & {"position", "company_id"} for item in items
    )
    if is_same:
        rows = {key: session.get(kind, key) for key in rows if key in known}
    if not all(rows.values()):
        fresh: tuple[Any, ...] = listed(session, kind, book.company.id)
    else:
        fresh = tuple((known | rows).values())
    given: dict[str, Any] = {name: fresh}
    book = replace(book, **given)
    if name != "evidence":
        return book
    library = {document.id: document for document in book.evidence}
    return replace(book, answers=tuple(_with_library(a, library) for a in book.answers))


def _with_library(answer: WholeAnswer, library: Mapping[str, Evidence]) -> WholeAnswer:
    shown = tuple(library[row.id] for row in answer.evidence if row.id in library)
    return replace(answer, evidence=shown) if answer.evidence else answer


def _touched_answers(
    session: Session, book: Book, items: Sequence[Change], stated: Collection[str]
) -> dict[str, WholeAnswer] | None:
    """Return the criteria whose answers changed; None where one was not asked so far."""
    found: dict[str, WholeAnswer] = {}
    proven = set[str]()
    for response in _responses(session, items, stated, proven):
        if response.profile_id != book.profile.id:
            continue
        here = book.find(response.criterion)
        if here is None:
            return None
        before = found.get(response.criterion, here)
        is_whole = response.site_id is None
        found[response.criterion] = replace(before, whole=response) if is_whole else before
    unlisted = {key for key, answer in found.items() if _is_new(answer)}
    for criterion in proven & found.keys() | unlisted:
        found[criterion] = _with_proof(session, book, found[criterion])
    return found


def _is_new(answer: WholeAnswer) -> bool:
    return answer.whole is not None and answer.whole.id not in answer.evidence_ids


def _responses(
    session: Session, items: Sequence[Change], stated: Collection[str], proven: set[str]
) -> list[Response]:
    """Return the responses that were changed, or that a document or a statement belongs to."""
    found: dict[str, Response] = {}
    for response in (session.get(Response, key) for key in stated):
        if response is not None:
            found[response.id] = response
            proven.add(response.criterion)
    for item in items:
        key: str | None = item.record_id if item.table == "response" else None
        if item.table == "evidence_link":
            link = session.get(EvidenceLink, item.record_id)
            key = link.response_id if link else None
        response = session.get(Response, key) if key else None
        if response is not None:
            found[response.id] = response
            if item.table == "evidence_link":
                proven.add(response.criterion)
    return list(found.values())


def _with_proof(session: Session, book: Book, answer: WholeAnswer) -> WholeAnswer:
    """Read the documents and statements of one criterion again."""
    here = Response.criterion == answer.criterion.id
    beneath = beneath_wholes(session, book.profile.id, here)
    proofs = proofs_by_criterion(session, book.profile.id, here).get(answer.criterion.id, set())
    return whole_answer(answer.criterion, answer.whole, beneath, proofs, book.evidence)
