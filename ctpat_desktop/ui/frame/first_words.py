"""What is said of a file before the work in it begins."""

from collections.abc import Callable

from ctpat_desktop.services.files import upkeep
from ctpat_desktop.services.merging.standing import standing
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.banner import Banner

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
    if known.open:
        say_open(banner, known.open, lambda: settle_open(banner, desk))


def say_open(banner: Banner, count: int, act: Callable[[], object]) -> None:
    """Say how much copies of the file say differently."""
    words = ntr(
        "{n} difference between copies of this file stands open.",
        "{n} differences between copies of this file stand open.",
        count,
    )
    banner.say(words, (tr("Settle…"), act), key=OPEN)


def settle_open(banner: Banner, desk: Desk) -> None:
    """Let the differences be settled; say what is left of them."""
    _settle(banner.window(), desk)
    left = standing(desk.workspace).open
    banner.drop(OPEN)
    if left:
        say_open(banner, left, lambda: settle_open(banner, desk))
