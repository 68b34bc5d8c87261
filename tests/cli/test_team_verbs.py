"""A team on the command line: started, joined, exchanged with, and left."""

import json
import shutil
from functools import partial

import pytest

from ctpat_desktop import cli
from tests.exchange.team.cluster import PASSWORD, Cluster

CANARIES = ("Spare key hangs behind the map", "Camera nine looks the other way")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An encrypted file with a company, made once."""
    home = tmp_path_factory.mktemp("team")
    (home / "secret").write_text("amber lantern river", encoding="utf-8")
    new = ["new", str(home / "a.ctpat"), "--sample", "importer"]
    assert cli.main([*new, "--passphrase-file", str(home / "secret")]) == 0
    return home


@pytest.fixture
def home(made, tmp_path, capsys):
    """A folder of its own, with the file, its passphrase, and a place to meet."""
    for name in ("a.ctpat", "secret"):
        shutil.copy(made / name, tmp_path)
    (tmp_path / "shared").mkdir()
    for number, text in enumerate(CANARIES):
        (tmp_path / f"text{number}").write_text(text, encoding="utf-8")
    (tmp_path / "password").write_text(PASSWORD, encoding="utf-8")
    capsys.readouterr()
    return tmp_path


def meant(home, word):
    """A file of the folder where the word names one."""
    is_file = word.endswith((".ctpat", ".invite")) or (home / word).exists()
    return str(home / word) if is_file else word


def run(home, capsys, command, code=0):
    """Run a verb; words with a dot, or that are files here, are meant in the folder."""
    words = [meant(home, word) for word in command.split()]
    done = cli.main([*words, "--passphrase-file", str(home / "secret")])
    out, err = capsys.readouterr()
    assert done == code, (command, out, err)
    return out + err


def meet(say, home, how, more=""):
    """Start a team with a.ctpat, and let b.ctpat join."""
    say(f"team create a.ctpat --name Ann {how} {more} --json")
    made = json.loads(say(f"team invite a.ctpat --to bob.invite --json {more}"))
    (home / "code").write_text(made["code"], encoding="utf-8")
    joined = say(f"team join b.ctpat bob.invite --code-file code --name Bob --json {more}")
    assert json.loads(joined)["names"] == ["Ann"]


def exchange(say, more=""):
    """Both answer one criterion; both are told, and both see the same in the end."""
    say("answer a.ctpat 4.1 --status in_place --text-file text0")
    say("answer b.ctpat 4.1 --status in_place --text-file text1")
    status = json.loads(say("team status b.ctpat --json"))
    assert status["waiting"] == 1
    assert [(one["name"], one["is_me"]) for one in status["members"]] == [
        ("Ann", False),
        ("Bob", True),
    ]
    say(f"team sync b.ctpat {more}")
    say(f"team sync a.ctpat {more}", code=1)
    say(f"team sync b.ctpat {more}", code=1)
    for file in ("a.ctpat", "b.ctpat"):
        (conflict,) = json.loads(say(f"conflicts {file} --json", code=1))["conflicts"]
        assert {conflict["mine"], conflict["theirs"]} == set(CANARIES)
    assert say("check a.ctpat --json", code=1) == say("check b.ctpat --json", code=1)


def test_two_files_meet_in_a_folder(home, capsys):
    say = partial(run, home, capsys)
    meet(say, home, "--folder shared")
    exchange(say)
    assert say("team role b.ctpat reader --member Bob", code=2).startswith("You may not change")
    say("team role a.ctpat reader --member Bob")
    say("answer b.ctpat 4.2 --status in_place --text-file text0")
    assert "1 change stays on this computer" in say("team sync b.ctpat", code=1)
    say("team remove a.ctpat --member Bob")
    assert "was removed from the team" in say("team sync b.ctpat", code=1)
    say("team leave b.ctpat")
    assert say("team sync b.ctpat", code=2).startswith("This file is in no team.")
    assert json.loads(say("team status b.ctpat --json")) == {"in_team": False}
    sealed = b"".join(path.read_bytes() for path in home.glob("shared/**/*") if path.is_file())
    assert len(sealed) > 10_000
    assert not any(words.encode() in sealed for words in CANARIES)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("team sync a.ctpat", "This file is in no team."),
        ("team create a.ctpat --name Ann", "Where the team meets is missing."),
        ("team create a.ctpat --name Ann --folder shared --server x", "A team meets in a folder"),
        ("team create a.ctpat --name Ann --folder nowhere", "nowhere is no folder."),
        ("team create a.ctpat --name Ann --server x", "A server needs --database and --user."),
        ("team invite a.ctpat --to x.invite", "This file is in no team."),
        ("team join b.ctpat a.ctpat --code-file secret --name Bob", "This is no invite to a team."),
        ("team status b.ctpat", "There is no file"),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(home, capsys, command, words):
    out = run(home, capsys, command, code=2)
    assert words in out
    assert len(out.splitlines()) == 1
    assert not (home / "b.ctpat").exists()
    assert not list((home / "shared").iterdir())


def test_no_file_that_is_there_is_replaced(home, capsys):
    say = partial(run, home, capsys)
    meet(say, home, "--folder shared")
    say("team sync a.ctpat")  # who joined is known then
    assert "exists already" in say("team invite a.ctpat --to bob.invite", code=2)
    assert json.loads(say("team status a.ctpat --json"))["invites"] == []  # none was asked for
    shutil.copy(home / "a.ctpat", home / "c.ctpat")
    before = (home / "c.ctpat").read_bytes()
    say("team join c.ctpat bob.invite --code-file code --name Carl", code=2)
    assert (home / "c.ctpat").read_bytes() == before


@pytest.mark.full
def test_two_files_meet_on_a_server_that_learns_nothing(home, capsys):
    cluster = Cluster()
    try:
        cluster.sql("CREATE DATABASE team", database="postgres")
        cluster.role("person")
        say = partial(run, home, capsys)
        there = f"--server 127.0.0.1 --port {cluster.port} --database team --unencrypted"
        password = "--server-password-file password"
        prepare = f"team prepare {there} --user postgres --grant person {password}".split()
        assert cli.main([meant(home, word) for word in prepare]) == 0
        meet(say, home, f"{there} --user person", password)
        exchange(say, password)
        dump = cluster.run("pg_dump", *cluster.where())
        assert "change_file" in dump
        for words in CANARIES:
            assert words not in dump
            assert words.encode().hex() not in dump.lower()
        cluster.stop()
        say("answer a.ctpat 4.2 --status in_place --text-file text0")
        assert "does not answer" in say(f"team sync a.ctpat {password}", code=2)
        cluster.start()
        say(f"team sync a.ctpat {password}", code=0)
        say(f"team sync b.ctpat {password}", code=0)
        assert say("check a.ctpat --json", code=1) == say("check b.ctpat --json", code=1)
    finally:
        cluster.close()


def test_a_join_that_fails_leaves_no_file(home, capsys):
    say = partial(run, home, capsys)
    meet(say, home, "--folder shared")
    again = "team join c.ctpat bob.invite --code-file code --name Cal"
    assert "used before" in say(again, code=2)
    assert not (home / "c.ctpat").exists()
