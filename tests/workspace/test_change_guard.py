"""Changes from outside while a file is open: nothing is written over them, and it is said."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import upkeep, workspaces
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace.backups import backups
from ctpat_desktop.workspace.change_guard import Gone, Outside
from ctpat_desktop.workspace.repair import health

WRITE = """
import sys
from pathlib import Path
from ctpat_desktop.workspace import engine, keys
key = keys.from_code(sys.argv[2])
c = engine.bare(Path(sys.argv[1]), key)
c.execute("UPDATE company SET name = 'Outside'")
c.close()
"""


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme", "importer", 2026)


def names(workspace):
    return [line.company for line in companies.overview(workspace)]


@pytest.fixture
def older(workspace, account, tmp_path):
    """A copy of the file from before its last change."""
    upkeep.write_copy(workspace, tmp_path / "older.ctpat")
    companies.start(workspace, "Bolt", "importer", 2026)
    return tmp_path / "older.ctpat"


def test_a_replaced_file(workspace, older):
    older.replace(workspace.path)
    before = workspace.path.read_bytes()
    with pytest.raises(Outside, match="was changed by another program"):
        companies.start(workspace, "Cargo", "importer", 2026)
    with pytest.raises(Outside):
        workspace.check_reach()
    with pytest.raises(Outside):
        workspace.close()
    assert workspace.path.read_bytes() == before
    assert [path.name for path in workspace.path.parent.iterdir()] == ["empty.ctpat"]


def test_a_file_overwritten_in_place(workspace, older):
    """Nothing of ours may be mixed into it, not even while closing."""
    new = older.read_bytes()
    with workspace.path.open("r+b") as file:
        file.write(new)
        file.truncate()
    with pytest.raises(Outside):
        companies.start(workspace, "Cargo", "importer", 2026)
    key = workspace.key
    with pytest.raises(Outside):
        workspace.close()
    assert workspace.path.read_bytes() == new
    assert not workspace.path.with_name("empty.ctpat-wal").exists()
    opened = workspaces.open_with(workspace.path, key)
    assert names(opened) == ["Acme"]
    opened.close()


def test_a_deleted_file(workspace, account):
    """No look at it makes an empty file in its place."""
    workspace.path.unlink()
    with pytest.raises(Gone, match="cannot be reached"):
        companies.start(workspace, "Bolt", "importer", 2026)
    with pytest.raises(upkeep.BackupFailed, match="The backup was not made"):
        upkeep.back_up(workspace)
    assert "unable to open" in upkeep.check(workspace)[0].what
    with pytest.raises(Gone):
        workspace.close()
    assert not workspace.path.exists()


def test_a_file_that_was_only_touched(workspace, account):
    os.utime(workspace.path, (1, 1))
    companies.start(workspace, "Bolt", "importer", 2026)
    assert names(workspace) == ["Acme", "Bolt"]


def test_another_program_writing_as_it_should_keeps_both(workspace, account, tmp_path):
    """SQLite itself keeps the two apart; the check finds what went round the history."""
    from ctpat_desktop.workspace import keys

    command = [sys.executable, "-c", WRITE, str(workspace.path), keys.to_code(workspace.key)]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    subprocess.run(command, env=environment, check=True)
    companies.start(workspace, "Bolt", "importer", 2026)
    assert names(workspace) == ["Bolt", "Outside"]
    (damage,) = upkeep.check(workspace)
    assert damage.what == "It was changed behind the history's back: name."
    assert damage.where.startswith("company ")


def test_a_drive_that_comes_back(workspace, account, tmp_path):
    away = tmp_path / "away"
    away.mkdir()
    workspace.path.replace(away / "f")
    with pytest.raises(Gone):
        companies.start(workspace, "Bolt", "importer", 2026)
    (away / "f").replace(workspace.path)
    upkeep.try_again(workspace)
    companies.start(workspace, "Bolt", "importer", 2026)
    assert names(workspace) == ["Acme", "Bolt"]


def test_another_version_in_its_place_is_not_gone_on_with(workspace, older):
    older.replace(workspace.path)
    with pytest.raises(Problem, match="changed by another program"):
        upkeep.try_again(workspace)
    with pytest.raises(Outside):
        companies.start(workspace, "Cargo", "importer", 2026)
    with pytest.raises(Outside):
        workspace.close()


def test_a_clock_set_back_keeps_the_order(workspace, account):
    now = datetime.now(UTC)
    first = backups.make(workspace, now)
    companies.start(workspace, "Bolt", "importer", 2026)
    second = backups.make(workspace, now - timedelta(days=400))
    assert [backup.path for backup in backups.listed(workspace)] == [second.path, first.path]
    assert second.at > first.at
    assert health.verify(workspace.path, workspace.key) == ()


def test_a_copy_beside_is_another_file(workspace, account, tmp_path):
    upkeep.write_copy(workspace, tmp_path / "copy.ctpat")
    shutil.copy(tmp_path / "copy.ctpat", tmp_path / "copy2.ctpat")
    companies.start(workspace, "Bolt", "importer", 2026)
