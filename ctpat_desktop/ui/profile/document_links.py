"""The documents of an answer in a line of links, each with why it counts no more."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.parts import button, clear, flow, label

Row = tuple[str, str, str]
"""The id of a document, its title, and why it counts no more or ""."""


class DocumentLinks(QWidget):
    """Links that Tab stops at one by one; they stay while the documents do."""

    chosen = Signal(str)
    """A document was asked for by its id."""

    def __init__(self) -> None:
        """Start without documents."""
        super().__init__()
        self.rows: Sequence[Row] | None = None
        self.line = flow(spacing=4)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self.line)

    def show_documents(self, rows: Sequence[Row]) -> None:
        """Show other documents."""
        if rows == self.rows:
            return
        self.rows = rows
        clear(self.line)
        self.line.addWidget(label(tr("Evidence") if rows else self._nothing(), muted=True))
        for document, title, why_not in rows:
            link = button(title.replace("&", "&&"), partial(self.chosen.emit, document), "link")
            link.setAccessibleName(title)
            self.line.addWidget(link)
            if why_not:
                self.line.addWidget(label(f"({why_not})", muted=True))

    def _nothing(self) -> str:
        return tr("No evidence is linked.")
