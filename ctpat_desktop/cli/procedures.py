"""The verbs of the written procedures: list them with their states, print one."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened, target
from ctpat_desktop.cli.speaking import DONE, add_file_to, add_verb, say, say_json
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import ntr, tr

if TYPE_CHECKING:
    from ctpat_desktop.services.procedures.library import Written


def add_procedures(verbs: Any) -> None:
    """Add `procedures list` and `procedures print`."""
    kinds = verbs.add_parser("procedures", help=tr("The written procedures."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    listed = add_verb(inner, "list", tr("List them, and the outlines still to begin."), _run_list)
    listed.add_argument("--json", action="store_true")
    printed = add_verb(inner, "print", tr("Write one as PDF or as a Word document."), _run_print)
    printed.add_argument("--procedure", required=True, metavar="NAME", help=tr("number or title"))
    printed.add_argument("--json", action="store_true")
    add_file_to(printed, "F.pdf")


def _run_list(args: argparse.Namespace) -> int:
    found = listing(target(args))
    if args.json:
        say_json(found)
        return DONE
    for row in found["procedures"]:
        name = " ".join(filter(None, (row["number"], row["title"])))
        state = row["state"] or tr("no version")
        left = ntr("{n} blank left", "{n} blanks left", row["blanks"])
        left = f", {left}" if row["blanks"] else ""
        due = ", " + tr("next review {day}").format(day=_day(row)) if row["next_review_on"] else ""
        version = tr("version {version}").format(version=row["version"] or "-")
        say(f"{name}: {version} {state}{left}{due}")
    for row in found["outlines"]:
        words = tr("To begin: {title} ({criteria})")
        if row["named_in"]:
            words = tr("To begin: {title} ({criteria}; already named in: {named})")
        listed = {"criteria": ", ".join(row["criteria"]), "named": "; ".join(row["named_in"])}
        say(words.format(title=row["title"], **listed))
    return DONE


def _day(row: dict[str, Any]) -> str:
    return day_text(date.fromisoformat(row["next_review_on"]))


def listing(meant: Target) -> dict[str, Any]:
    """Return the `procedures list --json` object."""
    from ctpat_desktop.services.procedures import library

    with opened(meant) as scope:
        return {
            "procedures": [_row(written) for written in library.written(scope)],
            "outlines": [
                {
                    "id": offer.outline.id,
                    "title": offer.title("en"),
                    "criteria": list(offer.criteria),
                    "named_in": list(offer.named_in),
                }
                for offer in library.offers(scope)
            ],
        }


def _row(written: "Written") -> dict[str, Any]:
    from ctpat_desktop.catalogue.outlines import blanks
    from ctpat_desktop.services.procedures.library import criteria_of

    procedure, version = written.procedure, written.shown
    return {
        "id": procedure.id,
        "number": procedure.number,
        "title": procedure.title,
        "criteria": list(criteria_of(procedure.criteria)),
        "owner": procedure.owner,
        "version": version.version if version else "",
        "language": version.language if version else "",
        "state": version.status if version else "",
        "approved_by": version.approved_by if version else "",
        "approved_on": _iso(version.approved_on if version else None),
        "reviewed_on": _iso(procedure.reviewed_on),
        "next_review_on": _iso(procedure.next_review_on),
        "retired_on": _iso(procedure.retired_on),
        "blanks": sum(len(blanks(row.text)) for row in written.versions if row.status in USED),
        "versions": len(written.versions),
    }


USED = ("draft", "approved")
"""States of the versions whose blanks are still to be filled."""


def _iso(day: date | None) -> str | None:
    """Return a day as data."""
    return day.isoformat() if day else None


def _run_print(args: argparse.Namespace) -> int:
    made = write(target(args), args.to, args.procedure)
    if args.json:
        say_json(made)
    else:
        say(tr("Wrote {path} ({checked})").format(path=made["path"], checked=made["checked"]))
    return DONE


def write(meant: Target, path: Path, name: str) -> dict[str, str]:
    """Write one procedure; return where, and what was checked."""
    from ctpat_desktop.services.procedures import library, printed
    from ctpat_desktop.support.choosing import find_one

    with opened(meant) as scope:
        rows = [row.procedure for row in library.written(scope)]
        choices = [(tuple(filter(None, (row.title, row.number))) or ("",), row) for row in rows]
        row = find_one(name, choices, tr("procedure"))
        result = printed.write(scope, row.id, path)
    return {"path": str(result.path), "checked": result.checked}
