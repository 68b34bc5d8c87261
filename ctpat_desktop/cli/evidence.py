"""The verbs of the evidence library: replace a document by a new version, list its versions."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened, target
from ctpat_desktop.cli.speaking import DONE, add_verb, day, say, say_json
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr

if TYPE_CHECKING:
    from ctpat_desktop.reading.scope import Scope
    from ctpat_desktop.records import Evidence
    from ctpat_desktop.services.evidence.library import Held


def add_evidence(verbs: Any) -> None:
    """Add `evidence replace` and `evidence versions`."""
    kinds = verbs.add_parser("evidence", help=tr("Documents of the library and their versions."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    words = tr("Replace a document by a new version; its links stay, the old one is kept.")
    verb = add_verb(inner, "replace", words, _run_replace)
    verb.add_argument("title", metavar="TITLE", help=tr("the whole title of the document"))
    verb.add_argument("path", type=Path, metavar="PATH", help=tr("the newer file"))
    for option, what in (
        ("from", tr("covers from")),
        ("to", tr("covers to")),
        ("expires", tr("expires on")),
    ):
        verb.add_argument(f"--{option}", type=day, dest=f"{option}_day", metavar="DATE", help=what)
    verb.add_argument("--reason", default="", metavar="TEXT", help=tr("why it was replaced"))
    verb.add_argument("--json", action="store_true")
    listed = add_verb(
        inner, "versions", tr("List a document and what it was before."), _run_versions
    )
    listed.add_argument("title", metavar="TITLE")
    listed.add_argument("--json", action="store_true")


def _run_replace(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.evidence import versions

    fresh = versions.Fresh(args.from_day, args.to_day, args.expires_day, args.reason)
    with opened(target(args), writes=True) as scope:
        document = _meant(scope, args.title, is_whole=True)
        versions.replace(scope, document.id, args.path, fresh)
        made = listing(scope, document.id)
    if args.json:
        say_json(made)
    else:
        words = tr("“{title}” is {file} now; version {n}, the earlier ones are kept.")
        newest = made["versions"][0]
        say(words.format(title=made["title"], file=newest["filename"], n=newest["version"]))
    return DONE


def _run_versions(args: argparse.Namespace) -> int:
    found = versions_of(target(args), args.title)
    if args.json:
        say_json(found)
        return DONE
    for row in found["versions"]:
        period = " - ".join(_day(row[key]) or "…" for key in ("period_from", "period_to"))
        has_period, end = row["period_from"] or row["period_to"], row["expires_on"]
        marks = (
            row["filename"],
            tr("covers {period}").format(period=period) if has_period else "",
            tr("expires on {day}").format(day=_day(end)) if end else "",
            _state(row),
        )
        say(f"{row['version']}  {', '.join(filter(None, marks))}")
    return DONE


def _state(row: dict[str, Any]) -> str:
    if row["replaced_on"] is None:
        return tr("in use")
    reason = f": {row['reason']}" if row["reason"] else ""
    words = tr("replaced on {day} by {person}")
    return words.format(day=_day(row["replaced_on"]), person=row["replaced_by"]) + reason


def _day(text: str | None) -> str:
    return day_text(date.fromisoformat(text)) if text else ""


def versions_of(meant: Target, title: str) -> dict[str, Any]:
    """Return the `evidence versions --json` object."""
    with opened(meant) as scope:
        return listing(scope, _meant(scope, title).id)


def listing(scope: "Scope", evidence_id: str) -> dict[str, Any]:
    """Return a document with all its versions, newest first, as data."""
    from ctpat_desktop.services.evidence import versions
    from ctpat_desktop.services.registers import records

    document: Any = records.stored(scope.workspace, "evidence", evidence_id)
    earlier = versions.versions(scope.workspace, evidence_id)
    rows = [_row(document, len(earlier) + 1, None)]
    for row in earlier:
        rows.append(_row(row, row.position + 1, row.replaced_on))
        rows[-1] |= {"replaced_by": row.replaced_by, "reason": row.reason}
    return {"id": evidence_id, "title": document.title, "versions": rows}


def _row(held: "Held", version: int, replaced_on: date | None) -> dict[str, Any]:
    return {
        "version": version,
        "filename": held.filename,
        "size": held.size,
        "sha256": held.sha256,
        "period_from": _iso(held.period_from),
        "period_to": _iso(held.period_to),
        "expires_on": _iso(held.expires_on),
        "replaced_on": _iso(replaced_on),
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _meant(scope: "Scope", title: str, *, is_whole: bool = False) -> "Evidence":
    """Return the document a person means by its title, or by its name where two share a title."""
    from ctpat_desktop.services.accounts.companies import dossier
    from ctpat_desktop.services.evidence import document_names
    from ctpat_desktop.support.choosing import find_one

    documents = dossier(scope.workspace, scope.account_id).evidence
    names = document_names.names(documents)
    choices = [((names[row.id], row.filename), row) for row in documents]
    return find_one(title, choices, tr("document"), is_whole=is_whole)
