"""The inputs of forms: each shows a stored value and tells when the person changed it."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import Field
from ctpat_desktop.catalogue.values import value_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.times import read_time
from ctpat_desktop.support.whole_numbers import read_whole
from ctpat_desktop.ui.session.spelled_box import SpelledBox
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.date_field import DateField
from ctpat_desktop.ui.widgets.lines import Line
from ctpat_desktop.ui.widgets.number_keys import NumberKeys, no_whole_number
from ctpat_desktop.ui.widgets.theme import letters, lines

WIDEST = 46
"""Letters of a drop-down, however wide its form is."""


class Input(QWidget):
    """One field; `typed` is told at each key, `left` when the value is settled."""

    typed = Signal()
    left = Signal()

    def __init__(self, field: Field, inner: QWidget) -> None:
        """Frame the inner widget and give it its accessible name."""
        super().__init__()
        self.field = field
        self.problem = ""
        """What is wrong with the words in the field, "" where they can be stored."""
        inner.setAccessibleName(tr(field.label))
        inner.setToolTip(tr(field.help))
        self.setFocusProxy(inner)
        self.inner = QVBoxLayout(self)
        self.inner.setContentsMargins(0, 0, 0, 0)
        self.inner.addWidget(inner)

    def show_value(self, value: Any) -> None:
        """Show a stored value."""
        raise NotImplementedError(type(self).__name__)

    def value(self) -> Any:
        """Return the value as it is stored."""
        raise NotImplementedError(type(self).__name__)

    def unread(self) -> str:
        """Return what stands in the field and cannot be stored, or ""."""
        return ""

    def settle(self, *, is_left: bool = True) -> None:
        """Judge what is typed; the line stays as it is while the person is in it."""

    def leave(self) -> None:
        """Judge what is typed: the person has left the field."""
        self.settle()

    def clear(self) -> None:
        """Let go of what cannot be stored: what it belongs to is gone."""

    def shown(self) -> str:
        """Return the value as a person reads it."""
        return value_text(self.field, self.value())


def shrink(box: QComboBox) -> None:
    """Let a list be narrower than its longest entry."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(14)
    box.setMaximumWidth(letters(WIDEST))


class TextInput(Input):
    """One line of text."""

    def __init__(self, field: Field) -> None:
        """Start empty."""
        self.edit = Line()
        super().__init__(field, self.edit)
        self.edit.textEdited.connect(lambda _: self.typed.emit())
        self.edit.editingFinished.connect(self.left)

    def show_value(self, value: Any) -> None:
        """Show text; a cursor stays where it is, and so does a space before the next word."""
        if self.edit.text().strip() != (value or ""):
            self.edit.setText(value or "")

    def value(self) -> str:
        """Return the text without spaces around it."""
        return self.edit.text().strip()


class TimeInput(TextInput):
    """A time of day, shown as 14:30 once it is left; what is none stays as it was typed."""

    def __init__(self, field: Field) -> None:
        """Start empty."""
        super().__init__(field)
        self.edit.setMaximumWidth(letters(18))
        self.edit.setPlaceholderText(tr("HH:MM"))
        self.edit.editingFinished.connect(lambda: self.show_value(self.value()))

    def value(self) -> str:
        """Return the time, or the text that is none."""
        text = super().value()
        return text if self.edit.hasFocus() else read_time(text) or text


class NumberInput(TextInput):
    """A whole number or nothing; what is none stays as it was typed and is never stored."""

    def __init__(self, field: Field) -> None:
        """Start empty."""
        super().__init__(field)
        self.stored: int | None = None
        self.edit.setValidator(NumberKeys(self.edit))
        self.edit.setMaximumWidth(letters(20))
        self.edit.editingFinished.disconnect()
        self.edit.editingFinished.connect(self.leave)

    def show_value(self, value: Any) -> None:
        """Show the digits; what is being typed stays."""
        if not (self.problem or (self.edit.hasFocus() and self.edit.isModified())):
            self._show(value)

    def value(self) -> Any:
        """Return the number or None; while the words are none, the one stored before."""
        words = self.edit.text().strip()
        return (self.stored if (found := read_whole(words)) is None else found) if words else None

    def unread(self) -> str:
        """Return what stands in the line and is no number."""
        return self.edit.text().strip() if self.problem else ""

    def clear(self) -> None:
        """Let go of what is no number: what it belongs to is gone."""
        self._show(None)

    def _show(self, value: int | None) -> None:
        self.stored, self.problem = value, ""
        super().show_value("" if value is None else str(value))
        self.edit.setModified(False)

    def settle(self, *, is_left: bool = True) -> None:
        """Take what is a number, say of anything else that it is none."""
        words = self.edit.text().strip()
        if words and read_whole(words) is None:
            self.problem = no_whole_number(words)
        elif is_left:
            self._show(self.value())
        else:
            self.problem = ""
        self.left.emit()


class LongTextInput(Input):
    """Several lines of text."""

    def __init__(self, field: Field) -> None:
        """Start empty."""
        self.edit = SpelledBox(tr(field.label))
        self.edit.setMinimumHeight(lines(3))
        self.edit.setMaximumHeight(lines(5))
        super().__init__(field, self.edit)
        self.inner.addWidget(self.edit.spelled.note)
        self.edit.textChanged.connect(self.typed)
        self.edit.left.connect(self.left)

    def show_value(self, value: Any) -> None:
        """Show text; the cursor stays where it is."""
        self.edit.show_text(value or "")

    def value(self) -> str:
        """Return the text."""
        return self.edit.toPlainText()


class ChoiceInput(Input):
    """One value of a list."""

    def __init__(self, field: Field) -> None:
        """Offer the definition's choices and "not set"."""
        self.box = ChoiceBox()
        self.box.addItem(tr("not set"), "")
        for choice in field.choices:
            self.box.addItem(tr(choice.label), choice.value)
        shrink(self.box)
        super().__init__(field, self.box)
        self.box.activated.connect(lambda _: self.left.emit())

    def show_value(self, value: Any) -> None:
        """Show a stored value; one that is not offered any more is offered again."""
        at = self.box.findData(value or "")
        if at < 0:
            self.box.addItem(str(value), value)
            at = self.box.count() - 1
        self.box.setCurrentIndex(at)

    def value(self) -> str:
        """Return the chosen value."""
        return str(self.box.currentData() or "")


class YesNoInput(Input):
    """A tick."""

    def __init__(self, field: Field) -> None:
        """Start without a tick."""
        self.box = QCheckBox(tr("Yes"))
        super().__init__(field, self.box)
        self.box.clicked.connect(lambda _: self.left.emit())

    def show_value(self, value: Any) -> None:
        """Show the tick."""
        self.box.setChecked(bool(value))

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self.box.isChecked()


class DateInput(Input):
    """A day or nothing."""

    def __init__(self, field: Field) -> None:
        """Start empty."""
        self.day = DateField(tr(field.label))
        super().__init__(field, self.day)
        self.day.edit.setToolTip(tr(field.help))
        self.day.typed.connect(self.typed)
        self.day.picked.connect(lambda _: self.left.emit())

    def show_value(self, value: Any) -> None:
        """Show the day; what is typed and cannot be read stays."""
        if not self.day.unread:
            self.day.show_day(value)

    def clear(self) -> None:
        """Let go of what could not be read: what it belongs to is gone."""
        self.day.show_day(None)

    def value(self) -> Any:
        """Return the day or None; where the line cannot be read, the day shown before."""
        return self.day.day()

    def unread(self) -> str:
        """Return what stands in the line and is no date."""
        return self.day.unread
