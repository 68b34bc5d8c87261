"""Starts the program: a verb runs headless, anything else opens the window.

Each imports only what it needs itself: the window is not kept waiting by the verbs.
"""

import gc
import os
import sys
from io import TextIOWrapper
from pathlib import Path

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.private import leave_no_core

VERBS = frozenset(
    (
        *("new", "check", "answer", "list", "search", "import", "export", "packet"),
        *("verify", "repair", "backup", "restore", "forms", "demo", "questionnaire"),
        *("trade", "year", "submit", "compare", "deadlines", "validation", "edition"),
        *("risk", "countries", "alerts", "procedures", "evidence", "partners"),
        *("trainings", "merge", "conflicts", "kit", "review", "company", "copy", "walk"),
        *("team", "manual", "charts"),
    )
)


def main() -> int:
    """Run the command line given to the process and return its exit code."""
    leave_no_core()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a name the terminal cannot show must not stop us
            stream.reconfigure(errors="backslashreplace")
    arguments = sys.argv[1:]
    if arguments and (arguments[0] in VERBS or arguments[0].startswith("-")):
        return _headless(arguments)
    try:
        _refuse_mistyped(arguments)
        return _window(arguments)
    except Problem as problem:
        from ctpat_desktop import cli

        return cli.complain(problem.line())


def _headless(arguments: list[str]) -> int:
    """Run a verb, or be the child that reads files from outside; return the exit code."""
    from ctpat_desktop.exchange.child_process import CHILD_WORD, serve

    if arguments == [CHILD_WORD]:
        serve()
        return 0
    from ctpat_desktop import cli

    return cli.main(arguments)


def _window(arguments: list[str]) -> int:
    """Open the window, on a file if one is named; return the exit code."""
    gc.disable()  # the window looks for dead circles itself, not while it is imported
    from ctpat_desktop.ui.app import run

    return run(Path(arguments[0]) if arguments else None)


def _refuse_mistyped(arguments: list[str]) -> None:
    """Raise Problem where no file is meant: a verb was mistyped, or several things are named."""
    if not arguments:
        return
    word = arguments[0]
    is_file = os.path.lexists(word)
    looks_like_one = is_file or Path(word).suffix or len(Path(word).parts) > 1
    if len(arguments) == 1 and looks_like_one:
        return
    if looks_like_one:
        raise Problem(
            tr("The window opens one file at a time."),
            tr("Name one file, or a verb before it, such as: ctpat-desktop check {word}").format(
                word=word
            ),
        )
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), sorted(VERBS), 1, 0.6)
    hint = (
        tr("Did you mean {name}?").format(name=near[0]) if near else tr("See ctpat-desktop --help.")
    )
    raise Problem(tr("There is no verb and no file “{word}”.").format(word=word), hint)


if __name__ == "__main__":
    sys.exit(main())
