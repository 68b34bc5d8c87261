"""Packets without a window: issue and write, sign, match a scan, record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.services.headless import Target, opened
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Silent

if TYPE_CHECKING:
    from ctpat_desktop.documents.scanning.matching import Match
    from ctpat_desktop.exchange.results import ExportResult
    from ctpat_desktop.services.packets.scan import Checked
    from ctpat_desktop.services.packets.store import IssuedPacket
    from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class Written:
    """A packet written to a file, its code, and what is still open in it."""

    result: "ExportResult"
    code: str
    open_points: tuple[str, ...]


def mou(target: Target, path: Path, official: Path | None, today: date) -> Written:
    """Issue this year's MOU packet and write it; an equal one that waits is written again."""
    from ctpat_desktop.services.packets import issuing, store

    with opened(target, writes=True) as (workspace, account_id):
        before = store.open_packet(workspace, account_id)
        result, said = issuing.write(workspace, account_id, path, official, today)
        packet = store.open_packet(workspace, account_id)
        packet = packet or store.last_signed(workspace, account_id)
        code = packet.code if packet is not None else ""
    points = tuple(row.words for row in said.open_points)
    if before is not None and before.code != code:
        words = tr("Pending packet {code} was withdrawn. Its printed pages are no longer valid.")
        points = (words.format(code=before.code), *points)
    return Written(result, code, points)


@dataclass(frozen=True, slots=True)
class Record:
    """Who signed by hand, and when; `although_empty` records a line that looks unsigned, too.

    `seen_by` is who looked at the paper where the program could not tell; it is kept.
    """

    signed_by: str
    signed_on: date
    although_empty: bool = False
    seen_by: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """A scan matched with the packet `title`; `is_recorded` where it was kept as signed."""

    title: str
    found: "Match"
    checked: "Checked"
    is_recorded: bool
    refused: str = ""

    @property
    def is_clean(self) -> bool:
        """True where every page is there and signed, and nothing else was in the scan."""
        return self.found.is_clean and (self.is_recorded or self.checked.is_clean)

    def as_json(self) -> dict[str, Any]:
        """Return the `packet match --json` object."""
        from ctpat_desktop.documents.scanning.matching import Fate

        found = self.found
        return {
            "pages": found.pages,
            "matched": list(found.matched),
            "missing": list(found.missing),
            "foreign": [_plain(row) for row in found.of(Fate.FOREIGN)],
            "complete": found.complete,
            "packet": self.title,
            "code": found.code,
            "unread": [_plain(row) for row in found.of(Fate.UNREAD)],
            "twice": [_plain(row) for row in found.of(Fate.TWICE)],
            "blank": len(found.of(Fate.BLANK)),
            "turned": sorted(row.number for row in found.by_number.values() if row.is_turned),
            "out_of_order": found.is_out_of_order,
            "unsigned": list(self.checked.empty),
            "ink_not_checked": list(self.checked.unknown_ink),
            "unlike": list(self.checked.unlike),
            "not_compared": list(self.checked.unknown_look),
            "problems": list(found.problems),
            "recorded": self.is_recorded,
            "refused": self.refused,
        }

    def lines(self) -> list[str]:
        """Return the verdict line by line."""
        words = [f"{self.title} ({self.found.code})", *self.found.verdict(), *self.checked.lines()]
        if self.is_recorded:
            words.append(tr("Recorded as signed."))
        elif self.refused:
            words.append(self.refused)
        return words


def match(target: Target, scans: Sequence[Path], code: str, record: Record | None) -> Matched:
    """Match scans with an issued packet, and record it where that is wished and complete."""
    from ctpat_desktop.services.packets import record_signature, scan

    with opened(target, writes=record is not None) as (workspace, account_id):
        issued = _issued(workspace, account_id, code)
        read = scan.read(scans, Silent())
        if read.problems and not read.pages:
            raise Problem(read.problems[0])
        found = scan.match(workspace, issued, read)
        checked = scan.Checker(issued).check(found)
        refused = _refused(found, checked, record) if record is not None else ""
        records = record is not None and not refused
        if record is not None and records:
            own = [place.name for place in issued.places[:-1]]
            who = record_signature.names_in(record.signed_by) or own
            pdf = scan.assemble(found, issued)
            remarks = scan.remarks(checked, record.seen_by)
            record_signature.record_scan(
                workspace, issued.packet_id, pdf, who, record.signed_on, remarks
            )
    return Matched(issued.title, found, checked, records, refused)


def _refused(found: "Match", checked: "Checked", record: Record) -> str:
    """Return why a scan is not recorded, or "" where it is."""
    if not found.complete:
        return tr("Not recorded: pages are missing.")
    if checked.is_open and not record.seen_by.strip():
        return tr(
            "Not recorded: look at the paper, then say who did with --ink-seen-by NAME; "
            "the name is kept with the record."
        )
    if checked.empty and not record.although_empty:
        return tr("Not recorded: a line looks unsigned. Use --although-empty if it is signed.")
    return ""


def trade_pages(target: Target, folder: Path, today: date) -> list[Path]:
    """Write eligibility, the officer's brief, import data and the letter; return the files."""
    from ctpat_desktop.exchange.files import write_pdf
    from ctpat_desktop.services.packets import briefing
    from ctpat_desktop.services.trade import printing
    from ctpat_desktop.services.trade.import_data import printed
    from ctpat_desktop.services.trade.letter import draft

    with opened(target) as (workspace, account_id):
        where = (workspace, account_id)
        made = {
            "eligibility.pdf": printing.pdf(*where, "eligibility", today),
            "officer-brief.pdf": briefing.brief_pdf(*where, today),
            "import-data.pdf": printed.pdf(*where, today.year, today),
        }
        written = [write_pdf(pdf, folder / name).path for name, pdf in made.items()]
        letter_id = draft.newest(workspace, account_id)
        if letter_id:
            path = folder / "annual-letter.docx"
            written.append(draft.write(*where, letter_id, path, today).path)
    return written


def _issued(workspace: "Workspace", account_id: str, code: str) -> "IssuedPacket":
    """Return the packet with a code, else the one that waits, else the newest one issued."""
    from ctpat_desktop.services.packets import store

    packets = [row for row in store.every(workspace, account_id) if row.sha256]
    wanted = code.upper().replace("-", "")
    if wanted:
        packets = [row for row in packets if row.code.replace("-", "") == wanted]
    waiting = [row for row in packets if row.state == store.ISSUED]
    for row in [*waiting, *packets]:
        return store.issued(workspace, row.id)
    raise Problem(
        tr("No packet was issued here that the scan could be matched with."),
        tr("Issue one with: packet mou FILE --to F.pdf"),
    )


def _plain(row: Any) -> dict[str, Any]:
    code = row.page.code
    return {
        "file": row.page.source,
        "page_in_file": row.page.number,
        "why": row.why,
        "code": code.code if code else None,
        "page": code.page if code else None,
    }
