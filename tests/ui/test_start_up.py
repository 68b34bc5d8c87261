"""What the first picture costs: the start page imports nothing that only a workspace needs."""

import subprocess
import sys

import pytest

SHOWN = """
import sys
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.window import MainWindow
app = application()
window = MainWindow()
window.show()
app.processEvents()
print(*sys.modules)
window.close()
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def imported():
    """What is imported when the start page stands, and when it was closed again."""
    done = subprocess.run(
        [sys.executable, "-c", SHOWN], check=True, capture_output=True, text=True, timeout=60
    )
    shown, closed = done.stdout.splitlines()
    return set(shown.split()), set(closed.split())


@pytest.mark.parametrize(
    "name",
    [
        "sqlalchemy",
        "sqlcipher3",
        "ctpat_desktop.records",
        "ctpat_desktop.services",
        "ctpat_desktop.checklist.engine",
        "ctpat_desktop.ui.shell",
        "psutil",
        "reportlab",
        "pyhanko",
        "asyncio",
    ],
)
def test_the_start_page_needs_nothing_of_a_workspace(imported, name):
    shown, closed = imported
    assert "ctpat_desktop.ui.start" in shown
    assert name not in shown
    assert name not in closed
