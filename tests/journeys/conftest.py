"""The window of a journey: on the sample importer, on the day the journey says."""

from pathlib import Path

import pytest

from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.window import MainWindow


@pytest.fixture(scope="session")
def qapp():
    return application()


@pytest.fixture
def window(qtbot, sample, request):
    """A window on the sample on the `DAY` of its module, which may `prepare` the file first."""
    shown = MainWindow()
    shown.resize(1280, 800)
    qtbot.addWidget(shown)
    shown.show()
    assert shown.open_path(Path(sample))
    getattr(request.module, "prepare", lambda _: None)(shown.workspace)
    shown.shell.desk.today = request.module.DAY
    shown.shell.desk.read()
    shown.shell.rebuild()
    yield shown
    getattr(request.module, "drain", lambda _: None)(qtbot)
    shown.close_workspace()
