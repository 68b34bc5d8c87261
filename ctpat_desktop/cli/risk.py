"""The verbs of the risk assessment: begin a year, say how far it is, print it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened, target
from ctpat_desktop.cli.speaking import DONE, LOOK, add_file_to, add_verb, say, say_json
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr

if TYPE_CHECKING:
    from ctpat_desktop.checklist.risk import Rating
    from ctpat_desktop.reading.scope import Scope
    from ctpat_desktop.services.risk.assessments import ChainView

ENDINGS = (".pdf", ".xlsx")


def add_risk(verbs: Any) -> None:
    """Add `risk begin`, `risk status` and `risk print`."""
    kinds = verbs.add_parser("risk", help=tr("The five-step risk assessment."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    begin = add_verb(inner, "begin", tr("Begin the assessment of a year."), _run_begin)
    begin.add_argument("--year", type=int, required=True)
    begin.add_argument("--json", action="store_true")
    status = add_verb(inner, "status", tr("Say how far the newest assessment is."), _run_status)
    status.add_argument("--json", action="store_true")
    printed = add_verb(inner, "print", tr("Write it as PDF or as a workbook."), _run_print)
    printed.add_argument("--chain", default="", metavar="NAME", help=tr("one chain only, as PDF"))
    printed.add_argument("--json", action="store_true")
    add_file_to(printed, "F.pdf")


def _run_begin(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.risk import yearly

    meant = target(args)
    with opened(meant, writes=True) as scope:
        made = {"id": yearly.begin(scope, args.year), "year": args.year}
    if args.json:
        say_json(made)
    else:
        say(tr("Began the risk assessment {year}.").format(year=args.year))
    return DONE


def _run_status(args: argparse.Namespace) -> int:
    found = status(target(args))
    is_open = bool(found["triggers"]) or any(step["open"] for step in found["steps"])
    if args.json:
        say_json(found)
        return LOOK if is_open or not found["approved_on"] else DONE
    for step in found["steps"]:
        say(f"{step['number']} {step['title']}: {step['words']}")
        for words in step["open"]:
            say(f"    {words}")
    for chain in found["chains"]:
        legs = ntr("{n} leg", "{n} legs", chain["legs"])
        say(f"{chain['name']}: {chain['risk'] or tr('not rated')} ({legs})")
    for row in found["triggers"]:
        words = tr("Look again: {day} {what}")
        say(words.format(day=row["on"] or tr("no day entered:"), what=row["what"]))
    say(
        tr("Approved on {day}.").format(day=found["approved_on"])
        if found["approved_on"]
        else tr("Not approved yet.")
    )
    return LOOK if is_open or not found["approved_on"] else DONE


def status(meant: Target) -> dict[str, Any]:
    """Return the `risk status --json` object of the newest assessment."""
    from ctpat_desktop.services.risk import assessments, yearly
    from ctpat_desktop.services.risk.steps import steps

    with opened(meant) as scope:
        assessed = assessments.read(scope, _newest(scope))
        row = assessed.assessment
        return {
            "year": row.year,
            "approved_on": row.approved_on.isoformat() if row.approved_on else None,
            "approved_by": row.approved_by,
            "next_on": row.next_on.isoformat() if row.next_on else None,
            "steps": [
                {
                    "number": step.number,
                    "title": step.title,
                    "state": step.state.value,
                    "words": step.words,
                    "open": [point.words for point in step.open],
                }
                for step in steps(assessed, scope.today)
            ],
            "chains": [_chain(view) for view in assessed.chains],
            "triggers": [
                {"kind": one.kind, "on": one.on.isoformat() if one.on else None, "what": one.what}
                for one in yearly.triggers(scope)
            ],
        }


def _chain(view: "ChainView") -> dict[str, Any]:
    return {
        "name": view.chain.name,
        "legs": len(view.legs),
        "threat": _level(view.threat),
        "vulnerability": _level(view.vulnerability),
        "risk": _level(view.risk),
    }


def _level(rating: "Rating") -> str | None:
    """Return a level as data; None is not rated."""
    return rating.level.value_text if rating.level else None


def _run_print(args: argparse.Namespace) -> int:
    path: Path = args.to
    if path.suffix.lower() not in ENDINGS:
        raise Problem(
            tr("{name} is neither a PDF nor a workbook.").format(name=path.name),
            tr("End it in .pdf or .xlsx."),
        )
    if args.chain and path.suffix.lower() != ".pdf":
        raise Problem(tr("One chain is written as PDF only."), tr("End the name in .pdf."))
    made = write(target(args), path, args.chain)
    if args.json:
        say_json(made)
    else:
        say(tr("Wrote {path} ({checked})").format(path=made["path"], checked=made["checked"]))
    return DONE


def write(meant: Target, path: Path, chain: str = "") -> dict[str, str]:
    """Write the newest assessment, or one chain of it; return where, and what was checked."""
    from ctpat_desktop.exchange.files import write_pdf
    from ctpat_desktop.services.risk import assessments, printed

    with opened(meant) as scope:
        key = _newest(scope)
        if path.suffix.lower() == ".xlsx":
            result = printed.save_book(scope, key, path)
        elif chain:
            view = assessments.called(scope, key, chain)
            result = write_pdf(printed.chain_pdf(scope, view.chain.id), path)
        else:
            result = write_pdf(printed.pdf(scope, key), path)
    return {"path": str(result.path), "checked": result.checked}


def _newest(scope: "Scope") -> str:
    from ctpat_desktop.services.risk import assessments

    found = assessments.newest(scope)
    if found is None:
        raise Problem(
            tr("There is no risk assessment yet."), tr("Begin one with: risk begin --year")
        )
    return found.id
