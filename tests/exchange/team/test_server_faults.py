"""A real PostgreSQL that stops, is cut off, fills up, is restored and is tampered with."""

import hashlib
import os
import subprocess
import threading
import time
from contextlib import suppress

import psutil
import pytest

from ctpat_desktop.exchange.team import deeds, roster_log, server
from ctpat_desktop.exchange.team.deeds import Change
from ctpat_desktop.exchange.team.pieces import Document, Pieces
from ctpat_desktop.exchange.team.places import CHANGE, PlaceProblem
from ctpat_desktop.exchange.team.pushing import push
from ctpat_desktop.exchange.team.server import Server
from ctpat_desktop.exchange.team.troubles import Kind
from tests.exchange.team.building import NOON, founded, joined, kinds, team_of_three
from tests.exchange.team.cluster import Cluster
from tests.exchange.team.test_random_folder import Life

pytestmark = pytest.mark.full
FILES = "ctpat_team.change_file"


@pytest.fixture(scope="module")
def cluster():
    made = Cluster()
    made.sql("CREATE DATABASE team", database="postgres")
    made.role("person")
    server.prepare(made.credentials(), ["person"])
    yield made
    made.close()


@pytest.fixture
def place(cluster):
    opened = Server(cluster.credentials("person"), os.urandom(16).hex())
    yield opened
    opened.close()


def bodies(made):
    return [file.body for file in made.ready]


def sent(laptop, *texts):
    for text in texts:
        laptop.write(text)
    return laptop.round()


def of(laptop, number=None):
    """Return the condition on the rows of a laptop, in SQL."""
    where = f"team = '\\x{laptop.place.team}' AND key = '\\x{laptop.device}'"
    return where if number is None else f"{where} AND number = {number}"


def test_a_server_that_stops_is_waited_for_and_nothing_is_lost(place, cluster):
    ann, bob, _ = team_of_three(place)
    sent(ann, b"a1")
    cluster.stop()
    ann.write(b"a2")
    for laptop in (ann, bob):
        with pytest.raises(PlaceProblem, match="does not answer") as caught:
            laptop.round()
        assert "safe on this computer" in caught.value.line()
    cluster.start()
    assert ann.round().pushed == 1
    assert bodies(bob.round()) == [b"a1", b"a2"]


def test_a_dropped_connection_is_opened_again(place, cluster):
    ann, bob, _ = team_of_three(place)
    for text in (b"a1", b"a2"):
        cluster.terminate()
        assert sent(ann, text).problem is None
        cluster.terminate()
        assert bodies(bob.round()) == [text]


def test_rounds_go_on_while_connections_are_cut_all_the_time(place, cluster):
    ann, bob, _ = team_of_three(place)
    bob.place = Server(cluster.credentials("person"), place.team)
    done = threading.Event()

    def cut():
        while not done.is_set():
            cluster.terminate()
            time.sleep(0.03)

    cutting = threading.Thread(target=cut)
    cutting.start()
    texts = [os.urandom(200_000) for _ in range(12)]
    merged = []
    try:
        for text in texts:
            ann.write(text)
            for laptop in (ann, bob):
                try:
                    merged += bodies(laptop.round()) if laptop is bob else []
                except PlaceProblem:
                    assert laptop is not None  # said, and the next round makes up for it
    finally:
        done.set()
        cutting.join()
    ann.round()
    merged += bodies(bob.round())
    assert merged == texts
    bob.place.close()


def trigger(cluster, body):
    """Let every new change file run into something until the trigger is dropped."""
    cluster.sql(
        "DROP TRIGGER IF EXISTS fails ON ctpat_team.change_file",
        "CREATE SEQUENCE IF NOT EXISTS tries",
        "GRANT USAGE ON SEQUENCE tries TO person",
        "ALTER SEQUENCE tries RESTART",
        f"CREATE OR REPLACE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        f"CREATE TRIGGER fails BEFORE INSERT ON {FILES} FOR EACH ROW EXECUTE FUNCTION fails()",
    )


