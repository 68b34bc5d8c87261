"""Another account is looked at: the page on the screen is shown, the others once they are seen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import answers
from ctpat_desktop.ui.frame.accounts_box import MOST_LISTED
from ctpat_desktop.ui.frame.goto_box import ROW
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


@pytest.mark.parametrize(
    ("at", "then"),
    [
        (Place("1", "1.1"), ("1", "1.1", "")),
        (Place("9", "9.2"), ("9", "9.1", "")),
        (Place("year", "1.2"), ("year", "1.2", "")),
        (Place("sites", table="site_walk"), ("sites", "", "site_walk")),
        (Place("reports", field="seals"), ("reports", "", "")),
        (Place("trade"), ("home", "", "")),
    ],
)
def test_another_account_is_shown_at_the_same_place(window, other, at, then):
    window.shell.go(at)
    window.choose_account(other)
    here = window.shell.where()
    assert (here.section, here.criterion, here.table) == then
    assert at.section != "reports" or here.field == "seals"


def test_a_record_of_the_company_left_is_not_looked_for_in_the_other(window, other):
    shell = window.shell
    partner = shell.desk.dossier.company.id
    shell.open("partners")
    assert shell.where().record_id
    window.choose_account(other)
    here = shell.where()
    assert (here.section, here.table, here.record_id) == ("partners", "partner", "")
    assert shell.desk.dossier.company.id != partner


def test_a_new_company_begins_at_home(window, monkeypatch):
    added = lambda _: companies.start(window.workspace, "Third", "importer", 2026)  # noqa: E731
    monkeypatch.setattr(window.opener, "added_account", added)
    window.shell.open("partners")
    window.choose_account("")
    assert window.shell.current() is window.shell.pages["home"]


def test_which_account_of_a_company_it_is_stands_in_the_title_and_the_list(window, other):
    side, company = window.shell.sidebar, window.shell.desk.dossier.company
    assert window.windowTitle().startswith(f"{company.name} – ")
    assert side.kind.text() == f"U.S. Importer · {window.shell.desk.dossier.profile.year}"
    second = companies.start(window.workspace, "", "exporter", 2026, company.id)
    window.choose_account(second)
    assert window.windowTitle().startswith(f"{company.name} · U.S. Exporter – ")
    assert side.kind.text() == "U.S. Exporter · 2026"


def many(window):
    """Add so many companies that a list of them would be long."""
    for number in range(MOST_LISTED):
        companies.start(window.workspace, f"Client {number}", "highway_carrier", 2026)
    return window.shell.boxes


def shown(box):
    """Return the accounts the box shows."""
    rows = [box.list.item(at).data(ROW) for at in range(box.list.count())]
    return [row.words for row in rows if row is not None]


def test_of_many_companies_one_is_typed(window):
    boxes = many(window)
    window.activateWindow()
    window.shell.go(Place("1", "1.1"))
    window.shell.sidebar.accounts.showPopup()
    box = boxes.company
    assert box.isVisible()
    assert len(shown(box)) == MOST_LISTED + 2
    assert shown(box)[-1] == "Add company or account…"
    QTest.keyClicks(box.words, "clie 7")
    assert shown(box) == ["Client 7 · Highway Carrier (U.S./Canada and U.S./Mexico)"]
    QTest.keyClick(box.words, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert window.shell.desk.dossier.company.name == "Client 7"
    assert window.shell.where().criterion == "1.1"


def test_few_companies_are_a_list(window, other):
    window.activateWindow()
    window.shell.sidebar.accounts.showPopup()
    assert window.shell.sidebar.accounts.view().isVisible()
    assert window.shell.boxes.company is None
    window.shell.sidebar.accounts.hidePopup()


def test_companies_are_among_what_can_be_gone_to(window, other):
    window.activateWindow()
    window.menus.go_anywhere.trigger()
    box = window.shell.boxes.anywhere
    box.words.setText("second trad")
    assert shown(box)[0] == "Second Trading · U.S. Customs Broker"
    QTest.keyClick(box.words, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert window.shell.desk.account_id == other


def test_what_is_typed_in_the_list_of_companies_stays_in_it(window, other):
    """A closed list chooses at the first letter; the next must not fall into a field."""
    window.activateWindow()
    shell = window.shell
    shell.open("company")
    names = [box.text() for box in shell.current().findChildren(QLineEdit) if box.isVisible()]
    assert any(names)
    next(box for box in shell.current().findChildren(QLineEdit) if box.isVisible()).setFocus()
    shell.sidebar.accounts.setFocus()
    QTest.keyClicks(shell.sidebar.accounts, "Sec")
    assert shell.desk.account_id == other
    assert shell.sidebar.accounts.hasFocus()
    assert companies.company(window.workspace, other).name == "Second Trading"
