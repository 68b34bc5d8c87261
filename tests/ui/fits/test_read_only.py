"""In a file opened to read only nothing can be typed, and no button offers to change it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from ctpat_desktop.checklist import Place
from ctpat_desktop.ui.registers.points import InspectionPoints
from tests.ui import pages
from tests.ui.fits.walking import closed, opened, places, settle, some

CHANGING = (
    *("Add", "Remove", "Import", "Change", "Fill", "Draft", "Issue", "Sign", "Withdraw"),
    *("Accept", "Encrypt", "Receive", "Send", "Match", "Record", "New", "Take"),
    *("Approve", "Assign", "Comment", "Reply", "Resolve"),
)
"""The first word of buttons that change the file."""
ELSEWHERE = frozenset({"Reply in Word…", "Import data"})
"""Buttons of such a word that write something beside the file, or go to the page of that name."""


@pytest.fixture(scope="module")
def shown(qapp, sample_file):
    """A window on the sample, opened to read."""
    del qapp
    window = opened(sample_file, reading_only=True)
    window.resize(1280, 740)
    settle()
    yield window
    closed(window)


def looks(widget):
    """Return whether a field is marked as one that only looks for something."""
    while widget is not None and not widget.property("looks"):
        widget = widget.parentWidget()
    return widget is not None


def open_fields(root):
    """Return the fields on the screen that can be changed, by class and name."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or looks(widget):
            continue
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            is_open = not widget.isReadOnly() and widget.isEnabled()
        else:
            is_open = widget.isEnabled() and isinstance(
                widget, (QComboBox, QAbstractSpinBox, QCheckBox)
            )
        if is_open:
            found.append(f"{type(widget).__name__} {widget.accessibleName()}")
    return found


def open_buttons(root):
    """Return the words of enabled buttons that would change the file."""
    buttons = [b for b in root.findChildren(QPushButton) if b.isVisible() and b.isEnabled()]
    buttons = [b for b in buttons if b.text() not in ELSEWHERE]
    return [b.text() for b in buttons if b.text().split(" ")[0].rstrip("…") in CHANGING]


@pytest.mark.parametrize("through", [some, pytest.param(places, marks=pytest.mark.full)])
def test_no_page_offers_to_change_a_file_that_is_read(shown, through):
    found = []
    for name in through(shown.shell):
        settle()
        shell = shown.shell
        found += [(name, words) for words in (*open_fields(shell), *open_buttons(shell))]
    assert sorted({(words, name) for name, words in found}) == []


def test_typing_changes_nothing_and_says_why(shown):
    shown.shell.go(Place("9", "9.10"))
    settle()
    form = pages.answer(shown)
    before = form.narrative.toPlainText()
    QTest.keyClicks(form.narrative, "new words")
    assert form.narrative.toPlainText() == before
    assert not form.group.buttons()[0].isEnabled()
    assert "read only" in form.group.buttons()[0].toolTip()


def test_cells_of_a_list_are_read(shown):
    shown.shell.open("partners")
    settle()
    table = shown.shell.pages["partners"].findChild(QTableView)
    assert table.editTriggers() == QTableView.EditTrigger.NoEditTriggers
    table.selectRow(1)
    settle()
    assert open_buttons(shown.shell) == []


def test_what_only_looks_still_works(shown):
    shown.shell.open("partners")
    settle()
    tab = shown.shell.pages["partners"].tab("partner")
    QTest.keyClicks(tab.list.words, "zz")
    assert tab.list.words.text() == "zz"
    QTest.keyClick(tab.list.words, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(tab.list.words, Qt.Key.Key_Delete)


def test_a_walk_and_the_points_of_an_inspection_are_only_looked_at(shown):
    shell = shown.shell
    shell.open("sites")
    view = shell.pages["sites"].tab("site_walk")
    settle()
    for widget in (view.start, view.finish, view.remove):
        assert not widget.isEnabled()
    assert view.walks.isEnabled()
    shell.open("inspections")
    editor = shell.pages["inspections"].tab("inspection").editor
    editor.tabs.setCurrentIndex(1)
    settle()
    (points,) = editor.findChildren(InspectionPoints)
    assert points.isVisible()
    assert not points.add_button.isEnabled()
    assert not points.remove_button.isEnabled()


def test_the_status_line_does_not_promise_to_save(shown):
    assert shown.safety.text().endswith("read only, nothing is saved")
