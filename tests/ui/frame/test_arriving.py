"""Where the keyboard is once a page has come: on the work, marked, and never on a bare frame."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication

from ctpat_desktop.checklist import Place
from ctpat_desktop.ui.widgets.tab_order import stops


@pytest.fixture
def shell(window, qtbot):
    """The shell of an active window, with the keyboard on the page."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.shell.open("home")
    stops(window.shell.stack)[0].setFocus()
    return window.shell


def on(name):
    focus = QApplication.focusWidget()
    return focus is not None and name in (focus.accessibleName(), focus.property("status"))


@pytest.mark.parametrize("section", ["1", "9"])
def test_a_section_begins_at_the_status_of_its_criterion(shell, qtbot, section):
    for _ in range(2):  # new, and shown before
        shell.open("company")
        shell.open(section)
        qtbot.waitUntil(lambda: QApplication.focusWidget().property("segment"))
        QApplication.processEvents()
        assert QApplication.focusWidget().property("segment")


def test_the_findings_begin_at_what_finds_in_them(shell, qtbot):
    shell.open("findings")
    qtbot.waitUntil(lambda: on("Find in the findings"))


def test_the_yearly_review_begins_at_its_criteria(shell, qtbot):
    shell.open("year")
    qtbot.waitUntil(lambda: on("Criteria of the year"))


def test_a_number_is_not_changed_by_the_first_arrow_on_a_page(shell, qtbot):
    shell.open("exports")
    qtbot.waitUntil(lambda: on("Write portal package…"))


def test_a_page_that_was_shown_has_the_keyboard_where_it_was(shell, qtbot):
    shell.open("findings")
    view = shell.current().findChild(QAbstractItemView)
    view.setFocus()
    shell.open("company")
    shell.open("findings")
    qtbot.waitUntil(view.hasFocus)


def test_the_list_of_pages_keeps_the_keyboard(shell, qtbot):
    tree = next(one for one in stops(shell.panes.sidebar) if isinstance(one, QAbstractItemView))
    tree.setFocus()
    for page in ("findings", "9", "company"):
        tree.wanted.emit(page)
        QApplication.processEvents()
        assert tree.hasFocus()
    shell.open("findings")
    qtbot.waitUntil(lambda: on("Find in the findings"))


def test_from_the_guide_a_key_leads_to_the_page(shell, qtbot):
    stops(shell.panes.guide)[0].setFocus()
    shell.open("company")
    qtbot.waitUntil(lambda: shell.stack.isAncestorOf(QApplication.focusWidget()))


def test_a_frame_without_a_mark_hands_the_keyboard_on(shell, qtbot):
    shell.go(Place("partners"))
    frame = shell.current()
    frame.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() in stops(frame))


def test_f6_leads_from_the_line_above_the_page_into_it(shell, qtbot):
    stops(shell.way)[0].setFocus()
    shell.panes.go_pane(1)
    qtbot.waitUntil(lambda: shell.stack.isAncestorOf(QApplication.focusWidget()))


def test_tab_brings_all_of_a_box_in_sight(shell, qtbot):
    shell.go(Place("company"))
    shell.window().resize(1000, 620)
    boxes = [one for one in stops(shell.current()) if one.accessibleName() == "Notes"]
    before = stops(shell.stack)[stops(shell.stack).index(boxes[0]) - 1]
    before.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    qtbot.waitUntil(boxes[0].hasFocus)
    assert boxes[0].visibleRegion().boundingRect().height() == boxes[0].height()
