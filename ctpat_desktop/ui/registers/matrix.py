"""The training matrix on the screen: positions down, topics across, a tick where needed."""

from textwrap import wrap

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.registers import training_matrix
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.page import RegisterView
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.parts import button, flow, label
from ctpat_desktop.ui.widgets.theme import letters, lines, tokens
from ctpat_desktop.ui.widgets.ticks import show_boxes

TABLES = (
    "position",
    "topic",
    "training_need",
    "training_session",
    "session_topic",
    "attendance",
    "person",
    "company",
)


MOST_NAMED = 12
"""People named who lack a topic."""


class TrainingMatrix(RegisterView):
    """Who needs what; a click or the space bar changes it."""

    tables = TABLES

    def __init__(self, desk: Desk) -> None:
        """Build an empty table."""
        super().__init__(desk)
        self.matrix = training_matrix.Matrix((), (), {})
        self.empty = EmptyNote(
            "training_matrix",
            tr("Add positions under People and topics under Topics; they meet here."),
        )
        self.hint = label(
            tr("Tick what a position needs. “3 of 4” says how many of its people have it in date."),
            muted=True,
        )
        self.table = QTableWidget()
        tell_cut(self.table)
        self.table.setAccessibleName(tr("Training matrix"))
        self.table.setWordWrap(True)
        self.table.setTabKeyNavigation(False)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setDefaultSectionSize(letters(16))
        head.setFixedHeight(lines(3.6))
        show_boxes(self.table)
        self.table.itemChanged.connect(self._ticked)
        self.table.currentCellChanged.connect(lambda *_: self._name_lacking())
        self.lacking = label("")
        self.chart = button(tr("Chart"), lambda: desk.go_to(Place("charts", field="training")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty)
        column.addLayout(flow(self.hint, None, self.chart))
        column.addWidget(self.table, 1)
        column.addWidget(self.lacking)

    def show_all(self) -> None:
        """Show the matrix as it stands."""
        self.matrix = training_matrix.read(self.desk.scope)
        has = bool(self.matrix.positions and self.matrix.topics)
        self.empty.setVisible(not has)
        for part in (self.hint, self.chart, self.table):
            part.setVisible(has)
        self.table.blockSignals(True)
        here = self.table.currentRow(), self.table.currentColumn()
        self.table.setRowCount(len(self.matrix.positions))
        self.table.setColumnCount(len(self.matrix.topics))
        self.table.setVerticalHeaderLabels([title for _, title in self.matrix.positions])
        for place, (_, title) in enumerate(self.matrix.topics):
            item = QTableWidgetItem("\n".join(wrap(title, 16)))
            item.setToolTip(title)
            self.table.setHorizontalHeaderItem(place, item)
        for row, (position, _) in enumerate(self.matrix.positions):
            for column, (topic, _) in enumerate(self.matrix.topics):
                self.table.setItem(row, column, self._item(self.matrix.cells[position, topic]))
        across = self.table.horizontalScrollBar().value(), self.table.verticalScrollBar().value()
        if here != (self.table.currentRow(), self.table.currentColumn()):
            self.table.setCurrentCell(*here)
        self.table.horizontalScrollBar().setValue(across[0])
        self.table.verticalScrollBar().setValue(across[1])
        self.table.blockSignals(False)
        self._name_lacking()

    def _item(self, cell: training_matrix.Cell) -> QTableWidgetItem:
        words = tr("{n} of {all}").format(n=cell.covered, all=cell.people) if cell.people else ""
        item = QTableWidgetItem(words if cell.is_needed else "")
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        notes = [self._lacking(cell)] if cell.is_needed else []
        if cell.is_for_everyone:
            notes.append(tr("Everyone needs this topic; change that under Topics."))
        item.setToolTip("\n".join(filter(None, notes)))
        if not cell.is_for_everyone:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        item.setFlags(flags)
        on = Qt.CheckState.Checked if cell.is_needed else Qt.CheckState.Unchecked
        item.setCheckState(on)
        if cell.is_needed and cell.covered < cell.people:
            item.setForeground(QColor(tokens().bad))
        return item

    def _lacking(self, cell: training_matrix.Cell) -> str:
        """Return who of a position lacks a topic, the first by name and how many more."""
        if not cell.lacking:
            return ""
        names = ", ".join(cell.lacking[:MOST_NAMED])
        more = len(cell.lacking) - MOST_NAMED
        words = tr("{names} and {n} more").format(names=names, n=more) if more > 0 else names
        return tr("Lacking: {names}").format(names=words)

    def _name_lacking(self) -> None:
        """Say below the table who lacks what the marked cell stands for."""
        row, column = self.table.currentRow(), self.table.currentColumn()
        self.lacking.setText("")
        if 0 <= row < len(self.matrix.positions) and 0 <= column < len(self.matrix.topics):
            (position, title), (topic, subject) = (
                self.matrix.positions[row],
                self.matrix.topics[column],
            )
            cell = self.matrix.cells[position, topic]
            said = self._lacking(cell) if cell.is_needed else ""
            where = tr("{position}, {topic}").format(position=title, topic=subject)
            self.lacking.setText(f"{where}. {said}" if said else "")

    def _ticked(self, item: QTableWidgetItem) -> None:
        self.table.setCurrentCell(item.row(), item.column())  # a click on the box moves nothing
        position = self.matrix.positions[item.row()][0]
        topic = self.matrix.topics[item.column()][0]
        needed = item.checkState() == Qt.CheckState.Checked
        if needed == self.matrix.cells[position, topic].is_needed:
            return
        desk = self.desk
        desk.attempt(lambda: training_matrix.need(desk.scope, position, topic, is_needed=needed))
