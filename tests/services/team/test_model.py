"""Three laptops of a team are changed at random, meet now and then, and all say the same."""

import random
from contextlib import ExitStack, closing

import pytest

from ctpat_desktop.services.merging import merge, questions, settling
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.merge.writing import Source
from ctpat_desktop.workspace.repair import health
from tests.services.team.laptops import Laptop, settle_down
from tests.workspace.merge.copies import lost, open_values, words
from tests.workspace.walking import Walk

WEIGHTS = {
    "edit": 50,
    "hang": 6,
    "write": 15,
    "sync": 14,
    "settle": 8,
    "undo": 6,
    "redo": 3,
    "lock": 3,
    "outside": 2,
}


MEDDLING = {**WEIGHTS, "meddle": 12}
"""The same where the folder is also damaged all the time."""


class Team:
    """Three laptops, each used by somebody who knows nothing of the others until they meet."""

    def __init__(self, workspace, seed, folder, stack):
        self.folder = folder
        first = Walk(workspace, seed)
        for _ in range(6):
            first.step()
        folder.mkdir()
        founder = Laptop(workspace, folder, "a").start()
        self.laptops, self.walks = [founder], [first]
        for name in ("b", "c"):
            laptop = founder.invite(name, workspace.path.with_name(f"{name}.ctpat"))
            stack.enter_context(closing(laptop.workspace))
            self.laptops.append(laptop)
            self.walks.append(first.beside(laptop.workspace, f"{seed} {name}"))
        self.chance = random.Random(seed)
        self.written = set()

    def step(self, weights):
        at = self.chance.randrange(3)
        what = self.chance.choices([*weights], [*weights.values()])[0]
        getattr(self, what)(self.laptops[at], self.walks[at])

    def edit(self, laptop, walk):
        walk.step()

    def write(self, laptop, walk):
        word = f"word{len(self.written)}"
        criterion = self.chance.choice(["1.1", "9.9"])
        answers.save(walk.workspace, walk.account, criterion, narrative=word)
        self.written.add(word)

    def hang(self, laptop, walk):
        """Remove a record that others may use, or use one that others may remove."""
        if partner := walk.some("partner"):
            if self.chance.random() < 0.5:
                records.remove(walk.workspace, "partner", partner)
            else:
                company = walk.company
                values = {"partner_id": partner, "number": walk.word()}
                records.add(walk.workspace, "certificate", company_id=company, **values)

    def outside(self, laptop, walk):
        """Take in a whole other copy, past the team."""
        other = self.chance.choice([one for one in self.laptops if one is not laptop])
        merge.take(laptop.workspace, other.workspace, Source("file", "other.ctpat"))

    def sync(self, laptop, walk):
        laptop.sync()

    def meddle(self, laptop, walk):
        """Do to a file of the folder what disks, people and sync programs do."""
        files = sorted(self.folder.glob("*/changes/**/*.ctpc"))
        if not files:
            return
        file = self.chance.choice(files)
        what = self.chance.choice(["double", "lose", "flip", "cut", "swap"])
        data = file.read_bytes()
        if what == "double":
            file.with_name(f"{file.stem} (1){file.suffix}").write_bytes(data)
        elif what == "lose":
            file.unlink()
        elif what == "flip" and data:
            at = self.chance.randrange(len(data))
            file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        elif what == "cut":
            file.write_bytes(data[: len(data) // 2])
        else:
            other = self.chance.choice(files)
            mine, theirs = data, other.read_bytes()
            file.write_bytes(theirs)
            other.write_bytes(mine)

    def settle(self, laptop, walk):
        asked = questions.open_questions(walk.workspace)
        if asked:
            row = self.chance.choice(asked)
            value = (
                self.chance.random() < 0.5
                if row.is_presence
                else self.chance.choice([voice.value for voice in row.voices])
            )
            settling.settle(walk.workspace, {row.spot: value})

    def undo(self, laptop, walk):
        walk.workspace.undo()

    def redo(self, laptop, walk):
        walk.workspace.redo()

    def lock(self, laptop, walk):
        key = walk.workspace.key
        walk.workspace.suspend()
        door.reopen(walk.workspace, key)


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 40))]
)
@pytest.mark.parametrize("weights", [WEIGHTS, MEDDLING], ids=["calm", "damaged"])
def test_all_say_the_same_in_the_end_and_no_word_is_lost(workspace, tmp_path, seed, weights):
    with ExitStack() as stack:
        team = Team(workspace, seed, tmp_path / "shared", stack)
        for _ in range(40):
            team.step(weights)
        settle_down(team.laptops, team.chance, thorough=weights is MEDDLING)
        first, *_ = files = [laptop.workspace for laptop in team.laptops]
        for file in files:
            assert words(file) == words(first)
            assert open_values(file) == open_values(first)
            assert lost(file, team.written) == set()
            assert health.verify(file.path, file.key) == ()
