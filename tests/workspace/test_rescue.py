"""Saving an open workspace elsewhere when its own file is gone, damaged or another one."""

import os
import random
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from ctpat_desktop.records import Partner
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import upkeep
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace.backups import backups
from ctpat_desktop.workspace.change_guard import Outside
from ctpat_desktop.workspace.journal import MANY
from ctpat_desktop.workspace.repair import health

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def private_home(monkeypatch, tmp_path):
    monkeypatch.setenv("CTPAT_DESKTOP_HOME", str(tmp_path / "home"))


@pytest.fixture
def target(tmp_path):
    (tmp_path / "new").mkdir()
    return tmp_path / "new" / "saved.ctpat"


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme", "importer", 2026)


def work_on(workspace, account, *, document=True):
    """A bit of everything after the backup."""
    company = companies.dossier(workspace, account).company.id
    site = records.add(workspace, "site", company_id=company, name="Dock")
    gone = records.add(workspace, "site", company_id=company, name="Shed")
    answers.save(workspace, account, "1.1", status="in_place", narrative="We do.")
    records.remove(workspace, "site", gone)
    records.change(workspace, "site", site, name="Dock 2")
    workspace.undo()
    if document:
        library.add_bytes(workspace, company, "log.bin", random.Random(1).randbytes(9000))
    return companies.dossier(workspace, account).fingerprint()


def spoil(path, how):
    size = path.stat().st_size
    if how == "deleted":
        path.unlink()
        path.with_name(path.name + "-wal").unlink()
    elif how == "emptied":
        os.truncate(path, 0)
    else:
        with path.open("r+b") as file:
            file.write(b"\0" * size)


def goes_on(workspace, account, target):
    """It is the same workspace in its new place: in order, writable, undo works."""
    assert workspace.path == target
    assert health.verify(target, workspace.key) in ((), MISSING)
    answers.save(workspace, account, "1.2", narrative="Afterwards.")
    workspace.undo()
    workspace.undo()
    workspace.redo()
    assert companies.dossier(workspace, account).answer("1.1").whole.narrative == "We do."


MISSING = (health.Damage("Its file is missing.", "document “log”", health.ADD_AGAIN),)


def test_from_the_file_itself(workspace, account, target):
    said = work_on(workspace, account)
    old = workspace.path
    rescued = upkeep.save_elsewhere(workspace, target)
    assert (rescued.from_backup, rescued.missing) == (False, ())
    assert companies.dossier(workspace, account).fingerprint() == said
    goes_on(workspace, account, target)
    assert [path.name for path in target.parent.glob("*.ctpat")] == ["saved.ctpat"]
    assert old.exists()


@pytest.mark.parametrize("how", ["emptied", "zeros"])
def test_from_the_backup_and_what_was_saved_since(workspace, account, target, how):
    backups.make(workspace, NOW)
    said = work_on(workspace, account)
    spoil(workspace.path, how)
    rescued = upkeep.save_elsewhere(workspace, target)
    assert rescued.from_backup
    assert rescued.missing == ("document “log”",)
    assert companies.dossier(workspace, account).fingerprint() == said
    goes_on(workspace, account, target)


def test_a_long_list_whose_revisions_were_packed_is_brought_along(workspace, account, target):
    backups.make(workspace, NOW)
    company = companies.dossier(workspace, account).company.id
    names = [f"Partner {number}" for number in range(MANY + 1)]
    rows = [{"company_id": company, "name": name} for name in names]
    records.add_many(workspace, "partner", rows)
    workspace.give_back()
    said = work_on(workspace, account, document=False)
    spoil(workspace.path, "zeros")
    assert upkeep.save_elsewhere(workspace, target).from_backup
    assert companies.dossier(workspace, account).fingerprint() == said
    with workspace.read() as session:
        assert sorted(session.scalars(select(Partner.name))) == sorted(names)
    goes_on(workspace, account, target)


def test_an_older_backup_does_as_well(workspace, account, target):
    backups.make(workspace, NOW)
    companies.start(workspace, "Bolt", "importer", 2026)
    newer = backups.make(workspace, NOW)
    said = work_on(workspace, account, document=False)
    newer.path.write_bytes(b"\0" * newer.size)
    spoil(workspace.path, "zeros")
    assert upkeep.save_elsewhere(workspace, target).from_backup
    assert companies.dossier(workspace, account).fingerprint() == said
    goes_on(workspace, account, target)


@pytest.mark.parametrize("how", ["emptied", "zeros"])
def test_without_a_backup_nothing_is_made(workspace, account, target, how):
    spoil(workspace.path, how)
    with pytest.raises(Problem, match="there is no backup to start from"):
        upkeep.save_elsewhere(workspace, target)
    assert list(target.parent.iterdir()) == []
    with pytest.raises(Outside):
        workspace.close()


def test_a_deleted_file(workspace, account, target):
    backups.make(workspace, NOW)
    said = work_on(workspace, account)
    spoil(workspace.path, "deleted")
    upkeep.save_elsewhere(workspace, target)
    assert companies.dossier(workspace, account).fingerprint() == said
    goes_on(workspace, account, target)


def test_another_version_in_its_place_is_not_taken_for_ours(workspace, account, target, tmp_path):
    upkeep.write_copy(workspace, tmp_path / "older.ctpat")
    backups.make(workspace, NOW)
    said = work_on(workspace, account, document=False)
    (tmp_path / "older.ctpat").replace(workspace.path)
    with pytest.raises(Problem, match="changed by another program"):
        upkeep.try_again(workspace)
    other = workspace.path.read_bytes()
    assert not upkeep.save_elsewhere(workspace, target).from_backup
    assert companies.dossier(workspace, account).fingerprint() == said
    goes_on(workspace, account, target)
    assert (tmp_path / "empty.ctpat").read_bytes() == other


def test_never_over_a_file(workspace, account, target):
    target.write_bytes(b"mine")
    with pytest.raises(Problem, match="exists already"):
        upkeep.save_elsewhere(workspace, target)
    assert target.read_bytes() == b"mine"
