"""Finds the number of a criterion at the start of a text: "4.3", "MSC 4,3", "Criterio 4.3:".

A number is read only where it can be no date, amount, version or telephone number.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ctpat_desktop.catalogue.answer_words import answer_words
from ctpat_desktop.exchange.profile.found import KnownCriteria
from ctpat_desktop.support.words import folded

_NUMBER = re.compile(
    r"(\d{1,2})[.,](\d{1,2})(?![\d%‰°])"
    r"(?![.,/:-]\d|\s?[/-]\s?\d|\s?[.,]\s?(?:19|20)\d\d\b)"
)
_UNITS = re.compile(
    r"(?:[kKMGT]?(?:Hz|bps|Bps|bit/s)|[KMGT]B|[kMG]W|USD|EUR|MXN|CAD|GBP|KG|TEUs?)(?![\w-])"
)
"""Signs and letters of amounts that begin with a capital letter, as in "2.4 GHz"."""
_BEFORE = re.compile(r"(?:[\s#§*\[(«“\"'–—=|-]|(?:[Nn]\.?)?[°º]|№)*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_AFTER = re.compile(r"\s*[.:;)\]»”\"'–—=|\u2022-]+\s*|\s+")
_CONTENTS = re.compile(r"(?:\.{3,}|…+|\t)\s*\d{1,4}\s*$")
_LONGEST_TAIL = 200
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Numbered:
    """A text that begins with a number: the number, and the rest.

    `has_word` is true where a word such as MSC stands before it, `is_parted` where a sign parts it
    from the rest.
    """

    number: str
    has_word: bool
    is_parted: bool
    rest: str

    @property
    def may_begin(self) -> bool:
        """True where the text can be the first line of an answer, and no part of a sentence."""
        if not self.rest:
            return True
        if _UNITS.match(self.rest) or (self.rest[0].isdigit() and not self.is_parted):
            return False
        opened = self.rest.lstrip("\"'“«¿¡([")[:1]
        return self.is_parted or (opened.isalpha() and not opened.islower())


def numbered(text: str, known: KnownCriteria) -> Numbered | None:
    """Return the number a text begins with, None where there is none."""
    start, has_word = _after_words(text)
    found = _NUMBER.match(text, start)
    if found is None:
        return _own(text, start, known, has_word=has_word)
    rest = text[found.end() :]
    after = _AFTER.match(rest)
    if rest and after is None:
        return None
    sign = (after[0].strip() or after[0].strip(" ")) if after else ""
    number = f"{int(found[1])}.{found[2]}"
    tail = (rest[after.end() :] if after else "").strip().rstrip("=").rstrip()
    is_parted = bool(sign) and (not tail[:1].isdigit() or any(mark in sign for mark in ":)\t"))
    return Numbered(number, has_word, is_parted, tail)


def is_contents_line(text: str) -> bool:
    """Return whether a line is one of a table of contents: it ends in dots and a page."""
    return _CONTENTS.search(text[-_LONGEST_TAIL:]) is not None


def cell_number(cell: Any, known: KnownCriteria) -> str:
    """Return the number of a criterion in a cell, or ""."""
    if isinstance(cell, bool) or cell is None:
        return ""
    if isinstance(cell, float):
        text = f"{cell:.10g}"
        return text if re.fullmatch(r"\d{1,2}\.\d{1,2}", text) else ""
    if not isinstance(cell, str):
        return ""
    found = numbered(" ".join(cell.split()), known)
    if found is None or (found.rest and not (found.may_begin or found.has_word)):
        return ""
    return found.number


def after_nine(number: str, before: str, known: KnownCriteria) -> str:
    """Return the number meant where a sheet lost the last zero: 4.1 after 4.9 is 4.10."""
    head, _, tail = number.partition(".")
    last_head, _, last = before.partition(".")
    meant = f"{head}.{tail}0"
    is_lost = head == last_head and tail.isdigit() and last.isdigit() and int(tail) < int(last)
    return meant if is_lost and len(tail) == 1 and known.is_number(meant) else ""


def _after_words(text: str) -> tuple[int, bool]:
    """Return where the number may begin, and whether a known word stands before it."""
    at, has_word = _skipped(text, 0), False
    for _ in range(_MOST_WORDS):
        word = _WORD.match(text, at)
        if word is None or folded(word[0]) not in _words():
            break
        if not re.match(r"[\s\d.:#°º№\xa0-]|$", text[word.end() : word.end() + 1]):
            break
        has_word = True
        at = _skipped(text, word.end())
        at += 1 if text[at : at + 1] in (".", ":") else 0
        at = _skipped(text, at)
    return at, has_word


def _skipped(text: str, at: int) -> int:
    found = _BEFORE.match(text, at)
    return found.end() if found else at


def _own(text: str, start: int, known: KnownCriteria, *, has_word: bool) -> Numbered | None:
    """Return a number of the company's own rows, which may look like anything."""
    for number in _own_numbers(known):
        end = start + len(number)
        if text[start:end].casefold() == number.casefold():
            after = _AFTER.match(text[end:])
            if not text[end:] or after:
                rest = text[end + (after.end() if after else 0) :]
                return Numbered(number, has_word, bool(after and after[0].strip()), rest.strip())
    return None


def _own_numbers(known: KnownCriteria) -> list[str]:
    own = (number for number in known.numbers if not _NUMBER.fullmatch(number))
    return sorted(own, key=len, reverse=True)


@cache
def _words() -> frozenset[str]:
    return answer_words().before_numbers | {"c", "tpat"}
