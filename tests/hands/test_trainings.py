"""A recorded training played by pointer and keys alone, to its result."""

import pytest

pytestmark = pytest.mark.full


def test_a_training_is_added_watched_and_passed(hands):
    hands.key("ctrl+j", "t")
    hands.click_tab("Recorded trainings")
    hands.click("New from a model…")
    hands.on("Model trainings")
    hands.key("Down", "Down")
    hands.click("Add this training", "QPushButton")
    hands.until(lambda: len(hands.ask()["windows"]) == 1)
    hands.click("Play…", "QPushButton")
    hands.click("Find a name or a position")
    hands.type("farouk")
    hands.click("Who is watching")
    hands.key("Home", "space")
    hands.click("Begin", "QPushButton")
    for number in range(1, 9):
        hands.until(lambda at=number: f"{at} of 9" in hands.ask(texts=1))
        assert not hands.see("To the questions", "QPushButton")["on"]
        hands.key(("Right", "Next", "space", "Down")[number % 4])
    hands.until(lambda: hands.see("To the questions", "QPushButton")["on"])
    hands.click("To the questions", "QPushButton")
    for answer in ("2", "1", "3", "2", "1"):
        hands.key(answer, "Return", "Return")
    hands.key("2", "3", "Return", "Return")
    hands.until(lambda: "Amina Farouk: Passed, 100 percent" in hands.ask(texts=1))
    hands.click("Close", "QPushButton")
    hands.until(lambda: len(hands.ask()["windows"]) == 1)
    hands.click_tab("Training sessions")
    hands.until(lambda: "Seals: keep, fit, check" in hands.ask(rows="Training sessions"))
