"""An answer approved on one side and worded anew on the other is a draft, on both sides alike."""

from collections.abc import Iterator
from typing import Any

from ctpat_desktop.records.base import id_by
from ctpat_desktop.workspace.approvals import APPROVED, DRAFT, WORDS
from ctpat_desktop.workspace.merge.ops import Key, Op
from ctpat_desktop.workspace.merge.sides import Side
from ctpat_desktop.workspace.revision_texts import plain

Rows = dict[Key, dict[str, Any]]

REVIEW = "answer_review"


def settle(sides: tuple[Side, Side], add: Rows, change: Rows) -> None:
    """Make drafts of approvals that did not know the words the merge brings together.

    `add` and `change` are what the merge writes into the first side.
    """
    mine, theirs = sides
    for approving, wording in ((mine, theirs), (theirs, mine)):
        for review, op in _unaware(approving, wording):
            row = add.get(review) or mine.row(review)
            if row is None or {**row, **change.get(review, {})}.get("state") != APPROVED:
                continue
            values = {"state": DRAFT, "set_by": op.who, "set_at": plain(op.at)}
            if review in add:
                add[review].update(values)
            else:
                change.setdefault(review, {}).update(values)


def _unaware(approving: Side, wording: Side) -> Iterator[tuple[Key, Op]]:
    """Yield the reviews one side touched, and what the other said under them meanwhile."""
    for (table, record_id), touch in wording.touches.items():
        said = next((op for name, op in touch.last.items() if name in WORDS.get(table, ())), None)
        if said is None:
            continue
        response = (table, record_id)
        if table == "statement":
            response = ("response", str((wording.row(response) or {}).get("response_id", "")))
        row = wording.row(response) or approving.row(response) or {}
        key = id_by(REVIEW, row.get("profile_id"), row.get("criterion"), row.get("site_id"))
        if (REVIEW, key) in approving.touches:
            yield (REVIEW, key), said
