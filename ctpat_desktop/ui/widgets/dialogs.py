"""Asks with a dialog that the lock can hide and show again with what is typed in it."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QStandardPaths, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLineEdit,
    QListView,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import delete, isValid

from ctpat_desktop.support import home
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.names import fitting
from ctpat_desktop.ui.widgets.banner import Banner

EXPORT_FOLDER = "export_folder"
"""The name of the choice of where papers and exports go."""
ONLY_LOOKS = "only_looks"
"""The property of a line that only looks for something: typing in it is no work."""


def ask(dialog: QDialog) -> bool:
    """Show a dialog until the person has decided; return whether it was accepted.

    Not `exec`: it ends as soon as the dialog is hidden, and locking hides it.
    """
    enter_does_the_work(dialog)
    say_refusals(dialog)
    guard = _WorkGuard(dialog)
    dialog.installEventFilter(guard)
    dialog.setProperty("keeps_typing", True)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    loop = QEventLoop()
    dialog.finished.connect(loop.quit)
    dialog.destroyed.connect(loop.quit)
    dialog.show()
    for rows in dialog.findChildren(QListView):
        rows.doItemsLayout()  # Qt 6.11 lays them out before their style is known: rows would jump
    loop.exec()
    if not isValid(dialog):
        return False
    dialog.deleteLater()
    return dialog.result() == QDialog.DialogCode.Accepted


def say_refusals(dialog: QDialog) -> None:
    """Let a dialog of a desk say itself what was refused: the window behind it cannot be reached.

    A dialog that has a banner of its own is left as it is.
    """
    desk, column = getattr(dialog, "desk", None), dialog.layout()
    if desk is None or not isinstance(column, QVBoxLayout) or dialog.findChild(Banner):
        return
    banner = Banner()
    column.insertWidget(0, banner)
    desk.notified.connect(banner.hear)


def enter_does_the_work(dialog: QDialog) -> None:
    """Let Enter in a field press the button that does the work: else Qt takes the first, Cancel.

    Where a dialog has chosen already, or Enter is to press nothing in it, that stays.
    """
    buttons = dialog.findChildren(QPushButton)
    does = [one for one in buttons if one.property("primary") and one.autoDefault()]
    if len(does) == 1 and not any(one.isDefault() for one in buttons):
        does[0].setDefault(True)


def has_work(dialog: QDialog) -> bool:
    """Return whether a dialog holds something a person entered that closing it would lose.

    A dialog whose work is no typed text says so in a method of this name. Passphrases and lines
    that only look for something are no work.
    """
    own = getattr(dialog, "has_work", None)
    return bool(own()) if own is not None else holds_typing(dialog)


def holds_typing(dialog: QDialog) -> bool:
    """Return whether a person typed anything into a dialog."""
    lines = (
        line
        for line in dialog.findChildren(QLineEdit)
        if line.echoMode() == QLineEdit.EchoMode.Normal and not line.property(ONLY_LOOKS)
    )
    typed = any(line.isModified() and line.text() for line in lines)
    return typed or any(
        box.document().isModified() and not box.isReadOnly() and bool(box.toPlainText())
        for box in dialog.findChildren(QPlainTextEdit)
    )


class _WorkGuard(QObject):
    """Asks before Escape or the window's own close throws away what was entered in a dialog."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back what would close the dialog where the person wants to go on."""
        is_escape = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Cancel)
        )
        is_close = event.type() == QEvent.Type.Close and event.spontaneous()
        if not (is_escape or is_close) or not isinstance(watched, QDialog):
            return False
        if not has_work(watched):
            return False
        words = tr("Close it without keeping what you entered here?")
        if confirm(watched, watched.windowTitle(), words, tr("Close without keeping")):
            return False
        event.ignore()
        return True


def own_place(name: str = "") -> str:
    """Return where a dialog for something that is written begins: in the folder chosen for it.

    Without one, in the person's documents: where the program was started from says nothing.
    """
    chosen = str(home.preferences().get(EXPORT_FOLDER, "") or "")
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = next((one for one in (chosen, documents) if one and Path(one).is_dir()), "")
    return str((Path(folder) if folder else Path.home()) / name)


def ask_folder(parent: QWidget | None, title: str, at: str = "") -> str:
    """Ask for a folder, "" when the person does not want to; `at` is where to begin instead.

    Without one it begins where what is written goes.
    """
    return QFileDialog.getExistingDirectory(parent, title, at or own_place())


def ask_place(parent: QWidget | None, title: str, name: str, kind: str, ending: str) -> Path | None:
    """Ask where something may be written; a missing ending is put on, and asked about if taken.

    `kind` is the dialog's filter, `ending` such as ".pdf"; None when the person does not want to.
    """
    chosen, _ = QFileDialog.getSaveFileName(parent, title, own_place(name), kind)
    if not chosen:
        return None
    if chosen.lower().endswith(ending) and fitting(Path(chosen)) == Path(chosen):
        return Path(chosen)
    ended = chosen if chosen.lower().endswith(ending) else chosen + ending
    place = fitting(Path(ended))
    return place if may_replace(parent, title, place) else None


def confirm(parent: QWidget | None, title: str, words: str, act: str = "") -> bool:
    """Ask something that Enter or a slip must not agree to: Cancel is the default and Escape.

    `act` are the words of the button that agrees: what happens then; the title unless named.
    """
    return ask_which(parent, title, words, (tr("Cancel"), act or title)) == 1


def ask_which(parent: QWidget | None, title: str, words: str, answers: Sequence[str]) -> int:
    """Ask for one of several answers, each a button with its own words; return its place.

    The first is the one that changes nothing: the default, and what Escape gives.
    """
    box = QMessageBox(QMessageBox.Icon.Question, title, words, parent=parent)
    first, *others = answers
    roles = QMessageBox.ButtonRole
    made = [box.addButton(text, roles.AcceptRole) for text in reversed(others)]  # the last is right
    made = [box.addButton(first, roles.RejectRole), *reversed(made)]
    box.setDefaultButton(made[0])
    box.setEscapeButton(made[0])
    found = answer_of(box, made)
    if isValid(box):  # the window may have gone meanwhile
        delete(box)
    return found


def answer_of(box: QMessageBox, buttons: Sequence[QPushButton]) -> int:
    """Wait for a person before a box; return the place of the button that was pressed."""
    box.exec()
    clicked = box.clickedButton()
    return next((at for at, one in enumerate(buttons) if one is clicked), 0)


def may_replace(parent: QWidget | None, title: str, place: Path) -> bool:
    """Ask whether a file may be replaced whose name the system's dialog did not see."""
    words = tr("{name} exists already. Replace it?").format(name=place.name)
    return not os.path.lexists(place) or confirm(parent, title, words, tr("Replace"))
