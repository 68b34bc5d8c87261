"""A dialog that makes a new file beside the window and offers to open it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.tasks import TaskStrip
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.dialogs import ask, holds_typing
from ctpat_desktop.ui.widgets.parts import button, label, row


class NewFileDialog(QDialog):
    """Its banner, its strip of progress and its buttons; what is asked stands between them.

    `made` is the new file once it was written, and stays None until then.
    """

    def __init__(self, parent: QWidget | None, title: str, go: str) -> None:
        """Say what is made, and on the button what begins it."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.made: Path | None = None
        self.banner, self.strip = Banner(), TaskStrip()
        self.close_button = button(tr("Close"), self.reject)
        self.go_button = button(go, self.ask_target, "primary")
        self.open_button = button(tr("Open the new file"), self.accept, "primary")
        self.open_button.hide()
        self.go_button.setDefault(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 16, 18, 14)
        self.column.setSpacing(10)
        self.column.addWidget(label(title, h1=True))
        self.column.addWidget(self.banner)

    def exec(self) -> int:
        """Show the dialog until it is closed; a lock hides it and shows it again."""
        return int(ask(self))

    def ask_target(self) -> None:
        """Ask where the new file goes, and make it."""
        raise NotImplementedError

    def has_work(self) -> bool:
        """Tell whether closing loses something: once the file is written, all of it is there."""
        return self.made is None and holds_typing(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay while a file is being written."""
        if self.strip.current is not None:
            self.banner.say(tr("The new file is still being written."))
            event.ignore()
            return
        super().closeEvent(event)

    def reject(self) -> None:
        """Close, unless a file is being written."""
        if self.close():
            super().reject()

    def _lay_below(self) -> None:
        """Put the strip and the buttons below what is asked."""
        self.column.addWidget(self.strip)
        buttons: QHBoxLayout = row(None, self.close_button, self.go_button, self.open_button)
        self.column.addLayout(buttons)

    def _offer_to_open(self) -> None:
        """Let the new file be opened; there is nothing more to make."""
        self.go_button.hide()
        self.open_button.show()
        self.open_button.setDefault(True)
        self.open_button.setFocus()
