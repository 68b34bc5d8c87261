"""A file opened and closed in passing, as file dialogs do, takes no log away under our hands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ctpat_desktop.records import Site
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.registers import records

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such locks to lose")
READ = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("SELECT count(*) FROM site").fetchall()
connection.close()
"""
TAKE = """
import fcntl, sys
with open(sys.argv[1], "r+b") as index:
    fcntl.lockf(index, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 128)
"""


def read_elsewhere(path):
    """Read the file in another program and close it there."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def opened(sample):
    workspace = workspaces.open_file(Path(sample))
    yield workspace
    workspace.close()


def test_what_is_written_after_a_reader_left_is_kept(opened, sample):
    site = companies.dossier(opened, companies.choose(opened)).sites[0].id
    records.change(opened, "site", site, notes="before " * 20_000)
    with Path(sample).open("rb") as passing:  # what a file dialog does: SQLite's locks are gone
        passing.read(1)
    read_elsewhere(sample)
    assert Path(f"{sample}-wal").exists()
    records.change(opened, "site", site, notes="after")
    opened.close()
    again = workspaces.open_file(Path(sample))
    kept = companies.dossier(again, companies.choose(again)).sites[0].notes
    again.close()
    assert kept == "after"


def test_a_reader_that_leaves_while_we_write_takes_nothing_away(opened, sample):
    site = companies.dossier(opened, companies.choose(opened)).sites[0].id
    with opened.work("Slowly") as unit:
        Path(sample).read_bytes()
        unit.session.get_one(Site, site).notes = "slowly"
        read_elsewhere(sample)
    opened.close()
    again = workspaces.open_file(Path(sample))
    kept = companies.dossier(again, companies.choose(again)).sites[0].notes
    again.close()
    assert kept == "slowly"


def test_the_file_is_one_again_when_it_is_closed(opened, sample):
    Path(sample).read_bytes()
    opened.close()
    assert sorted(path.name for path in Path(sample).parent.iterdir()) == ["sample.ctpat"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has locks of a descriptor")
def test_nobody_else_may_empty_the_index_of_the_log(opened, sample):
    site = companies.dossier(opened, companies.choose(opened)).sites[0].id
    records.change(opened, "site", site, notes="before")
    index = Path(f"{sample}-shm")
    index.read_bytes()  # what a file dialog does: SQLite's locks in it are gone
    taken = subprocess.run(
        [sys.executable, "-c", TAKE, str(index)], capture_output=True, text=True, timeout=60
    )
    assert "BlockingIOError" in taken.stderr
    records.change(opened, "site", site, notes="after")
    opened.close()
    assert sorted(path.name for path in Path(sample).parent.iterdir()) == ["sample.ctpat"]
