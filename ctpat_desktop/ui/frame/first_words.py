"""What is said of a file before the work in it begins."""

from functools import partial

from ctpat_desktop.services.files import upkeep
from ctpat_desktop.services.merging.standing import standing
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.workspace.changes import Changes

OPEN = "open between copies"
"""The state of affairs that copies say something differently."""

_settle = later("ctpat_desktop.ui.merging.asking:settle")


def say_first(banner: Banner, desk: Desk) -> None:
    """Say how the file is open, where it lies, and what it is."""
    workspace = desk.workspace
    if desk.reading_only:
        words = tr("Open to read only: {why} Nothing you type here is saved.")
        banner.say(words.format(why=desk.reading_only))
    elif workspace.left_open_by:
        words = tr("This file was not closed by {who}. If it is still open there, close it.")
        banner.say(words.format(who=workspace.left_open_by))
    elif warning := upkeep.place_warning(workspace.path):
        banner.say(warning)
    known = standing(workspace)
    if known.kit:
        banner.say(known.kit)
    show_open(banner, desk, known.open)
    desk.changed.connect(partial(_follow, banner, desk))


def _follow(banner: Banner, desk: Desk, changes: Changes) -> None:
    """Say what stands open now, after a merge, a decision, or an undo of one."""
    if changes.touches("contested_value"):
        show_open(banner, desk, standing(desk.workspace).open)


def show_open(banner: Banner, desk: Desk, count: int) -> None:
    """Say how much copies of the file say differently, or say it no more."""
    banner.drop(OPEN)
    if count:
        words = ntr(
            "{n} difference between copies of this file stands open.",
            "{n} differences between copies of this file stand open.",
            count,
        )
        act = partial(_settle, banner.window(), desk)
        banner.say(words, (tr("Settle…"), act), key=OPEN)
