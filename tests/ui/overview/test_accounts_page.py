"""The page of all companies of a file."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.overview.model import COMPANY, LATE, MUSTS, NEXT, REVIEW
from ctpat_desktop.ui.widgets import theme
from tests.ui.driving import agreeing


@pytest.fixture
def page(window, qtbot):
    """The page of a file with three companies, once it is read."""
    desk = window.shell.desk
    for name in ("Alder", "Birch"):
        companies.start(desk.workspace, name, "importer", desk.today.year)
    window.shell.open("companies")
    page = window.shell.current()
    qtbot.waitUntil(lambda: len(page.model.rows) == 3)
    return page


def shown(page, column=COMPANY, role=Qt.ItemDataRole.DisplayRole):
    rows = range(page.shown.rowCount())
    return [page.shown.index(row, column).data(role) for row in rows]


def test_a_file_of_one_account_has_no_such_page(window):
    assert "companies" not in window.shell.offered()
    desk = window.shell.desk
    companies.start(desk.workspace, "Alder", "importer", desk.today.year)
    assert "companies" in window.shell.offered()
    assert not window.shell.sidebar.rows["companies"].isHidden()
    desk.workspace.undo()
    assert "companies" not in window.shell.offered()


def test_every_company_is_a_row_and_the_own_one_is_current(page, window):
    name = window.shell.desk.dossier.company.name
    assert sorted(shown(page)) == sorted(["Alder", "Birch", name])
    assert page.current().company == name
    assert page.count.text().startswith("3 companies, 3 accounts, ")


def test_what_is_late_is_red(page, window, qtbot):
    desk = window.shell.desk
    alder = next(row.owner for row in page.model.rows if row.company == "Alder")
    day = desk.today - timedelta(days=3)
    records.add(
        desk.workspace, "partner", company_id=alder.company_id, name="Zinc", next_check_on=day
    )
    at = shown(page).index("Alder")
    qtbot.waitUntil(lambda: shown(page, LATE)[at] == "1")
    assert shown(page, LATE, Qt.ItemDataRole.ForegroundRole)[at] == QColor(theme.tokens().bad)
    assert shown(page, REVIEW)[at] == "No anniversary date"
    assert (shown(page, MUSTS)[at], shown(page, NEXT)[at]) == ("60", "")


def test_rows_are_narrowed_and_sorted(page):
    page.words.setText("bir")
    assert shown(page) == ["Birch"]
    assert page.current().company == "Birch"
    page.words.setText("nobody")
    assert shown(page) == []
    assert not page.empty.isHidden()
    assert not page.open_button.isEnabled()
    page.words.clear()
    assert page.open_button.isEnabled()
    page.table.sortByColumn(COMPANY, Qt.SortOrder.DescendingOrder)
    assert shown(page) == sorted(shown(page), reverse=True)
    page.table.sortByColumn(MUSTS, Qt.SortOrder.AscendingOrder)
    assert shown(page, MUSTS)[-1] == "60"


def test_a_company_is_opened_at_its_home(page, window):
    page.words.setText("birch")
    page.open_button.click()
    assert window.shell.desk.dossier.company.name == "Birch"
    assert window.shell.current() is window.shell.pages["home"]


def test_the_keys_of_the_field_walk_the_list_and_open_a_company(page, window):
    window.activateWindow()
    page.words.setFocus()
    QTest.keyClicks(page.words, "birch")
    QTest.keyClick(page.words, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    page.words.setFocus()
    QTest.keyClick(page.words, Qt.Key.Key_Return)
    assert window.shell.desk.dossier.company.name == "Birch"


def test_a_company_is_added_from_the_list(page, window, monkeypatch):
    asked = []
    monkeypatch.setattr(window.opener, "added_account", lambda _: asked.append(1) or "")
    page.add_button.click()
    window.menus.company_new.trigger()
    assert asked == [1, 1]


def test_every_column_is_whole_in_a_window_of_a_laptop(page, window):
    window.resize(1280, 760)
    page.table.doItemsLayout()
    assert page.table.horizontalScrollBar().maximum() == 0


def test_the_own_company_is_opened_without_a_switch(page, window):
    own = window.shell.desk.account_id
    page.open_account(next(row for row in page.model.rows if row.owner.account_id == own))
    assert window.shell.desk.account_id == own
    assert window.shell.current() is window.shell.pages["home"]


def test_the_deadlines_of_all_companies_are_one_press_away(page, window):
    page.days_button.click()
    days = window.shell.current()
    assert days is window.shell.pages["deadlines"]
    assert days.is_all


def test_a_company_is_archived_shown_again_and_brought_back(page, window, qtbot, monkeypatch):
    agreeing(monkeypatch, True)
    page.words.setText("birch")
    page.away_button.click()
    page.words.clear()
    qtbot.waitUntil(lambda: "Birch" not in shown(page))
    assert window.shell.sidebar.accounts.findText("Birch", Qt.MatchFlag.MatchStartsWith) == -1
    page.archived.setChecked(True)
    qtbot.waitUntil(lambda: "Birch" in shown(page))
    assert shown(page, REVIEW)[shown(page).index("Birch")] == "Archived"
    page.words.setText("birch")
    assert page.away_button.text() == "Bring company back"
    page.away_button.click()
    qtbot.waitUntil(lambda: page.away_button.text() == "Archive company…")
    assert window.shell.sidebar.accounts.findText("Birch", Qt.MatchFlag.MatchStartsWith) > 0


def test_an_archived_company_is_read_and_the_window_says_why(page, window, qtbot):
    birch = next(row.owner for row in page.model.rows if row.company == "Birch")
    page.put_away(birch.company_id)
    page.archived.setChecked(True)
    qtbot.waitUntil(lambda: "Birch" in shown(page))
    page.words.setText("birch")
    page.open_button.click()
    shell = window.shell
    assert (shell.desk.account_id, shell.current()) == (birch.account_id, shell.pages["home"])
    assert "This company was archived on" in shell.banner.words
    shell.open("company")
    assert all(line.isReadOnly() for line in lines(qtbot, shell.current()))
    assert "read only" in window.windowTitle()
    window.choose_account(companies.overview(shell.desk.workspace)[0].account_id)
    assert window.shell.desk.reading_only == ""
    window.shell.open("company")
    assert not any(line.isReadOnly() for line in lines(qtbot, window.shell.current()))


def test_an_archived_company_is_brought_back_where_it_is_read(page, window, qtbot):
    birch = next(row.owner for row in page.model.rows if row.company == "Birch")
    page.put_away(birch.company_id)
    window.choose_account(birch.account_id)
    window.shell.open("companies")
    there = window.shell.current()
    there.archived.setChecked(True)
    qtbot.waitUntil(lambda: "Birch" in shown(there))
    assert there.away_button.text() == "Bring company back"
    there.away_button.click()
    assert (window.shell.desk.account_id, window.shell.desk.reading_only) == (birch.account_id, "")


def test_undo_and_redo_of_archiving_take_the_pen_along(page, window, qtbot):
    birch = next(row.owner for row in page.model.rows if row.company == "Birch")
    page.put_away(birch.company_id)
    window.choose_account(birch.account_id)
    assert window.shell.desk.reading_only
    window.shell.desk.undo()
    qtbot.waitUntil(lambda: not window.shell.desk.reading_only)
    window.shell.desk.redo()
    qtbot.waitUntil(lambda: bool(window.shell.desk.reading_only))
    assert window.shell.desk.account_id == birch.account_id


def lines(qtbot, page):
    qtbot.waitUntil(page.isVisible)
    found = [line for line in page.findChildren(QLineEdit) if line.isVisible()]
    assert found
    return found


def test_the_company_in_the_window_is_archived_and_another_one_is_shown(page, window, qtbot):
    here = window.shell.desk.dossier.company.id
    page.put_away(here)
    assert window.shell.desk.dossier.company.name == "Alder"
    assert window.shell.desk.reading_only == ""
