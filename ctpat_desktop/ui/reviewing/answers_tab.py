"""All answers by state: narrowed as wanted, and decided about, one or many at once."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.checklist import Place
from ctpat_desktop.services.reviewing import listing, subject
from ctpat_desktop.services.reviewing.listing import Counts, Line, Narrowing
from ctpat_desktop.services.reviewing.states import REVIEW_STATES, TITLES
from ctpat_desktop.services.reviewing.subject import Subject
from ctpat_desktop.support.language import number_text, tr
from ctpat_desktop.ui.reviewing.answers_model import COLUMNS, CRITERION, SITE, AnswersModel
from ctpat_desktop.ui.reviewing.dialogs import AssignDialog, CommentDialog
from ctpat_desktop.ui.reviewing.state_bar import StateButtons
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.columns import Columns, Filling
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label, looks
from ctpat_desktop.ui.widgets.reading_table import reading
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import letters


class AnswersTab(QWidget):
    """The table of the answers with its filters and buttons."""

    def __init__(self, desk: Desk) -> None:
        """Start empty; the page says when to read."""
        super().__init__()
        self.desk = desk
        self.state, self.who = looks(ChoiceBox()), looks(ChoiceBox())
        self.state.setAccessibleName(tr("State"))
        self.who.setAccessibleName(tr("Assigned to"))
        self.mine = looks(QCheckBox(tr("Mine")))
        self.talked = looks(QCheckBox(tr("With open comments")))
        self.at_sites = looks(QCheckBox(tr("Sites too")))
        self.model = AnswersModel()
        self.table = self._table()
        self.empty = label(tr("No answer fits these choices."), muted=True)
        self.open_button = button(tr("Open", "command"), self.open_current, "primary")
        self.acts = StateButtons(self, desk, self.chosen)
        self.assign_button = changer(tr("Assign…"), self.assign)
        self.comment_button = changer(tr("Comment…"), self.comment)
        acts = (*self.acts.buttons.values(), self.assign_button, self.comment_button)
        offer(self.table, self.open_button, *acts)
        self._lay()

    def show_all(self) -> None:
        """Read counts and rows anew; the row looked at stays."""
        desk = self.desk
        criteria = self._criteria()
        has_sites = self.at_sites.isChecked()
        self._offer(listing.counts(desk.scope, criteria, has_sites=has_sites))
        self.narrow()

    def narrow(self) -> None:
        """Show the answers that pass the filters."""
        here = self.current()
        self.model.show(self.desk.scope, self._criteria(), self._narrowing())
        has_any = bool(self.model.rows)
        self.table.setColumnHidden(SITE, not self.at_sites.isChecked())
        self.table.setVisible(has_any)
        self.empty.setVisible(not has_any)
        if has_any:
            self._stay_at(here)
        self._show_buttons()

    def chosen_lines(self) -> list[Line]:
        """Return the rows the person has chosen, in their order."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.rows[row] for row in rows]

    def chosen(self) -> list[Subject]:
        """Return the answers of the chosen rows."""
        key = subject.of_answer(self.desk.scope, "").record_id
        return [
            Subject(subject.ANSWERS, key, row.criterion.id, row.site_id)
            for row in self.chosen_lines()
        ]

    def current(self) -> Line | None:
        """Return the row the person is at."""
        number = self.table.currentIndex().row()
        return self.model.rows[number] if 0 <= number < len(self.model.rows) else None

    def open_current(self) -> None:
        """Go to the answer of the current row."""
        line = self.current()
        if line is not None:
            where = Place(str(line.criterion.category), line.criterion.id, field="narrative")
            self.desk.go_to(replace(where, site_id=line.site_id or ""))

    def assign(self) -> None:
        """Ask who works on the chosen criteria."""
        lines = self.chosen_lines()
        if lines:
            criteria = list(dict.fromkeys(row.criterion.id for row in lines))
            old = lines[0].review.assigned_to
            ask(AssignDialog(self.window(), self.desk, criteria, old))

    def comment(self) -> None:
        """Ask for a comment on the answer of the current row."""
        line, about = self.current(), self.chosen()
        if line is not None and len(about) == 1:
            words = tr("The answer to {n}").format(n=line.criterion.id)
            words = f"{words}, {line.site}" if line.site else words
            ask(CommentDialog(self.window(), self.desk, [(words, about[0])]))

    def _criteria(self) -> list[Criterion]:
        return [row.criterion for row in self.desk.dossier.asked()]

    def _narrowing(self) -> Narrowing:
        chosen = str(self.who.currentData() or "")
        who = self.desk.workspace.who if self.mine.isChecked() else chosen
        return Narrowing(
            str(self.state.currentData() or ""),
            who,
            self.talked.isChecked(),
            self.at_sites.isChecked(),
        )

    def _stay_at(self, here: Line | None) -> None:
        """Let the same answer be the current one, else the first."""
        keys = [(row.criterion.id, row.site_id) for row in self.model.rows]
        key = (here.criterion.id, here.site_id) if here else None
        if self.table.currentIndex().isValid() and self.current() is not None:
            now = self.current()
            if now is not None and (now.criterion.id, now.site_id) == key:
                return
        at = keys.index(key) if key in keys else 0
        self.table.setCurrentIndex(self.model.index(at, CRITERION))

    def _show_buttons(self) -> None:
        chosen = self.chosen_lines()
        none = "" if chosen else tr("Choose the answers this is about.")
        empty = any(row.status == "not_started" for row in chosen)
        for state, shown in self.acts.buttons.items():
            not_yet = tr("Not all of the chosen ones are answered.") if empty else ""
            allow(shown, none or ("" if state == "draft" else not_yet))
        allow(self.assign_button, none)
        one = "" if len(chosen) == 1 else tr("Choose one answer.")
        allow(self.comment_button, one)
        allow(self.open_button, "" if self.current() else tr("No answer is chosen."))

    def _offer(self, counts: Counts) -> None:
        """Offer states and names with how many there are."""
        states = [
            (f"{tr(TITLES[key])} ({number_text(counts.states[key])})", key) for key in REVIEW_STATES
        ]
        _fill(self.state, [(tr("Every state"), ""), *states])
        names = [(f"{name} ({n})", name) for name, n in sorted(counts.assigned.items())]
        _fill(self.who, [(tr("Everybody"), ""), *names])

    def _table(self) -> QTableView:
        table = reading(QTableView(), tr("Answers by state"))
        tell_cut(table)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setModel(self.model)
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for number, column in enumerate(COLUMNS):
            table.setColumnWidth(number, letters(column.width))
        Filling(table, CRITERION)
        Columns(table, "review")
        table.activated.connect(self._activated)
        table.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        return table

    def _activated(self, index: QModelIndex) -> None:
        del index
        self.open_current()

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.addLayout(flow(self.state, self.who, self.mine, self.talked, self.at_sites))
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(
            flow(
                self.open_button,
                *self.acts.buttons.values(),
                self.assign_button,
                self.comment_button,
            )
        )
        for box in (self.state, self.who):
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(lambda _: self.narrow())
        for tick in (self.mine, self.talked):
            tick.toggled.connect(lambda _: self.narrow())
        self.at_sites.toggled.connect(lambda _: self.show_all())


def _fill(box: ChoiceBox, choices: list[tuple[str, str]]) -> None:
    """Offer other choices; the one chosen stays where it is still there."""
    held = box.currentData()
    box.blockSignals(True)
    box.clear()
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(held), 0))
    box.blockSignals(False)
