"""Verifies a signed PDF: drop it or choose it, and read what its signatures say."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFrame, QStackedWidget, QVBoxLayout, QWidget

from ctpat_desktop.documents.signing.verification import Verification
from ctpat_desktop.services.packets import signing
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.packets.signing.verdict import VerdictPanel
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import TaskStrip
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.file_drop import takes_file
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.theme import fit

CHOOSE, VERDICT = range(2)


class VerifyDialog(QDialog):
    """Choose a PDF and see who signed it, when, and what changed since."""

    article = "verify-signature"

    def __init__(self, parent: QWidget | None, desk: Desk | None = None) -> None:
        """Begin by asking for a file; no workspace is needed."""
        super().__init__(parent)
        self.desk = desk
        self.path = Path()
        self.setWindowTitle(tr("Verify a signed PDF"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        fit(self, 108, 31)
        self.banner, self.strip, self.verdict = Banner(), TaskStrip(), VerdictPanel()
        self.steps = QStackedWidget()
        self.steps.addWidget(self._choose_step())
        self.steps.addWidget(self.verdict)
        self.other_button = button(tr("Another PDF…"), self.ask_file)
        self.close_button = button(tr("Close"), self.accept, "primary")
        for widget in (self.other_button, self.close_button, self.choose_button):
            widget.setAutoDefault(False)
        self.other_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(label(tr("Verify a signed PDF"), h1=True))
        column.addWidget(self.banner)
        column.addWidget(self.steps, 1)
        column.addWidget(self.strip)
        column.addLayout(row(self.other_button, None, self.close_button))
        takes_file(self, self.look, "(*.pdf)")

    def exec(self) -> int:
        """Show the dialog until it is closed; a lock hides it and shows it again."""
        return int(ask(self))

    def ask_file(self) -> None:
        """Ask for a PDF."""
        name = ask_file(self, tr("Choose a signed PDF"), "PDF (*.pdf)")
        if name:
            self.look(Path(name))

    def look(self, path: Path) -> None:
        """Verify a file beside the window."""
        self.banner.read()
        self.path = path
        words = tr("Looking at the signatures")

        def look(_progress: object) -> object:
            return signing.verify(signing.read(path))

        if self.strip.run(words, look, self._show, self._fail):
            self.steps.setDisabled(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop listening to what runs."""
        self.strip.cancel()
        super().closeEvent(event)

    def _show(self, verification: object) -> None:
        assert isinstance(verification, Verification)  # noqa: S101 - what the job returns
        self.steps.setDisabled(False)
        self.verdict.show_verdict(verification, self.path.name)
        self.steps.setCurrentIndex(VERDICT)
        self.other_button.show()
        self.close_button.setFocus()

    def _fail(self, words: str) -> None:
        self.steps.setDisabled(False)
        self.banner.say(words)

    def _choose_step(self) -> QWidget:
        page = QFrame()
        page.setProperty("drop", True)
        title = label(tr("Drop a signed PDF here"), h2=True)
        more = label(
            tr(
                "You will see who signed it, when, and what was changed since. "
                "Nothing is sent anywhere and the file is only read."
            ),
            muted=True,
        )
        self.choose_button = button(tr("Choose a PDF…"), self.ask_file, "primary")
        column = QVBoxLayout(page)
        column.addStretch(1)
        for widget in (title, more):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget)
        column.addLayout(row(None, self.choose_button, None))
        column.addStretch(1)
        return page
