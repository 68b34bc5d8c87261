"""What happens with something an import of answers has found, and what it says differently."""

from dataclasses import dataclass
from enum import StrEnum

from ctpat_desktop.services.history.diff import Piece, compare


class Outcome(StrEnum):
    """What happens with an answer."""

    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Change:
    """One field an answer says differently, in words."""

    field: str
    label: str
    old: str
    new: str

    def pieces(self) -> tuple[Piece, ...]:
        """Return the difference word by word."""
        return compare(self.old, self.new)
