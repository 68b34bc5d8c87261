"""Three copies are changed at random, merged in any order, and all say the same in the end."""

import random
from contextlib import ExitStack

import pytest

from tests.workspace.merge.copies import another, merge, open_values, words
from tests.workspace.walking import Walk


class Three:
    """Three copies of one file, each changed by somebody who knows nothing of the others."""

    def __init__(self, workspace, seed, stack):
        first = Walk(workspace, seed)
        for _ in range(6):
            first.step()
        self.walks = [first]
        for name in ("b.ctpat", "c.ctpat"):
            copy = stack.enter_context(closing_copy(workspace, name))
            self.walks.append(first.beside(copy, f"{seed} {name}"))
        self.copies = [walk.workspace for walk in self.walks]
        self.chance = random.Random(seed)

    def step(self):
        """Do one thing in one copy: mostly an edit, else an undo, a redo or a merge."""
        walk = self.chance.choice(self.walks)
        what = self.chance.random()
        if what < 0.12:
            merge(
                walk.workspace,
                self.chance.choice([c for c in self.copies if c is not walk.workspace]),
            )
        elif what < 0.0:
            walk.workspace.undo()
        elif what < 0.0:
            walk.workspace.redo()
        else:
            walk.step()

    def settle(self):
        """Merge all into all, in any order, until nobody learns anything."""
        for _ in range(6):
            pairs = [(a, b) for a in self.copies for b in self.copies if a is not b]
            self.chance.shuffle(pairs)
            if not sum(len(merge(mine, theirs).ops) for mine, theirs in pairs):
                return
        raise AssertionError("the copies never stop telling each other news")


def closing_copy(workspace, name):
    from contextlib import closing

    return closing(another(workspace, name))


@pytest.mark.parametrize("seed", range(6))
def test_all_copies_say_the_same_in_the_end(workspace, seed):
    with ExitStack() as stack:
        three = Three(workspace, seed, stack)
        for _ in range(40):
            three.step()
        three.settle()
        first, *others = three.copies
        for other in others:
            assert words(other) == words(first)
            assert open_values(other) == open_values(first)
