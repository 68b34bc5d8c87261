"""A page without anything on it says what it is for and how to begin."""

import pytest
from PySide6.QtCore import Qt

from ctpat_desktop.catalogue.areas import load_areas
from ctpat_desktop.catalogue.purposes import load_purposes
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.ui.pages import VIEWS
from ctpat_desktop.ui.widgets import dialogs
from ctpat_desktop.ui.widgets.empty import EmptyNote
from tests.ui.fits.looking import faults
from tests.ui.fits.walking import closed, opened, settle, walk

CHOSEN_ELSEWHERE = {
    *("site_walk", "trade_eligibility", "trade_questionnaire", "trade_duties"),
    *("labor_requirements", "portal_move"),
}
"""Views that ask their questions also where no record exists."""


@pytest.fixture(scope="module")
def shown(qapp, tmp_path_factory):
    """A window on an importer who has typed nothing yet."""
    del qapp
    file = tmp_path_factory.mktemp("empty") / "new.ctpat"
    workspace = workspaces.create(file)
    companies.start(workspace, "Tidewater", "importer", 2026)
    workspace.close()
    window = opened(file)
    window.resize(1280, 740)
    settle()
    yield window
    closed(window)


def notes(page):
    """Return what the notes on a page say, and the buttons they offer."""
    found = [note for note in page.findChildren(EmptyNote) if note.isVisible()]
    return found, [
        note.steps.itemAt(at).widget().text() for note in found for at in range(note.steps.count())
    ]


@pytest.mark.parametrize("area", load_areas(), ids=lambda area: area.id)
def test_every_empty_register_says_what_it_is_for(shown, area):
    shell = shown.shell
    shell.open(area.id)
    for tab in area.tabs:
        shell.pages[area.id].tab(tab)
        settle()
        said, steps = notes(shell.pages[area.id])
        if tab in CHOSEN_ELSEWHERE:
            continue
        purpose = load_purposes()[tab]
        assert [purpose.words in note.text() for note in said] == [True], tab
        assert all(number in said[0].text() for number in purpose.proves)
        if tab not in VIEWS:
            part = shell.pages[area.id].built[tab]
            for button in (part.many_button, part.remove_button):
                assert not button.isEnabled()
                assert button.toolTip() == "Choose a line of the list first."
            assert any(words.startswith(("Add", "Fill")) for words in steps), tab
            assert "Import…" in steps


@pytest.mark.parametrize("table", ["contact", "address", "identifier", "evidence"])
def test_every_other_empty_list_says_what_it_is_for(shown, table):
    shell = shown.shell
    page = "evidence" if table == "evidence" else "company"
    shell.open(page)
    if page == "company":
        shell.pages[page].tabs.setCurrentIndex(shell.pages[page].places[table])
    settle()
    said, _ = notes(shell.pages[page])
    assert load_purposes()[table].words in said[0].text()


def test_the_first_step_of_an_empty_register_adds_a_record(shown):
    shell = shown.shell
    shell.open("seals")
    tab = shell.pages["seals"].tab("seal")
    settle()
    step = tab.list.empty.steps.itemAt(0).widget()
    assert step.text() == "Add seal"
    step.click()
    settle()
    assert tab.editor.isVisible()
    assert not tab.list.empty.isVisible()
    shell.undo()
    settle()
    assert tab.list.empty.isVisible()


def test_every_page_of_an_empty_file_fits(shown):
    assert walk(shown, ((1024, 640),)) == []


def test_an_empty_register_shows_how_a_filled_one_looks(shown, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(dialogs, "ask", asked.append)
    shown.shell.open("seals")
    shown.shell.pages["seals"].tab("seal")
    settle()
    (note,) = [
        note for note in shown.shell.pages["seals"].findChildren(EmptyNote) if note.isVisible()
    ]
    steps = [note.steps.itemAt(at).widget() for at in range(note.steps.count())]
    (show,) = [step for step in steps if step.text() == "See example rows…"]
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    (dialog,) = asked
    heads = [dialog.table.horizontalHeaderItem(n).text() for n in range(4)]
    first = [dialog.table.item(0, n).text() for n in range(4)]
    assert heads == ["Seal number", "State", "Issued on", "Issued to"]
    assert first == ["HL 0071401", "Used", "08/03/2026", "Desmond Achterberg"]
    dialog.show()
    settle()
    assert faults(dialog) == []
    dialog.close()
    assert not shown.shell.desk.registers.facts.filled & {"seal"}
