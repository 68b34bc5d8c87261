"""The wheel scrolls what lies below the pointer; it never changes an answer on the way."""

import pytest

pytestmark = pytest.mark.full


def turned(hands):
    hands.wheel(3)
    hands.wheel(3, down=False)
    hands.wheel(2)


def test_a_wheel_over_a_drop_down_of_a_form_changes_nothing(hands):
    hands.page("Company")
    before = hands.see("Ownership")["value"]
    hands.point("Ownership")
    turned(hands)
    assert hands.see("Ownership")["value"] == before


def test_not_even_a_drop_down_that_has_the_keyboard(hands):
    hands.page("Company")
    before = hands.see("Ownership")["value"]
    hands.click("Ownership")
    hands.key("Escape")
    hands.point("Ownership")
    turned(hands)
    assert hands.see("Ownership")["value"] == before


def test_a_wheel_over_a_date_changes_nothing(hands):
    hands.page("Company")
    before = hands.see("Business started on", "QLineEdit")["value"]
    hands.click("Business started on", "QLineEdit")
    turned(hands)
    assert hands.see("Business started on", "QLineEdit")["value"] == before


def test_a_long_form_scrolls_under_a_drop_down(hands):
    hands.page("Partners")
    top = hands.see("Relationship", "QComboBox")
    hands.point("Relationship", "QComboBox")
    hands.wheel(2)
    now = (
        hands.see("Relationship", "QComboBox")
        if hands.ask(see="Relationship", kind="QComboBox")
        else None
    )
    assert now is None or now["rect"][1] < top["rect"][1]
    assert now is None or now["value"] == top["value"]


def test_the_owner_of_an_answer_stays(hands):
    hands.page("9  Premises")
    hands.point("Evidence", "QLabel")
    hands.wheel(10)
    before = hands.see("Owner", "QComboBox")["value"]
    hands.point("Owner", "QComboBox")
    turned(hands)
    assert hands.see("Owner", "QComboBox")["value"] == before


def test_a_status_being_edited_in_the_sheet_stays(hands):
    hands.key("ctrl+3")
    cell = hands.until(lambda: hands.ask(cell=["All answers", 0, 3]))
    hands.point_at(cell["rect"])
    hands.do("click", "--repeat", 2, "--delay", 80, 1)
    turned(hands)
    hands.key("Return")
    assert hands.ask(cell=["All answers", 0, 3])["value"] == cell["value"]


def test_tabs_stay_under_the_wheel(hands):
    hands.page("Partners")
    hands.see("Relationship", "QComboBox")
    hands.point_at(hands.ask(tabs=1)["Details"]["rect"])
    turned(hands)
    assert hands.see("Relationship", "QComboBox")
