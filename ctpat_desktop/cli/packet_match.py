"""The verb that matches a scan with the issued packet."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.cli.open import Target, opened, target
from ctpat_desktop.cli.speaking import DONE, LOOK, add_verb, day, say, say_json
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Silent

if TYPE_CHECKING:
    from ctpat_desktop.documents.scanning.matching import Match
    from ctpat_desktop.reading.scope import Scope
    from ctpat_desktop.services.packets.scan import Checked
    from ctpat_desktop.services.packets.store import IssuedPacket


def add_match(inner: Any) -> None:
    """Add `packet match`."""
    match = add_verb(inner, "match", tr("Match a scan with the issued packet."), _run)
    match.add_argument("--scan", type=Path, nargs="+", required=True, metavar="F")
    match.add_argument("--code", default="", metavar="CODE", help=tr("else the newest packet"))
    match.add_argument("--record", action="store_true", help=tr("record it as signed if complete"))
    match.add_argument("--signed-by", default="", metavar="NAME")
    match.add_argument("--signed-on", type=day, metavar="YYYY-MM-DD")
    match.add_argument("--although-empty", action="store_true", help=tr("if no ink was seen"))
    match.add_argument(
        "--ink-seen-by", default="", metavar="NAME", help=tr("who looked at what was not checked")
    )
    match.add_argument("--json", action="store_true")


def _run(args: argparse.Namespace) -> int:
    signed_on = args.signed_on or args.today
    if signed_on > args.today:
        raise Problem(
            tr("{day} is still to come.").format(day=day_text(signed_on)),
            tr("Check the day; nothing was recorded."),
        )
    said = Record(args.signed_by, signed_on, args.although_empty, args.ink_seen_by)
    record = said if args.record else None
    found = match(target(args), args.scan, args.code, record)
    if args.json:
        say_json(found.as_json())
    else:
        for line in found.lines():
            say(line)
    return DONE if found.is_clean else LOOK


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
    match: "Match"
    checked: "Checked"
    is_recorded: bool
    refused: str = ""

    @property
    def is_clean(self) -> bool:
        """True where every page is there and signed, and nothing else was in the scan."""
        return self.match.is_clean and (self.is_recorded or self.checked.is_clean)

    def as_json(self) -> dict[str, Any]:
        """Return the `packet match --json` object."""
        from ctpat_desktop.documents.scanning.matching import Fate

        found = self.match
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
        words = [f"{self.title} ({self.match.code})", *self.match.verdict(), *self.checked.lines()]
        if self.is_recorded:
            words.append(tr("Recorded as signed."))
        elif self.refused:
            words.append(self.refused)
        return words


def match(meant: Target, scans: Sequence[Path], code: str, record: Record | None) -> Matched:
    """Match scans with an issued packet, and record it where that is wished and complete."""
    from ctpat_desktop.services.packets import record_signature, scan

    with opened(meant, writes=record is not None) as scope:
        workspace = scope.workspace
        issued = _issued(scope, code)
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
                workspace,
                issued.packet_id,
                pdf,
                record_signature.ByHand(tuple(who), record.signed_on, remarks),
            )
    return Matched(issued.title, found, checked, records, refused)


def _refused(matched: "Match", checked: "Checked", record: Record) -> str:
    """Return why a scan is not recorded, or "" where it is."""
    if not matched.complete:
        return tr("Not recorded: pages are missing.")
    if checked.is_open and not record.seen_by.strip():
        return tr(
            "Not recorded: look at the paper, then say who did with --ink-seen-by NAME; "
            "the name is kept with the record."
        )
    if checked.empty and not record.although_empty:
        return tr("Not recorded: a line looks unsigned. Use --although-empty if it is signed.")
    return ""


def _issued(scope: "Scope", code: str) -> "IssuedPacket":
    """Return the packet with a code, else the one that waits, else the newest one issued."""
    from ctpat_desktop.services.packets import store

    packets = [row for row in store.every(scope) if row.sha256]
    wanted = code.upper().replace("-", "")
    if wanted:
        packets = [row for row in packets if row.code.replace("-", "") == wanted]
    waiting = [row for row in packets if row.state == store.ISSUED]
    for row in [*waiting, *packets]:
        return store.issued(scope.workspace, row.id)
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
