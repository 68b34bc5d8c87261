"""A team on a real PostgreSQL: what people with little rights can do, and what they cannot."""

import os
import subprocess
import sys
import threading
from dataclasses import replace

import pytest

from ctpat_desktop.exchange.team import credentials, deeds, members, server
from ctpat_desktop.exchange.team.deeds import Change
from ctpat_desktop.exchange.team.places import CHANGE, ROSTER, PlaceProblem, Slot
from ctpat_desktop.exchange.team.server import Server
from ctpat_desktop.exchange.team.troubles import Kind
from ctpat_desktop.support.errors import Problem
from tests.exchange.team.building import NOON, founded, invited, kinds, team_of_three
from tests.exchange.team.building import Laptop as Device
from tests.exchange.team.cluster import Cluster

pytestmark = pytest.mark.full
TEAM, KEY = "a" * 32, "b" * 32


@pytest.fixture(scope="module")
def cluster():
    made = Cluster()
    made.sql("CREATE DATABASE team", database="postgres")
    made.role("person")
    made.role("onlooker")
    server.prepare(made.credentials(), ["person"])
    names = ", ".join(server.table("ctpat_team", kind) for kind in server.TABLES)
    made.sql("GRANT USAGE ON SCHEMA ctpat_team TO onlooker", f"GRANT SELECT ON {names} TO onlooker")
    yield made
    made.close()


@pytest.fixture
def place(cluster):
    opened = Server(cluster.credentials("person"), os.urandom(16).hex())
    yield opened
    opened.close()


def slots(*numbers, kind=CHANGE):
    return [Slot(kind, KEY, number) for number in numbers]


def put(place, *numbers, data=b"sealed", **more):
    return place.put([(slot, data) for slot in slots(*numbers)], **more)


def bodies(made):
    return [file.body for file in made.ready]


def test_what_is_put_is_listed_and_read(place):
    assert put(place, 1, 2, 1000) == []
    assert [row.slot for row in place.listing(CHANGE, {KEY: 1}).rows] == slots(2, 1000)
    assert place.listing(CHANGE, {}).rows == []
    assert list(place.read(slots(2, 3))) == [(slots(2)[0], [b"sealed"])]
    assert place.keys(CHANGE) == [KEY]
    assert place.keys(ROSTER) == []
    assert place.put([]) == []


def test_nothing_is_replaced(place):
    put(place, 1)
    assert put(place, 1, 2, data=b"other") == slots(1)
    assert dict(place.read(slots(1, 2)))[slots(1)[0]] == [b"sealed"]
    assert put(place, 1, data=b"good", again=True) == []
    assert dict(place.read(slots(1)))[slots(1)[0]] == [b"sealed", b"good"]
    assert len(place.listing(CHANGE, {KEY: 0}).rows) == 3


def test_large_files_are_cut_into_rows_of_a_mebibyte(place, cluster):
    large = os.urandom(3 * 2**20 + 5)
    put(place, 1, data=large)
    assert list(place.read(slots(1))) == [(slots(1)[0], [large])]
    rows = f"FROM ctpat_team.change_file WHERE team = '\\x{place.team}'"
    assert cluster.sql(f"SELECT count(*), max(length(content)) {rows}").strip() == "4|1048576"
    assert [row.size for row in place.listing(CHANGE, {KEY: 0}).rows] == [len(large)]


def test_teams_do_not_see_each_other(place, cluster):
    put(place, 1)
    other = Server(cluster.credentials("person"), os.urandom(16).hex())
    assert (other.keys(CHANGE), other.listing(CHANGE, {KEY: 0}).rows) == ([], [])
    other.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET content = 'x'",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "DROP TABLE {}",
        "ALTER TABLE {} ADD COLUMN more text",
        "CREATE TABLE ctpat_team.more (a int)",
    ],
)
@pytest.mark.parametrize("kind", server.TABLES)
def test_a_person_may_look_and_add_and_nothing_else(place, cluster, statement, kind):
    psycopg = server.driver()
    place.keys(kind)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        place._open.execute(statement.format(server.table("ctpat_team", kind)))


def test_three_laptops_work_through_it(place):
    ann, bob, cid = team_of_three(place)
    for laptop, text in ((ann, b"a1"), (bob, b"b1"), (ann, b"a2")):
        laptop.write(text)
        assert laptop.round().troubles == []
    assert sorted(bodies(cid.round())) == [b"a1", b"a2", b"b1"]
    assert bodies(bob.round()) == [b"a2"]
    ann.do(deeds.remove, Change(bob.device, 1), NOON)
    assert Kind.OUT in kinds(bob.round())
    ann.write(b"secret")
    ann.round()
    assert bodies(cid.round()) == [b"secret"]


