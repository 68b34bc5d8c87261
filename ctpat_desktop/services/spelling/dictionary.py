"""The dictionaries shipped with the program, read by Hunspell; they know no file.

Loading one takes about a tenth of a second, and looking for what a word might have been as long:
both are for a thread beside the window.
"""

import unicodedata
from functools import cache
from threading import Lock
from typing import Any

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.shipped import shipped

OFF = "off"
FILES = {"en": "en_US", "fr": "fr", "es": "es"}
"""The dictionary of each language; there is no other for Canadian French or Mexican Spanish."""
MOST = 5
"""Suggestions for one word."""
LONGEST = 60
"""Letters of a word that is looked up; longer ones are no words."""


class Dictionary:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        """Load it; Problem where that cannot be."""
        self.language, self._lock = language, Lock()
        name = FILES[language]
        folder = shipped("resources", "dictionaries")
        try:
            self._words = _library().Hunspell(name, str(folder), "UTF-8")
        except (OSError, ImportError, AttributeError) as error:
            raise Problem(
                tr("Spelling is not checked: the dictionary cannot be loaded."),
                tr("It is not on this computer, or not for this kind of computer."),
            ) from error

    def knows(self, word: str) -> bool:
        """Return whether a word is in the dictionary, as a form of one or put together."""
        if len(word) > LONGEST:
            return False
        with self._lock:
            return bool(self._words.spell(_plain(word)))

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return what a word might have been, likeliest first."""
        if len(word) > LONGEST:
            return ()
        with self._lock:
            near = self._words.suggest(_plain(word))
        return tuple(dict.fromkeys(filter(None, near)))[:MOST]


@cache
def load(language: str) -> Dictionary:
    """Return the dictionary of a language, loaded once; Problem where it cannot be."""
    return Dictionary(language)


def _library() -> Any:
    """Return the library; there is none for some kinds of computers."""
    import hunspell

    return hunspell


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", word)
