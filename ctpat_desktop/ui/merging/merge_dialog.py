"""Takes another copy of the file, or a field kit, into the open one: look, settle, merge."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.merging import other_file
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.files.part_dialog import FILES
from ctpat_desktop.ui.merging.questions_pane import QuestionsPane
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import TaskStrip
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.passphrase import SecretLine
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit

if TYPE_CHECKING:
    from ctpat_desktop.services.merging.merge import Comparison, Outcome


class MergeDialog(QDialog):
    """Choose the other file; see what comes in; settle what both say differently, or later."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """Wait for a file."""
        super().__init__(parent)
        self.setWindowTitle(tr("Merge with another copy"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        fit(self, 150, 44)
        self.desk = desk
        self.done_with: Outcome | None = None
        self.banner, self.strip = Banner(), TaskStrip()
        self.place, self.secret = QLineEdit(), SecretLine(tr("Passphrase"))
        self.place.setAccessibleName(tr("The other file"))
        self.look_button = button(tr("Compare"), self.look, "primary")
        self.go_button = changer(tr("&Merge"), self.merge, "primary")
        self.summary = label("")
        self.pane = QuestionsPane()
        self.pane.hide()
        self.pane.changed.connect(self._count)
        self._lay()
        for line in (self.place, self.secret):
            line.textChanged.connect(lambda _: self._forget())
            line.returnPressed.connect(self.look)
        self._forget()
        self.place.setFocus()

    def exec(self) -> int:
        """Show the dialog until it is closed; a lock hides it and shows it again."""
        return int(ask(self))

    def ask_file(self) -> None:
        """Ask for the other file."""
        title = tr("Choose the other copy or the field kit")
        name, _ = QFileDialog.getOpenFileName(self, title, self.place.text(), FILES)
        if name:
            self.place.setText(name)
            self.secret.setFocus()

    def look(self) -> None:
        """Compare both files, beside the window."""
        typed, secret = self.place.text().strip(), self.secret.text()
        if not typed:
            self.banner.say(tr("Choose the other file first."))
            return
        workspace = self.desk.workspace

        def compare(_progress: Progress) -> "Comparison":
            with workspaces.beside(workspace, Path(typed), secret) as other:
                return other_file.compare(workspace, other)

        self.banner.read()
        self.strip.run(tr("Comparing both files"), compare, self._offer, self.banner.say)

    def merge(self) -> None:
        """Take the other file in, with what was settled."""
        typed, secret = self.place.text().strip(), self.secret.text()
        workspace, decisions, today = self.desk.workspace, self.pane.decisions(), self.desk.today

        def take(_progress: Progress) -> "Outcome":
            with workspaces.beside(workspace, Path(typed), secret) as other:
                return other_file.take(workspace, other, decisions, today)

        self.banner.read()
        if self.strip.run(tr("Merging"), take, self._done, self._fail):
            allow(self.go_button, tr("The files are being merged."))

    def _offer(self, seen: "Comparison") -> None:
        taken = ntr("{n} change comes in.", "{n} changes come in.", seen.taken)
        same = ntr(
            "{n} field says the same in both.", "{n} fields say the same in both.", seen.same
        )
        words = f"{taken} {same}"
        if not seen.news:
            words = tr("There is nothing in the other file that this one does not know.")
        self._words = words
        self.pane.show_questions(seen.questions)
        self.pane.setVisible(bool(seen.questions))
        allow(self.go_button, "" if seen.news else words)
        self.look_button.setDefault(False)
        self.go_button.setDefault(bool(seen.news) and not seen.questions)
        (self.pane.list if seen.questions else self.go_button).setFocus()
        self._count()

    def _count(self) -> None:
        """Say what comes in and how much is left to settle."""
        if not self.pane.questions:
            self.summary.setText(self._words)
            return
        left = self.pane.open_count()
        open_words = ntr(
            "{n} difference is not settled: every value is kept, the newest counts until then.",
            "{n} differences are not settled: every value is kept, the newest counts until then.",
            left,
        )
        self.summary.setText(f"{self._words} {open_words if left else tr('All is settled.')}")

    def _forget(self) -> None:
        """Offer nothing of a file that is not the one named any more."""
        self._words = ""
        self.summary.clear()
        self.pane.hide()
        self.pane.show_questions(())
        self.look_button.setDefault(True)
        allow(self.go_button, tr("Compare the files first."))

    def _fail(self, words: str) -> None:
        allow(self.go_button, "")
        self.banner.say(words)

    def _done(self, outcome: "Outcome") -> None:
        self.secret.clear()
        self.done_with = outcome
        self.accept()

    def _lay(self) -> None:
        about = tr(
            "What only one copy changed is taken; what both changed differently is asked. The "
            "other file is only read. Undo takes the whole merge back in one step."
        )
        choose = button(tr("Choose…"), self.ask_file)
        choose.setAutoDefault(False)
        line = row(self.place, choose)
        line.setStretch(0, 1)
        form = QFormLayout()
        form.addRow(tr("File"), line)
        form.addRow(tr("Passphrase"), row(self.secret, self.look_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(label(tr("Merge with another copy"), h1=True))
        column.addWidget(self.banner)
        column.addWidget(label(about))
        column.addLayout(form)
        column.addWidget(self.summary)
        column.addWidget(self.pane, 1)
        column.addStretch(0)
        column.addWidget(self.strip)
        column.addLayout(row(None, button(tr("Close"), self.reject), self.go_button))
