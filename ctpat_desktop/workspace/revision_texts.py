"""Writes the JSON texts of many revisions at once, exactly as `chain.canonical_text` writes one.

Only records whose fields are single values are told here: words, numbers, days, yes or no.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import repeat
from json.encoder import encode_basestring
from typing import Any

from ctpat_desktop.workspace import chain

EMPTY = (None, "", 0)
"""Defaults a revision of many records leaves out; False is 0."""

_NEW = '":[null,'
"""What stands between the name of a field and its value in the text of a new record."""


def plain(value: Any) -> Any:
    """Return a value as the file stores it and a revision tells it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat(" ", "microseconds")
    return value.isoformat() if isinstance(value, date) else value


class Adding:
    """The texts of many new records of one table, column by column in the order of their names."""

    def __init__(self) -> None:
        """Start without a column."""
        self._pieces: list[Iterable[str]] = []
        """What stands in each text, one after the other; each field begins with a comma."""

    def same(self, key: str, value: Any) -> None:
        """Add a column with one value for all records."""
        if value not in EMPTY:
            self._pieces.append(repeat(_piece(key, value)))

    def column(self, key: str, cells: Sequence[Any], default: Any) -> Sequence[Any]:
        """Add a column; return its values as they are stored."""
        leaves_out, kinds = default in EMPTY, set(map(type, cells))
        quote = _SAID_AS.get(next(iter(kinds))) if len(kinds) == 1 else None
        if quote is not None and not (leaves_out and default in cells):
            self._pieces += [repeat(f',"{key}{_NEW}'), [*map(quote, cells)], repeat("]")]
            return cells
        if len(kinds - {type(None)}) > 1:  # true and 1 are equal, but not told alike
            kept = [*map(plain, cells)]
            self._pieces.append(
                ["" if leaves_out and value == default else _piece(key, value) for value in kept]
            )
            return kept
        known = {value: plain(value) for value in set(cells)}
        pieces = {value: _piece(key, value) for value in known}
        if leaves_out:
            pieces[default] = ""
        self._pieces.append([pieces[value] for value in cells])
        return [known[value] for value in cells]

    def texts(self) -> list[str]:
        """Return the text of each record; the first comma goes."""
        words = zip(*self._pieces, strict=False)  # what is the same for all has no end
        found = ["{" + text[1:] + "}" for text in map("".join, words)]
        while self._pieces:  # let go one by one; all together would take one long moment
            self._pieces.pop()
        return found


_SAID_AS: dict[type, Callable[[Any], str]] = {str: encode_basestring, int: str}
"""How values of a column of one kind are told, without looking at each of them first."""


def _piece(key: str, value: Any) -> str:
    return f',"{key}{_NEW}{chain.quoted(plain(value))}]'


def values(added: str) -> dict[str, Any]:
    """Return the values of a new record, as they are stored, from the text of adding it."""
    return {key: pair[1] for key, pair in json.loads(added).items()}


def is_short(added: str) -> bool:
    """Return whether the text of a new record leaves out what is empty, as those of many do."""
    return '"position":[null,0]' not in added


def short_removal(record_id: str) -> str:
    """Return the text of a removal that only names its record; `removals` reads it whole."""
    return f'{{"id":[{chain.quoted(record_id)},null]}}'
