"""Words are replaced in the answers from a list in which each place has a tick."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.profile import replacing
from ctpat_desktop.services.profile.replacing import Sought
from ctpat_desktop.ui.profile.replace_dialog import ReplaceDialog
from tests.ui.driving import drain, narrative

TEXT = "The gaurd locks it. A gaurd looks. TBD"


@pytest.fixture
def dialog(qtbot, window):
    box = narrative(window, "9.5")
    box.setPlainText(TEXT)
    assert window.shell.flush()
    shown = ReplaceDialog(window, window.shell.desk)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def look(qtbot, dialog, words, fresh=""):
    dialog.find_line.setText(words)
    dialog.fresh_line.setText(fresh)
    QTest.keyClick(dialog.find_line, Qt.Key.Key_Return)
    drain(qtbot)


def cells(dialog):
    model = dialog.hits
    return [
        [model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())
    ]


def test_every_place_is_shown_before_and_after_and_only_the_ticked_are_replaced(
    qtbot, window, dialog
):
    look(qtbot, dialog, "gaurd", "guard")
    assert cells(dialog) == [
        ["9.5", "What you do", "The gaurd locks it.", "The guard locks it."],
        ["9.5", "What you do", "A gaurd looks.", "A guard looks."],
    ]
    assert dialog.state.text() == "2 places in 1 text"
    assert dialog.replace_button.text() == "Replace in 2 places"
    dialog.table.setCurrentIndex(dialog.hits.index(0, 2))
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.replace_button.text() == "Replace in 1 place"
    dialog.replace_button.click()
    drain(qtbot)
    assert dialog.state.text() == "Replaced in 1 place. One undo takes it back."
    box = narrative(window, "9.5")
    assert box.toPlainText() == "The gaurd locks it. A guard looks. TBD"
    window.shell.undo()
    assert narrative(window, "9.5").toPlainText() == TEXT


def test_findings_follow_what_was_replaced(qtbot, window, dialog):
    desk = window.shell.desk
    qtbot.waitUntil(lambda: desk.registers is not None)
    assert "writing.placeholder" in [row.rule for row in desk.review.of("9.5")]
    look(qtbot, dialog, "TBD", "Each shift.")
    dialog.replace_button.click()
    drain(qtbot)
    assert "writing.placeholder" not in [row.rule for row in desk.review.of("9.5")]


def test_why_nothing_can_be_replaced_is_said(qtbot, dialog):
    assert dialog.why_not.text() == "Type what is to be found."
    look(qtbot, dialog, "qqqzz")
    assert dialog.state.text() == "It stands in none of the answers."
    look(qtbot, dialog, "gaurd", "gaurd")
    assert dialog.why_not.text() == "Type what comes in its place."
    dialog.fresh_line.setText("guard")
    assert dialog.replace_button.isEnabled()
    dialog.none_button.click()
    assert dialog.why_not.text() == "Tick the places this is about."
    dialog.all_button.click()
    dialog.find_line.setText("gau")  # the list is of another search now
    assert not dialog.replace_button.isEnabled()


def test_words_still_being_typed_are_saved_before(qtbot, window, monkeypatch):
    box = narrative(window, "9.5")
    box.setPlainText("A gaurd types.")
    seen = []

    def look(_parent, desk):
        seen.extend(replacing.find(desk.scope, Sought("gaurd types")))

    monkeypatch.setattr("ctpat_desktop.ui.profile.replace_dialog.ask_replace", look)
    action = next(a for a in window.menus.edit.actions() if a.text().startswith("Find and"))
    action.trigger()
    assert [hit.text.criterion for hit in seen] == ["9.5"]


def test_the_search_page_leads_there_with_its_words(qtbot, window, monkeypatch):
    window.shell.go(Place("search"))
    page = window.shell.pages["search"]
    asked = []
    monkeypatch.setattr("ctpat_desktop.ui.search.page.ask_replace", lambda *a: asked.append(a[2]))
    page.words.setText("gaurd ")
    page.replace_button.click()
    assert asked == ["gaurd"]
    drain(qtbot)


def test_a_company_that_is_only_read_is_left_as_it_is(qtbot, window, dialog):
    look(qtbot, dialog, "gaurd", "guard")
    window.shell.desk.shut = "It is archived."
    dialog.fresh_line.setText("guards")
    assert dialog.why_not.text() == "It is archived."
    assert not dialog.replace_button.isEnabled()
