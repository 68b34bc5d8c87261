"""A team of two: the window on Ann's file, and Bob's file beside it, that meet in a folder."""

import shutil
from contextlib import closing

import pytest

from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.team import exchanging, joining, places
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.ui.team import exchanger
from ctpat_desktop.workspace import door
from tests.ui.driving import drain, opened

SECRET = "violet anchor pelican drum"


@pytest.fixture(autouse=True)
def by_hand(monkeypatch):
    """No exchange begins by itself in these tests."""
    monkeypatch.setattr(exchanger, "AFTER_OPENING_MS", 10_000_000)
    monkeypatch.setattr(exchanger, "AFTER_CHANGE_MS", 10_000_000)


def meet(workspace, password=""):
    """Let a file without a window exchange."""
    return exchanging.exchange(workspace, password, Silent())


def start(workspace, shared):
    """Start a team with a file that has no window."""
    place = places.of_folder(shared)
    joining.start(workspace, place, lambda team: places.opened(place, team), "Ann")
    meet(workspace)


@pytest.fixture(scope="session")
def pair(tmp_path_factory, sealed_sample):
    """A folder with the files of two that are in a team, and their shared folder; copy it."""
    folder = tmp_path_factory.mktemp("pair")
    shared, sample = folder / "shared", sealed_sample[0]
    shared.mkdir()
    with closing(
        door.open_workspace(shutil.copy(sample, folder / "ann.ctpat"), sealed_sample[1])
    ) as ann:
        start(ann, shared)
        wanted = exchanging.Wanted("editor", 14, folder / "bob.ctpat-invite")
        invited = joining.opened_invite(wanted.path, exchanging.invite(ann, "", wanted).code)
        entrance = exchanging.Entrance(invited, places.of_folder(shared), "", "Bob")
        exchanging.join_anew(folder / "bob.ctpat", SECRET, entrance, Silent())
        meet(ann)
    return folder


class Team:
    """The window of the owner, and the folder the team meets in."""

    def __init__(self, qtbot, window, folder):
        self.qtbot, self.window = qtbot, window
        self.shared, self.bob = folder / "shared", folder / "bob.ctpat"
        joining.move_place(self.desk.workspace, places.of_folder(self.shared))

    @property
    def desk(self):
        return self.window.shell.desk

    @property
    def exchanger(self):
        return self.window.shell.exchanger

    def exchange(self):
        """Exchange in the window and wait for the end."""
        assert self.exchanger.exchange_now()
        self.rest()

    def rest(self):
        """Wait until the exchange of the window has ended and all is shown."""
        self.qtbot.waitUntil(lambda: self.exchanger.running is None, timeout=30_000)
        drain(self.qtbot)


@pytest.fixture
def team(qtbot, empty, pair, tmp_path, key):
    """The window on Ann's file."""
    folder = tmp_path / "team"
    shutil.copytree(pair, folder)
    opened(qtbot, empty, folder / "ann.ctpat", key)
    return Team(qtbot, empty, folder)


@pytest.fixture
def bob(team):
    """Bob's file, open beside the window."""
    workspace = workspaces.open_file(team.bob, SECRET)
    workspace.who = "Bob"
    joining.move_place(workspace, places.of_folder(team.shared))
    yield workspace
    workspace.close()
