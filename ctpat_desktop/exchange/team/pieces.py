"""Documents in a place: cut into pieces, sealed, under a name only the team can work out.

The name is an HMAC of the document's SHA-256 under a key of the team, so that nobody else can tell
whether a file they know is there; it is the same for all members, so each is stored once.
"""

import hashlib
import hmac
import struct
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from ctpat_desktop.exchange.team.envelope import PIECE, Head, Sealed, derived, glance, look, seal
from ctpat_desktop.exchange.team.places import Place, Slot
from ctpat_desktop.exchange.team.roster_log import Log
from ctpat_desktop.exchange.team.troubles import Kind, Unreadable

SIZE = 2**20 - 1024
"""Bytes of a document in one piece; sealed it is less than a mebibyte."""
BATCH = 8
"""Pieces handed to a place at once."""
_COUNT = struct.Struct(">Q")


class Document(NamedTuple):
    """A document as the workspace knows it: SHA-256 (hexadecimal) and size in bytes."""

    sha256: str
    size: int

    @property
    def pieces(self) -> int:
        """How many pieces it has."""
        return max(1, -(-self.size // SIZE))


class Pieces:
    """The documents of a team in a place."""

    def __init__(self, place: Place, log: Log) -> None:
        self._place, self._log = place, log
        first = log.membership.key(log.roster.key_ids[0])
        if first is None:
            raise Unreadable(Kind.UNKNOWN_EPOCH)
        self._naming = derived(first, b"names of documents")

    def name(self, sha256: str) -> str:
        """Return what a document is stored under."""
        return hmac.digest(self._naming, bytes.fromhex(sha256), "sha256")[:16].hex()

    def missing(self, documents: Iterable[Document]) -> dict[Document, list[int]]:
        """Return the documents that are not there as a whole, with the numbers that lack."""
        by_name = {self.name(one.sha256): one for one in documents}
        rows = self._place.listing(PIECE, dict.fromkeys(by_name, 0)).rows
        there = {row.slot for row in rows}
        lacking = {
            one: [n for n in range(1, one.pieces + 1) if Slot(PIECE, name, n) not in there]
            for name, one in by_name.items()
        }
        return {one: numbers for one, numbers in lacking.items() if numbers}

    def put(
        self, document: Document, slices: Iterable[bytes], damaged: Collection[int] = ()
    ) -> int:
        """Store what lacks of a document, and the damaged pieces again; return how many."""
        wanted = {*self.missing([document]).get(document, ()), *damaged}
        rows: list[tuple[Slot, bytes]] = []
        for number, content in enumerate(_even(slices), 1):
            if number in wanted:
                rows.append(self._sealed(document, number, content))
            if len(rows) == BATCH:
                self._place.put(rows, again=bool(damaged))
                rows = []
        self._place.put(rows, again=bool(damaged))
        return len(wanted)

    def get(self, document: Document) -> Iterator[bytes]:
        """Yield the bytes of a document, piece by piece; Unreadable where it is not whole."""
        digest, name = hashlib.sha256(), self.name(document.sha256)
        numbers = range(1, document.pieces + 1)
        for at in range(0, document.pieces, BATCH):
            slots = [Slot(PIECE, name, number) for number in numbers[at : at + BATCH]]
            for content in self._read(slots):
                digest.update(content)
                yield content
        if digest.hexdigest() != document.sha256:
            raise Unreadable(Kind.FLIPPED)

    def damaged(self, document: Document) -> dict[int, Kind]:
        """Return the numbers of the pieces that cannot be read, and why."""
        name, wrong = self.name(document.sha256), {}
        for number in range(1, document.pieces + 1):
            try:
                list(self._read([Slot(PIECE, name, number)]))
            except Unreadable as error:
                wrong[number] = error.kind
        return wrong

    def _sealed(self, document: Document, number: int, content: bytes) -> tuple[Slot, bytes]:
        name, roster = self.name(document.sha256), self._log.roster
        head = Head(PIECE, self._place.team, name, number, roster.key_id)
        inner = _COUNT.pack(document.pieces) + content
        return Slot(PIECE, name, number), seal(head, inner, roster.key(self._log.membership))

    def _read(self, slots: Sequence[Slot]) -> Iterator[bytes]:
        waiting = list(slots)
        for slot, candidates in self._place.read(slots):
            while waiting and waiting[0] != slot:
                raise Unreadable(Kind.GAP)
            waiting.pop(0)
            yield self._opened(slot, candidates)
        if waiting:
            raise Unreadable(Kind.GAP)

    def _opened(self, slot: Slot, candidates: Sequence[bytes]) -> bytes:
        wrong = Kind.GAP
        for data in candidates:
            try:
                return self._content(glance(data), slot)
            except Unreadable as error:
                wrong = _named(data) or error.kind
        raise Unreadable(wrong)

    def _content(self, sealed: Sealed, slot: Slot) -> bytes:
        head = sealed.head
        if (head.team, head.kind, head.key, head.number) != (self._place.team, *slot):
            raise Unreadable(Kind.WRONG_PLACE)
        key = self._log.membership.key(head.key_id)
        if key is None:
            raise Unreadable(Kind.UNKNOWN_EPOCH)
        return sealed.opened(key)[_COUNT.size :]


def _named(data: bytes) -> Kind | None:
    """Return what is wrong with the outside of a piece, None where that is whole."""
    try:
        look(data)
    except Unreadable as error:
        return error.kind
    return None


def _even(slices: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in pieces of `SIZE`; one empty piece where there are none."""
    held, count = bytearray(), 0
    for piece in slices:
        held += piece
        while len(held) > SIZE:
            yield bytes(held[:SIZE])
            del held[:SIZE]
            count += 1
    if held or not count:
        yield bytes(held)
