"""The verb that imports a list into a register, entry lines, answers, or an open export."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from ctpat_desktop.cli.open import target
from ctpat_desktop.cli.speaking import DONE, LOOK, add_secret, day, say, say_json
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.support.secret import read_secret


def add_import(verbs: Any) -> None:
    """Add `import`."""
    verb = verbs.add_parser("import", help=tr("Import a list (.xlsx, .csv) into a register."))
    verb.set_defaults(run=_run_import)
    verb.add_argument(
        "register",
        help=tr(
            "partners, sites, seals, ...; itrac for entry lines; answers; data makes the new file "
            "SHEET of FILE, the folder of an open export"
        ),
    )
    verb.add_argument("file", type=Path, metavar="FILE")
    verb.add_argument("sheet", type=Path, metavar="SHEET")
    verb.add_argument("--account", default="", metavar="NAME")
    _add_reading(verb)
    _add_taking(verb)
    add_secret(verb)
    verb.add_argument("--today", type=day, default=date.today(), help=argparse.SUPPRESS)
    verb.add_argument("--json", action="store_true")


def _add_reading(verb: argparse.ArgumentParser) -> None:
    """Let a person say how a list is read."""
    verb.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=HEADING",
        help=tr("the column for a field; may be given several times"),
    )
    verb.add_argument("--sheet", dest="page", default="", metavar="NAME", help=tr("of a workbook"))
    verb.add_argument(
        "--heading-row",
        type=int,
        default=0,
        metavar="N",
        help=tr("the row of the headings, from 1"),
    )
    verb.add_argument(
        "--dates",
        choices=("mdy", "dmy"),
        default="",
        help=tr("how dates such as 03/04/2026 are meant, where the list does not tell"),
    )


def _add_taking(verb: argparse.ArgumentParser) -> None:
    """Let a person say what is taken over, and into what."""
    verb.add_argument(
        "--conflicts",
        choices=("keep", "take", "add"),
        default="keep",
        help=tr(
            "what to do with rows that contradict a record of a log or ledger: keep what is "
            "here (usual), take the list's, or add them as second records, where that may be"
        ),
    )
    verb.add_argument(
        "--replace", action="store_true", help=tr("of answers: also take those that replace words")
    )
    verb.add_argument(
        "--no-passphrase", action="store_true", help=tr("of data: the new file is not encrypted")
    )
    verb.add_argument("--dry-run", action="store_true", help=tr("say what would happen only"))


def _run_import(args: argparse.Namespace) -> int:
    from ctpat_desktop.cli import import_answers, import_lines, import_lists
    from ctpat_desktop.services.importing.apply import Choice

    if args.register.strip().lower() == "data":
        return _run_data(args)
    if args.no_passphrase:
        raise Problem(tr("--no-passphrase belongs to `import data`."), tr("Leave it out."))
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
            tr("The new workspace is encrypted."),
            tr("Name a --passphrase-file, or say --no-passphrase (not both)."),
        )
    if args.dry_run:
        raise Problem(
            tr("`import data` has no dry run: it writes a new file only."), tr("Leave it out.")
        )
    made = open_export.bring_back(args.file, args.sheet, passphrase, Silent())
    if args.json:
        damages = [{"what": row.what, "where": row.where} for row in made.damages]
        say_json({"rows": made.rows, "documents": made.documents, "problems": damages})
        return LOOK if made.damages else DONE
    for row in made.damages:
        say(
            tr("Look at: {where}: {what} {remedy}").format(
                where=row.where, what=row.what, remedy=row.remedy
            )
        )
    words = tr("Made {file}, not encrypted, of {row_count} rows and {documents} documents.")
    if passphrase:
        words = tr("Made {file}, encrypted, of {row_count} rows and {documents} documents.")
    say(words.format(file=args.sheet, row_count=made.rows, documents=made.documents))
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
        say(tr("Row {row}: {words}").format(row=row["row"], words=row["reason"]))
    for row in report["changed"]:
        say(
            tr("Row {row}: changes {title}: {fields}").format(
                row=row["row"], title=row["title"], fields=_fields(row, label)
            )
        )
    for row in conflicts:
        said = " ".join(filter(None, (row["reason"], _fields(row, label))))
        words = tr("Row {row}: in conflict, {decided}. {words}")
        say(words.format(row=row["row"], decided=tr(DECIDED[row["done"]]), words=said))
    for remark in report["remarks"]:
        say(
            tr("Row {row}: {words}").format(row=remark.row, words=remark.sentence())
            if remark.row
            else remark.text
        )
    if report["ignored"]:
        say(tr("Not imported: {names}.").format(names=", ".join(report["ignored"])))
    words = tr("Would import {count}: {found}") if args.dry_run else tr("Imported {count}: {found}")
    found = tr(
        "{new} new, {changed} changed, {same} unchanged, {open} in conflict, {refused} refused."
    ).format(
        new=report["new"],
        changed=len(report["changed"]),
        same=report["unchanged"],
        open=len(conflicts),
        refused=len(refused),
    )
    say(words.format(count=_counted(what, report["rows"]), found=found))
    return code


def _counted(what: str, count: int) -> str:
    if what == "line":
        return ntr("{n} line", "{n} lines", count)
    return ntr("{n} row", "{n} rows", count)


DECIDED = {
    "keep": N_("kept what is here"),
    "take": N_("took the list's"),
    "add": N_("added a second record"),
}


def _fields(row: dict[str, Any], label: Callable[[str], str]) -> str:
    """Return what a row says differently: "Container: A → B"."""
    said = [(label(key), *values) for key, values in row["fields"].items()]
    return "; ".join(
        f"{name}: {old} → {new}" if old else f"{name}: {new}" for name, old, new in said
    )
