"""The verbs that keep a file safe: verify, repair, backup, restore."""

import argparse
from pathlib import Path
from typing import Any

from ctpat_desktop.cli.speaking import DONE, LOOK, add_file_to, file_verb, say, say_json
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.secret import read_secret


def add_safety(verbs: Any) -> None:
    """Add `verify`, `repair`, `backup` and `restore`."""
    verify = file_verb(verbs, "verify", tr("Check a workspace file through."), _run_verify)
    verify.add_argument("--json", action="store_true")
    repair = file_verb(verbs, "repair", tr("Save what can be read into a new file."), _run_repair)
    backup = file_verb(verbs, "backup", tr("Write a verified copy."), _run_backup)
    restore = file_verb(verbs, "restore", tr("Restore a backup to a new file."), _run_restore)
    add_file_to(backup, "F")
    for verb, what in ((repair, "NEW"), (restore, "NEW")):
        verb.add_argument("--to", type=Path, required=True, metavar=what)


def _run_verify(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.files import upkeep

    found = upkeep.check_file(args.file, read_secret(args.passphrase_file))
    if args.json:
        problems = [{"what": d.what, "where": d.where, "remedy": d.remedy} for d in found]
        say_json({"ok": not found, "problems": problems})
    else:
        for damage in found:
            say(f"{damage.where}: {damage.what} {damage.remedy}")
        count = ntr("{n} problem.", "{n} problems.", len(found))
        say(count if found else tr("In order."))
    return LOOK if found else DONE


def _run_repair(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.files import upkeep

    saved = upkeep.repair(args.file, args.to, read_secret(args.passphrase_file))
    rows = sum(saved.saved_rows.values())
    say(ntr("Saved {n} row into {to}.", "Saved {n} rows into {to}.", rows, to=args.to))
    for damage in saved.lost:
        words = f"{damage.where}: {damage.what} {damage.remedy}".rstrip()
        say(tr("Lost: {words}").format(words=words))
    return LOOK if saved.lost else DONE


def _run_backup(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.files import upkeep

    secret = read_secret(args.passphrase_file)
    upkeep.backup_file(args.file, args.to, secret, replaces=args.force)
    say(tr("Wrote {to} and read it back.").format(to=args.to))
    return DONE


def _run_restore(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.files import upkeep

    upkeep.restore(args.file, args.to, read_secret(args.passphrase_file))
    say(tr("Restored to {to} and read it back.").format(to=args.to))
    return DONE
