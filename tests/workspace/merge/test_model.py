"""Three copies are changed at random, merged in any order, and all say the same in the end."""

import random
from contextlib import ExitStack, closing

import pytest

from ctpat_desktop.services.merging import merge as merging
from ctpat_desktop.services.merging import questions, settling
from ctpat_desktop.services.profile import answers
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.merge.ops import PRESENCE, Copy
from ctpat_desktop.workspace.merge.writing import Source
from ctpat_desktop.workspace.repair import health
from tests.workspace.merge.copies import another, lost, merge, open_values, planned, words
from tests.workspace.walking import Walk

WEIGHTS = {
    "edit": 55,
    "write": 15,
    "merge": 12,
    "settle": 8,
    "undo": 6,
    "redo": 3,
    "lock": 3,
}


class Three:
    """Three copies of one file, each changed by somebody who knows nothing of the others."""

    def __init__(self, workspace, seed, stack):
        first = Walk(workspace, seed)
        for _ in range(6):
            first.step()
        self.walks = [first]
        for name in ("b.ctpat", "c.ctpat"):
            copy = stack.enter_context(closing(another(workspace, name)))
            self.walks.append(first.beside(copy, f"{seed} {name}"))
        self.copies = [walk.workspace for walk in self.walks]
        self.chance = random.Random(seed)
        self.written = set()
        """Words of which each was written once, in one copy, and saved."""

    def step(self):
        """Do one thing in one copy: mostly an edit, else what brings copies together."""
        walk = self.chance.choice(self.walks)
        what = self.chance.choices([*WEIGHTS], [*WEIGHTS.values()])[0]
        getattr(self, what)(walk)

    def edit(self, walk):
        walk.step()

    def write(self, walk):
        word = f"word{len(self.written)}"
        criterion = self.chance.choice(["1.1", "9.9"])
        answers.save(walk.workspace, walk.account, criterion, narrative=word)
        self.written.add(word)

    def merge(self, walk):
        other = self.chance.choice([copy for copy in self.copies if copy is not walk.workspace])
        self.conflicts_are_of_both(walk.workspace, other)
        asked = merging.compare(walk.workspace, other).questions
        decided = [row for row in asked if self.chance.random() < 0.3]
        decisions = {row.spot: self.answer(row) for row in decided}
        merging.take(walk.workspace, other, Source("file", other.path.name), decisions)

    def settle(self, walk):
        asked = questions.open_questions(walk.workspace)
        if asked:
            row = self.chance.choice(asked)
            settling.settle(walk.workspace, {row.spot: self.answer(row)})

    def answer(self, question):
        if question.is_presence:
            return self.chance.random() < 0.5
        return self.chance.choice([voice.value for voice in question.voices])

    def undo(self, walk):
        walk.workspace.undo()

    def redo(self, walk):
        walk.workspace.redo()

    def lock(self, walk):
        key = walk.workspace.key
        walk.workspace.suspend()
        door.reopen(walk.workspace, key)

    def conflicts_are_of_both(self, mine, theirs):
        """Nobody is asked about what only one side touched, unless it stood open there before."""
        before = open_values(theirs)
        with planned(mine, theirs) as (made, _):
            conflicts = made.conflicts
        with mine.read() as here, theirs.read() as there:
            one, other = Copy(here, ""), Copy(there, "")
            sides = (one.since(other), other.since(one))
        for (table, record, field), *_ in conflicts:
            touched = [{op.key for op in ops} for ops in sides]
            if field != PRESENCE and (table, record, field) not in before:
                assert all((table, record) in keys for keys in touched)

    def settle_down(self):
        """Merge all into all, in any order, until nobody learns anything."""
        for _ in range(6):
            pairs = [(a, b) for a in self.copies for b in self.copies if a is not b]
            self.chance.shuffle(pairs)
            if not sum(len(merge(mine, theirs).ops) for mine, theirs in pairs):
                return
        raise AssertionError("the copies never stop telling each other news")


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 30))]
)
def test_all_copies_say_the_same_in_the_end_and_no_word_is_lost(workspace, seed):
    with ExitStack() as stack:
        three = Three(workspace, seed, stack)
        for _ in range(40):
            three.step()
        three.settle_down()
        first, *others = three.copies
        for copy in three.copies:
            assert words(copy) == words(first)
            assert open_values(copy) == open_values(first)
            assert lost(copy, three.written) == set()
            assert health.verify(copy.path, copy.key) == ()
        merge(first, others[0])
        assert words(first) == words(others[0])
