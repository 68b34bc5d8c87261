"""Texts as no language has them: accented, a third longer, in brackets.

On a picture, what stands without brackets is not translated, and what lacks its end is cut.
"""

import re
from gettext import NullTranslations

_LETTERS = str.maketrans("aeiouncyAEIOUNCY", "àéîöüñçýÀÉÎÖÜÑÇÝ")
_FIXED = re.compile(r"(\{[^{}]*\}|<[^<>]*>|&\w*;|%\w)")
"""What is filled in or is no word: it stays."""


_WORD = 8
"""Letters of the words that make a text longer."""


def _pieces(letters: int) -> list[int]:
    return [min(_WORD, letters - at) for at in range(0, letters, _WORD)]


class Pseudo(NullTranslations):
    """Makes every text up as it is asked for."""

    def gettext(self, message: str) -> str:
        """Return the text in brackets, as long as a long language would make it."""
        if message.startswith("["):  # it was made up before it came here
            return message
        parts = _FIXED.split(message)
        spoken = "".join(
            part if number % 2 else part.translate(_LETTERS) for number, part in enumerate(parts)
        )
        longer = " ".join("~" * length for length in _pieces(len(message) // 3))
        return f"[{spoken}{longer}]" if message.strip() else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the text for a number of things."""
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - gettext
        """Return the text whatever is meant by it."""
        return self.gettext(message)