def test_a_full_disk_is_said_and_what_was_begun_is_undone(place, cluster):
    ann, bob, _ = team_of_three(place)
    trigger(
        cluster,
        "BEGIN IF nextval('tries') > 2 THEN RAISE 'could not extend file' USING ERRCODE = '53100';"
        " END IF; RETURN NEW; END",
    )
    ann.write(b"a1")
    ann.write(os.urandom(3 * 2**20))
    made = ann.round()
    assert "its disk is full" in made.problem.line()
    assert cluster.sql(f"SELECT count(*) FROM {FILES} WHERE {of(ann)}").strip() == "0"
    assert bodies(bob.round()) == []
    cluster.sql(f"DROP TRIGGER fails ON {FILES}")
    assert ann.round().pushed == 2
    assert len(bodies(bob.round())) == 2


@pytest.fixture
def small_disk(cluster):
    """A tablespace on a disk of six megabytes."""
    disk = cluster.home / "small"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=6m,uid=postgres,gid=postgres", "tmpfs", disk]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("Only root may make a small disk; the test before this one fills none.")
    disk.chmod(0o700)
    cluster.sql(f"CREATE TABLESPACE small LOCATION '{disk}'")
    yield
    cluster.sql("DROP SCHEMA IF EXISTS small CASCADE", "CHECKPOINT")
    cluster.sql("DROP TABLESPACE small")
    subprocess.run(["umount", disk], check=True)


def test_a_really_full_tablespace_is_said(cluster, small_disk):
    server.prepare(cluster.credentials(schema="small"), ["person"])
    for kind in server.TABLES:
        cluster.sql(f"ALTER TABLE {server.table('small', kind)} SET TABLESPACE small")
    place = Server(cluster.credentials("person", schema="small"), "")
    ann = founded(place)
    for _ in range(12):
        ann.write(os.urandom(2**20))
    assert "its disk is full" in ann.round().problem.line()
    assert [row.slot.number for row in place.listing(CHANGE, {ann.device: 0}).rows] in ([], [1])
    place.close()


def test_what_the_server_asks_to_be_done_again_is_done_again(place, cluster, monkeypatch):
    """As distributed servers do where two met at the same rows."""
    ann, bob, _ = team_of_three(place)
    trigger(
        cluster,
        "BEGIN IF nextval('tries') <= 3 THEN RAISE 'restart' USING ERRCODE = '40001';"
        " END IF; RETURN NEW; END",
    )
    try:
        assert sent(ann, b"a1").problem is None
        assert cluster.sql("SELECT last_value FROM tries").strip() == "4"
        cluster.sql(
            "ALTER SEQUENCE tries RESTART WITH 1 MINVALUE -99", "SELECT setval('tries', -50)"
        )
        monkeypatch.setattr(server, "WAITS", (0.01,) * 5)
        assert "error 40001" in sent(ann, b"a2").problem.line()
    finally:
        cluster.sql(f"DROP TRIGGER fails ON {FILES}")
    assert ann.round().pushed == 1
    assert bodies(bob.round()) == [b"a1", b"a2"]


def test_a_statement_that_takes_too_long_is_given_up(place, cluster, monkeypatch):
    monkeypatch.setattr(server, "TIMEOUT", 0.2)
    ann, _, _ = team_of_three(place)
    place.close()
    trigger(cluster, "BEGIN PERFORM pg_sleep(5); RETURN NEW; END")
    try:
        assert "took too long" in sent(ann, b"a1").problem.line()
    finally:
        cluster.sql(f"DROP TRIGGER fails ON {FILES}")
        place.close()
    assert ann.round().pushed == 1


