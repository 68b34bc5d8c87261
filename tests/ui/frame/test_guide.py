"""The panel of the newest changes says what is new, in the lines that stand there."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton

from ctpat_desktop.catalogue.manual import load_reasons
from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.manual.window import ManualWindow
from ctpat_desktop.ui.widgets.parts import Words


@pytest.fixture
def guide(qtbot, window):
    qtbot.waitUntil(lambda: window.shell.desk.registers is not None)
    window.shell.open("home")
    return window.shell.guide


def lines(guide):
    QCoreApplication.processEvents()  # what was put into the column is shown with the next events
    return [row for row in guide.findChildren(Words) if row.isVisibleTo(guide)]


def test_lines_stay_while_nothing_changed(window, guide):
    before = lines(guide)
    window.shell.open("findings")
    window.shell.open("home")
    assert lines(guide) == before
    assert len(before) > 2


def test_a_change_is_the_newest_line(window, guide):
    desk = window.shell.desk
    company = desk.dossier.company.id
    records.add(desk.workspace, "partner", company_id=company, name="Bolt")
    newest = lines(guide)[1].text()
    records.add(desk.workspace, "action", company_id=company, title="Mend")
    assert lines(guide)[1].text() != newest
    assert lines(guide)[3].text() == newest


def test_everything_is_written_anew_in_other_colors(window, guide):
    before = lines(guide)
    window.shell.show_all()
    assert not set(before) & set(lines(guide))


def test_the_lines_come_back_after_an_answer(window, guide):
    words = [line.text() for line in lines(guide)]
    window.shell.open("9")
    assert [line.text() for line in lines(guide)] != words
    window.shell.open("home")
    assert [line.text() for line in lines(guide)] == words


def test_another_account_has_lines_of_its_own(window, guide):
    words = {line.text() for line in lines(guide)}
    other = companies.start(window.workspace, "Second Trading", "importer", 2026)
    window.choose_account(other)
    told = [line.text() for line in lines(window.shell.guide)]
    assert told[:2] == ["Recent", "Add company"]
    assert len(told) == 3
    assert "Add company" not in words


def test_a_criterion_says_why_it_is_asked_and_leads_into_the_manual(window, guide):
    window.shell.go(Place("9", "9.4"))
    assert load_reasons()["9.4"] in [line.text() for line in lines(guide)]
    link = next(b for b in guide.findChildren(QPushButton) if b.text().startswith("More in the"))
    link.click()
    assert window.findChild(ManualWindow).shown == "criterion 9.4"


def test_changes_of_one_record_that_follow_each_other_are_one_line(window, guide):
    desk = window.shell.desk
    company = desk.dossier.company.id
    partner = records.add(desk.workspace, "partner", company_id=company, name="Bolt")
    for city in ("Laredo", "El Paso", "Nogales"):
        records.change(desk.workspace, "partner", partner, city=city)
    other = records.add(desk.workspace, "partner", company_id=company, name="Nut")
    records.change(desk.workspace, "partner", other, city="Tijuana")
    told = [line.text() for line in lines(guide)]
    assert told[1::2][:4] == ["Change partner", "Add partner", "Change partner", "Add partner"]
    assert told[2].count("change") == 0
    assert told[6].endswith(" · 3 changes")


def test_what_cannot_be_counted_is_not(window, guide, monkeypatch):
    monkeypatch.setattr("ctpat_desktop.services.history.versions.MOST_RECENT", 3)
    desk = window.shell.desk
    company = desk.dossier.company.id
    partner = records.add(desk.workspace, "partner", company_id=company, name="Bolt")
    for city in ("Laredo", "El Paso", "Nogales", "Tijuana"):
        records.change(desk.workspace, "partner", partner, city=city)
    guide.show_recent(anew=True)
    told = [line.text() for line in lines(guide)]
    assert told[:2] == ["Recent", "Change partner"]
    assert not told[2].endswith("changes")
