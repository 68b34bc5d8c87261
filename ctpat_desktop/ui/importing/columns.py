"""The step of an import where a person sees which sheet is read and where each column goes."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.forms import Form
from ctpat_desktop.exchange.tables.sheets import Choice, Sheet
from ctpat_desktop.services.importing.apply import Columns, Order, undecided
from ctpat_desktop.services.importing.cells import as_text
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.ui.importing.steps import LEFT, combo, item, short
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.parts import label, row
from ctpat_desktop.ui.widgets.theme import lines

HOW = {
    "exact": N_("same word"),
    "near": N_("similar word, please check"),
    "remembered": N_("as last time"),
    "chosen": N_("chosen by you"),
    "asked": N_("several columns fit: choose"),
    "": N_("not imported"),
}
ORDERS = (
    (Order.UNKNOWN, N_("As the column tells; unclear ones stay empty")),
    (Order.MONTH_FIRST, N_("Month first (03/04 is March 4)")),
    (Order.DAY_FIRST, N_("Day first (03/04 is April 3)")),
)
ENCODINGS = (
    ("", N_("Found by itself")),
    ("utf-8", "UTF-8"),
    ("cp1252", N_("Windows, Western Europe")),
    ("mac_roman", N_("Mac, Western Europe")),
    ("cp1250", N_("Windows, Central Europe")),
    ("cp932", N_("Japanese (Shift-JIS)")),
    ("gb18030", N_("Chinese, simplified (GB 18030)")),
    ("big5", N_("Chinese, traditional (Big5)")),
    ("cp949", N_("Korean")),
    ("cp1251", N_("Windows, Cyrillic")),
)


class ColumnsStep(QWidget):
    """Which sheet and row of headings; a line per column with an example and where it goes."""

    choice_made = Signal(object)
    """The file is to be read again as this `Choice` says."""

    def __init__(self, form: Form) -> None:
        """Start without a sheet."""
        super().__init__()
        self.form = form
        self.columns = Columns((), ())
        self.headers: tuple[str, ...] = ()
        self.boxes: list[QComboBox] = []
        self.about, self.remarks, self.open = label("", muted=True), label(""), label("")
        self.ignored = label("", muted=True)
        self.table = self._table()
        self.page = combo(tr("Sheet"), ())
        self.heading = combo(tr("Row of the headings"), ())
        self.order = combo(tr("Dates such as 03/04/2026"), ORDERS)
        self.encoding = combo(tr("Letters of the file"), ENCODINGS)
        self.page.activated.connect(lambda: self._read_again(heading=0))
        for box in (self.heading, self.encoding):
            box.activated.connect(lambda: self._read_again())
        self.page_label, self.letters = short(tr("Sheet")), short(tr("Characters"))
        self.heading.setMinimumContentsLength(34)
        for box in (self.page, self.heading):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.page.setMinimumContentsLength(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.about)
        where = (self.page_label, self.page, short(tr("Headings in")), self.heading, None)
        column.addLayout(row(*where))
        for widget in (self.remarks, self.open, self.table, self.ignored):
            column.addWidget(widget)
        column.setStretch(4, 1)
        dates = short(tr("Dates such as 03/04/2026"))
        column.addLayout(row(dates, self.order, self.letters, self.encoding, None))

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 4)
        tell_cut(table)
        heads = (tr("Heading in the sheet"), tr("For example"), tr("Goes to"), tr("Why"))
        table.setHorizontalHeaderLabels(heads)
        table.setAccessibleName(tr("Columns of the sheet"))
        table.verticalHeader().hide()
        table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.verticalHeader().setDefaultSectionSize(lines(2.1))
        for place in range(4):
            mode = QHeaderView.ResizeMode.Stretch if place < 2 else QHeaderView.ResizeMode.Fixed
            table.horizontalHeader().setSectionResizeMode(place, mode)
        table.horizontalHeader().setDefaultAlignment(LEFT)
        table.setWordWrap(False)
        table.setColumnWidth(2, 250)
        table.setColumnWidth(3, 200)
        return table

    def show_sheet(self, sheet: Sheet, columns: Columns) -> None:
        """Show the columns of a sheet with what is proposed for them."""
        kind = ntr("{n} row in {name}", "{n} rows in {name}", len(sheet.rows), name=sheet.name)
        self.about.setText(kind + (f" · {sheet.encoding}" if sheet.encoding else ""))
        self.remarks.setText("\n".join(sheet.remarks))
        self.remarks.setVisible(bool(sheet.remarks))
        self._show_where(sheet)
        self.headers = sheet.headers
        self.table.setRowCount(len(sheet.headers))
        for box in self.boxes:  # the table lets go of them only later
            box.hide()
        self.boxes = [ChoiceBox() for _ in sheet.headers]
        for at, (header, box) in enumerate(zip(sheet.headers, self.boxes, strict=True)):
            self.table.setItem(at, 0, item(header or tr("(no heading)")))
            self.table.setItem(at, 1, item(_example(sheet, at)))
            self.table.setItem(at, 3, item(""))
            box.addItem(tr("(leave out)"), "")
            for field in self.form.columns:
                box.addItem(tr(field.label), field.key)
            box.setAccessibleName(tr("{heading} goes to").format(heading=header))
            box.activated.connect(partial(self._choose, at))
            self.table.setCellWidget(at, 2, box)
        self._show(columns)

    def chosen(self) -> Columns:
        """Return where the columns go, with the order of dates."""
        order = Order(self.order.currentData())
        return Columns(self.columns.keys, self.columns.how, order, self.columns.asked)

    def _show_where(self, sheet: Sheet) -> None:
        """Show which sheet is read and in which row its headings stand."""
        for widget in (self.page_label, self.page):
            widget.setVisible(len(sheet.sheets) > 1)
        for widget in (self.letters, self.encoding):
            widget.setVisible(sheet.kind == "csv")
        self.page.clear()
        for name in sheet.sheets:
            self.page.addItem(name, name)
        self.page.setCurrentIndex(max(0, self.page.findData(sheet.sheet)))
        self.heading.clear()
        for number, words in sheet.starts:
            line = tr("Row {row}: {words}").format(row=number, words=words)
            self.heading.addItem(line, number)
        self.heading.setCurrentIndex(max(0, self.heading.findData(sheet.heading)))

    def _read_again(self, heading: int | None = None) -> None:
        row = self.heading.currentData() if heading is None else heading
        page = self.page.currentData() or ""
        self.choice_made.emit(Choice(str(self.encoding.currentData()), page, int(row or 0)))

    def _choose(self, at: int, _place: int) -> None:
        self._show(self.columns.choose(at, str(self.boxes[at].currentData())))

    def _show(self, columns: Columns) -> None:
        self.columns = columns
        for at, (box, key) in enumerate(zip(self.boxes, columns.keys, strict=True)):
            box.setCurrentIndex(max(0, box.findData(key)))
            why = self.table.item(at, 3)
            if why is not None:
                why.setText(tr(HOW[columns.how[at]]))
        questions = undecided(self.form, self.headers, columns)
        self.open.setText("\n".join(tr("Please choose: {what}").format(what=q) for q in questions))
        self.open.setVisible(bool(questions))
        ignored = columns.ignored(self.headers)
        words = tr("Not imported: {names}.").format(names=", ".join(ignored))
        self.ignored.setText(words if ignored else tr("Every column is imported."))


def _example(sheet: Sheet, column: int) -> str:
    """Return the first cells of a column that say something."""
    found: list[str] = []
    for cells in sheet.rows[:200]:
        words = as_text(cells[column]).strip()
        if words and words not in found:
            found.append(words[:60])
        if len(found) == 2:
            break
    return " | ".join(found)
