"""Enter in a field of a dialog does the work of the dialog, and never throws away what is typed."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QVBoxLayout, QWidget

from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.parts import button, row


@pytest.fixture(scope="session")
def qapp():
    return application()


@pytest.fixture
def dialog(qtbot):
    """A dialog with one line, Cancel and Save, in the order of every dialog here."""
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    made = QDialog(parent)
    made.line = QLineEdit()
    made.save = button("Save", made.accept, "primary")
    column = QVBoxLayout(made)
    column.addWidget(made.line)
    column.addLayout(row(None, button("Cancel", made.reject), made.save))
    yield made
    parent.close()


def enter(qtbot, dialog):
    """Type a word and press Enter; return what became of the dialog."""

    def act():
        qtbot.keyClicks(dialog.line, "words")
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
        stays.append(dialog.isVisible())
        if dialog.isVisible():
            dialog.reject()

    stays = []
    QTimer.singleShot(0, act)
    return ask(dialog), stays[0]


def test_enter_presses_the_button_that_does_the_work(qtbot, dialog):
    assert enter(qtbot, dialog) == (True, False)


def test_enter_presses_nothing_while_that_button_is_grayed(qtbot, dialog):
    dialog.save.setEnabled(False)
    assert enter(qtbot, dialog) == (False, True)


def test_enter_presses_nothing_where_the_dialog_says_so(qtbot, dialog):
    for one in dialog.findChildren(type(dialog.save)):
        one.setAutoDefault(False)
    assert enter(qtbot, dialog) == (False, True)


def test_the_rows_of_a_list_have_their_height_from_the_first_picture_on(qtbot, dialog):
    rows = QListWidget()
    rows.addItems([f"Row {number}" for number in range(40)])
    dialog.layout().insertWidget(0, rows)
    dialog.resize(300, 400)
    ends = []

    def look():
        ends.append(rows.verticalScrollBar().maximum())
        rows.doItemsLayout()
        ends.append(rows.verticalScrollBar().maximum())
        dialog.reject()

    QTimer.singleShot(100, look)
    ask(dialog)
    assert ends[0] == ends[1]
