"""A short cut of the write matrix: each failed write leaves what was there and is told truly.

It needs strace and the right to trace one's own children; without them it fails and says so.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.write_matrix import FATAL

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def counted():
    """The counts of fifteen cases, drawn by lot from all operations."""
    command = [sys.executable, "-m", "tests.faults.write_matrix", "--most", "15", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_all_cases_ran_and_some_failed_as_they_should(counted):
    assert counted["cases"] == 15
    assert counted["said it failed"] > 0


@pytest.mark.parametrize("kind", FATAL)
def test_nothing_went_wrong(counted, kind):
    assert counted[kind] == 0, counted["troubles"]
