"""The verbs of the review year: where it stands, begin the next, affirm criteria."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, add_year_to, opened, target
from ctpat_desktop.cli.speaking import DONE, LOOK, add_file_to, add_verb, day, say, say_json
from ctpat_desktop.support.dates import day_text, with_days
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr

if TYPE_CHECKING:
    from ctpat_desktop.services.profile.affirming import Standing, Year
    from ctpat_desktop.services.profile.years import Rolled


def add_year(verbs: Any) -> None:
    """Add `year status`, `year sheet`, `year new` and `year affirm`."""
    kinds = verbs.add_parser("year", help=tr("The yearly review of the profile."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    status = add_verb(
        inner, "status", tr("Say which criteria are affirmed this year."), _run_status
    )
    add_year_to(status)
    status.add_argument("--json", action="store_true")
    sheet = add_verb(inner, "sheet", tr("Write the officer's sign-off sheet."), _run_sheet)
    add_file_to(sheet, "F.pdf")
    add_year_to(sheet)
    new = add_verb(inner, "new", tr("Begin the next review year from this one."), _run_new)
    new.add_argument("--year", type=int, default=0, metavar="YEAR", help=tr("else the next one"))
    new.add_argument("--json", action="store_true")
    affirm = add_verb(inner, "affirm", tr("Affirm answers as they are now."), _run_affirm)
    affirm.add_argument("criteria", nargs="*", metavar="CRITERION")
    affirm.add_argument("--all", action="store_true", help=tr("every answered one that is open"))
    affirm.add_argument("--on", type=day, metavar="DATE", help=tr("else today"))
    affirm.add_argument("--by", default="", metavar="NAME", help=tr("else your own name"))
    affirm.add_argument("--json", action="store_true")


def _run_status(args: argparse.Namespace) -> int:
    found = status(target(args))
    if args.json:
        say_json(found)
        return DONE if not found["open"] else LOOK
    window = found["window"]
    words = (
        tr("{start} to {end}").format(start=window["opens"], end=window["closes"])
        if window["opens"]
        else tr("not known")
    )
    say(
        with_days(tr("Review year {year}, window: {words}").format(year=found["year"], words=words))
    )
    for row in found["criteria"]:
        say(f"{row['state']:10}{row['id']}")
    _say_counts(found)
    return DONE if not found["open"] else LOOK


def _run_sheet(args: argparse.Namespace) -> int:
    from ctpat_desktop.exchange.files import write_pdf
    from ctpat_desktop.services.profile import sign_off_pdf

    with opened(target(args)) as scope:
        result = write_pdf(sign_off_pdf.pdf(scope), args.to)
    say(tr("Wrote {path} ({checked})").format(path=result.path, checked=result.checked))
    return DONE


def status(meant: Target) -> dict[str, Any]:
    """Return the `year status --json` object."""
    from ctpat_desktop.services.profile import affirming

    with opened(meant) as scope:
        return as_values(affirming.status(scope))


def as_values(year: "Year") -> dict[str, Any]:
    """Return how far a review is as plain values; early counts as open."""
    from ctpat_desktop.services.profile.affirming import CHANGED, EARLY, OPEN, UNCHANGED

    return {
        "year": year.year,
        "window": {
            "opens": year.window.opens.isoformat() if year.window else None,
            "closes": year.window.closes.isoformat() if year.window else None,
        },
        "affirmed": year.count(UNCHANGED),
        "changed": year.count(CHANGED),
        "open": year.count(OPEN) + year.count(EARLY),
        "read_again": sum(row.waits for row in year.rows),
        "criteria": [_as_values(row) for row in year.rows],
    }


def _as_values(row: "Standing") -> dict[str, Any]:
    """Return how far one criterion is; who affirmed it only where somebody did."""
    values: dict[str, Any] = {"id": row.criterion, "state": row.state}
    if row.on is not None:
        values |= {"on": row.on.isoformat(), "by": row.by, "documents": list(row.documents)}
    return values


def _run_new(args: argparse.Namespace) -> int:
    rolled, left = begin(target(args), args.year)
    renew = [
        {"criterion": row.criterion, "site": row.site, "title": row.title, "reason": row.reason}
        for row in rolled.renew
    ]
    if args.json:
        counts = {"year": rolled.year, "answers": rolled.answers, "documents": rolled.documents}
        say_json({**counts, "renew": renew, "not_affirmed": left})
        return DONE
    words = tr("Review year {year}: {answers} answers, {documents} documents.")
    say(words.format(year=rolled.year, answers=rolled.answers, documents=rolled.documents))
    if left:
        say(_left_words(left))
    for row in renew:
        say(
            tr("Renew     {criterion} {title}: {reason}").format(
                criterion=row["criterion"], title=row["title"], reason=row["reason"]
            )
        )
    return DONE


def _left_words(count: int) -> str:
    return ntr(
        "{n} criterion was not affirmed in the year before; that cannot be done afterwards.",
        "{n} criteria were not affirmed in the year before; that cannot be done afterwards.",
        count,
    )


def begin(meant: Target, year: int) -> tuple["Rolled", int]:
    """Begin a review year; 0 is the one after the newest. Return also what was not affirmed."""
    from ctpat_desktop.services.profile import affirming, years

    with opened(meant, writes=True) as scope:
        left = affirming.status(scope).left
        return years.begin(scope, year), left


def _run_affirm(args: argparse.Namespace) -> int:
    if bool(args.criteria) == args.all:
        if args.all:
            raise Problem(tr("Criteria are named beside --all."), tr("Use one of them."))
        raise Problem(tr("Say which criteria."), tr("Name them, or use --all."))
    if args.on is not None and args.on > args.today:
        raise Problem(
            tr("{day} is in the future.").format(day=day_text(args.on)), tr("Nothing was affirmed.")
        )
    meant = replace(target(args), today=args.on or args.today)
    found = affirm(meant, tuple(args.criteria), args.by)
    if args.json:
        say_json(found)
    else:
        _say_counts(found)
    return DONE


def _say_counts(report: dict[str, Any]) -> None:
    words = tr("{affirmed} affirmed, {changed} changed, {open} open.")
    say(words.format(**{key: report[key] for key in ("affirmed", "changed", "open")}))
    early = sum(row["state"] == "early" for row in report["criteria"])
    if early:
        words = ntr(
            "{n} of the open ones was affirmed before the window opens on {day}.",
            "{n} of the open ones were affirmed before the window opens on {day}.",
            early,
            day=report["window"]["opens"],
        )
        say(with_days(words))
    if report["read_again"]:
        count = report["read_again"]
        say(tr("{n} of the open ones are to be read again first: edition read.").format(n=count))


def affirm(meant: Target, criteria: tuple[str, ...], by: str = "") -> dict[str, Any]:
    """Affirm criteria, or with none named all that are answered and open; return the status."""
    from ctpat_desktop.services.profile import affirming

    with opened(meant, writes=True) as scope:
        criteria = criteria or affirming.ready(scope)
        if criteria:
            affirming.affirm(scope, criteria, affirming.Look(by))
        return as_values(affirming.status(scope))
