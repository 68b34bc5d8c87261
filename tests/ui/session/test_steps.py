"""What one step did is said only while undo would take back that very step."""

from pathlib import Path

import pytest

from ctpat_desktop.services.profile import answers
from ctpat_desktop.ui.session.steps import inform_of_step
from ctpat_desktop.ui.window import MainWindow
from ctpat_desktop.workspace.changes import Changes

IMPORTED = "3 answers imported. Edit > Undo takes the import back."


@pytest.fixture
def window(qtbot, sample):
    shown = MainWindow()
    qtbot.addWidget(shown)
    shown.show()
    assert shown.open_path(Path(sample))
    yield shown
    shown.close_workspace()


@pytest.fixture
def informed(window):
    """The window after a step that was told of."""
    desk = window.shell.desk
    answers.save(desk.workspace, desk.account_id, "4.3", narrative="One.")
    answers.save(desk.workspace, desk.account_id, "4.3", narrative="Two.")
    inform_of_step(desk, IMPORTED)
    assert window.shell.notices.words == IMPORTED
    return window


def test_an_undo_takes_the_message_along(informed):
    informed.menus.undo.trigger()
    assert informed.shell.notices.words == ""


def test_the_next_step_takes_the_message_along(informed):
    desk = informed.shell.desk
    answers.save(desk.workspace, desk.account_id, "4.4", narrative="Three.")
    assert informed.shell.notices.words == ""


def test_other_messages_stay_and_so_does_this_one_while_nothing_is_done(informed):
    desk = informed.shell.desk
    desk.inform("The row is on the clipboard.")
    desk.changed.emit(Changes())
    assert informed.shell.notices.words == f"{IMPORTED}\nThe row is on the clipboard."
    informed.menus.undo.trigger()
    assert informed.shell.notices.words == "The row is on the clipboard."
