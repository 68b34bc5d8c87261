"""The verbs of questionnaires: send them to partners, take back what returns."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened, target
from ctpat_desktop.cli.speaking import DONE, LOOK, add_verb, day, say, say_json
from ctpat_desktop.support.choosing import find_one
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

if TYPE_CHECKING:
    from ctpat_desktop.services.questionnaires.sending import SendingOptions
    from ctpat_desktop.workspace.unit import Workspace

LANGUAGES = ("en", "fr", "es", "en+fr", "en+es")


def add_questionnaire(verbs: Any) -> None:
    """Add `questionnaire send` and `questionnaire receive`."""
    kinds = verbs.add_parser("questionnaire", help=tr("Send questionnaires and take them back."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    _add_send(inner)
    receive = add_verb(inner, "receive", tr("Take returned questionnaires in."), _run_receive)
    receive.add_argument("returned", nargs="+", type=Path, metavar="RETURNED")
    receive.add_argument("--accept", action="store_true", help=tr("accept what matches at once"))
    receive.add_argument("--json", action="store_true")


def _add_send(inner: Any) -> None:
    send = add_verb(inner, "send", tr("Write a questionnaire for each partner."), _run_send)
    whom = send.add_mutually_exclusive_group(required=True)
    whom.add_argument("--partner", action="append", default=[], metavar="NAME")
    whom.add_argument("--all", action="store_true", help=tr("every partner that is not ended"))
    send.add_argument("--to", type=Path, required=True, metavar="DIR")
    send.add_argument(
        "--language", default="", choices=LANGUAGES, help=tr("else the contact's own")
    )
    send.add_argument("--format", default="pdf", choices=("pdf", "xlsx"))
    send.add_argument("--due", type=day, metavar="DATE")
    send.add_argument("--json", action="store_true")


def _run_send(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.questionnaires.sending import SendingOptions

    options = SendingOptions(args.language, args.format, args.due)
    rows = send_out(target(args), args.partner, args.to, options)
    if args.json:
        say_json(rows)
        return DONE
    for row in rows:
        say(f"{row['reference']}  {row['partner']}: {row['file']}")
    return DONE


def send_out(
    meant: Target, names: Sequence[str], folder: Path, options: "SendingOptions"
) -> list[dict[str, Any]]:
    """Write questionnaires for the partners named, else for all that are not ended.

    Returns the `questionnaire send --json` rows, one per file.
    """
    from ctpat_desktop.services.questionnaires.sending import send

    with opened(meant, writes=True) as scope:
        ids = _partners(scope.workspace, scope.company_id, names)
        sent = send(scope, ids, folder, options)
    return [
        {
            "partner": one.partner,
            "reference": one.reference,
            "file": str(one.path),
            "language": one.language,
            **({"notices": list(one.notices)} if one.notices else {}),
        }
        for one in sent
    ]


def _partners(workspace: "Workspace", company_id: str, names: Sequence[str]) -> list[str]:
    """Return the ids of the partners named, or of all that are not ended."""
    from sqlalchemy import select

    from ctpat_desktop.records import Partner

    query = select(Partner).where(Partner.company_id == company_id).order_by(Partner.name)
    with workspace.read() as session:
        partners = session.scalars(query).all()
    if not partners:
        raise Problem(tr("There is no partner yet."), tr("Add or import partners first."))
    if names:
        choices = [((row.name,), row.id) for row in partners]
        return [find_one(name, choices, tr("partner")) for name in names]
    chosen = [row.id for row in partners if row.status != "ended"]
    if not chosen:
        raise Problem(tr("No partner is active."), tr("Name one with --partner."))
    return chosen


def _run_receive(args: argparse.Namespace) -> int:
    rows = take_in(target(args), args.returned, args.accept)
    if args.json:
        say_json(rows)
    else:
        for row in rows:
            whose = f" ({row['partner']})" if row["partner"] else ""
            say(f"{row['outcome']:10}{row['file']}{whose}: {row['reason']} {row['done']}")
    return DONE if all(row["outcome"] == "matched" for row in rows) else LOOK


def take_in(meant: Target, paths: list[Path], accept: bool) -> list[dict[str, Any]]:
    """Receive files and return the `questionnaire receive --json` rows."""
    from ctpat_desktop.services.questionnaires.receiving import receive

    with opened(meant, writes=True) as scope:
        received = receive(scope, paths, accept)
    return [
        {
            "file": one.file,
            "partner": one.partner,
            "outcome": one.outcome,
            "answers": one.answers,
            "reason": one.reason,
            "done": one.done,
        }
        for one in received
    ]
