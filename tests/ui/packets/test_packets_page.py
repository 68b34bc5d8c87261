"""The packet's page says where it stands, what is open, and lets the person issue and withdraw."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton

from ctpat_desktop.records import Bond
from ctpat_desktop.services.packets import issuing, record_signature, store
from ctpat_desktop.services.registers import records
from ctpat_desktop.support import language
from ctpat_desktop.ui.packets import doing
from ctpat_desktop.ui.widgets import dialogs
from tests.ui.driving import agreeing, on_next_box, opened

DAY = date(2026, 11, 21)


@pytest.fixture
def page(qtbot, empty, sealed, key):
    """The page of the sample importer, on the sample's day."""
    opened(qtbot, empty, sealed, key)
    desk = empty.shell.desk
    desk.today = DAY
    desk.read()
    empty.shell.rebuild()
    empty.shell.open("packets")
    return empty.shell.pages["packets"]


def words(page):
    QApplication.processEvents()
    shown = [label for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    return "\n".join(label.text() for label in shown)


def press(qtbot, page, text):
    found = [
        button
        for button in page.findChildren(QPushButton)
        if button.text() == text and button.isVisibleTo(page)
    ]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def packets(page):
    return store.every(page.desk.scope)


def states(page):
    return [(row.year, row.state) for row in packets(page)]


def test_last_years_signature_and_the_next_one_are_said(page):
    assert (
        "MOU packet 2025 was signed by Dolores Reyes on 11/24/2025; "
        "the next signature is due 11/24/2026."
    ) in words(page)


def test_a_signature_that_is_late_is_said_in_words_and_color(page):
    page.desk.today = date(2026, 11, 28)
    page.show_all()
    assert page.status.text().endswith("the next signature is due 11/24/2026 (4 days late).")
    assert page.status.property("trouble")


def test_withdrawing_is_a_question_that_enter_says_no_to(page, qtbot, request):
    press(qtbot, page, "Issue the packet")
    request.getfixturevalue("real_boxes")
    asked = []

    def enter(box):
        asked.append([one.text() for one in box.buttons()])
        qtbot.keyClick(box, Qt.Key.Key_Return)

    on_next_box(enter)
    press(qtbot, page, "Withdraw")
    assert sorted(asked[0]) == ["Cancel", "Withdraw packet"]
    assert (2026, "issued") in states(page)


def test_the_draft_is_open_about_what_is_missing(page):
    assert "CBP's own text of the agreement was not added." in words(page)


def test_issuing_shows_code_and_pages_and_what_to_do_next(page, qtbot):
    press(qtbot, page, "Issue the packet")
    qtbot.waitUntil(page.print_button.hasFocus)  # so it is heard that there is something to print
    assert states(page) == [(2026, "issued"), (2025, "signed")]
    code = packets(page)[0].code
    assert f"MOU packet 2026: 9 pages with the code {code}, issued on 11/21/2026." in words(page)
    assert page.state.text() == "Waits for a signature"


def test_no_packet_waits_so_signing_is_not_offered(page):
    assert not page.open_frame.isVisibleTo(page)


def test_another_officer_is_kept_for_the_draft(page, qtbot):
    box = page.findChildren(QComboBox)[0]
    box.setCurrentIndex(box.findText("Walter Lindqvist"))
    box.activated.emit(box.currentIndex())
    assert "Nothing on record lets Walter Lindqvist sign the MOU today." in words(page)
    said = issuing.drafted(page.desk.scope)
    assert [row.name for row in said.agreement.signers] == ["Walter Lindqvist"]


def test_a_second_signer_makes_two_lines(page, qtbot):
    box = page.officers[1]
    box.setCurrentIndex(box.findText("Walter Lindqvist"))
    box.activated.emit(box.currentIndex())
    press(qtbot, page, "Issue the packet")
    issued = store.issued(page.desk.workspace, page.open_id)
    assert [row.name for row in issued.places[:2]] == ["Dolores Reyes", "Walter Lindqvist"]


def test_one_person_is_not_taken_for_both_signers_without_a_word(page):
    shown = []
    page.desk.notified.connect(lambda *parts: shown.append(parts))
    box = page.officers[1]
    box.setCurrentIndex(box.findText("Dolores Reyes"))
    box.activated.emit(box.currentIndex())
    assert box.currentText() == "Nobody"
    assert "Dolores Reyes cannot sign twice: there is no second signer now." in str(shown)


def test_withdrawing_asks_first(page, qtbot, monkeypatch):
    press(qtbot, page, "Issue the packet")
    agreeing(monkeypatch, False, True)
    press(qtbot, page, "Withdraw")
    assert states(page)[0] == (2026, "issued")
    press(qtbot, page, "Withdraw")
    assert states(page)[0] == (2026, "void")


def test_an_open_point_leads_to_its_register(page, qtbot):
    bonds = page.desk.workspace
    with bonds.read() as session:
        keys = [row.id for row in session.query(Bond)]
    for key in keys:
        records.remove(bonds, "bond", key)
    qtbot.waitUntil(lambda: "No continuous import bond is entered." in words(page))
    link = next(
        button
        for button in page.findChildren(QPushButton)
        if button.accessibleName().endswith("No continuous import bond is entered.")
    )
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    shell = page.window().shell
    assert shell.current() is shell.pages["trade"]


def test_a_signed_packet_is_not_issued_again_while_nothing_changed(page, qtbot):
    press(qtbot, page, "Issue the packet")
    workspace = page.desk.workspace
    pdf = store.issued(workspace, page.open_id).pdf
    record_signature.record_scan(
        workspace, page.open_id, pdf, record_signature.ByHand(("Dolores Reyes",), DAY)
    )
    said = []
    page.desk.notified.connect(lambda _, text: said.append(text))
    press(qtbot, page, "Issue the packet")
    assert said == ["This year's packet is signed already, and nothing it says has changed since."]
    assert states(page) == [(2026, "signed"), (2025, "signed")]


def test_a_cancelled_print_says_nothing_was_printed_and_loses_nothing(page, qtbot, monkeypatch):
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: QPrintDialog.DialogCode.Rejected)
    press(qtbot, page, "Issue the packet")
    before = page.desk.workspace.tip
    assert doing.print_packet(page, page.desk, page.open_id) is False
    assert page.desk.workspace.tip == before
    assert states(page)[0] == (2026, "issued")


