"""Editing a cell in the list itself, for people who think in sheets."""

from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)

from ctpat_desktop.catalogue.forms import Field, Kind
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.whole_numbers import read_whole
from ctpat_desktop.ui.registers.model import EDITABLE, Index, RegisterModel
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.cell_editor import CellEditing
from ctpat_desktop.ui.widgets.number_keys import NumberKeys, no_whole_number


class CellDelegate(CellEditing):
    """Offers a list for choices and a line for texts and numbers."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the editor of one cell."""
        field = _field(index)
        if field.kind in (Kind.CHOICE, Kind.YES_NO):
            return _list(parent, field)
        edit = QLineEdit(parent)
        edit.setAccessibleName(tr(field.label))
        if field.kind is Kind.NUMBER:
            edit.setValidator(NumberKeys(edit))
        return edit

    def fill(self, editor: QWidget, index: Index) -> None:
        """Show the stored value."""
        value = index.data(EDITABLE)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(value), 0))
        elif isinstance(editor, QLineEdit):
            editor.setText("" if value is None else str(value))

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """Save what was typed or chosen."""
        field = _field(index)
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), EDITABLE)
        elif isinstance(editor, QLineEdit):
            words = editor.text().strip()
            if field.kind is not Kind.NUMBER:
                model.setData(index, words, EDITABLE)
            elif words and read_whole(words) is None:
                model.desk.warn(no_whole_number(words))
            else:
                model.setData(index, read_whole(words), EDITABLE)


def _list(parent: QWidget, field: Field) -> QComboBox:
    box = ChoiceBox(parent)
    box.setAccessibleName(tr(field.label))
    if field.kind is Kind.YES_NO:
        box.addItem(tr("No"), False)
        box.addItem(tr("Yes"), True)
        return box
    box.addItem(tr("not set"), "")
    for choice in field.choices:
        box.addItem(tr(choice.label), choice.value)
    return box


def _field(index: Index) -> Field:
    model = index.model()
    if not isinstance(model, RegisterModel):
        raise TypeError(model)
    return model.columns[index.column()]
