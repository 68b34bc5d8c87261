"""A page shows a change at once while it is on the screen, else when it is next seen."""

import pytest
from PySide6.QtWidgets import QStackedWidget

from ctpat_desktop.ui.page import Page
from ctpat_desktop.workspace.changes import Change, Changes


def change(table, record_id="1"):
    return Changes("Change", (Change(table, record_id, "changed"),))


class Noting(Page):
    """Notes what it is asked to show."""

    tables = ("site",)

    def __init__(self):
        super().__init__()
        self.shown = []

    def refresh(self, changes):
        self.shown.append([item.record_id for item in changes.items])


@pytest.fixture
def page(qtbot):
    return Noting()


@pytest.fixture
def stack(qtbot, page):
    made = QStackedWidget()
    qtbot.addWidget(made)
    made.addWidget(Page())
    made.addWidget(page)
    made.show()
    return made


def test_a_page_on_the_screen_shows_a_change_at_once(page, stack):
    stack.setCurrentWidget(page)
    page.hear(change("site"))
    assert page.shown == [["1"]]


def test_a_hidden_page_shows_all_it_missed_when_it_is_seen(page, stack):
    page.hear(change("site", "1"))
    page.hear(change("site", "2"))
    assert page.shown == []
    stack.setCurrentWidget(page)
    assert page.shown == [["1", "2"]]


def test_what_was_shown_is_not_shown_again(page, stack):
    page.hear(change("site"))
    stack.setCurrentWidget(page)
    stack.setCurrentIndex(0)
    stack.setCurrentWidget(page)
    assert page.shown == [["1"]]


def test_a_change_of_other_tables_concerns_nobody(page, stack):
    stack.setCurrentWidget(page)
    page.hear(change("seal"))
    assert page.shown == []


@pytest.mark.parametrize(("shows", "expected"), [(True, [[]]), (False, [])])
def test_new_findings_concern_the_pages_that_show_them(page, stack, shows, expected):
    page.shows_findings = shows
    stack.setCurrentWidget(page)
    page.hear(Changes())
    assert page.shown == expected


class Whole(Noting):
    """Notes that it is to show everything."""

    def show_all(self):
        self.shown.append("all")


def test_everything_is_shown_anew_once_a_hidden_page_is_seen(qtbot):
    page, stack = Whole(), QStackedWidget()
    qtbot.addWidget(stack)
    stack.addWidget(Page())
    stack.addWidget(page)
    stack.show()
    page.show_anew()
    page.hear(change("site"))
    assert page.shown == []
    stack.setCurrentWidget(page)
    assert page.shown == ["all"]
    page.hear(change("site"))
    page.show_anew()
    assert page.shown == ["all", ["1"], "all"]
    stack.setCurrentIndex(0)
    stack.setCurrentWidget(page)
    assert page.shown == ["all", ["1"], "all"]
