"""The numbered statements under an answer: read in their order, each with its documents."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ctpat_desktop.records import Attachment, Evidence, EvidenceLink, Response, Revision, Statement
from ctpat_desktop.workspace.bulk import REMOVED, parts
from ctpat_desktop.workspace.changes import Change
from ctpat_desktop.workspace.removals import whole

TABLE = Statement.__tablename__
ATTACHED = Attachment.__tablename__
TABLES = (TABLE, ATTACHED)
"""Where the statements and the documents of them are."""
IN_ORDER = (Statement.position, Statement.name, Statement.id)


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement: its name as the portal shows it, its words, and the ids of its documents.

    Its number is its place among those of its answer, from 1.
    """

    id: str
    name: str
    text: str
    documents: tuple[str, ...] = ()

    @property
    def has_text(self) -> bool:
        """True where it says anything."""
        return bool(self.text.strip())


Statements = Mapping[str, tuple[Stated, ...]]
"""The statements by the id of their response; one without any is left out."""


def read(session: Session, *where: ColumnElement[bool]) -> dict[str, tuple[Stated, ...]]:
    """Return the statements of the responses that fit, in their order; one query, two with any.

    A document proves a statement as long as it is linked to the answer; they stand in the order of
    the library.
    """
    columns = (Statement.response_id, Statement.id, Statement.name, Statement.text)
    query = select(*columns).join(Response, Response.id == Statement.response_id)
    rows = session.execute(query.where(*where).order_by(*IN_ORDER)).all()
    documents = _documents(session, *where) if rows else {}
    found: dict[str, tuple[Stated, ...]] = {}
    for response_id, key, name, text in rows:
        said = Stated(key, name or "", text or "", documents.get(key, ()))
        found[response_id] = (*found.get(response_id, ()), said)
    return found


def of_responses(session: Session, ids: Collection[str]) -> dict[str, tuple[Stated, ...]]:
    """Return the statements of some responses."""
    found: dict[str, tuple[Stated, ...]] = {}
    for part in parts(list(ids)):
        found |= read(session, Response.id.in_(part))
    return found


def touched(session: Session, items: Iterable[Change]) -> set[str]:
    """Return the ids of the responses whose statements, or their documents, were changed."""
    items = [item for item in items if item.table in TABLES]
    own = {item.record_id for item in items if item.table == TABLE}
    own |= _with_documents(session, [row.record_id for row in items if row.table == ATTACHED])
    found = set[str]()
    there = set[str]()
    for part in parts(sorted(own)):
        named = select(Statement.id, Statement.response_id).where(Statement.id.in_(part))
        for key, response_id in session.execute(named):
            there.add(key)
            found.add(response_id)
    gone = _removed(session, TABLE, sorted(own - there))
    return found | {was["response_id"] for was in gone if was.get("response_id")}


def _with_documents(session: Session, attached: Sequence[str]) -> set[str]:
    """Return the statements that one of these attachments is about, or was about."""
    found, there = set[str](), set[str]()
    columns = (Attachment.id, Attachment.table_name, Attachment.record_id)
    for part in parts(attached):
        for key, table, record_id in session.execute(
            select(*columns).where(Attachment.id.in_(part))
        ):
            there.add(key)
            if table == TABLE:
                found.add(record_id)
    gone = _removed(session, ATTACHED, [key for key in attached if key not in there])
    return found | {was["record_id"] for was in gone if was.get("table_name") == TABLE}


def _removed(session: Session, table: str, ids: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield what records that are gone have said, as their last revisions tell it."""
    mine = (Revision.table_name == table, Revision.action == REMOVED)
    for part in parts(ids):
        removals = session.scalars(select(Revision).where(*mine, Revision.record_id.in_(part)))
        for row in whole(session, removals):
            yield {key: pair[0] for key, pair in row.changes.items()}


def _documents(session: Session, *where: ColumnElement[bool]) -> dict[str, tuple[str, ...]]:
    query = (
        select(Attachment.record_id, Attachment.evidence_id)
        .join(Statement, Statement.id == Attachment.record_id)
        .join(Response, Response.id == Statement.response_id)
        .join(
            EvidenceLink,
            (EvidenceLink.response_id == Response.id)
            & (EvidenceLink.evidence_id == Attachment.evidence_id),
        )
        .join(Evidence, Evidence.id == Attachment.evidence_id)
        .where(Attachment.table_name == TABLE, *where)
        .order_by(Evidence.position, Evidence.id)
    )
    found: dict[str, tuple[str, ...]] = {}
    for key, evidence_id in session.execute(query):
        found[key] = (*found.get(key, ()), evidence_id)
    return found
