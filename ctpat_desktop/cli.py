"""The headless verbs: what scripts and tests use instead of the window."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop import __version__
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.secret import read_secret
from ctpat_desktop.workspace.failures import reason

if TYPE_CHECKING:
    from ctpat_desktop.services.headless import Target

LOG = logging.getLogger(__name__)
DONE, LOOK, TROUBLE = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; 0 done, 1 there is something to look at, 2 a problem (one line on stderr)."""
    given = parser().parse_args(arguments)
    try:
        return int(given.run(given))
    except Problem as problem:
        complain(problem.line())
    except BrokenPipeError:  # nobody reads any more
        _hush()
    except KeyboardInterrupt:
        complain("Stopped as you asked.")
    except Exception as bug:  # noqa: BLE001 - the edge: a person gets one line
        _log(bug)
        complain(f"Something went wrong in the program: {type(bug).__name__}. See its log.")
    return TROUBLE


def _log(bug: Exception) -> None:
    """Note kind and place of a bug, without what was worked on, where that can be written."""
    from ctpat_desktop.support.log import start_log

    with suppress(OSError, Problem):
        start_log()
        LOG.error("a bug", exc_info=bug)


def complain(words: str) -> int:
    """Print one line for people, never among the results, and return the exit code 2."""
    if sys.stderr is not None:
        print(words, file=sys.stderr)
    return TROUBLE


def _say(words: str) -> None:
    """Print at once; Problem where it cannot be shown, because the work itself is done by then."""
    try:
        print(words, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        _hush()
        raise Problem(f"It is done, but could not be shown: {reason(error)}.") from error


def _hush() -> None:
    """Let what is left to be written go nowhere; Python would complain about it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_json(value: Any) -> None:
    is_unicode = (getattr(sys.stdout, "encoding", "") or "").lower().startswith("utf")
    _say(json.dumps(value, ensure_ascii=not is_unicode, indent=1))


def parser() -> argparse.ArgumentParser:
    """Return the whole command line."""
    top = _Parser(prog="ctpat-desktop", description="Write, prove and submit a CTPAT profile.")
    top.add_argument("--version", action="version", version=f"ctpat-desktop {__version__}")
    verbs = top.add_subparsers(required=True, metavar="VERB")
    _new(verbs)
    _check(verbs)
    _answer(verbs)
    _list(verbs)
    _export(verbs)
    _packet(verbs)
    _safety(verbs)
    _forms(verbs)
    _demo(verbs)
    return top


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the command in one line."""

    def error(self, message: str) -> Any:
        """Print one line and leave with 2."""
        print(f"{self.prog}: {message}", file=sys.stderr)
        raise SystemExit(TROUBLE)


def _verb(
    verbs: Any,
    name: str,
    help_: str,
    run: Callable[[argparse.Namespace], int],
    *,
    file: bool = True,
) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=help_, description=help_)
    verb.set_defaults(run=run)
    if file:
        verb.add_argument("file", type=Path, metavar="FILE", help="a workspace (*.ctpat)")
        verb.add_argument("--account", default="", metavar="NAME", help="where there are several")
        _secret(verb)
        verb.add_argument(
            "--today", type=date.fromisoformat, default=date.today(), help=argparse.SUPPRESS
        )
    return verb


def _secret(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--passphrase-file", metavar="F", help="holds the passphrase; - is standard input"
    )


def _target(given: argparse.Namespace) -> "Target":
    from ctpat_desktop.services.headless import Target

    return Target(given.file, given.account, read_secret(given.passphrase_file))


def _new(verbs: Any) -> None:
    verb = _verb(verbs, "new", "Make an empty workspace, or an invented company.", _run_new)
    verb.add_argument("--sample", choices=("importer", "carrier"))
    verb.add_argument("--no-passphrase", action="store_true", help="for demos: not encrypted")


