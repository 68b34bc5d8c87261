"""The dialog that gives the words of an answer to other companies."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import answers
from ctpat_desktop.ui.profile.take_over_dialog import TakeOverDialog
from tests.ui import pages
from tests.ui.driving import drain


@pytest.fixture
def others(window):
    """Two more companies, the second with an answer."""
    workspace = window.workspace
    made = [companies.start(workspace, name, "importer", 2026) for name in ("Birch", "Cedar")]
    answers.save(workspace, made[1], "1.1", narrative="Ours.")
    return made


@pytest.fixture
def dialog(window, others, qtbot):
    company = window.shell.desk.dossier.company.name
    made = TakeOverDialog(window, window.shell.desk, "1.1", f"{company} signs in Newark.")
    qtbot.addWidget(made)
    made.show()
    yield made
    drain(qtbot)


def tick(dialog, number):
    index = dialog.table.lines.index(number, 0)
    dialog.table.lines.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)


def test_the_way_there_is_offered_only_with_other_companies(window, others):
    def names():
        buttons = pages.answer(window).findChildren(QPushButton)
        return [one.text() for one in buttons if not one.isHidden()]

    window.shell.go(Place("1", "1.1"))
    assert "To other companies…" in names()


def test_what_is_ticked_gets_the_words_with_its_own_name(dialog, window, others):
    assert not dialog.take_button.isEnabled()
    dialog.sought.setText("birch")
    tick(dialog, 0)
    dialog.sought.setText("cedar")
    assert dialog.about.text() == ""
    tick(dialog, 0)
    assert dialog.about.text().startswith("1 of them says something already")
    assert dialog.take_button.text() == "Take over to 2 accounts"
    dialog.take_button.click()
    said = [companies.dossier(window.workspace, one).answer("1.1").whole for one in others]
    assert [one.narrative for one in said] == ["Birch signs in Newark.", "Cedar signs in Newark."]
    assert window.shell.notices.words.startswith("2 accounts have the words now.")


def test_own_name_and_words_without_any_are_seen_to(dialog):
    assert dialog.own_name.isVisible()
    tick(dialog, 0)
    dialog.text.setPlainText(" ")
    assert not dialog.own_name.isVisible()
    assert dialog.take_button.toolTip() == "There are no words to take over."
