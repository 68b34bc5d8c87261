"""The sheet of all answers: many rows at once, cells out and a column in."""

from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from ctpat_desktop.ui.fields.bulk_dialog import BulkDialog
from ctpat_desktop.ui.profile.grid import common_fields
from ctpat_desktop.ui.profile.grid_model import OWNER, STATUS, TEXT
from ctpat_desktop.workspace.changes import Changes
from tests.ui.driving import agreeing


@pytest.fixture
def grid(window):
    window.shell.open("grid")
    return window.shell.current()


def choose(grid, rows, columns):
    flag = QItemSelectionModel.SelectionFlag
    grid.table.clearSelection()
    for row in rows:
        for column in columns:
            grid.table.selectionModel().select(grid.model.index(row, column), flag.Select)
    first = grid.model.index(rows[0], columns[0])
    grid.table.selectionModel().setCurrentIndex(first, flag.NoUpdate)


def values(grid, column, count=3):
    return [grid.model.index(row, column).data(Qt.ItemDataRole.EditRole) for row in range(count)]


def put(text):
    QGuiApplication.clipboard().setText(text)


def test_nothing_can_be_done_before_cells_are_chosen(grid):
    assert not grid.change_button.isEnabled()
    assert "Choose cells" in grid.change_button.toolTip()
    choose(grid, [0], [OWNER])
    assert grid.change_button.isEnabled()


def test_chosen_rows_get_one_owner_and_one_undo_brings_theirs_back(grid, qtbot):
    before = values(grid, OWNER)
    choose(grid, [0, 1, 2], [OWNER, TEXT])
    dialog = BulkDialog(grid, grid.desk, common_fields(), 3)
    qtbot.keyClicks(dialog.inputs["owner"].edit, "Oscar Delmonte")
    dialog.accept()
    grid.change_many(grid.selected(), dialog.chosen())
    assert values(grid, OWNER) == ["Oscar Delmonte"] * 3
    grid.desk.undo()
    assert values(grid, OWNER) == before


def test_tab_goes_from_the_field_to_its_value(grid, qtbot):
    dialog = BulkDialog(grid, grid.desk, common_fields(), 3)
    dialog.show()
    for key in ("owner", "reviewed_on", "status"):
        dialog.box.setCurrentIndex(dialog.box.findData(key))
        dialog.box.setFocus()
        qtbot.keyClick(dialog.box, Qt.Key.Key_Tab)
        assert dialog.inputs[key].isAncestorOf(dialog.focusWidget())


def test_a_date_that_cannot_be_read_is_not_saved(grid, qtbot):
    choose(grid, [0, 1], [OWNER])
    dialog = BulkDialog(grid, grid.desk, common_fields(), 2)
    dialog.box.setCurrentIndex(dialog.box.findData("reviewed_on"))
    line = dialog.inputs["reviewed_on"].day.edit
    qtbot.keyClicks(line, "soon")
    dialog.accept()
    assert dialog.result() != BulkDialog.DialogCode.Accepted
    assert "“soon” cannot be read" in dialog.why_not.text()
    line.clear()
    qtbot.keyClicks(line, "2026-03-04")
    dialog.accept()
    assert dialog.result() == BulkDialog.DialogCode.Accepted
    grid.change_many(grid.selected(), dialog.chosen())
    assert [grid.desk.dossier.answer(n).whole.reviewed_on for n in grid.selected()] == [
        *(date(2026, 3, 4), date(2026, 3, 4)),
    ]


def test_copied_cells_are_whole_texts_a_sheet_takes(grid):
    grid.desk.answer("1.1", None, narrative='First line\nsecond "line"', owner="Oscar")
    choose(grid, [0], [OWNER, TEXT])
    grid.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied == 'Oscar\t"First line\nsecond ""line"""'


def test_what_was_copied_comes_back_the_same(grid, qtbot, monkeypatch):
    before = (values(grid, OWNER), values(grid, TEXT))
    choose(grid, [0, 1, 2], [TEXT])
    qtbot.keyClick(grid.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(grid.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (values(grid, OWNER), values(grid, TEXT)) == before
    assert "3 cells were the same." in grid.window().shell.notices.words


def test_a_column_is_pasted_after_asking_and_taken_back_in_one_step(grid, monkeypatch):
    before, asked = values(grid, OWNER), agreeing(monkeypatch, True)
    choose(grid, [0], [OWNER])
    put("Oscar\nInes\nAmina")
    grid.paste()
    assert "Something else stands in" in asked[0]
    assert values(grid, OWNER) == ["Oscar", "Ines", "Amina"]
    grid.desk.undo()
    assert values(grid, OWNER) == before


def test_nothing_is_replaced_when_the_person_says_no(grid, monkeypatch):
    before = values(grid, OWNER)
    agreeing(monkeypatch, False)
    choose(grid, [0], [OWNER])
    put("Oscar\nInes")
    grid.paste()
    assert values(grid, OWNER) == before


def test_what_is_not_taken_is_said(grid, monkeypatch):
    agreeing(monkeypatch, True)
    choose(grid, [0], [STATUS])
    put("perhaps")
    grid.paste()
    assert "1.1: “perhaps” is no status." in grid.window().shell.banner.words


def test_an_empty_clipboard_is_said(grid):
    choose(grid, [0], [OWNER])
    put(" \n")
    grid.paste()
    assert "There is nothing to paste" in grid.window().shell.banner.words


def test_what_is_typed_in_a_cell_outlives_a_change_elsewhere(grid, qtbot):
    index = grid.model.index(0, OWNER)
    grid.table.edit(index)
    editor = grid.table.indexWidget(index) or grid.table.viewport().findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Vice")
    grid.desk.changed.emit(Changes())  # such as findings that came beside the window
    grid.desk.answer("9.1", None, owner="Ines")
    assert editor.text() == "Vice"
    qtbot.keyClicks(editor, " President")
    assert editor.text() == "Vice President"


def test_the_dialog_begins_with_the_field_of_the_chosen_cells(grid, monkeypatch):
    shown = []
    monkeypatch.setattr("ctpat_desktop.ui.profile.grid.ask", shown.append)
    for column, key in ((OWNER, "owner"), (STATUS, "status")):
        choose(grid, [0, 1], [column])
        grid.ask_many()
        assert shown[-1].box.currentData() == key


def test_nothing_typed_empties_only_where_that_is_meant(qtbot, grid, monkeypatch):
    asked = agreeing(monkeypatch, False, True)
    dialog = BulkDialog(grid, grid.desk, common_fields(), 5)
    qtbot.addWidget(dialog)
    dialog.offer("owner")
    dialog.accept()
    assert (dialog.result(), asked) == (0, ["Nothing is typed or chosen. Empty “Owner” of all 5?"])
    dialog.accept()
    assert dialog.result() == 1
