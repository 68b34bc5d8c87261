"""Takes the pen away in a file opened to read only: fields are read, buttons that change wait.

Fields are guarded by their kind, whatever page they are on, unless `parts.looks` marked them as
only looking for something. Buttons are guarded where `parts.changer` made them.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)

from ctpat_desktop.support.language import tr

SHUT = (QComboBox, QAbstractSpinBox, QCheckBox, QRadioButton)
"""Fields that can only be shut: they have no state in which they are read and not changed."""
WATCHED = (QEvent.Type.Show, QEvent.Type.EnabledChange, QEvent.Type.ReadOnlyChange)


class ReadOnly(QObject):
    """Guards everything inside one widget from the moment it is shown."""

    def __init__(self, root: QWidget, why: str) -> None:
        """`why` is what the tool tips say."""
        super().__init__(root)
        self.root = root
        self.why = tr("Open to read only: {why}").format(why=why)
        program = QApplication.instance()
        if program is not None:
            program.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Guard a widget when it is shown, and again when it is let go."""
        if event.type() in WATCHED and isinstance(watched, QWidget) and self._is_ours(watched):
            self._guard(watched)
        return False

    def _is_ours(self, widget: QWidget) -> bool:
        return self.root.isAncestorOf(widget) and widget.window() is self.root.window()

    def _guard(self, widget: QWidget) -> None:
        if _only_looks(widget):
            return
        if isinstance(widget, QAbstractItemView):
            widget.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        elif isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            if not widget.isReadOnly():
                widget.setReadOnly(True)
        elif isinstance(widget, SHUT) or _changes(widget):
            if widget.isEnabled():
                widget.setEnabled(False)
            widget.setToolTip(self.why)


def _changes(widget: QWidget) -> bool:
    marks = ("changes", "segment", "date")
    return isinstance(widget, QAbstractButton) and any(bool(widget.property(m)) for m in marks)


def _only_looks(widget: QWidget) -> bool:
    """Return whether a field, or the box it is an inner part of, only looks for something."""
    above: QWidget | None = widget
    while above is not None and not above.property("looks"):
        above = above.parentWidget()
    return above is not None
