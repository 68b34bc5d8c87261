"""Asks once for the name that stands beside changes; nobody has to answer."""

from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ctpat_desktop.services.files.workspaces import Workspace
from ctpat_desktop.support import own_name
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.reasons import Reason
from ctpat_desktop.ui.widgets.theme import fit


class NameDialog(QDialog):
    """One line with the name; empty stands for the login name."""

    def __init__(self, parent: QWidget, workspace: Workspace | None) -> None:
        """Start with the name that counts now; an open file goes on with the new one."""
        super().__init__(parent)
        self.workspace = workspace
        self.setWindowTitle(tr("Your name"))
        fit(self, 63, 12)
        self.name = QLineEdit(own_name.own_name())
        self.name.setAccessibleName(tr("Your name"))
        self.name.selectAll()
        self.why_not = Reason()
        told = tr(
            "It stands in the history beside what you change, in comments and approvals, and on "
            "papers that say who did something. It is kept on this computer. What was written "
            "before keeps the name it has."
        )
        column = QVBoxLayout(self)
        column.addWidget(label(told, muted=True))
        column.addWidget(self.name)
        column.addWidget(self.why_not)
        column.addStretch(1)
        save = button(tr("Save"), self.save, "primary")
        column.addLayout(row(None, button(tr("Cancel"), self.reject), save))

    def save(self) -> None:
        """Keep the name; stays open where that is refused."""
        try:
            name = own_name.choose(self.name.text())
        except Problem as problem:
            self.why_not.setText(problem.line())
            self.why_not.show()
            return
        if self.workspace is not None:
            self.workspace.who = name
        self.accept()


def ask_name(parent: QWidget, workspace: Workspace | None) -> bool:
    """Ask for the name; return whether one was kept."""
    return ask(NameDialog(parent, workspace))
