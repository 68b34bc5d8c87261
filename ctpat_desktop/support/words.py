"""Words compared as people compare them: without accents, case, punctuation and double spaces.

Only accents on Latin letters are left out. Elsewhere a mark makes another letter: パ is not ハ,
कमला is not कमल, й is not и.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_BETWEEN = re.compile(r"[^\w]+|_+")
_NAMED = re.compile(r"\{(\w+)\}")
_DIGITS = re.compile(r"[0-9]+")
_ACCENTS = ("\u0300", "\u036f")
"""The first and the last mark that stands on Latin, Greek and Cyrillic letters."""


def folded_once(text: str) -> str:
    """Return `folded` of a text that comes but once, such as the name in a row of a long list.

    Nothing of it is kept: fifty thousand names would push out all words and stay in memory.
    """
    if text.isascii():
        words = text.lower()
        is_bare = words.replace(" ", "").isalnum()
        return " ".join((words if is_bare else _BETWEEN.sub(" ", words)).split())
    bare = _without_latin_accents(unicodedata.normalize("NFKD", text.casefold()))
    whole = unicodedata.normalize("NFKC", bare)
    return " ".join("".join(map(_letter, whole)).split())


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """Return a text for comparing: "Côte d’Ivoire" and "cote d'ivoire" are the same."""
    return folded_once(text)


def _without_latin_accents(parts: str) -> str:
    kept, is_latin = list[str](), False
    for letter in parts:
        if _ACCENTS[0] <= letter <= _ACCENTS[1]:
            if is_latin:
                continue
        else:
            is_latin = letter.isascii() or "LATIN" in unicodedata.name(letter, "")
        kept.append(letter)
    return "".join(kept)


def _letter(letter: str) -> str:
    """Return a letter, digit or mark as it is, nothing for what is never seen, else a space."""
    if letter.isalnum():
        return letter
    category = unicodedata.category(letter)
    if category == "Cf":
        return ""
    return letter if category[0] == "M" else " "


def natural_key(text: str | None) -> str:
    """Return what a text is sorted by: numbers count as numbers, so 2 comes before 10.

    Case and accents on Latin letters make no difference; ñ is a letter of its own, after n.
    """
    words = (text or "").casefold()
    if not words.isascii():
        words = unicodedata.normalize("NFC", words).replace("ñ", "n\uffff")
        words = _without_latin_accents(unicodedata.normalize("NFKD", words))
    return _DIGITS.sub(_counted, words)


def _counted(match: re.Match[str]) -> str:
    digits = match[0].lstrip("0")
    return f"{len(digits):03}{digits}"


def spaced(text: str) -> str:
    """Return a text on one line, with single spaces and none at its ends."""
    return " ".join(text.split())


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its known {names} filled in; all other braces and signs stay as typed.

    For texts a person may have written, where `str.format` would stop at a brace.
    """
    return _NAMED.sub(lambda match: values.get(match[1], match[0]), text)


def inside(label: str) -> str:
    """Return a label inside a sentence: "Filer code" begins small, "EIN" stays as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def plain(text: str) -> str:
    """Return a text in small letters without accents; what stands between its words stays."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def holds(text: str, words: str) -> bool:
    """Tell whether a text holds every word that is looked for, or a part of one, in any order."""
    here = plain(text)
    return all(word in here for word in plain(words).split())
