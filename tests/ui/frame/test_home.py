"""Home: the next step, the progress and what is due; the rest behind them; the first steps."""

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import records
from ctpat_desktop.ui.frame.home import HomePage
from tests.ui.driving import press


@pytest.fixture
def home(window, qtbot):
    qtbot.waitUntil(lambda: window.shell.desk.registers is not None, timeout=20_000)
    window.shell.open("home")
    return window.shell.pages["home"]


@pytest.fixture
def new(window, qtbot):
    """Home of a company that has nothing yet."""
    window.choose_account(companies.start(window.workspace, "New Trading", "importer", 2026))
    qtbot.waitUntil(lambda: window.shell.desk.registers is not None, timeout=20_000)
    return window.shell.pages["home"]


def texts(part):
    return [one.text() for one in part.findChildren(QLabel) if one.isVisibleTo(part)]


def headings(home):
    return [
        one.text().split(" ")[0]
        for one in home.findChildren(QLabel)
        if one.isVisibleTo(home) and one.property("h2")
    ]


def states(home):
    """Return what the first steps say of themselves."""
    return [words for words in texts(home.steps) if words in ("Done", "Open")]


def test_three_things_come_first(home):
    assert headings(home) == ["Next", "Progress", "Late"]
    assert home.more.isHidden()
    (bar,) = [one for one in home.findChildren(QProgressBar) if one.isVisibleTo(home)]
    assert (bar.value(), bar.maximum()) == (92, 95)
    assert "Profile 2026 · 92 of 95 answered" in texts(home)


def test_the_next_step_is_one_button_that_goes_there(window, home):
    (first,) = window.shell.desk.review.first(1)
    assert first.reason in texts(home)
    primary = [one for one in home.findChildren(QPushButton) if one.property("primary")]
    (go,) = [one for one in primary if one.isVisibleTo(home)]
    go.click()
    assert window.shell.where().section == "company"
    assert first.place.section == "company"


def test_nothing_of_before_is_lost_and_the_choice_stays(window, home):
    press(home, "Show more ▾")
    assert {"The", "Profile", "Do"} < set(headings(home))
    bars = [one for one in home.findChildren(QProgressBar) if one.isVisibleTo(home)]
    assert len(bars) == 13
    again = HomePage(window.shell.desk)
    assert not again.more.isHidden()
    press(home, "Show less ▴")
    assert headings(home) == ["Next", "Progress", "Late"]


def test_a_full_file_has_no_first_steps(home):
    assert home.steps.isHidden()


def test_the_first_steps_follow_the_data_and_go_once_all_are_done(window, new):
    desk = window.shell.desk
    company = desk.dossier.company.id
    assert not new.steps.isHidden()
    assert states(new) == ["Open"] * 6 + ["Done"]  # the file has a passphrase
    records.add(desk.workspace, "site", company_id=company, name="Dock")
    records.add(desk.workspace, "partner", company_id=company, name="Carrier")
    desk.answer("1.1", None, status="in_place")
    assert states(new) == ["Open", "Open", "Done", "Done", "Done", "Open", "Done"]
    records.add(desk.workspace, "evidence", company_id=company, title="A", filename="a.pdf")
    records.add(desk.workspace, "contact", company_id=company, last_name="Roe")
    records.add(desk.workspace, "address", company_id=company, city="Newark")
    assert states(new) == ["Open"]  # the last ones stand alone
    assert "First steps · 6 of 7 done" in texts(new.steps)
    assert "2. Check the kind of account and its anniversary" in texts(new.steps)
    desk.change("account", desk.account_id, anniversary=desk.today)
    assert new.steps.isHidden()


def test_each_first_step_goes_to_its_place(window, new):
    for words, section in (("Add your sites", "sites"), ("Answer the first criterion", "1")):
        window.shell.open("home")
        press(new.steps, f"Go there: {words}")
        assert window.shell.where().section == section


def test_the_first_steps_can_be_hidden_for_good(window, new):
    press(new.steps, "Hide the first steps")
    assert new.steps.isHidden()
    new.show_all()
    assert new.steps.isHidden()
    assert HomePage(window.shell.desk).steps.isHidden()


def test_the_keyboard_is_on_the_next_step_where_its_page_is_left(window, home):
    window.activateWindow()
    window.shell.open("search")
    window.shell.current().words.setFocus()
    window.shell.open("home")
    focus = window.focusWidget()
    assert home.top.isAncestorOf(focus)
    assert focus.property("primary")


def test_the_keyboard_stays_in_the_list_of_pages(window, home):
    window.activateWindow()
    window.shell.open("search")
    window.shell.sidebar.tree.setFocus()
    with window.shell.sidebar.going():
        window.shell.open("home")
    assert window.focusWidget() is window.shell.sidebar.tree
