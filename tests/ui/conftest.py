"""What the tests of locking and unlocking share: the sample, encrypted, in a real window."""

import shutil

import pytest
from PySide6.QtWidgets import QMessageBox

from ctpat_desktop.services.samples import sample_file
from ctpat_desktop.support import home
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.window import MainWindow
from tests.ui.driving import PASSPHRASE, drain, opened


@pytest.fixture(scope="session")
def qapp():
    return application()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """A home of its own for each test: no backups and no choices of another one."""
    place = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("CTPAT_DESKTOP_HOME", str(place))
    assert home.home() == place
    return place


@pytest.fixture(scope="session")
def sealed_sample(tmp_path_factory):
    """The sample importer under `PASSPHRASE` and its key; copy it, never write into it."""
    path = tmp_path_factory.mktemp("sealed") / "importer.ctpat"
    made = sample_file.create(path, "importer", PASSPHRASE)
    key = made.key
    made.close()
    return path, key


@pytest.fixture
def key(sealed_sample):
    return sealed_sample[1]


@pytest.fixture
def sealed(sealed_sample, tmp_path):
    """An encrypted file of this test alone, in a folder of its own."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return shutil.copy(sealed_sample[0], folder / "Tidewater.ctpat")


def unexpected(*arguments):
    """Fail where a box would wait for a person."""
    raise AssertionError(arguments)


@pytest.fixture
def empty(qtbot, monkeypatch):
    """A window without a workspace; a box nobody expects says so instead of waiting forever."""
    monkeypatch.setattr(QMessageBox, "warning", unexpected)
    monkeypatch.setattr(MainWindow, "tell", unexpected)
    shown = MainWindow()
    qtbot.addWidget(shown, before_close_func=let_go)
    shown.resize(1280, 800)  # with its guide beside the page, also where the screen is smaller
    shown.show()
    yield shown
    let_go(shown)
    shown.close_workspace()
    drain(qtbot)


def let_go(window):
    """A test that leaves text unsaved means to."""
    window._may_leave = lambda _: True
    window.tell = lambda _: None


@pytest.fixture
def window(qtbot, empty, sealed, key):
    """A window on the encrypted sample; its first backup is made."""
    opened(qtbot, empty, sealed, key)
    return empty
