"""What is done with one packet: issue, print, save, sign, match a scan, take in."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ctpat_desktop.exchange.files import whole_file
from ctpat_desktop.records import Packet
from ctpat_desktop.services.packets import certificate_signature, issuing, record_signature, store
from ctpat_desktop.services.profile import exports
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.packets.signing.scan_dialog import ScanDialog
from ctpat_desktop.ui.packets.signing.sign_dialog import SignDialog
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.dialogs import ask_place, ask_which, confirm
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.print_preview import preview_report, print_report

# The libraries that print, sign and read scans are imported at the first use.


def day(value: date | None) -> str:
    """Return a day as people in the US write it."""
    return day_text(value) or "-"


MOST_NAMED = 10
"""Open points a question names; it stays on a small screen."""


def issue(parent: QWidget, desk: Desk, *, is_briefed: bool = False) -> str:
    """Issue this year's packet and return its id; "" where that was refused or it is signed.

    Where one waits already and something changed since, the person says which one is meant.
    Open points are asked about, unless the person was just briefed on them.
    """
    scope = desk.scope
    waiting = store.open_packet(scope)
    is_new = waiting is None or not issuing.is_current(scope, waiting)
    if waiting is not None and is_new:
        ways = (tr("Cancel"), tr("Keep the one that waits"), tr("Issue a new packet"))
        answer = ask_which(parent, tr("Issue the packet"), _which(waiting), ways)
        if answer < len(ways) - 1:
            return waiting.id if answer else ""
    if is_new and not is_briefed and not _is_meant(parent, desk):
        return ""
    made: list[str] = []
    desk.attempt(
        lambda: tasks.wait_for(
            parent,
            tr("Issuing the packet"),
            lambda: made.append(issuing.issue(scope)),
        )
    )
    if made and store.is_signed(scope.workspace, made[0]):
        words = tr("This year's packet is signed already, and nothing it says has changed since.")
        desk.warn(words)
        return ""
    return made[0] if made else ""


def _is_meant(parent: QWidget, desk: Desk) -> bool:
    """Ask where points are open: an issued packet is frozen as it is. True to issue it."""
    said: list[str] = []
    desk.attempt(
        lambda: said.extend(point.words for point in issuing.drafted(desk.scope).open_points)
    )
    if not said:
        return True
    more = [tr("And {n} more.").format(n=len(said) - MOST_NAMED)] if said[MOST_NAMED:] else []
    words = tr(
        "These points are still open, and an issued packet cannot be changed:\n\n{points}\n\n"
        "Issue it anyway?"
    )
    points = "\n".join(f"• {line}" for line in [*said[:MOST_NAMED], *more])
    return confirm(parent, tr("Issue the packet"), words.format(points=points))


def _which(waiting: Packet) -> str:
    """Ask whether the packet that waits is meant, or a new one."""
    words = tr(
        "{title} with the code {code} waits for a signature, and something has changed since it "
        "was issued. A new packet takes its place: pages printed from the old one cannot be "
        "recorded as signed any more.\n\nIssue a new packet?"
    )
    return words.format(title=waiting.title, code=waiting.code)


def changed_since(desk: Desk, packet: Packet) -> str:
    """Say that a packet that waits is not what would be issued now; "" where it still is."""
    if issuing.is_current(desk.scope, packet):
        return ""
    return tr(
        "Something has changed since this packet was issued, and its pages do not say so. Issue "
        "a new packet if the change belongs in what is signed."
    )


def signed_so_far(packet: Packet) -> str:
    """Return who signed already where a second signature is still open; "" where nobody did."""
    if not packet.signed_by:
        return ""
    words = " " + tr("Signed by {who}; one more signature is open.")
    return words.format(who=packet.signed_by)


def pdf_of(desk: Desk, packet_id: str) -> bytes:
    """Return the file of a packet: the signed one, else the issued one; b"" where damaged."""
    found: list[bytes] = []
    desk.attempt(lambda: found.append(store.current_pdf(desk.workspace, packet_id)))
    return found[0] if found else b""


def preview_packet(parent: QWidget, desk: Desk, packet_id: str) -> None:
    """Show a packet as it is kept."""
    pdf = pdf_of(desk, packet_id)
    if pdf:
        preview_report(parent, pdf)


def print_packet(parent: QWidget, desk: Desk, packet_id: str) -> bool:
    """Print a packet as it is kept, a signed one as it was signed; False where it was not."""
    pdf = pdf_of(desk, packet_id)
    printed: list[bool] = []
    return (
        bool(pdf) and desk.attempt(lambda: printed.append(print_report(parent, pdf))) and printed[0]
    )


def save_copy(parent: QWidget, desk: Desk, packet_id: str) -> None:
    """Ask for a place and write a packet there as it is kept."""
    name = f"{exports.name_for(desk.dossier, 'MOU packet')}.pdf"
    place = ask_place(parent, tr("Save the packet"), name, "PDF (*.pdf)", ".pdf")
    if place is not None:
        write_copy(desk, packet_id, place)


def write_copy(desk: Desk, packet_id: str, place: Path) -> None:
    """Write a packet as it is kept."""

    def write(pdf: bytes) -> None:
        with whole_file(place, place.name) as part:
            part.write_bytes(pdf)

    pdf = pdf_of(desk, packet_id)
    if pdf and desk.attempt(lambda: write(pdf)):
        desk.written.emit(tr("The packet is in {path}.").format(path=place), place)


def sign(parent: QWidget, desk: Desk, packet_id: str) -> bool:
    """Let an officer sign with a certificate and record it; False where nothing was signed."""
    pdf = pdf_of(desk, packet_id)
    if not pdf:
        return False
    title = store.issued(desk.workspace, packet_id).title
    recorded: list[bool] = []
    dialog = SignDialog(
        parent,
        desk,
        pdf,
        title,
        lambda made: recorded.append(record_signed(desk, packet_id, made)),
    )
    dialog.exec()
    return recorded == [True]


def record_signed(desk: Desk, packet_id: str, pdf: bytes) -> bool:
    """Record a packet signed with certificates; every signature is verified before."""
    return desk.attempt(lambda: certificate_signature.record(desk.workspace, packet_id, pdf))


def match_scan(parent: QWidget, desk: Desk, packet_id: str) -> bool:
    """Match the scan of a packet signed by hand and record it; False where it was not."""
    dialog = ScanDialog(parent, desk, store.issued(desk.workspace, packet_id))
    waiting = store.open_packet(desk.scope)
    changed = changed_since(desk, waiting) if waiting and waiting.id == packet_id else ""
    if changed:
        dialog.banner.say(changed)
    dialog.exec()
    if not dialog.signed_pdf or dialog.signed_on is None:
        return False
    names = record_signature.names_in(dialog.signed_by)
    signed = record_signature.ByHand(tuple(names), dialog.signed_on, dialog.remarks)
    pdf = dialog.signed_pdf
    return desk.attempt(
        lambda: record_signature.record_scan(desk.workspace, packet_id, pdf, signed)
    )


def take_in(parent: QWidget, desk: Desk, packet_id: str) -> None:
    """Ask for a packet signed in another program and record it."""
    name = ask_file(parent, tr("The signed packet"), "PDF (*.pdf)")
    if name:
        take_in_file(desk, packet_id, Path(name))


def take_in_file(desk: Desk, packet_id: str, path: Path) -> bool:
    """Record a packet signed in another program."""
    return desk.attempt(lambda: certificate_signature.record_file(desk.workspace, packet_id, path))
