"""Leaves words and fields out of what goes into a copy: rows, and every older version of them."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ctpat_desktop.services.copies.choices import (
    REACHED,
    SITE_FIELDS,
    narrated,
    people_of,
    texts_of,
)
from ctpat_desktop.services.copies.wordlist import NAME, OTHER, REACH, WordList
from ctpat_desktop.workspace.subset.history import Revision, Values
from ctpat_desktop.workspace.subset.writing import Editor

SPEAKS = re.compile(
    r"\b(?:cameras?|cctv|alarms?|guards?|c[aá]maras?|alarmas?|guardias?|cam[eé]ras?|alarmes?)\b",
    re.IGNORECASE,
)
"""Words by which a person finds what the copy still says of cameras, alarms and guards."""
Prepare = Callable[[str, bytes], bytes]
"""Makes the bytes of a document, by its hash, ready for whoever gets the copy."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What goes out of every row: by words, by field, and by record."""

    words: WordList
    has_names: bool
    has_reaches: bool
    has_security: bool
    secured: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By table the records whose texts go whole."""

    def value(self, table: str, record_id: str, name: str, value: Any) -> Any:
        """Return what a field holds in the copy, now or in an older version."""
        if value is None or value == "":
            return value
        if table == "setting":
            return self._setting(value) if name == "value" else value
        if self.has_security and table == "site" and name in SITE_FIELDS:
            return "" if isinstance(value, str) and name != "alarm_tested_on" else None
        if record_id in self.secured.get(table, ()) and name in narrated(table):
            return OTHER
        if self.has_names and name in people_of(table):
            return "" if name in ("staff_code", "last_name") else NAME
        if self.has_reaches and name in REACHED:
            return REACH
        if isinstance(value, str) and name in texts_of(table):
            return self.words.clean(value)
        return value

    def _setting(self, value: str) -> str:
        """Return the text of a setting with its words replaced, never the names of its parts."""
        return json.dumps(self._replaced(json.loads(value)))

    def _replaced(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.words.clean(value)
        if isinstance(value, dict):
            return {key: self._replaced(one) for key, one in value.items()}
        return [self._replaced(one) for one in value] if isinstance(value, list) else value


class Redactor(Editor):
    """Takes what the rules say out of rows and history, and lets each document be prepared."""

    def __init__(self, rules: Rules, prepare: Prepare, current: frozenset[str]) -> None:
        """Take the hashes of the documents that go; older ones of them do not."""
        self._rules, self._prepare, self._current = rules, prepare, current
        self.speaking: Counter[str] = Counter()
        """How many rows of a table still speak of cameras, alarms or guards."""

    def takes(self, sha256: str) -> bool:
        """Take the documents of today."""
        return sha256 in self._current

    def document(self, sha256: str, pieces: Iterator[bytes]) -> bytes:
        """Return a document as whoever gets the copy sees it."""
        return self._prepare(sha256, b"".join(pieces))

    def row(self, table: str, values: Values) -> Values:
        """Return a row without what goes."""
        key = str(values.get("id", ""))
        value = self._rules.value
        row = {name: value(table, key, name, one) for name, one in values.items()}
        texts = (
            one for name, one in row.items() if isinstance(one, str) and name in texts_of(table)
        )
        self.speaking[table] += any(map(SPEAKS.search, texts))
        return row

    def revision(self, revision: Revision) -> Revision:
        """Return a change without what goes."""
        table, key = revision["table_name"], revision["record_id"]
        value = self._rules.value
        revision["changes"] = {
            name: [value(table, key, name, one) for one in pair]
            for name, pair in revision["changes"].items()
        }
        revision["what"] = self._rules.words.clean(revision["what"])
        if self._rules.has_names:
            revision["who"] = NAME
        return revision
