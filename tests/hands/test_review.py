"""A conversation, an approval that ends with changed words, and the page Review, by hand."""

import pytest

pytestmark = pytest.mark.full


def test_a_question_is_asked_answered_and_resolved_and_an_approval_ends(hands, tmp_path):
    hands.key("ctrl+j", "9")
    hands.point("What you do", "TextBox")
    hands.point("How to answer well", "Words")
    hands.wheel_to("Comment…", "QPushButton")
    hands.click("Comment…", "QPushButton")
    hands.on("What you want to say or ask")
    hands.type("Which gate is it?")
    hands.key("Tab", "Tab")
    hands.key("Return")
    hands.until(lambda: hands.ask(see="Comments (1)"))
    hands.point("Comments (1)", "Words")
    hands.wheel_to("Reply to tester")
    hands.click("Reply to tester")
    hands.on("Your reply")
    hands.type("The north one.")
    hands.click("Reply", "QPushButton")
    hands.until(lambda: hands.ask(see="The north one."))
    hands.point("Comments (1)", "Words")
    hands.wheel(6, down=False)
    hands.wheel_to("Approve")
    hands.click("Approve")
    hands.until(lambda: hands.ask(see="Approved", kind="QLabel"))
    hands.picture(tmp_path / "approved.png")
    hands.click("What you do", "TextBox")
    hands.key("ctrl+End")
    hands.type(" It is locked at night.")
    hands.until(lambda: hands.ask(see="Draft", kind="QLabel"))
    hands.picture(tmp_path / "draft.png")
    hands.key("ctrl+j", "v")
    hands.until(lambda: hands.ask(see="Answers by state"))
    hands.picture(tmp_path / "review.png")
    hands.click_tab("Comments")
    hands.click("Resolve: tester")
    hands.until(lambda: hands.ask(see="0 open comments"))
    hands.key("ctrl+z")
    hands.until(lambda: hands.ask(see="1 open comment"))
    hands.picture(tmp_path / "comments.png")


def test_a_name_is_chosen_with_the_keyboard(hands):
    hands.key("ctrl+j", "v")
    hands.until(lambda: hands.ask(see="Answers by state"))
    hands.click("You write as tester. Your name…")
    hands.on("Your name")
    hands.type("Amina Farouk")
    hands.key("Return")
    words = "The variable CTPAT_DESKTOP_USER sets your name here."
    hands.until(lambda: any(words in text for text in hands.ask(texts=1)))