def test_a_copy_is_the_signed_file(page, qtbot, tmp_path):
    last = next(row for row in packets(page) if row.year == 2025)
    doing.write_copy(page.desk, last.id, tmp_path / "copy.pdf")
    kept = store.current_pdf(page.desk.workspace, last.id)
    assert (tmp_path / "copy.pdf").read_bytes() == kept


def test_a_place_that_cannot_be_written_is_one_line(page, tmp_path):
    last = next(row for row in packets(page) if row.year == 2025)
    said = []
    page.desk.notified.connect(lambda _, text: said.append(text))
    doing.write_copy(page.desk, last.id, tmp_path / "no such folder" / "copy.pdf")
    assert len(said) == 1
    assert "was not written" in said[0]


def test_a_file_signed_elsewhere_that_is_another_packet_is_refused(page, qtbot, tmp_path):
    press(qtbot, page, "Issue the packet")
    last = next(row for row in packets(page) if row.year == 2025)
    path = tmp_path / "other.pdf"
    path.write_bytes(store.current_pdf(page.desk.workspace, last.id))
    said = []
    page.desk.notified.connect(lambda _, text: said.append(text))
    assert doing.take_in_file(page.desk, page.open_id, path) is False
    assert said[0].startswith("This is not the packet that was issued")
    assert states(page)[0] == (2026, "issued")


def test_an_unsigned_packet_taken_in_is_refused(page, qtbot, tmp_path):
    press(qtbot, page, "Issue the packet")
    path = tmp_path / "unsigned.pdf"
    path.write_bytes(store.issued(page.desk.workspace, page.open_id).pdf)
    said = []
    page.desk.notified.connect(lambda _, text: said.append(text))
    assert doing.take_in_file(page.desk, page.open_id, path) is False
    assert "no signature" in said[0]


@pytest.mark.parametrize(
    ("answer", "states_after"),
    [
        ("Issue a new packet", [(2026, "issued"), (2026, "void"), (2025, "signed")]),
        ("Keep the one that waits", [(2026, "issued"), (2025, "signed")]),
        ("Cancel", [(2026, "issued"), (2025, "signed")]),
    ],
)
def test_a_packet_that_waits_is_replaced_only_if_that_is_said(
    page, qtbot, monkeypatch, answer, states_after
):
    press(qtbot, page, "Issue the packet")
    first = page.open_id
    company = page.desk.dossier.company.id
    records.change(page.desk.workspace, "company", company, phone="973-555-0199")

    def press_it(_, made):
        words = [one.text() for one in made]
        return words.index(answer) if answer in words else 1  # the open points are meant too

    monkeypatch.setattr(dialogs, "answer_of", press_it)
    got = doing.issue(page.window(), page.desk)
    assert sorted(states(page), reverse=True) == sorted(states_after, reverse=True)
    if answer == "Keep the one that waits":
        assert got == first
    if answer == "Cancel":
        assert got == ""


def test_an_issued_packet_puts_the_keyboard_on_what_is_to_do_next(window, page, qtbot):
    window.activateWindow()
    page.issue_button.setFocus()
    page.issue_button.click()
    qtbot.waitUntil(page.print_button.hasFocus)
    assert page.print_button.visibleRegion().boundingRect().height() > 0


def test_what_changed_since_a_packet_was_issued_is_said_where_it_waits(page, qtbot):
    press(qtbot, page, "Issue the packet")
    assert not page.changed.isVisibleTo(page)
    box = page.officers[1]
    box.setCurrentIndex(box.findText("Walter Lindqvist"))
    box.activated.emit(box.currentIndex())
    assert page.changed.text().startswith("Something has changed since this packet was issued")
    assert page.changed.isVisibleTo(page)
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert not page.changed.isVisibleTo(page)


def test_a_scan_of_a_packet_that_is_out_of_date_is_taken_with_a_word(page, qtbot, monkeypatch):
    press(qtbot, page, "Issue the packet")
    box = page.officers[1]
    box.setCurrentIndex(box.findText("Walter Lindqvist"))
    box.activated.emit(box.currentIndex())
    said = []
    monkeypatch.setattr(doing.ScanDialog, "exec", lambda self: said.append(self.banner.words))
    doing.match_scan(page, page.desk, page.open_id)
    assert said[0].startswith("Something has changed since this packet was issued")


def test_the_buttons_of_a_packet_are_named_in_the_language_of_the_screens(page):
    line = next(row for row in packets(page) if row.year == 2025)
    with language.speaking("fr_CA"):
        made = page._line(line)
    names = [made.itemAt(at).widget().accessibleName() for at in range(2, made.count())]
    assert [name.split(" ")[0].split("\u00a0")[0] for name in names] == [
        "Aperçu",
        "Imprimer",
        "Enregistrer",
    ]
