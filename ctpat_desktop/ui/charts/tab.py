"""One chart on the page: what is asked of it, the drawing, the table, and the ways out."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.charts.model import Chart
from ctpat_desktop.services.charts import every, output
from ctpat_desktop.services.charts.wanted import MONTH, POSITION, TOPIC, WEEK, Wanted
from ctpat_desktop.services.profile import years
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.charts.canvas import ChartCanvas
from ctpat_desktop.ui.charts.numbers import NumbersTable
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.pdf_buttons import print_buttons
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import ask_place
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.parts import FlowLayout, button, flow, label, looks, scrolled

OWNERS = {
    "progress": (N_("Go to all answers"), Place("grid")),
    "evidence": (N_("Go to the evidence library"), Place("evidence")),
    "training": (N_("Go to training"), Place("registers", table="training_matrix")),
    "partners": (N_("Go to partner risk"), Place("registers", table="partner_risk")),
    "actions": (N_("Go to the actions"), Place("registers", table="action")),
}
"""The page that has what a chart counts."""
FORMATS = {
    ".svg": N_("Save as SVG…"),
    ".png": N_("Save as PNG…"),
    ".csv": N_("Save the numbers…"),
}
STEPS = ((MONTH, N_("By month")), (WEEK, N_("By week")))
BARS = ((TOPIC, N_("By topic")), (POSITION, N_("By position")))


class ChartTab(QWidget):
    """Builds its chart beside the window, whenever it is asked for another one."""

    shown = Signal()

    def __init__(self, desk: Desk, key: str) -> None:
        """Start empty; the page says when it is looked at."""
        super().__init__()
        self.desk, self.key = desk, key
        self._reads = 0
        self.chart: Chart | None = None
        asks = every.KINDS[key].asks
        self.year, self.step, self.by = (looks(ChoiceBox()) for _ in range(3))
        self._offer(self.step, tr("By month or week"), STEPS)
        self._offer(self.by, tr("By topic or position"), BARS)
        for box in (self.year, self.step, self.by):
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self.year.setAccessibleName(tr("Review year"))
        self.year.currentIndexChanged.connect(lambda _: self.show_all())
        for name, box in (("year", self.year), ("step", self.step), ("by", self.by)):
            if name not in asks:
                box.hide()
        self.summary, self.notes = label(""), label("", muted=True)
        self.canvas, self.table = ChartCanvas(), NumbersTable()
        self.empty = EmptyNote(f"charts.{key}")
        self._lay()

    def show_all(self) -> None:
        """Read the chart anew, beside the window; the old one stays until then."""
        self._reads += 1
        self._fill_years()
        scope, wanted, key = self.desk.scope, self.wanted(), self.key
        take = partial(self._take, self._reads)
        tasks.start(lambda _: every.build(scope, key, wanted), take, self._failed)

    def wanted(self) -> Wanted:
        """Return what is asked for."""
        return Wanted(
            int(self.year.currentData() or 0),
            str(self.step.currentData()),
            str(self.by.currentData()),
        )

    def ask_save(self, ending: str) -> None:
        """Ask where the chart goes and write it."""
        if self.chart is None:
            return
        title, kind = tr(FORMATS[ending]).rstrip("…"), ending[1:].upper()
        place = ask_place(
            self.window(), title, f"{self.chart.title}{ending}", f"{kind} (*{ending})", ending
        )
        if place is not None:
            self.save(place)

    def save(self, place: Path) -> None:
        """Write the chart in the format the name ends in."""
        desk, words = self.desk, tr("Writing {name}").format(name=place.name)
        scope, wanted, key = desk.scope, self.wanted(), self.key

        def work(_progress: object) -> None:
            output.save(scope, key, wanted, place)

        if desk.attempt(lambda: tasks.wait_or_cancel(self.window(), words, work)):
            desk.written.emit(tr("The chart is in {path}.").format(path=place), place)

    def _take(self, number: int, chart: Chart) -> None:
        """Show what the newest look has found."""
        if number != self._reads:
            return
        self.chart = chart
        is_there = chart.body is not None
        self.body.setVisible(is_there)
        self.tools.setVisible(is_there)
        self.summary.setVisible(is_there)
        self.empty.setVisible(not is_there)
        self.summary.setText(chart.summary)
        self.notes.setText("\n".join(chart.notes))
        self.empty.setText(chart.summary)
        if is_there:
            self.canvas.show_chart(chart)
            self.table.show_table(chart.table(), chart.title)
        self.shown.emit()

    def _failed(self, words: str) -> None:
        """Say why there is no chart, unless the file was locked meanwhile."""
        if self.desk.workspace.is_open:
            self.desk.warn(words)

    def _fill_years(self) -> None:
        """Offer the review years there are; the one that is chosen stays."""
        begun = years.begun(self.desk.scope) if "year" in every.KINDS[self.key].asks else ()
        if [self.year.itemData(at) for at in range(self.year.count())] == list(begun):
            return
        now = self.year.currentData()
        self.year.blockSignals(True)
        self.year.clear()
        for year in begun:
            _add(self.year, tr("Review year {year}").format(year=year), year)
        self.year.setCurrentIndex(begun.index(now) if now in begun else 0)
        self.year.blockSignals(False)

    def _offer(self, box: ChoiceBox, name: str, rows: tuple[tuple[str, str], ...]) -> None:
        box.setAccessibleName(name)
        for value, words in rows:
            _add(box, tr(words), value)
        box.currentIndexChanged.connect(lambda _: self.show_all())

    def _pdf(self) -> bytes:
        return output.pdf(self.desk.scope, self.wanted(), (self.key,))

    def _lay(self) -> None:
        words, place = OWNERS[self.key]
        there = partial(self.desk.go_to, place)
        self.empty.offer(button(tr(words), there, "primary"))
        self.owner = button(tr(words), there, "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 12, 4, 4)
        column.addLayout(flow(self.year, self.step, self.by, None, self.owner))
        column.addWidget(self.summary)
        column.addWidget(self.empty, 1)
        self.sheet = self._sheet()
        self.body = scrolled(self.sheet)
        self.table.moved.connect(self._follow)
        column.addWidget(self.body, 1)
        self.tools = QWidget()
        self.tools.setLayout(self._ways_out())
        column.addWidget(self.tools)
        for part in (self.body, self.tools, self.empty):
            part.hide()

    def _ways_out(self) -> FlowLayout:
        title = tr(every.KINDS[self.key].title)
        files = [button(tr(text), partial(self.ask_save, end)) for end, text in FORMATS.items()]
        copy = button(tr("Copy the numbers"), self.table.copy_all)
        return flow(*print_buttons(self, self.desk, title, self._pdf), *files, copy)

    def _sheet(self) -> QWidget:
        """Return the drawing, what is to be known about it, and the table below."""
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.canvas)
        column.addWidget(self.notes)
        column.addWidget(label(tr("The numbers"), h2=True))
        column.addWidget(self.table)
        column.addStretch(1)
        return sheet

    def _follow(self) -> None:
        """Bring the row of the table into view that the keyboard is at."""
        row = self.table.visualRect(self.table.currentIndex())
        place = self.table.viewport().mapTo(self.sheet, row.center())
        self.body.ensureVisible(self.body.width() // 2, place.y(), 0, row.height())


def _add(box: ChoiceBox, words: str, value: object) -> None:
    """Add a choice, and room for it: Qt leaves a few pixels too few for the longest one."""
    box.addItem(words, value)
    box.setMinimumContentsLength(max(box.minimumContentsLength(), len(words)))
