"""Check this installation: the lines of the self-test, and what they come to."""

import sys

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication, QWidget

from ctpat_desktop.ui.frame import self_test

GOOD = "print('ok           Saving: naïve'); print('1 in order, 0 failed, 0 not checked.')"
BAD = "print('FAILED       Saving: gone'); raise SystemExit(1)"
SLOW = "import time; print('ok           Begun: yes', flush=True); time.sleep(60)"


@pytest.fixture
def parent(qtbot):
    """The window behind the dialog."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def shown(parent, monkeypatch):
    """Open the dialog on a program given as its text."""

    def show(code):
        monkeypatch.setattr(self_test, "command", lambda: [sys.executable, "-c", code])
        dialog = self_test.SelfTestDialog(parent)
        dialog.show()
        return dialog

    return show


def lines(dialog):
    return [dialog.lines.item(at).text() for at in range(dialog.lines.count())]


def test_every_line_is_shown_and_can_be_copied(shown, qtbot):
    dialog = shown(GOOD)
    assert not dialog.copy_button.isEnabled()
    qtbot.waitUntil(lambda: dialog.outcome.text() == "This installation is in order.")
    assert lines(dialog)[0] == "ok           Saving: naïve"
    dialog.copy_button.click()
    assert QApplication.clipboard().text().splitlines() == [*lines(dialog), dialog.outcome.text()]
    dialog.accept()


def test_what_was_not_checked_is_not_in_order(shown, qtbot):
    dialog = shown(
        "print('not checked  Keyring: none'); print('0 in order, 0 failed, 1 not checked.')"
    )
    qtbot.waitUntil(lambda: dialog.outcome.text().startswith("Nothing failed. One part"))
    dialog.accept()


def test_what_failed_is_said(shown, qtbot):
    dialog = shown(BAD)
    qtbot.waitUntil(lambda: dialog.outcome.text().startswith("Something is not in order"))
    assert lines(dialog) == ["FAILED       Saving: gone"]
    dialog.accept()


def test_a_program_that_cannot_start_is_not_in_order(parent, qtbot, monkeypatch):
    monkeypatch.setattr(self_test, "command", lambda: ["/nowhere/ctpat-desktop"])
    dialog = self_test.SelfTestDialog(parent)
    qtbot.waitUntil(lambda: dialog.outcome.text().startswith("Not checked: the program could not"))
    dialog.accept()


def test_closing_ends_the_process(shown, qtbot):
    dialog = shown(SLOW)
    qtbot.waitUntil(lambda: lines(dialog) == ["ok           Begun: yes"])
    dialog.accept()
    assert dialog.process.state() is QProcess.ProcessState.NotRunning


def test_a_process_that_breaks_down_is_not_checked(shown, qtbot):
    dialog = shown(SLOW)
    qtbot.waitUntil(lambda: bool(lines(dialog)))
    dialog.process.kill()
    qtbot.waitUntil(
        lambda: dialog.outcome.text().startswith("Not checked: the self-test was ended")
    )
    dialog.accept()


def test_the_command_is_this_program():
    assert self_test.command() == [sys.executable, "-m", "ctpat_desktop", "--self-test"]
