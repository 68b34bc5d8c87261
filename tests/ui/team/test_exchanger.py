"""The exchange with the team beside the work: what the window shows of it, and what it leaves."""

from contextlib import closing

import pytest
from PySide6.QtWidgets import QDialog

from ctpat_desktop.records.team import TeamValue
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.merging import questions, settling
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.team import exchanging, joining, ledger, places
from ctpat_desktop.services.team.standing import standing
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.ui.frame import first_words
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.team import computer, exchanger
from ctpat_desktop.ui.team.announcer import UNREACHED, Announcer
from ctpat_desktop.ui.team.exchanger import Exchanger
from ctpat_desktop.ui.widgets.banner import Banner, Level
from tests.ui.driving import drain, in_file, locked, narrative
from tests.ui.team.conftest import SECRET, meet


def says(workspace, account, criterion, words):
    answers.save(workspace, account, criterion, narrative=words)


def words_of(workspace, account, criterion):
    with workspace.read() as session:
        return answers.existing(session, account, criterion).narrative


@pytest.fixture
def beside(qtbot, team, bob):
    """The desk of Bob's window, with what it says."""
    desk = Desk(bob, team.desk.account_id)
    desk.exchanger = Exchanger(desk, lambda: True)
    desk.banner, desk.notices = Banner(), Banner(Level.DONE)
    for banner in (desk.banner, desk.notices):
        qtbot.addWidget(banner)
    Announcer(desk.exchanger, desk.banner, desk.notices)
    yield desk
    drain(qtbot)
    desk.leave()


def exchange(qtbot, desk):
    assert desk.exchanger.exchange_now()
    qtbot.waitUntil(lambda: desk.exchanger.running is None, timeout=30_000)


def test_a_change_goes_from_one_window_to_the_other(qtbot, team, beside):
    team.desk.answer("9.1", None, narrative="Ann says this.")
    team.exchange()
    exchange(qtbot, beside)
    assert beside.notices.words == "Took in changes of Ann."
    assert beside.dossier.answer("9.1").whole.narrative == "Ann says this."
    assert beside.banner.words == ""
    exchange(qtbot, beside)
    assert beside.exchanger.last.report.taken == 0


def test_whose_changes_came_is_said_until_it_is_read(team, bob, tmp_path):
    wanted = exchanging.Wanted("editor", 14, tmp_path / "carol.ctpat-invite")
    code = exchanging.invite(team.desk.workspace, "", wanted).code
    invited = joining.opened_invite(wanted.path, code)
    entrance = exchanging.Entrance(invited, places.of_folder(team.shared), "", "Carol")
    exchanging.join_anew(tmp_path / "carol.ctpat", SECRET, entrance, Silent())
    account, notices = team.desk.account_id, team.window.shell.notices
    says(bob, account, "9.1", "Bob says this.")
    meet(bob)
    team.exchange()
    with closing(workspaces.open_file(tmp_path / "carol.ctpat", SECRET)) as carol:
        says(carol, account, "9.2", "Carol says this.")
        meet(carol)
    team.exchange()
    assert notices.words == "Took in changes of Bob and Carol."
    notices.read()
    says(bob, account, "9.4", "Bob says more.")
    meet(bob)
    team.exchange()
    assert notices.words == "Took in changes of Bob."


def test_what_both_changed_is_settled_and_both_say_the_same(qtbot, team, beside):
    team.desk.answer("9.4", None, narrative="Ann says this.")
    beside.answer("9.4", None, narrative="Bob says that.")
    team.exchange()
    exchange(qtbot, beside)
    team.exchange()
    banner = team.window.shell.banner
    assert banner.holds(first_words.OPEN)
    assert "1 difference between copies" in banner.words
    (asked,) = questions.open_questions(team.desk.workspace)
    settling.settle(team.desk.workspace, {asked.spot: "Both say so."})
    assert not banner.holds(first_words.OPEN)
    team.exchange()
    exchange(qtbot, beside)
    assert beside.dossier.answer("9.4").whole.narrative == "Both say so."
    assert questions.open_questions(beside.workspace) == ()


