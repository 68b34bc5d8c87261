"""How the command line speaks: one line, one JSON object, one way to name a file."""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.notices import heard
from ctpat_desktop.workspace.failures import reason

DONE, LOOK, TROUBLE = 0, 1, 2
_CHOICE = re.compile(r"invalid choice: '(.*?)' \(choose from (.*)\)", re.DOTALL)


def complain(words: str) -> int:
    """Print one line for people, never among the results, and return the exit code 2."""
    if sys.stderr is not None:
        print(words, file=sys.stderr)
    return TROUBLE


def say(words: str) -> None:
    """Print at once; Problem where it cannot be shown, because the work itself is done by then."""
    try:
        print(words, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        hush()
        raise Problem(
            tr("It is done, but could not be shown: {reason}.").format(reason=reason(error))
        ) from error


def hush() -> None:
    """Let what is left to be written go nowhere; Python would complain about it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say_json(value: Any) -> None:
    """Print one JSON value and nothing else; an object holds what was told as `notices`."""
    if isinstance(value, dict) and heard():
        value = {**value, "notices": list(heard())}
    is_unicode = (getattr(sys.stdout, "encoding", "") or "").lower().startswith("utf")
    say(json.dumps(value, ensure_ascii=not is_unicode, indent=1))


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the command in one line."""

    def error(self, message: str) -> Any:
        """Print one line and leave with 2."""
        mistyped = _CHOICE.search(message)
        if mistyped:
            word, choices = mistyped[1], re.findall(r"'([^']*)'", mistyped[2])
            near = get_close_matches(word.lower(), choices, 1, 0.5)
            message += " " + tr("Did you mean {name}?").format(name=near[0]) if near else ""
        print(f"{self.prog}: {message}", file=sys.stderr)
        raise SystemExit(TROUBLE)


def add_verb(
    verbs: Any,
    name: str,
    help_: str,
    run: Callable[[argparse.Namespace], int],
    *,
    file: bool = True,
) -> argparse.ArgumentParser:
    """Add a verb; with `file` it takes a workspace, an account and a passphrase file."""
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=help_, description=help_)
    verb.set_defaults(run=run)
    if file:
        verb.add_argument("file", type=Path, metavar="FILE", help=tr("a workspace (*.ctpat)"))
        verb.add_argument(
            "--account", default="", metavar="NAME", help=tr("where there are several")
        )
        add_secret(verb)
        verb.add_argument("--today", type=day, default=date.today(), help=argparse.SUPPRESS)
    return verb


def file_verb(
    verbs: Any, name: str, help_: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    """Add a verb that takes one file, whatever is in it."""
    verb = add_verb(verbs, name, help_, run, file=False)
    verb.add_argument("file", type=Path, metavar="FILE")
    add_secret(verb)
    return verb


def add_file_to(verb: argparse.ArgumentParser, what: str) -> None:
    """Let a verb write one file; one that is there is replaced only when that is said."""
    verb.add_argument("--to", type=Path, required=True, metavar=what)
    verb.add_argument("--force", action="store_true", help=tr("replace a file that is there"))


def add_secret(verb: argparse.ArgumentParser) -> None:
    """Let a verb take the passphrase from a file."""
    verb.add_argument(
        "--passphrase-file", metavar="F", help=tr("holds the passphrase; - is standard input")
    )


def day(text: str) -> date:
    """Read a day from the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            tr("“{text}” is not a date (YYYY-MM-DD)").format(text=text)
        ) from error
