"""The verbs of submitting: record a profile as submitted, and compare two states of it."""

import argparse
from dataclasses import replace
from typing import Any

from ctpat_desktop.cli.open import Target, opened, target
from ctpat_desktop.cli.speaking import DONE, LOOK, add_verb, complain, day, say, say_json
from ctpat_desktop.support.dates import day_text, with_days
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr


def add_submit(verbs: Any) -> None:
    """Add `submit` and `compare`."""
    submit = add_verb(verbs, "submit", tr("Record the profile as submitted."), _run_submit)
    submit.add_argument("--on", type=day, metavar="DATE", help=tr("else today"))
    submit.add_argument("--by", default="", metavar="NAME", help=tr("else your own name"))
    submit.add_argument("--note", default="", metavar="TEXT")
    submit.add_argument("--anyway", action="store_true", help=tr("with blockers open"))
    submit.add_argument("--json", action="store_true")
    compare = add_verb(verbs, "compare", tr("Compare two states of the profile."), _run_compare)
    for option, usual in (("--from", "last"), ("--to", "now")):
        compare.add_argument(
            option,
            dest=option[2:] + "_state",
            default=usual,
            metavar="last|now|ID|DATE",
            help=tr("else {usual}").format(usual=usual),
        )
    compare.add_argument("--json", action="store_true")


def _run_submit(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.profile.submissions import Blocked

    if args.on is not None and args.on > args.today:
        raise Problem(
            tr("{day} is in the future.").format(day=day_text(args.on)), tr("Nothing was recorded.")
        )
    meant = replace(target(args), today=args.on or args.today)
    try:
        made = submit(meant, by=args.by, note=args.note, anyway=args.anyway)
    except Blocked as blocked:
        if args.json:
            say_json({"submission": None, "at": None, "blockers": len(blocked.blockers)})
        complain(blocked.line())
        return LOOK
    if args.json:
        say_json(made)
    else:
        words = ntr(
            "Recorded as submitted on {day} ({n} blocker).",
            "Recorded as submitted on {day} ({n} blockers).",
            made["blockers"],
            day=made["at"],
        )
        say(with_days(words))
    return DONE


def submit(meant: Target, *, by: str, note: str, anyway: bool) -> dict[str, Any]:
    """Record a submission and return the `submit --json` object."""
    from ctpat_desktop.services.profile import submissions

    with opened(meant, writes=True) as scope:
        row = submissions.record(scope, by=by, note=note, anyway=anyway)
        at = row.submitted_on.isoformat() if row.submitted_on else ""
        return {"submission": row.id, "at": at, "blockers": row.blockers}


def _run_compare(args: argparse.Namespace) -> int:
    found, titles = compare(target(args), args.from_state, args.to_state)
    if args.json:
        say_json(found)
        return DONE
    if "editions" in found:
        say(
            tr("Edition   {before}, now {now}").format(
                before=found["editions"]["from"], now=found["editions"]["to"]
            )
        )
    kinds = ("changed", "added", "removed", "reworded")
    heads = (tr("Changed"), tr("Added"), tr("Removed"), tr("Reworded"))
    for what, words in zip(kinds, heads, strict=True):
        for criterion in found.get(what, ()):
            say(f"{words:10}{criterion} {titles.get(criterion, '')}".rstrip())
    if not any(found.values()):
        say(tr("No difference."))
    return DONE


def compare(meant: Target, before: str, after: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the `compare --json` object and the titles of criteria.

    Across editions it names them and what they reword.
    """
    from ctpat_desktop.services.profile import submissions

    with opened(meant) as scope:
        states = [submissions.chosen(scope, name) for name in (before, after)]
    found = submissions.compare(*states)
    made: dict[str, Any] = {
        "changed": list(found.changed),
        "added": list(found.added),
        "removed": list(found.removed),
    }
    old, new = (state.dossier.edition.short_name for state in states)
    if old != new:
        made |= {"editions": {"from": old, "to": new}, "reworded": list(found.reworded)}
    rows = [row.criterion for state in states for row in state.dossier.answers]
    return made, {row.id: row.title for row in rows}