def test_a_folder_that_is_gone_is_said_once_and_what_was_typed_goes_out_later(team, bob):
    banner, gone = team.window.shell.banner, team.shared.with_name("gone")
    team.shared.rename(gone)
    team.desk.answer("9.1", None, narrative="Typed without a folder.")
    team.exchange()
    assert "What you typed is safe on this computer and goes out later." in banner.words
    assert "team not reached" in team.window.safety.text()
    banner.read()
    team.exchange()
    assert banner.words == ""
    gone.rename(team.shared)
    team.exchange()
    assert "team not reached" not in team.window.safety.text()
    assert meet(bob).report.taken == 1
    team.shared.rename(gone)
    team.exchange()
    assert banner.holds(UNREACHED)


def test_the_line_of_a_folder_that_is_gone_stays_below_others_and_goes_with_the_next_exchange(team):
    banner, gone = team.window.shell.banner, team.shared.with_name("gone")
    team.shared.rename(gone)
    team.exchange()
    team.desk.warn("Something else.")
    assert banner.holds(UNREACHED)
    gone.rename(team.shared)
    team.exchange()
    assert banner.words == "Something else."


def test_what_is_being_typed_stays_and_is_merged_as_what_it_is(qtbot, team, bob):
    account = team.desk.account_id
    box = narrative(team.window, "9.10")
    box.setFocus()
    says(bob, account, "9.1", "Bob says this.")
    says(bob, account, "9.10", "Bob says that.")
    meet(bob)
    box.setPlainText("Ann is typing.")
    team.exchange()
    focus = team.window.focusWidget()
    assert focus.toPlainText() == "Ann is typing."
    assert words_of(team.desk.workspace, account, "9.1") == "Bob says this."
    (asked,) = questions.open_questions(team.desk.workspace)
    assert {voice.value for voice in asked.voices} == {"Ann is typing.", "Bob says that."}


def test_a_change_elsewhere_does_not_touch_the_open_field(team, bob):
    box = narrative(team.window, "9.10")
    box.setFocus()
    cursor = box.textCursor()
    cursor.setPosition(7)
    box.setTextCursor(cursor)
    says(bob, team.desk.account_id, "9.1", "Bob says this.")
    meet(bob)
    team.exchange()
    assert team.window.focusWidget() is box
    assert box.textCursor().position() == 7


def test_the_keyboard_stays_in_a_field_that_somebody_else_changed(team, bob):
    box = narrative(team.window, "9.10")
    box.setFocus()
    cursor = box.textCursor()
    cursor.setPosition(7)
    box.setTextCursor(cursor)
    says(bob, team.desk.account_id, "9.10", "Bob says that about it.")
    meet(bob)
    team.exchange()
    now = team.window.focusWidget()
    assert (now.toPlainText(), now.textCursor().position()) == ("Bob says that about it.", 7)


def test_nothing_is_exchanged_while_a_dialog_is_open(qtbot, team):
    dialog = QDialog(team.window)
    qtbot.addWidget(dialog)
    dialog.setModal(True)
    dialog.show()
    team.exchanger.exchange()
    assert team.exchanger.running is None
    dialog.close()
    team.exchanger.exchange()
    assert team.exchanger.running is not None
    team.rest()


def test_a_file_in_no_team_exchanges_nothing(window):
    assert not window.shell.exchanger.exchange_now()
    assert "team" not in window.safety.text()


def test_a_lock_lets_an_exchange_stop_and_it_goes_on_after_the_unlock(qtbot, team, bob, key):
    says(bob, team.desk.account_id, "9.1", "Bob says this.")
    meet(bob)
    assert team.exchanger.exchange_now()
    page = locked(qtbot, team.window)
    assert team.exchanger.running is None
    assert not team.exchanger.exchange_now()
    page.use(key)
    team.exchange()
    assert team.window.shell.banner.words == ""
    assert team.desk.dossier.answer("9.1").whole.narrative == "Bob says this."


def test_closing_the_window_stops_an_exchange(team, key):
    path = team.desk.workspace.path
    team.desk.answer("9.10", None, narrative="Ann says this.")
    assert team.exchanger.exchange_now()
    running = team.exchanger.running
    assert team.window.close_workspace()
    assert running.is_cancelled
    assert in_file(path, key) == "Ann says this."


