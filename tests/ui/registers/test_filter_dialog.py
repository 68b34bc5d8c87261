"""The dialog that builds a filter: words, days, and values nobody can read."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.services.registers.listing import Condition, day_of
from ctpat_desktop.support import language
from ctpat_desktop.ui.registers.filters import FilterDialog
from tests.ui.driving import press


@pytest.fixture
def built(qtbot):
    def build(form, *conditions):
        dialog = FilterDialog(None, load_form(form), conditions)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog, dialog.rows.itemAt(0).widget()

    return build


def choose(box, key):
    box.setCurrentIndex(box.findData(key))


@pytest.mark.parametrize("words", ["today", "today+30", "today-7", "today+9999", "2026-05-01"])
def test_a_day_comes_back_as_it_was_built(built, words):
    asked = Condition("visited_on", "after", words)
    dialog, _ = built("visitor", asked)
    assert dialog.conditions() == (asked,)


def test_days_are_chosen_and_counted(built):
    dialog, line = built("partner")
    choose(line.field, "next_check_on")
    choose(line.op, "before")
    assert dialog.conditions() == (Condition("next_check_on", "before", "today"),)
    choose(line.day.kind, "-")
    line.day.days.setValue(14)
    (found,) = dialog.conditions()
    assert day_of(found.value, date(2026, 6, 1)) == date(2026, 6, 1) - timedelta(days=14)


def test_a_date_is_typed_as_everywhere(built):
    dialog, line = built("visitor", Condition("visited_on", "after", "2026-05-01"))
    assert line.day.date.edit.text() == "05/01/2026"
    line.day.date.edit.setText("6/3/2026")
    assert dialog.conditions() == (Condition("visited_on", "after", "2026-06-03"),)


@pytest.mark.parametrize("words", ["", "today+soon", "last week"])
def test_a_day_nobody_can_read_is_asked_for(built, words):
    dialog, line = built("visitor", Condition("visited_on", "after", words))
    dialog.accept()
    assert dialog.isVisible()
    assert line.day.date.warning.text()


@pytest.mark.parametrize("typed", ["", "13/45/2026"])
def test_a_date_nobody_can_read_keeps_the_dialog_open(built, typed):
    dialog, line = built("visitor", Condition("visited_on", "after", "2026-05-01"))
    line.day.date.edit.setText(typed)
    dialog.accept()
    assert dialog.isVisible()
    assert line.day.date.warning.text()
    line.day.date.edit.setText("05/02/2026")
    dialog.accept()
    assert not dialog.isVisible()
    assert dialog.conditions()[0].value == "2026-05-02"


def test_a_country_nobody_knows_keeps_the_dialog_open(built):
    dialog, line = built("partner", Condition("country", "is", "MX"))
    line.country.box.setEditText("Mexicoo")
    dialog.accept()
    assert dialog.isVisible()
    assert line.country.unread() == "Mexicoo"
    assert line.trouble.isVisible()
    assert "Mexicoo" in line.trouble.text()


def test_comparisons_speak_the_language_of_the_screen(built, monkeypatch):
    monkeypatch.setattr(language, "_screens", "fr_CA")
    _, line = built("partner")
    choose(line.field, "country")
    words = [line.op.itemText(at) for at in range(line.op.count())]
    assert words == ["est", "n’est pas", "est rempli", "est vide"]


def test_the_keyboard_begins_in_the_first_line_and_goes_on_in_a_new_one(built):
    dialog, line = built("visitor", Condition("visited_on", "filled"))
    assert dialog.focusWidget() is line.field
    press(dialog, "Add condition")
    assert dialog.focusWidget() is dialog.rows.itemAt(1).widget().field


def test_a_line_is_added_and_taken_out(built):
    dialog, line = built("visitor", Condition("visited_on", "filled"))
    other = dialog.add_row(Condition("visited_on", "empty"))
    line.leave()
    QApplication.processEvents()
    assert dialog.conditions() == (Condition("visited_on", "empty"),)
    assert other.isVisible()
