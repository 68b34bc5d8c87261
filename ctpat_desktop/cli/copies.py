"""The verb that writes a copy for somebody outside, without what is left out."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.companies import add_new_secret, new_secret
from ctpat_desktop.cli.open import opened_file, target
from ctpat_desktop.cli.speaking import DONE, add_verb, say, say_json
from ctpat_desktop.support.choosing import find_one
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr

if TYPE_CHECKING:
    from ctpat_desktop.services.copies.choices import Choice
    from ctpat_desktop.services.copies.copying import Copied


def add_copy(verbs: Any) -> None:
    """Add `copy redacted`."""
    kinds = verbs.add_parser(
        "copy", help=tr("Write a copy for a partner, an auditor, a consultant.")
    )
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    verb = add_verb(inner, "redacted", tr("Write a copy without what is left out."), _run_redacted)
    verb.add_argument("--to", type=Path, required=True, metavar="NEW", help=tr("the new file"))
    verb.add_argument(
        "--for", required=True, dest="receiver", metavar="NAME", help=tr("stands on every page")
    )
    verb.add_argument(
        "--leave-out",
        required=True,
        metavar="WHAT",
        help=tr(
            "site-plans, security-systems, names, phones, photo-data, disclosures, "
            "other-companies; several with commas, or all"
        ),
    )
    verb.add_argument("--company", default="", metavar="NAME", help=tr("the one that stays"))
    add_new_secret(verb)
    verb.add_argument("--json", action="store_true")


def _run_redacted(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.accounts import archive
    from ctpat_desktop.services.accounts.company_files import Place
    from ctpat_desktop.services.copies import copying
    from ctpat_desktop.services.copies.choices import Choice
    from ctpat_desktop.services.copies.scoping import Wanted

    choices, secret = _choices(args.leave_out), new_secret(args)
    with opened_file(target(args)) as workspace:
        lines = archive.companies(workspace)
        if Choice.OTHER_COMPANIES in choices and len(lines) > 1 and not args.company:
            names = "; ".join(line.name for line in lines)
            raise Problem(
                tr("This file has several companies."),
                tr("Name one with --company: {names}").format(names=names),
            )
        stays = args.company or len(lines) == 1
        company = archive.named(workspace, args.company).id if stays else ""
        wanted = Wanted(args.receiver, choices, company)
        copied = copying.copy(workspace, wanted, Place(args.to, secret))
    if args.json:
        say_json(_values(args, copied))
        return DONE
    _say(args, copied)
    return DONE


def _choices(words: str) -> frozenset["Choice"]:
    from ctpat_desktop.services.copies.choices import Choice

    if words.strip() == "all":
        return frozenset(Choice)
    known = [((choice.value,), choice) for choice in Choice]
    return frozenset(
        find_one(word, known, tr("thing to leave out"), is_whole=True)
        for word in words.split(",")
        if word.strip()
    )


def _values(args: argparse.Namespace, copied: "Copied") -> dict[str, Any]:
    return {
        "path": str(args.to),
        "records": sum(copied.written.rows.values()),
        "documents": copied.written.documents,
        "left_out": list(copied.left),
        "documents_left_out": [{"title": row.title, "why": row.why} for row in copied.documents],
        "not_checked": list(copied.unchecked),
    }


def _say(args: argparse.Namespace, copied: "Copied") -> None:
    records = ntr("{n} record", "{n} records", sum(copied.written.rows.values()))
    documents = ntr("{n} document", "{n} documents", copied.written.documents)
    say(
        tr("Wrote {to} for {receiver}: {records}, {documents}.").format(
            to=args.to, receiver=args.receiver, records=records, documents=documents
        )
    )
    for words in copied.left:
        say(tr("Left out: {words}").format(words=words))
    for row in copied.documents:
        say(tr("Document left out: {title} ({why})").format(title=row.title, why=row.why))
    for words in copied.unchecked:
        say(tr("Not checked: {words}").format(words=words))
