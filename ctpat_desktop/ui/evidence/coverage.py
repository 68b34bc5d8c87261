"""The covered period: which days documents cover since the last validation, drawn and in words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.evidence import coverage
from ctpat_desktop.services.evidence.coverage import Coverage, Line
from ctpat_desktop.support.dates import day_text, span_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.columns import Columns
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, label, looks, row
from ctpat_desktop.ui.widgets.read_box import ReadBox
from ctpat_desktop.ui.widgets.reading_table import reading
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit, letters, lines, tokens

Index = QModelIndex | QPersistentModelIndex
NAME, DRAWING, GAPS = range(3)
CRITERIA, DOCUMENTS = "criteria", "documents"
ROLES = Qt.ItemDataRole


class CoverageModel(QAbstractTableModel):
    """One line for each criterion or document: its name, its bars, and its gaps in words."""

    def __init__(self, read: Coverage) -> None:
        """Start without lines."""
        super().__init__()
        self.read = read
        self.rows: Sequence[Line] = ()
        self.name = ""

    def show_rows(self, rows: Sequence[Line], name: str) -> None:
        """Show other lines; `name` heads the first column."""
        self.beginResetModel()
        self.rows, self.name = rows, name
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, across: Qt.Orientation, role: int = 0) -> Any:
        """Return a heading; over the bars stand the first day and the last."""
        if role != ROLES.DisplayRole or across is not Qt.Orientation.Horizontal:
            return None
        days = f"{day_text(self.read.first)} - {day_text(self.read.last)}"
        return (self.name, days, tr("Not covered"))[section]

    def data(self, index: Index, role: int = ROLES.DisplayRole) -> Any:
        """Return what one cell says; a screen reader hears the bars in words."""
        line = self.rows[index.row()]
        words = (line.title, line.covered_words, "; ".join(span_text(*gap) for gap in line.gaps))
        if role == ROLES.ToolTipRole or role == ROLES.AccessibleTextRole:
            return words[index.column()] or line.gap_words
        if role != ROLES.DisplayRole or index.column() == DRAWING:
            return None
        return words[index.column()] or tr("No gap")


class BarsDelegate(QStyledItemDelegate):
    """Draws the covered days of a line as bars, and its gaps as open frames."""

    def __init__(self, table: QTableView, read: Coverage) -> None:
        """Draw from the first day to the last."""
        super().__init__(table)
        self.read = read

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        super().paint(painter, option, index)
        model = index.model()
        if not isinstance(model, CoverageModel):
            return
        line, room = model.rows[index.row()], self._room(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_years(painter, room)
        painter.setPen(QColor(tokens().bad))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for first, last in line.gaps:
            painter.drawRect(self._box(room, first, last).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QColor(tokens().surface))
        painter.setBrush(QColor(tokens().accent))
        for bar in line.bars:
            painter.drawRoundedRect(self._box(room, bar.first, bar.last), 2, 2)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return room for bars."""
        return QSize(letters(30), super().sizeHint(option, index).height())

    def _draw_years(self, painter: QPainter, room: QRect) -> None:
        painter.setPen(QColor(tokens().edge))
        for year in range(self.read.first.year + 1, self.read.last.year + 1):
            at = self._x(room, date(year, 1, 1))
            painter.drawLine(int(at), room.top() - 4, int(at), room.bottom() + 4)

    def _room(self, option: QStyleOptionViewItem) -> QRect:
        rect: QRect = option.rect
        return rect.adjusted(6, 6, -6, -6)

    def _box(self, room: QRect, first: date, last: date) -> QRectF:
        left = self._x(room, first)
        right = self._x(room, last) + room.width() / self._days()
        return QRectF(left, room.top(), max(right - left, 2.0), room.height())

    def _x(self, room: QRect, day: date) -> float:
        return room.left() + (day - self.read.first).days / self._days() * room.width()

    def _days(self) -> int:
        return (self.read.last - self.read.first).days + 1


