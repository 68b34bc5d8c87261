"""The verbs of reviewing together: states, comments, who works on what, what others changed."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened, target
from ctpat_desktop.cli.profile import read_text
from ctpat_desktop.cli.speaking import DONE, LOOK, add_verb, day, say, say_json
from ctpat_desktop.support.dates import moment_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr

if TYPE_CHECKING:
    from ctpat_desktop.catalogue import Criterion
    from ctpat_desktop.reading.scope import Scope
    from ctpat_desktop.services.reviewing.changes import News
    from ctpat_desktop.services.reviewing.comments import Thread
    from ctpat_desktop.services.reviewing.listing import Line
    from ctpat_desktop.services.reviewing.subject import Subject

STATES = ("draft", "ready", "approved", "sent_back")
MOST_COMMENTS = 500
"""Open conversations that `review status` lists."""


def add_review(verbs: Any) -> None:
    """Add `review status`, `comment`, `state`, `assign` and `changes`."""
    kinds = verbs.add_parser("review", help=tr("Comments, states and assignments of answers."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    status = add_verb(inner, "status", tr("Say how far the answers are."), _run_status)
    status.add_argument("--json", action="store_true")
    _add_comment(inner)
    state = add_verb(inner, "state", tr("Say how far an answer is."), _run_state)
    state.add_argument("criterion", metavar="CRITERION")
    state.add_argument("state", metavar="STATE", choices=STATES)
    state.add_argument("--reason", default="", help=tr("needed to send it back"))
    _add_site_and_name(state)
    assign = add_verb(inner, "assign", tr("Say who works on criteria."), _run_assign)
    assign.add_argument("criteria", nargs="+", metavar="CRITERION")
    assign.add_argument("--to", default="", metavar="NAME", dest="person", help=tr("else nobody"))
    _add_by(assign)
    changed = add_verb(inner, "changes", tr("Say what others changed."), _run_changes)
    either = changed.add_mutually_exclusive_group()
    either.add_argument("--since-seen", action="store_true", help=tr("since you last looked"))
    either.add_argument("--since", type=day, metavar="DATE", help=tr("from this day on"))
    changed.add_argument("--mark-seen", action="store_true", help=tr("all of it was looked at"))
    changed.add_argument("--json", action="store_true")
    _add_by(changed)


def _add_comment(inner: Any) -> None:
    comment = add_verb(inner, "comment", tr("Comment on an answer."), _run_comment)
    comment.add_argument("criterion", metavar="CRITERION")
    comment.add_argument("--text-file", type=Path, metavar="F", help=tr("the words, in UTF-8"))
    comment.add_argument("--reply-to", default="", metavar="ID", help=tr("else it begins anew"))
    comment.add_argument("--resolve", default="", metavar="ID", help=tr("say that it is settled"))
    comment.add_argument("--json", action="store_true")
    _add_site_and_name(comment)


def _add_site_and_name(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--site", default="", metavar="NAME", help=tr("else the company's answer"))
    _add_by(verb)


def _add_by(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--by", default="", metavar="NAME", help=tr("else your own name"))


@contextmanager
def _as_person(args: argparse.Namespace, *, writes: bool = True) -> Iterator["Scope"]:
    """Open the account as the person who is named."""
    with opened(target(args), writes=writes) as scope:
        scope.workspace.who = " ".join(args.by.split()) or scope.workspace.who
        yield scope


def _run_status(args: argparse.Namespace) -> int:
    found = status(target(args))
    if args.json:
        say_json(found)
    else:
        for row in found["criteria"]:
            at = f" {row['site']}" if row["site"] else ""
            to = row["assigned_to"]
            to = "  " + tr("for {person}").format(person=to) if to else ""
            say(f"{row['state']:10}{row['id']}{at}{to}")
        counted = ", ".join(f"{count} {state}" for state, count in found["answers"].items())
        comments = ntr("{n} open comment", "{n} open comments", found["open_comments"])
        say(f"{counted.replace('_', ' ')}; {comments}.")
    return LOOK if found["open_comments"] or found["answers"]["sent_back"] else DONE


def status(meant: Target) -> dict[str, Any]:
    """Return the `review status --json` object: all criteria, and the sites somebody reviewed."""
    from ctpat_desktop.services.reviewing import comments, listing

    with opened(meant) as scope:
        criteria = _asked(scope)
        counted = listing.counts(scope, criteria)
        threads = comments.of_account(scope, most=MOST_COMMENTS)
        return {
            "answers": dict(counted.states),
            "open_comments": counted.comments,
            "assigned": dict(counted.assigned),
            "criteria": [_line(row) for row in _lines(scope, criteria)],
            "comments": [_thread(row) for row in threads],
        }


def _lines(scope: "Scope", criteria: "list[Criterion]") -> "Iterator[Line]":
    from ctpat_desktop.services.reviewing import listing

    at: listing.Cursor | None = listing.START
    while at is not None:
        rows, at = listing.lines(scope, criteria, listing.Narrowing(), at)
        yield from (row for row in rows if row.site_id is None or row.review.by or row.comments)


def _line(row: "Line") -> dict[str, Any]:
    review = row.review
    return {
        "id": row.criterion.id,
        "site": row.site,
        "state": review.state,
        "by": review.by,
        "at": _stamp(review.at),
        "reason": review.reason,
        "draft_again": review.is_draft_again,
        "assigned_to": review.assigned_to,
        "open_comments": row.comments,
    }


def _thread(row: "Thread") -> dict[str, Any]:
    first = row.first
    return {
        "id": first.id,
        "table": first.table_name,
        "record": first.record_id,
        "criterion": first.criterion,
        "author": first.author,
        "at": _stamp(first.written_at),
        "text": first.text,
        "replies": [
            {"author": one.author, "at": _stamp(one.written_at), "text": one.text}
            for one in row.replies
        ],
    }


def _run_comment(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.reviewing import comments

    if bool(args.resolve) == (args.text_file is not None):
        raise Problem(
            tr("Name a --text-file, or a comment to --resolve."), tr("Nothing was written.")
        )
    with _as_person(args) as scope:
        if args.resolve:
            comments.resolve(scope, args.resolve)
            key = args.resolve
        elif args.reply_to:
            key = comments.reply(scope, args.reply_to, read_text(args.text_file))
        else:
            key = comments.add(scope, _subject(scope, args), read_text(args.text_file))
    if args.json:
        say_json({"id": key})
    else:
        say(
            tr("Resolved {key}.").format(key=key)
            if args.resolve
            else tr("Saved {name}.").format(name=key)
        )
    return DONE


def _run_state(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.reviewing import states

    with _as_person(args) as scope:
        states.put(scope, [_subject(scope, args)], args.state, args.reason)
    words = tr("Saved {criterion}: {state}.")
    say(words.format(criterion=args.criterion, state=tr(states.TITLES[args.state]).lower()))
    return DONE


def _subject(scope: "Scope", args: argparse.Namespace) -> "Subject":
    """Return the answer a command line means."""
    from ctpat_desktop.services.profile import answers
    from ctpat_desktop.services.reviewing import subject

    where = (scope.workspace, scope.account_id, args.site)
    return subject.of_answer(
        scope, args.criterion, answers.site_named(*where) if args.site else None
    )


def _run_assign(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.reviewing import states

    with _as_person(args) as scope:
        changed = states.assign(scope, args.criteria, args.person)
    count = ntr("{n} criterion", "{n} criteria", len(args.criteria))
    none = tr("{name}: no change.").format(name=count)
    say(f"{count}: {args.person or tr('nobody')}." if changed else none)
    return DONE


def _run_changes(args: argparse.Namespace) -> int:
    since, rows = changes(args)
    if args.json:
        say_json({"since": _stamp(since), "changes": [_news(row) for row in rows]})
    else:
        for row in rows:
            say(f"{moment_text(row.at)}  {', '.join(row.who)}: {row.title} ({row.what})")
        say(ntr("{n} change by others.", "{n} changes by others.", len(rows)))
    return LOOK if rows else DONE


def changes(args: argparse.Namespace) -> tuple[datetime | None, list["News"]]:
    """Return from when on, and what others changed; note that it was seen where that is said."""
    from ctpat_desktop.services.reviewing import changes as news

    with _as_person(args, writes=args.mark_seen) as scope:
        since = news.Since(at=_morning(args.since)) if args.since else news.mark_of(scope)
        criteria, before = _asked(scope), 0
        rows: list[News] = []
        while True:
            found, before = news.after(scope, criteria, since, before)
            rows += found
            if not before:
                break
        if args.mark_seen:
            news.mark_seen(scope)
        return since.at, rows


def _asked(scope: "Scope") -> "list[Criterion]":
    from ctpat_desktop.services.reviewing import subject

    return subject.criteria(scope)


def _news(row: "News") -> dict[str, Any]:
    return {
        "title": row.title,
        "criterion": row.criterion,
        "table": row.table,
        "record": row.record_id,
        "who": list(row.who),
        "at": _stamp(row.at),
        "what": row.what,
        "times": row.times,
    }


def _morning(on: date) -> datetime:
    """Return the beginning of a day of this computer as the file keeps moments: UTC."""
    return datetime.combine(on, time()).astimezone().astimezone(UTC).replace(tzinfo=None)


def _stamp(at: datetime | None) -> str | None:
    return f"{at.isoformat(timespec='seconds')}Z" if at is not None else None
