"""Texts a spreadsheet would calculate: disarmed in every list written, rearmed in lists read."""

import re

_CALCULATED = re.compile(r"[\s\ufeff\u200b]*[=+\-@＝＋－＠]|[\t\r\n]")
"""A formula may stand behind spaces, and Japanese spreadsheets take the wide signs too."""
_DISARMED = re.compile(rf"'+(?:{_CALCULATED.pattern})")


def is_calculated(text: str) -> bool:
    """Return whether a spreadsheet may calculate a text instead of showing it."""
    return _CALCULATED.match(text) is not None


def disarmed(text: str) -> str:
    """Return a text with an apostrophe before what would be calculated, or looks like that."""
    return f"'{text}" if is_calculated(text) or _DISARMED.match(text) else text


def rearmed(text: str) -> str:
    """Return a text without the apostrophe `disarmed` put before it."""
    return text[1:] if text.startswith("'") and _DISARMED.match(text) else text
