"""The verbs of a validation: which there are, the binder, and a draft of a reply to CBP."""

import argparse
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened, target
from ctpat_desktop.cli.speaking import DONE, add_file_to, add_verb, say, say_json
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.progress import Silent

if TYPE_CHECKING:
    from ctpat_desktop.reading.scope import Scope

KINDS = {"message": "cbp_message", "validation": "validation", "appeal": "appeal_file"}
"""What a reply can be drafted for, and the register it is in."""


def add_validation(verbs: Any) -> None:
    """Add `validation list`, `validation binder` and `validation reply`."""
    kinds = verbs.add_parser("validation", help=tr("Validations by CBP: binder and replies."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    shown = add_verb(inner, "list", tr("Say which validations are kept."), _run_list)
    shown.add_argument("--json", action="store_true")
    binder = add_verb(inner, "binder", tr("Write the binder as PDF."), _run_binder)
    binder.add_argument("--validation", default="", metavar="ID", help=tr("else the newest one"))
    binder.add_argument("--criteria", default="", metavar="4.3,9.7", help=tr("else every one"))
    binder.add_argument("--no-evidence", action="store_true", help=tr("without pages of documents"))
    add_file_to(binder, "F.pdf")
    reply = add_verb(inner, "reply", tr("Draft a reply to CBP as a Word document."), _run_reply)
    reply.add_argument("--about", choices=sorted(KINDS), default="validation")
    reply.add_argument("--id", default="", metavar="ID", help=tr("else the newest one"))
    add_file_to(reply, "F.docx")


def _run_list(args: argparse.Namespace) -> int:
    found = visits(target(args))
    if args.json:
        say_json(found)
        return DONE
    for row in found:
        say(f"{row['id']}  {row['starts_on'] or '-':10}  {row['kind']}  {row['sites']}")
    say(ntr("{n} validation.", "{n} validations.", len(found)))
    return DONE


def visits(meant: Target) -> list[dict[str, Any]]:
    """Return the `validation list --json` list."""
    from ctpat_desktop.services.validation import day

    with opened(meant) as scope:
        return [
            {
                "id": row.id,
                "kind": row.kind,
                "sites": row.sites,
                "starts_on": row.starts_on.isoformat() if row.starts_on else None,
                "ends_on": row.ends_on.isoformat() if row.ends_on else None,
                "answered": row.is_answered,
            }
            for row in day.visits(scope)
        ]


def _run_binder(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.validation import binder, day

    criteria = tuple(part.strip() for part in args.criteria.split(",") if part.strip())
    with opened(target(args)) as scope:
        newest = next((row.id for row in day.visits(scope)), "")
        options = binder.BinderOptions(args.validation or newest, criteria, not args.no_evidence)
        result = binder.write(scope, options, args.to, Silent())
    say(tr("Wrote {path} ({checked})").format(path=result.path, checked=result.checked))
    return DONE


def _run_reply(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.validation import replies

    table = KINDS[args.about]
    with opened(target(args)) as scope:
        record = args.id or _newest(scope, table)
        written = replies.write(scope, table, record, args.to)
    left = written.open_sections
    words = ntr("{n} place is to be written", "{n} places are to be written", left)
    say(
        tr("Wrote {path} ({checked}, {words})").format(
            path=written.result.path, checked=written.result.checked, words=words
        )
    )
    return DONE


def _newest(scope: "Scope", table: str) -> str:
    from ctpat_desktop.services.validation import replies

    found = replies.newest(scope, table)
    if not found:
        raise Problem(
            tr("There is nothing to reply to yet."),
            tr("Add it on the CBP page first."),
        )
    return found
