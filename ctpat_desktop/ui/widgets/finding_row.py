"""One finding as a line, and the colors and words of how much it matters."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ctpat_desktop.checklist import Finding, Severity
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.widgets.parts import chip, go_there, label, row

SEVERITY_CHIP = {
    Severity.BLOCKER: ("bad", N_("Blocker")),
    Severity.GAP: ("bad", N_("Gap")),
    Severity.WEAK: ("warn", N_("Weak")),
    Severity.NOTE: ("note", N_("Note")),
}


class FindingRow(QFrame):
    """One finding as a line that can be clicked."""

    def __init__(self, finding: Finding, go: Callable[[Finding], object]) -> None:
        """Show reason and remedy; a click calls `go`."""
        super().__init__()
        kind, word = SEVERITY_CHIP[finding.severity]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        link = go_there(finding.place.label, lambda: go(finding))
        mark = chip(tr(word), kind)
        line = row(mark, label(finding.reason))
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        column.addLayout(line)
        remedy = row(label(finding.remedy, muted=True), link)
        remedy.setStretch(0, 1)
        column.addLayout(remedy)
