"""Signing in the window: who signs is shown first, trouble is one line, the lock keeps order."""

from datetime import UTC
from io import BytesIO

import keyring
import pytest
from keyring.backend import KeyringBackend
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton

from ctpat_desktop.documents.signing.fields import signature_fields
from ctpat_desktop.documents.signing.verification import verify
from ctpat_desktop.services.packets import signing
from ctpat_desktop.support import home
from ctpat_desktop.ui.packets.signing.sign_dialog import SIGN, VERDICT, SignDialog
from tests.documents.signing.building import added_to, drawing, packet, without_form
from tests.documents.signing.certificates import DAY, SECRET, Wanted, p12
from tests.ui.driving import drain, locked

TODAY = signing.now()
OFFICER = Wanted("José Peña", organization="Épices & Co", start=TODAY - DAY, end=TODAY + DAY)
EXPIRED = Wanted("Old Roe", start=TODAY - 3 * DAY, end=TODAY - DAY)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "officer.p12"
    path.write_bytes(p12(OFFICER))
    return path


@pytest.fixture
def made(qtbot, qapp):
    """Return what makes dialogs; they are let to their end."""
    dialogs = []

    def make(pdf=None, parent=None):
        shown = SignDialog(parent, None, packet() if pdf is None else pdf, "MOU packet 2026")
        dialogs.append(shown)
        if parent is None:
            qtbot.addWidget(shown)
        shown.show()
        drain(qtbot)
        return shown

    yield make
    drain(qtbot)


def test_the_gray_sign_button_says_why_beside_it(qtbot, made, file):
    dialog = made()
    assert dialog.why.text() == "Choose the file with your certificate first."
    dialog.certificate.use(file)
    drain(qtbot)
    QTest.keyClicks(dialog.certificate.line, SECRET)
    assert dialog.why.text() == "Press Enter in the passphrase field: that opens the certificate."
    assert dialog.why.isVisible()
    assert dialog.sign_button.toolTip() == dialog.why.text()
    QTest.keyClick(dialog.certificate.line, Qt.Key.Key_Return)
    drain(qtbot)
    assert dialog.sign_button.isEnabled()
    assert dialog.why.isHidden()


def typed(qtbot, dialog, file, passphrase=SECRET):
    """Choose the file, type the passphrase and press Enter."""
    dialog.certificate.use(file)
    drain(qtbot)
    dialog.certificate.line.clear()
    QTest.keyClicks(dialog.certificate.line, passphrase)
    QTest.keyClick(dialog.certificate.line, Qt.Key.Key_Return)
    drain(qtbot)


def words(dialog):
    return " | ".join(line.text() for line in dialog.certificate.findChildren(QLabel))


def signed(qtbot, dialog):
    dialog.sign_button.click()
    qtbot.waitUntil(lambda: dialog.strip.current is None, timeout=20_000)
    drain(qtbot)


def test_who_signs_is_shown_before_signing(qtbot, made, file):
    dialog = made()
    typed(qtbot, dialog, file)
    assert "✓  José Peña · Épices & Co" in words(dialog)
    assert f"valid until {certificate_end()}" in words(dialog)


def certificate_end():
    return f"{OFFICER.end.astimezone(UTC):%m/%d/%Y}"


def test_nothing_can_be_signed_before_the_certificate_is_open(qtbot, made, file):
    dialog = made()
    assert not dialog.sign_button.isEnabled()
    typed(qtbot, dialog, file)
    assert dialog.sign_button.isEnabled()
    assert dialog.sign_button.hasFocus()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("José Peña", ""),
        ("PEÑA José Luis", ""),
        ("Ana Roe", "!  The certificate names Ana Roe; this line is printed for José Peña."),
    ],
)
def test_a_certificate_of_somebody_else_is_pointed_out(qtbot, made, tmp_path, name, message):
    wanted = Wanted(name, start=TODAY - DAY, end=TODAY + DAY)
    (tmp_path / "own.p12").write_bytes(p12(wanted))
    dialog = made()
    typed(qtbot, dialog, tmp_path / "own.p12")
    assert (dialog.other_name.text(), dialog.other_name.isVisible()) == (message, bool(message))
    assert dialog.sign_button.isEnabled()
    dialog.field.setCurrentIndex(1)
    assert not dialog.other_name.isVisible()


