"""A chart looked at, asked otherwise and left for its page, by pointer and keys alone."""

import pytest

pytestmark = pytest.mark.full


def test_a_chart_is_chosen_asked_otherwise_and_left_for_its_page(hands):
    hands.page("Charts")
    hands.click_tab("Training coverage")
    hands.see("The numbers of “Training coverage”", "NumbersTable")
    hands.click("By topic or position", "ChoiceBox")
    hands.key("Down", "Return")
    by_position = "A bar counts what the people of a position need today: each person, each topic."
    hands.until(lambda: by_position in hands.ask(texts=1))
    hands.click("Go to training", "QPushButton")
    hands.see("Training matrix", "QTableWidget")
    hands.click("Chart", "QPushButton")
    hands.until(lambda: by_position in hands.ask(texts=1))