@pytest.mark.parametrize("when", ["before connecting", "while connected"])
def test_a_server_that_is_frozen_is_given_up(place, cluster, monkeypatch, when):
    """Its computer still answers for the connection, it does not."""
    monkeypatch.setattr(server, "PATIENCE", 0.3)
    monkeypatch.setattr(server, "CONNECTING", 2)
    monkeypatch.setattr(server, "WAITS", (0.01,))
    ann, bob, _ = team_of_three(place)
    ann.write(b"a1")
    if when == "before connecting":
        place.close()
    processes = cluster.processes()
    try:
        for process in processes:
            with suppress(psutil.NoSuchProcess):  # one that was about to end
                process.suspend()
        began = time.monotonic()
        with pytest.raises(PlaceProblem, match="does not answer"):
            ann.round()
        assert time.monotonic() - began < 15
    finally:
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.resume()
    assert ann.round().pushed == 1
    assert bodies(bob.round()) == [b"a1"]


def test_a_server_restored_from_yesterdays_dump_is_filled_again(place, cluster):
    ann, bob, cid = team_of_three(place)
    sent(ann, b"a1")
    dump = cluster.home / "yesterday.sql"
    cluster.run("pg_dump", *cluster.where(), "-n", "ctpat_team", "-f", dump)
    sent(ann, b"a2")
    sent(bob, b"b1")
    dan = joined(ann, "Dan's laptop")
    sent(dan, b"d1")
    cid.round()
    cluster.sql("DROP SCHEMA ctpat_team CASCADE")
    with pytest.raises(PlaceProblem, match="not prepared"):
        cid.round()
    cluster.run("psql", *cluster.where(), "-q", "-f", dump)
    made = cid.round()
    assert Kind.ROSTER_OLDER in kinds(made)
    lost = {(row.device, row.number) for row in made.troubles if row.kind is Kind.LOST}
    assert lost >= {(ann.device, 2), (bob.device, 1)}
    for laptop in (ann, bob, dan):
        assert laptop.round().problem is None
    for laptop in (ann, bob, cid, dan):
        laptop.round()
        assert kinds(laptop.round()) == []
    assert sorted(ann.merged) == sorted(bob.merged) == sorted(cid.merged) == sorted(dan.merged)


def test_a_dump_of_the_server_holds_no_word_and_no_name(place, cluster):
    ann = founded(place, "Canary laptop of Ann")
    bob = joined(ann, "Canary laptop of Bob", {"canary company": "editor"})
    sent(ann, b"The canary camera looks at dock 2." * 50)
    sent(bob, b"canary")
    content = b"canary plan " * 1000
    digest = hashlib.sha256(content).hexdigest()
    Pieces(place, ann.log).put(Document(digest, len(content)), [content])
    dump = cluster.run("pg_dump", *cluster.where(), "-n", "ctpat_team")
    assert place.team in dump
    for word in ("canary", "Canary", "camera", "editor", "laptop", digest):
        assert word not in dump
        assert word.encode().hex() not in dump


def harmed(cluster, laptop, number, content):
    """Change a row as its administrator could."""
    cluster.sql(f"UPDATE {FILES} SET content = {content} WHERE {of(laptop, number)}")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("set_byte(content, 150, get_byte(content, 150) # 1)", Kind.FLIPPED),
        ("substr(content, 1, 100)", Kind.CUT),
        ("'junk'", Kind.FOREIGN),
    ],
)
def test_a_tampered_row_is_named_and_mended_by_its_writer(place, cluster, content, kind):
    ann, bob, cid = team_of_three(place)
    sent(ann, b"a1", b"a2", b"a3")
    harmed(cluster, ann, 2, content)
    made = bob.round()
    assert (bodies(made), kinds(made)) == ([b"a1"], [kind])
    assert ann.round(thorough=True).pushed == 1
    assert bodies(bob.round()) == [b"a2", b"a3"]
    assert bodies(cid.round()) == [b"a1", b"a2", b"a3"]


