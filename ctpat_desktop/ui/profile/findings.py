"""Everything that is missing, worst first; one click goes to the very field."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.checklist import Severity
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.fields.numbers_dialog import CHECKLIST, FiguresDialog
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.parts import (
    FindingRow,
    card,
    changer,
    clear,
    label,
    page_column,
    row,
    scrolled,
)
from ctpat_desktop.workspace.changes import Changes

HEADINGS = {
    Severity.BLOCKER: "Blockers: the portal would refuse, or a Must is open",
    Severity.GAP: "Gaps: said but not proven",
    Severity.WEAK: "Weak: a specialist would ask",
    Severity.NOTE: "Notes",
}


class FindingsPage(Page):
    """All findings of the account, grouped by severity."""

    def __init__(self, desk: Desk) -> None:
        """Show what is missing now."""
        super().__init__()
        self.desk = desk
        inner = QWidget()
        self.column = page_column(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))
        self.show_all()

    def refresh(self, changes: Changes) -> None:
        """Show everything anew."""
        del changes
        self.show_all()

    def seal(self) -> bool:
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
        """Build one card per severity."""
        clear(self.column)
        findings = self.desk.review.findings
        head = label(ntr("{n} finding", "{n} findings", len(findings)), h1=True)
        figures = changer(tr("Checklist intervals…"), self.ask_figures, "link")
        self.column.addLayout(row(head, None, figures))
        if not findings:
            self.column.addWidget(label(tr("Nothing is missing. The profile can be exported.")))
        for severity, heading in HEADINGS.items():
            found = [each for each in findings if each.severity is severity]
            if found:
                frame, column = card()
                column.addWidget(label(f"{tr(heading)} ({len(found)})", h2=True))
                for finding in found:
                    column.addWidget(label(finding.place.label, muted=True))
                    column.addWidget(FindingRow(finding, self.desk.go))
                self.column.addWidget(frame)
        self.column.addStretch(1)
