"""The list of one register: find, filter, sort, choose columns, change many at once."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import Form
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.registers import listing, records, saved_views
from ctpat_desktop.services.registers.listing import Condition, Lines, View
from ctpat_desktop.support.language import ntr, number_text, tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.fields.bulk_dialog import BulkDialog
from ctpat_desktop.ui.registers.cells import CellDelegate
from ctpat_desktop.ui.registers.filters import FilterDialog
from ctpat_desktop.ui.registers.list_menus import ColumnsButton, SavedButton
from ctpat_desktop.ui.registers.model import RegisterModel
from ctpat_desktop.ui.registers.table import RegisterTable, arrange, sorted_by
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.heard import announce_result
from ctpat_desktop.ui.widgets.parts import button, flow, label, looks
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.workspace.changes import Changes

LONG = 3000
"""Records from which on a list is read beside the window."""
LATER_MS = 1500
"""Milliseconds after the last change until a long list is put in order again."""


class RegisterList(QWidget):
    """One register as a table; `chosen` tells the id of the current record, or ""."""

    chosen = Signal(str)
    emptied = Signal(bool)
    """Whether the register has no record at all."""

    def __init__(self, desk: Desk, form: Form, belongs_to: Condition | None = None) -> None:
        """Show all records, or those that belong to one other record."""
        super().__init__()
        self.desk, self.form, self.belongs_to = desk, form, belongs_to
        self.lines, self.total = Lines([], []), 0
        order, is_down = sorted_by(form)
        self.view = View(order=order, descending=is_down)
        self.model = RegisterModel(desk, form)
        self.held_id: Callable[[], str] = str
        """Gives the id of the open record while something typed in it cannot be saved, else ""."""
        self.is_reading, self.is_stale, self.wanted = False, False, ""
        self.later = QTimer(self, singleShot=True, interval=LATER_MS)
        self.later.timeout.connect(self.show_all)
        self.words = looks(QLineEdit())
        self.words.setPlaceholderText(tr("Find in the list"))
        self.words.setAccessibleName(tr("Find in {what}").format(what=tr(form.plural)))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self.look_for)
        self.filter_button = button(tr("Filter…"), self.ask_filter)
        self.saved_button, self.columns_button = SavedButton(self), ColumnsButton(self)
        self.count = label("", muted=True)
        self.count.setWordWrap(False)
        nothing = label(tr("Nothing here yet."), muted=True)
        self.empty = EmptyNote(form.id) if belongs_to is None else nothing
        self.table = self._table()
        self._lay()
        self._show_habits()

    def show_all(self) -> None:
        """Read the list anew; a long one beside the window."""
        read = partial(self._read, self.desk.scope, self._whole_view())
        if len(self.lines.ids) < LONG:
            self._take(read())
        elif self.is_reading:
            self.is_stale = True
        else:
            self.is_reading, self.is_stale = True, False
            tasks.start(lambda _: read(), self._take, self._failed)

    def refresh(self, changes: Changes) -> None:
        """Show what changed in this register or in what its cells name."""
        if not changes.touches(self.form.id, *self._named_tables()):
            return
        own = [item for item in changes.items if item.table == self.form.id]
        is_same = all(item.action == "changed" for item in own)
        self.model.forget({item.record_id for item in own} if own and is_same else None)
        if own and is_same and len(self.lines.ids) >= LONG:
            self.later.start()  # the cells are new already; the order of a long list can wait
        else:
            self.show_all()

    def select(self, record_id: str) -> None:
        """Make one record the current one; where it is hidden, the filters are let go."""
        self.wanted = record_id
        if record_id and record_id not in self.model.ids and not self.is_reading:
            if record_id in self.lines.ids:
                self.words.clear()
            elif self.view.conditions:
                self.filter_by(View(order=self.view.order, columns=self.view.columns), "")
        if self.wanted:
            self._show_wanted()

    def point_back(self, record_id: str) -> None:
        """Make a record the marked one again, once the click that left it has ended."""
        QTimer.singleShot(0, self, lambda: self.select(record_id))

    def current(self) -> str:
        """Return the id of the current record, or ""."""
        place = self.table.currentIndex().row()
        return self.model.ids[place] if 0 <= place < len(self.model.ids) else ""

    def selected(self) -> list[str]:
        """Return the ids of all selected records."""
        places = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self.model.ids[place] for place in places]

    def look_for(self, words: str) -> None:
        """Show the records with these words."""
        now = self.current()
        ids = self.lines.matching(words)
        self.model.show_ids(ids)
        self._show_count()
        if now in set(ids[:LONG]):
            self._point_at(now)
        elif ids:
            self._point_at(ids[0])
        else:
            self.chosen.emit("")

    def filter_by(self, view: View, words: str) -> None:
        """Show the list as a saved or built filter says."""
        self.view = view
        self.words.blockSignals(True)
        self.words.setText(words)
        self.words.blockSignals(False)
        if view.columns:
            self._show_columns(view.columns)
        self.table.mark_sorted(view.order, is_down=view.descending)
        on = len(view.conditions)
        self.filter_button.setText(tr("Filter ({n})…").format(n=on) if on else tr("Filter…"))
        self.show_all()

    def ask_filter(self) -> None:
        """Let the person build conditions."""
        dialog = FilterDialog(self.window(), self.form, self.view.conditions)
        if ask(dialog):
            view = self.view
            self.filter_by(
                View(dialog.conditions(), view.order, view.descending, view.columns),
                self.words.text(),
            )

    def is_held(self, ids: list[str]) -> bool:
        """Say so and return True while the open record cannot be left for others."""
        held = self.held_id()
        if held and ids != [held]:
            self.desk.say_held()
            return True
        return False

    def change_many(self, values: dict[str, Any]) -> None:
        """Give all selected records one value, beside the window."""
        ids, desk, table = self.selected(), self.desk, self.form.id

        def work(progress: Progress) -> None:
            records.change_many(desk.workspace, table, ids, progress, **values)

        words = tr("Changing {n}").format(n=len(ids))
        desk.attempt(lambda: tasks.wait_or_cancel(self, words, work))

    def ask_many(self) -> None:
        """Let the person choose a field and a value for all selected records."""
        ids = self.selected()
        if ids and not self.is_held(ids):
            fields = [one for one in self.form.columns if one.key not in self.form.names]
            dialog = BulkDialog(self.window(), self.desk, fields, len(ids))
            if ask(dialog):
                self.change_many(dialog.chosen())

    def gray_without_row(self, made: QPushButton) -> None:
        """Gray a button while no record is chosen, and say so."""
        words = tr("Choose a line of the list first.")
        allow(made, words)
        self.chosen.connect(lambda key: allow(made, "" if key else words))

    def remove_selected(self) -> None:
        """Remove the selected records; one undo brings all of them back."""
        ids, desk, table = self.selected() or [self.current()], self.desk, self.form.id
        if self.is_held(ids):
            return

        def work(progress: Progress) -> None:
            records.remove_many(desk.workspace, table, [key for key in ids if key], progress)

        words = tr("Removing {n}").format(n=len(ids))
        desk.attempt(lambda: tasks.wait_or_cancel(self, words, work))

    def flush(self) -> bool:
        """Finish the cell being typed."""
        if self.table.state() == QAbstractItemView.State.EditingState:
            editor = self.table.viewport().focusWidget() or self.table.focusWidget()
            if editor is not None and editor is not self.table:
                self.table.commitData(editor)
                self.table.closeEditor(editor, CellDelegate.EndEditHint.NoHint)
        return True

    def save_filter(self, name: str) -> None:
        """Keep the filter under a name, in the place of one with the same name."""
        desk, kept = self.desk, saved_views.habits(self.desk.workspace, self.form.id)
        saved = tuple(row for row in kept.saved if row.name != name)
        entry = saved_views.Saved(name, self.words.text(), self.view)
        new = saved_views.Habits(kept.columns, (*saved, entry))
        desk.attempt(lambda: saved_views.keep(desk.workspace, self.form.id, new))

    def drop_filter(self, name: str) -> None:
        """Forget a saved filter."""
        desk, kept = self.desk, saved_views.habits(self.desk.workspace, self.form.id)
        saved = tuple(row for row in kept.saved if row.name != name)
        desk.attempt(
            lambda: saved_views.keep(
                desk.workspace, self.form.id, saved_views.Habits(kept.columns, saved)
            )
        )

    def keep_columns(self, keys: tuple[str, ...]) -> None:
        """Show these columns from now on."""
        self._show_columns(keys)
        desk, kept = self.desk, saved_views.habits(self.desk.workspace, self.form.id)
        new = saved_views.Habits(keys, kept.saved)
        desk.attempt(lambda: saved_views.keep(desk.workspace, self.form.id, new))

    def _failed(self, words: str) -> None:
        self.is_reading = False
        self.desk.warn(words)

    def _read(self, scope: Scope, view: View) -> tuple[Lines, int]:
        """Return the records of a view, and how many there are without its filter."""
        table = self.form.id
        found = listing.lines(scope, table, view)
        own = view.conditions[: 1 if self.belongs_to else 0]
        if own == view.conditions:
            return found, len(found.ids)
        return found, listing.counted(scope, table, own)

    def _take(self, read: tuple[Lines, int]) -> None:
        found, self.total = read
        self.is_reading = False
        if self.is_stale:
            self.show_all()
            return
        self.lines = found
        now = self.current()
        ids = found.matching(self.words.text())
        if ids != self.model.ids:
            self.model.show_ids(ids)
        self._show_count()
        self.wanted = self.wanted or now
        self._show_wanted()

    def _show_wanted(self) -> None:
        """Point at the record that was asked for, or at the first one."""
        if self.is_reading:
            return
        ids = self.model.ids
        target = self.wanted if self.wanted in ids else next(iter(ids), "")
        self.wanted = ""
        if target:
            self._point_at(target)
        self.chosen.emit(target)

    def _point_at(self, record_id: str) -> None:
        index = self.model.index(self.model.ids.index(record_id), 0)
        marked = self.table.selectionModel()
        if self.table.currentIndex().row() == index.row() and marked.isRowSelected(index.row()):
            return
        flags = QItemSelectionModel.SelectionFlag
        marked.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.scrollTo(index)

    def _show_count(self) -> None:
        shown, total = len(self.model.ids), self.total
        some = tr("{n} of {all}").format(n=number_text(shown), all=number_text(total))
        self.count.setText(number_text(total) if shown == total else some)
        if self.words.hasFocus():
            announce_result(some, self)
        self.empty.setVisible(total == 0 and not self.view.conditions)
        self.table.setVisible(not self.empty.isVisibleTo(self))
        self.emptied.emit(self.empty.isVisibleTo(self))

    def _whole_view(self) -> View:
        own = (self.belongs_to,) if self.belongs_to else ()
        view = self.view
        return View((*own, *view.conditions), view.order, view.descending, view.columns)

    def _named_tables(self) -> set[str]:
        return {field.to for field in self.form.columns if field.to}

    def _show_habits(self) -> None:
        columns = saved_views.habits(self.desk.workspace, self.form.id).columns
        keys = columns or tuple(field.key for field in self.form.columns if field.in_list)
        self._show_columns(keys)

    def _show_columns(self, keys: tuple[str, ...]) -> None:
        own = self.belongs_to.key if self.belongs_to else ""
        shown = [field for field in self.form.columns if field.key in keys and field.key != own]
        self.model.show_columns(shown or list(self.form.columns[:1]))
        self.table.lay(self.model.columns)
        self.table.mark_sorted(self.view.order, is_down=self.view.descending)

    def _sort(self, place: int) -> None:
        key = self.model.columns[place].key
        down = self.view.order == key and not self.view.descending
        self.view = View(self.view.conditions, key, down, self.view.columns)
        arrange(self.form.id, {"sorted": [key, down]})
        self.table.mark_sorted(key, is_down=down)
        self.show_all()

    def _moved(self, now: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self.model.ids[now.row()])

    def _say_copied(self, rows: int) -> None:
        cell = tr("The cell is on the clipboard for 30 seconds.")
        words = ntr(
            "The row is on the clipboard for 30 seconds.",
            "{n} rows are on the clipboard for 30 seconds.",
            rows,
        )
        self.desk.inform(words if rows else cell)

    def _table(self) -> RegisterTable:
        table = RegisterTable(self.model, self.form)
        table.horizontalHeader().sectionClicked.connect(self._sort)
        table.copied.connect(self._say_copied)
        table.selectionModel().currentRowChanged.connect(lambda now, _: self._moved(now))
        return table

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if self.belongs_to is None:
            buttons = (self.filter_button, self.saved_button, self.columns_button)
            column.addLayout(flow(self.words, *buttons, self.count))
        column.addWidget(self.empty, 1)
        column.addWidget(self.table, 1)
