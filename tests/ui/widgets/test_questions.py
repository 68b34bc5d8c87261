"""A question names on its buttons what happens; Enter and Escape change nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ctpat_desktop.ui.widgets.dialogs import ask_which, confirm
from tests.ui.driving import on_next_box

pytestmark = pytest.mark.usefixtures("real_boxes")


@pytest.fixture
def window(qtbot):
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_slip_agrees_to_nothing(qtbot, window, key):
    on_next_box(lambda box: qtbot.keyClick(box, key))
    assert not confirm(window, "Remove this walk", "Remove it?")


def test_the_button_that_acts_says_so_and_is_the_last(window):
    words = []

    def press(box):
        made = sorted(box.buttons(), key=lambda one: one.x())
        words.extend(one.text() for one in made)
        made[-1].click()

    on_next_box(press)
    assert confirm(window, "Paste", "Something else stands there. Replace it?", "Replace")
    assert words == ["Cancel", "Replace"]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_answer_is_the_place_of_the_button(window, place):
    answers = ("Cancel", "Keep both", "Keep one")
    on_next_box(lambda box: next(b for b in box.buttons() if b.text() == answers[place]).click())
    assert ask_which(window, "Merge", "Which?", answers) == place


def test_a_question_leaves_nothing_behind_in_its_window(qtbot, window):
    on_next_box(lambda box: qtbot.keyClick(box, Qt.Key.Key_Escape))
    confirm(window, "Remove this walk", "Remove it?")
    assert window.findChildren(QMessageBox) == []
