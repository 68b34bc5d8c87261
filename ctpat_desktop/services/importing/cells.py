"""Turns what stands in a column of a sheet into values of one field, whole columns at a time.

A cell that cannot be taken over gets a reason; an empty cell is None and leaves what is stored.
Placeholders such as "N/A" count as empty, with a remark.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache, partial
from typing import Any

from ctpat_desktop.catalogue.forms import Field, Kind
from ctpat_desktop.catalogue.spoken import in_every
from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.reading.naming import Meant, Several
from ctpat_desktop.services.accounts.countries import country_code
from ctpat_desktop.services.importing.dates import Order, Unfit, order_of, read_date
from ctpat_desktop.services.importing.numbers import written_number
from ctpat_desktop.services.importing.refusals import not_one_of, too_long
from ctpat_desktop.services.importing.value_words import LEAVE_OUT, Words, key_of_word
from ctpat_desktop.support.language import number_text, tr
from ctpat_desktop.support.times import read_time
from ctpat_desktop.support.words import folded, spaced

LONGEST = 100_000
"""Characters of the longest text taken over where the form names no maximum."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A name no record has yet; a simple record of that name will be made."""

    name: str

    @property
    def folded(self) -> str:
        """The name for comparing."""
        return folded(self.name)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The values of one column, None where a cell is empty, and reasons by place in the column.

    `reasons` says why a cell was not taken, `remarks` why it counts as empty; `unknown` counts the
    words that nobody knows yet.
    """

    values: Sequence[Any]
    reasons: Mapping[int, str] = field(default_factory=dict)
    remarks: Mapping[int, str] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    label: str = ""

    @property
    def refused(self) -> dict[int, str]:
        """The reasons as sentences under the label of the field."""
        return {place: sentence(self.label, why) for place, why in self.reasons.items()}

    def without_reasons(self) -> "Parsed":
        """Return the column of a field that may stay empty: what is doubtful is, with a remark."""
        doubts = {
            place: tr("{why}; left empty").format(why=why) for place, why in self.reasons.items()
        }
        return Parsed(self.values, {}, {**self.remarks, **doubts}, self.unknown, self.label)


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A cell that says in words that nothing is said, and how it says so."""

    reason: str


def parse_column(
    asked: Field,
    cells: Sequence[Any],
    names: Meant | None = None,
    order: Order = Order.UNKNOWN,
    *,
    makes_missing: bool = False,
    is_1904: bool = False,
    words: Words | None = None,
    is_name: bool = False,
) -> Parsed:
    """Return a column as values of a field; equal cells are looked at once.

    `words` are known words by value; with `is_name` a placeholder is no name, and refused.
    """
    if asked.kind is Kind.DATE:
        order = order or order_of(set(cells))
        read: Callable[[Any], Any] = partial(read_date, order=order, is_1904=is_1904)
    else:
        read = _reader(asked, names or {}, words or {}, makes_missing=makes_missing)
    read = partial(_cell_value, asked, read, is_name)
    kinds_here = set(map(type, cells))
    is_text = kinds_here == {str}
    if is_text and _may_be_plain(asked) and _is_plain(cells, asked.maximum or LONGEST):
        return Parsed(cells if all(cells) else [cell or None for cell in cells])
    if kinds_here == {float} and asked.kind is Kind.NUMBER and _are_whole(asked, cells):
        return Parsed([int(cell) for cell in cells])
    if is_text:
        known = {cell: _tried(read, cell) for cell in set(cells)}
        values = [known[cell] for cell in cells]
        kinds = set(map(type, known.values()))
    else:
        values = [_tried(read, cell) for cell in cells]
        kinds = set(map(type, values))
    if Unfit not in kinds and Unsaid not in kinds:
        return Parsed(values, label=tr(asked.label))
    return _sorted_out(asked, values)


def _sorted_out(asked: Field, values: Sequence[Any]) -> Parsed:
    """Return what was read, with what could not be taken apart from it."""
    reasons, remarks, unknown = dict[int, str](), dict[int, str](), Counter[str]()
    for place, value in enumerate(values):
        if isinstance(value, Unfit):
            reasons[place] = str(value)
            unknown.update([value.word] if value.word else ())
        elif isinstance(value, Unsaid):
            remarks[place] = tr("{why}; left empty").format(why=value.reason)
    bare = [None if isinstance(value, Unfit | Unsaid) else value for value in values]
    return Parsed(bare, reasons, remarks, unknown, tr(asked.label))


def _may_be_plain(asked: Field) -> bool:
    """Return whether a field takes over a text as it stands, where that is as it should be."""
    return asked.kind in _PLAIN and not asked.time


