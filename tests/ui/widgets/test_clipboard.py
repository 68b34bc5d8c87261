"""Secrets on the clipboard: marked, taken back in time, and nothing else ever wiped."""

import os
import shutil
import subprocess
import sys

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication

from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.widgets import clipboard

WORDS = "legal winner thank year wave sausage"
HOLDS = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from ctpat_desktop.ui.widgets import clipboard
clipboard.CLEAR_AFTER_MS = int(sys.argv[1])
clipboard.copy_text(sys.argv[2])
print("ready", flush=True)
app.exec()
"""


@pytest.fixture(scope="session")
def qapp():
    return application()


@pytest.fixture
def board(qapp):
    yield QGuiApplication.clipboard()
    clipboard.forget()
    QGuiApplication.clipboard().clear()


def test_the_words_are_on_the_clipboard_marked_as_a_secret(board):
    clipboard.copy_text(WORDS)
    assert board.text() == WORDS
    assert bytes(board.mimeData().data("x-kde-passwordManagerHint")) == b"secret"


@pytest.mark.parametrize(
    ("system", "marks"),
    [
        (
            "win32",
            {
                'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"'
                "": b"\0\0\0\0",
                'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
                'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
            },
        ),
        ("darwin", {"application/x-nspasteboard-concealed-type": b""}),
        ("linux", {"x-kde-passwordManagerHint": b"secret"}),
        ("freebsd14", {"x-kde-passwordManagerHint": b"secret"}),
    ],
)
def test_each_system_gets_its_own_marks(system, marks):
    data = clipboard.marked(WORDS, system)
    assert {
        name: bytes(data.data(name)) for name in data.formats() if name != "text/plain"
    } == marks


def test_the_words_are_taken_back_in_time(board, qtbot, monkeypatch):
    monkeypatch.setattr(clipboard, "CLEAR_AFTER_MS", 50)
    clipboard.copy_text(WORDS)
    qtbot.waitUntil(lambda: not board.text(), timeout=2000)


def test_a_second_copy_starts_the_time_anew(board, monkeypatch):
    monkeypatch.setattr(clipboard, "CLEAR_AFTER_MS", 500)
    clipboard.copy_text("first")
    monkeypatch.setattr(clipboard, "CLEAR_AFTER_MS", 60_000)
    clipboard.copy_text(WORDS)
    assert clipboard._loan().remainingTime() > 30_000


def test_thirty_seconds_by_default():
    assert clipboard.CLEAR_AFTER_MS == 30_000


def test_what_was_copied_since_stays_when_the_time_is_up(board, qtbot, monkeypatch):
    monkeypatch.setattr(clipboard, "CLEAR_AFTER_MS", 50)
    clipboard.copy_text(WORDS)
    loan = clipboard._loan()
    board.setText("from elsewhere")
    qtbot.waitUntil(lambda: not loan.isActive(), timeout=2000)
    assert board.text() == "from elsewhere"


def test_forget_takes_the_words_back_at_once(board):
    clipboard.copy_text(WORDS)
    clipboard.forget()
    assert board.text() == ""
    assert not clipboard._loan().isActive()


def test_forget_leaves_what_was_copied_since(board):
    clipboard.copy_text(WORDS)
    board.setText("from elsewhere")
    clipboard.forget()
    assert board.text() == "from elsewhere"


def test_a_secret_taken_back_is_not_wiped_when_copied_again_elsewhere(board):
    clipboard.copy_text(WORDS)
    clipboard.forget()
    board.setText(WORDS)
    clipboard.forget()
    assert board.text() == WORDS


@pytest.fixture
def display(tmp_path):
    """A private X server; its number."""
    if not shutil.which("Xvfb") or not shutil.which("xclip"):
        pytest.skip("needs Xvfb and xclip")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


def read(display, selection, *more):
    found = subprocess.run(
        ["xclip", "-o", "-display", display, "-selection", selection, *more],
        capture_output=True,
        timeout=10,
        text=True,
        check=False,
    )
    return found.stdout


@pytest.fixture
def holder(display):
    """Start another process that copies; it is ended with the test."""
    begun = []

    def hold(after_ms):
        env = {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
        command = [sys.executable, "-c", HOLDS, str(after_ms), WORDS]
        begun.append(subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True))
        assert begun[0].stdout.readline() == "ready\n"

    yield hold
    for process in begun:
        process.kill()
        process.wait(10)
        process.stdout.close()


@pytest.mark.full
def test_another_program_reads_the_words_with_the_mark_but_no_selection(display, holder):
    holder(60_000)
    assert read(display, "clipboard") == WORDS
    assert read(display, "clipboard", "-t", "x-kde-passwordManagerHint") == "secret"
    assert read(display, "primary") == ""


@pytest.mark.full
def test_another_program_finds_nothing_after_the_time(display, holder, qtbot):
    holder(1500)
    assert read(display, "clipboard") == WORDS
    qtbot.waitUntil(lambda: read(display, "clipboard") == "", timeout=5000)
    assert read(display, "clipboard", "-t", "TARGETS") == ""


def test_the_selection_is_never_written(board, monkeypatch):
    written = []
    monkeypatch.setattr(
        QClipboard,
        "setMimeData",
        lambda self, data, mode=QClipboard.Mode.Clipboard: written.append(mode),
    )
    clipboard.copy_text(WORDS)
    assert written == [QClipboard.Mode.Clipboard]
