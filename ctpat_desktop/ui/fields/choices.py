"""An input for several values at once."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from ctpat_desktop.catalogue.forms import Field
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.fields.inputs import WIDEST, Input
from ctpat_desktop.ui.widgets.boxes import draw_arrow
from ctpat_desktop.ui.widgets.menu import Menu
from ctpat_desktop.ui.widgets.short import ShortButton
from ctpat_desktop.ui.widgets.theme import letters


class _Tick(QCheckBox):
    """A box in a menu: arrows go to the next one, which the menu would keep to itself."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down with the arrows."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        menu = self.parentWidget()
        if not step or menu is None:
            super().keyPressEvent(event)
            return
        boxes = menu.findChildren(_Tick)
        boxes[(boxes.index(self) + step) % len(boxes)].setFocus()


class _Field(ShortButton):
    """A button that looks like a drop-down; Qt's own has no room before its words with a menu."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw words and arrow as a drop-down does."""
        del event
        painter, how = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(how)
        option: Any = how  # the stubs lack this member
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        painter.drawControl(QStyle.ControlElement.CE_PushButton, how)
        painter.end()
        draw_arrow(self, self.height() / 2, is_up=False)


class MultiChoiceInput(Input):
    """Several values of a list, ticked in a menu that stays open; stored joined by semicolons."""

    def __init__(self, field: Field) -> None:
        """Offer the definition's choices."""
        self.button = _Field()
        self.button.setProperty("choice", True)
        self.button.setMaximumWidth(letters(WIDEST))
        menu = Menu(self.button)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 8, 12, 8)
        self.boxes = {choice.value: _Tick(tr(choice.label)) for choice in field.choices}
        for box in self.boxes.values():
            column.addWidget(box)
            box.clicked.connect(self._ticked)
        first = next(iter(self.boxes.values()), None)
        inner.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else no key reaches the boxes
        if first is not None:
            inner.setFocusProxy(first)
            menu.aboutToShow.connect(lambda: QTimer.singleShot(0, first, first.setFocus))
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
        self.button.say(words)
        self.button.setAccessibleName(f"{tr(self.field.label)}: {words}")
