"""The verb that imports a list of ratings of countries."""

import argparse
from pathlib import Path
from typing import Any

from ctpat_desktop.cli.open import Target, opened, target
from ctpat_desktop.cli.speaking import DONE, LOOK, add_verb, day, say, say_json
from ctpat_desktop.support.language import ntr, tr

THREATS = (
    *("terrorism", "contraband", "smuggling", "crime", "theft"),
    *("conditions", "transshipment", "forced_labor", "other"),
)


def add_countries(verbs: Any) -> None:
    """Add `countries import`."""
    kinds = verbs.add_parser("countries", help=tr("What public sources say of countries."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    verb = add_verb(inner, "import", tr("Import a list of ratings (CSV or XLSX)."), _run)
    verb.add_argument("list", type=Path, metavar="LIST", help=tr("countries with ratings"))
    verb.add_argument(
        "--source", required=True, metavar="NAME", help=tr("what the source is called")
    )
    verb.add_argument("--edition", required=True, metavar="WORDS", help=tr("such as 2026"))
    verb.add_argument("--about", choices=THREATS, required=True, help=tr("the threat it is about"))
    verb.add_argument(
        "--scale", default="", metavar="A;B;C", help=tr("its ratings from best to worst")
    )
    verb.add_argument("--license", default="", metavar="WORDS", help=tr("what may be stored of it"))
    verb.add_argument("--issued", type=day, metavar="YYYY-MM-DD")
    verb.add_argument("--json", action="store_true")


def _run(args: argparse.Namespace) -> int:
    found = take(target(args), args)
    if args.json:
        say_json(found)
    else:
        say(ntr("{n} country imported.", "{n} countries imported.", found["imported"]))
        for name in found["unknown"]:
            say(tr("Not a country: {name}").format(name=name))
        for name in found["twice"]:
            say(tr("More than once, the first counts: {name}").format(name=name))
        if found["without_country"]:
            say(tr("Rows with a rating and no country: {n}").format(n=found["without_country"]))
        if found["without_level"]:
            say(tr("Without a level of our own: {n}").format(n=found["without_level"]))
    is_whole = not (found["unknown"] or found["twice"] or found["without_country"])
    return DONE if is_whole else LOOK


def take(meant: Target, args: argparse.Namespace) -> dict[str, Any]:
    """Import the list; return the `countries import --json` object."""
    from ctpat_desktop.services.risk import country_import
    from ctpat_desktop.services.risk.country_import import SourceWords

    table = country_import.read(args.list, args.scale)
    words = SourceWords(
        args.source, args.edition, args.about, args.scale, args.license, args.issued
    )
    with opened(meant, writes=True) as scope:
        key = country_import.save(scope, words, table)
    return {
        "id": key,
        "imported": len(table.lines),
        "without_level": sum(line.level is None for line in table.lines),
        "unknown": list(table.unknown),
        "twice": list(table.twice),
        "without_country": table.nameless,
    }
