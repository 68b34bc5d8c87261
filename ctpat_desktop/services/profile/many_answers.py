"""Many answers at once: one value for all of them, or a column pasted from a sheet."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from typing import Any

from sqlalchemy import select

from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.dossier import WholeAnswer
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import CriterionOverlay
from ctpat_desktop.services.accounts import overlays
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import not_applicable
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.workspace.changes import Changes

LEVEL = "level"
"""The one thing to change that stands beside the answers, not in them."""

Values = Mapping[str, str | date | None]


@dataclass(slots=True)
class Paste:
    """What a paste would do: new values by criterion, what they replace, and what is not taken."""

    values: dict[str, dict[str, str]] = field(default_factory=dict)
    replaced: list[str] = field(default_factory=list)
    """Criteria where something else stands already."""
    refused: list[str] = field(default_factory=list)
    """Lines that say what is not taken, and why."""
    same: int = 0
    """Cells that say what stands there already."""


def cells(text: str) -> list[list[str]]:
    """Return what a sheet puts on the clipboard: rows of cells; a quoted cell holds line ends."""
    rows = list(csv.reader(StringIO(text), delimiter="\t")) if text.strip() else []
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def plan(
    rows: Sequence[Sequence[str]],
    onto: Sequence[WholeAnswer],
    columns: Sequence[tuple[str, str]],
) -> Paste:
    """Return what pasting rows onto answers would do; `columns` are titles and fields of columns.

    An empty cell changes nothing. A column without a field ("") is not taken.
    """
    keys = [key for _, key in columns]
    made = Paste()
    for row, answer in zip(rows, onto, strict=False):
        for text, key in zip(row, keys, strict=False):
            _plan_cell(made, answer, key, text.strip())
    if len(rows) > len(onto):
        made.refused.append(
            ntr(
                "{n} row more than there are criteria below.",
                "{n} rows more than there are criteria below.",
                len(rows) - len(onto),
            )
        )
    wide = max((len(row) for row in rows), default=0)
    closed = [title for title, key in columns[:wide] if not key]
    if closed:
        words = tr("Columns that cannot be typed into here: {titles}.")
        made.refused.append(words.format(titles=", ".join(closed)))
    if wide > len(columns):
        made.refused.append(
            ntr(
                "{n} column more than there are here.",
                "{n} columns more than there are here.",
                wide - len(columns),
            )
        )
    return made


def _plan_cell(made: Paste, answer: WholeAnswer, key: str, text: str) -> None:
    if not text or not key:
        return
    number = answer.criterion.id
    value = _status(text) if key == "status" else text
    before = answer.status if key == "status" else getattr(answer.whole, key, "")
    if value is None:
        made.refused.append(tr("{n}: “{text}” is no status.").format(n=number, text=text))
    elif value == before:
        made.same += 1
    elif value == not_applicable.STATUS and not (answer.whole and answer.whole.reason.strip()):
        made.refused.append(tr("{n}: “not applicable” needs a reason.").format(n=number))
    else:
        made.values.setdefault(number, {})[key] = value
        if before and before != "not_started" and number not in made.replaced:
            made.replaced.append(number)


def _status(text: str) -> str | None:
    known = {words.casefold(): key for key, words in labels.statuses().items()}
    folded = text.casefold()
    return known.get(folded) or (folded if folded in known.values() else None)


def write(scope: Scope, values: Mapping[str, Values], what: str = "") -> Changes:
    """Give answers their values in one step; Problem where one cannot be, and none is changed."""
    if not values:
        raise Problem(tr("There is nothing to change."), tr("Choose the rows this is about."))
    with scope.workspace.work(what or tr("Change answers")) as unit:
        for criterion, given in values.items():
            answers.say(unit.session, scope.account_id, criterion, None, given)
    return unit.changes


def change(scope: Scope, criteria: Sequence[str], key: str, value: Any) -> Changes:
    """Give many answers one value of a field, or many criteria another level ("" is as shipped)."""
    if key != LEVEL:
        return write(scope, {criterion: {key: value} for criterion in criteria})
    if not criteria:
        raise Problem(tr("There is nothing to change."), tr("Choose the rows this is about."))
    query = select(CriterionOverlay).where(
        CriterionOverlay.account_id == scope.account_id, CriterionOverlay.criterion.in_(criteria)
    )
    with scope.workspace.work(tr("Change levels")) as unit:
        known = {row.criterion: row for row in unit.session.scalars(query)}
        for criterion in criteria:
            row = known.get(criterion)
            if row is None and not value:
                continue
            row = row or overlays.made(scope.account_id, criterion)
            row.level = value or ""
            unit.session.add(row)
    return unit.changes
