"""Reads revisions whole: a short removal names its record only; what went is said before it.

Undo of very many new records writes such removals: nobody touched the records since, so each value
stands in the history already, under the same chain of hashes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.records import Revision
from ctpat_desktop.workspace.bulk import MOST_NAMED, REMOVED

Pairs = Mapping[str, Sequence[Any]]
"""Field to [before, after], as JSON values."""


class WholeRevision(NamedTuple):
    """One revision; that of a removal has every value that went."""

    number: int
    batch: str
    at: datetime
    who: str
    what: str
    table_name: str
    record_id: str
    action: str
    changes: Pairs


def whole(session: Session, revisions: Iterable[Revision]) -> Iterator[WholeRevision]:
    """Yield revisions with all they mean, in the order they come; first a few, then many at once.

    Who needs only the newest of very many does not wait for the rest.
    """
    ahead, at_once = iter(revisions), FEW
    while part := [*islice(ahead, at_once)]:
        at_once = MOST_NAMED
        gone = _gone(session, [row for row in part if _is_short(row)])
        for row in part:
            changes = gone.get(row.number, row.changes)
            who = (row.number, row.batch, row.at, row.who, row.what)
            yield WholeRevision(*who, row.table_name, row.record_id, row.action, changes)


FEW = 20
"""Revisions that are made whole first."""


def _is_short(row: Revision) -> bool:
    return row.action == REMOVED and row.changes.keys() <= {"id"}


def _gone(session: Session, short: Sequence[Revision]) -> dict[int, Pairs]:
    """Return by the number of each short removal what went: what its record was just before."""
    if not short:
        return {}
    columns = (Revision.number, Revision.table_name, Revision.record_id, Revision.action)
    named = Revision.record_id.in_({row.record_id for row in short})
    query = select(*columns, Revision.changes).where(named).order_by(Revision.number)
    wanted = {row.number for row in short}
    found: dict[int, Pairs] = {}
    state: dict[tuple[str, str], dict[str, Any]] = {}
    for number, table, record_id, action, changes in session.execute(query):
        values = state.setdefault((table, record_id), {})
        if action != REMOVED:
            values.update({key: pair[1] for key, pair in changes.items()})
            continue
        if number in wanted:
            found[number] = {**changes, **{key: (values[key], None) for key in sorted(values)}}
        del state[(table, record_id)]
    return found
