"""Shows what a filled register looks like, with the rows of an invented company."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from ctpat_desktop.services.samples.rows import SampleRows
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets import dialogs
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.theme import fit, letters

WIDEST = 36
"""Letters of a column at most; the rest of a long cell is in its tool tip."""


class ExampleDialog(QDialog):
    """A list to look at; nothing in it can be changed or taken over."""

    def __init__(self, parent: QWidget, title: str, example: SampleRows) -> None:
        """Show every row of the example."""
        super().__init__(parent)
        self.setWindowTitle(tr("Example rows: {register}").format(register=title))
        fit(self, 110, 26)
        words = tr("An invented company filled it in like this. Nothing is added to your file.")
        column = QVBoxLayout(self)
        column.addWidget(label(words, muted=True))
        self.table = _table(title, example)
        column.addWidget(self.table, 1)
        column.addLayout(row(None, button(tr("Close"), self.accept, "primary")))


def show_example(parent: QWidget, title: str, example: SampleRows) -> None:
    """Show an example until the person closes it."""
    dialogs.ask(ExampleDialog(parent, title, example))


def _table(title: str, example: SampleRows) -> QTableWidget:
    table = QTableWidget(len(example.rows), len(example.columns))
    tell_cut(table)
    table.setAccessibleName(tr("Example rows: {register}").format(register=title))
    table.setHorizontalHeaderLabels([tr(field.label) for field in example.columns])
    table.horizontalHeader().setDefaultAlignment(
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    )
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setAlternatingRowColors(True)
    table.setWordWrap(False)
    for at, cells in enumerate(example.rows):
        for place, text in enumerate(cells):
            cell = QTableWidgetItem(text)
            cell.setToolTip(text)
            table.setItem(at, place, cell)
    table.resizeColumnsToContents()
    for place in range(table.columnCount()):
        table.setColumnWidth(place, min(table.columnWidth(place), letters(WIDEST)))
    return table
