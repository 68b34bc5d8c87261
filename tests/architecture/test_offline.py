"""The whole main job runs with sockets closed."""

import socket

import pytest

from ctpat_desktop import cli
from ctpat_desktop.exchange.team.folder import Folder
from ctpat_desktop.services.packets.signing import now as now_with_zone
from tests.documents.signing.certificates import DAY, SECRET, Wanted, p12
from tests.exchange.team.building import team_of_three


@pytest.fixture
def no_sockets(monkeypatch):
    def closed(*_arguments, **_options):
        raise AssertionError("a socket was asked for")

    for name in ("socket", "create_connection", "getaddrinfo", "socketpair", "create_server"):
        monkeypatch.setattr(socket, name, closed)


def signing(folder):
    """Return what `packet sign` is told, after making an officer's certificate."""
    now = now_with_zone()
    officer = Wanted(start=now - DAY, end=now + DAY)
    (folder / "officer.p12").write_bytes(p12(officer))
    (folder / "officer.txt").write_text(SECRET)
    given = {"--pdf": "m.pdf", "--p12": "officer.p12", "--to": "signed.pdf"}
    given["--p12-passphrase-file"] = "officer.txt"
    return [word for name, file in given.items() for word in (name, str(folder / file))]


def test_a_team_in_a_shared_folder_opens_no_socket(no_sockets, tmp_path):
    ann, bob, _ = team_of_three(Folder(tmp_path, ""))
    ann.write(b"news")
    ann.round()
    assert [file.body for file in bob.round().ready] == [b"news"]


def test_the_main_job_opens_no_socket(no_sockets, tmp_path):
    file = str(tmp_path / "a.ctpat")
    text = tmp_path / "t.txt"
    text.write_text("The manager signs the log each month.")
    sheet = tmp_path / "partners.csv"
    sheet.write_text("Name,Role,Country\nBolt,Highway carrier,US\n")
    secret = tmp_path / "secret.txt"
    secret.write_text("amber lantern")
    out = str(tmp_path / "out")
    commands = (
        (0, ["new", file, "--sample", "importer", "--passphrase-file", str(secret)]),
        (0, ["answer", file, "9.15", "--status", "in_place", "--evidence", str(text)]),
        (1, ["check", file, "--json"]),
        (0, ["list", "evidence", file]),
        (0, ["export", "portal", file, "--to", out]),
        (0, ["export", "report", file, "--to", str(tmp_path / "r.pdf")]),
        (0, ["export", "report", file, "--to", str(tmp_path / "r.docx")]),
        (0, ["export", "report", file, "--to", str(tmp_path / "r.xlsx")]),
        (0, ["packet", "mou", file, "--to", str(tmp_path / "m.pdf")]),
        (0, ["packet", "sign", file, *signing(tmp_path)]),
        (0, ["packet", "verify", str(tmp_path / "signed.pdf")]),
        (0, ["list", "partners", file]),
        (0, ["search", file, "gaurd"]),
        (0, ["import", "partners", file, str(sheet)]),
        (0, ["questionnaire", "send", file, "--partner", "Bolt", "--to", str(tmp_path / "q")]),
        (1, ["questionnaire", "receive", file, str(text)]),
        (0, ["verify", file]),
        (0, ["backup", file, "--to", str(tmp_path / "b.ctpat")]),
        (0, ["forms", "check"]),
    )
    for code, command in commands:
        opens = (
            ["--passphrase-file", str(secret)] if file in command and command[0] != "new" else []
        )
        assert cli.main([*command, *opens]) == code, command
