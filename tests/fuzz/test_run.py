"""The fuzzing itself: it sees what must not be, and makes the same files again."""

import os
import signal
from random import Random

import pytest

from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from tests.fuzz import run, targets
from tests.fuzz.mutators import mutated
from tests.fuzz.seeds import Seed
from tests.fuzz.targets import TARGETS, Target

SEEDS = [Seed("a.txt", b"a,b\n1,2\n")]


def fuzzed(read, in_child=False, seconds=2.0):
    target = Target("tried", lambda: SEEDS, lambda _folder: read, in_child, 0.5)
    return run.run(run.Work(target, 1, SEEDS), seconds, lambda _words: None)


def bug(path, _whole):
    if b"1,2" not in path.read_bytes():
        raise KeyError("x")


def refusal(path, _whole):
    if b"1,2" not in path.read_bytes():
        raise Problem("No.")


def death(path, _whole):
    if b"1,2" not in path.read_bytes():
        os.kill(os.getpid(), signal.SIGKILL)


def loop(path, _whole):
    while b"1,2" not in path.read_bytes():
        pass


def flood(path, _whole):
    if b"1,2" not in path.read_bytes():
        bytes(8 * 2**30)


@pytest.mark.parametrize(
    ("read", "kind"), [(bug, "bug"), (death, "death"), (loop, "time"), (flood, "memory")]
)
def test_what_must_not_be_is_a_finding(read, kind, monkeypatch):
    monkeypatch.setattr(run, "GIVEN_UP", 1.0)
    tally = fuzzed(read)
    assert tally.counts[kind] > 0
    assert all(words.startswith(kind) for words in tally.findings)


def test_a_refusal_is_none():
    tally = fuzzed(refusal)
    assert tally.findings == {}
    assert tally.counts["refused"] > 0
    assert tally.counts["read"] > 0


def test_the_same_seed_makes_the_same_files():
    target = TARGETS["sheets"]
    first, again, other = (run.Work(target, seed, SEEDS) for seed in (3, 3, 4))
    made = [[work.case(number) for number in range(50)] for work in (first, again, other)]
    assert made[0] == made[1]
    assert made[0] != made[2]


@pytest.mark.parametrize("name", ["sheets", "papers", "certificates"])
def test_the_kinds_are_changed_in_their_parts(name):
    found = {
        mutated(Random(number), seed.data, [])[:4]
        for seed in TARGETS[name].seeds()
        for number in range(20)
    }
    assert len(found) > 1


def test_a_refused_file_that_changes_the_workspace_is_a_finding(tmp_path):
    def job(workspace, company, path, _whole):
        if path.name == "late.csv":
            records.add(workspace, "site", company_id=company, name="Yard")
        raise Problem("No.")

    reader = targets._importing(tmp_path, job)
    with pytest.raises(Problem):
        reader(tmp_path / "early.csv", True)
    with pytest.raises(AssertionError, match="changed the workspace"):
        reader(tmp_path / "late.csv", True)
