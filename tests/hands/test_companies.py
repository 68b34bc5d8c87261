"""A file of many companies: from one to another with some letters, and words found in all."""

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import answers
from tests.hands.screen import Hands

pytestmark = pytest.mark.full


@pytest.fixture
def consultant(environment, tmp_path):
    """The program on a file with fourteen companies, one of which speaks of a zeppelin."""
    path = tmp_path / "Clients.ctpat"
    workspace = workspaces.create(path)
    made = [
        companies.start(workspace, f"Client {letter}", "importer", 2026)
        for letter in "ABCDEFGHIJKLMN"
    ]
    answers.save(workspace, made[9], "1.2", narrative="A zeppelin lands in the yard.")
    workspace.close()
    hands = Hands(environment, tmp_path / "home", path)
    yield hands
    hands.close()


def title(hands):
    return hands.ask()["windows"][0][0]


def test_a_day_with_many_companies(consultant):
    hands = consultant
    hands.key("ctrl+j", "1")
    hands.see("1.1  Statement of support")
    hands.click("Company and account")
    hands.on("Another company")
    hands.type("client m")
    hands.key("Return")
    hands.until(lambda: title(hands).startswith("Client M "))
    hands.see("1.1  Statement of support")
    hands.key("ctrl+f")
    hands.on("Search")
    hands.type("zeppelin")
    hands.click("All companies")
    hands.until(lambda: len(hands.ask(rows="What was found")) == 2)
    hands.click("Search", "QLineEdit")
    hands.key("Return")
    hands.until(lambda: title(hands).startswith("Client J "))
    hands.see("1.2  Cross-functional team")
