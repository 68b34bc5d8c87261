"""Every list has a menu, copies its rows as a table, and chooses all where several can be."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QListWidget,
    QMenu,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from ctpat_desktop.ui.widgets import clipboard, list_menu
from ctpat_desktop.ui.widgets.menu import bare
from ctpat_desktop.ui.widgets.reasons import allow

CTRL = Qt.KeyboardModifier.ControlModifier
ROWS = (("0071401", "Bolt", "x"), ("=1+1", "<b>\nCable", "x"), ("Ort", "Ü", "x"))

WIDTHS = ["Wider column", "Narrower column"]


@pytest.fixture
def table(qtbot):
    made = QTableWidget(len(ROWS), 3)
    qtbot.addWidget(made)
    made.setHorizontalHeaderLabels(["Number", "Kind of\nseal", "Hidden"])
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    for at, cells in enumerate(ROWS):
        for column, words in enumerate(cells):
            made.setItem(at, column, QTableWidgetItem(words))
    made.setColumnHidden(2, True)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made
    clipboard.forget()


def board():
    return QGuiApplication.clipboard()


def names(view):
    menu = list_menu.menu_of(view).menu()
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_one_row_is_copied_bare_and_several_with_their_headings(table):
    table.horizontalHeader().moveSection(1, 0)
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    assert board().text() == "Bolt\t0071401"
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    assert board().text().split("\n") == [
        *("Kind of seal\tNumber", "Bolt\t0071401", "<b> Cable\t'=1+1", "Ü\tOrt")
    ]


def test_what_is_copied_is_a_table_too_with_texts_that_stay_texts(table):
    table.selectAll()
    list_menu.menu_of(table).copy()
    page = board().mimeData().html()
    assert page.count("<tr>") == 4
    assert "<th style=\"mso-number-format:'\\@'\">Kind of seal</th>" in page
    assert ">0071401</td>" in page
    assert ">&lt;b&gt; Cable</td>" in page


def test_what_is_copied_is_taken_back(table, monkeypatch, qtbot):
    monkeypatch.setattr(clipboard, "CLEAR_AFTER_MS", 20)
    table.selectRow(0)
    list_menu.menu_of(table).copy()
    qtbot.waitUntil(lambda: board().text() == "")


def test_rows_that_are_not_shown_are_not_copied(table):
    table.selectAll()
    table.setRowHidden(1, True)
    list_menu.menu_of(table).copy()
    assert "1+1" not in board().text()
    assert board().text().count("\n") == 2


def test_a_right_click_and_the_menu_key_open_the_menu(table, qtbot):
    table.setCurrentCell(1, 0)
    reasons = QContextMenuEvent.Reason
    for target, reason in ((table.viewport(), reasons.Mouse), (table, reasons.Keyboard)):
        at = QPoint(20, 40)
        QApplication.sendEvent(target, QContextMenuEvent(reason, at, target.mapToGlobal(at)))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert "Copy row" in [bare(action.text()) for action in menu.actions()]
        assert (menu.activeAction() is None) == (reason == reasons.Mouse)
        menu.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_menu_does_what_the_buttons_do_and_says_why_one_cannot(table):
    pressed = []
    go, drop, away = (QPushButton(words, table) for words in ("Go there", "✕", "Gone"))
    drop.setAccessibleName("Remove row")
    go.clicked.connect(lambda: pressed.append("go"))
    allow(drop, "Choose a row first.")
    for shown in (go, drop):
        shown.show()
    away.hide()
    list_menu.offer(table, go, drop, away)
    assert names(table) == ["Go there", "Remove row", "Copy row", "Select all", *WIDTHS]
    menu = list_menu.menu_of(table).menu()
    menu.actions()[0].trigger()
    assert pressed == ["go"]
    assert not menu.actions()[1].isEnabled()
    assert menu.actions()[1].toolTip() == "Choose a row first."


def test_a_row_is_opened_where_enter_opens_it(qtbot):
    rows, opened = QListWidget(), []
    qtbot.addWidget(rows)
    rows.addItems(["one", "two"])
    rows.setCurrentRow(1)
    rows.itemActivated.connect(lambda item: opened.append(item.text()))
    list_menu.offer_to_open(rows)
    assert names(rows) == ["Open", "Copy row"]
    list_menu.menu_of(rows).menu().actions()[0].trigger()
    assert opened == ["two"]


def test_a_tree_is_copied_as_it_is_read(qtbot):
    tree = QTreeWidget()
    qtbot.addWidget(tree)
    tree.setHeaderLabels(["Day", "What"])
    tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    for day in ("Monday", "Sunday"):
        head = QTreeWidgetItem(tree, [day])
        QTreeWidgetItem(head, ["9:00", f"On {day}"])
    tree.expandAll()
    tree.selectAll()
    list_menu.menu_of(tree).copy()
    lines = board().text().split("\n")
    assert lines == ["Day\tWhat", "Monday\t", "9:00\tOn Monday", "Sunday\t", "9:00\tOn Sunday"]


def test_what_may_not_be_copied_is_not(table):
    board().setText("before")
    table.setProperty(list_menu.NOT_COPIED, True)
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    assert board().text() == "before"
    assert names(table) == ["Select all", *WIDTHS]


def test_only_a_list_where_several_can_be_chosen_offers_all(table):
    assert "Select all" in names(table)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    assert "Select all" not in names(table)


def test_keys_and_the_menu_make_a_column_wider_and_narrower(table, qtbot):
    table.setCurrentCell(1, 0)
    head = table.horizontalHeader()
    before = head.sectionSize(0)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(table, Qt.Key.Key_Right, both)
    wider = head.sectionSize(0)
    assert wider > before
    qtbot.keyClick(table, Qt.Key.Key_Left, both)
    assert head.sectionSize(0) == before
    assert table.currentColumn() == 0
    menu = list_menu.menu_of(table).menu()
    next(one for one in menu.actions() if one.text() == "Wider column").trigger()
    assert head.sectionSize(0) == wider
    for _ in range(60):
        qtbot.keyClick(table, Qt.Key.Key_Left, both)
    assert head.sectionSize(0) == head.minimumSectionSize()
    head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    assert "Wider column" not in [one.text() for one in list_menu.menu_of(table).menu().actions()]
