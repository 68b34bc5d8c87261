"""The page of reports: choose, read, go to a record, save."""

from datetime import date
from pathlib import Path

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.registers.reports import ReportsPage
from ctpat_desktop.ui.session.desk import Desk


@pytest.fixture(scope="session")
def qapp():
    return application()


@pytest.fixture
def page(qtbot, sample):
    workspace = workspaces.open_file(Path(sample))
    desk = Desk(workspace, companies.choose(workspace), date(2026, 11, 21))
    shown = ReportsPage(desk)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    desk.leave()
    workspace.close()


def test_the_first_report_is_shown(page):
    assert page.title.text() == "Partners without proof (2)"
    assert page.model.rowCount() == 2


def test_another_report_is_chosen(page):
    page.choice.setCurrentRow(3)
    assert page.title.text() == "Access review (42)"
    assert page.model.headers[0] == "Person"


def test_a_row_leads_to_its_record(page, qtbot):
    with qtbot.waitSignal(page.desk.navigated) as told:
        page.table.activated.emit(page.model.index(1, 0))
    (place,) = told.args
    record = records.stored(page.desk.workspace, place.table, place.record_id)
    assert record.name == "Redbluff Drayage LLC"


def test_a_change_is_seen_at_once(page):
    table, record_id = page.places[1]
    records.change(page.desk.workspace, table, record_id, next_check_on=date(2027, 3, 4))
    page.refresh(None)
    assert page.title.text() == "Partners without proof (1)"


def test_a_hidden_page_is_read_when_it_is_seen_again(page):
    told = []
    page.desk.workspace.on_change.append(told.append)
    page.hide()
    table, record_id = page.places[1]
    records.change(page.desk.workspace, table, record_id, next_check_on=date(2027, 3, 4))
    page.hear(told[0])
    assert page.title.text() == "Partners without proof (2)"
    page.show()
    assert page.title.text() == "Partners without proof (1)"


def test_nothing_to_report_is_said(page):
    for table, record_id in page.places:
        records.remove(page.desk.workspace, table, record_id)
    page.refresh(None)
    assert page.empty.isVisible()
    assert not page.table.isVisible()


@pytest.mark.parametrize("ending", [".pdf", ".xlsx", ".csv"])
def test_a_report_is_saved(page, tmp_path, ending):
    page.save(tmp_path / f"report{ending}")
    assert (tmp_path / f"report{ending}").stat().st_size > 0


def test_every_control_has_a_name(page):
    assert page.choice.accessibleName() == "Reports"
    assert page.table.accessibleName() == "Partners without proof"
