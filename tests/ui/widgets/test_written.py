"""What was written is said beside the work, with the way to its folder."""

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from ctpat_desktop.ui.profile.exports import ExportsPage
from ctpat_desktop.ui.widgets.dialogs import may_replace
from ctpat_desktop.ui.widgets.written import open_folder
from tests.ui.driving import agreeing


class FileManager(QObject):
    """Stands where the system's file manager is asked."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def show(self, url):
        self.opened.append(url.toLocalFile())


@pytest.fixture
def manager():
    made = FileManager()
    QDesktopServices.setUrlHandler("file", made, "show")
    yield made
    QDesktopServices.unsetUrlHandler("file")


def test_a_file_opens_its_folder_and_a_folder_itself(qapp, manager, tmp_path):
    path = tmp_path / "a #1 ñ.pdf"
    path.write_bytes(b"x")
    open_folder(path)
    open_folder(tmp_path)
    assert manager.opened == [str(tmp_path), str(tmp_path)]


def test_what_was_written_is_a_notice_and_its_button_opens_the_folder(
    qtbot, window, manager, tmp_path
):
    window.shell.desk.written.emit("The report is in <b>x</b>.", tmp_path)
    notices = window.shell.notices
    assert notices.words == "The report is in <b>x</b>."
    (opens,) = [b for b in notices.findChildren(QPushButton) if b.text() == "Open the folder"]
    qtbot.mouseClick(opens, Qt.MouseButton.LeftButton)
    assert manager.opened == [str(tmp_path)]


def test_each_export_offers_its_folder(qtbot, window, manager, tmp_path):
    page = window.shell.pages["exports"]
    assert isinstance(page, ExportsPage)
    page.write_data(tmp_path / "all.xlsx")
    qtbot.waitUntil(lambda: not page.results_frame.isHidden(), timeout=20_000)
    (opens,) = [b for b in page.findChildren(QPushButton) if b.text() == "Open the folder"]
    qtbot.mouseClick(opens, Qt.MouseButton.LeftButton)
    assert manager.opened == [str(tmp_path)]


@pytest.mark.parametrize("answer", [True, False])
def test_a_name_the_system_did_not_see_is_asked_about(qapp, monkeypatch, tmp_path, answer):
    asked = agreeing(monkeypatch, answer)
    assert may_replace(None, "Save", tmp_path / "new.pdf")
    assert asked == []
    (tmp_path / "old.pdf").write_bytes(b"x")
    assert may_replace(None, "Save", tmp_path / "old.pdf") == answer
    assert len(asked) == 1


def test_the_switch_for_metadata_is_on_and_kept(qtbot, window):
    from ctpat_desktop.services.accounts import settings

    window.shell.open("exports")
    page = window.shell.pages["exports"]
    assert page.cleans.isChecked()
    page.cleans.click()
    assert settings.get(window.workspace, "portal.keep_metadata") is True
