"""Opens the workspace a verb is about, and closes it again."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ctpat_desktop.support.secret import read_secret

if TYPE_CHECKING:
    from ctpat_desktop.workspace.unit import Workspace

# Services are imported where they are needed: --help and the window start without them.


@dataclass(frozen=True, slots=True)
class Target:
    """Which account of which file, and the file's passphrase ("" asks the keyring)."""

    file: Path
    account: str = ""
    passphrase: str = field(default="", repr=False)


def target(given: argparse.Namespace) -> Target:
    """Return which account of which file a command line means."""
    return Target(given.file, given.account, read_secret(given.passphrase_file))


@contextmanager
def opened(meant: Target, *, writes: bool = False) -> Iterator[tuple["Workspace", str]]:
    """Open a workspace and give it with the account's id; closed again whatever happens.

    Reading works beside a window that has the file open; writing does not.
    """
    from ctpat_desktop.services.accounts import companies
    from ctpat_desktop.services.files import workspaces

    workspace = workspaces.open_quickly(meant.file, meant.passphrase, reading_only=not writes)
    try:
        yield workspace, companies.choose(workspace, meant.account)
    finally:
        workspace.close()
