"""The dialog that builds a filter: one line per condition, all of them must hold."""

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.forms import Field, Form, Kind
from ctpat_desktop.services.registers.listing import Condition
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.fields.countries import CountryInput
from ctpat_desktop.ui.registers.filter_days import DayValue
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.heard import complain
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.theme import fit

DAYS = ("before", "after", "filled", "empty")
VALUES = ("is", "not", "filled", "empty")
FILLED = ("filled", "empty")
OPERATIONS: dict[Kind, tuple[str, ...]] = {
    Kind.DATE: DAYS,
    Kind.CHOICE: VALUES,
    Kind.MULTI_CHOICE: VALUES,
    Kind.COUNTRY: VALUES,
    Kind.YES_NO: ("is",),
}
WORDS = {
    "is": N_("is"),
    "not": N_("is not"),
    "before": N_("is before"),
    "after": N_("is after"),
    "filled": N_("is filled in"),
    "empty": N_("is empty"),
}


class ConditionRow(QWidget):
    """One condition: field, comparison, value."""

    def __init__(self, form: Form, condition: Condition | None) -> None:
        """Show a condition, or an open one."""
        super().__init__()
        self.form = form
        self.field = ChoiceBox()
        self.field.setAccessibleName(tr("Field"))
        for item in form.columns:
            self.field.addItem(tr(item.label), item.key)
        self.op = ChoiceBox()
        self.op.setAccessibleName(tr("Comparison"))
        self.choice = ChoiceBox()
        self.choice.setAccessibleName(tr("Value"))
        self.day = DayValue()
        self.country = CountryInput(Field("country", Kind.COUNTRY, N_("Country")))
        self.values = QStackedWidget()
        for widget in (self.choice, self.day, self.country, QWidget()):
            self.values.addWidget(widget)
        self.remove_button = button("✕", self.leave, "link", tr("Remove this condition"))
        self.trouble = label("", trouble=True)
        self.trouble.hide()
        line = QHBoxLayout()
        for part in (self.field, self.op, self.values, self.remove_button):
            line.addWidget(part)
        line.setStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.day.date.warning)  # below, where it has room
        column.addWidget(self.trouble)
        self.field.currentIndexChanged.connect(self._show_operations)
        self.op.currentIndexChanged.connect(self._show_value)
        self._show(condition)

    def condition(self) -> Condition | None:
        """Return the condition, or None where its value cannot be read, which the field says."""
        key, op = str(self.field.currentData()), str(self.op.currentData())
        shown = self.values.currentWidget()
        if shown is self.choice:
            return Condition(key, op, str(self.choice.currentData()))
        if shown is self.country:
            self.country.settle()
            complain(self.trouble, self.country.problem)
            return None if self.country.unread() else Condition(key, op, self.country.value())
        if shown is not self.day:
            return Condition(key, op)
        day = self.day.value()
        return None if day is None else Condition(key, op, day)

    def leave(self) -> None:
        """Take this line out of the dialog."""
        self.setParent(None)
        self.deleteLater()

    def _show(self, condition: Condition | None) -> None:
        if condition is None:
            self._show_operations()
            return
        self.field.setCurrentIndex(self.field.findData(condition.key))
        self._show_operations()
        self.op.setCurrentIndex(self.op.findData(condition.op))
        self._show_value()
        self.choice.setCurrentIndex(self.choice.findData(condition.value))
        if self.values.currentWidget() is self.day:
            self.day.show_value(condition.value)
        self.country.show_value(condition.value)

    def _kind(self) -> Kind:
        return self.form.field(str(self.field.currentData())).kind

    def _show_operations(self) -> None:
        self.op.blockSignals(True)
        self.op.clear()
        for op in OPERATIONS.get(self._kind(), FILLED):
            self.op.addItem(tr(WORDS[op]), op)
        self.op.blockSignals(False)
        self.choice.clear()
        field = self.form.field(str(self.field.currentData()))
        for choice in field.choices:
            self.choice.addItem(tr(choice.label), choice.value)
        if field.kind is Kind.YES_NO:
            self.choice.addItem(tr("Yes"), "yes")
            self.choice.addItem(tr("No"), "no")
        self._show_value()

    def _show_value(self) -> None:
        kind, op = self._kind(), self.op.currentData()
        if op in FILLED:
            self.values.setCurrentIndex(3)
        elif kind is Kind.COUNTRY:
            self.values.setCurrentIndex(2)
        else:
            self.values.setCurrentIndex(1 if kind is Kind.DATE else 0)


class FilterDialog(QDialog):
    """Builds the conditions of a list."""

    def __init__(self, parent: QWidget, form: Form, conditions: tuple[Condition, ...]) -> None:
        """Show the conditions there are, or one open line."""
        super().__init__(parent)
        self.form = form
        self.setWindowTitle(tr("Filter {what}").format(what=tr(form.plural).lower()))
        fit(self, 100, 14)
        self.rows = QVBoxLayout()
        column = QVBoxLayout(self)
        column.addWidget(label(tr("Show only what fits all of these:"), muted=True))
        column.addLayout(self.rows)
        column.addLayout(row(button(tr("Add condition"), self.add_next, "link"), None))
        column.addStretch(1)
        ok = button(tr("Show"), self.accept, "primary")
        ok.setDefault(True)
        column.addLayout(
            row(button(tr("Clear"), self._clear), None, button(tr("Cancel"), self.reject), ok)
        )
        lines = [self.add_row(condition) for condition in conditions or (None,)]
        lines[0].field.setFocus()

    def add_row(self, condition: Condition | None = None) -> ConditionRow:
        """Add one line."""
        made = ConditionRow(self.form, condition)
        self.rows.addWidget(made)
        return made

    def add_next(self) -> None:
        """Add an open line and give it the keyboard."""
        self.add_row().field.setFocus()

    def conditions(self) -> tuple[Condition, ...]:
        """Return what was built."""
        return tuple(found for found in self._read() if found is not None)

    def accept(self) -> None:
        """Close where every value can be read."""
        if None not in self._read():
            super().accept()

    def _read(self) -> list[Condition | None]:
        return [part.condition() for part in self.findChildren(ConditionRow)]

    def _clear(self) -> None:
        for part in self.findChildren(ConditionRow):
            part.leave()
        super().accept()
