"""The verb that draws the charts of an account and writes them into a folder."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import opened, target
from ctpat_desktop.cli.speaking import DONE, add_verb, say, say_json
from ctpat_desktop.support.language import ntr, tr

if TYPE_CHECKING:
    from ctpat_desktop.exchange.results import ExportResult


def add_charts(verbs: Any) -> None:
    """Add `charts`."""
    verb = add_verb(verbs, "charts", tr("Write the charts as SVG, PNG and CSV."), _run)
    verb.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    verb.add_argument(
        "--year", type=int, default=0, metavar="Y", help=tr("the review year, else the newest")
    )
    verb.add_argument("--weekly", action="store_true", help=tr("by week instead of by month"))
    verb.add_argument("--json", action="store_true")


def _run(args: argparse.Namespace) -> int:
    written = write(args)
    if args.json:
        say_json([{"path": str(row.path), "checked": row.checked} for row in written])
        return DONE
    for row in written:
        say(tr("Wrote {path} ({checked})").format(path=row.path, checked=row.checked))
    say(ntr("{n} file written.", "{n} files written.", len(written)))
    return DONE


def write(args: argparse.Namespace) -> "tuple[ExportResult, ...]":
    """Write every chart that shows something; return the files."""
    from ctpat_desktop.services.charts import output
    from ctpat_desktop.services.charts.wanted import MONTH, WEEK, Wanted

    wanted = Wanted(args.year, WEEK if args.weekly else MONTH)
    with opened(target(args)) as scope:
        return output.save_all(scope, wanted, args.to)
