"""The verb that imports a list into a register, entry lines, answers, or an open export."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from ctpat_desktop.cli.open import target
from ctpat_desktop.cli.speaking import DONE, LOOK, add_secret, day, say, say_json
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.support.secret import read_secret


def add_import(verbs: Any) -> None:
    """Add `import`."""
    verb = verbs.add_parser("import", help="Import a list (.xlsx, .csv) into a register.")
    verb.set_defaults(run=_run_import)
    verb.add_argument(
        "register",
        help="partners, sites, seals, ...; itrac for entry lines; answers; data makes the new file "
        "SHEET of FILE, the folder of an open export",
    )
    verb.add_argument("file", type=Path, metavar="FILE")
    verb.add_argument("sheet", type=Path, metavar="SHEET")
    verb.add_argument("--account", default="", metavar="NAME")
    verb.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=HEADING",
        help="the column for a field; may be given several times",
    )
    verb.add_argument("--sheet", dest="page", default="", metavar="NAME", help="of a workbook")
    verb.add_argument(
        "--heading-row", type=int, default=0, metavar="N", help="the row of the headings, from 1"
    )
    verb.add_argument(
        "--dates",
        choices=("mdy", "dmy"),
        default="",
        help="how dates such as 03/04/2026 are meant, where the list does not tell",
    )
    verb.add_argument(
        "--conflicts",
        choices=("keep", "take", "add"),
        default="keep",
        help="what to do with rows that contradict a record of a log or ledger: keep what is "
        "here (usual), take the list's, or add them as second records, where that may be",
    )
    verb.add_argument(
        "--replace", action="store_true", help="of answers: also take those that replace words"
    )
    verb.add_argument(
        "--no-passphrase", action="store_true", help="of data: the new file is not encrypted"
    )
    verb.add_argument("--dry-run", action="store_true", help="say what would happen only")
    add_secret(verb)
    verb.add_argument("--today", type=day, default=date.today(), help=argparse.SUPPRESS)
    verb.add_argument("--json", action="store_true")


def _run_import(args: argparse.Namespace) -> int:
    from ctpat_desktop.cli import import_answers, import_lines, import_lists
    from ctpat_desktop.services.importing.apply import Choice

    if args.register.strip().lower() == "data":
        return _run_data(args)
    if args.no_passphrase:
        raise Problem("--no-passphrase belongs to `import data`.", "Leave it out.")
    if args.register.strip().lower() == "answers":
        return import_answers.run(args)
    choice = Choice(sheet=args.page, heading=args.heading_row)
    options = import_lists.ListOptions(args.dates, tuple(args.map), choice, args.conflicts)
    if args.register.strip().lower() == "itrac":
        found = import_lines.import_lines(target(args), args.sheet, options, dry_run=args.dry_run)
        return _print_report(args, found, "line")
    form = import_lists.form_named(args.register)
    report = import_lists.import_sheet(
        target(args), form, args.sheet, options, dry_run=args.dry_run
    )
    found = import_lists.as_values(report)
    return _print_report(args, found, "row", lambda key: form.field(key).label)


def _run_data(args: argparse.Namespace) -> int:
    """Make a workspace of an open export; what its health check says is said, too."""
    from ctpat_desktop.services.profile import open_export

    passphrase = read_secret(args.passphrase_file)
    if args.no_passphrase == bool(passphrase):
        raise Problem(
            "The new workspace is encrypted.",
            "Name a --passphrase-file, or say --no-passphrase (not both).",
        )
    if args.dry_run:
        raise Problem("`import data` has no dry run: it writes a new file only.", "Leave it out.")
    made = open_export.bring_back(args.file, args.sheet, passphrase, Silent())
    if args.json:
        damages = [{"what": row.what, "where": row.where} for row in made.damages]
        say_json({"rows": made.rows, "documents": made.documents, "problems": damages})
        return LOOK if made.damages else DONE
    for row in made.damages:
        say(f"Look at: {row.where}: {row.what} {row.remedy}")
    how = "encrypted" if passphrase else "not encrypted"
    say(f"Made {args.sheet}, {how}, of {made.rows} rows and {made.documents} documents.")
    return LOOK if made.damages else DONE


def _print_report(
    args: argparse.Namespace, report: dict[str, Any], what: str, label: Callable[[str], str] = str
) -> int:
    """Print what an import did, fields by their `label`, and return the exit code."""
    refused, conflicts = report["refused"], report["conflicts"]
    kept = [row for row in conflicts if row["done"] == "keep"]
    code = LOOK if refused or kept else DONE
    if args.json:
        say_json({**report, "remarks": [remark.values() for remark in report["remarks"]]})
        return code
    for row in refused:
        say(f"Row {row['row']}: {row['reason']}")
    for row in report["changed"]:
        say(f"Row {row['row']}: changes {row['title']}: {_fields(row, label)}")
    for row in conflicts:
        said = " ".join(filter(None, (row["reason"], _fields(row, label))))
        say(f"Row {row['row']}: in conflict, {DECIDED[row['done']]}. {said}")
    for remark in report["remarks"]:
        say(f"Row {remark.row}: {remark.sentence()}" if remark.row else remark.text)
    if report["ignored"]:
        say(f"Not imported: {', '.join(report['ignored'])}.")
    done = "Would import" if args.dry_run else "Imported"
    count = f"{report['rows']} {what}" + ("" if report["rows"] == 1 else "s")
    say(
        f"{done} {count}: {report['new']} new, {len(report['changed'])} changed, "
        f"{report['unchanged']} unchanged, {len(conflicts)} in conflict, {len(refused)} refused."
    )
    return code


DECIDED = {"keep": "kept what is here", "take": "took the list's", "add": "added a second record"}


def _fields(row: dict[str, Any], label: Callable[[str], str]) -> str:
    """Return what a row says differently: "Container: A → B"."""
    said = [(label(key), *values) for key, values in row["fields"].items()]
    return "; ".join(
        f"{name}: {old} → {new}" if old else f"{name}: {new}" for name, old, new in said
    )
