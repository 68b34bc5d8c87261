"""The file that is taken in: another copy, or a field kit; which of both it says itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.merging import kits, merge
from ctpat_desktop.services.merging.merge import Comparison, Decisions, Outcome
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.merge.writing import Source
from ctpat_desktop.workspace.unit import Workspace


@contextmanager
def opened(workspace: Workspace, path: Path, passphrase: str = "") -> Iterator[Workspace]:
    """Open the other file to read; Problem where it is the one that is open already."""
    if path.exists() and path.samefile(workspace.path):
        raise Problem(tr("This is the file that is open."), tr("Choose the other copy."))
    other = workspaces.open_quickly(path, passphrase, reading_only=True)
    try:
        yield other
    finally:
        other.close()


def compare(workspace: Workspace, other: Workspace) -> Comparison:
    """Return what taking it in would do."""
    if kits.what_it_is(other) is not None:
        return kits.compare(workspace, other)
    return merge.compare(workspace, other)


def take(workspace: Workspace, other: Workspace, decisions: Decisions, today: date) -> Outcome:
    """Take it in; one undo takes all of it back."""
    if kits.what_it_is(other) is not None:
        return kits.take_back(workspace, other, decisions, today)
    return merge.take(workspace, other, Source("file", other.path.name), decisions)
