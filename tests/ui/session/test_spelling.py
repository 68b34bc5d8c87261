"""Misspelled words are underlined beside the rules' marks, and set right from menu and keys."""

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QVBoxLayout

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.spelling import dictionary, own_words
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.ui.session import spelling
from ctpat_desktop.ui.session.spelled import Spelled, next_misspelled
from ctpat_desktop.ui.session.spelling import SPELLING
from ctpat_desktop.ui.settings.own_words_dialog import OwnWordsDialog
from ctpat_desktop.ui.widgets.theme import tokens
from tests.ui.driving import drain, locked

RED = QTextCharFormat.UnderlineStyle.SpellCheckUnderline
TEXT = "The securty gaurd locks the Hollenbeck gate each evening."


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(spelling, "AFTER_MS", 0)


@pytest.fixture
def form(qtbot, window):
    window.shell.go(Place("9", criterion="9.5"))
    shown = window.shell.wizard.findChild(Spelled)
    assert shown.box.accessibleName() == "What you do"
    qtbot.waitUntil(lambda: SPELLING.speller is not None)
    drain(qtbot)
    return shown


def write(qtbot, form, text):
    form.box.setPlainText(text)
    drain(qtbot)
    form._settling.stop()
    form.look()


def marked(form):
    marks = form.box.extraSelections()
    return [m.cursor.selectedText() for m in marks if m.format.underlineStyle() == RED]


def test_words_are_underlined_counted_and_named_to_a_screen_reader(qtbot, form):
    write(qtbot, form, TEXT)
    assert marked(form) == ["securty", "gaurd", "Hollenbeck"]
    assert form.note.text() == "3 words not in the dictionary"
    assert form.note.isVisible()
    assert "securty, gaurd, Hollenbeck" in form.box.accessibleDescription()
    (mark, *_) = form.box.extraSelections()
    assert mark.format.underlineColor().name() == tokens().bad
    write(qtbot, form, "The guard locks the gate each evening.")
    assert (marked(form), form.note.isVisible()) == ([], False)
    assert form.box.accessibleDescription() == ""


def test_marks_of_the_rules_stay_beside_them(qtbot, window, form):
    write(qtbot, form, f"🔒 {TEXT} TBD")
    assert window.shell.flush()
    drain(qtbot)
    texts = [mark.cursor.selectedText() for mark in form.box.extraSelections()]
    assert "TBD" in texts
    assert texts[-3:] == marked(form) == ["securty", "gaurd", "Hollenbeck"]
    assert "to be replaced" in form.box.accessibleDescription()
    assert "securty" in form.box.accessibleDescription()
    menu = form.underlines.menu(form.box.toPlainText().index("TBD") + 2)
    assert menu.actions()[0].text() == "Leave as it is…"


def test_the_word_being_typed_is_left_alone_until_the_next(qtbot, form):
    write(qtbot, form, "")
    form.box.setFocus()
    qtbot.waitUntil(form.box.hasFocus)
    QTest.keyClicks(form.box, "The gaurd")
    drain(qtbot)
    form.look()
    assert marked(form) == []
    QTest.keyClicks(form.box, " ")
    assert marked(form) == ["gaurd"]


def test_a_suggestion_is_one_step_to_undo(qtbot, window, form):
    write(qtbot, form, TEXT)
    menu = form.underlines.menu(TEXT.index("gaurd") + 5)
    assert menu.actions()[0].text() == "Looking for suggestions…"
    drain(qtbot)
    assert menu.actions()[0].text() == "guard"
    menu.actions()[0].trigger()
    assert form.box.toPlainText() == TEXT.replace("gaurd", "guard")
    assert marked(form) == ["securty", "Hollenbeck"]
    form.box.undo()
    assert form.box.toPlainText() == TEXT
    assert window.shell.flush()


def test_a_menu_that_was_closed_meanwhile_is_left_alone(qtbot, form):
    write(qtbot, form, TEXT)
    menu = form.underlines.menu(TEXT.index("gaurd"))
    menu.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    drain(qtbot)


def test_shift_f10_opens_it_at_the_caret_and_enter_takes_the_first(qtbot, form):
    opened = []

    def choose():
        menu = QApplication.activePopupWidget()
        drain(qtbot)
        opened.append([action.text() for action in menu.actions()][:1])
        QTest.keyClick(menu, Qt.Key.Key_Return)

    write(qtbot, form, TEXT)
    cursor = form.box.textCursor()
    cursor.setPosition(TEXT.index("gaurd") + 5)  # behind the word, as after typing it
    form.box.setTextCursor(cursor)
    QTimer.singleShot(50, choose)
    QTest.keyClick(form.box, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert opened == [["guard"]]
    assert form.box.toPlainText() == TEXT.replace("gaurd", "guard")


def test_f7_goes_from_word_to_word_and_round(qtbot, window, form):
    write(qtbot, form, TEXT)
    cursor = form.box.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    form.box.setTextCursor(cursor)
    form.box.setFocus()
    qtbot.waitUntil(form.box.hasFocus)
    seen = []
    for _ in range(4):
        next_misspelled(window.shell)
        seen.append(form.box.textCursor().selectedText())
    assert seen == ["securty", "gaurd", "Hollenbeck", "securty"]
    QTest.keyClick(form.box, Qt.Key.Key_F7)
    assert form.box.textCursor().selectedText() == "gaurd"


def test_f7_is_heard_in_a_dialog_too(qtbot, window, form):
    dialog, box = QDialog(window), QPlainTextEdit("The guard. A gaurd.")
    inside = Spelled(box)
    column = QVBoxLayout(dialog)
    column.addWidget(box)
    column.addWidget(inside.note)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: marked(inside) == ["gaurd"])
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_F7)
    assert box.textCursor().selectedText() == "gaurd"


