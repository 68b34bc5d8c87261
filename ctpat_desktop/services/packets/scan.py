"""Reads scans of a packet signed by hand and matches them with what was issued."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from ctpat_desktop.documents.scanning import assembling, comparing, matching, reading
from ctpat_desktop.documents.scanning.assembling import Ink
from ctpat_desktop.documents.scanning.comparing import Compared, Look
from ctpat_desktop.documents.scanning.matching import Match
from ctpat_desktop.documents.scanning.reading import Scans
from ctpat_desktop.exchange.child_process import Child
from ctpat_desktop.services.packets import store
from ctpat_desktop.services.packets.store import IssuedPacket
from ctpat_desktop.support import foreign
from ctpat_desktop.support.errors import Cancelled, Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.own_name import own_name
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.unit import Workspace


def read(paths: Sequence[Path], progress: Progress) -> Scans:
    """Read the pages of scanned files; a file that cannot be read is named, the others go on.

    They are read in a process of its own with limits: a picture may be made to do harm.
    """
    pages, problems = list[reading.ScannedPage](), list[str]()
    with Child(MEGABYTES) as child:
        for at, path in enumerate(paths):
            progress.step(at, len(paths), tr("Reading {name}").format(name=path.name))
            try:
                foreign.beginning(path, 1)
                for rows in _read_by(child, path):
                    pages += rows
                    progress.step(at, len(paths), rows[-1].title)
            except Cancelled:
                raise
            except Problem as problem:
                problems.append(problem.line())
            except OSError as error:
                words = tr("{name} cannot be read: {why}.")
                problems.append(words.format(name=path.name, why=reason(error)))
    return Scans(tuple(pages), tuple(problems))


def _read_by(child: Child, path: Path) -> Iterator[list[reading.ScannedPage]]:
    for number in count():
        what = (str(path.absolute()), path.name, number)
        rows = child.run(reading.read_next, *what, seconds=SECONDS, name=path.name)
        if rows is None:
            return
        yield rows


def match(workspace: Workspace, issued: IssuedPacket, scans: Scans) -> Match:
    """Judge the pages of scans against an issued packet."""
    known = store.known(workspace, issued.packet_id)
    return matching.match(scans.pages, issued.code, issued.page_count, known, scans.problems)


SECONDS, MEGABYTES = 90.0, 2_000
"""What reading one page of a scan may take at most."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was seen on the pages that were found: whose lines look empty, and what is not known.

    `empty` and `unknown_ink` are names; `unlike` and `unknown_look` are pages of the packet, and
    `ink_pages` those whose signature lines are empty or not known.
    """

    empty: tuple[str, ...] = ()
    unknown_ink: tuple[str, ...] = ()
    unlike: tuple[int, ...] = ()
    unknown_look: tuple[int, ...] = ()
    ink_pages: tuple[int, ...] = ()

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages a person has to look at."""
        return tuple(sorted({*self.unlike, *self.unknown_look, *self.ink_pages}))

    @property
    def is_clean(self) -> bool:
        """True where every line bears ink and every page looks as it was issued."""
        return not (self.empty or self.is_open)

    @property
    def is_open(self) -> bool:
        """True where a person has to look at the paper before it is recorded."""
        return bool(self.unknown_ink or self.unlike or self.unknown_look)

    def lines(self) -> tuple[str, ...]:
        """Return what is to be said, the worst first."""
        unlike = tr("Page {n} does not look like the issued page.")
        empty = tr("The signature line of {name} looks empty.")
        unknown = tr("Not checked: whether {name} signed; the page does not show how it lies.")
        return (
            *(unlike.format(n=n) for n in self.unlike),
            *(empty.format(name=name) for name in self.empty),
            *(unknown.format(name=name) for name in self.unknown_ink),
            *(_not_compared(n) for n in self.unknown_look),
        )


def remarks(checked: Checked, seen_by: str) -> str:
    """Return what is kept with a record that rests on a person's word."""
    if checked.is_clean:
        return ""
    words = tr("Recorded on the word of {name}, who looked at the paper.")
    who = words.format(name=seen_by.strip() or own_name())
    return " ".join((*checked.lines(), who))


def _not_compared(number: int) -> str:
    words = tr("Not checked: whether page {n} looks like the issued page.")
    return words.format(n=number)


class Checker:
    """Compares pages with an issued packet and remembers what it saw; each page is costly."""

    def __init__(self, issued: IssuedPacket) -> None:
        """Compare with this packet."""
        self._issued = issued
        self._looks: dict[tuple[int, int], Compared] = {}
        self._inks: dict[tuple[int, int], Ink] = {}
        self._pages: list[reading.ScannedPage] = []
        """Keeps the pages alive whose identities are the keys."""

    def check(self, matched: Match, progress: Progress | None = None) -> Checked:
        """Return what is to be said about the pages that were found."""
        own = self._issued.places[:-1] or self._issued.places
        rows = sorted(matched.by_number.items())
        looks = dict[int, Look]()
        for at, (number, row) in enumerate(rows):
            if progress is not None:
                progress.step(at, len(rows), tr("Comparing page {n}").format(n=number))
            looks[number] = self.compared(row.page, number).look
        inks = {
            n: self._ink(matched.by_number[place.page + 1].page, n)
            for n, place in enumerate(own)
            if place.page + 1 in matched.by_number
        }
        names = {n: own[n].name or own[n].role for n in inks}
        return Checked(
            tuple(names[n] for n, ink in inks.items() if ink is Ink.NONE),
            tuple(names[n] for n, ink in inks.items() if ink is Ink.UNKNOWN),
            tuple(n for n, look in looks.items() if look is Look.UNLIKE),
            tuple(n for n, look in looks.items() if look is Look.UNKNOWN),
            tuple(own[n].page + 1 for n, ink in inks.items() if ink is not Ink.SEEN),
        )

    def compared(self, page: reading.ScannedPage, number: int) -> Compared:
        """Return how a scanned page compares with a page (from 1) of the packet."""
        key = (id(page), number)
        if key not in self._looks:
            self._pages.append(page)
            self._looks[key] = comparing.compare(page, self._issued.pdf, number - 1)
        return self._looks[key]

    def _ink(self, page: reading.ScannedPage, at: int) -> Ink:
        key = (id(page), at)
        if key not in self._inks:
            self._pages.append(page)
            self._inks[key] = assembling.ink(page, self._issued.pdf, self._issued.places[at])
        return self._inks[key]


def assemble(matched: Match, issued: IssuedPacket) -> bytes:
    """Return the signed packet as a PDF of its pages in order."""
    return assembling.assemble(matched, issued.title)
