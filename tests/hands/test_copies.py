"""A redacted copy is made and opened by keys alone, and the file it was made of stays."""

from pathlib import Path

import pytest

from ctpat_desktop.records import Person
from ctpat_desktop.workspace import door

pytestmark = pytest.mark.full


def names(path):
    workspace = door.open_workspace(path, None, reading_only=True)
    try:
        with workspace.read() as session:
            return {person.last_name for person in session.query(Person)}
    finally:
        workspace.close()


def test_a_copy_without_names_is_written_by_keys(hands, plain):
    before = names(plain)
    hands.maximize()
    hands.settle()
    hands.key("alt+f", *["Down"] * 7, "Return")
    hands.until(lambda: hands.focus() == ["For whom"])
    hands.key("Return")
    hands.see("Say who gets the copy: the name stands on every page and picture of it.")
    hands.type("Nordwind")
    hands.key("Return")
    hands.until(lambda: any(row[0] == "Save the new file as" for row in hands.ask()["windows"]))
    hands.settle()
    hands.key("Return")  # the name the system's dialog proposes
    hands.click("No passphrase: do not encrypt (only for demos)", "QCheckBox")
    hands.click("Use this passphrase", "QPushButton")
    hands.see("Open the new file", "QPushButton", 120)
    copy = Path(plain).with_name("Copy for Nordwind.ctpat")
    assert names(copy) == {""}
    assert names(plain) == before
    hands.key("Return")
    hands.until(lambda: any(copy.name in row[0] for row in hands.ask()["windows"]))
