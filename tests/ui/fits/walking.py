"""Opens every page, tab and form of the sample and says what does not fit.

As a program of its own it does so at the scale of `QT_SCALE_FACTOR`; each fault is a line.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication, QTabWidget

from ctpat_desktop.catalogue.areas import load_areas
from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.samples import sample_file
from ctpat_desktop.ui import app
from ctpat_desktop.ui.widgets import theme
from ctpat_desktop.ui.window import MainWindow
from ctpat_desktop.workspace import door
from tests.ui.fits.looking import faults, sideways

AREAS = {area.id: area for area in load_areas()}
WITH_TABS = ("company", "questionnaires", "packets", "reports")
CRITERIA = ("9.10", "9.6", "4.3")
"""One answered, one answered per site, one open."""


def opened(file, change=None, *, reading_only=False):
    """Return a window on a copy of a file; `change` gets the workspace before."""
    copy = shutil.copy(file, Path(tempfile.mkdtemp(), "Harborline.ctpat"))
    workspace = door.open_workspace(copy, None, reading_only=reading_only)
    account = companies.choose(workspace)
    if change is not None:
        change(workspace, account)
    window = MainWindow()
    window.show()
    window.activateWindow()
    window.show_workspace(workspace, account)
    read(window)
    return window


def read(window, seconds=60):
    """Wait until the records are read too: the pages are built anew then."""
    end = time.monotonic() + seconds
    while window.shell.desk.registers is None:
        assert time.monotonic() < end, "the records were not read"
        QApplication.processEvents()
        time.sleep(0.01)
    settle()


def closed(window):
    """Let go of a window and its file."""
    window._may_leave = lambda _: True
    window.close_workspace()
    window.close()
    window.deleteLater()


def places(shell):
    """Open every page and every tab of it; yield the name of each."""
    for key in shell.offered():
        if key.isdigit():
            continue
        shell.open(key)
        yield key
        page = shell.pages[key]
        if key in AREAS:
            for tab in AREAS[key].tabs[1:]:
                page.tab(tab)
                yield f"{key}, {tab}"
        elif key in WITH_TABS and (tabs := page.findChild(QTabWidget)):
            for at in range(1, tabs.count()):
                tabs.setCurrentIndex(at)
                yield f"{key}, {tabs.tabText(at)}"
    for criterion in CRITERIA:
        shell.go(Place(criterion.partition(".")[0], criterion))
        yield criterion


def some(shell):
    """Open a page of each make; yield the name of each."""
    for key in ("home", "company", "partners", "evidence", "grid"):
        shell.open(key)
        yield key
    for criterion in CRITERIA:
        shell.go(Place(criterion.partition(".")[0], criterion))
        yield criterion


def walk(window, sizes, *, may_go_sideways=False):
    """Return what does not fit on any page at any of the sizes."""
    found = []
    for name in places(window.shell):
        for size in sizes:
            window.resize(*size)
            lines = seen(window, may_go_sideways=may_go_sideways)
            if lines:  # what comes from beside the window may just have come
                time.sleep(0.3)
                lines = seen(window, may_go_sideways=may_go_sideways)
            found += [f"{name} at {size[0]}x{size[1]}: {line}" for line in lines]
    return found


def seen(window, *, may_go_sideways):
    """Return what does not fit once the layouts have come to rest."""
    settle()
    return faults(window) + ([] if may_go_sideways else sideways(window))


def settle():
    """Let the layouts come to rest."""
    for _ in range(5):
        QApplication.processEvents()


def doubled():
    """Give the program a font of twice the size; return the one before."""
    program = app.application()
    before = program.font()
    font = program.font()
    font.setPointSizeF(before.pointSizeF() * 2)
    use(font)
    return before


def use(font):
    """Show everything in a font."""
    program = app.application()
    program.setFont(font)
    theme.apply(program, "light")


def main():
    """Walk at the sizes given as words such as 960x500."""
    app.application()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "sample.ctpat")
        sample_file.create(file, "importer").close()
        window = opened(file)
        sizes = [tuple(map(int, words.split("x"))) for words in sys.argv[1:]]
        for line in walk(window, sizes):
            sys.stdout.write(line + "\n")
        closed(window)


if __name__ == "__main__":
    main()
