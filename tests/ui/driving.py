"""Drives a real window: opens, locks, types, and looks into the file with other eyes."""

from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPlainTextEdit, QPushButton

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.ui.lock.unlock import UnlockPage
from ctpat_desktop.ui.session import backup_timer as keepers
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.widgets import dialogs
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.repair import health
from tests.ui import pages

PASSPHRASE = "gravel lantern otter sixpence"


def opened(qtbot, window, path, key):
    """Open an encrypted file with its key and wait for what begins then."""
    assert window.open_path(path)
    window.centralWidget().use(key)
    idle(qtbot, window)


def idle(qtbot, window):
    """Wait until nothing runs beside the window."""

    def is_idle():
        keeper = window.keeper
        return keeper is None or not (keeper.running or begins(keeper))

    def begins(keeper):
        return keeper.opening.isActive() and keepers.AFTER_OPENING_MS == 0

    qtbot.waitUntil(is_idle, timeout=20_000)


def drain(qtbot):
    """Wait until all jobs have told their end."""
    qtbot.waitUntil(lambda: not tasks._RUNNING, timeout=20_000)


def locked(qtbot, window):
    """Lock and wait until the file is closed; return the page."""
    window.lock()
    qtbot.waitUntil(lambda: not window.workspace.is_open, timeout=20_000)
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    return page


def agreeing(monkeypatch, *says):
    """Answer the questions of the program, the last answer over and over; return their words.

    True presses the button that acts, False the one that goes back, a number the one at a place.
    """
    asked, left = [], [*says]

    def answer(box, _buttons):
        asked.append(box.text())
        return int(left.pop(0) if left[1:] else left[0])

    monkeypatch.setattr(dialogs, "answer_of", answer)
    return asked


def on_next_box(act):
    """Act on the next box of a question, once it stands there."""

    def look():
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            act(box)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


def press(part, name):
    """Click the button on a page that shows a name, or is called so, and is in use now."""
    QApplication.processEvents()
    (button, *_) = [
        one
        for one in part.findChildren(QPushButton)
        if name in (one.text(), one.accessibleName()) and one.isVisibleTo(part)
    ]
    assert button.isEnabled(), button.toolTip()
    button.click()


def answering(monkeypatch, *modules):
    """Let each dialog these modules ask be answered by the function of its class.

    Return the functions, to be filled, and the dialogs that were shown.
    """
    answers, shown = {}, []

    def ask(dialog):
        shown.append(dialog)
        answers[type(dialog)](dialog)
        return dialog.result() == 1

    for module in modules:
        monkeypatch.setattr(f"ctpat_desktop.ui.{module}.ask", ask)
    return answers, shown


def narrative(window, criterion="9.10") -> QPlainTextEdit:
    """Go to a criterion and return the box of what the company does."""
    window.shell.go(Place(criterion.partition(".")[0], criterion))
    return pages.words(window)


def in_file(path, key, criterion="9.10"):
    """Return the words an independent reader finds in a file."""
    workspace = door.open_workspace(path, key, reading_only=True)
    try:
        account = companies.choose(workspace)
        return companies.dossier(workspace, account).answer(criterion).whole.narrative
    finally:
        workspace.close()


def names(folder):
    """Return the names of everything in a folder, hidden ones included."""
    return sorted(path.name for path in folder.iterdir())


def checked(path, key):
    """Return what the health check of a closed file finds."""
    return health.verify(path, key)


def dropped(widget, *paths, at=None):
    """Drag files over a widget and let them fall, as a desktop does; return whether it took them.

    What is not taken by the widget goes to what it lies in.
    """
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    point = at if at is not None else widget.rect().center()
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(point, *how, none)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    fall = QDropEvent(QPointF(point), *how, none)
    fall.ignore()
    QApplication.sendEvent(widget, fall)
    QApplication.processEvents()
    return fall.isAccepted()
