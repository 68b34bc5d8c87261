"""Makes an approved answer a draft again when its words change, in the very step that changes them.

Undo takes both back. A step that says itself how far an answer is has the last word.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from ctpat_desktop import records as tables
from ctpat_desktop.records import RECORDS
from ctpat_desktop.workspace.bulk import CHANGED, parts
from ctpat_desktop.workspace.history import Recorder

DRAFT, APPROVED, SENT_BACK = "draft", "approved", "sent_back"
WORDS: Mapping[str, frozenset[str]] = {
    "response": frozenset({"status", "narrative", "reason"}),
    "statement": frozenset({"name", "text"}),
}
"""The fields by which an answer says something, by table."""


def settle(session: Session, recorder: Recorder, at: datetime) -> None:
    """Look at what a step has changed, before its revisions are written."""
    ids = _worded(session, recorder)
    if not ids:
        return
    kind, said = tables.AnswerReview, tables.Response
    same = and_(
        kind.profile_id == said.profile_id,
        kind.criterion == said.criterion,
        kind.site_id.is_not_distinct_from(said.site_id),
        kind.state.in_((APPROVED, SENT_BACK)),
    )
    for part in parts(sorted(ids)):
        for row in session.scalars(select(kind).join(said, same).where(said.id.in_(part))):
            if (kind.__tablename__, row.id) not in recorder.noted:
                _follow(row, recorder.who, at)
    session.flush()


def _follow(row: Any, who: str, at: datetime) -> None:
    if row.state == SENT_BACK:
        row.changed_at = row.changed_at or at
        return
    row.state, row.set_by, row.set_at = DRAFT, who, at


def _worded(session: Session, recorder: Recorder) -> set[str]:
    """Return the responses whose words a step has changed."""
    found = set[str]()
    loose = set[str]()
    for (table, record_id), entry in recorder.noted.items():
        if table not in WORDS:
            continue
        fields = entry.touched if entry.fields is None else entry.fields.keys()
        if entry.action != CHANGED and table == "response":
            continue
        if entry.action == CHANGED and WORDS[table].isdisjoint(fields):
            continue
        if table == "response":
            found.add(record_id)
        elif entry.action == CHANGED:
            loose.add(record_id)
        else:
            found |= {str(value) for value in entry.whole()["response_id"] if value}
    return found.union(_parents(session, loose))


def _parents(session: Session, statements: Collection[str]) -> Iterator[str]:
    """Return the responses that statements stand under."""
    column = RECORDS["statement"].__table__.c
    for part in parts(sorted(statements)):
        yield from session.scalars(select(column.response_id).where(column.id.in_(part)))