def test_a_word_gone_to_right_after_typing_keeps_its_mark(qtbot, window, form):
    write(qtbot, form, "")
    form.box.setFocus()
    qtbot.waitUntil(form.box.hasFocus)
    QTest.keyClicks(form.box, "The gaurd ")
    qtbot.waitUntil(lambda: marked(form) == ["gaurd"])
    form._settling.start()
    next_misspelled(window.shell)
    assert marked(form) == ["gaurd"]
    assert form.underlines.menu(form.box.textCursor().selectionStart()) is not None


def test_a_word_added_is_right_everywhere_and_undo_takes_it_back(qtbot, window, form):
    write(qtbot, form, f"{TEXT} Hollenbeck.")
    assert window.shell.flush()
    menu = form.underlines.menu(TEXT.index("Hollenbeck"))
    drain(qtbot)
    add = next(a for a in menu.actions() if a.text() == "Add “Hollenbeck” to the own words")
    add.trigger()
    drain(qtbot)
    assert marked(form) == ["securty", "gaurd"]
    assert own_words.listed(window.workspace) == ["Hollenbeck"]
    window.shell.undo()
    qtbot.waitUntil(lambda: marked(form) == ["securty", "gaurd", "Hollenbeck", "Hollenbeck"])


def test_a_word_ignored_is_right_until_the_file_is_locked(qtbot, window, form):
    write(qtbot, form, TEXT)
    menu = form.underlines.menu(form.box.toPlainText().index("gaurd") + 2)
    (ignore,) = [one for one in menu.actions() if one.text() == "Ignore “gaurd” for now"]
    ignore.trigger()
    drain(qtbot)
    assert marked(form) == ["securty", "Hollenbeck"]
    own_words.add(window.workspace, "securty")
    own_words.remove(window.workspace, ["securty"])  # which reads the words of the file anew
    drain(qtbot)
    form.look()
    qtbot.waitUntil(lambda: marked(form) == ["securty", "Hollenbeck"])
    SPELLING.forget()  # as locking does
    form.look()
    qtbot.waitUntil(lambda: marked(form) == ["securty", "gaurd", "Hollenbeck"])


def test_a_partner_that_is_added_is_known_by_name(qtbot, window, form):
    write(qtbot, form, TEXT)
    desk = window.shell.desk
    firm = desk.dossier.company.id
    values = {"company_id": firm, "name": "Hollenbeck Freight"}
    desk.attempt(lambda: records.add(window.workspace, "partner", **values))
    qtbot.waitUntil(lambda: marked(form) == ["securty", "gaurd"])


def test_the_language_is_chosen_and_off_is_off(qtbot, window, form):
    write(qtbot, form, "Le gardien verrouille la barrière. The guard locks it.")
    assert marked(form) == ["gardien", "verrouille", "barrière"]
    own_words.choose(window.workspace, "fr")
    qtbot.waitUntil(lambda: marked(form)[:2] == ["The", "guard"])
    assert "gardien" not in marked(form)
    own_words.choose(window.workspace, dictionary.OFF)
    qtbot.waitUntil(lambda: (marked(form), form.note.isVisible()) == ([], False))
    assert SPELLING.why_not == ""


def test_what_cannot_be_checked_is_said_and_not_called_right(qtbot, window, form, monkeypatch):
    write(qtbot, form, TEXT)

    def broken(_language):
        raise Problem("Spelling is not checked: the dictionary cannot be loaded.")

    monkeypatch.setattr(dictionary, "load", broken)
    SPELLING.forget()
    form.look()
    qtbot.waitUntil(lambda: form.note.text() == "Spelling not checked")
    assert marked(form) == []
    assert "cannot be loaded" in form.note.toolTip()
    assert "not checked" in form.box.accessibleDescription()


def test_nothing_read_from_the_file_stays_while_it_is_locked(qtbot, window, form):
    write(qtbot, form, TEXT)
    locked(qtbot, window)
    assert SPELLING.speller is None


def test_own_words_are_seen_added_and_removed_in_a_dialog(qtbot, window, form):
    dialog = OwnWordsDialog(window, window.shell.desk)
    qtbot.addWidget(dialog)
    dialog.line.setText("two words")
    dialog.add()
    assert not dialog.why_not.isHidden()
    dialog.line.setText("Hollenbeck")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert own_words.listed(window.workspace) == ["Hollenbeck"]
    assert dialog.count.text() == "1 word"
    assert not dialog.list.item(0).isHidden()
    dialog.list.selectAll()
    dialog.remove_button.click()
    assert own_words.listed(window.workspace) == []
    assert not dialog.remove_button.isEnabled()


def test_a_text_that_is_only_read_is_not_checked(qtbot, form):
    write(qtbot, form, TEXT)
    form.box.setReadOnly(True)
    qtbot.waitUntil(lambda: (marked(form), form.note.isVisible()) == ([], False))
