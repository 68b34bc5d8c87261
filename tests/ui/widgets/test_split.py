"""Borders between parts stand where they were left, in a smaller window too."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

import ctpat_desktop.ui
from ctpat_desktop.support import home
from ctpat_desktop.ui.widgets.parts import flow
from ctpat_desktop.ui.widgets.split import SPLITS, Split
from ctpat_desktop.ui.widgets.tab_order import stops


def shown(qtbot, name="one", way=Qt.Orientation.Horizontal, size=(1000, 400)):
    split = Split(name, way)
    qtbot.addWidget(split)
    for words in ("left", "right"):
        part = QLabel(words)
        part.setMinimumSize(50, 50)
        split.addWidget(part)
    split.setSizes([300, 700])
    split.resize(*size)
    split.show()
    return split


def dragged(qtbot, split, by):
    border, middle = split.handle(1), QPoint(2, 20)
    QTest.mousePress(border, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(border, middle + QPoint(by, 0))
    QTest.mouseRelease(border, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: split.name in (home.preferences().get(SPLITS) or {}), timeout=5000)


def share(split):
    return split.sizes()[0] / sum(split.sizes())


def test_a_border_stands_where_it_was_left(qtbot):
    first = shown(qtbot)
    assert share(first) == pytest.approx(0.3, abs=0.01)
    dragged(qtbot, first, 200)
    assert share(first) == pytest.approx(0.5, abs=0.01)
    assert share(shown(qtbot)) == pytest.approx(0.5, abs=0.01)
    assert share(shown(qtbot, "another")) == pytest.approx(0.3, abs=0.01)


def test_in_another_window_each_part_has_the_same_share_and_room_enough(qtbot):
    home.prefer(SPLITS, {"one": [940, 60]})
    small = shown(qtbot, size=(300, 300))
    assert small.sizes()[1] >= 50
    small.resize(2000, 300)
    assert share(small) == pytest.approx(0.94, abs=0.01)


def test_a_double_click_brings_the_usual_sizes_back(qtbot):
    split = shown(qtbot)
    dragged(qtbot, split, 200)
    QTest.mouseDClick(split.handle(1), Qt.MouseButton.LeftButton, pos=QPoint(2, 20))
    assert share(split) == pytest.approx(0.3, abs=0.01)
    assert home.preferences()[SPLITS] == {}
    assert share(shown(qtbot)) == pytest.approx(0.3, abs=0.01)


@pytest.mark.parametrize("left", ["x", [1], [500, 400, 100], [0, 1000], [True, "a"], [-5, 5]])
def test_what_does_not_fit_is_as_if_there_were_none(qtbot, left):
    home.prefer(SPLITS, {"one": left})
    assert share(shown(qtbot)) == pytest.approx(0.3, abs=0.01)


def test_every_split_of_the_program_is_one_of_these():
    ui = Path(ctpat_desktop.ui.__file__).parent
    others = [path.name for path in ui.rglob("*.py") if "= QSplitter(" in path.read_text()]
    assert others == []


def test_no_two_splits_share_a_name():
    ui = Path(ctpat_desktop.ui.__file__).parent
    names = [
        name
        for path in ui.rglob("*.py")
        for name in re.findall(r"Split\((f?\"[^\"]+\")", path.read_text())
    ]
    assert len(names) == len(set(names)) >= 17


@pytest.mark.parametrize("way", [Qt.Orientation.Horizontal, Qt.Orientation.Vertical])
def test_arrow_keys_move_a_border_and_enter_puts_it_back(qtbot, way):
    keys = Qt.Key
    across = way == Qt.Orientation.Horizontal
    back, on = (keys.Key_Left, keys.Key_Right) if across else (keys.Key_Up, keys.Key_Down)
    split = shown(qtbot, "keys", way, (1000, 1000))
    border, before = split.handle(1), split.sizes()[0]
    border.setFocus()
    QTest.keyClick(border, on)
    assert split.sizes()[0] == before + 20
    QTest.keyClick(border, back, Qt.KeyboardModifier.ShiftModifier)
    assert split.sizes()[0] == before - 80
    qtbot.waitUntil(lambda: "keys" in (home.preferences().get(SPLITS) or {}), timeout=5000)
    QTest.keyClick(border, keys.Key_End)
    assert split.sizes()[1] == 50
    QTest.keyClick(border, keys.Key_Return)
    assert split.sizes()[0] == before
    assert "keys" not in (home.preferences().get(SPLITS) or {})


def test_a_border_is_a_stop_of_tab_after_its_parts_with_a_name_and_a_mark(qtbot):
    split = Split("stops")
    qtbot.addWidget(split)
    for name in ("left", "right"):
        split.addWidget(QLineEdit(name))
    split.resize(600, 200)
    split.show()
    split.activateWindow()
    left, right, border = stops(split)
    assert (left.text(), border, right.text()) == ("left", split.handle(1), "right")
    assert border.accessibleName() == "Border between two parts"
    assert QAccessible.queryAccessibleInterface(border).role() == QAccessible.Role.Splitter
    left.setFocus()
    qtbot.waitUntil(left.hasFocus)
    without = border.grab().toImage()
    border.setFocus()
    qtbot.waitUntil(border.hasFocus)
    assert border.grab().toImage() != without
    split.widget(1).hide()
    qtbot.waitUntil(lambda: stops(split) == [left])


def test_a_part_is_as_high_as_its_lines_of_buttons(qtbot):
    split = Split("lines", Qt.Orientation.Vertical)
    qtbot.addWidget(split)
    upper = QWidget()
    column = QVBoxLayout(upper)
    buttons = [QPushButton("Save its report as a file…") for _ in range(3)]
    column.addLayout(flow(*buttons))
    split.addWidget(upper)
    split.addWidget(QTextEdit())
    split.show()
    for width, lines in ((800, 1), (420, 2), (220, 3)):
        split.resize(width, 150)
        QApplication.processEvents()
        assert len({one.y() for one in buttons}) == lines
        assert max(one.geometry().bottom() for one in buttons) <= upper.height()
