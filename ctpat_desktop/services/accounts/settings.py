"""Choices and habits kept in the workspace; a choice has a default that is ours, not CBP's."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.exchange.results import PortalLimits
from ctpat_desktop.records import Setting
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later
from ctpat_desktop.workspace.bulk import parts
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

PLAIN: dict[str, Any] = {
    "review.window_days": 90,
    "evidence.soon_days": 90,
    "questionnaire.due_days": 30,
    "questionnaire.remind_days": 7,
    "trade.renewal_months": 12,
    "trade.first_letter_months": 13,
    "trade.letter_months": 12,
    "trade.disclosure_days": 30,
    "trade.ruling_days": 20,
    "holds.closed_days": [],
    "questions.portal": {},
    "partner_risk_sources": [],
    "spelling.language": "en",
}
"""Choices whose default stands here."""

_limits = later("ctpat_desktop.checklist.register_facts:Limits")
_measure = later("ctpat_desktop.checklist.partner_scores:Measure")
_weights = later("ctpat_desktop.checklist.partner_points:Weights")
_diligence = later("ctpat_desktop.checklist.due_diligence:Habits")


def _portal() -> dict[str, Any]:
    limits = PortalLimits()
    return {
        "soft_limit": limits.soft_limit,
        "max_file_mb": int(limits.max_file_mb),
        "file_types": list(limits.file_types),
        "keep_metadata": limits.keeps_metadata,
        "drop_comments": limits.drops_comments,
    }


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "portal": _portal,
    "rules": lambda: asdict(_limits()),
    "questionnaire": lambda: asdict(_measure()),
    "partner_risk": lambda: asdict(_weights()),
    "diligence": lambda: asdict(_diligence()),
}
"""Parts of the program that have the defaults of their choices themselves."""


@cache
def _part(prefix: str) -> dict[str, Any]:
    """Return the defaults of one part, by their whole names; it is imported for that."""
    read = PARTS.get(prefix)
    return {f"{prefix}.{name}": value for name, value in read().items()} if read else {}


class Defaults(Mapping[str, Any]):
    """Every choice with its default; "rules.*" are the days and counts the checklist goes by."""

    def __getitem__(self, name: str) -> Any:
        """Return a default; KeyError where there is no such choice."""
        return PLAIN[name] if name in PLAIN else _part(name.partition(".")[0])[name]

    def __iter__(self) -> Iterator[str]:
        """Return the names of all choices."""
        return chain(*map(_part, PARTS), PLAIN)

    def __len__(self) -> int:
        """Return how many choices there are."""
        return len(list(self))


DEFAULTS = Defaults()


def get(workspace: Workspace, name: str) -> Any:
    """Return a choice, or its default."""
    with workspace.read() as session:
        return choice(session, name)


def choice(session: Session, name: str) -> Any:
    """Return a choice, or its default, inside a reading."""
    return stored(session, [name]).get(name, DEFAULTS[name])


def several(workspace: Workspace, names: Sequence[str]) -> dict[str, Any]:
    """Return choices by their names, each with its default where nothing is kept."""
    with workspace.read() as session:
        kept = stored(session, names)
    return {name: kept.get(name, DEFAULTS[name]) for name in names}


def group(workspace: Workspace, prefix: str) -> dict[str, Any]:
    """Return every choice whose name starts with `prefix.`, by the rest of its name."""
    with workspace.read() as session:
        return group_of(session, prefix)


def group_of(session: Session, prefix: str) -> dict[str, Any]:
    """Return the same inside a reading."""
    names = [name for name in DEFAULTS if name.startswith(f"{prefix}.")]
    kept = stored(session, names)
    return {name.partition(".")[2]: kept.get(name, DEFAULTS[name]) for name in names}


def put(workspace: Workspace, name: str, value: Any) -> Changes:
    """Keep a choice; its type must be that of the default."""
    if name not in DEFAULTS or type(value) is not type(DEFAULTS[name]):
        raise Problem(
            tr("“{value}” does not fit the setting {name}.").format(value=value, name=name)
        )
    with workspace.work(tr("Change setting")) as unit:
        store(unit.session, name, value)
    return unit.changes


def stored(session: Session, names: Sequence[str]) -> dict[str, Any]:
    """Return what is kept under these names; a name nothing is kept under is left out."""
    rows = (
        row
        for part in parts(names)
        for row in session.scalars(select(Setting).where(Setting.id.in_(part)))
    )
    return {row.id: json.loads(row.value) for row in rows}


def beginning(session: Session, start: str) -> dict[str, Any]:
    """Return everything kept under a name that begins so, by the rest of its name."""
    mine = Setting.id.startswith(start, autoescape=True)
    rows = session.scalars(select(Setting).where(mine))
    return {row.id[len(start) :]: json.loads(row.value) for row in rows}


def rows_of(workspace: Workspace, start: str) -> list[Setting]:
    """Return every row kept under a name that begins so, as it stands in the file."""
    mine = Setting.id.startswith(start, autoescape=True)
    with workspace.read() as session:
        return list(session.scalars(select(Setting).where(mine).order_by(Setting.id)))


def store(session: Session, name: str, value: Any) -> None:
    """Keep a value, such as a list or a dict of plain values, under a name, inside a change."""
    row, text = session.get(Setting, name), json.dumps(value)
    if row is None:
        session.add(Setting(id=name, value=text))
    elif row.value != text:
        row.value = text


def drop(session: Session, name: str) -> None:
    """Keep nothing under a name any more, inside a change."""
    row = session.get(Setting, name)
    if row is not None:
        session.delete(row)
