"""Saves what is typed into a field shortly after the last key."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

LOSS_BOUND_MS = 800
"""Milliseconds after the last key until typing is saved; with the write, under one second."""


class Autosave(QObject):
    """Saves a field shortly after the last key, and at once when asked to."""

    def __init__(self, parent: QObject, save: Callable[[str], bool]) -> None:
        """`save` takes the text and returns whether it is in the file now."""
        super().__init__(parent)
        self._save = save
        self._pending: str | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOSS_BOUND_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def is_pending(self) -> bool:
        """True while something typed is not in the file yet."""
        return self._pending is not None

    def typed(self, text: str) -> None:
        """Note what stands in the field now; the first key after a save starts the clock."""
        self._pending = text
        if not self._timer.isActive():
            self._timer.start()

    def forget(self) -> None:
        """Let go of what is pending: what it belongs to is gone."""
        self._timer.stop()
        self._pending = None

    def flush(self) -> bool:
        """Save now; what could not be saved is kept and tried again."""
        self._timer.stop()
        if self._pending is None:
            return True
        text, self._pending = self._pending, None
        saved = False
        try:
            saved = self._save(text)
        finally:  # text leaves memory only when it is in the file
            if not saved and self._pending is None:
                self._pending = text
        return saved
