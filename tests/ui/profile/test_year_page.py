"""The yearly review in the window: affirmed one after the other, with last year's words beside."""

import pytest
from PySide6.QtCore import Qt

from ctpat_desktop.services.profile import affirming, answers, evidence_links, years
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.profile.renewals_dialog import RenewalsDialog
from ctpat_desktop.ui.profile.year import STATE
from tests.ui.driving import drain


@pytest.fixture
def page(window, qtbot, monkeypatch):
    """The page of a year begun from the sample's."""
    years.begin(window.shell.desk.scope)
    drain(qtbot)
    window.shell.open("year")
    shown = window.shell.current()
    qtbot.waitUntil(shown.isVisible)
    return shown


def state(page, criterion):
    line = next(n for n, row in enumerate(page.year.rows) if row.criterion == criterion)
    return page.table.item(line, STATE).text()


def test_one_key_affirms_and_goes_to_the_next(page, qtbot):
    assert page.current() == "1.1"
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.current() == "1.2"
    rows = {row.criterion: row for row in affirming.status(page.desk.scope).rows}
    assert rows["1.1"].state != affirming.OPEN
    assert rows["1.1"].by == "tester"


def test_last_years_words_stand_beside_with_what_differs(page, qtbot):
    desk = page.desk
    before = desk.dossier.answer("1.1").whole.narrative
    answers.save(desk.workspace, desk.account_id, "1.1", narrative=before + " Guards too.")
    drain(qtbot)
    page.select("1.1")
    assert page.comparison.toPlainText().endswith("Guards too.")
    assert "Added: Guards too." in page.comparison.accessibleDescription()
    assert "2026: In place" in page.before.text()


def test_a_change_opens_an_affirmed_criterion_again(page, qtbot):
    page.affirm()
    desk = page.desk
    assert state(page, "1.1") != "Not affirmed"
    answers.save(desk.workspace, desk.account_id, "1.1", status="partly")
    drain(qtbot)
    assert state(page, "1.1") == "Changed since"
    page.select("1.1")
    assert "Changed after tester affirmed it" in page.state.text()


def test_an_affirmation_is_taken_back(page):
    page.affirm()
    page.select("1.1")
    page.back_button.click()
    assert state(page, "1.1") == "Not affirmed"
    assert page.back_button.isHidden()


def test_who_reviewed_is_kept(page):
    page.who.setText("Dolores Reyes")
    page.affirm()
    page.select("1.1")
    assert "Dolores Reyes" in page.state.text()


def test_the_next_year_is_begun_and_what_is_to_be_renewed_is_named(page, monkeypatch):
    shown = []
    monkeypatch.setattr("ctpat_desktop.ui.profile.year.ask", shown.append)
    desk = page.desk
    document = next(iter(desk.dossier.evidence))
    answers.save(desk.workspace, desk.account_id, "1.1", status="in_place")
    evidence_links.link(desk.workspace, desk.account_id, "1.1", document.id)
    records.change(
        desk.workspace, "evidence", document.id, expires_on=desk.today.replace(year=2020)
    )
    page.begin()
    assert page.year.year == 2028
    assert page.head.text() == "Review year 2028"
    (dialog,) = shown
    assert isinstance(dialog, RenewalsDialog)
    assert dialog.list.item(0).text().startswith("1.1  ")


def test_the_answer_is_one_click_away(page, window):
    page.select("9.1")
    page.go_button.click()
    assert window.shell.wizard.isVisible()
    assert window.shell.where().criterion == "9.1"
