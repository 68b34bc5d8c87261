"""The key for help over dialogs: the menu of the window behind them cannot be reached."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

HELP = "manual"
"""The name of the action that opens the manual, in the window behind the dialogs."""


class HelpKey(QObject):
    """Lets the key for help open the manual over any dialog: the menu behind cannot be reached."""

    def __init__(self, window: QMainWindow) -> None:
        """Look at each dialog that comes to the front of a window with the action for help."""
        super().__init__(window)
        self.window = window
        program = QApplication.instance()
        if isinstance(program, QApplication):
            program.focusWindowChanged.connect(self._offer)

    def _offer(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog is self.window or dialog.findChild(QShortcut, HELP):
            return
        key = QShortcut(QKeySequence(Qt.Key.Key_F1), dialog)
        key.setObjectName(HELP)
        key.activated.connect(self._open)

    def _open(self) -> None:
        action = help_action(self.window)
        if action is not None:
            action.trigger()


def help_action(widget: QWidget) -> QAction | None:
    """Return the action that opens the manual, in the window a widget belongs to."""
    window: QWidget | None = widget
    while window is not None and not isinstance(window, QMainWindow):
        window = window.parentWidget()
    return window.findChild(QAction, HELP) if window is not None else None
