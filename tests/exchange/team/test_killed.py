"""Laptops killed at any moment of a round: the place and they themselves stay whole.

`python -m tests.exchange.team.test_killed 200` kills more often than each run of the tests does.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

import pytest

from ctpat_desktop.exchange.team import membership, server
from ctpat_desktop.exchange.team.envelope import look
from ctpat_desktop.exchange.team.folder import Folder
from ctpat_desktop.exchange.team.membership import Tip
from ctpat_desktop.exchange.team.places import CHANGE
from ctpat_desktop.exchange.team.server import Server
from tests.exchange.team.building import Laptop, Own, team_of_three
from tests.exchange.team.cluster import Cluster

KILLS = 50


class Durable:
    """A laptop whose memory is a folder, written as a workspace would: whole or not at all."""

    def __init__(self, home, make_place):
        self.home, self.make_place = home, make_place

    def keep(self, laptop):
        for number, data in enumerate(laptop.own.files, 1):
            if not (self.home / f"{number:04}.own").exists():
                self._write(f"{number:04}.own", data)
        state = {
            "membership": laptop.membership.to_bytes().decode(),
            "seen": laptop.seen,
            "entries": [entry.hex() for entry in laptop.entries],
            "merged": [[device, number, body.hex()] for device, number, body in laptop.merged],
        }
        self._write("state.json", json.dumps(state).encode())

    def _write(self, name, data):
        part = self.home / f"{name}.part"
        part.write_bytes(data)
        part.replace(self.home / name)

    def load(self):
        state = json.loads((self.home / "state.json").read_bytes())
        mine = membership.from_bytes(state["membership"].encode())
        laptop = Laptop(self.make_place(mine.team), mine)
        laptop.own = Own(path.read_bytes() for path in sorted(self.home.glob("*.own")))
        laptop.seen = {device: Tip(*tip) for device, tip in state["seen"].items()}
        laptop.entries = [bytes.fromhex(entry) for entry in state["entries"]]
        laptop.merged = [(d, n, bytes.fromhex(body)) for d, n, body in state["merged"]]
        return laptop

    def work(self):
        """Write and make rounds until killed."""
        laptop = self.load()
        while True:
            laptop.write(os.urandom(20_000))
            self.keep(laptop)
            laptop.round()
            self.keep(laptop)


def killed(job, after):
    """Let a job run in a process of its own and kill it after so many seconds."""
    process = os.fork()
    if process == 0:
        try:
            job()
        finally:
            os._exit(1)
    time.sleep(after)
    os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status), "it ended by itself"


def run(folder, make_place, kills, seed=1):
    luck = random.Random(seed)
    place = make_place("")
    homes = [folder / name for name in ("ann", "bob", "cid")]
    laptops = team_of_three(place)
    devices = []
    for home, laptop in zip(homes, laptops, strict=True):
        home.mkdir()
        devices.append(Durable(home, make_place))
        devices[-1].keep(laptop)
    if isinstance(place, Server):
        place.close()
    at = 0
    while at < kills or (at < 10 * kills and has_too_few(devices)):
        slow = 1 + at // kills  # a machine that is busy comes to nothing in the time of an idle one
        killed(devices[at % 3].work, slow * luck.uniform(0.002, 0.06))
        if at % 10 == 9:
            look_at(place)
        at += 1
    finish(devices, place)


def has_too_few(devices):
    """Tell whether the kills have come before anything was written."""
    return sum(len(device.load().own.files) for device in devices) <= len(devices)


def look_at(place):
    """Whatever lies in the place is whole."""
    listing = place.listing(CHANGE, dict.fromkeys(place.keys(CHANGE), 0))
    for slot, candidates in place.read([row.slot for row in listing.rows]):
        assert [look(data).head.number for data in candidates] == [slot.number]
    assert all(trouble.is_harmless for trouble in listing.troubles)
    if isinstance(place, Server):
        place.close()


def finish(devices, place):
    laptops = [device.load() for device in devices]
    for _ in range(3):
        rounds = [laptop.round(thorough=True) for laptop in laptops]
    assert all(row.is_harmless for made in rounds for row in made.troubles)
    written = {(one.device, n): data for one in laptops for n, data in enumerate(one.own.files, 1)}
    assert len(written) > len(devices)
    for laptop in laptops:
        others = [row[:2] for row in laptop.merged if row[0] != laptop.device]
        assert sorted(others) == sorted(slot for slot in written if slot[0] != laptop.device)
    look_at(place)


def test_kills_leave_a_folder_and_its_laptops_whole(tmp_path):
    (tmp_path / "shared").mkdir()
    run(tmp_path, lambda team: Folder(tmp_path / "shared", team), KILLS)


@pytest.mark.full
def test_kills_leave_a_server_and_its_laptops_whole(tmp_path):
    on_server(tmp_path, KILLS)


def on_server(folder, kills):
    cluster = Cluster()
    try:
        cluster.sql("CREATE DATABASE team", database="postgres")
        cluster.role("person")
        server.prepare(cluster.credentials(), ["person"])
        run(folder, lambda team: Server(cluster.credentials("person"), team), kills)
    finally:
        cluster.close()


if __name__ == "__main__":
    for kind in ("folder", "server"):
        with tempfile.TemporaryDirectory() as home:
            at, kills = Path(home), int(sys.argv[1])
            if kind == "server":
                on_server(at, kills)
            else:
                (at / "shared").mkdir()
                run(at, lambda team, at=at: Folder(at / "shared", team), kills)
        print(kind, kills, "kills: whole")  # noqa: T201