def test_who_may_only_look_still_fetches(place, cluster):
    ann, bob, _ = team_of_three(place)
    ann.write(b"news")
    ann.round()
    bob.write(b"mine")
    bob.place = Server(cluster.credentials("onlooker"), place.team)
    made = bob.round()
    assert "you may not do this there" in made.problem.line()
    assert bodies(made) == [b"news"]
    bob.place.close()
    bob.place = place
    assert bob.round().pushed == 1


def test_only_one_of_two_writes_the_next_entry_of_the_list(place, cluster):
    """Eight people invited at once sign themselves in at the same moment."""
    ann = founded(place)
    memberships = [invited(ann) for _ in range(8)]
    places = [Server(cluster.credentials("person"), place.team) for _ in memberships]
    laptops = [Device(*pair) for pair in zip(places, memberships, strict=True)]
    logs = [laptop.log for laptop in laptops]
    entries = [deeds.join(log, "x", NOON) for log in logs]
    done = []

    def join(at):
        done.append(members.append(places[at], entries[at]))

    threads = [threading.Thread(target=join, args=(at,)) for at in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False] * 7 + [True]
    for laptop in laptops:
        if not deeds.is_in(laptop.log):
            laptop.do(deeds.join, "x", NOON)
        laptop.place.close()
    assert len(ann.log.roster.members) == 9


def test_the_certificate_is_checked_against_the_name_and_the_authority(cluster, tmp_path):
    safe = cluster.credentials(
        "person", is_plain=False, host="localhost", root_certificate=str(cluster.certificate)
    )
    place = Server(safe, TEAM)
    put(place, 1)
    query = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
    assert place._asked(query, ()) == [(True,)]
    place.close()
    other = tmp_path / "other.crt"
    cluster.certify("example.com")
    other.write_bytes(cluster.certificate.read_bytes())
    for wrong in (
        replace(safe, root_certificate=str(other)),
        replace(safe, root_certificate=""),
        replace(safe, root_certificate=str(tmp_path / "none.crt")),
    ):
        with pytest.raises(PlaceProblem, match="certificate is not trusted"):
            put(Server(wrong, TEAM), 2)
    cluster.stop("fast")
    cluster.start()  # now with the certificate of another host
    with pytest.raises(PlaceProblem, match="certificate is not trusted"):
        put(Server(replace(safe, root_certificate=str(other)), TEAM), 2)
    cluster.certify("localhost", "127.0.0.1")
    cluster.stop("fast")
    cluster.start()


def test_without_encryption_only_this_computer_is_reached(cluster):
    for host in ("example.com", "10.0.0.1", "127.0.0.1.example.com"):
        with pytest.raises(Problem, match="on this computer only"):
            Server(cluster.credentials(host=host), TEAM)
    for host in ("localhost", "127.0.0.1"):
        place = Server(cluster.credentials("person", host=host), TEAM)
        place.keys(CHANGE)
        place.close()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "guess"}, "refused the name or the password"),
        ({"user": "nobody"}, "refused the name or the password"),
        ({"database": "other"}, 'answers “database "other" does not exist”'),
        ({"schema": "other"}, "not prepared for a team"),
        ({"port": 1}, "does not answer"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(cluster, wrong, words):
    place = Server(replace(cluster.credentials("person"), **wrong), TEAM)
    with pytest.raises(PlaceProblem, match=words) as caught:
        place.keys(CHANGE)
    assert "\n" not in caught.value.line()
    assert "guess" not in repr(place._credentials)


def test_a_schema_of_its_own_and_preparing_twice(cluster):
    mine = cluster.credentials(schema="other_team")
    for _ in range(2):
        server.prepare(mine, ["person"])
    place = Server(replace(mine, user="person"), TEAM)
    put(place, 1)
    assert place.keys(CHANGE) == [KEY]
    place.close()
    with pytest.raises(Problem, match="small letters"):
        server.prepare(cluster.credentials(schema='x"; DROP SCHEMA ctpat_team; --'))


def test_credentials_come_back_from_their_text(cluster):
    mine = cluster.credentials("person")
    assert credentials.from_text(mine.to_text()) == mine
    with pytest.raises(Problem, match="cannot be read"):
        credentials.from_text('{"host": 1, "more": 2}')


def test_the_driver_is_loaded_when_a_server_is_used_and_not_before():
    program = """
import sys
import ctpat_desktop.exchange.team.server as server
import ctpat_desktop.exchange.team.sync
assert not {"psycopg", "psycopg_binary"} & set(sys.modules)
server.driver()
assert "psycopg" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)
