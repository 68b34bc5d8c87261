"""A short cut of the stream matrix: ended from outside, the verb `answer` leaves no half answer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.stream_matrix import FATAL, WAYS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def counted():
    """The counts of one end of each kind."""
    command = [sys.executable, "-m", "tests.faults.stream_matrix", "--each", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("way", ["SIGTERM", *WAYS])
def test_every_way_was_tried(counted, way):
    assert counted[way] == 1


@pytest.mark.parametrize("kind", FATAL)
def test_nothing_went_wrong(counted, kind):
    assert counted[kind] == 0, counted["troubles"]
