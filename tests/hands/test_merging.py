"""Twelve differences between two copies, settled with the keyboard alone."""

import shutil
from contextlib import closing

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.merging import questions
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.workspace import door
from tests.hands.screen import Hands

pytestmark = pytest.mark.full

CRITERIA = ("3.1", "4.1", "5.1", "6.1", "7.1", "9.1", "9.2", "9.4", "9.5", "9.6", "9.7")


def change(path, who, word, city):
    """Let a person say the same answers in other words, and change or remove the last site."""
    with closing(door.open_workspace(path)) as workspace:
        workspace.who = who
        account = companies.choose(workspace)
        site = companies.dossier(workspace, account).sites[-1].id
        for criterion in CRITERIA:
            answers.save(workspace, account, criterion, narrative=f"{word} on {criterion}.")
        if city:
            records.change(workspace, "site", site, city=city)
        else:
            records.remove(workspace, "site", site)


@pytest.fixture
def copies(plain, tmp_path):
    """The sample as two people changed it; the first is the file on the screen."""
    other = shutil.copy(plain, tmp_path / "other.ctpat")
    change(plain, "James Ortiz", "Here", "Carson")
    change(other, "Maria Lopez", "There", "")
    return plain, other


def test_twelve_differences_are_settled_with_the_keyboard(environment, copies, tmp_path):
    mine, other = copies
    hands = Hands(environment, tmp_path / "home", mine)
    try:
        hands.key("alt+f")
        hands.key(*["Down"] * 9)
        hands.key("Return")
        hands.on("The other file")
        hands.type(str(other))
        hands.key("Return")
        hands.until(lambda: "12 differences are not settled" in " ".join(hands.ask(texts=1)))
        hands.picture(tmp_path / "compared.png")
        hands.key("alt+s")  # the site stays
        for key in ("alt+h", "alt+o", "alt+b", *["alt+o"] * 8):
            hands.key("alt+n")
            hands.key(key)
        hands.until(lambda: "All is settled." in " ".join(hands.ask(texts=1)))
        hands.picture(tmp_path / "settled.png")
        hands.key("alt+m")
        hands.until(lambda: "changes were taken." in " ".join(hands.ask(texts=1)))
        hands.picture(tmp_path / "merged.png")
        hands.leave()
    finally:
        hands.close()
    with closing(door.open_workspace(mine)) as workspace:
        assert questions.open_questions(workspace) == ()
        account = companies.choose(workspace)
        with workspace.read() as session:
            said = {key: answers.existing(session, account, key).narrative for key in CRITERIA[:4]}
        cities = [site.city for site in companies.dossier(workspace, account).sites]
    assert said == {
        "3.1": "Here on 3.1.",
        "4.1": "There on 4.1.",
        "5.1": "Here There on 5.1.",
        "6.1": "There on 6.1.",
    }
    assert "Carson" in cities