def test_signing_gives_the_signed_pdf_and_shows_the_verdict(qtbot, made, file):
    dialog = made()
    typed(qtbot, dialog, file)
    signed(qtbot, dialog)
    assert dialog.steps.currentIndex() == VERDICT
    assert dialog.verdict.text().startswith("✓ In order")
    assert (dialog.signer.name, dialog.signer.reason) == ("José Peña", "MOU packet 2026")
    assert dialog.result_pdf.startswith(packet())
    assert verify(dialog.result_pdf).valid


def test_the_chosen_place_is_signed(qtbot, made, file):
    dialog = made()
    typed(qtbot, dialog, file)
    assert [dialog.field.itemText(at) for at in range(2)] == [
        "Company officer: José Peña (page 3)",
        "Second signer (page 3)",
    ]
    dialog.field.setCurrentIndex(1)
    signed(qtbot, dialog)
    assert [one.is_signed for one in signature_fields(dialog.result_pdf)] == [False, True]


def test_a_pdf_without_places_is_signed_at_its_foot(qtbot, made, file):
    dialog = made(without_form(packet()))
    assert dialog.field.currentText() == "At the foot of the last page"
    typed(qtbot, dialog, file)
    signed(qtbot, dialog)
    assert verify(dialog.result_pdf).valid


def test_what_was_drawn_is_in_the_signature(qtbot, made, file):
    plain, drawn = made(), made()
    drawn.pad.sheet.begin(QPointF(20, 30))
    drawn.pad.sheet.go_on(QPointF(200, 90))
    for dialog in (plain, drawn):
        typed(qtbot, dialog, file)
        signed(qtbot, dialog)
    assert drawn.result_pdf.count(b"/Subtype /Image") > plain.result_pdf.count(b"/Subtype /Image")


def test_a_wrong_passphrase_is_one_line_and_can_be_typed_again(qtbot, made, file):
    dialog = made()
    typed(qtbot, dialog, file, "wrong")
    assert dialog.banner.words == (
        "The passphrase does not open this certificate file. Type it again."
    )
    assert not dialog.sign_button.isEnabled()
    typed(qtbot, dialog, file)
    assert dialog.sign_button.isEnabled()
    assert not dialog.banner.isVisible()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (p12(EXPIRED), "This certificate expired on"),
        (packet(), "This file is a PDF, not a certificate file."),
        (bytes(2_000_000), "is too large"),
    ],
    ids=["expired", "pdf", "large"],
)
def test_what_cannot_be_signed_with_is_one_line(qtbot, made, tmp_path, data, message):
    (tmp_path / "bad.p12").write_bytes(data)
    dialog = made()
    typed(qtbot, dialog, tmp_path / "bad.p12")
    assert message in dialog.banner.words
    assert not dialog.sign_button.isEnabled()


def test_a_certificate_without_a_passphrase_opens_by_itself(qtbot, made, tmp_path):
    (tmp_path / "open.p12").write_bytes(p12(OFFICER, ""))
    dialog = made()
    dialog.certificate.use(tmp_path / "open.p12")
    drain(qtbot)
    assert dialog.sign_button.isEnabled()


def test_another_passphrase_closes_the_certificate_again(qtbot, made, file):
    dialog = made()
    typed(qtbot, dialog, file)
    QTest.keyClicks(dialog.certificate.line, "x")
    assert not dialog.sign_button.isEnabled()


def test_a_pdf_that_was_changed_after_a_signature_is_not_signed(qtbot, made, file):
    first = made()
    typed(qtbot, first, file)
    signed(qtbot, first)
    changed = added_to(first.result_pdf, lambda writer: writer.add_blank_page())
    dialog = made(changed)
    typed(qtbot, dialog, file)
    signed(qtbot, dialog)
    assert "not in order any more" in dialog.banner.words
    assert (dialog.result_pdf, dialog.steps.currentIndex()) == (b"", SIGN)
    assert dialog.sign_button.isEnabled()


def test_a_damaged_pdf_is_said_at_once(made):
    dialog = made(b"%PDF-1.7 nothing")
    assert "damaged or not a PDF" in dialog.banner.words


def test_a_picture_of_a_signature_is_taken(made, tmp_path):
    (tmp_path / "ink.jpg").write_bytes(drawing("JPEG"))
    dialog = made()
    dialog.load_picture(tmp_path / "ink.jpg")
    picture = Image.open(BytesIO(dialog.pad.sheet.png()))
    assert picture.getchannel("A").getextrema()[0] == 0


