"""Fetches the change files that are new, in an order in which each finds what its writer knew."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ctpat_desktop.exchange.team import change_file
from ctpat_desktop.exchange.team.change_file import ChangeFile
from ctpat_desktop.exchange.team.membership import Tip
from ctpat_desktop.exchange.team.places import CHANGE, Place, Slot
from ctpat_desktop.exchange.team.roster_log import Log
from ctpat_desktop.exchange.team.troubles import Kind, Trouble, Unreadable, file_words

MOST = 64 * 2**20
"""Bytes of change files fetched in one go; the rest comes with the next."""
BATCH = 4 * 2**20
"""Bytes of one device asked for at once, or one file."""


@dataclass(slots=True)
class Pulled:
    """The files ready to be merged, in order, what was wrong, and whether there is more.

    `own` has, sealed, the files of this very device that it has lost or that a copy of it wrote;
    they are among the ready ones too, and are kept like its own.
    """

    ready: list[ChangeFile] = field(default_factory=list)
    own: list[bytes] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    is_more: bool = False


def pull(place: Place, log: Log, seen: Mapping[str, Tip], most: int = MOST) -> Pulled:
    """Return what is new after what was merged; `seen` has the newest of each, our own included."""
    return _Pull(place, log, dict(seen)).run(most)


class _Queue:
    """The files of one device that are there, from the next one on."""

    def __init__(self, place: Place, sizes: Mapping[Slot, list[int]], signing: str) -> None:
        self._place, self._sizes, self._signing = place, sizes, signing
        self.vouched: set[str] = set()
        """The hashes of those read whose writer is proven."""
        self._waiting = deque(sorted(sizes))
        self._read: deque[tuple[Slot, list[bytes]]] = deque()
        self.opened: tuple[ChangeFile, bytes] | None = None
        self.is_stuck = False

    @property
    def number(self) -> int:
        """The number of the next file that is there; 0 where there is none."""
        return self._waiting[0].number if self._waiting else 0

    def candidates(self) -> list[bytes]:
        """Return what lies in the slot of the next number, and go on."""
        slot = self._waiting[0]
        if not self._read:
            self._read.extend(self._place.read(list(self._batch())))
            rows = [data for _, candidates in self._read for data in candidates]
            self.vouched = change_file.vouched(rows, self._signing)
        while self._read and self._read[0][0] < slot:
            self._read.popleft()
        is_there = bool(self._read) and self._read[0][0] == slot
        self._waiting.popleft()
        return self._read.popleft()[1] if is_there else []

    def _batch(self) -> Iterator[Slot]:
        size = 0
        for slot in self._waiting:
            size += max(self._sizes[slot])
            if size > BATCH and slot != self._waiting[0]:
                return
            yield slot


class _Pull:
    """One pull at work."""

    def __init__(self, place: Place, log: Log, tips: dict[str, Tip]) -> None:
        self._place, self._log, self._tips = place, log, tips
        self._result = Pulled()
        self._queues = dict(self._listed())

    def run(self, most: int) -> Pulled:
        """Take what is ready until nothing more is, or it is enough for once.

        All take turns: a device whose files are much and do not count keeps nobody waiting.
        """
        size, is_going_on = 0, True
        while is_going_on and size < most:
            taken = [self._take(device, queue) for device, queue in self._queues.items()]
            is_going_on = any(taken)
            size += sum(taken)
        self._result.is_more = size >= most
        if not self._result.is_more:
            self._say_waiting()
        return self._result

    def _listed(self) -> Iterator[tuple[str, _Queue]]:
        devices = sorted({*self._place.keys(CHANGE), *self._tips})
        after = {device: max(self._tips.get(device, Tip()).number - 1, 0) for device in devices}
        listing = self._place.listing(CHANGE, after)
        self._result.troubles += listing.troubles
        by_device: dict[str, dict[Slot, list[int]]] = {device: {} for device in devices}
        for slot, sizes in listing.sizes().items():
            by_device[slot.key][slot] = sizes
        for device in devices:
            self._say_lost(device, by_device[device])
            if queue := self._queue(device, by_device[device]):
                yield device, queue

    def _say_lost(self, device: str, sizes: Mapping[Slot, list[int]]) -> None:
        number = self._tips.get(device, Tip()).number
        if number and Slot(CHANGE, device, number) not in sizes:
            is_ours = device == self._log.membership.device
            if not is_ours:  # ours are brought again
                self._trouble(Kind.LOST, device, number)

    def _queue(self, device: str, sizes: Mapping[Slot, list[int]]) -> _Queue | None:
        tip = self._tips.get(device, Tip()).number
        new = {slot: found for slot, found in sizes.items() if slot.number > tip}
        member = self._log.roster.members.get(device)
        if new and member is None:
            self._trouble(Kind.UNKNOWN_DEVICE, device, min(new).number)
            return None
        last = member.last if member else None
        late = [slot.number for slot in new if last is not None and slot.number > last]
        if late:
            self._trouble(Kind.LEFT, device, min(late))
        if new and device == self._log.membership.device:
            self._trouble(Kind.OWN_AHEAD, device, min(new).number)
        good = {slot: found for slot, found in new.items() if slot.number not in late}
        return _Queue(self._place, good, member.signing) if good and member else None

    def _take(self, device: str, queue: _Queue) -> int:
        """Take the next file of a device if it is ready; return its size, 0 where it is not."""
        if queue.opened is None and not queue.is_stuck:
            queue.opened = self._next(device, queue)
        if queue.opened is None or self._awaited(queue.opened[0]):
            return 0
        file, data = queue.opened
        queue.opened = None
        self._tips[device] = file.tip
        self._result.ready.append(file)
        if device == self._log.membership.device:
            self._result.own.append(data)
        return len(data) + len(file.body)

    def _next(self, device: str, queue: _Queue) -> tuple[ChangeFile, bytes] | None:
        tip = self._tips.get(device, Tip())
        if not queue.number:
            return None
        if queue.number != tip.number + 1:
            self._trouble(Kind.GAP, device, tip.number + 1)
            queue.is_stuck = True
            return None
        good: dict[str, tuple[ChangeFile, bytes]] = {}
        wrong = Kind.UNFINISHED
        for data in queue.candidates():
            try:
                file = self._read(data, Slot(CHANGE, device, tip.number + 1), queue)
                good[file.hash] = file, data
            except Unreadable as error:
                wrong = error.kind
        if len(good) == 1:
            return next(iter(good.values()))
        queue.is_stuck = True
        self._trouble(Kind.FORK if good else wrong, device, tip.number + 1)
        return None

    def _read(self, data: bytes, slot: Slot, queue: _Queue) -> ChangeFile:
        """Open a file; Unreadable where it is not the one that comes next in its chain."""
        log = self._log
        file = change_file.read(data, log.roster, log.membership, queue.vouched)
        if (file.device, file.number) != (slot.key, slot.number):
            raise Unreadable(Kind.WRONG_PLACE)
        if file.previous != self._tips.get(slot.key, Tip()).hash:
            raise Unreadable(Kind.FORK)
        return file

    def _awaited(self, file: ChangeFile) -> tuple[str, int] | None:
        """Return a file that its writer knew and this device does not have; None where all are.

        What a removed device wrote after its last file that counts is not waited for.
        """
        for device, number in sorted(file.seen.items()):
            member = self._log.roster.members.get(device)
            last = member.last if member else None
            needed = number if last is None else min(number, last)
            if device != file.device and self._tips.get(device, Tip()).number < needed:
                return device, self._tips.get(device, Tip()).number + 1
        return None

    def _say_waiting(self) -> None:
        names = self._log.roster.names
        for device, queue in self._queues.items():
            awaited = self._awaited(queue.opened[0]) if queue.opened else None
            if queue.opened and awaited:
                words = file_words(*awaited, names)
                number = queue.opened[0].number
                self._result.troubles.append(Trouble(Kind.WAITING, device, number, awaited=words))

    def _trouble(self, kind: Kind, device: str, number: int) -> None:
        self._result.troubles.append(Trouble(kind, device, number))
