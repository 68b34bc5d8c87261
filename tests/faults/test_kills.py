"""A short cut of the kill matrix: whatever moment a session is killed at, nothing saved is lost."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.kill_matrix import AIMS, FATAL

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def counted():
    """The counts of 20 kills, made by a process that has never opened a database."""
    command = [sys.executable, "-m", "tests.faults.kill_matrix", "--kills", "20", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_every_session_was_killed(counted):
    assert counted["kills"] == 20
    assert counted["phases"].keys() <= {*AIMS, "between", "start"}
    assert counted["acknowledged saves"] > 20
    assert counted["backups looked at"] > 0


@pytest.mark.parametrize("kind", FATAL)
def test_nothing_went_wrong(counted, kind):
    assert counted[kind] == 0, counted["troubles"]
