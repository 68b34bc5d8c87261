"""Editors of cells in a list: what is typed in one stays, whatever changes meanwhile."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QStyledItemDelegate, QWidget

FILLED = "filled"


class CellEditing(QStyledItemDelegate):
    """Fills an editor with the stored value once.

    Qt fills it again whenever the list is told of a change, over what the person is typing.
    """

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Show the stored value, unless that was done already."""
        if not editor.property(FILLED):
            editor.setProperty(FILLED, True)
            self.fill(editor, index)

    def fill(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Show the stored value."""
        super().setEditorData(editor, index)
