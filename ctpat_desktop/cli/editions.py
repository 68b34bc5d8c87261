"""The verbs of editions: list them, add a file, see what a move means, move, and read again."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened, opened_file, target
from ctpat_desktop.cli.speaking import DONE, LOOK, add_verb, say, say_json
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr

if TYPE_CHECKING:
    from ctpat_desktop.services.profile.editions import Plan, Step


def add_edition(verbs: Any) -> None:
    """Add `edition list`, `add`, `compare`, `move` and `read`."""
    kinds = verbs.add_parser("edition", help=tr("The edition of the criteria a profile is on."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    listed = add_verb(inner, "list", tr("Say which editions are here."), _run_list)
    listed.add_argument("--json", action="store_true")
    add = add_verb(inner, "add", tr("Add an edition file to the workspace."), _run_add)
    add.add_argument("source", type=Path, metavar="SOURCE", help=tr("an edition file (*.json)"))
    add.add_argument("--json", action="store_true")
    compare = add_verb(inner, "compare", tr("Say what another edition asks."), _run_compare)
    compare.add_argument(
        "--from", dest="from_edition", default="", metavar="ID", help=tr("else the profile's own")
    )
    compare.add_argument("--to", dest="to_edition", required=True, metavar="ID")
    compare.add_argument("--json", action="store_true")
    move = add_verb(inner, "move", tr("Move the profile to another edition."), _run_move)
    move.add_argument("--to", dest="to_edition", required=True, metavar="ID")
    move.add_argument("--json", action="store_true")
    read = add_verb(inner, "read", tr("Say that reworded criteria were read again."), _run_read)
    read.add_argument("criteria", nargs="*", metavar="CRITERION")
    read.add_argument("--all", action="store_true", help=tr("every one that waits"))
    read.add_argument("--json", action="store_true")


def _run_list(args: argparse.Namespace) -> int:
    found = listed(target(args))
    if args.json:
        say_json(found)
        return DONE
    for row in found["editions"]:
        sign = "*" if row["current"] else " "
        criteria = tr("criteria")
        say(f"{sign} {row['id']:16}{row['criteria']:4} {criteria}  {row['name']}")
    if found["missing"]:
        say(
            tr("The profile is on {edition}, which is not in this file.").format(
                edition=found["missing"]
            )
        )
    for key in found["read_again"]:
        say(tr("Read again {key}").format(key=key))
    return LOOK if found["missing"] or found["read_again"] else DONE


def listed(meant: Target) -> dict[str, Any]:
    """Return the `edition list --json` object."""
    from ctpat_desktop.services.profile import editions

    with opened(meant) as scope:
        now = editions.current(scope)
        return {
            "current": now.id,
            "missing": now.missing,
            "read_again": list(editions.to_read(scope)),
            "editions": [
                {
                    "id": row.id,
                    "name": row.name,
                    "shipped": row.is_shipped,
                    "invented": row.is_invented,
                    "current": row.is_current,
                    "criteria": row.criteria,
                }
                for row in editions.lines(scope)
            ],
        }


def _run_add(args: argparse.Namespace) -> int:
    made = add(target(args), args.source)
    if args.json:
        say_json(made)
    elif made["new"]:
        say(tr("Added edition {id}: {name}").format(id=made["id"], name=made["name"]))
    else:
        say(tr("Edition {id} is here already; nothing was changed.").format(id=made["id"]))
    return DONE


def add(meant: Target, source: Path) -> dict[str, Any]:
    """Add an edition file and return the `edition add --json` object."""
    from ctpat_desktop.services.profile import editions

    with opened_file(meant, writes=True) as workspace:
        made = editions.add(workspace, source)
    return {"id": made.id, "name": made.name, "new": made.is_new}


def _run_compare(args: argparse.Namespace) -> int:
    found = compare(target(args), args.from_edition, args.to_edition)
    if args.json:
        say_json(found)
    else:
        _say_plan(found)
    return DONE


def compare(meant: Target, before: str, after: str) -> dict[str, Any]:
    """Return the `edition compare --json` object: from the own edition, what a move means."""
    from ctpat_desktop.services.profile import editions

    with opened(meant) as scope:
        if not before:
            return as_values(editions.plan(scope, after))
        steps = editions.compared(scope, before, after)
    return {"from": before, "to": after, **_values(steps)}


def _run_move(args: argparse.Namespace) -> int:
    found = move(target(args), args.to_edition)
    if args.json:
        say_json(found)
    else:
        _say_plan(found)
    return DONE


def move(meant: Target, edition: str) -> dict[str, Any]:
    """Move the profile and return the `edition move --json` object."""
    from ctpat_desktop.services.profile import editions

    with opened(meant, writes=True) as scope:
        return as_values(editions.move(scope, edition))


def as_values(plan: "Plan") -> dict[str, Any]:
    """Return what a move means as plain values."""
    return {
        "from": plan.before.id,
        "to": plan.after.id,
        "invented": plan.after.is_invented,
        **_values(plan.steps),
        "read_again": [step.id for step in plan.to_read],
        "kept": [step.id for step in plan.answers_kept],
    }


def _values(steps: "tuple[Step, ...]") -> dict[str, Any]:
    return {
        "same": sum(step.kind == "same" for step in steps),
        "changed": [
            {
                "id": step.id,
                "before": step.before.words if step.before else "",
                "after": step.after.words if step.after else "",
            }
            for step in steps
            if step.kind == "changed"
        ],
        "new": [step.id for step in steps if step.kind == "new"],
        "gone": [step.id for step in steps if step.kind == "gone"],
        "levels": {step.id: step.new_level.value for step in steps if step.new_level},
    }


def _say_plan(plan: dict[str, Any]) -> None:
    say(
        ntr(
            "{before} to {after}: {n} criterion unchanged.",
            "{before} to {after}: {n} criteria unchanged.",
            plan["same"],
            before=plan["from"],
            after=plan["to"],
        )
    )
    if plan.get("invented"):
        say(tr("This edition was INVENTED FOR TESTS; it is none of CBP's."))
    again, kept = plan.get("read_again", ()), plan.get("kept", ())
    for row in plan["changed"]:
        words = "  " + tr("(its answer is to be read again)") if row["id"] in again else ""
        say(f"{tr('Reworded'):10}{row['id']}{words}")
    for key in plan["new"]:
        say(f"{tr('New'):10}{key}")
    for key in plan["gone"]:
        words = "  " + tr("(its answer is kept)") if key in kept else ""
        say(f"{tr('Gone'):10}{key}{words}")
    for key, level in plan["levels"].items():
        words = tr("{criterion} is now {level}").format(criterion=key, level=level)
        say(f"{tr('Level'):10}{words}")


def _run_read(args: argparse.Namespace) -> int:
    if bool(args.criteria) == args.all:
        raise Problem(tr("Say which criteria."), tr("Name them, or use --all."))
    found = read(target(args), tuple(args.criteria))
    if args.json:
        say_json(found)
    else:
        words = tr("{read} read, {left} left to read.")
        say(words.format(read=len(found["read"]), left=len(found["left"])))
    return DONE


def read(meant: Target, criteria: tuple[str, ...]) -> dict[str, Any]:
    """Note criteria as read again, or with none named all that wait; say what is left."""
    from ctpat_desktop.services.profile import editions

    with opened(meant, writes=True) as scope:
        criteria = tuple(dict.fromkeys(criteria)) or tuple(editions.to_read(scope))
        if criteria:
            editions.read(scope, criteria)
        return {"read": list(criteria), "left": list(editions.to_read(scope))}
