"""What all tests share: a private home, an empty workspace and a copy of the sample importer."""

import gc
import os
import shutil
import tempfile
from functools import cache

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["CTPAT_DESKTOP_HOME"] = tempfile.mkdtemp(prefix="ctpat-tests-")
os.environ["CTPAT_DESKTOP_USER"] = "tester"

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from ctpat_desktop.checklist.writing import judge
from ctpat_desktop.services.samples import sample_file as samples
from ctpat_desktop.ui.session import backup_timer, desk
from ctpat_desktop.ui.widgets import dialogs
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.keys import Key

QtBot.waitUntil.__kwdefaults__["timeout"] = 20_000
"""Milliseconds a slow machine gets; waiting ends as soon as it is so."""

desk.REGISTERS_AFTER_MS = 0
"""The first picture needs no time for itself where nobody looks: hundreds of windows are opened."""

judge.read = cache(judge.read)
"""The sample's answers are read for their writing once in a run, not with each of its windows."""

backup_timer.AFTER_OPENING_MS = 10**9
"""Only tests that say so with `backed_up` have a backup made, and tried, when a file is opened."""

ANSWER_OF = dialogs.answer_of

READ_THROUGH, door.CHECKED_AT_ONCE = door.CHECKED_AT_ONCE, 2**20
"""The copies of the sample, whole as they were made, are not read through at each opening.

Tests that damage one ask for it with `read_through`.
"""

BOXES = ("question", "warning", "information", "critical", "about")


@pytest.fixture(autouse=True)
def no_box_waits(monkeypatch):
    """A box nobody expects fails its test; else it would wait for a person for ever."""

    def unexpected(*args, **_more):
        raise AssertionError(f"a box asks: {args[1:]}")

    for name in BOXES:
        monkeypatch.setattr(QMessageBox, name, unexpected)
    monkeypatch.setattr(dialogs, "answer_of", lambda box, _: unexpected(box, box.text()))


@pytest.fixture
def real_boxes(monkeypatch):
    """Questions are boxes on the screen whose buttons the test presses."""
    monkeypatch.setattr(dialogs, "answer_of", ANSWER_OF)


@pytest.fixture
def read_through(monkeypatch):
    """A file is read through when it is opened, as ever."""
    monkeypatch.setattr(door, "CHECKED_AT_ONCE", READ_THROUGH)


@pytest.fixture
def backed_up(monkeypatch):
    """The backup of opening is made as soon as a window stands."""
    monkeypatch.setattr(backup_timer, "AFTER_OPENING_MS", 0)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory):
    """An empty, encrypted file and its key; copy it, never write into it.

    Its key is made at random: deriving one from a passphrase takes 0.2 s.
    """
    path, key = (
        tmp_path_factory.mktemp("empty") / "empty.ctpat",
        Key(os.urandom(32), os.urandom(16)),
    )
    door.create_workspace(path, key).close()
    return path, key


@pytest.fixture
def workspace(empty_file, tmp_path):
    """An empty workspace in a real, encrypted file, closed afterwards."""
    path, key = empty_file
    opened = door.open_workspace(shutil.copy(path, tmp_path / "empty.ctpat"), key)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    """The one sample importer of this run, in its first year; copy it, never write into it."""
    path = tmp_path_factory.mktemp("sample") / "importer.ctpat"
    samples.create(path, "importer", is_first_year=True).close()
    return path


@pytest.fixture
def sample(sample_file, tmp_path):
    """A file with the sample importer, for this test alone."""
    return shutil.copy(sample_file, tmp_path / "sample.ctpat")


def pytest_ignore_collect(collection_path, config):
    """Leave out, where only tests marked full run, the files without any: reading them is slow."""
    if config.option.markexpr == "full" and collection_path.suffix == ".py":
        return "mark.full" not in collection_path.read_text(encoding="utf-8") or None
    return None


def pytest_collection_modifyitems(config, items):
    """Where workers share the files in order, give the small ones of the checklist out last.

    The other way round one worker is left with the long files of the window.
    """
    if not config.getoption("loadscopereorder", True):
        items.sort(key=lambda item: item.path.as_posix(), reverse=True)


def pytest_collection_finish(session):
    """Leave what stays until the end, the tests themselves, out of each search for garbage."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item, nextitem):
    """Delete the windows of this test now: every later change of colors would paint them too.

    Search for garbage once per file: a window switches Python's own search off, and it piles up.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if nextitem is None or nextitem.path != item.path:
        gc.collect()
        gc.freeze()


def pytest_sessionfinish(session):
    """Remove the private home."""
    shutil.rmtree(os.environ["CTPAT_DESKTOP_HOME"], ignore_errors=True)
