"""The verbs of Trade Compliance: judge eligibility, print its pages."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened, target
from ctpat_desktop.cli.speaking import (
    DONE,
    LOOK,
    add_file_to,
    add_secret,
    add_verb,
    day,
    say,
    say_json,
)
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

if TYPE_CHECKING:
    from ctpat_desktop.services.trade.eligibility import Check

YEARLY = ("eligibility", "questionnaire", "forced-labor")
ONE = {"map": "chain", "hold": "entry", "self-test": "name"}
"""What is printed of one record, and the option that names it."""


def add_trade(verbs: Any) -> None:
    """Add `trade eligibility` and `trade print`."""
    kinds = verbs.add_parser("trade", help=tr("Trade Compliance: eligibility and its papers."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    check = add_verb(inner, "eligibility", tr("Say what stands in the way of joining."), _run_check)
    check.add_argument("--json", action="store_true")
    check.add_argument("--year", type=int, default=0, metavar="YEAR", help=tr("else this year"))
    _add_print(inner)


def _add_print(inner: Any) -> None:
    words = tr("Print pages on Trade Compliance.")
    verb = add_verb(inner, "print", words, _run_print, file=False)
    verb.add_argument("what", choices=(*YEARLY, *ONE), metavar="WHAT", help=", ".join(_kinds()))
    verb.add_argument("file", type=Path, metavar="FILE", help=tr("a workspace (*.ctpat)"))
    add_file_to(verb, "F.pdf")
    verb.add_argument("--chain", default="", metavar="NAME", help=tr("the chain of a map"))
    verb.add_argument("--entry", default="", metavar="NUMBER", help=tr("the entry of a hold"))
    verb.add_argument("--name", default="", metavar="T", help=tr("the title of a self-test"))
    verb.add_argument("--year", type=int, default=0, metavar="YEAR", help=tr("else this year"))
    verb.add_argument("--account", default="", metavar="NAME", help=tr("where there are several"))
    add_secret(verb)
    verb.add_argument("--today", type=day, default=date.today(), help=argparse.SUPPRESS)


def _kinds() -> tuple[str, ...]:
    return (*YEARLY, *(f"{what} --{option}" for what, option in ONE.items()))


def _run_check(args: argparse.Namespace) -> int:
    from ctpat_desktop.documents.core import labels

    found = judged(target(args), args.year)
    if args.json:
        say_json(found)
    else:
        for row in found["checks"]:
            answer = labels.trade_answer(row["answer"])
            say(f"{answer:10}{row['id']} {row['question']} {row['how']}")
            if row["improve"] and row["answer"] == "no":
                say(f"{'':10}{tr('Improve:')} {row['improve']}")
        say(tr("Ready.") if found["ready"] else tr("Not ready."))
    return DONE if found["ready"] else LOOK


def judged(meant: Target, year: int = 0) -> dict[str, Any]:
    """Return the `trade eligibility --json` object; the year is the day's unless given."""
    from ctpat_desktop.services.trade import eligibility

    with opened(meant) as scope:
        found = eligibility.assess(scope, year)
    return {
        "year": found.year,
        "ready": found.result == eligibility.READY,
        "result": found.result,
        "checks": [_check(check) for check in found.checks],
    }


def _check(check: "Check") -> dict[str, str]:
    return {
        "id": check.question.id,
        "question": check.question.text,
        "answer": check.answer,
        "how": check.how,
        "improve": check.improve if check.answer != "yes" else "",
    }


def _run_print(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.trade import printing  # brings the printers along

    option = ONE.get(args.what, "")
    name = str(getattr(args, option)) if option else ""
    if option and not name:
        raise Problem(
            tr("Say which one: --{option} is missing.").format(option=option),
            tr("Use: {names}.").format(names=", ".join(_kinds())),
        )
    with opened(target(args)) as scope:
        pdf = printing.pdf(scope, args.what, name, args.year)
    result = printing.write(pdf, args.to)
    say(tr("Wrote {path} ({checked})").format(path=result.path, checked=result.checked))
    return DONE
