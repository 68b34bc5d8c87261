"""The verbs about partners: how high their risk is, who is looked at, what is uploaded."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened, target
from ctpat_desktop.cli.speaking import DONE, LOOK, add_file_to, add_verb, say, say_json
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.progress import Silent

if TYPE_CHECKING:
    from ctpat_desktop.checklist.due_diligence import Duty
    from ctpat_desktop.services.risk.partner_ratings import RatedPartner

ENDINGS = (".pdf", ".xlsx", ".csv")


def add_partners(verbs: Any) -> None:
    """Add `partners risk`, `partners plan` and `partners upload`."""
    kinds = verbs.add_parser("partners", help=tr("The risk of partners and their due diligence."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    risk = add_verb(inner, "risk", tr("Rate all partners; each point says why."), _run_risk)
    risk.add_argument("--json", action="store_true")
    plan = add_verb(inner, "plan", tr("Write the due-diligence plan of the year."), _run_plan)
    plan.add_argument("--json", action="store_true")
    add_file_to(plan, "F.(pdf|xlsx|csv)")
    upload = add_verb(inner, "upload", tr("Write what is uploaded to the portal."), _run_upload)
    upload.add_argument("--to", type=Path, required=True, metavar="DIR")
    upload.add_argument("--json", action="store_true")


def _run_risk(args: argparse.Namespace) -> int:
    from ctpat_desktop.checklist.partner_risk import band_words
    from ctpat_desktop.services.risk import partner_ratings

    with opened(target(args)) as scope:
        ratings = partner_ratings.read(scope)
    is_high = any(row.level is not None and row.level.name == "HIGH" for row in ratings.partners)
    if args.json:
        say_json(
            {
                "rule": ratings.weights.rule(),
                "sources": list(ratings.read.sources),
                "partners": [_rated(row, ratings.duties[row.row.id]) for row in ratings.partners],
            }
        )
        return LOOK if is_high else DONE
    for row in ratings.partners:
        total = ntr("{n} point", "{n} points", row.computed.total)
        say(f"{row.row.name}: {band_words(row.computed.rating)} ({total})")
        say(f"    {row.computed.why()}")
        for points in row.computed.points:
            words = tr("{value} of {most}") if points.is_known else tr("at least {value} of {most}")
            value = words.format(value=points.value, most=points.most)
            say(f"    {points.factor}: {value}. {points.reason}")
        if row.own is not None:
            own = tr("Own rating: {rating}").format(rating=row.own.value_text)
            lower = ", " + tr("lower than computed") if row.is_lower else ""
            say(f"    {own}{lower}")
    say(ratings.weights.rule())
    return LOOK if is_high else DONE


def _rated(partner: "RatedPartner", duty: "Duty") -> dict[str, Any]:
    computed = partner.computed
    level, least = computed.rating.level, computed.rating.at_least
    return {
        "id": partner.row.id,
        "name": partner.row.name,
        "computed": level.value_text if level else None,
        "at_least": least.value_text if least else None,
        "points": computed.total,
        "of": computed.most,
        "why": computed.why(),
        "lacking": list(computed.lacking),
        "factors": [
            {
                "factor": row.factor.value,
                "points": row.value,
                "of": row.most,
                "known": row.is_known,
                "why": row.reason,
                "records": [{"table": one.table, "id": one.record_id} for one in row.links],
            }
            for row in computed.points
        ],
        "own": partner.own.value_text if partner.own else None,
        "own_reason": partner.row.risk_reasons,
        "own_is_lower": partner.is_lower,
        "plan": {
            "how": duty.method.value,
            "state": duty.state.value,
            "last": duty.last.isoformat() if duty.last else None,
            "due": duty.due.isoformat() if duty.due else None,
        },
    }


def _run_plan(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.risk import partner_papers

    path: Path = args.to
    if path.suffix.lower() not in ENDINGS:
        raise Problem(
            tr("{path} is neither a PDF nor a list.").format(path=path.name),
            tr("End it in .pdf, .xlsx or .csv."),
        )
    with opened(target(args)) as scope:
        result = partner_papers.save_plan(scope, path)
    made = {"path": str(result.path), "checked": result.checked}
    if args.json:
        say_json(made)
    else:
        say(tr("Wrote {path} ({checked})").format(path=made["path"], checked=made["checked"]))
    return DONE


def _run_upload(args: argparse.Namespace) -> int:
    files = upload(target(args), args.to)
    if args.json:
        say_json({"files": files})
    else:
        for row in files:
            say(tr("Wrote {path} ({checked})").format(path=row["path"], checked=row["checked"]))
    return DONE


def upload(meant: Target, folder: Path) -> list[dict[str, str]]:
    """Write the uploads into a folder, which is made; return where, and what was checked."""
    from ctpat_desktop.services.risk import partner_papers

    with opened(meant) as scope:
        made = partner_papers.save_uploads(scope, folder, Silent())
    return [{"path": str(row.path), "checked": row.checked} for row in made.files]
