"""What the first picture costs: the start page imports nothing that only a workspace needs."""

import shutil
import subprocess
import sys

import pytest

SHOWN = """
import builtins, sys
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.window import MainWindow
app = application()
window = MainWindow()
window.show()
app.processEvents()
print(*sys.modules)
window.close()
print(*sys.modules)
app.setStyleSheet("")
print("feature" in builtins.__import__.__name__, app.style().name())
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
window.shell.open("9")
window.shell.repaint()
print(*sys.modules)
app.processEvents()
print(*sys.modules)
print(gc.get_freeze_count())
window.close()
"""


def printed(code, *arguments):
    """Run a piece of Python in a process of its own and return the lines it prints."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def imported():
    """What is imported when the start page stands, and when it was closed again."""
    shown, closed, _ = printed(SHOWN)
    return set(shown.split()), set(closed.split())


@pytest.fixture(scope="module")
def opened(sample_file, tmp_path_factory):
    """What is imported when a criterion stands, then when all does, and how much is spared."""
    path = shutil.copy(sample_file, tmp_path_factory.mktemp("opened") / "sample.ctpat")
    first, modules, spared = printed(OPENED, path)
    return set(first.split()), set(modules.split()), int(spared)


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
    _, modules, _ = opened
    assert "ctpat_desktop.ui.frame.home" in modules
    assert name not in modules


def test_the_search_for_dead_objects_leaves_the_program_itself_out(opened):
    _, _, spared = opened
    assert spared > 80_000


@pytest.mark.parametrize(
    "name",
    [
        "ctpat_desktop.records.seals",
        "ctpat_desktop.records.partners",
        "ctpat_desktop.records.packets",
        "ctpat_desktop.services.registers.facts",
        "ctpat_desktop.services.deadlines.due_list",
        "ctpat_desktop.services.registers.inspections",
        "ctpat_desktop.ui.history.dialog",
        "ctpat_desktop.workspace.rescue",
        "ctpat_desktop.workspace.repair.salvage",
        "ctpat_desktop.catalogue.walks",
    ],
)
def test_the_first_criterion_needs_no_table_of_the_registers(opened, name):
    """They are read beside the window; to map all tables takes longer than to read a profile."""
    first, _, _ = opened
    assert {"ctpat_desktop.ui.profile.criterion", "ctpat_desktop.records.profiles"} <= first
    assert name not in first


def test_no_import_reads_the_source_and_the_style_is_ours():
    """PySide's import for features reads the source of all that is imported after it."""
    *_, names = printed(SHOWN)
    assert names.split() == ["False", "fusion"]


BROKEN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox
from ctpat_desktop.support import home
from ctpat_desktop.ui import app as program
app = program.application()
assert not (home.home() / "ctpat-desktop.log").exists()
QTimer.singleShot(0, lambda: app.activeModalWidget().close())
try:
    raise ValueError("typed words")
except ValueError:
    program._tell_bug(*sys.exc_info())
print(*(home.home() / "ctpat-desktop.log").read_text().split())
"""


def test_a_bug_before_the_first_picture_is_in_the_log():
    (words,) = printed(BROKEN)
    assert "builtins.ValueError" in words
    assert "typed" not in words


AGAIN = """
import sys
from PySide6.QtCore import QTimer
from ctpat_desktop.ui import app as program
app = program.application()
boxes = []
def close():
    if app.activeModalWidget():
        boxes.append(app.activeModalWidget().text())
        app.activeModalWidget().close()
timer = QTimer(interval=10, timeout=close)
timer.start()
def key(kind):
    try:
        raise kind("typed words")
    except kind:
        program._tell_bug(*sys.exc_info())
for kind in (ValueError, ValueError, ValueError, KeyError):
    key(kind)
log = (program.home.home() / "ctpat-desktop.log").read_text()
print(len(boxes), log.count("a bug"))
"""


def test_a_bug_that_comes_back_at_every_key_is_shown_once_and_logged_each_time():
    (words,) = printed(AGAIN)
    assert words == "2 4"


@pytest.mark.parametrize("name", ["ctpat_desktop.cli", "argparse", "subprocess", "difflib"])
def test_the_window_does_not_wait_for_the_verbs(name):
    (modules,) = printed("import sys, ctpat_desktop.__main__; print(*sys.modules)")
    assert "ctpat_desktop.support.private" in modules.split()
    assert name not in modules.split()


PICTURE = """
from ctpat_desktop.ui.app import application
pictures = application().windowIcon()
print(*sorted(size.width() for size in pictures.availableSizes()))
print(pictures.pixmap(16).toImage().pixelColor(10, 12).name())
"""


def test_the_window_has_our_picture_in_every_size_a_desktop_asks_for():
    sizes, color = printed(PICTURE)
    assert sizes.split() == ["16", "24", "32", "48", "128"]
    assert color != "#000000"