def _run_new(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import samples, workspaces

    passphrase = read_secret(given.passphrase_file)
    if given.no_passphrase == bool(passphrase):
        raise Problem(
            "A new workspace is encrypted.",
            "Name a --passphrase-file, or say --no-passphrase for a demo (not both).",
        )
    if given.sample:
        workspace = samples.create(given.file, given.sample, passphrase)
    else:
        workspace = workspaces.create(given.file, passphrase)
    workspace.close()
    _say(f"Made {given.file}, {'encrypted' if passphrase else 'not encrypted'}.")
    return DONE


def _check(verbs: Any) -> None:
    verb = _verb(verbs, "check", "Say what is missing.", _run_check)
    verb.add_argument("--json", action="store_true")


def _run_check(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import headless

    found = headless.check(_target(given), given.today)
    if given.json:
        _print_json(found)
    else:
        for row in found["findings"]:
            _say(f"{row['severity']:8}{row['place']}: {row['reason']} {row['remedy']}")
        _say("Complete." if found["complete"] else f"{len(found['findings'])} findings.")
    return DONE if found["complete"] else LOOK


def _answer(verbs: Any) -> None:
    verb = _verb(verbs, "answer", "Answer one criterion.", _run_answer)
    verb.add_argument("criterion", metavar="CRITERION", help="such as 9.13")
    verb.add_argument("--status", required=True)
    verb.add_argument("--text-file", type=Path, metavar="F", help="the narrative, in UTF-8")
    verb.add_argument("--reason", help="why it does not apply")
    verb.add_argument("--target", type=date.fromisoformat, metavar="YYYY-MM-DD")
    verb.add_argument("--site", default="", metavar="NAME")
    verb.add_argument("--evidence", type=Path, nargs="+", default=[], metavar="F")


def _run_answer(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import headless

    values = {"reason": given.reason, "target_on": given.target}
    changed = headless.answer(
        _target(given),
        headless.Said(
            criterion=given.criterion,
            status=given.status,
            text_file=given.text_file,
            site=given.site,
            evidence=tuple(given.evidence),
            values={key: value for key, value in values.items() if value is not None},
        ),
    )
    _say(f"Saved {given.criterion}." if changed else f"{given.criterion} was so already.")
    return DONE


def _list(verbs: Any) -> None:
    verb = verbs.add_parser("list", help="List the records of one register.")
    verb.set_defaults(run=_run_list)
    verb.add_argument("register", help="sites, contacts, identifiers, evidence, responses, ...")
    verb.add_argument("file", type=Path, metavar="FILE")
    verb.add_argument("--account", default="", metavar="NAME")
    _secret(verb)
    verb.add_argument("--json", action="store_true")


def _run_list(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import headless

    rows = headless.listed(_target(given), given.register)
    if given.json:
        _print_json(rows)
    else:
        for row in rows:
            _say(row["title"])
    return DONE


def _export(verbs: Any) -> None:
    kinds = verbs.add_parser("export", help="Write files for the portal or a report.")
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    portal = _verb(inner, "portal", "Write the portal package.", _run_portal)
    portal.add_argument("--to", type=Path, required=True, metavar="DIR")
    report = _verb(inner, "report", "Write the profile report.", _run_report)
    report.add_argument("--to", type=Path, required=True, metavar="F.(pdf|docx|xlsx)")


def _run_portal(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import headless

    result = headless.portal(_target(given), given.to, given.today)
    for warning in result.warnings:
        _say(f"Look at: {warning}")
    _say(f"{result.blocks} answers and {result.files} documents in {result.folder}")
    _say(f"The same in {result.archive}")
    return DONE


def _run_report(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import headless

    result = headless.report(_target(given), given.to, given.today)
    _say(f"Wrote {result.path} ({result.checked})")
    return DONE


def _packet(verbs: Any) -> None:
    kinds = verbs.add_parser("packet", help="Print what an officer signs.")
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    mou = _verb(inner, "mou", "Write the MOU packet.", _run_mou)
    mou.add_argument("--to", type=Path, required=True, metavar="F.pdf")
    mou.add_argument("--official", type=Path, metavar="PDF", help="CBP's own text, merged in")


def _run_mou(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import headless

    result = headless.mou(_target(given), given.to, given.official, given.today)
    _say(f"Wrote {result.path} ({result.checked})")
    return DONE


def _safety(verbs: Any) -> None:
    verify = _file_verb(verbs, "verify", "Check a workspace file through.", _run_verify)
    verify.add_argument("--json", action="store_true")
    repair = _file_verb(verbs, "repair", "Save what can be read into a new file.", _run_repair)
    backup = _file_verb(verbs, "backup", "Write a verified copy.", _run_backup)
    restore = _file_verb(verbs, "restore", "Restore a backup to a new file.", _run_restore)
    for verb, what in ((repair, "NEW"), (backup, "F"), (restore, "NEW")):
        verb.add_argument("--to", type=Path, required=True, metavar=what)


def _file_verb(
    verbs: Any, name: str, help_: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    verb = _verb(verbs, name, help_, run, file=False)
    verb.add_argument("file", type=Path, metavar="FILE")
    _secret(verb)
    return verb


def _run_verify(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import safety

    found = safety.check_file(given.file, read_secret(given.passphrase_file))
    if given.json:
        problems = [{"what": d.what, "where": d.where, "remedy": d.remedy} for d in found]
        _print_json({"ok": not found, "problems": problems})
    else:
        for damage in found:
            _say(f"{damage.where}: {damage.what} {damage.remedy}")
        many = "problem" if len(found) == 1 else "problems"
        _say(f"{len(found)} {many}." if found else "In order.")
    return LOOK if found else DONE


def _run_repair(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import safety

    saved = safety.repair(given.file, given.to, read_secret(given.passphrase_file))
    rows = sum(saved.kept.values())
    _say(f"Saved {rows} rows into {given.to}.")
    for damage in saved.lost:
        _say(f"Lost: {damage.where}: {damage.what} {damage.remedy}".rstrip())
    return LOOK if saved.lost else DONE


def _run_backup(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import safety

    safety.backup_file(given.file, given.to, read_secret(given.passphrase_file))
    _say(f"Wrote {given.to} and read it back.")
    return DONE


def _run_restore(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import safety

    safety.restore(given.file, given.to, read_secret(given.passphrase_file))
    _say(f"Restored to {given.to} and read it back.")
    return DONE


def _forms(verbs: Any) -> None:
    kinds = verbs.add_parser("forms", help="Look at the shipped definitions.")
    inner = kinds.add_subparsers(required=True, metavar="WHAT")
    check = _verb(inner, "check", "Check all definitions.", _run_forms_check, file=False)
    check.add_argument("--forms", type=Path, metavar="DIR", help="another folder of definitions")
    show = _verb(inner, "show", "Show an entity type's criteria.", _run_forms_show, file=False)
    show.add_argument("--entity", required=True)
    show.add_argument("--language", default="en", choices=("en", "fr", "es"))
    show.add_argument("--json", action="store_true")


def _run_forms_check(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import definitions

    problems = definitions.problems(given.forms)
    for line in problems:
        print(line, file=sys.stderr)
    if problems:
        return TROUBLE
    _say("All definitions are in order.")
    return DONE


def _run_forms_show(given: argparse.Namespace) -> int:
    from ctpat_desktop.services import definitions

    rows = definitions.shown(given.entity, given.language)
    if given.json:
        _print_json(rows)
    else:
        for row in rows:
            _say(f"{row['id']:6}{row['level']:8}{row['title']}")
    return DONE


def _demo(verbs: Any) -> None:
    verb = _verb(verbs, "demo", "Do the whole main job on the sample.", _run_demo, file=False)
    verb.add_argument("--to", type=Path, required=True, metavar="DIR")
    verb.add_argument("--no-pictures", action="store_true", help="leave the pictures out")
    verb.add_argument("--wide", action="store_true", help="pictures at 1920x1080 too")


def _run_demo(given: argparse.Namespace) -> int:
    from ctpat_desktop import bootstrap

    bootstrap.demo(given.to, pictures=not given.no_pictures, wide=given.wide)
    return DONE
