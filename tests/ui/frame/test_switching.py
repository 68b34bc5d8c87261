"""Another account is looked at: the page on the screen is shown, the others once they are seen."""

import pytest
from PySide6.QtWidgets import QLabel

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import answers
from tests.ui import pages


@pytest.fixture
def other(window):
    """A second company of the file, with one answer."""
    account = companies.start(window.workspace, "Second Trading", "customs_broker", 2026)
    answers.save(window.workspace, account, "1.1", narrative="Second signs.")
    return account


def counted(window):
    """Open every page; return where each notes how often it showed everything."""
    shown = {key: 0 for key in window.shell.offered() if not key.isdigit()}
    for key in shown:
        window.shell.open(key)
        page = window.shell.current()

        def noted(key=key, real=page.show_all):
            shown[key] += 1
            real()

        page.show_all = noted
    return shown


def test_only_what_is_on_the_screen_is_shown_at_once(window, other, qtbot):
    shown = counted(window)
    last = list(shown)[-1]
    window.choose_account(other)
    at_once = {key for key, count in shown.items() if count}
    assert at_once <= {"home", last}
    for key in shown:
        window.shell.open(key)
    assert set(shown.values()) == {1}


def test_the_answers_are_those_of_the_account_looked_at(window, other):
    first = window.shell.desk.account_id
    window.shell.go(Place("1", "1.1"))
    before = pages.words(window).toPlainText()
    window.choose_account(other)
    window.shell.go(Place("1", "1.1"))
    assert pages.words(window).toPlainText() == "Second signs."
    pages.words(window).setPlainText("Second signs twice.")
    window.choose_account(first)
    window.shell.go(Place("1", "1.1"))
    assert pages.words(window).toPlainText() == before
    said = companies.dossier(window.workspace, other).answer("1.1").whole
    assert said.narrative == "Second signs twice."


def test_the_registers_of_the_account_follow(window, other, qtbot):
    qtbot.waitUntil(lambda: window.shell.desk.registers is not None, timeout=20_000)
    window.choose_account(other)
    desk = window.shell.desk
    assert desk.registers is None
    qtbot.waitUntil(lambda: desk.registers is not None, timeout=20_000)
    assert desk.registers.company_id == desk.dossier.company.id


def test_the_year_page_is_that_of_the_account(window, other, qtbot):
    window.shell.open("year")
    window.choose_account(other)
    window.shell.open("year")
    page = window.shell.current()
    asked = [row.criterion for row in page.year.rows]
    assert asked == [row.criterion.id for row in window.shell.desk.dossier.answers]
    assert any(one.text() == page.head.text() for one in page.findChildren(QLabel))
