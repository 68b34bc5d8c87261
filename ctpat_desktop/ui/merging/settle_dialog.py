"""Settles what stands open in the file between copies."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ctpat_desktop.services.merging import settling
from ctpat_desktop.services.merging.questions import open_questions
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.merging.questions_pane import QuestionsPane
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit


class SettleDialog(QDialog):
    """What stands open in the file between copies, to be settled in one step."""

    article = "field-kit"

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """Show what stands open now."""
        super().__init__(parent)
        self.setWindowTitle(tr("Settle differences"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        fit(self, 150, 40)
        self.desk = desk
        self.banner = Banner()
        self.summary = label("")
        self.pane = QuestionsPane()
        self.go_button = changer(tr("Se&ttle"), self.settle, "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(label(tr("Settle differences"), h1=True))
        column.addWidget(self.banner)
        column.addWidget(self.summary)
        column.addWidget(self.pane, 1)
        column.addLayout(row(None, button(tr("Close"), self.reject), self.go_button))
        desk.notified.connect(self.banner.hear)
        self.pane.changed.connect(self._count)
        self.pane.show_questions(open_questions(desk.workspace))
        self.pane.setVisible(bool(self.pane.questions))
        self.pane.list.setFocus()

    def exec(self) -> int:
        """Show the dialog until it is closed; a lock hides it and shows it again."""
        return int(ask(self))

    def has_work(self) -> bool:
        """Tell whether closing loses something: what was chosen and is not settled yet."""
        return bool(self.pane.settled_count())

    def settle(self) -> None:
        """Settle what was decided; the rest stays open."""
        decisions = self.pane.decisions()
        if self.desk.attempt(lambda: settling.settle(self.desk.workspace, decisions)):
            self.accept()

    def _count(self) -> None:
        if not self.pane.questions:
            self.summary.setText(tr("Copies of this file say nothing differently."))
            allow(self.go_button, tr("There is nothing to settle."))
            return
        decided = self.pane.settled_count()
        total = len(self.pane.questions)
        self.summary.setText(
            ntr("{n} of {total} is settled.", "{n} of {total} are settled.", decided, total=total)
        )
        allow(self.go_button, "" if decided else tr("Choose what a field says first."))
