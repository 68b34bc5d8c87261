"""From eligibility to a signed packet, by hand and with a certificate, through the window."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.samples.hand_signed import hand_signed
from ctpat_desktop.records import CoveredIor
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.packets import signing, store
from ctpat_desktop.services.registers import records
from ctpat_desktop.support import home
from ctpat_desktop.ui.packets.session import OfficerSession
from ctpat_desktop.ui.packets.signing import certificate_form
from ctpat_desktop.ui.packets.signing.scan_dialog import ScanDialog
from ctpat_desktop.ui.packets.signing.sign_dialog import SignDialog
from tests.documents.signing.certificates import DAY as ONE_DAY
from tests.documents.signing.certificates import SECRET, Wanted, p12
from tests.ui.driving import agreeing, drain

DAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def issues_anyway(monkeypatch):
    """Issue although CBP's own text is not added."""
    agreeing(monkeypatch, True)


@pytest.fixture
def certificate(tmp_path):
    """The officer's certificate, as this computer remembers it from the last time."""
    now = signing.now()
    path = tmp_path / "reyes.p12"
    path.write_bytes(p12(Wanted("Dolores Reyes", start=now - ONE_DAY, end=now + ONE_DAY)))
    home.prefer(certificate_form.REMEMBERED, str(path))
    return path


class Clicks:
    """A person's hand: every press on a button is counted."""

    def __init__(self, qtbot):
        self.qtbot, self.count = qtbot, 0

    def on(self, widget, words):
        """Press the button with these words once it can be pressed."""

        def ready():
            return [
                button
                for button in widget.findChildren(QPushButton)
                if button.text() == words and button.isVisible() and button.isEnabled()
            ]

        self.qtbot.waitUntil(lambda: bool(ready()), timeout=20_000)
        self.count += 1
        self.qtbot.mouseClick(ready()[0], Qt.MouseButton.LeftButton)


def soon(kind, act):
    """Do something with a dialog as soon as one of its kind is on the screen."""

    def look():
        found = [row for row in QApplication.topLevelWidgets() if isinstance(row, kind)]
        shown = [row for row in found if row.isVisible()]
        if shown:
            act(shown[0])
        else:
            QTimer.singleShot(30, look)

    QTimer.singleShot(30, look)


def packets(window):
    desk = window.shell.desk
    return store.every(desk.scope)


def eligibility(window):
    window.shell.open("trade")
    return window.shell.pages["trade"].tab("trade_eligibility")


def become_eligible(window):
    """Take the number out that is too young; the check says so and says when it is mended."""
    view = eligibility(window)
    assert view.summary.text().startswith("Not ready for 2026: 16 Yes, 1 No")
    assert view.check("E04").answer == "no"
    window.shell.go(Place("trade", table="covered_ior"))
    workspace = window.shell.desk.workspace
    with workspace.read() as session:
        young = session.query(CoveredIor).filter(CoveredIor.imports_since > date(2025, 1, 1)).one()
    window.shell.desk.change("covered_ior", young.id, is_selected=False)
    assert eligibility(window).summary.text() == "Ready for 2026: every answer is Yes."


def packet_page(window):
    window.shell.open("packets")
    return window.shell.pages["packets"]


def scanned(pdf, folder):
    """Rasterize a packet like a scanner would: one picture per page."""
    (folder / "signed.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", "110", "-jpeg", folder / "signed.pdf", folder / "scan"], check=True
    )
    return sorted(folder.glob("scan-*.jpg"))


def test_from_eligibility_to_a_packet_signed_by_hand(window, qtbot, tmp_path):
    become_eligible(window)
    page, hand = packet_page(window), Clicks(qtbot)
    hand.on(page, "Issue the packet")
    issued = store.issued(window.shell.desk.workspace, page.open_id)
    pages = scanned(hand_signed(issued.pdf, issued.places[:1]), tmp_path)

    def feed(dialog):
        dialog.add(list(reversed(pages)))
        drain(qtbot)
        assert dialog.match.complete
        assert "Scanned in another order" in dialog.verdict.text()
        assert "looks empty" not in dialog.verdict.text()
        QTimer.singleShot(0, lambda: hand.on(dialog, "Record the signed packet"))

    soon(ScanDialog, feed)
    hand.on(page, "Match a scan…")
    drain(qtbot)
    newest = packets(window)[0]
    assert (newest.year, newest.state, newest.way, newest.signed_by) == (
        *(2026, "signed", "paper", "Dolores Reyes"),
    )
    assert newest.renewal_on == date(2027, 11, 21)
    document = records.stored(window.shell.desk.workspace, "evidence", newest.evidence_id)
    assert document.title == "MOU packet 2026, signed"
    assert "MOU packet 2026 was signed by Dolores Reyes on 11/21/2026" in page.status.text()


def test_an_unsigned_scan_is_pointed_out(window, qtbot, tmp_path):
    page, hand = packet_page(window), Clicks(qtbot)
    hand.on(page, "Issue the packet")
    issued = store.issued(window.shell.desk.workspace, page.open_id)
    pages = scanned(issued.pdf, tmp_path)
    said = []

    def feed(dialog):
        dialog.add(pages)
        drain(qtbot)
        said.append(dialog.verdict.text())
        dialog.reject()

    soon(ScanDialog, feed)
    hand.on(page, "Match a scan…")
    assert "The signature line of Dolores Reyes looks empty." in said[0]
    assert packets(window)[0].state == "issued"


def test_the_officer_signs_with_a_certificate_in_five_clicks(window, qtbot, certificate, tmp_path):
    become_eligible(window)
    page, hand = packet_page(window), Clicks(qtbot)

    def signs(dialog):
        QTest.keyClicks(dialog.certificate.line, SECRET)
        QTest.keyClick(dialog.certificate.line, Qt.Key.Key_Return)
        hand.on(dialog, "Sign")
        QTimer.singleShot(0, lambda: hand.on(dialog, "Done"))

    def reads(session):
        hand.on(session, "I have read it")
        soon(SignDialog, signs)
        hand.on(session, "Sign with a certificate…")

    soon(OfficerSession, reads)
    hand.on(page, "Start the officer's session")
    drain(qtbot)
    assert hand.count <= 5
    newest = packets(window)[0]
    assert (newest.state, newest.way, newest.signed_by) == (
        *("signed", "certificate", "Dolores Reyes"),
    )
    pdf = store.current_pdf(window.shell.desk.workspace, newest.id)
    path = tmp_path / "signed.pdf"
    path.write_bytes(pdf)
    assert signing.verify(pdf).valid
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    told = subprocess.run(["pdfsig", path], capture_output=True, text=True).stdout
    assert "Signature is Valid" in told


def test_not_now_leaves_nothing_behind(window, qtbot):
    page, hand = packet_page(window), Clicks(qtbot)
    before = window.shell.desk.workspace.tip
    soon(OfficerSession, lambda session: hand.on(session, "Not now"))
    hand.on(page, "Start the officer's session")
    assert window.shell.desk.workspace.tip == before


def test_what_was_signed_is_there_after_closing_and_opening(window, qtbot, sample):
    page, hand = packet_page(window), Clicks(qtbot)
    hand.on(page, "Issue the packet")
    packet_id = page.open_id
    pdf = store.issued(window.shell.desk.workspace, packet_id).pdf
    window.close_workspace()
    opened = workspaces.open_file(Path(sample))
    assert store.issued(opened, packet_id).pdf == pdf
    opened.close()
