"""The dialog of a team: starting one, inviting, joining, roles, and who may do what."""

from contextlib import closing

import pytest
from PySide6.QtWidgets import QApplication

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.team import exchanging, joining, places
from ctpat_desktop.services.team.standing import standing
from ctpat_desktop.ui.team import team_dialog
from ctpat_desktop.ui.team.invite_dialog import InviteDialog
from ctpat_desktop.ui.team.join_dialog import JoinDialog
from ctpat_desktop.ui.team.member_dialogs import NameDialog, PasswordDialog, RoleDialog
from ctpat_desktop.ui.team.place_dialog import PlaceDialog
from ctpat_desktop.ui.team.start_dialog import StartDialog
from ctpat_desktop.ui.team.team_dialog import TeamDialog
from tests.ui.driving import answering
from tests.ui.fits.looking import faults
from tests.ui.team.conftest import SECRET, meet


def shown(qtbot, window):
    dialog = TeamDialog(window, window.shell.desk, window.shell.exchanger)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def dialog(qtbot, team):
    """The dialog of a file in a team."""
    return shown(qtbot, team.window)


@pytest.fixture
def answers(monkeypatch):
    """What is done in each dialog that is asked; a question is answered with Yes."""
    done, _ = answering(monkeypatch, "team.team_dialog", "team.team_frame")
    monkeypatch.setattr(team_dialog, "confirm", lambda *_: True)
    return done


def done(qtbot, dialog):
    """Wait until what a dialog does is done."""
    qtbot.waitUntil(lambda: dialog.strip.current is None, timeout=30_000)


def row_of(dialog, name):
    rows = range(dialog.people.rowCount())
    at = next(at for at in rows if dialog.people.item(at, 0).text() == name)
    dialog.people.setCurrentCell(at, 0)
    return [dialog.people.item(at, column).text() for column in range(4)]


def test_a_team_is_started_in_a_folder(qtbot, window, answers, tmp_path):
    dialog = shown(qtbot, window)
    shared = tmp_path / "shared"
    shared.mkdir()

    def start(asked):
        assert asked.go_button.toolTip() == "Choose the shared folder."
        asked.name.setText("Ann's laptop")
        asked.place.folder.line.setText(str(tmp_path / "nowhere"))
        asked.go_button.click()
        assert "is no folder." in asked.banner.words
        asked.place.folder.line.setText(str(shared))
        asked.go_button.click()
        done(qtbot, asked)

    answers[StartDialog] = start
    dialog.ways.start_button.click()
    qtbot.waitUntil(lambda: dialog.exchanger.running is None, timeout=30_000)
    assert dialog.inside.isVisible()
    assert row_of(dialog, "Ann's laptop") == ["Ann's laptop", "Owner", "1", "this computer"]
    assert dialog.where.text() == f"The team meets in {shared}."
    assert dialog.waits.text() == "Everything that was changed here went out."
    assert "1 change file went out." in dialog.last.text()


def test_a_file_without_a_passphrase_cannot_start_a_team(qtbot, empty, sample_file, tmp_path):
    path = tmp_path / "plain.ctpat"
    path.write_bytes(sample_file.read_bytes())
    assert empty.open_path(path)
    dialog = shown(qtbot, empty)
    assert not dialog.ways.start_button.isEnabled()
    assert "needs a passphrase" in dialog.ways.reason.text()
    assert dialog.ways.join_button.isEnabled()


def test_somebody_is_invited_and_joins_in_a_new_file(qtbot, team, dialog, answers, tmp_path):
    invite, codes = tmp_path / "Bob 2.ctpat-invite", []

    def write(asked):
        asked.write(invite)
        done(qtbot, asked)
        codes.append(asked.code.words.text())
        assert "It is good for 14 days, for one computer." in asked.code.where.text()

    answers[InviteDialog] = write
    dialog.invite_button.click()
    assert len(codes[0].split()) == 4
    assert row_of(dialog, "Open invite")[1] == "Editor"
    joins = JoinDialog(team.window)
    qtbot.addWidget(joins)
    joins.show()
    joins.invite.setText(str(invite))
    joins.code.setText("wrong words are here")
    joins.look_button.click()
    done(qtbot, joins)
    assert "The code does not fit this invite" in joins.banner.words
    joins.code.setText(codes[0])
    joins.look_button.click()
    done(qtbot, joins)
    joins.name.setText("Carol")
    target = tmp_path / "carol.ctpat"
    joins.place.folder.line.setText(str(team.shared))
    joins.join(target, SECRET, joins._entrance())
    done(qtbot, joins)
    assert "You are in the team." in joins.outcome.text()
    joins.open_button.click()
    assert joins.made == target
    with closing(workspaces.open_file(target, SECRET)) as carol:
        assert companies.overview(carol) == companies.overview(team.desk.workspace)
    team.exchange()
    assert row_of(dialog, "Carol")[1] == "Editor"


def test_a_name_that_is_taken_writes_no_invite(qtbot, team, tmp_path):
    invite = tmp_path / "taken.ctpat-invite"
    invite.write_text("somebody's")
    asked = InviteDialog(team.window, team.desk, "")
    qtbot.addWidget(asked)
    asked.write(invite)
    done(qtbot, asked)
    assert "exists already" in asked.banner.words
    assert invite.read_text() == "somebody's"
    assert standing(team.desk.workspace).invites == ()


