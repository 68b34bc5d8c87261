"""A team that meets on a real server, started and joined through the dialogs."""

import pytest
from PySide6.QtWidgets import QApplication

from ctpat_desktop.services.team import exchanging, places
from ctpat_desktop.ui.team.join_dialog import JoinDialog
from ctpat_desktop.ui.team.start_dialog import StartDialog
from ctpat_desktop.ui.team.team_dialog import TeamDialog
from tests.exchange.team.cluster import PASSWORD, Cluster
from tests.ui.driving import answering
from tests.ui.team.conftest import SECRET

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
