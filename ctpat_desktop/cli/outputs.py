"""The verbs that write what leaves the program: portal package and report."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import add_year_to, opened, opened_file, target
from ctpat_desktop.cli.speaking import DONE, add_file_to, add_verb, say
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.progress import Silent

if TYPE_CHECKING:
    from ctpat_desktop.exchange.results import ExportResult
    from ctpat_desktop.reading.scope import Scope

_DATA_HELP = N_(
    "Write everything stored, not encrypted: the whole file as a folder of JSON and documents that "
    "`import data` makes a workspace of again, or one account as a workbook."
)


def add_export(verbs: Any) -> None:
    """Add `export portal`, `export report` and `export data`."""
    kinds = verbs.add_parser("export", help=tr("Write files for the portal or a report."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    portal = add_verb(inner, "portal", tr("Write the portal package."), _run_portal)
    portal.add_argument("--to", type=Path, required=True, metavar="DIR")
    copies = portal.add_mutually_exclusive_group()
    copies.add_argument(
        "--keep-metadata",
        action="store_true",
        help=tr("leave author, place and thumbnails in the copies of documents"),
    )
    copies.add_argument(
        "--drop-comments",
        action="store_true",
        help=tr("take people's comments out of the copies of Word, Excel and PowerPoint files"),
    )
    report = add_verb(inner, "report", tr("Write the profile report."), _run_report)
    add_file_to(report, "F.(pdf|docx|xlsx)")
    which = report.add_mutually_exclusive_group()
    add_year_to(which)
    which.add_argument(
        "--submission",
        default="",
        metavar="last|ID|DATE|YEAR",
        help=tr("as it was submitted, sealed"),
    )
    _add_data(inner)


def _add_data(inner: Any) -> None:
    data = add_verb(inner, "data", tr(_DATA_HELP), _run_data)
    add_file_to(data, "DIR|F.xlsx")
    data.set_defaults(may_be_folder=True)


def _run_data(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.profile import exports

    if args.to.suffix.lower() == ".xlsx":
        with opened(target(args)) as scope:
            result = exports.data(scope, args.to, Silent())
    else:
        from ctpat_desktop.services.profile import open_export

        with opened_file(target(args)) as workspace:
            result = open_export.write(workspace, args.to, Silent())
    say(tr("Look at: {words}").format(words=tr(exports.DATA_WARNING)))
    say(tr("Wrote {path} ({checked})").format(path=result.path, checked=result.checked))
    return DONE


def _run_portal(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.portal import papers
    from ctpat_desktop.services.profile import exports

    with opened(target(args)) as scope:
        made = papers.every(scope, Silent())
        options = exports.PackageOptions(made, args.keep_metadata, args.drop_comments)
        result = exports.portal(scope, args.to, Silent(), options)
    for warning in result.warnings:
        say(tr("Look at: {words}").format(words=warning))
    words = tr("{answers} answers and {documents} documents in {folder}")
    counts = {"answers": result.blocks, "documents": result.files}
    say(words.format(**counts, folder=result.folder))
    say(tr("The same in {archive}").format(archive=result.archive))
    return DONE


def _report(scope: "Scope", path: Path, submission: str) -> "ExportResult":
    """Write the profile as it stands, or as it was submitted."""
    from ctpat_desktop.services.profile import exports, submissions

    if not submission:
        return exports.report(scope, path, Silent())
    if path.suffix.lower() not in {".pdf", ".docx"}:
        raise Problem(
            tr("The report of a submission is written as PDF or DOCX."),
            tr("End the name in one of them."),
        )
    return exports.written(submissions.chosen(scope, submission), path)


def _run_report(args: argparse.Namespace) -> int:
    with opened(target(args)) as scope:
        result = _report(scope, args.to, args.submission)
    say(tr("Wrote {path} ({checked})").format(path=result.path, checked=result.checked))
    return DONE
