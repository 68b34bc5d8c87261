"""Everything that is missing, worst first; one click goes to the very field."""

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from ctpat_desktop.checklist import Finding, Severity
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.fields.numbers_dialog import CHECKLIST, FiguresDialog
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.profile.findings_list import FindingsModel, Line, findings_view
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.parts import changer, label, page_column, row
from ctpat_desktop.workspace.changes import Changes

HEADINGS = {
    Severity.BLOCKER: "Blockers: the portal would refuse, or a Must is open",
    Severity.GAP: "Gaps: said but not proven",
    Severity.WEAK: "Weak: a specialist would ask",
    Severity.NOTE: "Notes",
}


class FindingsPage(Page):
    """All findings of the account, grouped by severity."""

    shows_findings = True

    def __init__(self, desk: Desk) -> None:
        """Show what is missing now."""
        super().__init__()
        self.desk = desk
        self.head = label("", h1=True)
        self.nothing = label(tr("Nothing is missing. The profile can be exported."))
        self.model = FindingsModel()
        self.list = findings_view(self.model)
        self.list.activated.connect(self._go)
        self.list.clicked.connect(self._go)
        figures = changer(tr("Checklist intervals…"), self.ask_figures, "link")
        column = page_column(self)
        column.addLayout(row(self.head, None, figures))
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        self.rest = QWidget()
        column.addWidget(self.rest, 1)
        self.show_all()

    def refresh(self, changes: Changes) -> None:
        """Show everything anew."""
        del changes
        self.show_all()

    def flush(self) -> bool:
        """Nothing is typed here."""
        return True

    def ask_figures(self) -> None:
        """Show the days and counts the checklist goes by."""
        told = tr(
            "The checklist uses these intervals when it compares the answers with the registers. "
            "They are the program's own defaults, not CBP's."
        )
        ask(FiguresDialog(self.window(), self.desk, tr("Checklist intervals"), told, CHECKLIST))

    def show_all(self) -> None:
        """Show the findings under one heading per severity."""
        findings = self.desk.review.findings
        self.head.setText(ntr("{n} finding", "{n} findings", len(findings)))
        lines: list[Line] = []
        for severity, heading in HEADINGS.items():
            found = [each for each in findings if each.severity is severity]
            if found:
                lines += [f"{tr(heading)} ({len(found)})", *found]
        bar = self.list.verticalScrollBar()
        at = bar.value()
        self.model.show_lines(lines)
        self.list.doItemsLayout()  # else there is nothing to scroll yet
        bar.setValue(at)
        self.nothing.setVisible(not lines)
        self.rest.setVisible(not lines)
        self.list.setVisible(bool(lines))

    def _go(self, index: QModelIndex) -> None:
        line = self.model.lines[index.row()]
        if isinstance(line, Finding):
            self.desk.go(line)
