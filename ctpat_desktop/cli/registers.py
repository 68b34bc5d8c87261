"""The verbs around registers and words: import a list, search everything."""

import argparse
from pathlib import Path
from typing import Any

from ctpat_desktop.cli.speaking import DONE, LOOK, add_secret, add_verb, say, say_json, target


def add_import(verbs: Any) -> None:
    """Add `import`."""
    verb = verbs.add_parser("import", help="Take a list (.xlsx, .csv) into a register.")
    verb.set_defaults(run=_run_import)
    verb.add_argument("register", help="partners, people, sites, seals, ...")
    verb.add_argument("file", type=Path, metavar="FILE")
    verb.add_argument("sheet", type=Path, metavar="SHEET")
    verb.add_argument("--account", default="", metavar="NAME")
    verb.add_argument(
        "--dates",
        choices=("mdy", "dmy"),
        default="",
        help="how dates such as 03/04/2026 are meant, where the list does not tell",
    )
    verb.add_argument("--dry-run", action="store_true", help="say what would happen only")
    add_secret(verb)
    verb.add_argument("--json", action="store_true")


def _run_import(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import headless_registers

    report = headless_registers.import_sheet(
        target(given), given.register, given.sheet, given.dates, dry_run=given.dry_run
    )
    refused = [{"row": row.number, "reason": row.reason} for row in report.refused]
    if given.json:
        counts = {name: getattr(report, name) for name in ("rows", "accepted", "unchanged")}
        say_json({**counts, "refused": refused})
    else:
        for row in refused:
            say(f"Row {row['row']}: {row['reason']}")
        for words in (*report.remarks, *(f"Added along with it: {name}." for name in report.made)):
            say(words)
        done = "Would take" if given.dry_run else "Took"
        say(
            f"{done} {report.accepted} of {report.rows} rows; "
            f"{report.unchanged} unchanged, {len(refused)} refused."
        )
    return LOOK if refused else DONE


def add_search(verbs: Any) -> None:
    """Add `search`."""
    verb = add_verb(verbs, "search", "Find words in everything.", _run_search)
    verb.add_argument("words", nargs="+", metavar="WORDS")
    verb.add_argument("--json", action="store_true")


def _run_search(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import headless_registers

    found = headless_registers.search(target(given), " ".join(given.words))
    if given.json:
        say_json(found.rows)
        return DONE
    for word, near in found.instead:
        say(f"“{word}” stands nowhere; looked for “{near}”.")
    for row in found.rows:
        say(f"{row['kind']}: {row['title']}" + (f" - {row['snippet']}" if row["snippet"] else ""))
    if not found.rows:
        say("Nothing was found.")
    return DONE
