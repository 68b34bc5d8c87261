"""Reads one column of a list into one field: its values, doubts, and words that were understood."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import Field, Form, Kind, load_form
from ctpat_desktop.exchange.tables.sheets import Sheet
from ctpat_desktop.reading.naming import ids_by_name
from ctpat_desktop.services.importing.cells import Parsed, as_text, parse_column
from ctpat_desktop.services.importing.dates import Order
from ctpat_desktop.services.importing.plan import costs_the_row
from ctpat_desktop.services.importing.value_words import (
    EXPLAINED,
    Words,
    key_of_word,
    office_words,
    remembered_words,
)
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.words import folded


def _taken_as(word: str, label: str, count: int) -> str:
    if count == 1:
        return tr("“{word}” is taken as “{label}”.").format(word=word, label=label)
    return ntr(
        "“{word}” is taken as “{label}”, {n} row.",
        "“{word}” is taken as “{label}”, {n} rows.",
        count,
        word=word,
        label=label,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """One column on its way into one field."""

    session: Session
    company_id: str
    form: Form
    asked: Field
    sheet: Sheet
    order: Order

    def parsed(self, cells: Sequence[Any], explained: Words) -> Parsed:
        """Return the values of the column; doubtful ones are left empty where that may be."""
        found = self._values(cells, explained)
        return found if costs_the_row(self.form, self.asked) else found.without_reasons()

    def meant(self, cells: Sequence[Any]) -> Iterator[tuple[int, str]]:
        """Yield the first place of each office word that was taken as a choice, and a sentence."""
        words = office_words(self.asked)
        labels = {choice.value: choice.label for choice in self.asked.choices}
        own = {folded(word) for label in labels.values() for word in (label, tr(label))}
        if not words:
            return
        for word, count in self._words(cells).items():
            value = words.get(key_of_word(word))
            if value and key_of_word(word) not in own:
                places = (at for at, cell in enumerate(cells) if as_text(cell).strip() == word)
                yield next(places), _taken_as(word, tr(labels[value]), count)

    def _words(self, cells: Sequence[Any]) -> Counter[str]:
        """Return how often each word stands in the column, in the order they come."""
        found = Counter[str]()
        for (_, cell), count in Counter(zip(map(type, cells), cells, strict=True)).items():
            found[as_text(cell).strip()] += count  # true, 1 and 1.0 are equal, but not written so
        return found

    def _values(self, cells: Sequence[Any], explained: Words) -> Parsed:
        asked = self.asked
        is_name = asked.key in self.form.names
        if asked.kind in (Kind.RECORD, Kind.EVIDENCE):
            table = asked.to or "evidence"
            makes_missing = table != "evidence" and _is_simple(load_form(table))
            names = ids_by_name(self.session, self.company_id, table)
            return parse_column(asked, cells, names, makes_missing=makes_missing, is_name=is_name)
        words: dict[str, str] = {}
        if asked.kind in EXPLAINED:
            kept = remembered_words(self.session, self.form.id, asked)
            words = {**office_words(asked), **kept, **explained}
        return parse_column(
            asked,
            cells,
            order=self.order,
            is_1904=self.sheet.is_1904,
            words=words,
            is_name=is_name,
        )


def _is_simple(form: Form) -> bool:
    """Return whether a name alone makes a record: one naming text, nothing else required."""
    if len(form.names) != 1 or form.field(form.names[0]).kind is not Kind.TEXT:
        return False
    return all(field.key in form.names for field in form.columns if field.required)
