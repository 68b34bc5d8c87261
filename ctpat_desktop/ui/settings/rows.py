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

    def __init__(self, words: str, control: QWidget, about: str = "") -> None:
        """Show a control; subclasses show in it what is stored."""
        super().__init__()
        self.words, self.about, self.control = words, about, control
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
        self.show_stored()

    def is_usual(self) -> bool:
        """Return whether the setting is as at first."""
        raise NotImplementedError(type(self).__name__)

    def make_usual(self) -> None:
        """Make the setting as it was at first."""
        raise NotImplementedError(type(self).__name__)

    def take(self) -> None:
        """Keep what was typed and not entered yet; the keyboard stays where it is."""

    def show_stored(self) -> None:
        """Show what is stored, and the way back where that is not as at first."""
        self.back.setVisible(not self.is_usual())

    def reset(self) -> None:
        """Make the setting as it was at first."""
        self.make_usual()
        self.complain("")
        self.show_stored()
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def complain(self, words: str) -> None:
        """Say why what was entered was not taken; "" where it was."""
        complain(self.why_not, words)

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


class ChoiceRow(SettingRow):
    """A setting that is one of several choices, the first of them at first."""

    def __init__(
        self,
        words: str,
        choices: Mapping[Any, str],
        read: Callable[[], object],
        write: Callable[[object], object],
        about: str = "",
    ) -> None:
        """Offer the choices by their values."""
        self._read, self._write = read, write
        self.box = ChoiceBox()
        for value, text in choices.items():
            self.box.addItem(text, value)
        self.box.setFixedWidth(letters(WIDE))
        super().__init__(words, self.box, about)
        self.box.currentIndexChanged.connect(self._chosen)

    def is_usual(self) -> bool:
        """Return whether the first choice is chosen, also before the window has followed it."""
        return self.box.currentIndex() == 0

    def make_usual(self) -> None:
        """Choose the first."""
        self.box.setCurrentIndex(0)

    def show_stored(self) -> None:
        """Show the stored choice without choosing it again."""
        self.box.blockSignals(True)
        self.box.setCurrentIndex(max(0, self.box.findData(self._read())))
        self.box.blockSignals(False)
        super().show_stored()

    def _chosen(self, _at: int) -> None:
        self._write(self.box.currentData())
        super().show_stored()


class NumberRow(SettingRow):
    """A setting that is a whole number within bounds, both of which it may be."""

    def __init__(
        self,
        words: str,
        bounds: tuple[int, int],
        usual: int,
        read: Callable[[], int],
        write: Callable[[int], object],
    ) -> None:
        """`usual` is the number at first."""
        self._read, self._write, self._usual = read, write, usual
        self._shown = usual
        """What the person last saw here; only another number was typed."""
        self.box = NumberBox()
        self.box.setRange(*bounds)
        self.box.setFixedWidth(letters(WIDE // 2))
        super().__init__(words, self.box)
        self.box.editingFinished.connect(self.take)

    def is_usual(self) -> bool:
        """Return whether the number of at first is stored."""
        return self._read() == self._usual

    def make_usual(self) -> None:
        """Store the number of at first."""
        self.box.setValue(self._usual)
        self.take()

    def take(self) -> None:
        """Store the number in the box where the person made it another."""
        self.box.interpretText()
        if self.box.value() != self._shown:
            self._shown = self.box.value()
            self._write(self._shown)
        super().show_stored()

    def show_stored(self) -> None:
        """Show the stored number, unless the person is typing one."""
        if not self.box.hasFocus():
            self._shown = self._read()
            self.box.setValue(self._shown)
        super().show_stored()


class TextRow(SettingRow):
    """A setting that is a line of text, empty at first."""

    def __init__(
        self, words: str, read: Callable[[], str], write: Callable[[str], str], about: str = ""
    ) -> None:
        """`write` returns why a text cannot be, "" where it was stored."""
        self._read, self._write = read, write
        self.line = Line()
        self.line.setFixedWidth(letters(WIDE))
        super().__init__(words, self.line, about)
        self.line.editingFinished.connect(self.take)

    def is_usual(self) -> bool:
        """Return whether nothing is stored."""
        return not self._read()

    def make_usual(self) -> None:
        """Store nothing."""
        self._store("")

    def take(self) -> None:
        """Store what was typed; what cannot be stays in the line, and why is said."""
        if self.line.isModified():
            self.line.setModified(False)
            self._store(self.line.text())

    def show_stored(self) -> None:
        """Show the stored text, unless one that was refused or is being typed stands there."""
        if not self.line.hasFocus() and self.why_not.isHidden():
            self.line.setText(self._read())
        super().show_stored()

    def _store(self, text: str) -> None:
        refused = self._write(text) if text != self._read() else ""
        self.complain(refused)
        if not refused:
            self.line.setText(self._read())
        super().show_stored()
