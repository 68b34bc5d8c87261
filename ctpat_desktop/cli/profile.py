"""The verbs around the profile: make a file, check it, answer a criterion."""

import argparse
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened, target
from ctpat_desktop.cli.speaking import DONE, LOOK, add_verb, day, say, say_json
from ctpat_desktop.support import foreign
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.secret import read_secret
from ctpat_desktop.workspace.failures import reason

if TYPE_CHECKING:
    from ctpat_desktop.checklist import Finding

LONGEST_TEXT = 10_000_000
"""Bytes of the largest narrative read from a file."""


def add_new(verbs: Any) -> None:
    """Add `new`."""
    verb = add_verb(verbs, "new", tr("Make an empty workspace, or an invented company."), _run_new)
    verb.set_defaults(makes="file")
    verb.add_argument("--sample", choices=("importer", "carrier"))
    verb.add_argument("--no-passphrase", action="store_true", help=tr("for demos: not encrypted"))


def _run_new(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.files import workspaces
    from ctpat_desktop.services.samples import sample_file

    passphrase = read_secret(args.passphrase_file)
    if args.no_passphrase == bool(passphrase):
        raise Problem(
            tr("A new workspace is encrypted."),
            tr("Name a --passphrase-file, or say --no-passphrase for a demo (not both)."),
        )
    if args.sample:
        workspace = sample_file.create(args.file, args.sample, passphrase)
    else:
        workspace = workspaces.create(args.file, passphrase)
    workspace.close()
    words = tr("Made {file}, encrypted.") if passphrase else tr("Made {file}, not encrypted.")
    say(words.format(file=args.file))
    return DONE


def add_check(verbs: Any) -> None:
    """Add `check`."""
    verb = add_verb(verbs, "check", tr("Say what is missing."), _run_check)
    verb.add_argument("--json", action="store_true")


def _run_check(args: argparse.Namespace) -> int:
    found = check(target(args))
    if args.json:
        say_json(found)
    else:
        for row in found["findings"]:
            say(f"{row['severity']:8}{row['place']}: {row['reason']} {row['remedy']}")
        say(
            tr("Complete.")
            if found["complete"]
            else ntr("{n} finding.", "{n} findings.", len(found["findings"]))
        )
    return DONE if found["complete"] else LOOK


def check(meant: Target) -> dict[str, Any]:
    """Return the `check --json` object."""
    from ctpat_desktop.services.profile import review

    with opened(meant) as scope:
        found = review.review(scope)
    return {
        "complete": found.is_complete,
        "findings": [_finding(row) for row in found.findings],
        "progress": [
            {
                "section": row.section,
                "answered": row.answered,
                "total": row.total,
                "must_open": row.must_open,
            }
            for row in found.progress
        ],
    }


def _finding(row: "Finding") -> dict[str, str]:
    return {
        "rule": row.rule,
        "severity": row.severity.value,
        "section": row.place.section,
        "criterion": row.place.criterion,
        "place": row.place.label,
        "reason": row.reason,
        "remedy": row.remedy,
    }


def add_answer(verbs: Any) -> None:
    """Add `answer`."""
    verb = add_verb(verbs, "answer", tr("Answer one criterion, or a statement of it."), _run_answer)
    verb.add_argument("criterion", metavar="CRITERION", help=tr("such as 9.13"))
    verb.add_argument("--status", default="", help=tr("needed unless a statement is named"))
    verb.add_argument("--text-file", type=Path, metavar="F", help=tr("the narrative, in UTF-8"))
    verb.add_argument("--reason", help=tr("why it does not apply"))
    verb.add_argument("--target", type=day, metavar="YYYY-MM-DD")
    verb.add_argument("--site", default="", metavar="NAME")
    verb.add_argument(
        "--statement",
        type=int,
        metavar="N",
        help=tr("text and evidence are those of this statement; the next number adds one"),
    )
    verb.add_argument("--name", help=tr("what the portal calls the statement"))
    verb.add_argument("--evidence", type=Path, nargs="+", default=[], metavar="F")


def _run_answer(args: argparse.Namespace) -> int:
    values = {"reason": args.reason, "target_on": args.target, "name": args.name}
    _refuse_halves(args)
    changed = answer(
        target(args),
        AnswerOptions(
            criterion=args.criterion,
            status=args.status,
            text_file=args.text_file,
            site=args.site,
            evidence=tuple(args.evidence),
            statement=args.statement,
            values={key: value for key, value in values.items() if value is not None},
        ),
    )
    named = args.criterion
    if args.statement is not None:
        words = tr("{criterion}, statement {number}")
        named = words.format(criterion=args.criterion, number=args.statement)
    say((tr("Saved {name}.") if changed else tr("{name}: no change.")).format(name=named))
    return DONE


def _refuse_halves(args: argparse.Namespace) -> None:
    """Raise Problem where what is named belongs to an answer, and a statement is meant, or not."""
    if args.statement is None and not args.status:
        raise Problem(tr("Name a --status, or a --statement."), tr("Nothing was saved."))
    if args.statement is None and args.name is not None:
        raise Problem(tr("A --name belongs to a --statement."), tr("Say which one by its number."))
    named = (args.status, args.reason, args.target)
    if args.statement is not None and any(named):
        raise Problem(
            tr("A statement has no status, reason or date of its own."),
            tr("Give these to the answer, without --statement. Nothing was saved."),
        )


@dataclass(frozen=True, slots=True)
class AnswerOptions:
    """One answer as the command line gives it."""

    criterion: str
    status: str
    text_file: Path | None = None
    site: str = ""
    evidence: tuple[Path, ...] = ()
    statement: int | None = None
    """The number of the statement it is, None for the answer itself."""
    values: dict[str, Any] = field(default_factory=dict)


def answer(meant: Target, options: AnswerOptions) -> bool:
    """Save one answer or statement with text and evidence, or nothing; return if it changed."""
    from ctpat_desktop.services.profile import answers, evidence_links, statements

    values = (
        dict(options.values)
        if options.statement is not None
        else {"status": options.status, **options.values}
    )
    if options.text_file is not None:
        values["narrative" if options.statement is None else "text"] = read_text(options.text_file)
    with opened(meant, writes=True) as scope:
        site = (
            answers.site_named(scope.workspace, scope.account_id, options.site)
            if options.site
            else None
        )
        if options.statement is not None:
            place = (options.criterion, site)
            save = statements.save_with_proof
            return bool(save(scope, place, options.statement, values, options.evidence))
        where = (scope, options.criterion, site)
        return bool(evidence_links.answer_with_proof(*where, values, options.evidence))


def read_text(path: Path) -> str:
    """Return the words of a text file; Problem where it is none."""
    try:
        return foreign.read(path, LONGEST_TEXT).decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise Problem(
            tr("{path} is not text in UTF-8.").format(path=path.name), tr("Save it as UTF-8.")
        ) from error
    except OSError as error:
        raise Problem(
            tr("{name} cannot be read: {reason}.").format(name=path.name, reason=reason(error))
        ) from error
