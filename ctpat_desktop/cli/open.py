"""Opens the workspace a verb is about, and closes it again."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ctpat_desktop.support.language import tr
from ctpat_desktop.support.secret import read_secret

if TYPE_CHECKING:
    from ctpat_desktop.reading.scope import Scope
    from ctpat_desktop.workspace.unit import Workspace

# Services are imported where they are needed: --help and the window start without them.


@dataclass(frozen=True, slots=True)
class Target:
    """Which account of which file, the passphrase ("" asks the keyring), and the day it is for."""

    file: Path
    account: str = ""
    passphrase: str = field(default="", repr=False)
    today: date = field(default_factory=date.today)
    year: int = 0
    """The review year to read; 0 is the newest."""


def target(args: argparse.Namespace) -> Target:
    """Return which account of which file a command line means."""
    today = getattr(args, "today", None) or date.today()
    secret = read_secret(args.passphrase_file)
    return Target(args.file, args.account, secret, today, getattr(args, "read_year", 0))


def add_year_to(verb: argparse._ActionsContainer) -> None:
    """Let a verb read an earlier review year as it stands in the file."""
    verb.add_argument(
        "--year",
        type=int,
        default=0,
        dest="read_year",
        metavar="YEAR",
        help=tr("else the newest one"),
    )


@contextmanager
def opened_file(meant: Target, *, writes: bool = False) -> Iterator["Workspace"]:
    """Open the file a verb is about, whatever accounts it has; it is closed again in the end.

    Reading works beside a window that has the file open; writing does not.
    """
    from ctpat_desktop.services.files import workspaces

    workspace = workspaces.open_quickly(meant.file, meant.passphrase, reading_only=not writes)
    try:
        yield workspace
    finally:
        workspace.close()


@contextmanager
def opened(meant: Target, *, writes: bool = False) -> Iterator["Scope"]:
    """Open the account a verb is about, as `opened_file` does."""
    from ctpat_desktop.reading.scope import Scope
    from ctpat_desktop.services.accounts import companies

    with opened_file(meant, writes=writes) as workspace:
        scope = Scope.of(workspace, companies.choose(workspace, meant.account), meant.today)
        yield replace(scope, year=meant.year)
