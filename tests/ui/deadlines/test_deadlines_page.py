"""The page of everything that falls due."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton

from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.pages.pdf_text import pdf_text
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.deadlines import due_list, printed_year
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.deadlines.model import COMPANY, DAY, WHAT, WHEN
from ctpat_desktop.ui.widgets import theme


@pytest.fixture
def partner(window):
    """A partner whose check is three days late."""
    desk = window.shell.desk
    day, company = desk.today - timedelta(days=3), desk.dossier.company.id
    return records.add(
        desk.workspace, "partner", company_id=company, name="Zinc", next_check_on=day
    )


@pytest.fixture
def page(window, partner):
    window.shell.open("deadlines")
    return window.shell.current()


def line(page, record_id):
    return next(n for n, row in enumerate(page.model.rows) if row.place.record_id == record_id)


def cell(page, number, column, role=Qt.ItemDataRole.DisplayRole):
    return page.model.index(number, column).data(role)


def test_a_late_day_is_red_and_says_what_it_is_about(page, partner):
    number = line(page, partner)
    assert cell(page, number, WHAT) == "Partner · Zinc: next check due"
    assert cell(page, number, WHEN) == "3 days late"
    assert cell(page, number, DAY, Qt.ItemDataRole.ForegroundRole) == QColor(theme.tokens().bad)


def test_the_list_is_narrowed_by_words_kind_lateness_and_time(page, partner):
    every = len(page.model.rows)
    page.words.setText("zinc partner")
    assert [row.place.record_id for row in page.model.rows] == [partner]
    assert page.count.text() == "1 deadline, 1 late"
    page.words.setText("no such words")
    assert page.empty.text() == "No deadline fits these choices."
    page.words.clear()
    page.kind.setCurrentIndex(page.kind.findData("partners"))
    assert {row.kind for row in page.model.rows} == {"partners"}
    page.kind.setCurrentIndex(0)
    of_partners, today = len(page.model.rows), page.desk.today
    page.lateness.setCurrentIndex(page.lateness.findText("Late"))
    late = len(page.model.rows)
    assert all(row.on < today for row in page.model.rows)
    page.lateness.setCurrentIndex(page.lateness.findText("Not late"))
    assert 0 < len(page.model.rows) == of_partners - late
    assert all(row.on >= today for row in page.model.rows)
    page.lateness.setCurrentIndex(0)
    page.months.setCurrentIndex(page.months.findData(1))
    assert 0 < len(page.model.rows) < every
    page.months.setCurrentIndex(page.months.findData(0))
    assert len(page.model.rows) > every


def test_a_list_without_days_says_so(page):
    page.words.setText("no such thing")
    assert page.empty.isVisible()
    assert page.table.isHidden()
    assert not page.go_button.isEnabled()
    assert page.go_button.toolTip() == "No day is chosen."


def test_enter_goes_to_the_record(page, partner, window, qtbot):
    page.table.setCurrentIndex(page.model.index(line(page, partner), DAY))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert window.shell.where() == Place(
        "partners", table="partner", record_id=partner, field="next_check_on"
    )


def test_what_is_done_leaves_the_list_and_the_place_is_kept(page, partner):
    number = line(page, partner)
    here = page.model.rows[number + 2]
    page.table.setCurrentIndex(page.model.index(number + 2, DAY))
    page.desk.change("partner", partner, next_check_on=None)
    assert partner not in {row.place.record_id for row in page.model.rows}
    assert page.current() == here


def test_all_companies_are_offered_where_there_are_several(page, window, qtbot):
    assert page.all_companies.isHidden()
    second = companies.start(window.workspace, "Second Trading", "exporter", 2026)
    company = Scope.of(window.workspace, second, page.desk.today).company_id
    lead = records.add(
        window.workspace,
        "partner",
        company_id=company,
        name="Lead",
        next_check_on=page.desk.today + timedelta(days=9),
    )
    qtbot.waitUntil(page.all_companies.isVisible)
    assert lead not in {row.place.record_id for row in page.model.rows}
    assert page.table.isColumnHidden(COMPANY)
    page.all_companies.setChecked(True)
    number = line(page, lead)
    assert cell(page, number, COMPANY) == "Second Trading"
    assert not page.table.isColumnHidden(COMPANY)
    page.table.activated.emit(page.model.index(number, DAY))
    assert window.shell.desk.account_id == second
    assert window.shell.where().record_id == lead


def test_the_days_shown_are_saved_as_a_calendar(page, partner, tmp_path, qtbot):
    page.words.setText("zinc")
    with qtbot.waitSignal(page.desk.written) as told:
        page.save_calendar(tmp_path / "due.ics")
    path = tmp_path / "due.ics"
    assert told.args[0] == f"1 deadline saved in {path}. The calendar file is not encrypted."
    content = (tmp_path / "due.ics").read_text()
    assert "SUMMARY:Partner · Zinc: next check due" in content
    assert f"UID:{partner}.next_check_on@ctpat-desktop" in content


def test_a_file_that_is_no_calendar_of_ours_stays(page, tmp_path, qtbot):
    other = tmp_path / "due.ics"
    other.write_text("mine")
    with qtbot.waitSignal(page.desk.notified) as told:
        page.save_calendar(other)
    assert "was left alone" in told.args[1]
    assert other.read_text() == "mine"


def test_the_year_is_printed_by_month(page, partner):
    scope = page.desk.scope
    found = due_list.of_account(scope)
    words = pdf_text(printed_year.pdf(scope, found), 100_000)
    assert "Zinc: next check due" in words
    months = {f"{row.on:%B %Y}" for row in found.rows if not row.due(scope.today).is_late}
    assert len(months) > 6
    assert all(month in words for month in months)
    of_all = pdf_text(printed_year.pdf(scope, found, is_all=True), 100_000)
    assert "All companies of the file" in of_all


def test_home_says_the_same_and_leads_to_the_page(window, partner, qtbot):
    desk, home = window.shell.desk, window.shell.pages["home"]
    qtbot.waitUntil(lambda: desk.registers is not None)
    home.show_all()
    late = due_list.of_account(desk.scope).late(desk.today)
    assert home.clocks.late(desk.today) == late
    assert len({(row.on, row.what) for row in late}) == len(late)
    more = [b for b in home.findChildren(QPushButton) if b.text().endswith("under Deadlines ›")]
    more[-1].click()
    assert window.shell.where() == Place("deadlines")


def test_the_month_of_a_day_has_its_name():
    from ctpat_desktop.support.dates import month_text

    assert month_text(date(2026, 12, 1)) == "December 2026"
