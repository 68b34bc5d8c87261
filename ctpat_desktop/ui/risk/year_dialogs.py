"""The questions of an assessment's year: which one to begin, who approves it, what was decided."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.records import RiskAssessment
from ctpat_desktop.services.risk import assessments, differences, steps, yearly
from ctpat_desktop.services.risk.yearly import Trigger
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.spelled_box import SpelledBox
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit, lines

LIST_LINES = 7
"""Lines of the comparison that are seen at once."""


class ApproveDialog(QDialog):
    """Asks who approves an assessment, and what changed since the last one."""

    def __init__(self, parent: QWidget, desk: Desk, assessment_id: str) -> None:
        """Start empty."""
        super().__init__(parent)
        self.desk, self.assessment_id = desk, assessment_id
        self.setWindowTitle(tr("Approve the risk assessment"))
        fit(self, 66, 24)
        self.by = QLineEdit()
        self.changes = SpelledBox(tr("What changed since the last assessment"))
        self.by.setAccessibleName(tr("Approved by"))
        self.save_button = changer(tr("Approve"), self.save, "primary")
        form = QFormLayout()
        form.addRow(tr("Approved by"), self.by)
        form.addRow(tr("What changed"), self.changes.with_note())
        column = QVBoxLayout(self)
        words = tr("Every step must be done. The next assessment is due a year from now.")
        column.addWidget(label(words, muted=True))
        self.left = label(self._left(), trouble=True)
        self.left.setVisible(bool(self.left.text()))
        column.addWidget(self.left)
        self.differences = self._compared()
        column.addWidget(self.differences)
        column.addLayout(form, 1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.save_button))
        self.by.textChanged.connect(self._allow)
        self.changes.textChanged.connect(self._allow)
        self._allow()
        self.by.setFocus()

    def _left(self) -> str:
        """Say what is approved as it is: open points, and legs nobody has rated."""
        assessed = assessments.read(self.desk.scope, self.assessment_id)
        points = sum(len(step.open) for step in steps.steps(assessed, self.desk.today))
        found = [
            ntr("{n} leg is not fully rated", "{n} legs are not fully rated", assessed.unrated)
            if assessed.unrated
            else "",
            ntr("{n} point is open", "{n} points are open", points) if points else "",
        ]
        words = tr("You are approving it with gaps: {gaps}. The printed assessment lists each one.")
        gaps = ", ".join(filter(None, found))
        return words.format(gaps=gaps) if gaps else ""

    def _compared(self) -> QListWidget:
        """Return what differs from the assessment before, as a list to read."""
        found = differences.compared(self.desk.scope, self.assessment_id)
        rows = QListWidget()
        rows.setAccessibleName(tr("Compared with the assessment before"))
        rows.setWordWrap(True)
        rows.setMaximumHeight(lines(LIST_LINES))
        if found is None:
            rows.addItem(tr("This is the first assessment in this file."))
            return rows
        rows.addItem(tr("Compared with {year}").format(year=found.year))
        rows.addItems([f"• {words}" for words in found.words])
        return rows

    def _allow(self) -> None:
        reason = ""
        if not self.changes.toPlainText().strip():
            reason = tr("Say what changed; write “nothing” where nothing did.")
        if not self.by.text().strip():
            reason = tr("Name who approves it.")
        allow(self.save_button, reason)

    def save(self) -> None:
        """Approve and close; stays open when it was refused."""
        desk, words = self.desk, (self.by.text(), self.changes.toPlainText())
        if desk.attempt(lambda: yearly.approve(desk.scope, self.assessment_id, *words)):
            self.accept()


class ReopenDialog(QDialog):
    """Asks why an approval is taken back."""

    article = "risk-assessment"

    def __init__(self, parent: QWidget, desk: Desk, approved: RiskAssessment) -> None:
        """Say what reopening means."""
        super().__init__(parent)
        self.desk, self.assessment_id = desk, approved.id
        title = tr("Reopen the risk assessment {year}")
        self.setWindowTitle(title.format(year=approved.year))
        fit(self, 66, 17)
        self.by, self.reason = QLineEdit(), SpelledBox(tr("Why"))
        self.by.setAccessibleName(tr("By"))
        self.save_button = changer(tr("Reopen"), self.save, "primary")
        form = QFormLayout()
        form.addRow(tr("Why"), self.reason.with_note())
        form.addRow(tr("By"), self.by)
        column = QVBoxLayout(self)
        words = tr(
            "The approval is taken back, and it must be approved again. Who approved it, and why "
            "it was reopened, stays under its triggers."
        )
        column.addWidget(label(words, muted=True))
        column.addLayout(form, 1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.save_button))
        self.reason.textChanged.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        has_words = bool(self.reason.toPlainText().strip())
        allow(self.save_button, "" if has_words else tr("Say why."))

    def save(self) -> None:
        """Reopen and close; stays open when it was refused."""
        desk, words = self.desk, (self.by.text(), self.reason.toPlainText())
        if desk.attempt(lambda: yearly.reopen(desk.scope, self.assessment_id, *words)):
            self.accept()


MOST_NAMED = 6
"""Things that call for a new look which the question names."""


class LookDialog(QDialog):
    """Asks what was decided about what calls for a new look: one thing, or all of it at once."""

    article = "risk-assessment"

    def __init__(
        self, parent: QWidget, desk: Desk, assessment_id: str, triggers: Sequence[Trigger]
    ) -> None:
        """Show what happened."""
        super().__init__(parent)
        self.desk, self.assessment_id, self.triggers = desk, assessment_id, triggers
        self.setWindowTitle(tr("Looked at"))
        fit(self, 62, 15)
        self.by, self.decision = QLineEdit(), SpelledBox(tr("What was decided"))
        self.by.setAccessibleName(tr("By"))
        self.save_button = changer(tr("Keep"), self.save, "primary")
        form = QFormLayout()
        form.addRow(tr("What was decided"), self.decision.with_note())
        form.addRow(tr("By"), self.by)
        column = QVBoxLayout(self)
        column.addWidget(label("\n".join(row.what for row in triggers[:MOST_NAMED])))
        if len(triggers) > MOST_NAMED:
            more = tr("And {n} more. The decision is kept for each of them.")
            column.addWidget(label(more.format(n=len(triggers) - MOST_NAMED), muted=True))
        column.addLayout(form, 1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.save_button))
        self.decision.textChanged.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        has_words = bool(self.decision.toPlainText().strip())
        allow(self.save_button, "" if has_words else tr("Say what was decided."))

    def save(self) -> None:
        """Keep the decision and close; stays open when it was refused."""
        desk = self.desk
        words = (self.triggers, self.by.text(), self.decision.toPlainText())
        if desk.attempt(lambda: yearly.look(desk.scope, self.assessment_id, *words)):
            self.accept()
