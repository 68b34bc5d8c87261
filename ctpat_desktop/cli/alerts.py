"""The verb that lists CTPAT alerts, those first that nobody has dealt with."""

import argparse
from datetime import date
from typing import Any

from ctpat_desktop.cli.open import Target, opened, target
from ctpat_desktop.cli.speaking import DONE, add_verb, say, say_json
from ctpat_desktop.support.language import ntr, tr


def add_alerts(verbs: Any) -> None:
    """Add `alerts list`."""
    kinds = verbs.add_parser("alerts", help=tr("CTPAT alerts and what was decided about them."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    shown = add_verb(inner, "list", tr("List CTPAT alerts, the open ones first."), _run_list)
    shown.add_argument("--json", action="store_true")


def _run_list(args: argparse.Namespace) -> int:
    from ctpat_desktop.catalogue.values import choice_text

    rows = alerts(target(args))
    if args.json:
        say_json(rows)
        return DONE
    for row in rows:
        applies = row["applies"]
        words = choice_text("cbp_message", "applies", applies) if applies else tr("not decided")
        due = tr("due {day}").format(day=row["due_on"]) if row["due_on"] else ""
        done = tr("answered {day}").format(day=row["answered_on"]) if row["answered_on"] else ""
        subject = row["subject"] or row["id"]
        applies = tr("applies: {words}").format(words=words.lower())
        marks = ", ".join(filter(None, (applies, due, done)))
        say(f"{row['received_on'] or '-':10}  {subject} ({marks})")
    is_open = sum(row["open"] for row in rows)
    say(ntr("{n} alert, {open} open.", "{n} alerts, {open} open.", len(rows), open=is_open))
    return DONE


def alerts(meant: Target) -> list[dict[str, Any]]:
    """Return the `alerts list --json` list."""
    from ctpat_desktop.services.registers import alerts

    with opened(meant) as scope:
        return [
            {
                "id": row.id,
                "received_on": _day(row.received_on),
                "from": row.sender,
                "subject": row.subject,
                "due_on": _day(row.due_on),
                "applies": row.applies,
                "answered_on": _day(row.answered_on),
                "open": row.is_open,
            }
            for row in alerts.of_company(scope)
        ]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