def test_a_reader_reads_and_still_exchanges(qtbot, team, bob):
    bob.close()
    device = joining.member_named(joining.roster(team.desk.workspace), "Bob")
    exchanging.change_role(team.desk.workspace, "", device, "reader")
    team.desk.answer("9.1", None, narrative="Ann says this.")
    team.exchange()
    team.window.close_workspace()
    window = team.window
    assert window.open_path(team.bob)
    page = window.centralWidget()
    page.line.setText(SECRET)
    page.try_passphrase()
    qtbot.waitUntil(lambda: window.shell is not None, timeout=30_000)
    assert window.shell.desk.reading_only == ""
    team.exchange()
    assert window.shell.desk.reading_only == "Your role in the team is Reader."
    assert "Open to read only: Your role in the team is Reader." in window.shell.banner.words
    assert narrative(window, "9.10").isReadOnly()
    assert window.shell.desk.dossier.answer("9.1").whole.narrative == "Ann says this."
    assert window.shell.exchanger.exchange_now()
    team.rest()
    assert window.shell.exchanger.last.is_done


def test_a_file_from_another_computer_is_asked_about_once(team, monkeypatch):
    here = ledger.this_computer()
    asked = []

    def ask_which(parent, title, words, ways):
        asked.append(ways)
        return 0

    monkeypatch.setattr(computer, "ask_which", ask_which)
    monkeypatch.setattr(ledger, "this_computer", lambda: "another one")
    team.exchange()
    team.exchange()
    assert len(asked) == 1
    (way,) = team.window.shell.banner.messages[-1].actions
    monkeypatch.setattr(computer, "ask_which", lambda *_: 1)
    way[1]()
    team.rest()
    assert not standing(team.desk.workspace).is_elsewhere
    assert team.exchanger.last.is_done
    assert not team.window.shell.banner.holds(UNREACHED)
    assert here != "another one"


def test_a_password_no_keyring_has_is_asked_for(team, monkeypatch):
    server = places.Credentials("db.example.org", "ctpat", "ann")
    joining.move_place(team.desk.workspace, places.of_server(server))
    monkeypatch.setattr(places, "remembered", _nowhere)
    team.exchange()
    assert "Enter it once." in team.window.shell.banner.words
    ((name, _),) = team.window.shell.banner.messages[-1].actions
    assert name == "Enter the password…"


def _nowhere(_credentials):
    raise places.Problem("The password is not on this computer.", "Enter it once.")


def test_a_change_and_the_opening_begin_an_exchange_by_themselves(qtbot, team, monkeypatch):
    monkeypatch.setattr(exchanger, "AFTER_OPENING_MS", 1)
    team.exchanger.start()
    qtbot.waitUntil(lambda: team.exchanger.last is not None, timeout=30_000)
    team.rest()
    monkeypatch.setattr(exchanger, "AFTER_CHANGE_MS", 1)
    team.desk.answer("9.1", None, narrative="Ann says this.")
    qtbot.waitUntil(lambda: team.exchanger.last.report.brought == 1, timeout=30_000)
    team.rest()


def test_what_changes_the_whole_file_stops_an_exchange_and_says_nothing_of_it(team):
    assert team.exchanger.exchange_now()
    team.window.shell.rest_wanted.emit()
    team.rest()
    assert team.exchanger.last is None
    assert team.window.shell.banner.words == ""
    team.exchange()
    assert team.exchanger.last.is_done


def test_once_a_week_all_own_files_in_the_place_are_read_and_mended(team):
    team.desk.answer("9.1", None, narrative="Ann says this.")
    team.exchange()
    device = ledger.needed(team.desk.workspace).device
    oldest = min(team.shared.rglob(f"{device}-*.ctpc"))
    oldest.write_bytes(oldest.read_bytes()[:-40] + bytes(40))
    team.exchange()
    assert not list(team.shared.rglob("*.again-*"))
    with team.desk.workspace.work("Team") as unit:
        day = unit.session.get(TeamValue, exchanging.THOROUGH)
        day.value = str(int(day.value) - 7).encode()
    team.exchange()
    (mended,) = team.shared.rglob("*.again-*")
    assert mended.name.startswith(oldest.stem)