def test_joining_where_the_folder_is_not_leaves_no_file(qtbot, team, tmp_path):
    invite, target = tmp_path / "new.ctpat-invite", tmp_path / "new.ctpat"
    wanted = exchanging.Wanted("reader", 3, invite)
    code = exchanging.invite(team.desk.workspace, "", wanted).code
    joins = JoinDialog(team.window)
    qtbot.addWidget(joins)
    joins.invite.setText(str(invite))
    joins.code.setText(code)
    joins.look()
    done(qtbot, joins)
    entrance = joins._entrance()
    team.shared.rename(tmp_path / "gone")
    joins.join(target, SECRET, entrance)
    done(qtbot, joins)
    assert "cannot be used: it is not there." in joins.banner.words
    assert not target.exists()
    assert joins.go_button.isEnabled()


def test_the_owner_changes_a_role_renames_and_removes(qtbot, team, dialog, answers, bob):
    assert row_of(dialog, "Bob")[1] == "Editor"
    answers[RoleDialog] = lambda asked: (
        asked.box.setCurrentIndex(asked.box.findData("reviewer")),
        asked.accept(),
    )
    dialog.role_button.click()
    done(qtbot, dialog)
    assert row_of(dialog, "Bob")[1] == "Reviewer"
    answers[NameDialog] = lambda asked: (asked.line.setText("Robert"), asked.accept())
    dialog.name_button.click()
    done(qtbot, dialog)
    row_of(dialog, "Robert")
    dialog.remove_button.click()
    done(qtbot, dialog)
    assert row_of(dialog, "Robert")[1] == "Removed"
    assert dialog.remove_button.toolTip() == "Robert was removed already."
    assert "This computer was removed from the team." in meet(bob).report.notes


def test_the_last_owner_is_told_why_not(qtbot, dialog, answers):
    row_of(dialog, "Ann")
    assert dialog.remove_button.toolTip() == "This is you: leave the team instead."
    answers[RoleDialog] = lambda asked: (asked.box.setCurrentIndex(0), asked.accept())
    dialog.role_button.click()
    done(qtbot, dialog)
    assert dialog.banner.words != ""
    assert row_of(dialog, "Ann")[1] == "Owner"


def test_an_editor_can_neither_invite_nor_change_others(qtbot, team, bob):
    bob.close()
    assert team.window.open_path(team.bob)
    page = team.window.centralWidget()
    page.line.setText(SECRET)
    page.try_passphrase()
    qtbot.waitUntil(lambda: team.window.shell is not None, timeout=30_000)
    dialog = shown(qtbot, team.window)
    row_of(dialog, "Ann")
    reasons = [
        one.toolTip()
        for one in (dialog.invite_button, dialog.role_button, dialog.remove_button)
        if not one.isEnabled()
    ]
    assert reasons == [
        "Only an owner of the team can invite.",
        "Only an owner of the team can change a role.",
        "Only an owner of the team can remove.",
    ]
    assert not dialog.name_button.isEnabled()
    row_of(dialog, "Bob")
    assert dialog.name_button.isEnabled()
    assert dialog.leave_button.isEnabled()


def test_leaving_keeps_the_file_and_ends_the_exchange(dialog, answers, team):
    dialog.leave_button.click()
    assert dialog.ways.isVisible()
    assert standing(team.desk.workspace) is None
    assert not team.exchanger.exchange_now()
    assert team.desk.dossier.answer("9.1").whole.narrative


def test_a_folder_with_another_path_is_said_anew(qtbot, team, dialog, answers):
    moved = team.shared.with_name("moved")
    team.shared.rename(moved)

    def say(asked):
        assert asked.place.folder.line.placeholderText() == str(team.shared)
        assert asked.ok.toolTip() == "Choose the shared folder."
        asked.place.folder.line.setText(str(moved))
        asked.ok.click()

    answers[PlaceDialog] = say
    dialog.place_button.click()
    team.rest()
    assert dialog.where.text() == f"The team meets in {moved}."
    assert "nothing was new." in dialog.last.text()


SIZES = ((860, 620), (620, 560))


@pytest.mark.parametrize("size", SIZES)
def test_nothing_in_the_dialogs_is_cut(qtbot, team, dialog, size):
    device = dialog.standing.people[0].device
    long = "Ann of the laptop at the second desk in the office at the harbor front, to the left"
    exchanging.rename(team.desk.workspace, "", device, long[:80])
    dialog.show_all()
    starts, joins = StartDialog(dialog, team.desk), JoinDialog(dialog)
    places_of, invites = PlaceDialog(dialog, team.desk), InviteDialog(dialog, team.desk, "")
    starts.place.on_server.setChecked(True)
    invites.code.show_code(team.shared, "polar position dutch strategy", "14 days")
    invites.asked.hide()
    invites.code.show()
    for one in (starts, joins, places_of, invites, dialog):
        qtbot.addWidget(one)
        one.resize(*size)
        one.show()
        QApplication.processEvents()
        assert (one.width(), one.height()) == size  # else its parts need more room than there is
        assert faults(one) == []


def test_a_typed_password_is_used_until_the_window_closes(qtbot, team, dialog, answers):
    server = places.Credentials("localhost", "ctpat", "ann", port=1)
    joining.move_place(team.desk.workspace, places.of_server(server))
    words = []
    answers[PasswordDialog] = lambda asked: (
        words.append(asked.findChildren(type(dialog.where))[0].text()),
        asked.line.setText("secret"),
        asked.accept(),
    )
    dialog.exchange_button.click()
    qtbot.waitUntil(lambda: dialog.exchanger.password == "secret", timeout=30_000)
    team.rest()
    assert "ctpat on localhost" in words[0]
    assert "The team's server localhost cannot be used" in dialog.last.text()
