"""Makes an approved answer a draft again when its words change, in the very step that changes them.

Undo takes both back. A step that says itself how far an answer is has the last word.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.records import RECORDS
from ctpat_desktop.workspace import bulk
from ctpat_desktop.workspace.bulk import CHANGED, parts
from ctpat_desktop.workspace.history import Recorder

DRAFT, APPROVED = "draft", "approved"
REVIEWS = "answer_review"
WORDS: Mapping[str, frozenset[str]] = {
    "response": frozenset({"status", "narrative", "reason"}),
    "statement": frozenset({"name", "text"}),
}
"""The fields by which an answer says something, by table."""


CONCERNED = """
SELECT review.id, review.state FROM response JOIN answer_review AS review
ON review.profile_id = response.profile_id AND review.criterion = response.criterion
AND review.site_id IS response.site_id
WHERE response.id IN (SELECT value FROM json_each(?))
AND (review.state = 'approved' OR (review.state = 'sent_back' AND review.changed_at IS NULL))
"""
"""Plain SQL: it is asked with every answer that is saved, and nearly always finds nothing."""


def settle(session: Session, recorder: Recorder, at: datetime) -> None:
    """Look at what a step has changed, before its revisions are written."""
    ids = _worded(session, recorder)
    if not ids:
        return
    listed = json.dumps(sorted(ids))
    rows = session.connection().exec_driver_sql(CONCERNED, (listed,)).all()
    again = {"state": DRAFT, "set_by": recorder.who, "set_at": at}
    values = {
        key: again if state == APPROVED else {"changed_at": at}
        for key, state in rows
        if (REVIEWS, key) not in recorder.noted
    }
    if values:
        bulk.change(session, recorder, REVIEWS, values)


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
