"""The words a copy must not have, collected from a file, and what stands in their place.

Names are looked for word by word, so that a text takes as long as it is long, however many people
there are. Words of sealed numbers and ids are never touched.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.copies.choices import REACHED, people_of
from ctpat_desktop.workspace.subset.links import IN, asked, columns

TOKEN = re.compile(r"[0-9a-f]{32,}|[^\W\d_]+(?:['’][^\W\d_]+)?")
MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
NUMBER = re.compile(r"\+?\(?\d[\d\s()./-]{4,}\d")
PHONE = re.compile(r"\+\d[\d\s()./-]{7,}\d|(?<!\d)\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?!\d)")
"""What is taken for a phone number wherever it stands; a number of a register is one anyway."""
SHORTEST = 3
"""Letters of the shortest word of a name that is looked for alone."""
DIGITS = 7
"""Digits of the shortest number that is looked for."""
# fmt: off
PARTICLES = frozenset({
    "al", "and", "bin", "das", "de", "del", "della", "den", "der", "des", "dos", "dr", "el",
    "ibn", "iii", "jr", "la", "le", "mr", "mrs", "ms", "san", "santa", "sr", "st", "ten", "ter",
    "the", "van", "von",
})
"""Parts of names that are also words of other texts."""
ROLES = frozenset({
    "admin", "administrator", "all", "analyst", "assistant", "auditor", "board", "broker",
    "carrier", "cbp", "chief", "clerk", "company", "compliance", "consultant", "coordinator",
    "counsel", "customs", "department", "desk", "director", "dock", "driver", "everyone",
    "export", "external", "facilities", "facility", "finance", "gate", "guard", "head", "human",
    "import", "information", "inspector", "internal", "lead", "leader", "legal", "logistics",
    "management", "manager", "network", "office", "officer", "operations", "operator", "plant",
    "president", "purchasing", "quality", "receiving", "resources", "safety", "security",
    "service", "shift", "shipping", "site", "specialist", "staff", "supervisor", "system",
    "team", "technology", "trade", "training", "transport", "vice", "warehouse", "yard",
})
"""Words of titles: a value with one of them is a role, and its words stay in other texts."""
# fmt: on
TITLED = (
    *(("position", "title"), ("contact", "title"), ("partner_contact", "title")),
    *(("company", "name"), ("partner", "name"), ("site", "name"), ("site", "city")),
)
"""Where words stand that are of no person, although they are written large."""
NAME = "[name left out]"
REACH = "[contact left out]"
OTHER = "[left out]"
REMEMBERED = 50_000
"""Texts whose replacement is remembered: a history says many of them often."""
_CUT = re.compile(r"[-\u00ad]\s*\n\s*")
"""Where a word goes on in the next line."""
_OWNING = re.compile(r"['’].*$")
_ROW = re.compile(re.escape(NAME) + r"(?:[ ,.'’-]{1,3}(?:[A-Z]\.\s?)?" + re.escape(NAME) + ")+")


@dataclass(slots=True, eq=False)
class WordList:
    """What is replaced: names by their words, phrases whole, numbers by their digits."""

    names: set[str] = field(default_factory=set)
    """Words of names, in small letters: in whatever letters they are written."""
    first_names: set[str] = field(default_factory=set)
    """Names that are looked for only as they are written, or in capitals."""
    phrases: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    reaches: bool = False
    """Whether phones and addresses go."""
    _phrases: re.Pattern[str] | None = None
    _known: dict[str, str] = field(default_factory=dict)

    def clean(self, text: str) -> str:
        """Return a text without the words."""
        if text not in self._known:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            self._known[text] = self._replaced(text)
        return self._known[text]

    def holds(self, text: str) -> bool:
        """Return whether a text has any of the words, also cut at the end of a line."""
        whole = unicodedata.normalize("NFC", " ".join(_CUT.sub("", text).split()))
        return self.clean(whole) != whole or self.clean(text) != text

    def add_name(self, first: str, last: str) -> None:
        """Look for a person."""
        first, last = (unicodedata.normalize("NFC", name) for name in (first, last))
        self.names.update(_words_of(last))
        self.first_names.update(map(_bare, _plain_words(first)))
        if first and 0 < len(last) < SHORTEST:
            self.add_phrase(f"{first} {last}")
            self.add_phrase(f"{last}, {first}")

    def add_phrase(self, words: str) -> None:
        """Look for a title or a name of a company."""
        words = unicodedata.normalize("NFC", words.strip())
        if len(words) > SHORTEST:
            self.phrases.add(words)
            self._phrases = None

    def add_reach(self, value: str) -> None:
        """Look for a phone number; addresses are known by how they look."""
        digits = re.sub(r"\D", "", value)
        if len(digits) >= DIGITS:
            self.numbers.add(digits[-10:])

    def _replaced(self, text: str) -> str:
        whole = unicodedata.normalize("NFC", text)
        without = self._without(whole)
        return text if without == whole else without

    def _without(self, text: str) -> str:
        if self.phrases:
            if self._phrases is None:
                longest = sorted(self.phrases, key=len, reverse=True)
                pieces = (r"\s+".join(map(re.escape, phrase.split())) for phrase in longest)
                self._phrases = re.compile("|".join(pieces), re.IGNORECASE)
            text = self._phrases.sub(OTHER, text)
        if self.reaches:
            text = MAIL.sub(REACH, text)
            text = PHONE.sub(REACH, text)
            text = NUMBER.sub(self._number, text)
        if self.names or self.first_names:
            text = _ROW.sub(NAME, TOKEN.sub(self._token, text))
        return text

    def _number(self, match: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", match[0])
        return REACH if digits[-10:] in self.numbers else match[0]

    def _token(self, match: re.Match[str]) -> str:
        word = match[0]
        if self._is_name(word):
            return NAME
        own = _OWNING.search(word)
        return NAME + own[0] if own and self._is_name(word[: own.start()]) else word

    def _is_name(self, word: str) -> bool:
        bare = _bare(word)
        if _small(bare) in self.names or bare in self.first_names:
            return True
        return bare.isupper() and len(bare) > 1 and bare.title() in self.first_names


def _plain_words(name: str) -> Iterator[str]:
    for match in TOKEN.finditer(name):
        if len(match[0]) >= SHORTEST and match[0].casefold() not in PARTICLES:
            yield match[0]


def _words_of(name: str) -> Iterator[str]:
    return (_small(_bare(word)) for word in _plain_words(name))


def _bare(word: str) -> str:
    """Return a word without its accents: people leave them out."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _small(bare: str) -> str:
    return bare.casefold().replace("’", "'")


