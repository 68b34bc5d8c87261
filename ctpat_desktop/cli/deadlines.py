"""The verb that says what falls due, and writes it as a calendar file."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened, opened_file, target
from ctpat_desktop.cli.speaking import DONE, LOOK, add_verb, say, say_json
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr

if TYPE_CHECKING:
    from ctpat_desktop.services.deadlines.due_list import DueList


MOST_MONTHS = 1200
"""Months anybody looks ahead."""


def add_deadlines(verbs: Any) -> None:
    """Add `deadlines`."""
    verb = add_verb(verbs, "deadlines", tr("Say what is late and what falls due."), _run)
    verb.add_argument("--all-companies", action="store_true", help=tr("every company of the file"))
    verb.add_argument(
        "--months", type=int, default=12, metavar="N", help=tr("look so far ahead, else 12; 0: all")
    )
    verb.add_argument("--ics", type=Path, metavar="F.ics", help=tr("write a calendar file as well"))
    verb.add_argument("--json", action="store_true")


def _run(args: argparse.Namespace) -> int:
    if args.all_companies and args.account:
        raise Problem(
            tr("--account and --all-companies exclude each other."), tr("Use one of them.")
        )
    if not 0 <= args.months <= MOST_MONTHS:
        raise Problem(
            tr("--months cannot be {months}.").format(months=args.months),
            tr("Use 1 to {most}, or 0 for everything.").format(most=MOST_MONTHS),
        )
    meant = target(args)
    found = due(meant, args.months, is_all=args.all_companies)
    written = save(found, args.ics, is_all=args.all_companies) if args.ics else ""
    late = [row for row in found.rows if row.due(meant.today).is_late]
    if args.json:
        say_json(as_values(found))
        return LOOK if late else DONE
    for row in found.rows:
        words, mark = row.title, row.due(meant.today).words
        words = f"{row.company}: {words}" if args.all_companies else words
        say(f"{row.on.isoformat()}  {words}{f' ({mark})' if mark else ''}")
    count = len(found.rows)
    say(ntr("{n} deadline, {late} late.", "{n} deadlines, {late} late.", count, late=len(late)))
    if written:
        say(written)
    return LOOK if late else DONE


def due(meant: Target, months: int, *, is_all: bool = False) -> "DueList":
    """Return what falls due in an account, or with `is_all` in every company of the file."""
    from ctpat_desktop.services.deadlines import due_list

    last = due_list.horizon(meant.today, months)
    if is_all:
        with opened_file(meant) as workspace:
            return due_list.of_file(workspace, meant.today, last)
    with opened(meant) as scope:
        return due_list.of_account(scope, last)


def save(due_list: "DueList", path: Path, *, is_all: bool = False) -> str:
    """Write the calendar file; return what was written in words."""
    from ctpat_desktop.services.deadlines import calendar_file

    result = calendar_file.save(due_list, path, datetime.now(UTC).astimezone(), is_all=is_all)
    return tr("Wrote {path} ({checked})").format(path=result.path, checked=result.checked)


def as_values(due_list: "DueList") -> list[dict[str, str]]:
    """Return the `deadlines --json` list."""
    return [
        {
            "on": row.on.isoformat(),
            "what": row.title,
            "company": row.company,
            "place": row.where,
        }
        for row in due_list.rows
    ]
