"""Every control of every page has a name to be heard by and is large enough to be hit.

What a screen reader is told over the bus is in `tests/accessibility`; this is cheap.
"""

import re

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.ui.fields.inputs import YesNoInput
from tests.ui.fits.walking import closed, opened, places, settle

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit)
INSIDE = (QAbstractItemView, QAbstractSpinBox, QComboBox)
"""What has controls of its own inside, which it speaks for."""
LEAST = 24
"""Pixels each way that a target has at the least (WCAG 2.2, 2.5.8)."""


@pytest.fixture(scope="module")
def seen(qapp, sample_file):
    """What is wrong on the pages of the sample, each once.

    Controls without a name, small ones, and those whose name does not hold their words.
    """
    del qapp
    window, nameless, small, unlike = opened(sample_file), {}, {}, {}
    window.resize(1280, 740)
    for name in places(window.shell):
        settle()
        for control in controls(window):
            if not is_named(control):
                nameless.setdefault(line(control), name)
            if is_small(control):
                small.setdefault(line(control), name)
            if not says_its_words(control):
                unlike.setdefault(line(control), f"{name}: {control.text()}")
    yield nameless, small, unlike
    closed(window)


def controls(root):
    """Return the controls on the screen, without inner parts of others."""
    found = [w for w in root.findChildren(QWidget) if isinstance(w, (*CONTROLS, QPlainTextEdit))]
    return [w for w in found if w.isVisible() and not is_inner(w)]


def is_inner(widget):
    above = widget.parentWidget()
    while above is not None and not isinstance(above, INSIDE):
        above = above.parentWidget()
    return isinstance(widget, QHeaderView) or above is not None


def is_named(control):
    """Return whether a screen reader has words for a control, not only a sign."""
    if isinstance(control, QComboBox):  # its name is heard of a label, and is its own elsewhere
        words = control.accessibleName()
    else:
        words = QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
    return any(sign.isalnum() for sign in words)


def says_its_words(control):
    """Return whether who sees a button can call it by the words on it (WCAG 2.2, 2.5.3)."""
    if not isinstance(control, QAbstractButton) or isinstance(control.parent(), YesNoInput):
        return True  # beside the box of a question stands the question, then “Yes”
    words, name = plain(control.text()), plain(control.accessibleName() or control.text())
    return words in name


def plain(text):
    """Return the words of a text: without letters of menus, dots and signs."""
    return " ".join(re.findall(r"[^\W_]+", text.replace("&", "").casefold()))


def is_small(control):
    """Return whether a control, or the row of a list, is less than a finger's width."""
    if isinstance(control, QAbstractItemView):
        rows = control.model().rowCount() if control.model() else 0
        return bool(rows) and 0 < control.visualRect(control.model().index(0, 0)).height() < LEAST
    return min(control.width(), control.height()) < LEAST


def line(control):
    """Name a control for reading."""
    above, size = type(control.parentWidget()).__name__, control.size().toTuple()
    return f"{above}: {type(control).__name__} {control.accessibleName()!r} {size}"


def test_every_control_has_a_name(seen):
    assert seen[0] == {}


def test_every_target_is_large_enough(seen):
    assert seen[1] == {}


def test_every_button_can_be_called_by_its_words(seen):
    assert seen[2] == {}


def test_tabs_can_be_hit_and_scrolled(seen, qtbot):
    del seen
    bar = QTabBar()
    qtbot.addWidget(bar)
    for number in range(30):
        bar.addTab(f"Tab {number}")
    bar.resize(200, 40)
    bar.show()
    scrolls = [one for one in bar.findChildren(QToolButton) if one.isVisible()]
    assert len(scrolls) == 2
    assert all(min(one.width(), one.height()) >= LEAST for one in scrolls)
    assert bar.tabRect(0).height() >= LEAST


def test_a_nameless_and_a_small_button_are_found(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column, sign = QVBoxLayout(window), QPushButton("✕")
    sign.setFixedSize(20, 20)
    column.addWidget(sign)
    window.show()
    (found,) = controls(window)
    assert not is_named(found)
    assert is_small(found)
