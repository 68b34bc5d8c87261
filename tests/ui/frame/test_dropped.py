"""Files dropped on the real window: a workspace opens, others go to the place they fall on."""

import shutil

import pytest
from PySide6.QtWidgets import QApplication

from ctpat_desktop.ui.fields.linked import EvidenceInput
from ctpat_desktop.ui.files.repair_dialog import RepairDialog
from ctpat_desktop.ui.lock.unlock import UnlockPage
from tests.ui.driving import dropped


@pytest.fixture
def other(sealed, tmp_path):
    return shutil.copy(sealed, tmp_path / "Other.ctpat")


def test_a_workspace_that_falls_on_the_start_page_is_opened(qtbot, empty, other):
    assert dropped(empty.centralWidget(), other)
    qtbot.waitUntil(lambda: isinstance(empty.centralWidget(), UnlockPage))


def test_a_workspace_that_falls_on_a_page_is_opened_and_nothing_is_added(qtbot, window, other):
    window.shell.open("evidence")
    before = len(window.shell.desk.dossier.evidence)
    assert dropped(window.shell.pages["evidence"], other)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), UnlockPage))
    assert before > 0


def test_another_file_is_not_opened_and_the_window_says_why(window, tmp_path):
    picture = tmp_path / "gate.png"
    picture.write_bytes(b"x")
    assert not dropped(window, picture)
    assert window.drop.veil.words == "Only these files are taken here: CTPAT."


def test_a_document_falls_on_the_field_of_a_record(qtbot, window, tmp_path):
    window.shell.open("training")
    field = window.shell.pages["training"].findChild(EvidenceInput)
    paper = tmp_path / "Certificate.txt"
    paper.write_text("x")
    before = len(window.shell.desk.dossier.evidence)
    assert dropped(field, paper)
    qtbot.waitUntil(lambda: len(window.shell.desk.dossier.evidence) == before + 1)
    assert "Certificate" in field.name.full_text


def test_a_damaged_file_falls_on_its_dialog_and_not_into_the_line_as_words(qtbot, other):
    dialog = RepairDialog(None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dropped(dialog.place, other)
    QApplication.processEvents()
    assert dialog.place.text() == str(other)
