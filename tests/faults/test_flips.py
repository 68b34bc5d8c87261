"""A short cut of the flip matrix: no changed byte goes unnoticed, whatever it does is named."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.flip_matrix import FATAL, FIRST

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def counted():
    """The counts of all flips at the front and of a hundred others."""
    command = [sys.executable, "-m", "tests.faults.flip_matrix", "--most", "500", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_every_flip_of_the_cut_was_tried(counted):
    assert counted["flips"] >= 2 * FIRST + 100
    assert counted["salt: taken for a wrong passphrase"] == 16
    assert counted["repaired"] > 0


@pytest.mark.parametrize("kind", FATAL)
def test_nothing_went_unnoticed(counted, kind):
    assert counted[kind] == 0, counted["troubles"]