def test_a_picture_that_is_none_is_one_line(made, file):
    dialog = made()
    dialog.load_picture(file)
    assert "it is damaged or not a PNG or JPEG" in dialog.banner.words


def test_cancel_signs_nothing(qtbot, made, file):
    dialog = made()
    typed(qtbot, dialog, file)
    dialog.cancel_button.click()
    assert (dialog.result_pdf, dialog.signer) == (b"", None)


def test_the_file_is_remembered_on_this_computer_and_nothing_secret(qtbot, made, file):
    dialog = made()
    typed(qtbot, dialog, file)
    signed(qtbot, dialog)
    dialog.close()
    assert home.preferences()["certificate_file"] == str(file)
    kept = b"".join(path.read_bytes() for path in home.home().rglob("*") if path.is_file())
    assert SECRET.encode() not in kept
    assert made().certificate.path == file


@pytest.fixture
def held():
    """A keyring of this computer, and what is in it."""
    before, secrets = keyring.get_keyring(), {}

    class Keyring(KeyringBackend):
        priority = 1

        def get_password(self, service, name):
            return secrets.get(name)

        def set_password(self, service, name, secret):
            secrets[name] = secret

        def delete_password(self, service, name):
            del secrets[name]

    Keyring.__module__ = "keyring.backends.SecretService"
    keyring.set_keyring(Keyring())
    yield secrets
    keyring.set_keyring(before)


@pytest.mark.parametrize("ticked", [True, False])
def test_a_passphrase_goes_to_the_keyring_only_if_ticked(qtbot, made, file, held, ticked):
    dialog = made()
    assert dialog.certificate.keep.isVisible()
    typed(qtbot, dialog, file)
    dialog.certificate.keep.setChecked(ticked)
    signed(qtbot, dialog)
    assert list(held.values()) == ([SECRET] if ticked else [])


def remembered(qtbot, made, file):
    dialog = made()
    typed(qtbot, dialog, file)
    dialog.certificate.keep.setChecked(True)
    signed(qtbot, dialog)
    dialog.close()


def test_a_passphrase_in_the_keyring_opens_the_certificate(qtbot, made, file, held):
    remembered(qtbot, made, file)
    again = made()
    qtbot.waitUntil(again.sign_button.isEnabled, timeout=20_000)
    assert again.certificate.keep.isChecked()


def test_taking_the_tick_away_forgets_the_passphrase(qtbot, made, file, held):
    remembered(qtbot, made, file)
    again = made()
    qtbot.waitUntil(again.sign_button.isEnabled, timeout=20_000)
    again.certificate.keep.setChecked(False)
    signed(qtbot, again)
    assert held == {}


def test_without_a_keyring_nothing_is_offered(made):
    assert not made().certificate.keep.isVisible()


def test_everything_has_a_name_for_a_screen_reader(made):
    dialog = made()
    kinds = (QLineEdit, QComboBox, QPushButton, QCheckBox)
    nameless = [
        widget
        for kind in kinds
        for widget in dialog.findChildren(kind)
        if not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_a_lock_hides_the_dialog_and_leaves_no_passphrase(qtbot, window, made, file, key):
    dialog = made(parent=window)
    dialog.setProperty("keeps_typing", True)
    typed(qtbot, dialog, file)
    dialog.reason.setText("Kept reason")
    locked(qtbot, window)
    assert not dialog.isVisible()
    assert (dialog.certificate.line.text(), dialog.certificate.certificate) == ("", None)
    window.centralWidget().use(key)
    qtbot.waitUntil(dialog.isVisible)
    assert (dialog.reason.text(), dialog.certificate.path) == ("Kept reason", file)
    assert not dialog.sign_button.isEnabled()
    typed(qtbot, dialog, file)
    signed(qtbot, dialog)
    assert dialog.signer.reason == "Kept reason"
    dialog.close()


def test_exec_outlives_a_lock(qtbot, window, file, key):
    from PySide6.QtCore import QTimer

    dialog = SignDialog(window, None, packet(), "MOU packet 2026")
    seen = []

    def lock():
        window.lock()
        seen.append(dialog.isVisible())

    def back():
        window.centralWidget().use(key)
        seen.append(dialog.isVisible())
        dialog.cancel_button.click()

    QTimer.singleShot(50, dialog, lock)
    QTimer.singleShot(1500, dialog, back)
    dialog.exec()
    assert seen == [False, True]
