"""One setting as a row: its words, its control, and the way back to what it was at first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import holds
from ctpat_desktop.ui.widgets.boxes import ChoiceBox, NumberBox
from ctpat_desktop.ui.widgets.heard import complain
from ctpat_desktop.ui.widgets.lines import Line
from ctpat_desktop.ui.widgets.parts import button, card, label
from ctpat_desktop.ui.widgets.theme import letters

WIDE = 30
"""Letters of a control."""


class SettingRow(QWidget):
    """Words on the left, the control on the right, and below it what cannot be taken."""

    def __init__(
        self,
        words: str,
        control: QWidget,
        is_usual: Callable[[], bool],
        reset: Callable[[], object],
        about: str = "",
    ) -> None:
        """`is_usual` tells whether the setting is as at first; `reset` makes it so again."""
        super().__init__()
        self.words, self.about, self.control = words, about, control
        self._is_usual, self._reset = is_usual, reset
        if not control.accessibleName():
            control.setAccessibleName(words)
        control.setAccessibleDescription(about)
        self.why_not = label("", trouble=True)
        self.why_not.hide()
        self.back = button(tr("Reset"), self.reset, "link", tr("Reset {name}").format(name=words))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(words), 0, 0)
        if about:
            grid.addWidget(label(about, muted=True), 1, 0)
        grid.addWidget(self.back, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(control, 0, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.why_not, 2, 0, 1, 3)
        room = self.back.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(room)
        self.show_state()

    def show_state(self) -> None:
        """Offer the way back where the setting is not as at first."""
        self.back.setVisible(not self._is_usual())

    def reset(self) -> None:
        """Make the setting as it was at first."""
        self._reset()
        self.complain("")
        self.show_state()
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def complain(self, words: str) -> None:
        """Say why what was entered was not taken; "" where it was."""
        complain(self.why_not, words)
        self.show_state()

    def answers(self, words: str, group: str) -> bool:
        """Return whether a person looks for this one; the name of its group counts too."""
        return holds(f"{self.words} {self.about} {group}", words)


class Group(QFrame):
    """Settings that belong together, under one heading."""

    def __init__(self, title: str, rows: tuple[SettingRow, ...]) -> None:
        """Show them one below the other."""
        super().__init__()
        self.title, self.rows = title, rows
        frame, column = card()
        column.addWidget(label(title, h2=True))
        for one in rows:
            column.addWidget(one)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def narrow(self, words: str) -> int:
        """Show the rows that hold the words, and return how many these are."""
        fitting = [one for one in self.rows if one.answers(words, self.title)]
        for one in self.rows:
            one.setVisible(one in fitting)
        self.setVisible(bool(fitting))
        return len(fitting)


def choice_row(
    words: str,
    choices: Mapping[Any, str],
    read: Callable[[], object],
    write: Callable[[object], object],
    about: str = "",
) -> SettingRow:
    """Return a setting that is one of `choices`, the first of them at first."""
    box, usual = ChoiceBox(), next(iter(choices))
    for value, text in choices.items():
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(read())))
    box.setFixedWidth(letters(WIDE))
    made = SettingRow(words, box, lambda: read() == usual, lambda: box.setCurrentIndex(0), about)

    def take(_at: int) -> None:
        write(box.currentData())
        made.show_state()

    box.currentIndexChanged.connect(take)
    return made


def number_row(
    words: str,
    bounds: tuple[int, int],
    usual: int,
    read: Callable[[], int],
    write: Callable[[int], object],
) -> SettingRow:
    """Return a setting that is a whole number within bounds, both of which it may be."""
    box = NumberBox()
    box.setRange(*bounds)
    box.setValue(read())
    box.setFixedWidth(letters(WIDE // 2))
    made = SettingRow(words, box, lambda: read() == usual, lambda: _put(box, usual, take))

    def take() -> None:
        if box.value() != read():
            write(box.value())
        made.show_state()

    box.editingFinished.connect(take)
    return made


def text_row(
    words: str, read: Callable[[], str], write: Callable[[str], str], about: str = ""
) -> SettingRow:
    """Return a setting that is a line of text, empty at first; `write` returns why it cannot be."""
    line = Line(read())
    line.setFixedWidth(letters(WIDE))
    made = SettingRow(words, line, lambda: not read(), lambda: take(""), about)

    def take(text: str) -> None:
        refused = write(text) if text != read() else ""
        if not refused:
            line.setText(read())
        made.complain(refused)

    def entered() -> None:
        if line.isModified():
            line.setModified(False)
            take(line.text())

    line.editingFinished.connect(entered)
    return made


def _put(box: NumberBox, value: int, take: Callable[[], object]) -> None:
    box.setValue(value)
    take()
