"""A team started in a folder and somebody invited, with the keyboard alone."""

import shutil
from contextlib import closing

import pytest

from ctpat_desktop.services.team import joining
from ctpat_desktop.services.team.standing import standing
from ctpat_desktop.workspace import door, keys, swap
from tests.hands.screen import Hands

pytestmark = pytest.mark.full

PASSPHRASE = "gravel lantern otter sixpence"


@pytest.fixture
def sealed(sample_file, tmp_path):
    """The sample under a passphrase, and its key."""
    path, key = shutil.copy(sample_file, tmp_path / "Harborline.ctpat"), keys.fresh(PASSPHRASE)
    swap.encrypt_plain(path, key)
    return path, key


def texts(hands):
    return " ".join(hands.ask(texts=1))


def test_a_team_is_started_and_somebody_invited_with_the_keyboard(environment, sealed, tmp_path):
    path, key = sealed
    shared, invite = tmp_path / "shared", tmp_path / "bob.ctpat-invite"
    shared.mkdir()
    hands = Hands(environment, tmp_path / "home", path)
    try:
        hands.type(PASSPHRASE)
        hands.key("Return")
        hands.until(lambda: "Next step" in texts(hands))
        hands.key("alt+f")
        hands.key(*["Down"] * 11)
        hands.key("Return")
        hands.on("Start a team…")
        hands.key("Return")
        hands.on("Shared folder")
        hands.type(str(shared))
        hands.key("shift+Tab", "shift+Tab")
        hands.on("Name of this computer")
        hands.key("ctrl+a")
        hands.type("Ann's laptop")
        hands.key("Return")
        hands.until(lambda: "Everything that was changed here went out." in texts(hands))
        hands.picture(tmp_path / "started.png")
        hands.key("alt+i")
        hands.on("Role")
        hands.key("Up", "Up", "Return")
        hands.until(lambda: "Save the invite as" in [row[0] for row in hands.ask()["windows"]])
        hands.key("ctrl+a")
        hands.type(str(invite))
        hands.key("Return")
        hands.until(lambda: "Say this code by telephone" in texts(hands))
        hands.picture(tmp_path / "invited.png")
        hands.on("Copy the code")
        hands.key("Escape", "Escape")
        hands.until(lambda: "team" in texts(hands))
        hands.leave()
    finally:
        hands.close()
    with closing(door.open_workspace(path, key)) as workspace:
        now = standing(workspace)
    assert [(one.name, one.role) for one in now.people] == [("Ann's laptop", "Owner")]
    assert [one.role for one in now.invites] == ["Reader"]
    with pytest.raises(Exception, match="does not fit"):
        joining.opened_invite(invite, "not the right words")
