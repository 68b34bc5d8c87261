"""The editor of any record, built from its form definition; saves as the person types."""

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from ctpat_desktop.catalogue import portal_formats
from ctpat_desktop.catalogue.forms import Field, Form, Kind
from ctpat_desktop.reading import naming
from ctpat_desktop.records import Record
from ctpat_desktop.services.registers import date_doubts, due_days, lateness
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.fields import Input, input_for
from ctpat_desktop.ui.fields.countries import CountryInput, RegionInput
from ctpat_desktop.ui.history.opening import open_history
from ctpat_desktop.ui.session.autosave import Autosave
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import button, label
from ctpat_desktop.ui.widgets.theme import letters

LABELS = 19
"""Letters of the column of labels; longer ones wrap."""
TO_WORDS = 6
"""Pixels from the top of a field to the words in it: a label begins as far down."""
NARROW = 52
"""Letters below which a label stands above its field."""

Save = Callable[[str, Any], bool]


class RecordForm(QWidget):
    """All fields of one form; `save(key, value)` puts one of them into the file."""

    def __init__(self, form: Form, save: Save, desk: Desk, leave_out: tuple[str, ...] = ()) -> None:
        """Build an input per field of the definition, and a way to the record's history."""
        super().__init__()
        self.form, self.desk = form, desk
        self.inputs: dict[str, Input] = {}
        self.warnings: dict[str, QLabel] = {}
        self._names: list[QLabel] = []
        self.saves: dict[str, Autosave] = {}
        self._record: Record | None = None
        self._anew = QTimer(self, singleShot=True, interval=0)
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(8)
        self._layout = layout
        # Qt 6.11 can leave rows as high as they were at another width, where words are cut then
        self._anew.timeout.connect(layout.invalidate)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field in form.columns:
            if field.key not in leave_out:
                self._add(layout, field, save, desk)
        self._add_history(layout, desk)
        _tie_region(self.inputs)
        self._fold(is_narrow=False)

    def minimumSizeHint(self) -> QSize:
        """Return the size with the labels above the fields: narrower than that it cannot be."""
        fields = [widget.minimumSizeHint().width() for widget in self.inputs.values()]
        wide = max([letters(LABELS), *fields])
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the labels above their fields where both have no room side by side."""
        super().resizeEvent(event)
        self._fold(is_narrow=self.width() < letters(NARROW))
        if event.oldSize().width() != self.width():
            self._anew.start()

    def _fold(self, *, is_narrow: bool) -> None:
        policy = QFormLayout.RowWrapPolicy
        wanted = policy.WrapAllRows if is_narrow else policy.DontWrapRows
        for name in self._names:
            if is_narrow:
                name.setMinimumWidth(0)
                name.setMaximumWidth(16_000)
            else:
                name.setFixedWidth(letters(LABELS))
        if self._layout.rowWrapPolicy() != wanted:
            self._layout.setRowWrapPolicy(wanted)

    def show_record(self, record: Record) -> None:
        """Show the stored values; what the person is typing is left alone.

        Another record is shown after `is_holding` was asked; what was typed does not go over to it.
        """
        if self._record is not None and record.id != self._record.id:
            self.forget()
        self._record = record
        for key, widget in self.inputs.items():
            if not self.saves[key].is_pending:
                widget.show_value(getattr(record, key))
        self._warn_all()

    def focus(self, key: str) -> None:
        """Put the cursor into a field, or into the first one."""
        widget = self.inputs.get(key) or next(iter(self.inputs.values()))
        widget.setFocus()

    def focused(self) -> str:
        """Return the key of the field that has the keyboard, or ""."""
        focus = self.window().focusWidget()
        held = (key for key, widget in self.inputs.items() if focus and widget.isAncestorOf(focus))
        return next(held, "")

    def flush(self) -> bool:
        """Save everything typed; False while something cannot be saved or read.

        The field that has the keyboard is judged too: a window is closed from inside of it.
        """
        if here := self.focused():
            self.inputs[here].settle(is_left=False)
        saved = all([save.flush() for save in self.saves.values()])
        return saved and not any(widget.unread() for widget in self.inputs.values())

    def is_holding(self) -> bool:
        """Return whether something typed in the record shown cannot be saved."""
        return self._record is not None and not self.flush()

    def forget(self) -> None:
        """Let go of what is typed and not saved: its record is gone."""
        for key, widget in self.inputs.items():
            self.saves[key].forget()
            widget.clear()

    def open_history(self, desk: Desk) -> None:
        """Open the versions of the record shown, once everything typed is saved."""
        if not self.flush() or self._record is None:
            return
        values = {field.key: getattr(self._record, field.key) for field in self.form.columns}
        title = naming.table_and_name(self.form.id, values)
        open_history(self.window(), desk, self.form.id, self._record.id, title)

    def _add_history(self, layout: QFormLayout, desk: Desk) -> None:
        name = tr("History of this {what}").format(what=tr(self.form.title).lower())
        self.history_button = button(tr("History…"), lambda: self.open_history(desk), "link", name)
        # By mouse it takes no focus: a field that is left may move the button before the release.
        self.history_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout.addRow("", self.history_button)
        layout.setAlignment(self.history_button, Qt.AlignmentFlag.AlignLeft)

    def _add(self, layout: QFormLayout, field: Field, save: Save, desk: Desk) -> None:
        if field.group:
            layout.addRow(label(tr(field.group), h2=True))
        widget = input_for(field, desk)
        self.inputs[field.key] = widget
        autosave = Autosave(self, lambda _: save(field.key, widget.value()))
        self.saves[field.key] = autosave
        widget.typed.connect(lambda: autosave.typed(""))
        widget.left.connect(lambda: self._left(autosave, widget))
        warning = label("", muted=True)
        warning.hide()
        self.warnings[field.key] = warning
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(widget)
        column.addWidget(warning)
        name = label(tr(field.label) + (" *" if field.required else ""))
        name.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        name.setContentsMargins(0, TO_WORDS // 2 if field.kind is Kind.YES_NO else TO_WORDS, 0, 0)
        self._names.append(name)
        layout.addRow(name, cell)

    def _left(self, autosave: Autosave, widget: Input) -> None:
        stored = getattr(self._record, widget.field.key, None) if self._record else None
        if autosave.is_pending or widget.value() != stored:
            autosave.typed("")
            autosave.flush()
        self._warn_all()

    def _warn_all(self) -> None:
        """Say at each field what is doubtful; one day may be so because of another."""
        days = {**self._defaults(), **self._impossible()}
        for key, widget in self.inputs.items():
            words = widget.problem
            self._redden(self.warnings[key], bool(words))
            words = words or days.get(key, "") or self._doubt(widget.field)
            self.warnings[key].setText(words)
            self.warnings[key].setVisible(bool(words))

    def _values(self) -> dict[str, Any]:
        """Return what stands in the fields, and of the others what is stored."""
        values = {field.key: getattr(self._record, field.key) for field in self.form.columns}
        return values | {key: widget.value() for key, widget in self.inputs.items()}

    def _defaults(self) -> dict[str, str]:
        """Return which days count where none is typed, by field."""
        if self._record is None or not due_days.clocks(self.form):
            return {}
        try:
            return lateness.default_words(self.desk.workspace, self.form, self._values())
        except Problem:  # the file is out of reach; saving says so
            return {}

    def _impossible(self) -> dict[str, str]:
        """Return what days and times of the record shown cannot be, by field."""
        if self._record is None or not date_doubts.asks(self.form):
            return {}
        values = self._values()
        found = dict[str, str]()
        try:
            doubts = date_doubts.of_record(self.desk.scope, self.form, values)
        except Problem:  # the file is out of reach; saving says so
            return {}
        for doubt in doubts:
            found[doubt.field] = " ".join(filter(None, (found.get(doubt.field), doubt.text)))
        return found

    def _redden(self, warning: QLabel, on: bool) -> None:
        """Color a line red where a value was not saved; a doubt stays gray."""
        if warning.property("trouble") != on:
            warning.setProperty("trouble", on)
            warning.setProperty("muted", not on)
            warning.style().unpolish(warning)
            warning.style().polish(warning)

    def _doubt(self, field: Field) -> str:
        """Return what the portal may refuse in a field, or what else is doubtful in it."""
        if self.form.id in portal_formats.CHECKED:
            said = {key: widget.value() for key, widget in self.inputs.items()}
            values = {key: value for key, value in said.items() if isinstance(value, str)}
            country = self.inputs.get("country")
            if isinstance(country, CountryInput):
                values["country"] = country.read(values["country"]) or values["country"]
            for found in portal_formats.doubts(self.form.id, values):
                if found.field == field.key and values.get(field.key):
                    return f"{found.words[:1].upper()}{found.words[1:]}. {found.remedy}"
        return doubt(field, self.inputs[field.key].value(), self._kind_pattern())

    def _kind_pattern(self) -> tuple[str, str]:
        kind = self.inputs.get("kind")
        if kind is None:
            return "", ""
        for choice in kind.field.choices:
            if choice.value == kind.value():
                return choice.pattern, choice.example
        return "", ""


def _tie_region(inputs: dict[str, Input]) -> None:
    """Let the state follow the country of the same form."""
    country = inputs.get("country")
    for widget in inputs.values():
        if isinstance(widget, RegionInput) and isinstance(country, CountryInput):
            widget.follow(country)


def doubt(field: Field, value: Any, kind_pattern: tuple[str, str] = ("", "")) -> str:
    """Return a soft warning about a value, or "": nothing is ever refused."""
    text = value if isinstance(value, str) else ""
    if field.maximum and len(text) > field.maximum:
        return tr("{n} characters; about {m} fit.").format(n=len(text), m=field.maximum)
    pattern, example = kind_pattern if field.kind is Kind.IDENTIFIER else (field.pattern, "")
    if text and pattern and not re.fullmatch(pattern, text):
        hint = tr(" Usually like {example}.").format(example=example) if example else ""
        return tr("This does not look like the usual format.") + hint
    return tr(field.help) if field.help and not text and field.required else ""
