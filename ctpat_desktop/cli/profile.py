"""The verbs around the profile: make a file, check it, answer a criterion, list."""

import argparse
from pathlib import Path
from typing import Any

from ctpat_desktop.cli.speaking import DONE, LOOK, add_secret, add_verb, day, say, say_json, target
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr
from ctpat_desktop.support.secret import read_secret


def add_new(verbs: Any) -> None:
    """Add `new`."""
    verb = add_verb(verbs, "new", "Make an empty workspace, or an invented company.", _run_new)
    verb.set_defaults(makes="file")
    verb.add_argument("--sample", choices=("importer", "carrier"))
    verb.add_argument("--no-passphrase", action="store_true", help="for demos: not encrypted")


def _run_new(given: argparse.Namespace) -> int:
    from ctpat_desktop.services.files import workspaces
    from ctpat_desktop.services.samples import sample_file

    passphrase = read_secret(given.passphrase_file)
    if given.no_passphrase == bool(passphrase):
        raise Problem(
            "A new workspace is encrypted.",
            "Name a --passphrase-file, or say --no-passphrase for a demo (not both).",
        )
    if given.sample:
        workspace = sample_file.create(given.file, given.sample, passphrase)
    else:
        workspace = workspaces.create(given.file, passphrase)
    workspace.close()
    say(f"Made {given.file}, {'encrypted' if passphrase else 'not encrypted'}.")
    return DONE


def add_check(verbs: Any) -> None:
    """Add `check`."""
    verb = add_verb(verbs, "check", "Say what is missing.", _run_check)
    verb.add_argument("--json", action="store_true")


def _run_check(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import headless

    found = headless.check(target(given), given.today)
    if given.json:
        say_json(found)
    else:
        for row in found["findings"]:
            say(f"{row['severity']:8}{row['place']}: {row['reason']} {row['remedy']}")
        say(
            "Complete."
            if found["complete"]
            else ntr("{n} finding.", "{n} findings.", len(found["findings"]))
        )
    return DONE if found["complete"] else LOOK


def add_answer(verbs: Any) -> None:
    """Add `answer`."""
    verb = add_verb(verbs, "answer", "Answer one criterion.", _run_answer)
    verb.add_argument("criterion", metavar="CRITERION", help="such as 9.13")
    verb.add_argument("--status", required=True)
    verb.add_argument("--text-file", type=Path, metavar="F", help="the narrative, in UTF-8")
    verb.add_argument("--reason", help="why it does not apply")
    verb.add_argument("--target", type=day, metavar="YYYY-MM-DD")
    verb.add_argument("--site", default="", metavar="NAME")
    verb.add_argument("--evidence", type=Path, nargs="+", default=[], metavar="F")


def _run_answer(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import headless

    values = {"reason": given.reason, "target_on": given.target}
    changed = headless.answer(
        target(given),
        headless.Said(
            criterion=given.criterion,
            status=given.status,
            text_file=given.text_file,
            site=given.site,
            evidence=tuple(given.evidence),
            values={key: value for key, value in values.items() if value is not None},
        ),
    )
    say(f"Saved {given.criterion}." if changed else f"{given.criterion}: no change.")
    return DONE


def add_list(verbs: Any) -> None:
    """Add `list`."""
    verb = verbs.add_parser("list", help="List the records of one register.")
    verb.set_defaults(run=_run_list)
    verb.add_argument("register", help="sites, contacts, identifiers, evidence, responses, ...")
    verb.add_argument("file", type=Path, metavar="FILE")
    verb.add_argument("--account", default="", metavar="NAME")
    add_secret(verb)
    verb.add_argument("--json", action="store_true")


def _run_list(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import headless

    rows = headless.listed(target(given), given.register)
    if given.json:
        say_json(rows)
    else:
        for row in rows:
            say(row["title"])
    return DONE
