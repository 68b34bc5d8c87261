"""The verbs of site walks: send one as a form, compare what comes back, take it over."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import opened, target
from ctpat_desktop.cli.speaking import DONE, LOOK, add_verb, day, say, say_json
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

if TYPE_CHECKING:
    from ctpat_desktop.services.walk_forms.comparing import Entry
    from ctpat_desktop.services.walk_forms.receiving import WalkReturn

FORMATS = ("pdf", "xlsx")


def add_walk(verbs: Any) -> None:
    """Add `walk send` and `walk receive`."""
    kinds = verbs.add_parser("walk", help=tr("Send a site walk as a form and take it back."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    send = add_verb(inner, "send", tr("Write the walk of a site as a form to fill in."), _run_send)
    send.add_argument("--site", required=True, metavar="NAME")
    send.add_argument("--to", type=Path, required=True, metavar="DIR")
    send.add_argument("--format", default="pdf", choices=FORMATS)
    send.add_argument("--due", type=day, metavar="DATE")
    send.add_argument("--json", action="store_true")
    receive = add_verb(
        inner, "receive", tr("Compare a filled-in form with its walk."), _run_receive
    )
    receive.add_argument("returned", type=Path, metavar="RETURNED")
    receive.add_argument(
        "--site", default="", metavar="NAME", help=tr("refuse the walk of another")
    )
    receive.add_argument(
        "--accept", action="store_true", help=tr("take over what nobody changed here")
    )
    receive.add_argument(
        "--take", action="append", default=[], metavar="KEY", help=tr("take over this row as well")
    )
    receive.add_argument("--json", action="store_true")


def _run_send(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.profile.answers import site_named
    from ctpat_desktop.services.walk_forms.sending import send

    with opened(target(args), writes=True) as scope:
        site_id = site_named(scope.workspace, scope.account_id, args.site)
        sent = send(scope, site_id, args.to, args.format, args.due)
    notices = {"notices": list(sent.notices)} if sent.notices else {}
    row = {"site": sent.site, "reference": sent.reference, "file": str(sent.path), **notices}
    if args.json:
        say_json(row)
    else:
        say(f"{sent.reference}  {sent.site}: {sent.path}")
    return DONE


def _run_receive(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.profile.answers import site_named
    from ctpat_desktop.services.walk_forms import receiving

    is_taking = bool(args.accept or args.take)
    with opened(target(args), writes=is_taking) as scope:
        site_id = site_named(scope.workspace, scope.account_id, args.site) if args.site else ""
        filled = receiving.look(scope, args.returned, site_id)
        keys = _wanted(filled, args)
        if keys or (is_taking and not filled.rows):
            receiving.take(scope, filled, keys)
    if args.json:
        say_json(_as_json(filled, keys))
    else:
        _say(filled, keys)
    is_done = not filled.altered and not filled.unclear and keys == {r.key for r in filled.rows}
    return DONE if is_done else LOOK


def _wanted(filled: "WalkReturn", args: argparse.Namespace) -> set[str]:
    """Return the rows to take over: those named, and with --accept all that ask nothing."""
    known = {row.key for row in filled.rows}
    strange = [key for key in args.take if key not in known]
    if strange:
        raise Problem(
            tr("This form has no row “{key}” to take over.").format(key=strange[0]),
            tr("Look at it without --take first."),
        )
    return {*args.take, *(filled.unasked if args.accept else ())}


def _as_json(filled: "WalkReturn", keys: set[str]) -> dict[str, Any]:
    rows = []
    for row in filled.rows:
        criterion, question = filled.question(row.key)
        three = {"sent": row.sent, "here": row.here, "new": row.new}
        rows.append(
            {
                "key": row.key,
                "criterion": criterion,
                "question": question,
                **{name: _entry(entry) for name, entry in three.items()},
                "asked": row.is_asked,
                "taken": row.key in keys,
            }
        )
    return {
        "file": filled.path.name,
        "site": filled.site,
        "reference": filled.reference,
        "rows": rows,
        "same": filled.compared.same,
        "altered": filled.altered,
        "unclear": list(filled.unclear),
        "documents": [document.name for document in filled.documents],
    }


def _entry(entry: "Entry") -> dict[str, str]:
    return {"result": entry.result, "words": entry.words}


def _say(filled: "WalkReturn", keys: set[str]) -> None:
    from ctpat_desktop.services.walk_forms.wording import entry_words, note

    say(f"{filled.reference}  {filled.site}: {filled.path.name}")
    for row in filled.rows:
        mark = "taken" if row.key in keys else "asked" if row.is_asked else "new"
        title = "  ".join(filter(None, filled.question(row.key)))
        change = f"{entry_words(row.key, row.here)} → {entry_words(row.key, row.new)}"
        say(f"{mark:7}{row.key}  {title}  {change}")
    for words in note(filled):
        say(words)
