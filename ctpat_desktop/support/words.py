"""Words compared as people compare them: without accents, case, punctuation and double spaces."""

import re
import unicodedata
from functools import lru_cache

_BETWEEN = re.compile(r"[^\w]+|_+")


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """Return a text for comparing: "Côte d’Ivoire" and "cote d'ivoire" are the same."""
    if text.isascii():
        words = text.lower()
        is_bare = words.replace(" ", "").isalnum()
        return " ".join((words if is_bare else _BETWEEN.sub(" ", words)).split())
    parts = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return " ".join(_BETWEEN.sub(" ", bare).split())


def spaced(text: str) -> str:
    """Return a text on one line, with single spaces and none at its ends."""
    return " ".join(text.split())
