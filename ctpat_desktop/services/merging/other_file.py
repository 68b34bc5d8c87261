"""The file that is taken in: another copy, or a field kit; which of both it says itself."""

from datetime import date

from ctpat_desktop.services.merging import kits, merge
from ctpat_desktop.services.merging.merge import Comparison, Decisions, Outcome
from ctpat_desktop.workspace.merge.writing import Source
from ctpat_desktop.workspace.unit import Workspace


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
