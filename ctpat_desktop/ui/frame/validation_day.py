"""Opens the validation day over the window, and locks an encrypted file at its end."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ctpat_desktop.support.later import later
from ctpat_desktop.ui.session.desk import Desk


def open_day(parent: QWidget, desk: Desk, lock: Callable[[], object], validation_id: str) -> None:
    """Show one company on the whole screen; whoever sits there gets to nothing else."""
    make = later("ctpat_desktop.ui.validation.day_window:DayWindow")
    window = make(parent.window(), desk, validation_id)
    window.ended.connect(window.deleteLater)
    if desk.workspace.key is not None:
        window.ended.connect(lock)
    window.showFullScreen()
