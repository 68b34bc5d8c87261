"""The list of pages: at most nine groups that fold, all in sight, and said to a screen reader."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ctpat_desktop.catalogue.areas import SECTIONS, load_areas, load_groups, page_titles
from ctpat_desktop.checklist import Place
from ctpat_desktop.ui.frame.menus import OF_FILE, OF_SUBMITTING, PAGES
from ctpat_desktop.ui.frame.page_builders import builders
from tests.ui.driving import opened


@pytest.fixture
def side(window):
    return window.shell.sidebar


def unfolded(side):
    """Return the groups that are unfolded."""
    return {group for group, head in side.heads.items() if head.isExpanded()}


def shown_words(side, row):
    """Return what a screen reader says of a row, and as what."""
    tree = side.tree
    whole = QAccessible.queryAccessibleInterface(tree)
    every = [whole.child(at) for at in range(whole.childCount())]
    words = {one.text(QAccessible.Text.Name): one.role() for one in every}
    (name,) = [name for name in words if name.startswith(row.text(0))]
    return name, words[name]


def test_every_page_is_in_one_of_at_most_nine_groups(window):
    counted = Counter(page for group in load_groups() for page in group.pages)
    shell = window.shell
    keys = {*builders(shell.desk, shell.strip, shell.flush, print), "safety"} - {"wizard"}
    assert set(counted) == {*keys, SECTIONS}
    assert set(counted.values()) == {1}
    assert len(load_groups()) <= 9
    assert set(page_titles()) == keys
    assert {area.id for area in load_areas()} <= keys


def test_pages_are_called_alike_in_menu_and_list():
    every = (*PAGES, *OF_SUBMITTING, *OF_FILE)
    assert {key: words for key, words, _ in every} == {
        key: page_titles()[key] for key, _, _ in every
    }


def test_every_heading_is_in_sight_in_the_smallest_usual_window(window, side):
    window.resize(1280, 800)
    QApplication.processEvents()
    room = side.tree.viewport().rect()
    boxes = [side.tree.visualItemRect(head) for head in side.heads.values()]
    assert len(boxes) == 9
    assert all(room.contains(box) and box.height() > 15 for box in boxes)


def test_the_group_of_the_page_is_unfolded_and_the_last_one_folds(window, side):
    assert unfolded(side) == {"overview"}
    window.shell.go(Place("9", "9.10"))
    assert unfolded(side) == {"profile"}
    assert side.rows["9"].isSelected()
    window.shell.open("seals")
    assert unfolded(side) == {"cargo"}
    assert [row.text(0) for row in side.tree.selectedItems()] == ["Seals"]


def test_nothing_folds_when_a_page_is_clicked(side):
    side.heads["staff"].setExpanded(True)
    side.tree.itemClicked.emit(side.rows["training"], 0)
    assert unfolded(side) == {"overview", "staff"}


def test_what_the_person_unfolds_stays_so_in_the_next_window(window, qtbot, sealed, key, side):
    side.tree.itemClicked.emit(side.heads["cargo"], 0)
    side.tree.itemClicked.emit(side.heads["staff"], 0)
    side.tree.itemClicked.emit(side.heads["staff"], 0)
    window.shell.open("company")
    window.close_to_start()
    opened(qtbot, window, sealed, key)
    assert unfolded(window.shell.sidebar) == {"cargo", "profile"}


def test_a_folded_group_says_how_much_is_open_in_it(window, side):
    head, below = side.heads["profile"], side.rows["4"].musts
    assert (head.musts, below) == (1, 1)
    assert shown_words(side, head)[0] == "Security profile, 1 Must criterion unanswered"
    window.shell.open("company")
    assert head.musts == 0


def test_a_screen_reader_hears_a_row_of_a_tree_and_what_is_open(window, side):
    window.shell.open("company")
    name, role = shown_words(side, side.rows["4"])
    assert name == "4  Cyber 12/13, 1 Must criterion unanswered"
    assert role == QAccessible.Role.TreeItem


def test_left_and_right_fold_and_enter_opens(window, side):
    tree = side.tree
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Left)  # from a page to its group
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert unfolded(side) == set()
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert tree.currentItem() is side.heads["profile"]
    QTest.keyClick(tree, Qt.Key.Key_Right)
    assert unfolded(side) == {"profile"}
    QTest.keyClick(tree, Qt.Key.Key_Down)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert window.shell.current() is window.shell.pages["company"]


@pytest.mark.parametrize(
    ("typed", "row"),
    [("sea", "search"), ("door", "logs"), ("premi", "9"), ("12", "12"), ("all a", "grid")],
)
def test_typing_goes_to_a_page_in_a_folded_group_too(side, typed, row):
    side.tree.setFocus()
    QTest.keyClicks(side.tree, typed)
    assert side.tree.currentItem() is side.rows[row]
    assert not side.tree.visualItemRect(side.rows[row]).isEmpty()


def test_one_letter_again_goes_on_to_the_next(side):
    side.tree.setFocus()
    QTest.keyClicks(side.tree, "rr")
    first = side.tree.currentItem()
    QTest.keyClicks(side.tree, "r")
    assert first is side.rows["review"]  # after the section "2  Risk"
    assert side.tree.currentItem() is side.rows["risk"]
