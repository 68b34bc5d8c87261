"""Reading what was changed, by whom and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from ctpat_desktop.records import Revision
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class Version:
    """One earlier change of one field; `at` is UTC, values are JSON values."""

    at: datetime
    who: str
    what: str
    table: str
    record_id: str
    field: str
    before: Any
    after: Any


def versions(
    workspace: Workspace, table: str, record_id: str, field: str = ""
) -> tuple[Version, ...]:
    """Return the changes of one record (or of one field of it), newest first."""
    query = (
        select(Revision)
        .where(Revision.table_name == table, Revision.record_id == record_id)
        .order_by(Revision.number.desc())
    )
    with workspace.read() as session:
        found = list(session.scalars(query))
    return tuple(
        version
        for revision in found
        for version in _fields(revision)
        if field in ("", version.field)
    )


def recent(workspace: Workspace, limit: int = 12) -> tuple[Version, ...]:
    """Return the newest changes of the workspace, one line per action."""
    with workspace.read() as session:
        found = list(session.scalars(select(Revision).order_by(Revision.number.desc()).limit(200)))
    lines: dict[str, Version] = {}
    for revision in found:
        if revision.batch not in lines:
            first = next(iter(_fields(revision)), None)
            if first is not None:
                lines[revision.batch] = first
    return tuple(lines.values())[:limit]


def _fields(revision: Revision) -> list[Version]:
    return [
        Version(
            revision.at,
            revision.who,
            revision.what,
            revision.table_name,
            revision.record_id,
            key,
            before,
            after,
        )
        for key, (before, after) in revision.changes.items()
    ]