def test_dropped_swapped_and_doubled_rows_are_named(place, cluster):
    ann, bob, cid = team_of_three(place)
    sent(ann, b"a1", b"a2", b"a3", b"a4")
    cluster.sql(
        f"UPDATE {FILES} SET number = 99 WHERE {of(ann, 2)}",
        f"UPDATE {FILES} SET number = 2 WHERE {of(ann, 3)}",
        f"UPDATE {FILES} SET number = 3 WHERE {of(ann, 99)}",
    )
    made = bob.round()
    assert (bodies(made), kinds(made)) == ([b"a1"], [Kind.WRONG_PLACE])
    assert ann.round(thorough=True).pushed == 2
    assert bodies(bob.round()) == [b"a2", b"a3", b"a4"]
    cluster.sql(f"DELETE FROM {FILES} WHERE {of(ann, 2)}")
    made = cid.round()
    assert (bodies(made), kinds(made)) == ([b"a1"], [Kind.GAP])
    columns = "team, key, number, copy, part, size, content"
    doubled = "team, key, number, copy + 7, part, size, content"
    cluster.sql(f"INSERT INTO {FILES} ({columns}) SELECT {doubled} FROM {FILES} WHERE {of(ann, 1)}")
    assert ann.round().pushed == 1
    assert bodies(cid.round()) == [b"a2", b"a3", b"a4"]
    assert bodies(joined(ann, "Dan").round()) == [b"a1", b"a2", b"a3", b"a4"]


def test_a_removed_person_who_still_has_a_password_reaches_nothing_new(place):
    ann, bob, cid = team_of_three(place)
    ann.do(deeds.remove, Change(bob.device, 0), NOON)
    cid.round()
    sent(ann, b"secret")
    log = roster_log.read(bob.entries, bob.membership)  # it pretends not to know
    assert Kind.OUT in kinds(sent(bob, b"late"))
    assert push(place, log, bob.own).numbers == [1]
    made = cid.round()
    assert (bodies(made), kinds(made)) == ([b"secret"], [Kind.LEFT])
    assert place.listing(CHANGE, {bob.device: 0}).rows


class ServerLife(Life):
    """Random lives with a server whose administrator does harm, and restores older copies."""

    def __init__(self, seed, place, cluster):
        self.cluster = cluster
        self.start(seed, place)

    def harm(self):
        table = self.luck.choice((FILES, "ctpat_team.member_entry"))
        mine = f"team = '\\x{self.place.team}'"
        names = self.cluster.sql(f"SELECT ctid FROM {table} WHERE {mine}").split()
        if not names:
            return
        here = f"WHERE ctid = '{self.luck.choice(names)}'"
        far = self.luck.randrange(1000, 10**9)
        columns = "team, key, number, part, size, content"
        doubled = f"INSERT INTO {table} (copy, {columns}) SELECT copy + 50, {columns} FROM {table}"
        statement = self.luck.choice(
            (
                f"DELETE FROM {table} {here}",
                f"UPDATE {table} SET content = set_byte(content, 0, 1) {here}",
                f"UPDATE {table} SET content = set_byte(content, 60, 255) {here}",
                f"UPDATE {table} SET content = substr(content, 1, 70) {here}",
                f"UPDATE {table} SET number = number + {far} {here}",
                f"{doubled} {here} ON CONFLICT DO NOTHING",
            )
        )
        self.cluster.sql(statement)

    def keep(self):
        self.older = True
        self.copy("ctpat_team", "kept")

    def restore(self):
        if self.older:
            self.copy("kept", "ctpat_team")

    def copy(self, source, target):
        mine = f"WHERE team = '\\x{self.place.team}'"
        statements = [f"CREATE SCHEMA IF NOT EXISTS {target}"]
        for name in server.TABLES.values():
            new = f"CREATE TABLE IF NOT EXISTS {target}.{name} (LIKE ctpat_team.{name})"
            gone = f"DELETE FROM {target}.{name} {mine}"
            back = f"INSERT INTO {target}.{name} SELECT * FROM {source}.{name} {mine}"
            statements += [new, gone, back]
        self.cluster.sql(*statements)


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_lost_whatever_an_administrator_does(place, cluster, seed):
    life = ServerLife(seed, place, cluster)
    for _ in range(40):
        life.step()
    left = {trouble.kind for trouble in life.settle() if trouble.number < 1000}
    assert left <= {Kind.GAP}  # before rows under a number that nobody has reached
