"""The verbs that keep a file safe: verify, repair, backup, restore."""

import argparse
from pathlib import Path
from typing import Any

from ctpat_desktop.cli.speaking import DONE, LOOK, add_file_to, file_verb, say, say_json
from ctpat_desktop.support.secret import read_secret


def add_safety(verbs: Any) -> None:
    """Add `verify`, `repair`, `backup` and `restore`."""
    verify = file_verb(verbs, "verify", "Check a workspace file through.", _run_verify)
    verify.add_argument("--json", action="store_true")
    repair = file_verb(verbs, "repair", "Save what can be read into a new file.", _run_repair)
    backup = file_verb(verbs, "backup", "Write a verified copy.", _run_backup)
    restore = file_verb(verbs, "restore", "Restore a backup to a new file.", _run_restore)
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
        many = "problem" if len(found) == 1 else "problems"
        say(f"{len(found)} {many}." if found else "In order.")
    return LOOK if found else DONE


def _run_repair(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.files import upkeep

    saved = upkeep.repair(args.file, args.to, read_secret(args.passphrase_file))
    rows = sum(saved.saved_rows.values())
    say(f"Saved {rows} rows into {args.to}.")
    for damage in saved.lost:
        say(f"Lost: {damage.where}: {damage.what} {damage.remedy}".rstrip())
    return LOOK if saved.lost else DONE


def _run_backup(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.files import upkeep

    secret = read_secret(args.passphrase_file)
    upkeep.backup_file(args.file, args.to, secret, replaces=args.force)
    say(f"Wrote {args.to} and read it back.")
    return DONE


def _run_restore(args: argparse.Namespace) -> int:
    from ctpat_desktop.services.files import upkeep

    upkeep.restore(args.file, args.to, read_secret(args.passphrase_file))
    say(f"Restored to {args.to} and read it back.")
    return DONE
