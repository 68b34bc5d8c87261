"""A name that is in no list yet stays in its field, is said, and can be added there."""

import pytest
from PySide6.QtCore import Qt

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.reading import naming
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.fields import input_for


@pytest.fixture
def person(window, qtbot):
    """The field of the person in an attendance, on the screen."""
    window.activateWindow()
    made = input_for(load_form("attendance").field("person_id"), window.shell.desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.edit.setFocus()
    return made


def typed(qtbot, person, words):
    person.edit.selectAll()
    qtbot.keyClicks(person.edit, words)
    person.edit.completer().popup().hide()
    qtbot.keyClick(person.edit, Qt.Key.Key_Return)


def test_a_name_in_no_list_stays_and_the_person_before_too(qtbot, person):
    known = next(iter(picked(person)))
    person.show_value(known)
    typed(qtbot, person, "Zoila Quiroga")
    assert person.edit.text() == person.unread() == "Zoila Quiroga"
    assert "is not in the list and was not saved" in person.problem
    assert person.value() == known
    person.show_value(known)
    assert person.edit.text() == "Zoila Quiroga"
    person.clear()
    assert (person.edit.text(), person.problem, person.value()) == ("", "", None)


def picked(person):
    from ctpat_desktop.services.registers import picker

    return [key for key, _ in picker.records(person.desk.scope, "person", limit=3)]


def test_a_name_is_added_where_it_was_typed(qtbot, person):
    typed(qtbot, person, "Zoila Quiroga Ruiz")
    assert person.add_link.isVisible()
    assert "Zoila Quiroga" in person.add_link.text()
    person.add_link.click()
    added = records.stored(person.desk.workspace, "person", person.value())
    assert (added.first_name, added.last_name) == ("Zoila", "Quiroga Ruiz")
    assert person.problem == ""
    assert not person.add_link.isVisible()
    typed(qtbot, person, "zoila quiroga ruiz")
    assert person.value() == added.id


def test_one_that_fits_alone_is_taken(qtbot, person):
    (first, *_) = picked(person)
    person.show_value(first)
    words = person.edit.text()
    person.clear()
    typed(qtbot, person, words)
    assert person.value() == first
    person.edit.selectAll()
    qtbot.keyClick(person.edit, Qt.Key.Key_Delete)
    qtbot.keyClick(person.edit, Qt.Key.Key_Return)
    assert person.value() is None


def test_half_a_name_is_judged_with_the_cursor_still_in_it_and_the_line_stays(qtbot, person):
    person.edit.selectAll()
    qtbot.keyClicks(person.edit, "Amina F")
    person.edit.completer().popup().hide()
    person.settle(is_left=False)
    assert person.edit.text() == "Amina F"
    assert naming.stored_name(person.desk.workspace, "person", person.value()) == "Amina Farouk"
    qtbot.keyClicks(person.edit, "x")
    person.settle(is_left=False)
    assert person.unread() == person.edit.text() == "Amina Fx"
