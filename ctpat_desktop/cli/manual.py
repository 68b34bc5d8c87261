"""The verb that writes the manual into a file."""

import argparse
import os
from datetime import date
from typing import Any

from ctpat_desktop.cli.speaking import DONE, add_file_to, add_verb, day, say
from ctpat_desktop.support import language
from ctpat_desktop.support.language import tr


def add_manual(verbs: Any) -> None:
    """Add `manual`."""
    words = tr("Write the manual as PDF or as Markdown.")
    verb = add_verb(verbs, "manual", words, _run_manual, file=False)
    add_file_to(verb, "F.(pdf|md)")
    verb.add_argument(
        "--language", choices=("en", "fr", "es"), help=tr("else the one of the program")
    )
    verb.add_argument("--today", type=day, default=date.today(), help=argparse.SUPPRESS)


def _run_manual(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.manual import writing

    code = language.of_family(args.language) if args.language else language.current()
    with language.speaking(code):
        writing.write(args.to, writing.groups_now(_keys()), args.today)
    say(tr("The pages are in {path}.").format(path=args.to))
    return DONE


def _keys() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the keys as the menus of a window have them, which nobody sees."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ctpat_desktop.ui.app import application
    from ctpat_desktop.ui.frame.manual_key import keys_of
    from ctpat_desktop.ui.frame.menus import INSIDE
    from ctpat_desktop.ui.window import MainWindow

    application()
    window = MainWindow()
    window.menus.fill_registers()
    return list(keys_of(window, INSIDE))