def read_people(source: Any, words: WordList) -> None:
    """Look for everybody any register names, now or earlier."""
    roles = {*ROLES, *_titles(source)}
    for _, values in every_value(source, {table: people_of(table) for table in RECORDS}):
        first, last = values.pop("first_name", ""), values.pop("last_name", "")
        words.add_name(first, last)
        values.pop("staff_code", "")
        for value in values.values():
            _add_free(words, value, roles)


def read_reaches(source: Any, words: WordList) -> None:
    """Look for every phone number of a register."""
    words.reaches = True
    for _, values in every_value(source, dict.fromkeys(RECORDS, REACHED)):
        for value in values.values():
            words.add_reach(value)


def every_value(
    source: Any, fields: Mapping[str, Iterable[str]]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what stands, or ever stood, in some fields of tables, each with its table.

    The history is read once for all tables: it has no order by them.
    """
    known = {table: sorted(set(names) & set(columns(table))) for table, names in fields.items()}
    wanted = {table: names for table, names in known.items() if names}
    for table, names in wanted.items():
        listed = ", ".join(f'"{name}"' for name in names)
        for row in source.execute(f'SELECT DISTINCT {listed} FROM "{table}"'):
            yield table, {name: value for name, value in zip(names, row, strict=True) if value}
    query = f"SELECT table_name, changes FROM revision WHERE table_name {IN}"
    for table, text in asked(source, query, wanted):
        for values in _earlier(json.loads(text), wanted[table]):
            yield table, values


def _earlier(changes: Mapping[str, Any], wanted: list[str]) -> Iterator[dict[str, str]]:
    for side in (0, 1):
        values = {name: changes[name][side] for name in wanted if name in changes}
        if any(values.values()):
            yield {name: value for name, value in values.items() if isinstance(value, str)}


def _titles(source: Any) -> Iterator[str]:
    """Yield the words of titles, companies and places of this file."""
    for table, column in TITLED:
        for (title,) in source.execute(f'SELECT DISTINCT "{column}" FROM "{table}"'):
            yield from _words_of(title or "")


def _add_free(words: WordList, value: str, roles: set[str]) -> None:
    """Look for the names in a field where a person or a role can be written."""
    for part in re.split(r"[;,/\n()]| and ", value):
        there = list(_plain_words(part))
        is_named = 1 < len(there) <= 4 and all(word[0].isupper() for word in there)
        if is_named and not any(word.casefold() in roles for word in there):
            words.add_name(" ".join(there[:-1]), there[-1])
