"""The Safety page and the passphrase dialog: encrypt, change, back up, restore, check."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ctpat_desktop.services.files import upkeep, workspaces
from ctpat_desktop.support import home
from ctpat_desktop.ui.files.backup_row import backup_row
from ctpat_desktop.ui.widgets.passphrase import PassphraseDialog
from ctpat_desktop.workspace import keys
from ctpat_desktop.workspace.door import WrongKey
from tests.ui.driving import PASSPHRASE, checked, drain, dropped, idle, in_file, names, narrative

NEW = "cobalt thimble walrus orchard"


def texts(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def safety_page(window):
    window.shell.open("safety")
    return window.shell.current()


def answer(qtbot, current, new):
    """Fill the passphrase dialog that opens next with the keyboard alone."""

    def fill():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, PassphraseDialog):
            QTimer.singleShot(20, fill)
            return
        for words in ([current] if current else []) + [new, new]:
            qtbot.keyClicks(dialog.focusWidget(), words)
            qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        qtbot.keyClick(dialog.second, Qt.Key.Key_Return)

    QTimer.singleShot(20, fill)


def test_the_dialog_compares_and_measures(qtbot):
    dialog = PassphraseDialog(None, "New", ("Tidewater",), may_be_plain=True)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.ok.isEnabled()
    qtbot.keyClicks(dialog.first, "tidewater1")
    assert dialog.meter.value() < 3
    dialog.first.setText(NEW)
    assert dialog.meter.value() == 4
    qtbot.keyClicks(dialog.second, "cobalt")
    assert dialog.advice.text() == "The two differ."
    assert not dialog.ok.isEnabled()
    dialog.second.setText(NEW)
    assert dialog.ok.isEnabled()
    dialog.plain.setChecked(True)
    assert dialog.passphrase == ""
    assert dialog.ok.text() == "Continue without encryption"


def test_a_new_file_is_encrypted(empty, qtbot, tmp_path):
    path = tmp_path / "new.ctpat"
    assert empty.opener.start_new(path, "Plain Words Ltd", "importer", 2026, NEW)
    idle(qtbot, empty)
    assert "NOT ENCRYPTED" not in empty.windowTitle()
    empty.close()
    data = path.read_bytes()
    assert data[:16] != keys.PLAIN
    assert b"Plain Words" not in data
    assert names(tmp_path) == ["new.ctpat"]


def test_a_plain_file_says_so_and_is_encrypted_later(empty, qtbot, sample):
    path = Path(sample)
    assert empty.open_path(path)
    idle(qtbot, empty)
    assert "NOT ENCRYPTED" in empty.windowTitle()
    assert empty.safety.text().startswith("Not encrypted")
    answer(qtbot, "", NEW)
    safety_page(empty).change()
    assert "NOT ENCRYPTED" not in empty.windowTitle()
    assert empty.safety.text().startswith("Encrypted")
    assert "not encrypted" in safety_page(empty).keyring_note.text()
    idle(qtbot, empty)
    assert len(upkeep.backup_list(empty.workspace)) == 1
    key = empty.workspace.key
    empty.close()
    assert path.read_bytes()[:16] != keys.PLAIN
    assert checked(path, key) == ()


def test_a_wrong_current_passphrase_changes_nothing(window, qtbot, key):
    answer(qtbot, "wrong", NEW)
    safety_page(window).change()
    assert "was not changed" in window.shell.banner.words
    assert window.workspace.key == key


def test_changing_the_passphrase_keeps_everything(window, qtbot, sealed, key):
    box = narrative(window)
    qtbot.keyClicks(box, "Before. ")
    sheet = " ".join(keys.to_words(key))
    answer(qtbot, PASSPHRASE, NEW)
    safety_page(window).change()
    new = window.workspace.key
    assert new != key
    idle(qtbot, window)
    box = narrative(window)
    qtbot.keyClicks(box, "After. ")
    window.shell.flush()
    assert in_file(sealed, new).startswith("Before. ") or "Before. " in in_file(sealed, new)
    assert "After. " in in_file(sealed, new)
    window.menus.undo.trigger()
    assert "After. " not in in_file(sealed, new)
    idle(qtbot, window)
    window.close()
    assert checked(sealed, new) == ()
    with pytest.raises(WrongKey, match="not the passphrase"):
        workspaces.open_file(sealed, PASSPHRASE)
    with pytest.raises(WrongKey, match="no longer valid"):
        workspaces.open_with_words(sealed, sheet)


@pytest.mark.usefixtures("backed_up")
def test_a_change_gives_up_a_backup_that_runs(window, qtbot, key):
    window.keeper.back_up(always=True)
    safety_page(window).set_passphrase(NEW)
    idle(qtbot, window)
    assert window.workspace.is_open
    assert window.workspace.key != key
    assert window.shell.banner.isHidden()
    newest = upkeep.backup_list(window.workspace)[0]
    assert upkeep.backup_contents(newest, window.workspace.key) is not None


@pytest.mark.usefixtures("backed_up")
def test_the_backup_is_listed_with_what_is_in_it_and_restored(window, qtbot, key, tmp_path):
    page = safety_page(window)
    company = window.shell.desk.dossier.company.name
    assert f"{company} · " in texts(page)
    target = tmp_path / "restored.ctpat"
    backup = upkeep.backup_list(window.workspace)[0]
    assert page.restore(backup, target)
    assert checked(target, key) == ()
    assert not page.restore(backup, target)
    assert "exists already" in window.shell.banner.words


def test_a_failed_backup_says_that_the_workspace_is_saved(window, qtbot, sealed, key, own_home):
    blocked = own_home / "blocked"
    blocked.write_text("a file")
    upkeep.home.prefer("backup_folder", str(blocked))
    window.keeper.back_up(always=True)
    idle(qtbot, window)
    assert "Your workspace itself is saved." in window.shell.banner.words
    qtbot.keyClicks(narrative(window), "Saved all the same. ")
    window.shell.flush()
    assert in_file(sealed, key).startswith("Saved all the same. ")


@pytest.mark.usefixtures("backed_up")
def test_a_rehearsal_runs_when_due_and_not_again(window, qtbot):
    today = window.keeper.today
    assert upkeep.last_rehearsal(window.workspace) == today.isoformat()
    assert not upkeep.rehearsal_due(window.workspace, today)
    assert upkeep.rehearsal_due(window.workspace, date(today.year + 2, 1, 1))


def test_the_check_names_a_damaged_document(window, qtbot):
    page = safety_page(window)
    page.check()
    drain(qtbot)
    assert "The file is in order." in texts(page)
    title = window.shell.desk.dossier.evidence[0].title
    digest = window.shell.desk.dossier.evidence[0].sha256
    with window.workspace.bare() as connection:
        connection.execute(
            "UPDATE evidence_chunk SET content = zeroblob(9) WHERE sha256 = ?", (digest,)
        )
    page.check()
    drain(qtbot)
    assert title in texts(page)
    assert "The file is in order." not in page.health_result.itemAt(0).widget().text()


def test_closing_while_a_backup_runs_leaves_one_file(window, qtbot, sealed, key):
    qtbot.keyClicks(narrative(window), "Kept. ")
    window.keeper.back_up(always=True)
    assert window.close()
    drain(qtbot)
    assert names(sealed.parent) == ["Tidewater.ctpat"]
    assert in_file(sealed, key).startswith("Kept. ")


def on_button(page, name):
    """Return the button of a name."""
    return next(one for one in page.findChildren(QPushButton) if one.text() == name)


def test_a_folder_that_falls_on_its_button_has_the_backups_from_now_on(window, own_home, tmp_path):
    folder = tmp_path / "sticks"
    folder.mkdir()
    page = safety_page(window)
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF")
    assert not dropped(on_button(page, "Backup folder…"), letter)
    assert dropped(on_button(page, "Backup folder…"), folder)
    assert home.preferences()["backup_folder"] == str(folder)


def test_a_copy_is_written_into_a_folder_that_falls_on_its_button(window, qtbot, key, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    idle(qtbot, window)
    page = safety_page(window)
    assert dropped(on_button(page, "Backup to another place…"), folder)
    copy = folder / f"{window.workspace.path.stem} {date.today().isoformat()}.ctpat"
    qtbot.waitUntil(copy.exists, timeout=20_000)
    idle(qtbot, window)
    checked(copy, key)
    was = copy.read_bytes()
    assert dropped(on_button(page, "Backup to another place…"), folder)
    qtbot.waitUntil(lambda: bool(window.shell.banner.words))
    assert window.shell.banner.words == f"{copy} is there already."
    assert copy.read_bytes() == was


def test_a_backup_of_many_companies_names_the_first_and_how_many_there_are(qtbot, tmp_path):
    backup = upkeep.Backup(
        tmp_path / "b.ctpat", datetime(2026, 11, 30, 12, tzinfo=UTC), "ab", 2**20
    )
    inside = upkeep.Contents(tuple("ABCDE"), 7, 2, 0)
    line = backup_row(backup, inside, lambda: None)
    words = line.itemAt(0).widget()
    qtbot.addWidget(words)
    named = "5 companies (A, B, C and 2 more)"
    assert words.text().endswith(f"  ·  {named} · 7 answers · 2 documents  ·  1.0 MB")
    assert words.toolTip() == "A, B, C, D, E"
    line = backup_row(backup, upkeep.Contents(("A",), 7, 2, 0), lambda: None)
    few = line.itemAt(0).widget()
    qtbot.addWidget(few)
    assert "  ·  A · 7 answers" in few.text()
