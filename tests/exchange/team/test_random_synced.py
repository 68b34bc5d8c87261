"""Each laptop has its own copy of the folder, and a sync program brings them together, late.

Two owners change the list of members without knowing of each other. In the end all have the same
list and all changes.
"""

import random
import shutil

import pytest

from ctpat_desktop.exchange.team import deeds
from ctpat_desktop.exchange.team.deeds import Change
from ctpat_desktop.exchange.team.folder import Folder
from ctpat_desktop.exchange.team.troubles import Kind
from tests.exchange.team.building import EDITOR, NOON, OWNER, READER, founded, invited, joined

STEPS = 40


class Synced:
    """Three laptops, two of them of owners, each with a folder of its own."""

    def __init__(self, seed, home):
        self.luck, self.home = random.Random(seed), home
        for name in "abc":
            (home / name).mkdir()
        ann = founded(Folder(home / "a", ""))
        self.laptops = [ann, joined(ann, "Eve", OWNER), joined(ann, "Bob", EDITOR)]
        for laptop, name in zip(self.laptops, "abc", strict=True):
            laptop.place = Folder(home / name, ann.membership.team)
        self.bring_all()
        self.round_all()
        self.count = 0

    def step(self):
        jobs = [self.write] * 4 + [self.round] * 4 + [self.bring] * 6 + [self.deed] * 2
        self.luck.choice(jobs)()

    def write(self):
        self.luck.choice(self.laptops).write(self.luck.randbytes(50))

    def round(self):
        self.luck.choice(self.laptops).round()

    def deed(self):
        owner, other = self.luck.choice(self.laptops[:2]), self.luck.choice(self.laptops)
        self.count += 1
        luck = self.luck.random()
        if luck < 0.25:
            self.new_key(owner)
        elif luck < 0.6:
            owner.do(deeds.rename, other.device, f"Name {self.count}", NOON + self.count)
        else:
            bob = self.laptops[2].device
            roles = self.luck.choice((EDITOR, READER))
            after = owner.log.roster.members[bob].roles[-1][0]
            owner.do(deeds.change_role, Change(bob, after), roles, NOON + self.count)

    def new_key(self, owner):
        """Invite somebody and take it back, which gives the team another key."""
        invited(owner)
        (waiting, *_) = [one.id for one in owner.log.roster.invites.values() if one.is_open]
        owner.do(deeds.remove, Change(waiting), NOON + self.count)

    def bring(self):
        source, target = self.luck.sample(self.laptops, 2)
        self.copy(source, target, self.luck.choice((0.3, 1)))

    def copy(self, source, target, share):
        """Copy files as a sync program does, some of them now and some of them half."""
        for path in sorted(source.place.root.rglob("*.ctp*")):
            to = target.place.root / path.relative_to(source.place.root)
            if self.luck.random() > share:
                continue
            to.parent.mkdir(parents=True, exist_ok=True)
            data = path.read_bytes()
            if not to.exists():
                to.write_bytes(data if share == 1 or self.luck.random() < 0.8 else data[:100])
            elif to.read_bytes() == data[:100]:
                to.write_bytes(data)
            elif to.read_bytes() != data and data not in self.copies(to):
                shutil.copy(
                    path, to.with_name(f"{to.stem} ({len(self.copies(to)) + 1}){to.suffix}")
                )

    @staticmethod
    def copies(path):
        return [one.read_bytes() for one in path.parent.glob(f"{path.stem} (*){path.suffix}")]

    def bring_all(self):
        for source in self.laptops:
            for target in self.laptops:
                if source is not target:
                    self.copy(source, target, 1)

    def round_all(self):
        return [laptop.round() for laptop in self.laptops]


@pytest.mark.parametrize("seed", range(10))
def test_all_end_with_the_same_list_and_all_changes(seed, tmp_path):
    team = Synced(seed, tmp_path)
    for _ in range(STEPS):
        team.step()
    for _ in range(4):
        team.bring_all()
        rounds = team.round_all()
    assert len({made.roster.head for made in rounds}) == 1
    assert len({tuple(sorted(laptop.merged)) for laptop in team.laptops}) == 1
    written = sum(len(laptop.own.files) for laptop in team.laptops)
    assert len(team.laptops[0].merged) == written
    left = {row.kind for made in rounds for row in made.troubles if not row.is_harmless}
    assert left <= {Kind.ROSTER_FORK}
