"""Opens the validation day over the window, and locks an encrypted file at its end."""

from typing import TYPE_CHECKING

from ctpat_desktop.support.later import later

if TYPE_CHECKING:
    from ctpat_desktop.ui.frame.shell import Shell


def open_day(shell: "Shell", validation_id: str) -> None:
    """Show one company on the whole screen; whoever sits there gets to nothing else."""
    if not shell.is_free():
        return
    make = later("ctpat_desktop.ui.validation.day_window:DayWindow")
    window = make(shell.window(), shell.desk, validation_id)
    window.ended.connect(window.deleteLater)
    if shell.desk.workspace.key is not None:
        window.ended.connect(shell.lock_wanted)
    window.showFullScreen()
