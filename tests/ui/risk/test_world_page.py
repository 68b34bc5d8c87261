"""The world by what a source says of each country."""

import pytest
from PySide6.QtCore import QPointF

from ctpat_desktop.catalogue.regions import COUNTRIES
from ctpat_desktop.catalogue.world import COLUMNS, ROWS, fields
from ctpat_desktop.checklist.risk import Level
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.risk.world_map import sign_of


@pytest.fixture
def page(window):
    window.shell.open("risk")
    return window.shell.current().tab("risk_world")


def row(page, name):
    names = [page.table.item(at, 0).text() for at in range(page.table.rowCount())]
    return [page.table.item(names.index(name), column).text() for column in range(5)]


def test_every_country_has_a_field_of_its_own():
    placed = fields()
    assert len(set(placed.values())) == len(placed) > 190
    assert all(0 <= x < COLUMNS and 0 <= y < ROWS for x, y in placed.values())
    assert set(placed) <= set(COUNTRIES)


def test_countries_stand_as_on_a_map():
    placed = fields()
    assert placed["CA"][1] < placed["US"][1] < placed["MX"][1] < placed["CL"][1]
    assert placed["US"][0] < placed["FR"][0] < placed["IN"][0] < placed["JP"][0]
    assert placed["NO"][1] < placed["ZA"][1] < placed["NZ"][1]


def test_the_newest_source_is_shown_with_what_the_company_has_there(page):
    assert page.box.currentText() == "Invented trafficking report 2026"
    assert row(page, "Mexico") == ["Mexico", "Tier 2", "Medium", "5", "4"]
    assert row(page, "Norway") == ["Norway", "", "Not rated", "1", ""]
    assert page.map.rows["CN"].level is Level.HIGH


def test_without_a_source_only_the_own_places_are_shown(page):
    page.box.setCurrentIndex(0)
    page.show_source()
    assert row(page, "Mexico") == ["Mexico", "", "Not rated", "5", "4"]
    assert page.map.rows["MX"].level is None


def test_a_click_on_the_map_goes_to_the_row(page):
    column, line = fields()["UY"]
    wide, high = page.map.width() / COLUMNS, page.map.height() / ROWS
    at = QPointF((column + 0.5) * wide, (line + 0.5) * high)
    assert page.map.code_at(at) == "UY"
    page.point(page.map.code_at(at))
    assert page.table.item(page.table.currentRow(), 0).text() == "Uruguay"
    assert page.map.current == "UY"


def test_a_new_partner_is_counted(page, window):
    desk = window.shell.desk
    values = {"name": "Lobito Mills", "country": "AO", "status": "active"}
    records.add(desk.workspace, "partner", company_id=desk.scope.company_id, **values)
    assert row(page, "Angola") == ["Angola", "", "Not rated", "1", ""]


def test_a_rating_is_told_by_a_sign_and_not_by_color_alone(page):
    signs = {row.level: sign_of(row) for row in page.map.rows.values()}
    assert len({sign for level, sign in signs.items() if level}) == len(signs) - 1
    assert (signs[Level.MEDIUM], signs[None], sign_of(None)) == ("●", "", "")
