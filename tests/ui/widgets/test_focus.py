"""Where the keyboard is can be seen on every kind of control, in every theme."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QRadioButton,
    QTableWidget,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.ui.widgets import theme
from ctpat_desktop.ui.widgets.boxes import ChoiceBox, NumberBox, Tabs
from ctpat_desktop.ui.widgets.parts import button
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


KINDS = {
    **{mark or "plain": lambda mark=mark: marked(mark) for mark in ("", "primary", "link", "row")},
    **{mark: lambda mark=mark: marked(mark) for mark in ("rail", "step", "segment")},
    **{f"{m} on": lambda m=m: marked(m, is_on=True) for m in ("row", "step", "segment")},
    **{kind.__name__: kind for kind in (QCheckBox, QRadioButton, ChoiceBox, NumberBox)},
    **{kind.__name__: kind for kind in (QLineEdit, QPlainTextEdit, QTreeWidget)},
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
