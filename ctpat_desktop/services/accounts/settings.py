"""Choices kept in the workspace; each has a default that is ours, not CBP's."""

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from ctpat_desktop.checklist.register_facts import Limits
from ctpat_desktop.records import Setting
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

DEFAULTS: dict[str, Any] = {
    "portal.soft_limit": 4000,
    "portal.max_file_mb": 10,
    "portal.file_types": ["pdf", "jpg", "png", "docx", "xlsx", "txt", "csv"],
    "portal.keep_metadata": False,
    "portal.drop_comments": False,
    **{f"rules.{name}": value for name, value in asdict(Limits()).items()},
    "questionnaire.must_factor": 2,
    "questionnaire.good_from": 85,
    "questionnaire.fair_from": 65,
    "questionnaire.due_days": 30,
    "questionnaire.remind_days": 7,
    "trade.renewal_months": 12,
    "trade.first_letter_months": 13,
    "trade.letter_months": 12,
    "trade.disclosure_days": 30,
    "trade.ruling_days": 20,
    "holds.closed_days": [],
    "questions.portal": {},
}
"""Every choice with its default; "rules.*" are the days and counts the checklist goes by."""


def get(workspace: Workspace, name: str) -> Any:
    """Return a choice, or its default."""
    with workspace.read() as session:
        row = session.get(Setting, name)
    return json.loads(row.value) if row else DEFAULTS[name]


def group(workspace: Workspace, prefix: str) -> dict[str, Any]:
    """Return every choice whose name starts with `prefix.`, by the rest of its name."""
    with workspace.read() as session:
        rows = session.scalars(select(Setting).where(Setting.id.startswith(f"{prefix}."))).all()
    kept = {row.id: json.loads(row.value) for row in rows}
    return {
        name.partition(".")[2]: kept.get(name, value)
        for name, value in DEFAULTS.items()
        if name.startswith(f"{prefix}.")
    }


def put(workspace: Workspace, name: str, value: Any) -> Changes:
    """Keep a choice; its type must be that of the default."""
    if name not in DEFAULTS or type(value) is not type(DEFAULTS[name]):
        raise Problem(f"“{value}” does not fit the setting {name}.")
    with workspace.work("Change setting") as unit:
        row = unit.session.get(Setting, name)
        if row is None:
            unit.session.add(Setting(id=name, value=json.dumps(value)))
        else:
            row.value = json.dumps(value)
    return unit.changes
