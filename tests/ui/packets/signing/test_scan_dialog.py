"""The scan dialog says page by page what was found, and records only what is whole."""

import shutil
import subprocess
from datetime import date

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint, QRectF, Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QSpinBox

from ctpat_desktop.documents.samples.hand_signed import hand_signed
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.packets import issuing, store
from ctpat_desktop.ui.packets.signing.page_compare import PageCompare
from ctpat_desktop.ui.packets.signing.scan_dialog import ScanDialog
from ctpat_desktop.ui.session.desk import Desk
from tests.ui.driving import drain, locked, opened

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def shelf_of(sample_file, tmp_path_factory):
    """A file with this year's packet issued, and pictures of its pages, signed; one of 2025."""
    folder = tmp_path_factory.mktemp("scans")
    file = shutil.copy(sample_file, folder / "sample.ctpat")
    workspace = workspaces.open_file(file)
    account = companies.choose(workspace)
    scope = Scope.of(workspace, account, TODAY)
    packet_id = issuing.issue(scope)
    issued = store.issued(workspace, packet_id)
    old = store.current_pdf(workspace, store.last_signed(scope).id)
    workspace.close()
    (folder / "signed.pdf").write_bytes(hand_signed(issued.pdf, issued.places[:1]))
    (folder / "old.pdf").write_bytes(old)
    (folder / "unsigned.pdf").write_bytes(hand_signed(issued.pdf, ()))
    for name in ("signed", "old"):
        subprocess.run(
            ["pdftoppm", "-r", "100", "-jpeg", folder / f"{name}.pdf", folder / name], check=True
        )
    with Image.open(folder / "signed-2.jpg") as page:
        page.crop((100, 150, 600, 850)).save(folder / "cut-2.jpg")
    return folder, issued


@pytest.fixture
def dialog(qtbot, qapp, shelf_of, tmp_path):
    folder, issued = shelf_of
    workspace = workspaces.open_file(shutil.copy(folder / "sample.ctpat", tmp_path / "s.ctpat"))
    desk = Desk(workspace, companies.choose(workspace), TODAY)
    shown = ScanDialog(None, desk, issued)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    drain(qtbot)
    desk.leave()
    workspace.close()


@pytest.fixture
def scan(shelf_of):
    folder, _ = shelf_of
    return lambda *numbers: [folder / f"signed-{number}.jpg" for number in numbers]


def feed(qtbot, dialog, paths):
    dialog.add(list(paths))
    drain(qtbot)


def states(dialog):
    items = [dialog.pages.item(at).text() for at in range(dialog.pages.count())]
    return [words.partition("\n")[2] for words in items]


def words(dialog):
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def press(qtbot, dialog, text):
    found = [row for row in dialog.findChildren(QPushButton) if row.text() == text]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def test_before_any_scan_every_page_waits_and_nothing_can_be_recorded(dialog):
    assert states(dialog) == ["not scanned yet"] * 9
    assert "Scan all 9 pages" in dialog.verdict.text()
    assert not dialog.record_button.isEnabled()


def test_pages_found_and_missing_are_told_in_words(dialog, qtbot, scan):
    feed(qtbot, dialog, scan(1, 2, 3))
    assert states(dialog) == ["✓ there"] * 3 + ["✗ missing"] * 6
    assert "Missing: pages 4-9." in dialog.verdict.text()
    assert not dialog.record_button.isEnabled()


def test_more_files_later_make_it_whole(dialog, qtbot, scan):
    feed(qtbot, dialog, scan(1, 2, 3))
    feed(qtbot, dialog, scan(4, 5, 6, 7, 8, 9))
    assert states(dialog) == ["✓ there"] * 9
    assert dialog.record_button.isEnabled()


def test_recording_gives_the_pages_in_order_with_who_and_when(dialog, qtbot, scan):
    feed(qtbot, dialog, scan(*range(9, 0, -1)))
    dialog.day.edit.setText("11/20/2026")
    press(qtbot, dialog, "Record the signed packet")
    drain(qtbot)
    assert dialog.signed_pdf.startswith(b"%PDF-")
    assert (dialog.signed_by, dialog.signed_on) == ("Dolores Reyes", date(2026, 11, 20))


def test_who_signed_must_be_said(dialog, qtbot, scan):
    feed(qtbot, dialog, scan(*range(1, 10)))
    dialog.name.clear()
    press(qtbot, dialog, "Record the signed packet")
    assert dialog.banner.words == "Say who signed."
    assert dialog.signed_pdf == b""


