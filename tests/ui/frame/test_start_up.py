"""What the first picture costs: the start page imports nothing that only a workspace needs."""

import shutil
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

OPENED = """
import gc, sys
from pathlib import Path
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.window import MainWindow
app = application()
window = MainWindow()
window.show()
assert window.open_path(Path(sys.argv[1]))
app.processEvents()
print(*sys.modules)
print(gc.get_freeze_count())
window.close()
"""


def said(code, *arguments):
    """Run a piece of Python in a process of its own and return the lines it prints."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def imported():
    """What is imported when the start page stands, and when it was closed again."""
    shown, closed = said(SHOWN)
    return set(shown.split()), set(closed.split())


@pytest.fixture(scope="module")
def opened(sample_file, tmp_path_factory):
    """What is imported when Home stands, and how many objects no search goes through."""
    path = shutil.copy(sample_file, tmp_path_factory.mktemp("opened") / "sample.ctpat")
    modules, spared = said(OPENED, path)
    return set(modules.split()), int(spared)


@pytest.mark.parametrize(
    "name",
    [
        "sqlalchemy",
        "sqlcipher3",
        "ctpat_desktop.records",
        "ctpat_desktop.services",
        "ctpat_desktop.checklist.engine",
        "ctpat_desktop.ui.frame.shell",
        "ctpat_desktop.catalogue",
        "hashlib",
        "psutil",
        "reportlab",
        "pyhanko",
        "asyncio",
    ],
)
def test_the_start_page_needs_nothing_of_a_workspace(imported, name):
    shown, closed = imported
    assert "ctpat_desktop.ui.frame.start" in shown
    assert name not in shown
    assert name not in closed


@pytest.mark.parametrize(
    "name",
    [
        "ctpat_desktop.ui.evidence.page",
        "ctpat_desktop.ui.registers.page",
        "docx",
        "PIL",
        "pypdfium2",
        "charset_normalizer",
        "reportlab",
        "pyhanko",
        "keyring",
        "sqlalchemy.dialects.postgresql",
    ],
)
def test_home_needs_nothing_of_the_other_pages(opened, name):
    modules, _ = opened
    assert "ctpat_desktop.ui.frame.home" in modules
    assert name not in modules


def test_the_search_for_dead_objects_leaves_the_program_itself_out(opened):
    _, spared = opened
    assert spared > 100_000
