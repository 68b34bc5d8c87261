"""What stands on a page while it has nothing to show: what it is for, and the first step."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.purposes import load_purposes
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.parts import FlowLayout, label
from ctpat_desktop.ui.widgets.theme import letters

WIDEST = 90
"""Letters of a line, so that it can be read."""


class EmptyNote(QWidget):
    """Says what a register is for, which criteria it proves, and how to begin."""

    def __init__(self, key: str, hint: str = "") -> None:
        """`key` is the table or view; `hint` is what to do where no button does it."""
        super().__init__()
        purpose = load_purposes()[key]
        self.heading = label(tr("Nothing here yet."), h2=True)
        self.words = label(tr(purpose.words))
        proves = tr("It helps to prove {ids}.").format(ids=", ".join(purpose.proves))
        self.proves = label(proves if purpose.proves else "", muted=True)
        self.hint = label(hint, muted=True)
        self.steps = FlowLayout(spacing=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 12, 4, 12)
        column.setSpacing(8)
        for part in (self.heading, self.words, self.proves, self.hint):
            part.setMaximumWidth(letters(WIDEST))
            column.addWidget(part)
            part.setVisible(bool(part.text()))
        column.addLayout(self.steps)
        column.addStretch(1)

    def offer(self, *steps: QPushButton) -> None:
        """Offer the first steps, as buttons."""
        for step in steps:
            self.steps.addWidget(step)

    def setText(self, hint: str) -> None:
        """Say what to do to begin."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def text(self) -> str:
        """Return what it says, as lines."""
        parts = (self.heading, self.words, self.proves, self.hint)
        return "\n".join(part.text() for part in parts if part.text())
