"""The headless verbs: what scripts and tests use instead of the window."""

import argparse
import logging
import os
from contextlib import suppress
from pathlib import Path

from ctpat_desktop import __version__
from ctpat_desktop.cli.alerts import add_alerts
from ctpat_desktop.cli.charts import add_charts
from ctpat_desktop.cli.companies import add_company
from ctpat_desktop.cli.copies import add_copy
from ctpat_desktop.cli.countries import add_countries
from ctpat_desktop.cli.deadlines import add_deadlines
from ctpat_desktop.cli.definitions import add_forms
from ctpat_desktop.cli.demo import add_demo
from ctpat_desktop.cli.editions import add_edition
from ctpat_desktop.cli.evidence import add_evidence
from ctpat_desktop.cli.importing import add_import
from ctpat_desktop.cli.manual import add_manual
from ctpat_desktop.cli.merging import add_conflicts, add_kit, add_merge
from ctpat_desktop.cli.outputs import add_export
from ctpat_desktop.cli.packets import add_packet
from ctpat_desktop.cli.partners import add_partners
from ctpat_desktop.cli.procedures import add_procedures
from ctpat_desktop.cli.profile import add_answer, add_check, add_new
from ctpat_desktop.cli.questionnaires import add_questionnaire
from ctpat_desktop.cli.registers import add_list, add_search
from ctpat_desktop.cli.reviewing import add_review
from ctpat_desktop.cli.risk import add_risk
from ctpat_desktop.cli.safety import add_safety
from ctpat_desktop.cli.self_test import SelfTest
from ctpat_desktop.cli.speaking import DONE, LOOK, TROUBLE, Parser, complain, hush
from ctpat_desktop.cli.submissions import add_submit
from ctpat_desktop.cli.team import add_team
from ctpat_desktop.cli.trade import add_trade
from ctpat_desktop.cli.trainings import add_trainings
from ctpat_desktop.cli.validations import add_validation
from ctpat_desktop.cli.walks import add_walk
from ctpat_desktop.cli.years import add_year
from ctpat_desktop.support import language, own_language
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.foreign import refuse_strange
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.names import fitting
from ctpat_desktop.support.notices import collected

__all__ = ["complain", "main", "parser"]

LOG = logging.getLogger(__name__)
SECRETS = ("passphrase_file", "password_file", "code_file")
"""How arguments end that name a file with a secret, or - for standard input."""


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; 0 done, 1 there is something to look at, 2 a problem (one line on stderr)."""
    own_language.begin(language.of_terminal())
    given = parser().parse_args(arguments)
    try:
        _refuse_strange(given)
        _refuse_same(given)
        _refuse_taken(given)
        return _run(given)
    except Problem as problem:
        complain(problem.line())
    except BrokenPipeError:  # nobody reads any more
        hush()
    except KeyboardInterrupt:
        complain(tr("Stopped as you asked."))
    except Exception as bug:  # noqa: BLE001 - the edge: a person gets one line
        _log(bug)
        complain(
            tr("Something went wrong in the program: {kind}. See its log.").format(
                kind=type(bug).__name__
            )
        )
    return TROUBLE


def _refuse_strange(args: argparse.Namespace) -> None:
    """Raise Problem where an argument names a pipe, a device or a circle of links.

    What is to be made may not be there at all, and a folder is for the verb to judge.
    """
    for name, value in vars(args).items():
        if name == getattr(args, "makes", ""):
            continue
        for one in value if isinstance(value, list | tuple) else (value,):
            is_secret = name.endswith(SECRETS) and one not in (None, "-")
            if isinstance(one, Path) or is_secret:
                refuse_strange(Path(one), may_be_folder=True)


def _run(args: argparse.Namespace) -> int:
    """Run a verb; what is to be said about its success goes to stderr, and makes 0 a 1."""
    with collected() as notices:
        code = int(args.run(args))
    for words in notices:
        complain(words)
    return LOOK if notices and code == DONE else code


def _refuse_same(args: argparse.Namespace) -> None:
    """Raise Problem where a verb would write over the file it reads."""
    file, to = getattr(args, "file", None), getattr(args, "to", None)
    if isinstance(file, Path) and isinstance(to, Path) and _is_same(file, to):
        raise Problem(
            tr("{to} is the file that is read, and would be written over.").format(to=to.name),
            tr("Give what is written a name of its own."),
        )


def _is_same(one: Path, other: Path) -> bool:
    """Return whether two names mean one file, also where a disk does not tell case apart."""
    if one.resolve() == other.resolve():
        return True
    with suppress(OSError):  # one is not there, or has a name no disk takes
        return one.samefile(other)
    return False


def _refuse_taken(args: argparse.Namespace) -> None:
    """Cut a name no disk takes; Problem where a file is there and nobody said to replace it."""
    to = getattr(args, "to", None)
    if not isinstance(to, Path):
        return
    args.to = to = fitting(to)
    if not hasattr(args, "force") or not os.path.lexists(to):
        return
    if to.is_dir() and getattr(args, "may_be_folder", False):
        return
    if to.is_dir():
        raise Problem(
            tr("{name} is a folder.").format(name=to),
            tr("Give the file a name; nothing was written."),
        )
    if not args.force:
        raise Problem(
            tr("{name} exists already and was left alone.").format(name=to.name),
            tr("Give another name, or --force to replace it."),
        )


def _log(bug: Exception) -> None:
    """Note kind and place of a bug, without what was worked on, where that can be written."""
    from ctpat_desktop.support.log import start_log

    with suppress(OSError, Problem):
        start_log()
        LOG.error("a bug", exc_info=bug)


def parser() -> argparse.ArgumentParser:
    """Return the whole command line."""
    top = Parser(prog="ctpat-desktop", description=tr("Write, prove and submit a CTPAT profile."))
    top.add_argument("--version", action="version", version=f"ctpat-desktop {__version__}")
    top.add_argument(
        "--self-test", action=SelfTest, nargs=0, help=tr("show that all of the program is here")
    )
    verbs = top.add_subparsers(required=True, metavar="VERB")
    add_new(verbs)
    add_check(verbs)
    add_answer(verbs)
    add_list(verbs)
    add_search(verbs)
    add_import(verbs)
    add_merge(verbs)
    add_conflicts(verbs)
    add_kit(verbs)
    add_questionnaire(verbs)
    add_walk(verbs)
    add_trade(verbs)
    add_year(verbs)
    add_edition(verbs)
    add_review(verbs)
    add_risk(verbs)
    add_countries(verbs)
    add_partners(verbs)
    add_procedures(verbs)
    add_evidence(verbs)
    add_trainings(verbs)
    add_submit(verbs)
    add_deadlines(verbs)
    add_charts(verbs)
    add_validation(verbs)
    add_company(verbs)
    add_copy(verbs)
    add_team(verbs)
    add_alerts(verbs)
    add_export(verbs)
    add_packet(verbs)
    add_safety(verbs)
    add_forms(verbs)
    add_manual(verbs)
    add_demo(verbs)
    return top
