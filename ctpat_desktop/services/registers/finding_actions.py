"""Corrective actions made of a finding: of a site walk, or of a failed point of an inspection."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from ctpat_desktop import records
from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.documents.core import labels
from ctpat_desktop.records.base import new_id
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.due import Due, with_lateness
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.unit import Workspace

DAYS_TO_MEND = 30
"""Days until the action is due where nobody says otherwise; app default."""


def add(session: Session, today: date, **values: Any) -> str:
    """Add an open action that is due in `DAYS_TO_MEND` days and return its id."""
    due = today + timedelta(days=DAYS_TO_MEND)
    action = records.Action(id=new_id(), due_on=due, status="open", **values)
    session.add(action)
    session.flush()
    return action.id


def state(action: records.Action, today: date, write: Callable[[date], str] = day_text) -> str:
    """Return how far an action is, and by when it is due or how late it is."""
    words = choice_text("action", "status", action.status)
    if action.due_on is None or action.status != "open":
        return words
    day = with_lateness(write(action.due_on), Due(action.due_on, today))
    return labels.joined(words, tr("due {day}").format(day=day))


def state_of(workspace: Workspace, action_id: str | None, today: date) -> str:
    """Return how far the action of a finding is; "" where there is none, or none any more."""
    if not action_id:
        return ""
    with workspace.read() as session:
        action = session.get(records.Action, action_id)
    return state(action, today) if action else ""  # none: removed meanwhile
