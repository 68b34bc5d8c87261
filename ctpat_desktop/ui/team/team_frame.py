"""What the dialogs of a team share: a banner, a strip of progress, and work beside the window."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.tasks import Job, TaskStrip
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.parts import button, label, row


class TeamFrame(QDialog):
    """A title, messages, what the dialog is about, progress, and its buttons."""

    article = "team"

    def __init__(self, parent: QWidget | None, title: str) -> None:
        """Show nothing yet but the title."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.banner, self.strip = Banner(), TaskStrip()
        self.close_button = button(tr("Close"), self.reject)
        self.close_button.setAutoDefault(False)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 16, 18, 14)
        self.column.setSpacing(10)
        self.column.addWidget(label(title, h1=True))
        self.column.addWidget(self.banner)

    def exec(self) -> int:
        """Show the dialog until it is closed; a lock hides it and shows it again."""
        return int(ask(self))

    def run(self, words: str, job: Job, done: Callable[[Any], object]) -> None:
        """Do something that waits for the team's place, beside the window."""
        self.banner.read()
        if self.strip.run(words, job, partial(self._end, done), partial(self._end, self.fail)):
            self.show_state()

    def fail(self, words: str) -> None:
        """Say what went wrong."""
        self.banner.say(words)

    def show_state(self) -> None:
        """Gray what can do nothing now."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay while something is being done."""
        if self.strip.current is not None:
            self.banner.say(tr("This is still being done; cancel it first."))
            event.ignore()
            return
        super().closeEvent(event)

    def reject(self) -> None:
        """Close, unless something is being done."""
        if self.close():
            super().reject()

    def lay_below(self, *buttons: QPushButton) -> None:
        """Put the strip and the buttons below what the dialog is about."""
        self.column.addWidget(self.strip)
        self.column.addLayout(row(None, self.close_button, *buttons))

    def _end(self, tell: Callable[[Any], object], result: Any) -> None:
        tell(result)
        self.show_state()
