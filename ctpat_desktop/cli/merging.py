"""The verbs that bring copies of a file together, and list what they say differently."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened, opened_file, target
from ctpat_desktop.cli.speaking import (
    DONE,
    LOOK,
    add_secret,
    add_verb,
    day,
    file_verb,
    say,
    say_json,
)
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.secret import read_secret

if TYPE_CHECKING:
    from ctpat_desktop.reading.kits import Kit
    from ctpat_desktop.services.merging.merge import Outcome
    from ctpat_desktop.services.merging.questions import Question


def add_merge(verbs: Any) -> None:
    """Add `merge`."""
    words = tr("Bring two copies of a file together in a new one.")
    verb = add_verb(verbs, "merge", words, _run_merge, file=False)
    verb.add_argument("one", type=Path, metavar="A")
    verb.add_argument("other", type=Path, metavar="B")
    verb.add_argument("--to", type=Path, required=True, metavar="C", help=tr("a new file"))
    add_secret(verb)
    verb.add_argument(
        "--other-passphrase-file", metavar="F", help=tr("that of B, where it is another one")
    )
    verb.add_argument("--json", action="store_true")


def add_conflicts(verbs: Any) -> None:
    """Add `conflicts`."""
    words = tr("List what merged copies say differently until a person settles it.")
    verb = file_verb(verbs, "conflicts", words, _run_conflicts)
    verb.add_argument("--json", action="store_true")


def add_kit(verbs: Any) -> None:
    """Add `kit out`, `kit in` and `kit list`."""
    kinds = verbs.add_parser("kit", help=tr("Field kits: a part of the file for one person."))
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    out = add_verb(inner, "out", tr("Hand out a part of the file as a field kit."), _run_kit_out)
    out.add_argument("--to", type=Path, required=True, metavar="KIT", help=tr("a new file"))
    out.add_argument(
        "--for", required=True, dest="recipient", metavar="NAME", help=tr("who gets it")
    )
    for option, what in (
        ("section", tr("a category of the criteria, such as 9")),
        ("site", tr("the name of a site")),
        ("register", tr("a register, such as partner")),
    ):
        words = tr("{what}; may be given again").format(what=what)
        out.add_argument(f"--{option}", action="append", default=[], metavar="X", help=words)
    out.add_argument("--until", type=day, metavar="DATE", help=tr("when it is to come back"))
    back = add_verb(inner, "in", tr("Take back what was written in a field kit."), _run_kit_in)
    back.add_argument("kit", type=Path, metavar="KIT")
    for verb in (out, back):
        verb.add_argument("--kit-passphrase-file", required=True, metavar="F")
        verb.add_argument("--json", action="store_true")
    listed = add_verb(inner, "list", tr("List the field kits that went out."), _run_kit_list)
    listed.add_argument("--json", action="store_true")


def _run_kit_out(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.merging import kits

    secret = read_secret(args.kit_passphrase_file)
    with opened(target(args), writes=True) as scope:
        contents = kits.contents(scope, args.section, args.site, args.register)
        recipient = kits.Recipient(args.recipient, args.until, secret)
        kit = kits.hand_out(scope, contents, recipient, args.to)
    if args.json:
        say_json(_kit_json(kit))
    else:
        say(tr("Wrote {file} for {name}.").format(file=args.to, name=kit.name))
    return DONE


def _run_kit_in(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.files import workspaces
    from ctpat_desktop.services.merging import kits

    secret = read_secret(args.kit_passphrase_file)
    with opened_file(target(args), writes=True) as workspace:
        kit_file = workspaces.open_quickly(args.kit, secret, reading_only=True)
        try:
            done = kits.take_back(workspace, kit_file, today=args.today)
        finally:
            kit_file.close()
    return _report(args, done)


def _run_kit_list(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.merging import kits

    with opened_file(target(args)) as workspace:
        found = kits.listed(workspace)
    if args.json:
        say_json([_kit_json(kit) for kit in found])
        return DONE
    for kit in found:
        say(f"{kit.name}: {kits.state_words(kit, args.today)}")
    if not found:
        say(tr("No field kit went out."))
    return DONE


def _kit_json(kit: "Kit") -> dict[str, Any]:
    keys = ("id", "name", "sections", "sites", "registers", "out_on", "until", "back_on")
    return {key: getattr(kit, key) for key in keys}


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
