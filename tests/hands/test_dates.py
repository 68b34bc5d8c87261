"""Dates are typed with real keys, left with Tab, and stored as what they say."""

from datetime import date

import pytest

pytestmark = pytest.mark.full

STARTED = "Business started on"


def started(dossier):
    return dossier.company.started_on


@pytest.fixture
def field(hands):
    """The date of the company form, emptied, with the keyboard in it."""
    hands.page("Company")
    hands.click(STARTED, "QLineEdit")
    hands.key("ctrl+a", "Delete")
    return hands


@pytest.mark.parametrize(
    "typed", ["3/15/2004", "03/15/2004", "2004-03-15", "mar 15 2004", "15.03.2004"]
)
def test_a_typed_date_is_stored_when_tab_leaves_it(field, stored, typed):
    field.type(typed)
    field.key("Tab")
    field.on("Telephone")
    assert field.see(STARTED, "QLineEdit")["value"] == "03/15/2004"
    field.until(lambda: stored(started) == date(2004, 3, 15))


def test_typing_over_everything_stores_what_was_typed(field, stored):
    field.type("04/06/1998")
    field.key("Tab", "shift+Tab", "ctrl+a")
    field.type("03/15/2004")
    field.key("Tab")
    field.until(lambda: stored(started) == date(2004, 3, 15))


def test_deleting_the_words_empties_the_date(field, stored):
    field.key("Tab")
    assert field.see(STARTED, "QLineEdit")["value"] == ""
    field.until(lambda: stored(started) is None)


def test_what_is_no_date_stays_marked_and_changes_nothing(field, stored):
    field.type("03/15/2004")
    field.key("Tab")
    field.until(lambda: stored(started) == date(2004, 3, 15))
    field.key("shift+Tab", "ctrl+a")
    field.type("soon after easter")
    field.key("Tab")
    assert field.see(STARTED, "QLineEdit")["value"] == "soon after easter"
    assert any("is not a date" in text for text in field.ask(texts=1))
    field.on("Telephone")
    assert stored(started) == date(2004, 3, 15)


def test_the_next_field_is_typed_into_the_next_field(field):
    field.type("3/15/2004")
    field.key("Tab", "ctrl+a")
    field.type("973-555-0199")
    assert field.see("Telephone")["value"] == "973-555-0199"
    assert field.see(STARTED, "QLineEdit")["value"] == "03/15/2004"


def test_the_calendar_opens_at_today_and_a_day_is_picked(field, stored):
    field.key("alt+Down", "Return")
    shown = field.until(lambda: field.see(STARTED, "QLineEdit")["value"])
    today = date.today()
    assert shown == f"{today:%m/%d/%Y}"
    field.key("Tab")
    field.until(lambda: stored(started) == today)
