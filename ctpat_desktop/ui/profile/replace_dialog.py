"""Finds words in the answers and replaces them: every place is shown, and ticked, before."""

from functools import partial
from html import escape

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.services.profile import replacing
from ctpat_desktop.services.profile.replacing import Hit, Sought
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.profile.replace_list import HitsModel
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.heard import announce, announce_result
from ctpat_desktop.ui.widgets.lines import Line
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label, row
from ctpat_desktop.ui.widgets.reading_table import reading
from ctpat_desktop.ui.widgets.reasons import Reason, allow
from ctpat_desktop.ui.widgets.theme import fit, letters, lines
from ctpat_desktop.ui.widgets.ticks import TickDelegate

PAUSE_MS = 250
"""Milliseconds after the last key until it is looked for."""


class ReplaceDialog(QDialog):
    """What is looked for, what comes in its place, and the list of the places."""

    article = "find-replace"

    def __init__(self, parent: QWidget, desk: Desk, words: str = "") -> None:
        """Begin with nothing looked for, or with some words."""
        super().__init__(parent)
        self.desk = desk
        self.hits = HitsModel()
        self._number = 0
        self._searched: Sought | None = None
        self.setWindowTitle(tr("Find and replace in answers"))
        fit(self, 110, 34)
        self.find_line, self.fresh_line = self._line(tr("Find")), self._line(tr("Replace with"))
        self.match_case = QCheckBox(tr("Match case"))
        self.whole_words = QCheckBox(tr("Whole words"))
        self.with_sites = QCheckBox(tr("Answers of sites too"))
        self.with_sites.setChecked(True)
        self.state, self.why_not = label("", muted=True), Reason()
        self.detail = label("")
        self.detail.setTextFormat(Qt.TextFormat.RichText)
        self.detail.setMinimumHeight(lines(4.4))
        self.table = self._table()
        self.all_button = button(tr("Tick all"), lambda: self.hits.tick_all(True), "link")
        self.none_button = button(tr("Tick none"), lambda: self.hits.tick_all(False), "link")
        self.replace_button = changer(tr("Replace"), self.replace, "primary")
        for one in (self.all_button, self.none_button, self.replace_button):
            one.setAutoDefault(False)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self._lay()
        self._listen()
        self.find_line.setText(words)
        self._show_state()

    def sought(self) -> Sought:
        """Return what stands in the fields."""
        return Sought(
            self.find_line.text(),
            self.fresh_line.text(),
            self.match_case.isChecked(),
            self.whole_words.isChecked(),
            self.with_sites.isChecked(),
        )

    def look(self) -> None:
        """Look for it beside the window; only the newest search is shown."""
        self._pause.stop()
        self._number += 1
        scope, sought = self.desk.scope, self.sought()
        if not sought.text.strip():
            self._take(self._number, sought, ())
            return
        self.state.setText(tr("Looking through the answers"))
        take = partial(self._take, self._number, sought)
        tasks.start(lambda p: replacing.find(scope, sought, p), take, self.state.setText)

    def replace(self) -> None:
        """Put the new words into the ticked places, in one step."""
        chosen, sought = self.hits.chosen(), self.sought()
        if self._reason():
            return
        work = partial(replacing.replace, self.desk.scope, chosen, sought)
        words = tr("Replacing")
        if self.desk.attempt(lambda: tasks.wait_for(self, words, work)):
            done = ntr("Replaced in {n} place.", "Replaced in {n} places.", len(chosen))
            self._number += 1  # a search that still runs saw the texts before
            self._searched = sought
            self.hits.show_hits((), sought.fresh)
            self.state.setText(f"{done} {tr('One undo takes it back.')}")
            announce(self.state.text(), self)
            self.find_line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tick the chosen row with the space bar, in whatever column it is."""
        if watched is not self.table or event.type() != QEvent.Type.KeyPress:
            return False
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            index = self.table.currentIndex()
            if index.isValid():
                self.hits.turn(index.row())
            return True
        return False

    def _line(self, name: str) -> Line:
        line = Line()
        line.setAccessibleName(name)
        return line

    def _table(self) -> QTableView:
        table = reading(QTableView(), tr("Places"))
        table.setModel(self.hits)
        table.setItemDelegate(TickDelegate(table))
        head = table.horizontalHeader()
        for column, wide in enumerate((10, 20)):
            table.setColumnWidth(column, letters(wide))
        for column in (2, 3):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        table.installEventFilter(self)
        return table

    def _lay(self) -> None:
        fields = QGridLayout()
        for at, line in enumerate((self.find_line, self.fresh_line)):
            name = label(line.accessibleName())
            name.setBuddy(line)
            fields.addWidget(name, at, 0)
            fields.addWidget(line, at, 1)
        about = tr(
            "Looked through: what you do, why it does not apply, and statements, in the answers of "
            "{company} this year. Procedures, registers and documents are not."
        )
        column = QVBoxLayout(self)
        column.addWidget(label(about.format(company=self.desk.dossier.company.name), muted=True))
        column.addLayout(fields)
        column.addLayout(flow(self.match_case, self.whole_words, self.with_sites, spacing=16))
        head = row(self.state, self.all_button, self.none_button)
        head.setStretch(0, 1)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        column.addWidget(self.why_not)
        close = button(tr("Close"), self.reject)
        close.setAutoDefault(False)
        column.addLayout(row(None, close, self.replace_button))

    def _listen(self) -> None:
        self.find_line.textChanged.connect(lambda _: self._changed())
        self.find_line.returnPressed.connect(self.look)
        self.fresh_line.textChanged.connect(self._fresh_changed)
        for tick in (self.match_case, self.whole_words, self.with_sites):
            tick.toggled.connect(lambda _: self._changed())
        self.hits.ticked.connect(self._show_state)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_detail())
        self.hits.modelReset.connect(self._show_detail)

    def _changed(self) -> None:
        self._pause.start()
        self._show_state()

    def _fresh_changed(self, words: str) -> None:
        self.hits.show_fresh(words)
        self._show_detail()
        self._show_state()

    def _take(self, number: int, sought: Sought, hits: tuple[Hit, ...]) -> None:
        if number != self._number:
            return
        self._searched = sought
        self.hits.show_hits(hits, self.fresh_line.text())
        if hits:
            texts = len({hit.text for hit in hits})
            places = ntr("{n} place", "{n} places", len(hits))
            words = ntr("{places} in {n} text", "{places} in {n} texts", texts, places=places)
            self.state.setText(words)
        else:
            nothing = tr("It stands in none of the answers.")
            self.state.setText(nothing if sought.text.strip() else "")
        announce_result(self.state.text(), self)

    def _show_detail(self) -> None:
        """Show the whole sentence of the chosen place, before and after."""
        index = self.table.currentIndex()
        hit = self.hits.hits[index.row()] if index.isValid() else None
        self.detail.setText(_in_full(hit, self.hits.fresh) if hit is not None else "")

    def _reason(self) -> str:
        """Return why nothing can be replaced now; "" where it can."""
        if self.desk.reading_only:
            return self.desk.reading_only
        sought, last = self.sought(), self._searched
        if not sought.text.strip():
            return tr("Type what is to be found.")
        if last is None or _ways(sought) != _ways(last) or not self.hits.rowCount():
            return tr("There is no place to replace.")
        if sought.fresh == sought.text:
            return tr("Type what comes in its place.")
        return "" if self.hits.count() else tr("Tick the places this is about.")

    def _show_state(self) -> None:
        count = self.hits.count()
        words = ntr("Replace in {n} place", "Replace in {n} places", count)
        self.replace_button.setText(words if count else tr("Replace"))
        for one in (self.all_button, self.none_button):
            one.setVisible(bool(self.hits.rowCount()))
        allow(self.replace_button, self._reason(), self.why_not)


def _in_full(hit: Hit, fresh: str) -> str:
    before, after = map(escape, hit.around())
    now, then = (f"{before}<b>{escape(words)}</b>{after}" for words in (hit.words, fresh))
    first = tr("Now: {sentence}").format(sentence=now)
    second = tr("Afterwards: {sentence}").format(sentence=then)
    return f"{first}<br>{second}"


def _ways(sought: Sought) -> tuple[object, ...]:
    """Return what a search goes by; the new words are not part of it."""
    return sought.text, sought.match_case, sought.whole_words, sought.with_sites


def ask_replace(parent: QWidget, desk: Desk, words: str = "") -> None:
    """Show the dialog; what is typed was saved before."""
    dialog = ReplaceDialog(parent, desk, words)
    dialog.exec()
    dialog.deleteLater()
