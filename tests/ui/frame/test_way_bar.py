"""Back, forward, and the line that says where the page is."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.frame.trail import Trail


@pytest.fixture
def shell(window):
    return window.shell


@pytest.fixture
def way(shell):
    return shell.way


def here(shell):
    """Return page, tab and criterion on the screen."""
    place = shell.where()
    return place.section, place.criterion or place.table or place.field


def shown(way):
    """Return the words of the line."""
    return [words for words, _ in way.crumbs]


def test_back_and_forward_lead_through_pages_tabs_criteria_and_records(window, shell, way):
    partner = records.add(
        shell.desk.workspace, "partner", company_id=shell.desk.dossier.company.id, name="Zeta"
    )
    shell.go(Place("9", "9.10"))
    shell.go(Place("partners", table="partner", record_id=partner))
    shell.pages["partners"].tabs.setCurrentIndex(1)
    shell.open("safety")
    seen = []
    while window.menus.go_back.isEnabled():
        window.menus.go_back.trigger()
        seen.append(here(shell))
        if seen[-1] == ("partners", "partner"):
            assert shell.where().record_id == partner
    assert seen == [
        ("partners", "partner_risk"),
        ("partners", "partner"),
        ("9", "9.10"),
        ("home", ""),
    ]
    for _ in range(3):
        window.menus.go_forward.trigger()
    assert here(shell) == ("partners", "partner_risk")
    shell.open("sites")  # what was ahead is forgotten
    assert not window.menus.go_forward.isEnabled()


def test_the_row_one_was_at_comes_back(shell, way):
    shell.open("partners")
    tab = shell.pages["partners"].tab("partner")
    chosen = tab.list.model.ids[3]
    tab.list.select(chosen)
    shell.open("safety")
    tab.list.select(tab.list.model.ids[0])
    way.step(-1)
    assert shell.where().record_id == chosen


def test_places_that_are_gone_are_passed(shell, way):
    workspace = shell.desk.workspace
    gone = records.add(workspace, "site", company_id=shell.desk.dossier.company.id, name="Gone")
    shell.open("seals")
    shell.go(Place("sites", table="site", record_id=gone))
    shell.open("safety")
    records.remove(workspace, "site", gone)
    way.step(-1)
    assert here(shell) == ("seals", "seal")
    way.step(1)
    assert here(shell) == ("safety", "")


def test_a_file_opens_with_the_keyboard_on_its_page(window, shell, way):
    window.activateWindow()
    QApplication.processEvents()
    shell.hide()
    way.parts[0].link.setFocus()
    shell.show()
    QApplication.processEvents()
    assert not way.isAncestorOf(window.focusWidget())


def test_another_account_begins_anew(window, shell, way):
    shell.open("trade")
    window.choose_account(companies.start(window.workspace, "Second", "highway_carrier", 2026))
    assert here(shell) == ("home", "")
    assert not way.trail.can(-1)
    assert way.back.toolTip() == "No place before this one."


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place("home"), ["Overview", "Home"]),
        (
            Place("9", "9.10"),
            ["Security profile", "9  Premises", "9.10  Technology physically secured"],
        ),
        (Place("sites", table="site_walk"), ["Sites and security", "Sites", "Site walks"]),
        (Place("review", field="changes"), ["Security profile", "Review", "Changes"]),
        (Place("reports", field="seals"), ["File and reports", "Reports", "Seal audit"]),
        (Place("inspections"), ["Cargo and incidents", "Inspections"]),
    ],
    ids=lambda value: value.section if isinstance(value, Place) else "",
)
def test_the_line_says_where_the_page_is(shell, way, place, words):
    shell.go(place)
    assert shown(way) == words


def test_a_tab_that_is_clicked_is_said(shell, way):
    shell.open("sites")
    shell.pages["sites"].tabs.setCurrentIndex(1)
    assert shown(way)[-1] == "Floor plans"


def test_each_part_goes_there(shell, way):
    shell.go(Place("9", "9.10"))
    links = way.findChildren(QPushButton)
    next(link for link in links if link.text() == "9  Premises" and link.isVisible()).click()
    assert here(shell)[0] == "9"
    shell.go(Place("sites", table="site_plans"))
    links = [link for link in way.findChildren(QPushButton) if link.isVisible()]
    next(link for link in links if link.text() == "Sites and security").click()
    assert here(shell)[0] == "sites"


def test_the_mouse_goes_back_and_forward(window, shell, way):
    shell.open("seals")
    shell.open("safety")
    QApplication.processEvents()
    handle, at = window.windowHandle(), QPoint(600, 300)
    QTest.mouseClick(handle, Qt.MouseButton.BackButton, Qt.KeyboardModifier.NoModifier, at)
    assert here(shell) == ("seals", "seal")
    QTest.mouseClick(handle, Qt.MouseButton.ForwardButton, Qt.KeyboardModifier.NoModifier, at)
    assert here(shell) == ("safety", "")


def test_only_so_many_places_are_remembered():
    trail = Trail()
    for number in range(150):
        trail.arrive(Place("9", f"9.{number}"))
    assert len(trail.places) == 100
    assert trail.step(-1, lambda _: True) == Place("9", "9.148")
    assert trail.step(-1, lambda place: place.criterion == "9.60") == Place("9", "9.60")
    assert trail.step(1, lambda _: True) == Place("9", "9.148")
