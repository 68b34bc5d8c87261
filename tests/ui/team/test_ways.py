"""The ways to a team from the menu and the start page, and files that joined in odd ways."""

import shutil
from contextlib import closing
from threading import Event

import pytest

from ctpat_desktop.exchange.team.folder import Folder
from ctpat_desktop.exchange.team.places import PIECE, Slot
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.team import exchanging, joining, ledger, places
from ctpat_desktop.services.team.standing import standing
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.ui.team import asking, computer
from ctpat_desktop.ui.team.join_dialog import JoinDialog
from tests.ui.driving import locked
from tests.ui.team.conftest import SECRET, meet


def test_the_menu_shows_the_team_joins_one_or_waits_for_the_unlock(qtbot, empty, team, monkeypatch):
    shown = []
    monkeypatch.setattr(asking, "show_team", lambda *_: shown.append("team"))
    monkeypatch.setattr(asking, "ask_join", lambda *_: shown.append("join"))
    action = empty.menus.team
    action.trigger()
    locked(qtbot, empty)
    assert not action.isEnabled()
    empty.close_to_start()
    assert action.isEnabled()
    action.trigger()
    assert shown == ["team", "join"]


def test_a_file_that_joined_before_anything_was_handed_out(qtbot, empty, team):
    team.shared.rename(team.shared.with_name("other"))
    team.shared.mkdir()
    joining.leave(team.desk.workspace)
    place = places.of_folder(team.shared)
    joining.start(team.desk.workspace, place, lambda one: places.opened(place, one), "Ann")
    invite, target = team.bob.with_name("new.ctpat-invite"), team.bob.with_name("new.ctpat")
    wanted = exchanging.Wanted("editor", 14, invite)
    code = exchanging.invite(team.desk.workspace, "", wanted).code
    invited = joining.opened_invite(invite, code)
    entrance = exchanging.Entrance(invited, place, "", "Bob")
    exchanging.join_anew(target, SECRET, entrance, Silent())
    company = team.desk.dossier.company.name
    ann = team.desk.workspace.path
    page = opened_with(empty, target)
    qtbot.waitUntil(lambda: bool(page.trouble.text()), timeout=30_000)
    assert "Nothing of the team is in this file yet. Ask somebody" in page.trouble.text()
    with closing(workspaces.open_file(ann, "gravel lantern otter sixpence")) as workspace:
        meet(workspace)
    page.try_passphrase()
    qtbot.waitUntil(lambda: empty.shell is not None, timeout=30_000)
    assert empty.shell.desk.dossier.company.name == company


def opened_with(window, path):
    """Type the passphrase of a file, and return the page that asks for it."""
    assert window.open_path(path)
    page = window.centralWidget()
    page.line.setText(SECRET)
    page.try_passphrase()
    return page


def test_a_copied_file_joins_anew_and_both_go_on(qtbot, team, bob, monkeypatch):
    path = team.bob.with_name("copy.ctpat")
    bob.close()
    shutil.copy(team.bob, path)
    invite = path.with_suffix(".ctpat-invite")
    wanted = exchanging.Wanted("editor", 14, invite)
    code = exchanging.invite(team.desk.workspace, "", wanted).code
    opened_with(team.window, path)
    qtbot.waitUntil(lambda: team.window.shell is not None, timeout=30_000)
    before = ledger.needed(team.desk.workspace).device
    monkeypatch.setattr(ledger, "this_computer", lambda: "another one")

    def work(dialog):
        dialog.invite.setText(str(invite))
        dialog.code.setText(code)
        dialog.look()
        qtbot.waitUntil(lambda: dialog.strip.current is None, timeout=30_000)
        dialog.name.setText("Carol")
        dialog.place.folder.line.setText(str(team.shared))
        dialog.ask_target()
        qtbot.waitUntil(lambda: dialog.strip.current is None, timeout=30_000)
        return dialog.made is not None

    monkeypatch.setattr(JoinDialog, "exec", work)
    monkeypatch.setattr(computer, "ask_which", lambda *_: 2)
    team.exchange()
    team.rest()
    assert ledger.needed(team.desk.workspace).device != before
    now = standing(team.desk.workspace)
    assert sorted(one.name for one in now.people) == ["Ann", "Bob", "Carol"]
    assert team.exchanger.last.is_done


class Slow:
    """A folder that hands no document over, by one of its ways, before it may."""

    def __init__(self, monkeypatch, way):
        self.is_asked, self.may, self.was_let = Event(), Event(), []
        usual = getattr(Folder, way)

        def slow(place, rows, **more):
            slots = [row if isinstance(row, Slot) else row[0] for row in rows]
            if any(slot.kind == PIECE for slot in slots):
                self.is_asked.set()
                self.was_let.append(self.may.wait(10))
            return usual(place, rows, **more)

        monkeypatch.setattr(Folder, way, slow)


@pytest.mark.parametrize("way", ["put", "read"])
def test_a_slow_place_keeps_nobody_from_typing_while_a_document_travels(
    qtbot, team, bob, monkeypatch, way
):
    desk = team.desk
    here = desk.workspace if way == "put" else bob
    data = b"a fence, photographed" * 100_000
    library.add_bytes(here, desk.dossier.company.id, "fence.txt", data)
    if way == "read":
        meet(bob)
    slow = Slow(monkeypatch, way)
    assert team.exchanger.exchange_now()
    qtbot.waitUntil(slow.is_asked.is_set, timeout=30_000)
    assert desk.answer("9.1", None, narrative="Ann types meanwhile.")
    slow.may.set()
    team.rest()
    assert all(slow.was_let)
    assert team.exchanger.last.report.notes == []
