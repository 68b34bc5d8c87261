"""The whole main job runs with sockets closed."""

import socket

import pytest

from ctpat_desktop import cli


@pytest.fixture
def no_sockets(monkeypatch):
    def closed(*_arguments, **_options):
        raise AssertionError("a socket was asked for")

    for name in ("socket", "create_connection", "getaddrinfo", "socketpair", "create_server"):
        monkeypatch.setattr(socket, name, closed)


def test_the_main_job_opens_no_socket(no_sockets, tmp_path):
    file = str(tmp_path / "a.ctpat")
    text = tmp_path / "t.txt"
    text.write_text("The manager signs the log each month.")
    out = str(tmp_path / "out")
    commands = (
        (0, ["new", file, "--sample", "importer"]),
        (0, ["answer", file, "9.15", "--status", "in_place", "--evidence", str(text)]),
        (1, ["check", file, "--json"]),
        (0, ["list", "evidence", file]),
        (0, ["export", "portal", file, "--to", out]),
        (0, ["export", "report", file, "--to", str(tmp_path / "r.pdf")]),
        (0, ["export", "report", file, "--to", str(tmp_path / "r.docx")]),
        (0, ["export", "report", file, "--to", str(tmp_path / "r.xlsx")]),
        (0, ["packet", "mou", file, "--to", str(tmp_path / "m.pdf")]),
        (0, ["forms", "check"]),
    )
    for code, command in commands:
        assert cli.main(command) == code, command
