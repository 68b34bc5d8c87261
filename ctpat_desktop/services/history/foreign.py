"""What was said of a record in other copies of the file, before a merge brought it here."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.records.merging import ForeignChange
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.merge.ops import STEP
from ctpat_desktop.workspace.removals import WholeRevision


def by_merge(session: Session, table: str, record_id: str) -> dict[str, list[WholeRevision]]:
    """Return the changes of one record by the merge that brought them, oldest first.

    Their number is 0: they are no revisions of this file.
    """
    rows = select(ForeignChange).where(
        ForeignChange.record_id == record_id, ForeignChange.table_name == table
    )
    found: dict[str, list[WholeRevision]] = {}
    for row in session.scalars(rows.order_by(ForeignChange.position)):
        who = tr("{who} in {file}").format(who=row.who, file=row.source)
        about = (row.batch, row.at, who, row.what, table, record_id, row.action)
        merge = row.merge_id.removeprefix(STEP)
        found.setdefault(merge, []).append(WholeRevision(0, *about, json.loads(row.changes)))
    return found
