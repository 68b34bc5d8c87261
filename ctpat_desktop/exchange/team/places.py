"""What a place must be able to do: keep sealed bytes under a slot, for ever, and list them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from ctpat_desktop.exchange.team.envelope import CHANGE, PIECE, ROSTER
from ctpat_desktop.exchange.team.troubles import Trouble
from ctpat_desktop.support.errors import Problem


class PlaceProblem(Problem):
    """The place cannot be reached or used now; what is on this computer is untouched."""


class Slot(NamedTuple):
    """Where something lies: its kind, whose it is, and its number from 1.

    `key` is the device of a change file, the team of an entry of the list of members, the keyed
    hash of a document for its pieces; 32 hexadecimal digits each.
    """

    kind: int
    key: str
    number: int


class Row(NamedTuple):
    """One thing that lies in a slot, by its size in bytes; a slot may hold several."""

    slot: Slot
    size: int
    name: str = ""


@dataclass(slots=True)
class Listing:
    """What a place holds after the numbers asked for, by slot, and what was odd."""

    rows: list[Row] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def sizes(self) -> dict[Slot, list[int]]:
        """Return the sizes of what lies in each slot."""
        sizes: dict[Slot, list[int]] = {}
        for row in self.rows:
            sizes.setdefault(row.slot, []).append(row.size)
        return sizes


class Place(Protocol):
    """A shared folder or a server, of one team; whatever fails on the way is a `PlaceProblem`.

    Nothing in it is ever replaced or deleted by this program.
    """

    team: str

    def put(self, items: Sequence[tuple[Slot, bytes]], *, again: bool = False) -> list[Slot]:
        """Add sealed bytes of one kind; return the slots that were taken, which stay as they are.

        With `again` the bytes are laid beside what is in the slot, because that is damaged.
        """

    def keys(self, kind: int) -> list[str]:
        """Return whose things of a kind there are."""

    def listing(self, kind: int, after: Mapping[str, int]) -> Listing:
        """Return what there is of each key with a number greater than the one beside it."""

    def read(self, slots: Sequence[Slot]) -> Iterator[tuple[Slot, list[bytes]]]:
        """Yield what lies in each of these slots, in their order; nothing for an empty one."""


__all__ = ["CHANGE", "PIECE", "ROSTER", "Listing", "Place", "PlaceProblem", "Row", "Slot"]
