"""Starts the program: a verb runs headless, anything else opens the window."""

import sys
from io import TextIOWrapper

from ctpat_desktop import cli
from ctpat_desktop.exchange.child_process import CHILD_WORD, serve
from ctpat_desktop.support.errors import Problem

VERBS = frozenset(
    (
        *("new", "check", "answer", "list", "search", "import", "export", "packet"),
        *("verify", "repair", "backup", "restore", "forms", "demo", "questionnaire"),
        "trade",
    )
)


def main() -> int:
    """Run the command line given to the process and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a name the terminal cannot show must not stop us
            stream.reconfigure(errors="backslashreplace")
    arguments = sys.argv[1:]
    if arguments == [CHILD_WORD]:
        serve()
        return 0
    if arguments and (arguments[0] in VERBS or arguments[0].startswith("-")):
        return cli.main(arguments)
    from ctpat_desktop import bootstrap

    try:
        return bootstrap.window(arguments)
    except Problem as problem:
        return cli.complain(problem.line())


if __name__ == "__main__":
    sys.exit(main())
