"""The verbs about what is shipped: the definitions."""

import argparse
import sys
from pathlib import Path
from typing import Any

from ctpat_desktop.cli.speaking import DONE, TROUBLE, add_verb, say, say_json
from ctpat_desktop.support.language import tr


def add_forms(verbs: Any) -> None:
    """Add `forms check` and `forms show`."""
    kinds = verbs.add_parser("forms", help=tr("Look at the shipped definitions."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    check = add_verb(inner, "check", tr("Check all definitions."), _run_forms_check, file=False)
    check.add_argument(
        "--forms", type=Path, metavar="DIR", help=tr("another folder of definitions")
    )
    show = add_verb(
        inner, "show", tr("Show an entity type's criteria."), _run_forms_show, file=False
    )
    show.add_argument("--entity", required=True)
    show.add_argument("--language", default="en", choices=("en", "fr", "es"))
    show.add_argument("--json", action="store_true")


def _run_forms_check(args: argparse.Namespace) -> int:
    from ctpat_desktop.services import forms_check

    problems = forms_check.problems(args.forms)
    for line in problems:
        print(line, file=sys.stderr)
    if problems:
        return TROUBLE
    say(tr("All definitions are in order."))
    return DONE


def _run_forms_show(args: argparse.Namespace) -> int:
    from ctpat_desktop.services import forms_check

    rows = forms_check.shown(args.entity, args.language)
    if args.json:
        say_json(rows)
    else:
        for row in rows:
            say(f"{row['id']:6}{row['level']:8}{row['title']}")
    return DONE
