"""The verbs that show what is stored: list a register, search everything."""

import argparse
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened, target
from ctpat_desktop.cli.speaking import DONE, add_secret, add_verb, say, say_json
from ctpat_desktop.support.language import tr

if TYPE_CHECKING:
    from ctpat_desktop.reading.scope import Scope
    from ctpat_desktop.records import Record
    from ctpat_desktop.services.search.search import Hit, SearchResult


def add_list(verbs: Any) -> None:
    """Add `list`."""
    verb = verbs.add_parser("list", help=tr("List the records of one register."))
    verb.set_defaults(run=_run_list)
    verb.add_argument("register", help=tr("sites, contacts, identifiers, evidence, responses, ..."))
    verb.add_argument("file", type=Path, metavar="FILE")
    verb.add_argument("--account", default="", metavar="NAME")
    add_secret(verb)
    verb.add_argument("--json", action="store_true")


def _run_list(args: argparse.Namespace) -> int:
    rows = listed(target(args), args.register)
    if args.json:
        say_json(rows)
    else:
        for row in rows:
            say(row["title"])
    return DONE


def listed(meant: Target, register: str) -> list[dict[str, Any]]:
    """Return the `list --json` rows: the records of one register as plain values."""
    with opened(meant) as scope:
        rows = [_row(register, *pair) for pair in _named(scope, register)]
        return _with_statements(scope, rows) if register == "responses" else rows


def _with_statements(scope: "Scope", rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return answers with their statements; `evidence` are ids of documents."""
    from ctpat_desktop.reading import statements

    with scope.workspace.read() as session:
        found = statements.of_responses(session, [row["id"] for row in rows])
    return [
        {
            **row,
            "statements": [
                {"number": n, "name": one.name, "text": one.text, "evidence": [*one.documents]}
                for n, one in enumerate(found.get(row["id"], ()), 1)
            ],
        }
        for row in rows
    ]


def _named(scope: "Scope", register: str) -> list[tuple["Record", str]]:
    """Return the records of a register, each with what it is called."""
    from ctpat_desktop.services.accounts import companies
    from ctpat_desktop.services.registers import register_names

    if register in ("responses", "accounts"):
        read = companies.dossier(scope.workspace, scope.account_id)
        if register == "accounts":
            return [(read.account, read.account.name)]
        said = [answer.whole for answer in read.answers if answer.whole]
        said += [row for answer in read.answers for _, row in answer.by_site if row]
        return [(response, response.criterion) for response in said]
    company = companies.company(scope.workspace, scope.account_id)
    if register == "companies":
        return [(company, company.name)]
    return register_names.rows(scope, register_names.called(register))


def _row(register: str, record: "Record", title: str) -> dict[str, Any]:
    from sqlalchemy import inspect

    values = {
        column.key: _plain(getattr(record, column.key)) for column in inspect(type(record)).columns
    }
    return {**values, "register": register, "id": record.id, "title": title or record.id}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


def add_search(verbs: Any) -> None:
    """Add `search`."""
    verb = add_verb(verbs, "search", tr("Find words in everything."), _run_search)
    verb.add_argument("words", nargs="+", metavar="WORDS")
    verb.add_argument("--json", action="store_true")


def _run_search(args: argparse.Namespace) -> int:
    found = search(target(args), " ".join(args.words))
    rows = [_hit(hit) for hit in found.hits]
    if args.json:
        say_json(rows)
        return DONE
    for word, near in found.instead:
        say(tr("No match for “{word}”. Showing results for “{near}”.").format(word=word, near=near))
    for row in rows:
        say(f"{row['kind']}: {row['title']}" + (f" - {row['snippet']}" if row["snippet"] else ""))
    if not rows:
        say(tr("Nothing was found."))
    return DONE


def search(meant: Target, words: str) -> "SearchResult":
    """Find words in everything one account and its company say; nothing is written."""
    from ctpat_desktop.services.search.search import Search

    with opened(meant) as scope:
        made = Search(scope.workspace, scope.account_id)
        made.build()
        found = made.find(words)
        made.close()
    return found


def _hit(hit: "Hit") -> dict[str, str]:
    """Return one of the `search --json` rows."""
    from ctpat_desktop.services.search.search import kind_of

    return {
        "register": hit.register,
        "id": hit.record_id,
        "title": hit.title,
        "kind": kind_of(hit.register),
        "snippet": hit.snippet,
    }
