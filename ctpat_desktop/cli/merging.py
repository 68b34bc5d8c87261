"""The verbs that bring copies of a file together, and list what they say differently."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened_file
from ctpat_desktop.cli.speaking import DONE, LOOK, add_secret, add_verb, file_verb, say, say_json
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.secret import read_secret

if TYPE_CHECKING:
    from ctpat_desktop.services.merging.merge import Outcome
    from ctpat_desktop.services.merging.questions import Question


def add_merge(verbs: Any) -> None:
    """Add `merge`."""
    words = "Bring two copies of a file together in a new one."
    verb = add_verb(verbs, "merge", words, _run_merge, file=False)
    verb.add_argument("one", type=Path, metavar="A")
    verb.add_argument("other", type=Path, metavar="B")
    verb.add_argument("--to", type=Path, required=True, metavar="C", help="a new file")
    add_secret(verb)
    verb.add_argument(
        "--other-passphrase-file", metavar="F", help="that of B, where it is another one"
    )
    verb.add_argument("--json", action="store_true")


def add_conflicts(verbs: Any) -> None:
    """Add `conflicts`."""
    words = "List what merged copies say differently until a person settles it."
    verb = file_verb(verbs, "conflicts", words, _run_conflicts)
    verb.add_argument("--json", action="store_true")


def _run_merge(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.merging.merge import merge_files

    secret = read_secret(args.passphrase_file)
    other = read_secret(args.other_passphrase_file) if args.other_passphrase_file else secret
    done = merge_files(args.one, args.other, args.to, passphrase=secret, other_passphrase=other)
    return _report(args, done)


def _report(args: argparse.Namespace, done: "Outcome") -> int:
    if args.json:
        conflicts = [as_json(question) for question in done.left]
        say_json({"taken": done.taken, "same": done.same, "conflicts": conflicts})
    else:
        taken = ntr("{n} change was taken.", "{n} changes were taken.", done.taken)
        same = ntr(
            "{n} field says the same in both.", "{n} fields say the same in both.", done.same
        )
        say(f"{taken} {same}")
        _say_questions(done.left)
    return LOOK if done.left else DONE


def _run_conflicts(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.merging.questions import open_questions

    with opened_file(Target(args.file, passphrase=read_secret(args.passphrase_file))) as workspace:
        questions = open_questions(workspace)
    if args.json:
        say_json({"conflicts": [as_json(question) for question in questions]})
    elif questions:
        _say_questions(questions)
    else:
        say(tr("Nothing stands open between copies."))
    return LOOK if questions else DONE


def as_json(question: "Question") -> dict[str, Any]:
    """Return a question for a script; the field "" asks whether the record stays."""
    return {
        "register": question.table,
        "id": question.record_id,
        "field": question.field,
        "title": question.title,
        "mine": question.mine,
        "theirs": question.theirs,
        "base": question.base,
    }


def _say_questions(questions: Iterable["Question"]) -> None:
    for question in questions:
        if question.is_presence:
            words = tr(
                "{record}: removed in one copy, changed in the other; it stays until settled."
            )
            say(words.format(record=question.title))
            continue
        words = tr("{record}, {field}: {mine} here, {theirs} there.")
        said = {key: repr(getattr(question, key) or "") for key in ("mine", "theirs")}
        say(words.format(record=question.title, field=question.field, **said))
