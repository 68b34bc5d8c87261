"""A team that meets on a real server, started and joined through the dialogs."""

from contextlib import closing
from threading import Thread

import pytest
from PySide6.QtWidgets import QApplication

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.team import exchanging, joining, places
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.ui.team.join_dialog import JoinDialog
from ctpat_desktop.ui.team.start_dialog import StartDialog
from ctpat_desktop.ui.team.team_dialog import TeamDialog
from ctpat_desktop.ui.window import MainWindow
from ctpat_desktop.workspace.repair import health
from tests.exchange.team.cluster import PASSWORD, Cluster
from tests.ui.conftest import let_go
from tests.ui.driving import answering, drain, opened
from tests.ui.team.conftest import SECRET, meet
from tests.workspace.merge.copies import words

pytestmark = pytest.mark.full


@pytest.fixture
def cluster():
    """A server with a database that is ready for teams, and two people who may use it."""
    server = Cluster()
    try:
        server.sql("CREATE DATABASE team", database="postgres")
        for name in ("ann", "bob"):
            server.role(name)
        places.prepare(server.credentials(), ["ann", "bob"])
        yield server
    finally:
        server.close()


def fill(form, cluster, user):
    """Type with what the server is reached."""
    form.on_server.setChecked(True)
    fields = form.server
    fields.host.setText("127.0.0.1")
    fields.port.setValue(cluster.port)
    fields.database.setText("team")
    fields.user.setText(user)
    fields.password.setText(PASSWORD)
    fields.certificate.setText(str(cluster.certificate))


def test_a_team_is_started_and_joined_on_a_server(qtbot, window, cluster, tmp_path, monkeypatch):
    answers, _ = answering(monkeypatch, "team.team_dialog", "team.team_frame")
    dialog = TeamDialog(window, window.shell.desk, window.shell.exchanger)
    qtbot.addWidget(dialog)
    dialog.show()

    def start(asked):
        fill(asked.place, cluster, "ann")
        asked.go_button.click()
        qtbot.waitUntil(lambda: asked.strip.current is None, timeout=60_000)

    answers[StartDialog] = start
    dialog.ways.start_button.click()
    qtbot.waitUntil(lambda: dialog.exchanger.running is None, timeout=60_000)
    QApplication.processEvents()
    assert dialog.where.text() == "The team meets in team on 127.0.0.1."
    assert "The password is asked each time the file is opened." in dialog.banner.words
    assert "1 change file went out." in dialog.last.text()
    assert window.edition.text().startswith("Edition ")
    invite, target = tmp_path / "bob.ctpat-invite", tmp_path / "bob.ctpat"
    wanted = exchanging.Wanted("editor", 14, invite)
    code = exchanging.invite(window.workspace, PASSWORD, wanted).code
    joins = JoinDialog(window)
    qtbot.addWidget(joins)
    joins.invite.setText(str(invite))
    joins.code.setText(code)
    joins.look()
    qtbot.waitUntil(lambda: joins.strip.current is None, timeout=60_000)
    assert joins.place.server.host.text() == "127.0.0.1"
    assert joins.place.why_not() == "Enter the server, the database and the user."
    joins.place.server.user.setText("bob")
    joins.place.server.password.setText("wrong")
    joins.join(target, SECRET, joins._entrance())
    qtbot.waitUntil(lambda: joins.strip.current is None, timeout=60_000)
    assert "The team's server 127.0.0.1 cannot be used" in joins.banner.words
    assert not target.exists()
    joins.place.server.password.setText(PASSWORD)
    joins.join(target, SECRET, joins._entrance())
    qtbot.waitUntil(lambda: joins.strip.current is None, timeout=60_000)
    assert "You are in the team." in joins.outcome.text()
    cluster.stop()
    assert dialog.exchanger.exchange_now()
    qtbot.waitUntil(lambda: dialog.exchanger.running is None, timeout=120_000)
    assert "The team's server 127.0.0.1 cannot be used" in window.shell.banner.words
    cluster.start()


def test_two_windows_and_a_third_without_one_work_at_once(qtbot, window, cluster, tmp_path):
    safe = {"is_plain": False, "root_certificate": str(cluster.certificate)}
    where = places.of_server(cluster.credentials("ann", **safe))
    joining.start(window.workspace, where, lambda team: places.opened(where, team, PASSWORD), "Ann")
    window.shell.exchanger.password = PASSWORD
    exchange(qtbot, window)
    bob, cal = (joined(window, where, tmp_path / f"{name}.ctpat") for name in ("bob", "cal"))
    other = MainWindow()
    qtbot.addWidget(other, before_close_func=let_go)
    other.show()
    opened(qtbot, other, bob, workspaces.key_of(bob, SECRET))
    other.shell.exchanger.password = PASSWORD
    with closing(workspaces.open_file(cal, SECRET)) as headless:
        account = companies.choose(headless)
        for turn in range(4):
            window.shell.desk.answer("9.1", None, narrative=f"Ann {turn}")
            other.shell.desk.answer("9.2", None, narrative=f"Bob {turn}")
            answers.save(headless, account, "9.4", narrative=f"Cal {turn}")
            third = Thread(target=meet, args=(headless, PASSWORD))
            third.start()
            exchange(qtbot, window, other)
            third.join()
        for _ in range(2):
            exchange(qtbot, window, other)
            meet(headless, PASSWORD)
        files = [window.workspace, other.workspace, headless]
        for file in files:
            assert words(file) == words(files[0])
            assert health.verify(file.path, file.key) == ()
    for shown in (window, other):
        told = [shown.shell.desk.dossier.answer(name).whole.narrative for name in CRITERIA]
        assert told == ["Ann 3", "Bob 3", "Cal 3"]
    let_go(other)
    other.close_workspace()
    drain(qtbot)


CRITERIA = ("9.1", "9.2", "9.4")


def exchange(qtbot, *windows):
    """Let windows exchange at the same time, and wait for all."""
    for one in windows:
        assert one.shell.exchanger.exchange_now()
    for one in windows:
        qtbot.waitUntil(lambda one=one: one.shell.exchanger.running is None, timeout=60_000)
    drain(qtbot)


def joined(window, where, path):
    """A new file that joined with an invite of the window's team."""
    wanted = exchanging.Wanted("editor", 14, path.with_suffix(".invite"))
    code = exchanging.invite(window.workspace, PASSWORD, wanted).code
    invited = joining.opened_invite(wanted.path, code)
    entrance = exchanging.Entrance(invited, places.as_user(where, "bob"), PASSWORD, path.stem)
    exchanging.join_anew(path, SECRET, entrance, Silent())
    return path
