"""Asks with a dialog that the lock can hide and show again with what is typed in it."""

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid


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
