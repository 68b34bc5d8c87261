"""Inputs for several values at once and for countries."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from ctpat_desktop.catalogue.forms import Field
from ctpat_desktop.services.wording import countries
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.fields.inputs import Input, shrink
from ctpat_desktop.ui.widgets.boxes import ChoiceBox


class MultiChoiceInput(Input):
    """Several values of a list, ticked in a menu that stays open; stored joined by semicolons."""

    def __init__(self, field: Field) -> None:
        """Offer the definition's choices."""
        self.button = QPushButton()
        self.button.setProperty("choice", True)
        self.button.setMinimumWidth(120)
        menu = QMenu(self.button)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 8, 12, 8)
        self.boxes = {choice.value: QCheckBox(tr(choice.label)) for choice in field.choices}
        for box in self.boxes.values():
            column.addWidget(box)
            box.clicked.connect(self._ticked)
        action = QWidgetAction(menu)
        action.setDefaultWidget(inner)
        menu.addAction(action)
        self.button.setMenu(menu)
        super().__init__(field, self.button)
        self._foreign: list[str] = []
        self._show_words()

    def show_value(self, value: Any) -> None:
        """Tick the stored values; one that is not offered any more is kept."""
        stored = [part for part in str(value or "").split(";") if part]
        self._foreign = [part for part in stored if part not in self.boxes]
        for key, box in self.boxes.items():
            box.setChecked(key in stored)
        self._show_words()

    def value(self) -> str:
        """Return the ticked values in the order of the definition."""
        ticked = [key for key, box in self.boxes.items() if box.isChecked()]
        return ";".join([*ticked, *self._foreign])

    def _ticked(self) -> None:
        self._show_words()
        self.left.emit()

    def _show_words(self) -> None:
        words = self.shown() or tr("not set")
        self.button.setText(" " + (words if len(words) < 40 else words[:38] + "…"))
        self.button.setToolTip(words)
        self.button.setAccessibleName(f"{tr(self.field.label)}: {words}")


class CountryInput(Input):
    """A country by name, found while it is typed; stored as its code of two letters."""

    def __init__(self, field: Field) -> None:
        """Offer all countries by name."""
        self.box = ChoiceBox()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.addItem("", "")
        for code, name in sorted(countries().items(), key=lambda pair: pair[1]):
            self.box.addItem(name, code)
        completer = self.box.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        super().__init__(field, self.box)
        shrink(self.box)
        edit = self.box.lineEdit()
        if edit is not None:
            edit.setAccessibleName(tr(field.label))
            edit.textEdited.connect(lambda _: self.typed.emit())
            edit.editingFinished.connect(self._settle)
        self.box.activated.connect(lambda _: self.left.emit())

    def show_value(self, value: Any) -> None:
        """Show a country's name; what is no code is shown as it is."""
        at = self.box.findData(str(value or "").upper())
        if at >= 0:
            self.box.setCurrentIndex(at)
        elif self.box.currentText() != str(value):
            self.box.setCurrentIndex(-1)
            self.box.setEditText(str(value))

    def value(self) -> str:
        """Return the code of the country named, or the words where there is none such."""
        words = self.box.currentText().strip()
        at = self.box.findText(words, Qt.MatchFlag.MatchFixedString)
        if at >= 0:
            return str(self.box.itemData(at))
        return words.upper() if words.upper() in countries() else words

    def _settle(self) -> None:
        self.show_value(self.value())
        self.left.emit()
