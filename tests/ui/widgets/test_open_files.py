"""Dialogs for files to read begin where the last file came from, never where we were started."""

import pytest
from PySide6.QtWidgets import QFileDialog

from ctpat_desktop.support import home
from ctpat_desktop.ui.widgets import open_files
from ctpat_desktop.ui.widgets.dialogs import EXPORT_FOLDER


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """Where each dialog began; it chooses the file noted in `chosen`."""
    begun, chosen = [], [str(tmp_path / "in" / "proof.pdf")]
    (tmp_path / "in").mkdir()

    def one(_parent, _title, at, _kinds=""):
        begun.append(at)
        return chosen[0], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", one)
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *a: ([n] if (n := one(*a)[0]) else [], "")
    )
    return begun, chosen


def test_the_folder_of_the_last_file_is_where_the_next_dialog_begins(asked, tmp_path):
    begun, _ = asked
    papers = tmp_path / "papers"
    papers.mkdir()
    home.prefer(EXPORT_FOLDER, str(papers))
    assert open_files.ask_file(None, "One") == str(tmp_path / "in" / "proof.pdf")
    assert open_files.ask_files(None, "Several") == [tmp_path / "in" / "proof.pdf"]
    open_files.ask_file(None, "There", at="/elsewhere")
    assert begun == [str(papers), str(tmp_path / "in"), "/elsewhere"]


def test_a_dialog_that_is_left_changes_nothing_and_a_folder_that_is_gone_is_not_used(asked):
    begun, chosen = asked
    chosen[0] = ""
    home.prefer(open_files.READ_FOLDER, "/gone")
    assert open_files.ask_file(None, "One") == ""
    assert open_files.ask_files(None, "Several") == []
    assert "/gone" not in begun
    assert home.preferences()[open_files.READ_FOLDER] == "/gone"
