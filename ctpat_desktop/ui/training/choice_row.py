"""One answer to choose: a box or a round button, with words that wrap beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.parts import label


class ChoiceRow(QWidget):
    """A choice that is picked by its button or by its words; afterwards it says if it is right."""

    picked = Signal(object)

    def __init__(self, box: QAbstractButton, words: str) -> None:
        """Start unpicked."""
        super().__init__()
        self.box, self.words, self.mark = box, label(words), label("")
        box.setAccessibleName(words)
        box.clicked.connect(lambda _on: self.picked.emit(self))
        self.mark.setWordWrap(False)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 2)
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.words, 1)
        line.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)

    def pick(self) -> None:
        """Do what a click does."""
        self.box.click()
        self.box.setFocus()

    def settle(self, *, is_right: bool) -> None:
        """Say whether this choice is right; it cannot be changed any more."""
        self.mark.setText(tr("✓ right") if is_right else "")
        self.mark.setAccessibleName(self.mark.text())
        self.box.setEnabled(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the words be clicked like the button."""
        if self.box.isEnabled() and event.button() == Qt.MouseButton.LeftButton:
            self.pick()
        super().mousePressEvent(event)
