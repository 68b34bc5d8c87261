"""The list of what falls due as a calendar file."""

from datetime import datetime
from pathlib import Path

from ctpat_desktop.exchange import calendars
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.services.deadlines.due_day import DueDay, kinds
from ctpat_desktop.services.deadlines.due_list import DueList
from ctpat_desktop.support.language import tr

HOST = "ctpat-desktop"
"""What ends the ids of our events; the ids of records before it are like no others."""


def save(due_list: DueList, path: Path, now: datetime, *, is_all: bool = False) -> ExportResult:
    """Write a list; with `is_all` each event begins with the name of its company.

    A calendar of ours is replaced, anything else that has the name is left alone.
    """
    titles = kinds()
    events = [_event(row, titles, is_all=is_all) for row in due_list.rows]
    return calendars.save(path, events, tr("CTPAT deadlines"), now)


def _event(row: DueDay, titles: dict[str, str], *, is_all: bool) -> calendars.Event:
    return calendars.Event(
        f"{row.key}@{HOST}",
        row.on,
        f"{row.company}: {row.title}" if is_all else row.title,
        f"{row.company}\n{row.where}",
        titles[row.kind],
    )
