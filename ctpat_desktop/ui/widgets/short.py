"""Buttons and lines of words that may be shorter than these; the tool tip tells them whole."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ctpat_desktop.ui.widgets.push_button import PushButton
from ctpat_desktop.ui.widgets.theme import letters

LEAST = 14
"""Letters such a button shows at the least, where its words have as many."""
AROUND = 4
"""Letters of room that frame and sign of a button take."""


class ShortButton(PushButton):
    """A button whose words may be longer than it; `full_text` is all of them."""

    elided = True

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        """Show as much of the words as there is room for."""
        super().__init__(parent)
        self.full_text = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.say(words)

    def say(self, words: str) -> None:
        """Show other words."""
        self.full_text = words
        super().setText(words)
        self._wanted = super().sizeHint()
        self.setToolTip(words)
        self._fit()
        self.updateGeometry()

    def text(self) -> str:
        """Return all words, also those there is no room for."""
        return self.full_text

    def setText(self, words: str) -> None:
        """Show other words."""
        self.say(words)

    def sizeHint(self) -> QSize:
        """Return the room for all words."""
        return self._wanted

    def minimumSizeHint(self) -> QSize:
        """Return the room for the first of the words."""
        least = letters(LEAST + AROUND)
        return QSize(min(least, self._wanted.width()), self._wanted.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        spare = self._wanted.width() - self.fontMetrics().horizontalAdvance(self.full_text)
        room = max(self.width() - spare, 0)
        elided = Qt.TextElideMode.ElideRight
        super().setText(self.fontMetrics().elidedText(self.full_text, elided, room))


class ShortLabel(QLabel):
    """One line of words that may be longer than it; `full_text` is all of them."""

    elided = True

    def __init__(self, words: str = "") -> None:
        """Show as much of the words as there is room for."""
        super().__init__()
        self.full_text = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setText(words)

    def text(self) -> str:
        """Return all words, also those there is no room for."""
        return self.full_text

    def setText(self, words: str) -> None:
        """Show other words."""
        self.full_text = words
        super().setText(words)
        self._wanted = super().sizeHint()
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the room for all words."""
        return self._wanted

    def minimumSizeHint(self) -> QSize:
        """Return the room for the first of the words."""
        return QSize(min(letters(LEAST), self._wanted.width()), self._wanted.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(
            self.full_text, Qt.TextElideMode.ElideRight, max(self.width() - 4, 0)
        )
        is_whole = self.width() >= self._wanted.width()
        super().setText(self.full_text if is_whole else shown)
        self.setToolTip("" if is_whole else self.full_text)
