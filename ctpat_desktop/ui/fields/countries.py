"""Inputs for countries, and for states and provinces: chosen from a list, found while typing."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter

from ctpat_desktop.catalogue.forms import Field
from ctpat_desktop.catalogue.regions import region_code, regions
from ctpat_desktop.services.accounts import countries
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import folded
from ctpat_desktop.ui.fields.inputs import Input, shrink
from ctpat_desktop.ui.widgets.boxes import ChoiceBox

NO_FIT = 100
MEANS = " → "
"""Stands between another spelling and the name it means."""


class ListedInput(Input):
    """One value of a long list; what is typed and stands in no list is shown, never stored."""

    def __init__(self, field: Field) -> None:
        """Start empty."""
        self.box = ChoiceBox()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._entries: list[tuple[str, tuple[str, ...]]] = []
        """What is offered: each name with its other spellings."""
        self.hits = QStringListModel(self.box)
        finder = QCompleter(self.hits, self.box)
        finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.box.setCompleter(finder)
        self.stored = ""
        super().__init__(field, self.box)
        shrink(self.box)
        edit = self.box.lineEdit()
        if edit is not None:
            edit.setAccessibleName(tr(field.label))
            edit.textEdited.connect(self.look_for)
            edit.textEdited.connect(lambda _: self.typed.emit())
            edit.editingFinished.connect(self.leave)
        self.box.activated.connect(lambda _: self.leave())

    def offer(self, names: dict[str, str]) -> None:
        """Offer values by name; what is in the line stays."""
        words = self.box.currentText()
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItem("", "")
        self._entries = []
        for value, name in sorted(names.items(), key=lambda pair: countries.in_order(pair[1])):
            self.box.addItem(name, value)
            others = (spelling for spelling in self.other_spellings(value) if spelling != name)
            self._entries.append((name, tuple(others)))
        self.box.setEditText(words)
        self.box.blockSignals(False)

    def look_for(self, words: str) -> None:
        """Offer what fits the words, each once: what begins with them before what holds them."""
        fits = [(*best_fit(words, name, others), name) for name, others in self._entries]
        ranked = sorted((fit for fit in fits if fit[0] < NO_FIT), key=lambda fit: fit[0])
        self.hits.setStringList(
            [name if by == name else f"{by}{MEANS}{name}" for _, by, name in ranked]
        )

    def other_spellings(self, value: str) -> tuple[str, ...]:
        """Return what else an entry is found by."""
        raise NotImplementedError(type(self).__name__)

    def read(self, words: str) -> str | None:
        """Return the value a person means, None where it is in no list."""
        raise NotImplementedError(type(self).__name__)

    def show_value(self, value: Any) -> None:
        """Show a stored value by name; one that is in no list is shown as it is."""
        edit = self.box.lineEdit()
        if edit is not None and edit.isModified() and str(value or "") == self.stored:
            return  # what is being typed stays
        self._show(str(value or ""))

    def _show(self, value: str) -> None:
        self.stored, self.problem = value, ""
        at = self.box.findData(self.read(self.stored) or self.stored)
        self.box.setCurrentIndex(at)
        if at < 0:
            self.box.setEditText(self.stored)

    def value(self) -> str:
        """Return the value meant; while the words cannot be read, the one stored before."""
        words = self._words()
        if words == self.stored:
            return self.stored
        found = self.read(words) if words else ""
        return self.stored if found is None else found

    def unread(self) -> str:
        """Return what stands in the line and in no list."""
        return self._words() if self.problem else ""

    def clear(self) -> None:
        """Let go of what is in no list: what it belongs to is gone."""
        self._show("")

    def _words(self) -> str:
        """Return what stands in the line; of another spelling that was picked, what it means."""
        return self.box.currentText().rpartition(MEANS)[2].strip()

    def settle(self, *, is_left: bool = True) -> None:
        """Take what is in the list, say of other words that they are not."""
        words = self._words()
        found = self.read(words) if words else ""
        if found is None and words != self.stored:
            self.problem = self._unread_words(words)
        elif is_left:
            self._show(self.value())
        else:
            self.problem = ""
        self.left.emit()

    def _unread_words(self, words: str) -> str:
        told = tr("“{words}” is not in the list and was not saved; choose from the list.")
        return told.format(words=words)


def best_fit(words: str, name: str, others: Sequence[str]) -> tuple[int, str]:
    """Return how well what is typed fits an entry, 0 the best, and the spelling that fits."""
    asked = folded(words)
    fits = ((_fit(asked, folded(one)), one != name, one) for one in (name, *others))
    rank, is_other, spelling = min(fits)
    begins = folded(name).startswith(asked)
    return 2 * rank + is_other, name if begins else spelling


def _fit(asked: str, spelling: str) -> int:
    """Return 0 for the whole, 1 for its beginning, 2 for that of a word, 3 for a part of it."""
    if spelling == asked:
        return 0
    if spelling.startswith(asked):
        return 1
    if f" {asked}" in spelling:
        return 2
    return 3 if asked in spelling else NO_FIT


class CountryInput(ListedInput):
    """A country by name; stored as its code of two letters."""

    shown_country = Signal(str)

    def __init__(self, field: Field) -> None:
        """Offer all countries by name."""
        super().__init__(field)
        self.offer(countries.listed_countries())
        self.left.connect(lambda: self.shown_country.emit(self.value()))

    def show_value(self, value: Any) -> None:
        """Show a country's name and tell who follows it."""
        super().show_value(value)
        self.shown_country.emit(self.value())

    def other_spellings(self, value: str) -> tuple[str, ...]:
        """Return the code and the other names of a country."""
        return countries.spellings(value)

    def read(self, words: str) -> str | None:
        """Return the code of a country."""
        return countries.country_code(words) or None


class RegionInput(ListedInput):
    """A state or province of the country beside it; a line of text where it has no list."""

    def __init__(self, field: Field) -> None:
        """Start without a country."""
        super().__init__(field)
        self.country = ""

    def follow(self, country: CountryInput) -> None:
        """Offer what belongs to the country shown in another input."""
        country.shown_country.connect(self._go_to)
        self._go_to(country.value())

    def other_spellings(self, value: str) -> tuple[str, ...]:
        """Return the code."""
        return (value,)

    def read(self, words: str) -> str | None:
        """Return the code of a state; any words where the country has no list."""
        if not regions(self.country):
            return words
        return region_code(self.country, words) or None

    def shown(self) -> str:
        """Return the value as it stands on papers."""
        return self.value()

    def _go_to(self, country: str) -> None:
        if country != self.country or not self.box.count():
            self.country = country
            self.offer(regions(country))
            if not self.problem:
                self._show(self.stored)
