"""Verifying in the window: drop or choose a PDF and read the verdict in words."""

import pytest
from PySide6.QtWidgets import QPushButton

from ctpat_desktop.ui.packets.signing.verify_dialog import CHOOSE, VERDICT, VerifyDialog
from tests.documents.signing.building import added_to, packet, signed_once, signed_twice
from tests.ui.driving import drain, dropped


@pytest.fixture
def dialog(qtbot, qapp):
    shown = VerifyDialog(None)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    drain(qtbot)


def looked(qtbot, dialog, tmp_path, pdf):
    path = tmp_path / "some.pdf"
    path.write_bytes(pdf)
    dialog.look(path)
    qtbot.waitUntil(lambda: dialog.strip.current is None, timeout=20_000)
    return dialog.verdict.text()


def test_signers_times_and_fields_are_told(qtbot, dialog, tmp_path):
    said = looked(qtbot, dialog, tmp_path, signed_twice())
    assert said.startswith("✓ In order\nsome.pdf\n")
    assert "✓ valid José Peña" in said
    assert "✓ valid 李小龍" in said
    assert "05/04/2026 09:30:00 UTC+00:00 · covers the whole file" in said
    assert "Issued by Invented Intermediate (not compared with trusted authorities)" in said


def test_what_changed_is_told_in_words_and_with_a_sign(qtbot, dialog, tmp_path):
    changed = added_to(signed_once(), lambda writer: writer.add_blank_page())
    said = looked(qtbot, dialog, tmp_path, changed)
    assert said.startswith("✗ Not in order")
    assert "!  Since José Peña signed: Page 4 was added." in said
    assert "✗ not valid José Peña" in said


def test_a_pdf_without_signature_is_told(qtbot, dialog, tmp_path):
    said = looked(qtbot, dialog, tmp_path, packet())
    assert said == "✗ Not in order\nsome.pdf\nThere is no signature in this PDF."


def test_what_is_no_pdf_is_told(qtbot, dialog, tmp_path):
    assert "This is not a PDF." in looked(qtbot, dialog, tmp_path, b"PK\x03\x04")


def test_a_missing_file_is_one_line(qtbot, dialog, tmp_path):
    dialog.look(tmp_path / "gone.pdf")
    qtbot.waitUntil(dialog.banner.isVisible, timeout=20_000)
    assert "gone.pdf cannot be read" in dialog.banner.words
    assert dialog.steps.currentIndex() == CHOOSE


def test_another_pdf_replaces_the_verdict(qtbot, dialog, tmp_path):
    looked(qtbot, dialog, tmp_path, packet())
    assert "✓ In order" in looked(qtbot, dialog, tmp_path, signed_once())
    assert dialog.other_button.isVisible()


def test_a_dropped_pdf_is_verified(qtbot, dialog, tmp_path):
    path = tmp_path / "dropped.pdf"
    path.write_bytes(signed_once())
    assert dropped(dialog, path)
    qtbot.waitUntil(lambda: dialog.steps.currentIndex() == VERDICT, timeout=20_000)
    assert "✓ In order" in dialog.verdict.text()


def test_every_button_has_a_name(dialog):
    assert all(button.accessibleName() for button in dialog.findChildren(QPushButton))