class CoverageDialog(QDialog):
    """Shows the covered days by criterion or by document, as bars and in words."""

    article = "covered-periods"

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Start with the criteria."""
        super().__init__(parent)
        self.desk = desk
        self.read = coverage.read(desk.scope)
        self.by_criterion = tuple(map(self._titled, self.read.by_criterion))
        self.setWindowTitle(tr("Covered periods"))
        fit(self, 118, 32)
        self.by = looks(ChoiceBox())
        self.by.setAccessibleName(tr("Show"))
        self.by.addItem(tr("By criterion"), CRITERIA)
        self.by.addItem(tr("By document, with its versions"), DOCUMENTS)
        self.only_gaps = looks(QCheckBox(tr("Only those with a gap")))
        self.count = label("", muted=True)
        self.model = CoverageModel(self.read)
        self.table = self._table()
        self.words = looks(ReadBox(tr("The chosen line in words")))
        self.words.setFixedHeight(lines(6))
        self.go_button = button(tr("Go to it"), self.go, "primary")
        offer(self.table, self.go_button)
        self._lay()
        self.by.currentIndexChanged.connect(self.show_rows)
        self.only_gaps.toggled.connect(self.show_rows)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._say())
        self.table.doubleClicked.connect(lambda _: self.go())
        self.show_rows()

    def show_rows(self) -> None:
        """Show the lines that are asked for; the first one is chosen."""
        is_by_criterion = self.by.currentData() == CRITERIA
        every = self.by_criterion if is_by_criterion else self.read.by_document
        shown = [line for line in every if line.gaps or not self.only_gaps.isChecked()]
        self.model.show_rows(shown, tr("Criterion") if is_by_criterion else tr("Document"))
        gaps = sum(bool(line.gaps) for line in every)
        self.count.setText(tr("With a gap: {gaps} of {n}").format(gaps=gaps, n=len(every)))
        if shown:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._say()

    def go(self) -> None:
        """Close, and go to the criterion or the document of the chosen line."""
        line = self._line()
        if line is None:
            return
        is_by_criterion = self.by.currentData() == CRITERIA
        section = line.key.partition(".")[0]
        criterion, document = Place(section, line.key), Place("evidence", record_id=line.key)
        self.accept()
        self.desk.navigated.emit(criterion if is_by_criterion else document)

    def _titled(self, line: Line) -> Line:
        """Return the line of a criterion with its title."""
        answer = self.desk.dossier.find(line.key)
        return replace(line, title=f"{line.key}  {answer.criterion.title}") if answer else line

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        words = tr(
            "From {since} to today. A document counts for the days it says it covers, its earlier "
            "versions for theirs."
        )
        column.addWidget(label(words.format(since=self.read.since), muted=True))
        self.left_out = label(self.read.left_out_words, trouble=True)
        self.left_out.setVisible(bool(self.read.left_out_words))
        column.addWidget(self.left_out)
        column.addLayout(row(self.by, self.only_gaps, None, self.count))
        column.addWidget(self.table, 1)
        column.addWidget(self.words)
        column.addLayout(row(None, button(tr("Close"), self.reject), self.go_button))

    def _table(self) -> QTableView:
        table = reading(QTableView(), tr("Covered periods"))
        table.setModel(self.model)
        table.setItemDelegateForColumn(DRAWING, BarsDelegate(table, self.read))
        table.verticalHeader().setDefaultSectionSize(lines(1.7))
        head = table.horizontalHeader()
        head.setSectionResizeMode(DRAWING, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(NAME, letters(30))
        table.setColumnWidth(GAPS, letters(40))
        Columns(table, "coverage")
        tell_cut(table)
        return table

    def _line(self) -> Line | None:
        at = self.table.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _say(self) -> None:
        """Say the chosen line whole: what covers which days, and what is not covered."""
        line = self._line()
        allow(self.go_button, "" if line else tr("Nothing states a period yet."))
        if line is None:
            self.words.setPlainText("")
            return
        covered = [f"{bar.name}: {span_text(bar.first, bar.last)}" for bar in line.bars]
        self.words.setPlainText("\n".join([line.title, line.gap_words, *covered]))
