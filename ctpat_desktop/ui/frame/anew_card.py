"""A card that is written anew only where it is to say something else than before."""

from PySide6.QtWidgets import QVBoxLayout

from ctpat_desktop.ui.widgets.parts import card, clear


class AnewCard:
    """What stands in the card keeps the keyboard, and a click on it is not swallowed."""

    def __init__(self) -> None:
        """Start empty."""
        self.frame, self._column = card()
        self._content: object = None

    def anew(self, content: object) -> QVBoxLayout | None:
        """Empty the card and return its column; None where it says this already."""
        if content == self._content:
            return None
        self._content = content
        clear(self._column)
        return self._column

    def forget(self) -> None:
        """Be written anew in any case."""
        self._content = None
