"""Whole numbers as people write them: 1200000, 1,200,000, 1.200.000 or 1 200 000."""

import re

_PLAIN = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([.,'’ \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*")
WRITTEN_WITH = frozenset("0123456789.,'’ \u00a0\u202f")
"""The signs a whole number is written with."""


def read_whole(text: str) -> int | None:
    """Return the number, None where the words are none or could be a part of one."""
    words = text.strip()
    if not (_PLAIN.fullmatch(words) or _GROUPED.fullmatch(words)):
        return None
    return int(re.sub(r"[^0-9]", "", words))
