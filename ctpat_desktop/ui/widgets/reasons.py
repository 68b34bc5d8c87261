"""Buttons that can do nothing now say why, in the tooltip and, where there is room, beside them."""

from PySide6.QtWidgets import QLabel, QWidget

USUAL = "usual_tip"
"""The property that keeps what a button says while it can be used."""


class Reason(QLabel):
    """A line beside a button that says why it can do nothing now; gone while it can."""

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__()
        self.setProperty("muted", True)
        self.setWordWrap(True)
        self.hide()


def allow(widget: QWidget, why_not: str = "", beside: QLabel | None = None) -> None:
    """Enable a button, or gray it and say why: to the pointer, to a screen reader, and beside."""
    if widget.property(USUAL) is None:
        widget.setProperty(USUAL, widget.toolTip())
    widget.setEnabled(not why_not)
    for say in (widget.setToolTip, widget.setStatusTip):
        say(why_not or str(widget.property(USUAL)))
    widget.setAccessibleDescription(why_not)
    if beside is not None:
        beside.setText(why_not)
        beside.setVisible(bool(why_not))
