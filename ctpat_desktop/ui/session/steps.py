"""Says what was done: what one step did only while undo would take back that very step."""

from functools import partial

from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.written import say_written


def inform_of_step(desk: Desk, words: str) -> None:
    """Say what the last step did, until it is not the last any more."""
    desk.step_done.emit(words, _next(desk))


def show_done(desk: Desk, banner: Banner) -> None:
    """Let a banner say what was done in the window."""
    desk.notified.connect(banner.hear)
    desk.written.connect(partial(say_written, banner))
    desk.step_done.connect(banner.say_step)
    desk.changed.connect(lambda _: banner.keep_step(_next(desk)))


def _next(desk: Desk) -> str:
    """Return the id of the step undo would take back, or ""."""
    return desk.workspace.next_step(desk.dossier.company.id)