def test_a_day_to_come_is_not_taken(dialog, qtbot, scan):
    feed(qtbot, dialog, scan(*range(1, 10)))
    dialog.day.edit.setText("1/1/2027")
    press(qtbot, dialog, "Record the signed packet")
    assert dialog.day.warning.text() == "This day is still to come."
    assert (dialog.signed_on, dialog.signed_pdf) == (None, b"")


def test_a_page_of_last_year_is_named(dialog, qtbot, scan, shelf_of):
    feed(qtbot, dialog, [*scan(1, 2, 3, 4), shelf_of[0] / "old-5.jpg", *scan(6, 7, 8, 9)])
    assert "page 5 of MOU packet 2025" in words(dialog)
    assert states(dialog)[4] == "✗ missing"


def test_a_page_without_a_code_is_said_by_hand(dialog, qtbot, scan, shelf_of):
    feed(qtbot, dialog, [*scan(1, 3, 4, 5, 6, 7, 8, 9), shelf_of[0] / "cut-2.jpg"])
    assert "cut-2.jpg, page 1: no page code could be read" in words(dialog)
    box = dialog.findChildren(QSpinBox)[0]
    box.setValue(2)
    box.editingFinished.emit()
    drain(qtbot)
    assert states(dialog)[1] == "? entered manually"
    assert "Not checked: whether page 2 looks like the issued page." in dialog.verdict.text()
    assert not dialog.record_button.isEnabled()
    dialog.vouched.setChecked(True)
    assert dialog.record_button.isEnabled()
    dialog.assign(8, 0)
    drain(qtbot)
    assert not dialog.vouched.isChecked()


def test_an_unsigned_page_is_recorded_only_on_a_persons_word(dialog, qtbot, scan, shelf_of):
    feed(qtbot, dialog, [shelf_of[0] / "unsigned.pdf"])
    assert dialog.vouched.isVisible()
    words = "I looked at page 8 on paper: signed, and as issued. My name is kept with it."
    assert dialog.vouched.text() == words
    assert states(dialog)[7] == "? signature"
    assert not dialog.record_button.isEnabled()
    dialog.record()
    assert dialog.signed_pdf == b""
    qtbot.mouseClick(dialog.vouched, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    press(qtbot, dialog, "Record the signed packet")
    drain(qtbot)
    assert dialog.signed_pdf
    assert dialog.remarks == (
        "The signature line of Dolores Reyes looks empty. "
        "Recorded on the word of tester, who looked at the paper."
    )


def test_enter_never_records_a_packet(dialog, qtbot, scan):
    assert dialog.why.text() == "Scan the pages first."
    feed(qtbot, dialog, scan(*range(1, 10)))
    assert dialog.record_button.isEnabled()
    assert dialog.why.isHidden()
    for field in (dialog.name, dialog.day.edit):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Return)
    drain(qtbot)
    assert dialog.signed_pdf == b""
    assert dialog.isVisible()
    assert dialog.has_work()


def test_the_tick_is_not_there_where_all_was_checked(dialog, qtbot, scan):
    feed(qtbot, dialog, scan(*range(1, 10)))
    assert not dialog.vouched.isVisible()
    assert dialog.record_button.isEnabled()


def test_what_was_said_by_hand_stays_when_more_is_scanned(dialog, qtbot, scan, shelf_of):
    feed(qtbot, dialog, [shelf_of[0] / "cut-2.jpg"])
    dialog.assign(0, 2)
    drain(qtbot)
    feed(qtbot, dialog, scan(1))
    assert states(dialog)[:2] == ["✓ there", "? entered manually"]


def test_a_file_that_is_no_scan_is_one_line_and_loses_nothing(dialog, qtbot, scan, tmp_path):
    feed(qtbot, dialog, scan(1))
    odd = tmp_path / "notes.txt"
    odd.write_text("hello")
    feed(qtbot, dialog, [odd])
    assert "notes.txt was not read" in dialog.verdict.text()
    assert states(dialog)[0] == "✓ there"


def test_starting_over_forgets_the_scans(dialog, qtbot, scan):
    feed(qtbot, dialog, scan(1, 2))
    press(qtbot, dialog, "Start over")
    assert states(dialog) == ["not scanned yet"] * 9


def test_cancel_records_nothing(dialog, qtbot, scan):
    feed(qtbot, dialog, scan(*range(1, 10)))
    press(qtbot, dialog, "Cancel")
    assert dialog.signed_pdf == b""