def _is_plain(cells: Sequence[str], most: int) -> bool:
    """Return whether texts are all lines that say something, as they should be."""
    if not are_lines(cells, most):
        return False
    short = {cell.lower() for cell in cells if len(cell) <= _LONGEST_PLACEHOLDER}
    return short.isdisjoint(_SAYING_NOTHING)


def are_lines(cells: Sequence[str], most: int) -> bool:
    """Return whether texts are all lines as `spaced` leaves them; looked at in one piece."""
    text = f"|{'|'.join(cells)}|"
    if "  " in text or "| " in text or " |" in text or not text.isprintable():
        return False
    return max(map(len, cells)) <= most


def _are_whole(asked: Field, cells: Sequence[float]) -> bool:
    """Return whether numbers are all whole and in the range of the field."""
    most = asked.maximum or _LARGEST
    return all(map(float.is_integer, cells)) and min(cells) >= 0 and max(cells) <= most


def sentence(label: str, reason: str) -> str:
    """Return a reason under the label of its field, as one sentence."""
    return f"{label}: {reason}" if reason.endswith("?") else f"{label}: {reason}."


_PLAIN = frozenset({Kind.TEXT, Kind.REGION, Kind.IDENTIFIER, Kind.PERSON, Kind.LONG_TEXT})


def _tried(read: Callable[[Any], Any], cell: Any) -> Any:
    """Return a value, None for nothing, or what is wrong with it."""
    if cell is None:
        return None
    if isinstance(cell, str):
        cell = cell.strip()
        if not cell:
            return None
    try:
        return read(cell)
    except Unfit as unfit:
        return unfit


def _cell_value(asked: Field, read: Callable[[Any], Any], is_name: bool, cell: Any) -> Any:
    """Return what a cell says; a placeholder says nothing, unless it is a value of the field."""
    text = cell.strip().lower() if isinstance(cell, str) else ""
    if text in _ERRORS:
        if is_name:
            raise Unfit(tr("“{cell}” is an error of the spreadsheet").format(cell=cell))
        return Unsaid(tr("“{cell}” is an error of the spreadsheet").format(cell=cell))
    if asked.kind in _WRITTEN:
        if asked.kind is not Kind.LONG_TEXT and text in _PLACEHOLDERS:
            if is_name:
                raise Unfit(tr("“{cell}” is no name").format(cell=cell))
            return Unsaid(tr("“{cell}” says nothing").format(cell=cell))
        return read(cell)
    try:
        return read(cell)
    except Unfit:
        if not is_name and text in _PLACEHOLDERS | _UNKNOWNS:
            return Unsaid(tr("“{cell}” says nothing").format(cell=cell))
        raise


_WRITTEN = frozenset({Kind.TEXT, Kind.IDENTIFIER, Kind.PERSON, Kind.LONG_TEXT})
_ERRORS = frozenset(
    ("#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#null!", "#num!", "#spill!", "#calc!")
)
"""What a spreadsheet shows for a formula it could not calculate."""
_PLACEHOLDERS = frozenset(
    ("n/a", "n.a.", "n/d", "n.d.", "s/d", "tbd", "tba", "t.b.d.", "null", "(null)", "(blank)")
) | frozenset(("none", "-", "--", "---", "–", "—", "?", "??", ".", "...", "…", "nil", "#"))
"""Words and signs for "nothing is said here", as offices write them."""
_UNKNOWNS = frozenset(
    ("na", "unknown", "unk", "not known", "not available", "not applicable", "pending", "various")
) | frozenset(("ninguno", "ninguna", "desconocido", "inconnu", "aucun", "sin dato", "no aplica"))
"""Words that say nothing where a number, a date or a choice is asked for."""
_SAYING_NOTHING = _ERRORS | _PLACEHOLDERS
_LONGEST_PLACEHOLDER = max(map(len, _SAYING_NOTHING))


def _reader(
    asked: Field, names: Meant, words: Words, *, makes_missing: bool
) -> Callable[[Any], Any]:
    if asked.kind in (Kind.RECORD, Kind.EVIDENCE):
        return lambda cell: _record(cell, names, makes_missing=makes_missing)
    if asked.kind in _WORDED:
        return partial(_WORDED[asked.kind], asked, words)
    return partial(_time if asked.time else _READERS.get(asked.kind, _line), asked)


