"""Numbers are typed with separators too; what is none stays in the field and is not saved."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyleOptionViewItem

from ctpat_desktop.ui.fields.unsaved import unread
from ctpat_desktop.ui.registers.model import EDITABLE


@pytest.fixture
def part(window):
    """The page of partners with its first record open."""
    window.activateWindow()
    window.shell.open("partners")
    part = window.shell.pages["partners"].tab("partner")
    part.list.select(part.list.model.ids[0])
    return part


@pytest.fixture
def yearly(part):
    """The field of the shipments a year."""
    found = part.editor.fields.inputs["volume"]
    found.edit.setFocus()
    found.edit.selectAll()
    return found


def stored(part):
    return part.editor.fields._record.volume


def test_a_number_with_separators_is_saved_and_shown_in_digits(qtbot, part, yearly):
    qtbot.keyClicks(yearly.edit, "1,200,000")
    assert part.editor.fields.flush()
    assert yearly.edit.text() == "1,200,000"
    qtbot.keyClick(yearly.edit, Qt.Key.Key_Return)
    assert (stored(part), yearly.edit.text()) == (1_200_000, "1200000")


def test_what_is_no_number_stays_and_is_said_and_not_saved(qtbot, part, yearly):
    before = stored(part)
    qtbot.keyClicks(yearly.edit, "1,5")
    qtbot.keyClick(yearly.edit, Qt.Key.Key_Return)
    assert (stored(part), yearly.edit.text()) == (before, "1,5")
    assert "not a whole number" in part.editor.fields.warnings["volume"].text()
    assert part.editor.fields.is_holding()
    qtbot.keyClicks(yearly.edit, "00")
    qtbot.keyClick(yearly.edit, Qt.Key.Key_Return)
    assert (stored(part), yearly.edit.text()) == (1500, "1500")
    assert not part.editor.fields.is_holding()


def test_letters_are_not_taken_and_an_empty_field_is_no_number(qtbot, part, yearly):
    qtbot.keyClicks(yearly.edit, "x7x")
    qtbot.keyClick(yearly.edit, Qt.Key.Key_Return)
    assert stored(part) == 7
    yearly.edit.selectAll()
    qtbot.keyClick(yearly.edit, Qt.Key.Key_Delete)
    qtbot.keyClick(yearly.edit, Qt.Key.Key_Return)
    assert stored(part) is None


def test_a_cell_of_the_list_reads_the_same_and_never_empties_itself(window, part):
    table, model = part.list.table, part.list.model
    model.show_columns([model.form.field("volume")])
    index = model.index(0, 0)
    delegate = table.itemDelegate()
    editor = delegate.createEditor(table, QStyleOptionViewItem(), index)
    editor.setText("2.500")
    delegate.setModelData(editor, model, index)
    assert index.data(EDITABLE) == 2500
    editor.setText("2,5")
    delegate.setModelData(editor, model, index)
    assert index.data(EDITABLE) == 2500
    assert "not a whole number" in window.shell.banner.words


def test_what_is_no_number_holds_the_window_with_the_cursor_still_in_it(
    qtbot, window, part, yearly
):
    qtbot.keyClicks(yearly.edit, "12,5")
    assert not window.shell.flush()
    assert yearly.edit.text() == "12,5"
    named = [words for words, _ in unread(window.shell)]
    assert named == [f"{yearly.edit.accessibleName()}: “12,5”"]
    qtbot.keyClicks(yearly.edit, "00")
    assert window.shell.flush()
    assert (stored(part), yearly.edit.text()) == (12_500, "12,500")
