"""A team's server: 20 people and five years, against a bare COPY of the same bytes.

A change file is sealed when it is written and pushed later; opening and checking it is part of a
pull, the merge is not. It needs the PostgreSQL of `installer/packages-full.txt`.
By itself: `python bench/team.py`.
"""

import hashlib
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ctpat_desktop.exchange.team import change_file, server
from ctpat_desktop.exchange.team.change_file import Draft
from ctpat_desktop.exchange.team.pieces import Document, Pieces
from ctpat_desktop.exchange.team.places import Place
from ctpat_desktop.exchange.team.pushing import push
from ctpat_desktop.exchange.team.server import Server
from tests.exchange.team.building import NOON, Laptop, founded, joined
from tests.exchange.team.cluster import Cluster

PEOPLE, CHANGES, EACH = 20, 200_000, 50
"""Devices, changes in all, and how many of them travel in one change file."""
DAILY = 8
"""Changes of one person on one day: those of five years, by working days."""
BYTES = 400
MEGABYTES = 200
"""Of evidence; the figure is per megabyte, whatever there is."""
WORDS = Path(__file__).read_text(encoding="utf-8").split()
Lines = dict[str, tuple[float, float]]


def measured() -> Lines:
    """Return milliseconds of ours and of the bare COPY, by what was done."""
    cluster = Cluster()
    try:
        cluster.sql("CREATE DATABASE team", database="postgres")
        cluster.role("person")
        server.prepare(cluster.credentials(), ["person"])
        return _measured(cluster, Server(cluster.credentials("person"), ""))
    finally:
        cluster.close()


def _measured(cluster: Cluster, place: Server) -> Lines:
    people = _people(place)
    changes = _changes(CHANGES)
    into, out = _bare(cluster, changes)
    sealed = _timed(lambda: _seal_all(people, changes))
    pushed = _timed(lambda: _push_all(people))
    fresh = joined(people[0], "New")
    pull = _timed(lambda: _pull_all(fresh))
    if len(fresh.merged) != CHANGES // EACH:
        raise SystemExit(f"{len(fresh.merged)} files arrived")
    for person in people:
        person.write(b"".join(_changes(DAILY)))
        person.round()
    daily = _timed(fresh.round)
    push_one = _timed(lambda: (fresh.write(b"".join(_changes(DAILY))), fresh.round()))
    quiet = _timed(fresh.round)
    evidence, bare = _evidence(cluster, place, people[0])
    place.close()
    return {
        f"{CHANGES:,} changes pushed, against COPY IN": (pushed, into),
        "  sealed before, against COPY IN": (sealed, into),
        f"{CHANGES:,} changes pulled, against COPY OUT": (pull, out),
        "  one day of 20 people pulled, against 1 s": (daily, 1000),
        "  one day of one person pushed, against 1 s": (push_one, 1000),
        "  nothing new, against 1 s": (quiet, 1000),
        "100 MB of evidence pushed, against COPY IN": (evidence[0], bare[0]),
        "100 MB of evidence pulled, against COPY OUT": (evidence[1], bare[1]),
    }


def _people(place: Place) -> list[Laptop]:
    first = founded(place)
    return [first, *(joined(first, f"Person {number}") for number in range(1, PEOPLE))]


def _changes(count: int) -> list[bytes]:
    """Return texts as changes have them: words, ids that look random, and a time."""
    luck = random.Random(count)
    return [
        f'{{"id":"{luck.randbytes(16).hex()}","at":{NOON + number},"text":"'.encode()
        + " ".join(luck.choices(WORDS, k=60)).encode()[: BYTES - 75]
        + b'"}'
        for number in range(count)
    ]


def _seal_all(people: list[Laptop], changes: list[bytes]) -> None:
    """Seal what each person changed, as is done while they work."""
    mine = len(changes) // len(people)
    for at, person in enumerate(people):
        log = person.log
        person.entries = log.entries
        for start in range(at * mine, (at + 1) * mine, EACH):
            draft = Draft(b"\n".join(changes[start : start + EACH]), {}, NOON)
            tip = person.own.newest
            person.own.files.append(change_file.write(log.membership, log.roster, tip, draft))


def _push_all(people: list[Laptop]) -> None:
    """Push each person's files in one go, as after weeks without a network."""
    for person in people:
        if len(push(person.place, person.log, person.own).numbers) != len(person.own.files):
            raise SystemExit("not all files went out")


def _pull_all(fresh: Laptop) -> None:
    while fresh.round().is_more:
        pass


def _bare(cluster: Cluster, rows: list[bytes]) -> tuple[float, float]:
    """Return milliseconds of a bare binary COPY of rows into a table and out of it again."""
    psycopg = server.driver()
    with psycopg.connect(**server._parameters(cluster.credentials())) as connection:
        connection.execute("DROP TABLE IF EXISTS bare")
        connection.execute("CREATE TABLE bare (number bigint PRIMARY KEY, content bytea)")

        def copy_in() -> None:
            with connection.cursor().copy("COPY bare FROM STDIN (FORMAT BINARY)") as copying:
                copying.set_types(("int8", "bytea"))
                for row in enumerate(rows):
                    copying.write_row(row)

        def copy_out() -> None:
            with connection.cursor().copy("COPY bare TO STDOUT (FORMAT BINARY)") as copying:
                copying.set_types(("int8", "bytea"))
                for _ in copying.rows():
                    pass

        return _timed(copy_in), _timed(copy_out)


def _evidence(
    cluster: Cluster, place: Server, person: Laptop
) -> tuple[tuple[float, float], tuple[float, float]]:
    mebibytes = [os.urandom(2**20) for _ in range(MEGABYTES)]
    digest = hashlib.sha256()
    for piece in mebibytes:
        digest.update(piece)
    document = Document(digest.hexdigest(), len(mebibytes) * 2**20)
    shelf = Pieces(place, person.log)
    put = _timed(lambda: shelf.put(document, iter(mebibytes)))
    get = _timed(lambda: sum(map(len, shelf.get(document))))
    bare = _bare(cluster, mebibytes)
    share = 100 / MEGABYTES
    return (put * share, get * share), (bare[0] * share, bare[1] * share)


def _timed(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return (time.perf_counter() - began) * 1000


def lines() -> Iterator[tuple[str, float, float, float]]:
    """Yield what was measured with its goal; nothing where there is no PostgreSQL."""
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        print("a team's server: not measured, there is no PostgreSQL here")
        return
    for what, (ours, bare) in measured().items():
        yield what, ours, bare, 1 if "1 s" in what else 3


if __name__ == "__main__":
    for what, ours, bare, goal in lines():
        print(f"{what:46} {ours:9.1f} ms {bare:9.1f} ms {ours / bare:6.2f} x   goal {goal:g} x")
