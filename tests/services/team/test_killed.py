"""Laptops killed at any moment of writing, exchanging and merging: nothing that was saved is lost.

`python -m tests.services.team.test_killed 200` kills more often than each run of the tests does.
"""

import os
import random
import signal
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from ctpat_desktop.exchange.team import server
from ctpat_desktop.exchange.team.folder import Folder
from ctpat_desktop.exchange.team.server import Server
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.workspace import door, keys
from ctpat_desktop.workspace.repair import health
from tests.exchange.team.cluster import Cluster
from tests.services.team.laptops import Laptop, settle_down
from tests.workspace.merge.copies import lost, open_values, words

KILLS = 12
LONGEST = 2.5
"""Seconds until the latest kill; a laptop has opened its file after less than half of one."""


class Lot:
    """Laptops of one team, each a file that is opened, worked in, and killed."""

    def __init__(self, home, place_of):
        self.home, self.place_of = home, place_of
        self.chance = random.Random(7)
        self.key = keys.fresh("one for all")
        self.paths = [home / f"{name}.ctpat" for name in "ab"]
        folder = home / "shared"
        folder.mkdir()
        door.create_workspace(self.paths[0], self.key).close()
        with closing(self.opened(self.paths[0])) as file:
            companies.start(file, "Acme", "importer", 2026)
            founder = Laptop(file, folder, "a", place_of).start()
            with closing(founder.invite("b", self.paths[1], key=self.key).workspace):
                pass
        self.written = home / "written"
        self.written.touch()

    def opened(self, path):
        return door.open_workspace(path, self.key)

    def laptop(self, file):
        return Laptop(file, self.home / "shared", "", self.place_of)

    def work(self, path, seed):
        """Write, add and exchange until killed; what was saved is noted, kept safe on the disk."""
        chance = random.Random(seed)
        file = self.opened(path)
        laptop = self.laptop(file)
        account = companies.choose(file)
        company = companies.dossier(file, account).company.id
        note = os.open(self.written, os.O_WRONLY | os.O_APPEND)
        for number in range(10_000):
            word = f"word{seed}x{number}"
            criterion = chance.choice(["1.1", "4.1", "4.2"])
            answers.save(file, account, criterion, narrative=word)
            os.write(note, f"{word}\n".encode())
            if chance.random() < 0.3:
                library.add_bytes(file, company, "a.bin", os.urandom(50_000))
            if chance.random() < 0.3:
                records.add(file, "partner", company_id=company, name=word)
            laptop.sync()

    def kill(self, number):
        """Let both work at once and kill each of them at a moment of its own."""
        working = []
        for path in self.paths:
            process = os.fork()
            if process == 0:
                try:
                    self.work(path, f"{number}{path.stem}")
                finally:
                    os._exit(1)
            working.append(process)
        for process in working:
            time.sleep(self.chance.uniform(0.2, LONGEST / 2))
            os.kill(process, signal.SIGKILL)
            assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL

    def check(self):
        """Let both exchange what they have, and compare."""
        with ExitStack() as stack:
            files = [stack.enter_context(closing(self.opened(path))) for path in self.paths]
            settle_down([self.laptop(file) for file in files])
            assert words(files[0]) == words(files[1])
            assert open_values(files[0]) == open_values(files[1])
            saved = set(self.written.read_text().split())
            assert lost(files[0], saved) == lost(files[1], saved) == set()
        for path in self.paths:
            assert health.verify(path, self.key) == ()
        return len(saved)


def run(home, place_of, kills):
    lot = Lot(home, place_of)
    for number in range(kills):
        lot.kill(number)
        saved = lot.check()
    assert saved > kills, "they were killed before they did anything"
    return saved


@pytest.mark.full
def test_kills_lose_nothing_that_was_saved_with_a_folder(tmp_path):
    run(tmp_path, lambda team: Folder(tmp_path / "shared", team), KILLS)


def run_with_server(home, kills):
    cluster = Cluster()
    try:
        cluster.sql("CREATE DATABASE team", database="postgres")
        cluster.role("person")
        server.prepare(cluster.credentials(), ["person"])
        return run(home, lambda team: Server(cluster.credentials("person"), team), kills)
    finally:
        cluster.close()


@pytest.mark.full
def test_kills_lose_nothing_that_was_saved_with_a_server(tmp_path):
    run_with_server(tmp_path, KILLS)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        count = int(sys.argv[1])
        shared = Path(first) / "shared"
        saved = run(Path(first), lambda team: Folder(shared, team), count)
        sys.stdout.write(f"{saved} words with a folder\n")
        saved = run_with_server(Path(second), count)
        sys.stdout.write(f"{saved} words with a server\n")
