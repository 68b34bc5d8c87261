"""Reads scans of a packet signed by hand and matches them with what was issued."""

from collections.abc import Sequence
from pathlib import Path

from ctpat_desktop.documents.scanning import assembling, matching, reading
from ctpat_desktop.documents.scanning.matching import Match
from ctpat_desktop.documents.scanning.reading import Scans
from ctpat_desktop.services.packets import shelf
from ctpat_desktop.services.packets.shelf import IssuedPacket
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.unit import Workspace


def read(paths: Sequence[Path], progress: Progress) -> Scans:
    """Read the pages of scanned files; a file that cannot be read is named, the others go on."""
    pages, problems = list[reading.ScannedPage](), list[str]()
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError as error:
            words = tr("{name} cannot be read: {why}.")
            problems.append(words.format(name=path.name, why=reason(error)))
            continue
        found = reading.read_scans([(path.name, data)], progress)
        pages += found.pages
        problems += found.problems
    return Scans(tuple(pages), tuple(problems))


def match(workspace: Workspace, issued: IssuedPacket, scans: Scans) -> Match:
    """Judge the pages of scans against an issued packet."""
    known = shelf.known(workspace, issued.packet_id)
    return matching.match(scans.pages, issued.code, issued.page_count, known, scans.problems)


def hints(found: Match, issued: IssuedPacket) -> tuple[str, ...]:
    """Return whose signature lines look empty, among the company's own."""
    own = issued.places[:-1] or issued.places
    words = tr("The signature line of {name} looks empty.")
    return tuple(words.format(name=name) for name in assembling.unsigned(found, issued.pdf, own))


def assemble(found: Match, issued: IssuedPacket) -> bytes:
    """Return the signed packet as a PDF of its pages in order."""
    return assembling.assemble(found, issued.title)
