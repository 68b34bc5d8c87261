"""A part of the file in the window: a redacted copy, a company out, a company in."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from ctpat_desktop.exchange import child_process
from ctpat_desktop.services.accounts import archive
from ctpat_desktop.services.accounts.company_files import Place
from ctpat_desktop.services.copies.choices import Choice
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.samples import sample_file
from ctpat_desktop.ui.files.company_dialogs import CompanyInDialog, CompanyOutDialog
from ctpat_desktop.ui.files.redacted_dialog import RedactedDialog
from ctpat_desktop.ui.widgets.passphrase import PassphraseDialog

SECRET = "one for the carrier"


def ended(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog.strip.current is None, timeout=60_000)


def chosen(window, words):
    (entry,) = [a for a in window.findChildren(QAction) if a.text() == words]
    entry.trigger()


@pytest.fixture(scope="module")
def carrier(tmp_path_factory):
    """A file with another company; it is only read."""
    path = tmp_path_factory.mktemp("carrier") / "carrier.ctpat"
    sample_file.create(path, "carrier", SECRET, is_first_year=True).close()
    return path


@pytest.fixture
def redacted(window, qtbot):
    made = RedactedDialog(window, window.shell.desk)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_copy_is_for_somebody(redacted, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("asked too early"))
    redacted.go_button.click()
    assert "Say who gets the copy" in redacted.banner.words
    assert redacted.receiver.hasFocus()


def test_a_copy_is_written_and_says_what_is_not_in_it(redacted, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(child_process, "_is_child", True)
    target = tmp_path / "copy.ctpat"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    monkeypatch.setattr(PassphraseDialog, "exec", lambda _: PassphraseDialog.DialogCode.Accepted)
    redacted.receiver.setText("Nordwind")
    for choice, box in redacted.boxes.items():
        box.setChecked(choice is Choice.NAMES)
    assert redacted.boxes[Choice.OTHER_COMPANIES].isHidden()
    redacted.go_button.click()
    ended(qtbot, redacted)
    assert redacted.made == target
    assert redacted.outcome.text().startswith("The copy has ")
    details = redacted.details.toPlainText()
    assert "– Names of people: " in details
    assert "Statement of support (words that go stand in it)" in details
    assert not redacted.open_button.isHidden()
    with workspaces.opened(target) as copy:
        assert len(archive.companies(copy)) == 1


def test_a_company_is_written_into_a_file_of_its_own(window, qtbot, tmp_path):
    dialog = CompanyOutDialog(window, window.shell.desk)
    qtbot.addWidget(dialog)
    dialog.make(Place(tmp_path / "out.ctpat"))
    ended(qtbot, dialog)
    assert "and was checked" in dialog.outcome.text()
    with workspaces.opened(dialog.made) as alone:
        assert [line.name for line in archive.companies(alone)] == [dialog.company.currentText()]


def test_a_name_that_is_taken_stands_in_the_dialog(window, qtbot, tmp_path):
    dialog = CompanyOutDialog(window, window.shell.desk)
    qtbot.addWidget(dialog)
    (tmp_path / "out.ctpat").write_bytes(b"mine")
    dialog.make(Place(tmp_path / "out.ctpat"))
    ended(qtbot, dialog)
    qtbot.waitUntil(lambda: "exists already" in dialog.banner.words)
    assert (dialog.made, dialog.go_button.isEnabled()) == (None, True)


def test_a_company_comes_in_and_undo_takes_it_back(window, qtbot, carrier, monkeypatch):
    def work(dialog):
        dialog.place.setText(str(carrier))
        assert not dialog.go_button.isEnabled()
        dialog.look()
        ended(qtbot, dialog)
        qtbot.waitUntil(lambda: "is encrypted" in dialog.banner.words)
        dialog.secret.setText(SECRET)
        dialog.look_button.click()
        ended(qtbot, dialog)
        dialog.go_button.click()
        ended(qtbot, dialog)
        return 1

    monkeypatch.setattr(CompanyInDialog, "exec", work)
    before = window.shell.desk.dossier.company.name
    chosen(window, "Bring a company in…")
    qtbot.waitUntil(lambda: window.shell.desk.dossier.company.name != before)
    name = window.shell.desk.dossier.company.name
    assert f"{name} was brought in." in window.shell.notices.words
    assert window.shell.desk.undoable() == f"Bring in {name}"
    window.shell.desk.undo()
    qtbot.waitUntil(lambda: window.shell.desk.dossier.company.name == before)
