"""Brings a device's own change files to a place: what it lacks, and again what is damaged there."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from ctpat_desktop.exchange.team import change_file
from ctpat_desktop.exchange.team.membership import Tip
from ctpat_desktop.exchange.team.places import CHANGE, Place, Slot
from ctpat_desktop.exchange.team.roster_log import Log
from ctpat_desktop.exchange.team.troubles import Kind, Trouble, Unreadable

BATCH = 8 * 2**20
"""Bytes handed to a place at once, or one file."""


class OwnFiles(Protocol):
    """The change files this device sealed, all of them, as the caller keeps them."""

    @property
    def newest(self) -> Tip:
        """The newest one's number and hash."""

    def size(self, number: int) -> int:
        """Return the bytes of one."""

    def sealed(self, number: int) -> bytes:
        """Return one as it was sealed."""


@dataclass(slots=True)
class Pushed:
    """Which files went out, and what was wrong; after a fork of our own none goes out."""

    numbers: list[int] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def push(place: Place, log: Log, own: OwnFiles, *, thorough: bool = False) -> Pushed:
    """Bring what the place lacks; `thorough` reads every file there, not only the newest."""
    return _Push(place, log, own).run(thorough)


class _Fork(Exception):
    """Another computer writes as this very device."""


class _Push:
    """One push at work."""

    def __init__(self, place: Place, log: Log, own: OwnFiles) -> None:
        self._place, self._log, self._own = place, log, own
        self._device = log.membership.device
        self._result = Pushed()

    def run(self, thorough: bool) -> Pushed:
        """Look first at what is there, then bring the rest."""
        newest = self._own.newest.number
        sizes = self._place.listing(CHANGE, {self._device: 0}).sizes()
        there = {slot.number: sizes[slot] for slot in sizes if slot.number <= newest}
        doubted = {n for n, found in there.items() if self._own.size(n) not in found}
        doubted |= {max(there)} if there else set()
        lacking = [n for n in range(1, newest + 1) if n not in there]
        with suppress(_Fork):
            damaged = self._damaged(there if thorough else doubted)
            damaged += self._damaged(self._bring(lacking))
            self._bring(damaged, again=True)
            self._result.numbers = sorted({*lacking, *damaged})
        return self._result

    def _damaged(self, numbers: Iterable[int]) -> list[int]:
        """Return those of our files whose slot in the place holds no whole copy of them."""
        damaged = []
        for number in sorted(numbers):
            if state := self._compared(number):
                self._result.troubles.append(Trouble(state, self._device, number))
                if state is Kind.OWN_FORK:
                    raise _Fork
                damaged.append(number)
        return damaged

    def _compared(self, number: int) -> Kind | None:
        """Return what is wrong with a file of ours in the place; None where ours lies there."""
        ours, wrong = self._own.sealed(number), Kind.UNFINISHED
        for _, candidates in self._place.read([Slot(CHANGE, self._device, number)]):
            if ours in candidates:
                return None
            for data in candidates:
                try:
                    there = change_file.read(data, self._log.roster, self._log.membership)
                except Unreadable as error:
                    wrong = error.kind
                else:
                    is_ours = (there.device, there.number) == (self._device, number)
                    return Kind.OWN_FORK if is_ours else Kind.WRONG_PLACE
        return wrong

    def _bring(self, numbers: Iterable[int], *, again: bool = False) -> list[int]:
        """Put files of ours; return the numbers whose slots were taken."""
        taken: list[int] = []
        for batch in self._batches(sorted(numbers)):
            items = [(Slot(CHANGE, self._device, n), self._own.sealed(n)) for n in batch]
            taken += [slot.number for slot in self._place.put(items, again=again)]
        return taken

    def _batches(self, numbers: Iterable[int]) -> Iterator[list[int]]:
        batch: list[int] = []
        size = 0
        for number in numbers:
            if batch and size + self._own.size(number) > BATCH:
                yield batch
                batch, size = [], 0
            batch.append(number)
            size += self._own.size(number)
        if batch:
            yield batch
