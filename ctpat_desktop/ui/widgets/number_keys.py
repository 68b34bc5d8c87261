"""Lets whole numbers be typed the way people write them, and nothing else."""

from PySide6.QtGui import QValidator

from ctpat_desktop.support.language import tr
from ctpat_desktop.support.whole_numbers import WRITTEN_WITH, read_whole

LARGEST = 2_000_000_000


class NumberKeys(QValidator):
    """Refuses letters and what is too large; what is no number yet may be left as it is."""

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        """Judge what stands in the line."""
        fits = set(text) <= WRITTEN_WITH and (read_whole(text) or 0) <= LARGEST
        state = QValidator.State.Acceptable if fits else QValidator.State.Invalid
        return state, text, at


def no_whole_number(words: str) -> str:
    """Say that words in a field for numbers are none."""
    said = tr("“{words}” is not a whole number and was not saved; type digits only.")
    return said.format(words=words[:40])
