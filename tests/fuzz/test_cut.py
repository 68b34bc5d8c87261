"""A short cut of the fuzzing: every reader gets changed files, and none does what must not be."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

pytestmark = pytest.mark.full
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def counted():
    """What two minutes of changed files came to, by reader."""
    limits = ("--seconds", "120", "--most", "200")  # the same files on a fast machine
    command = [sys.executable, "-m", "tests.fuzz.run", *limits, "--seed", "7", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", TARGETS)
def test_a_changed_file_is_read_or_refused(counted, name):
    assert counted[name]["findings"] == {}
    assert counted[name]["counts"]["read"] > 0
    assert counted[name]["files"] > 10