def test_what_was_scanned_is_there_after_a_lock(qtbot, empty, sealed, key, shelf_of, scan):
    opened(qtbot, empty, sealed, key)
    issued = shelf_of[1]
    shown = ScanDialog(empty, empty.shell.desk, issued)
    shown.setProperty("keeps_typing", True)
    shown.show()
    feed(qtbot, shown, scan(1, 2))
    page = locked(qtbot, empty)
    assert not shown.isVisible()
    page.use(key)
    qtbot.waitUntil(shown.isVisible, timeout=20_000)
    assert states(shown)[:3] == ["✓ there", "✓ there", "✗ missing"]
    shown.reject()


PAINTED = (100, 330, 760, 520)
"""Left, top, right and bottom of the paint, in dots of the scan."""


@pytest.fixture(scope="module")
def painted(shelf_of):
    """Page 4 of the issued packet, signed, scanned, and painted over; its codes are left."""
    folder, _ = shelf_of
    page = Image.open(folder / "signed-4.jpg").convert("RGB")
    ImageDraw.Draw(page).rectangle(PAINTED, fill="#ffffff")
    page.save(folder / "painted-4.jpg", quality=80)
    return folder / "painted-4.jpg"


def comparison(qtbot, dialog):
    shown = PageCompare(
        dialog, dialog.issued, dialog.checker, dialog.match.by_number, dialog.checked
    )
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_a_page_painted_over_is_said_and_shown(dialog, qtbot, scan, painted):
    feed(qtbot, dialog, [*scan(1, 2, 3, 5, 6, 7, 8, 9), painted])
    assert states(dialog)[3] == "✗ looks different"
    assert "Page 4 does not look like the issued page." in dialog.verdict.text()
    assert not dialog.record_button.isEnabled()
    shown = comparison(qtbot, dialog)
    assert shown.title.text() == "Page 4 of 9"
    words = "This page does not look like the issued page. What differs is framed."
    assert (shown.sign.text(), shown.verdict.text()) == ("✗", words)
    left, top, right, bottom = (side * 1.5 for side in PAINTED)
    paint = QRectF(left, top, right - left, bottom - top).adjusted(-75, -75, 75, 75)
    assert shown.left.frames == shown.right.frames != []
    assert all(paint.contains(frame) for frame in shown.right.frames)
    covered = sum(frame.width() * frame.height() for frame in shown.right.frames)
    assert covered > 0.4 * (right - left) * (bottom - top)


def test_true_pages_are_in_order_and_stepped_through_by_key(dialog, qtbot, scan):
    feed(qtbot, dialog, scan(1, 2, 3))
    shown = comparison(qtbot, dialog)
    assert shown.sign.text() == "✓"
    assert shown.verdict.text().startswith("This page looks like the issued page.")
    assert not shown.back.isEnabled()
    for _ in range(3):
        qtbot.keyClick(shown.forward, Qt.Key.Key_Space)
    assert shown.verdict.text() == "This page was not scanned yet."
    assert shown.sign.text() == "?"
    assert shown.right.frames == []


def test_a_page_that_was_not_compared_is_not_in_order(dialog, qtbot, scan, shelf_of):
    feed(qtbot, dialog, [*scan(1), shelf_of[0] / "cut-2.jpg"])
    dialog.assign(1, 2)
    drain(qtbot)
    shown = comparison(qtbot, dialog)
    assert shown.title.text() == "Page 2 of 9"
    words = "Not compared: no page code shows how this page lies. Compare it by eye."
    assert (shown.sign.text(), shown.verdict.text()) == ("?", words)
    assert not shown.right.area.isEmpty()


def test_both_pages_are_zoomed_and_scrolled_together(dialog, qtbot, scan):
    feed(qtbot, dialog, scan(1))
    shown = comparison(qtbot, dialog)
    shown.right.zoom_by(5)
    assert shown.left.zoom == shown.right.zoom
    shown.left.verticalScrollBar().setValue(300)
    assert shown.right.verticalScrollBar().value() == 300
    shown.left.fit()
    assert shown.right.is_fitted


def test_a_page_is_opened_from_the_list_with_enter(dialog, qtbot, scan):
    feed(qtbot, dialog, scan(1, 2))
    seen = []

    def look():
        (shown,) = [top for top in dialog.findChildren(PageCompare) if top.isVisible()]
        seen.append(shown.title.text())
        shown.accept()

    QTimer.singleShot(0, look)
    dialog.pages.setCurrentRow(1)
    qtbot.keyClick(dialog.pages, Qt.Key.Key_Return)
    assert seen == ["Page 2 of 9"]
