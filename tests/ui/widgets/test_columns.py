"""The columns of tables stand as they were left, and what sorts them too."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTreeWidget

from ctpat_desktop.support import home
from ctpat_desktop.ui.widgets.columns import COLUMNS, LEAST_FILLING, Columns, Filling
from ctpat_desktop.ui.widgets.theme import letters


def shown(qtbot, columns=3):
    table = QTableWidget(2, columns)
    qtbot.addWidget(table)
    table.setSortingEnabled(True)
    table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    table.setColumnWidth(0, 80)
    Columns(table, "one")
    table.resize(600, 300)
    table.show()
    return table


def test_widths_and_order_stand_as_they_were_left(qtbot):
    first = shown(qtbot)
    first.setColumnWidth(0, 133)
    first.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: "one" in (home.preferences().get(COLUMNS) or {}), timeout=5000)
    again = shown(qtbot)
    head = again.horizontalHeader()
    assert again.columnWidth(0) == 133
    assert again.columnWidth(1) > 200
    assert (head.sortIndicatorSection(), head.sortIndicatorOrder()) == (
        2,
        Qt.SortOrder.DescendingOrder,
    )


@pytest.mark.parametrize(
    "row", ["x", {"widths": [1, 2]}, {"widths": [-4, 9, 9e9], "order": [7, True]}, {"order": 3}]
)
def test_what_does_not_fit_is_as_if_there_were_none(qtbot, row):
    home.prefer(COLUMNS, {"one": row})
    table = shown(qtbot)
    assert table.columnWidth(0) == 80
    assert table.horizontalHeader().sortIndicatorSection() == -1


@pytest.mark.parametrize("kind", [QTableWidget, QTreeWidget])
def test_a_column_that_fills_the_rest_keeps_room_for_its_words(qtbot, kind):
    view = kind()
    qtbot.addWidget(view)
    view.setColumnCount(3)
    head = view.header() if kind is QTreeWidget else view.horizontalHeader()
    head.setStretchLastSection(False)
    Filling(view, 1)
    for at in (0, 2):
        head.resizeSection(at, 150)
    view.resize(800, 200)
    view.show()
    assert head.sectionSize(1) == head.viewport().width() - 300
    view.resize(320, 200)
    qtbot.waitUntil(lambda: head.sectionSize(1) == letters(LEAST_FILLING))
    head.resizeSection(0, 100)
    view.resize(900, 200)
    qtbot.waitUntil(lambda: head.sectionSize(1) == head.viewport().width() - 250)
    head.resizeSection(0, 900)
    qtbot.waitUntil(lambda: head.sectionSize(1) == letters(LEAST_FILLING))