def as_text(cell: Any) -> str:
    """Return a cell of any kind as text: whole numbers without point, dates as year-month-day."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _line(asked: Field, cell: Any) -> str:
    return _fitting(asked, spaced(printable(as_text(cell))))


def _time(asked: Field, cell: Any) -> str:
    if isinstance(cell, time | datetime):
        return f"{cell:%H:%M}"
    text = as_text(cell)
    found = read_time(text)
    if not found:
        raise Unfit(tr("“{text}” is not a time of day").format(text=text[:40]))
    return _fitting(asked, found)


def _long(asked: Field, cell: Any) -> str:
    return _fitting(asked, printable(as_text(cell)).strip())


def _fitting(asked: Field, text: str) -> str:
    most = asked.maximum or LONGEST
    if len(text) > most:
        raise Unfit(too_long(len(text), most))
    return text


_LARGEST = 10**15


def _number(asked: Field, cell: Any) -> int:
    if isinstance(cell, bool):
        raise Unfit(tr("yes or no is not a number"))
    is_number = isinstance(cell, int | float)
    if isinstance(cell, str) and cell.isascii() and cell.isdigit() and len(cell) < 12:
        cell, is_number = int(cell), True
    value = float(cell) if is_number else written_number(as_text(cell))
    if not value.is_integer():
        raise Unfit(tr("{cell} is not a whole number").format(cell=cell))
    most = asked.maximum or _LARGEST
    if not 0 <= value <= most:
        raise Unfit(
            tr("{cell} is not between 0 and {most}").format(cell=cell, most=number_text(most))
        )
    return int(value)


_YES = frozenset(
    ("yes", "y", "true", "t", "1", "x", "ok", "on", "done", "ja", "✓", "✔", "☑", "☒", "是", "有")
) | frozenset(("oui", "o", "vrai", "si", "s", "verdadero"))
_NO = frozenset(("no", "n", "false", "f", "0", "off", "nein", "non", "faux", "falso")) | frozenset(
    ("✗", "✘", "☐", "否", "无")
)


def _yes_no(_asked: Field, words: Words, cell: Any) -> bool | None:
    if isinstance(cell, bool):
        return cell
    text = as_text(cell)
    word = key_of_word(text)
    if word in words:
        return {"yes": True, "no": False}.get(words[word])
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unfit(tr("“{text}” is neither yes nor no").format(text=text[:40]), text.strip())


def _choice(asked: Field, words: Words, cell: Any) -> str | None:
    text = as_text(cell)
    found = _known(asked, words).get(key_of_word(text))
    if found is None:
        raise Unfit(not_one_of(asked, text), text.strip())
    return found or None


_PARTING = (re.compile(r"[;\n|、；]"), re.compile(r"[,/]"))


def _multi_choice(asked: Field, words: Words, cell: Any) -> str | None:
    """Return the chosen values in the order of the form."""
    known, found = _known(asked, words), set[str]()
    for part in _parted(known, as_text(cell), 0):
        value = known.get(key_of_word(part))
        if value is None:
            raise Unfit(not_one_of(asked, part), part.strip())
        found.add(value)
    return ";".join(choice.value for choice in asked.choices if choice.value in found) or None


def _parted(known: Mapping[str, str], text: str, depth: int) -> list[str]:
    """Cut a text at separators until its parts are known; a label may hold a separator itself."""
    if not text.strip():
        return []
    if key_of_word(text) in known or depth == len(_PARTING):
        return [text.strip()]
    pieces = _PARTING[depth].split(text)
    return [part for piece in pieces for part in _parted(known, piece, depth + 1)]


def _country(_asked: Field, words: Words, cell: Any) -> str | None:
    text = as_text(cell)
    code = words.get(key_of_word(text))
    if code is not None:
        return None if code == LEAVE_OUT else code
    code = country_code(text)
    if not code:
        raise Unfit(tr("“{text}” is not a country").format(text=text[:40]), text.strip())
    return code


def _record(cell: Any, names: Meant, *, makes_missing: bool) -> str | Several | Missing:
    text = spaced(as_text(cell))
    found = names.get(folded(text))
    if found is not None:
        return found
    if makes_missing:
        return Missing(text)
    raise Unfit(tr("there is no “{text}” yet; add it first").format(text=text[:60]))


def _known(asked: Field, words: Words) -> Mapping[str, str]:
    """Return values by word: what was explained, and the choices' own labels."""
    return {**words, **_choices(asked)} if words else _choices(asked)


@cache
def _choices(asked: Field) -> dict[str, str]:
    labels = {
        folded(word): choice.value
        for choice in asked.choices
        for word in (*choice.synonyms, *in_every([choice.label]))
    }
    return {**labels, **{folded(choice.value): choice.value for choice in asked.choices}}


_WORDED: dict[Kind, Callable[[Field, Words, Any], Any]] = {
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.MULTI_CHOICE: _multi_choice,
    Kind.COUNTRY: _country,
}
_READERS: dict[Kind, Callable[[Field, Any], Any]] = {
    Kind.LONG_TEXT: _long,
    Kind.NUMBER: _number,
    Kind.IDENTIFIER: _line,
    Kind.PERSON: _line,
    Kind.REGION: _line,
    Kind.TEXT: _line,
}
