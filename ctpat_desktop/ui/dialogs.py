"""Asks with a dialog that the lock can hide and show again with what is typed in it."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget
from shiboken6 import isValid

from ctpat_desktop.support.language import tr
from ctpat_desktop.support.names import fitting


def ask(dialog: QDialog) -> bool:
    """Show a dialog until the person has decided; return whether it was accepted.

    Not `exec`: it ends as soon as the dialog is hidden, and locking hides it.
    """
    dialog.setProperty("keeps_typing", True)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    loop = QEventLoop()
    dialog.finished.connect(loop.quit)
    dialog.destroyed.connect(loop.quit)
    dialog.show()
    loop.exec()
    if not isValid(dialog):
        return False
    dialog.deleteLater()
    return dialog.result() == QDialog.DialogCode.Accepted


def ask_place(parent: QWidget | None, title: str, name: str, kind: str, ending: str) -> Path | None:
    """Ask where something may be written; a missing ending is put on, and asked about if taken.

    `kind` is the dialog's filter, `ending` such as ".pdf"; None when the person does not want to.
    """
    chosen, _ = QFileDialog.getSaveFileName(parent, title, name, kind)
    if not chosen:
        return None
    if chosen.lower().endswith(ending) and fitting(Path(chosen)) == Path(chosen):
        return Path(chosen)
    ended = chosen if chosen.lower().endswith(ending) else chosen + ending
    place = fitting(Path(ended))
    return place if may_replace(parent, title, place) else None


def confirm(parent: QWidget | None, title: str, words: str) -> bool:
    """Ask something that Enter or a slip must not agree to: No is the default and Escape."""
    yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
    return QMessageBox.question(parent, title, words, yes | no, no) == yes


def ask_which(parent: QWidget | None, title: str, words: str, answers: Sequence[str]) -> int:
    """Ask for one of several answers, each a button with its own words; return its place.

    The first is the one that changes nothing: the default, and what Escape gives.
    """
    box = QMessageBox(QMessageBox.Icon.Question, title, words, parent=parent)
    roles = QMessageBox.ButtonRole
    made = [
        box.addButton(text, roles.ActionRole if place else roles.RejectRole)
        for place, text in enumerate(answers)
    ]
    box.setDefaultButton(made[0])
    box.setEscapeButton(made[0])
    box.exec()
    clicked = box.clickedButton()
    return made.index(clicked) if clicked in made else 0


def may_replace(parent: QWidget | None, title: str, place: Path) -> bool:
    """Ask whether a file may be replaced whose name the system's dialog did not see."""
    words = tr("{name} exists already. Replace it?").format(name=place.name)
    return not os.path.lexists(place) or confirm(parent, title, words)
