"""Where the keyboard is can be seen on every kind of control, in every theme."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QRadioButton,
    QTableWidget,
    QToolButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.ui.widgets import theme
from ctpat_desktop.ui.widgets.boxes import ChoiceBox, NumberBox, Tabs
from ctpat_desktop.ui.widgets.parts import button
from ctpat_desktop.ui.widgets.zoom import ZoomView
from tests.ui.widgets.test_theme import contrast

LEAST = 60
"""Pixels that change by 3:1: less than a line below a short word would be."""


def marked(mark, is_on=False):
    made = button("Words", lambda: None, mark)
    made.setCheckable(is_on)
    made.setChecked(is_on)
    return made


def tabs():
    made = Tabs()
    made.addTab(QWidget(), "One")
    made.addTab(QWidget(), "Two")
    return made


def rows():
    made = QListWidget()
    made.addItems(["a", "b"])
    made.setCurrentRow(0)
    return made


def tool():
    made = QToolButton()
    made.setText("Up")
    return made


KINDS = {
    **{mark or "plain": lambda mark=mark: marked(mark) for mark in ("", "primary", "link", "row")},
    **{mark: lambda mark=mark: marked(mark) for mark in ("rail", "step", "segment")},
    **{f"{m} on": lambda m=m: marked(m, is_on=True) for m in ("row", "step", "segment")},
    **{kind.__name__: kind for kind in (QCheckBox, QRadioButton, ChoiceBox, NumberBox)},
    **{kind.__name__: kind for kind in (QLineEdit, QPlainTextEdit, QTreeWidget)},
    "ZoomView": lambda: ZoomView("Plan"),
    "QToolButton": lambda: tool(),
    "QComboBox": QComboBox,
    "QTableWidget": lambda: QTableWidget(2, 2),
    "tabs": tabs,
    "list": rows,
}


@pytest.fixture(params=sorted(theme.THEMES))
def colored(qapp, request):
    theme.apply(qapp, request.param)
    yield
    theme.apply(qapp, "light")


def pictures(qtbot, kind):
    """Return a control without the keyboard and with it."""
    window, control, other = QWidget(), kind(), QLineEdit()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(control)
    column.addWidget(other)
    window.resize(200, 120)
    window.show()
    window.activateWindow()
    found = []
    for stop in (other, control.tabBar() if isinstance(control, Tabs) else control):
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        assert stop.hasFocus()
        found.append(window.grab(control.geometry()).toImage())
    return found


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_keyboard_is_seen(qtbot, colored, kind):
    del colored
    before, after = pictures(qtbot, kind)
    assert before.size() == after.size()
    places = ((x, y) for x in range(before.width()) for y in range(before.height()))
    both = ((before.pixelColor(*at), after.pixelColor(*at)) for at in places)
    changed = sum(one != other and contrast(one, other) >= 3 for one, other in both)
    assert changed >= LEAST


def test_the_row_of_a_drop_down_the_keyboard_is_on_is_seen(qtbot, colored):
    del colored
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems(["Importer", "Exporter"])
    box.show()
    box.showPopup()
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    grounds = [
        view.grab(view.visualRect(view.model().index(row, 0))).toImage().pixelColor(2, 4)
        for row in range(2)
    ]
    box.hidePopup()
    assert contrast(*grounds) >= 3


def test_the_first_of_joined_choices_has_a_left_border_and_the_others_one_together(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    line = QHBoxLayout(room)
    line.setSpacing(0)
    first, second = (button(words, lambda: None, "segment") for words in ("One", "Two"))
    line.addWidget(first)
    line.addWidget(second)
    room.show()
    edge = QColor(theme.tokens().edge)
    middle = first.height() // 2
    assert first.grab().toImage().pixelColor(0, middle) == edge
    assert second.grab().toImage().pixelColor(0, middle) != edge


def test_a_chosen_row_of_two_lines_is_whole(qtbot, colored):
    del colored
    rows = QListWidget()
    qtbot.addWidget(rows)
    rows.setWordWrap(True)
    rows.addItems(["Status\n11/30/2026 14:19 tester", "Owner\n11/30/2026 14:20 tester"])
    rows.resize(300, 200)
    rows.setCurrentRow(0)
    rows.show()
    ground = rows.visualItemRect(rows.item(0))
    drawn = rows.viewport().grab(ground).toImage()
    lower = range(drawn.height() * 5 // 8, drawn.height() - 4)
    text = QColor(theme.tokens().text)
    seen = sum(contrast(drawn.pixelColor(x, y), text) < 1.5 for x in range(12, 150) for y in lower)
    assert seen > 40
