"""Random lives of three laptops with one folder, against a plain model.

Whatever happens to the folder, no laptop takes anything that was not written, out of order or
twice; and once everybody has looked again, all have all.
"""

import random
import shutil

import pytest

from ctpat_desktop.exchange.team.folder import Folder
from ctpat_desktop.exchange.team.troubles import Kind
from tests.exchange.team.building import copy_of, team_of_three

STEPS = 45
HARMLESS = {Kind.CONFLICT_COPY, Kind.FOREIGN, Kind.UNFINISHED}


class Life:
    """The laptops, their folder, and all that was ever written, by device."""

    def __init__(self, seed, folder):
        folder.mkdir()
        self.folder = folder
        self.start(seed, Folder(folder, ""))

    def start(self, seed, place):
        self.luck, self.place = random.Random(seed), place
        self.laptops = team_of_three(place)
        self.written = {laptop.device: [] for laptop in self.laptops}
        self.knew = {}
        """What a file's writer had merged, by device and number."""
        self.older = None
        self.named = set()

    def step(self):
        deeds = [self.write] * 6 + [self.round] * 6 + [self.harm] * 3 + [self.keep, self.restore]
        self.luck.choice(deeds)()
        for laptop in self.laptops:
            self.check(laptop)

    def write(self):
        laptop = self.luck.choice(self.laptops)
        body = self.luck.randbytes(self.luck.choice((0, 40, 3_000)))
        self.knew[laptop.device, len(laptop.own.files) + 1] = {row[:2] for row in laptop.merged}
        laptop.write(body)
        self.written[laptop.device].append(body)

    def round(self):
        made = self.luck.choice(self.laptops).round(thorough=self.luck.random() < 0.3)
        self.named |= {row.kind for row in made.troubles}

    def harm(self):
        paths = sorted(self.place.root.rglob("*.ctp[cm]"))
        path, kind = self.luck.choice(paths), self.luck.randrange(6)
        data = path.read_bytes()
        if kind == 0:
            path.unlink()
        elif kind == 1:
            shutil.copy(path, path.with_name(f"{path.stem} ({self.luck.randrange(9)}).ctpc"))
        elif kind == 2 and data:
            at = self.luck.randrange(len(data))
            path.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
        elif kind == 3:
            path.write_bytes(data[: self.luck.randrange(len(data) + 1)])
        elif kind == 4:
            other = self.luck.choice(paths)
            path.write_bytes(other.read_bytes())
            other.write_bytes(data)
        else:
            path.with_name(f"~${path.name}").write_bytes(data[:30])

    def keep(self):
        self.older = copy_of(self.place, self.folder.with_name("older"))

    def restore(self):
        if self.older:
            shutil.rmtree(self.folder)
            shutil.copytree(self.older, self.folder)

    def check(self, laptop):
        """What was merged is what was written, each once, each after what its writer knew."""
        have = set()
        for device, number, body in laptop.merged:
            assert self.written[device][number - 1] == body
            assert (device, number - 1) in have or number == 1
            assert self.knew[device, number] <= have
            assert (device, number) not in have
            have.add((device, number))

    def settle(self):
        for _ in range(6):
            made = [laptop.round(thorough=True) for laptop in self.laptops]
        everything = {
            (device, number, body)
            for device, bodies in self.written.items()
            for number, body in enumerate(bodies, 1)
        }
        for laptop in self.laptops:
            assert set(laptop.merged) == everything
            assert len(laptop.merged) == len(everything)
        return [row for one in made for row in one.troubles]


@pytest.mark.parametrize("seed", range(16))
def test_nothing_is_lost_taken_twice_or_out_of_order(seed, tmp_path):
    life = Life(seed, tmp_path / "shared")
    for _ in range(STEPS):
        life.step()
    left = life.settle()
    assert {row.kind for row in left} <= HARMLESS
