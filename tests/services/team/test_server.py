"""Three laptops and a real PostgreSQL that stops, cuts them off, and goes back to yesterday."""

import random
from contextlib import ExitStack, closing

import pytest

from ctpat_desktop.exchange.team import server
from ctpat_desktop.exchange.team.places import PlaceProblem
from ctpat_desktop.exchange.team.server import Server
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.profile import answers
from ctpat_desktop.workspace.repair import health
from tests.exchange.team.cluster import Cluster
from tests.services.team.laptops import Laptop, settle_down
from tests.workspace.merge.copies import lost, open_values, words

pytestmark = pytest.mark.full


@pytest.fixture
def cluster():
    made = Cluster()
    made.sql("CREATE DATABASE team", database="postgres")
    made.role("person")
    server.prepare(made.credentials(), ["person"])
    yield made
    made.close()


@pytest.fixture
def three(cluster, workspace, tmp_path):
    """Three laptops of a team on the server."""
    companies.start(workspace, "Acme", "importer", 2026)
    places = []

    def place_of(team):
        places.append(Server(cluster.credentials("person"), team))
        return places[-1]

    (tmp_path / "shared").mkdir()
    with ExitStack() as stack:
        ann = Laptop(workspace, tmp_path / "shared", "Ann", place_of).start()
        others = [ann.invite(name, tmp_path / f"{name}.ctpat") for name in ("Bob", "Cal")]
        for other in others:
            stack.enter_context(closing(other.workspace))
        yield [ann, *others]
    for place in places:
        place.close()


class Work:
    """What the three write, whatever the server does meanwhile."""

    def __init__(self, laptops, seed):
        self.laptops, self.chance, self.written = laptops, random.Random(seed), set()
        self.refused = []

    def go_on(self, steps):
        for _ in range(steps):
            laptop = self.chance.choice(self.laptops)
            word = f"word{len(self.written)}"
            account = companies.choose(laptop.workspace)
            criterion = self.chance.choice(["1.1", "4.1", "4.2"])
            answers.save(laptop.workspace, account, criterion, narrative=word)
            self.written.add(word)
            if self.chance.random() < 0.2:
                company = companies.dossier(laptop.workspace, account).company.id
                library.add_bytes(laptop.workspace, company, "a.txt", word.encode() * 500)
            if self.chance.random() < 0.5:
                try:
                    laptop.sync()
                except PlaceProblem as problem:
                    self.refused.append(problem.line())

    def check(self):
        assert not [line for line in self.refused if "\n" in line]
        settle_down(self.laptops, self.chance, thorough=True)
        first, *others = [laptop.workspace for laptop in self.laptops]
        for file in (first, *others):
            assert words(file) == words(first)
            assert open_values(file) == open_values(first)
            assert lost(file, self.written) == set()
            assert health.verify(file.path, file.key) == ()


def test_work_goes_on_while_the_server_stops_cuts_and_refuses(cluster, three):
    work = Work(three, 1)
    work.go_on(6)
    cluster.stop()
    work.go_on(6)
    assert work.refused
    cluster.start()
    cluster.terminate()
    work.go_on(6)
    cluster.sql("REVOKE INSERT ON ALL TABLES IN SCHEMA ctpat_team FROM person")
    work.go_on(6)
    cluster.sql("GRANT INSERT ON ALL TABLES IN SCHEMA ctpat_team TO person")
    work.check()


def test_a_server_restored_from_yesterday_gets_everything_back(cluster, three):
    work = Work(three, 2)
    work.go_on(8)
    for laptop in three:
        laptop.sync()
    dump = cluster.home / "yesterday.sql"
    cluster.run("pg_dump", *cluster.where(), "-n", "ctpat_team", "-f", dump)
    work.go_on(12)
    for laptop in three:
        laptop.sync()
    cluster.sql("DROP SCHEMA ctpat_team CASCADE")
    cluster.run("psql", *cluster.where(), "-q", "-f", dump)
    notes = [note for laptop in three for note in laptop.sync().notes]
    assert any("restored from an older copy" in note for note in notes)
    work.go_on(4)
    work.check()
