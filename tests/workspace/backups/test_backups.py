"""Backups: made, proven, thinned out, restored; and said when they cannot be."""

import os
import random
import shutil
import threading
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import upkeep, workspaces
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.support import home
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import engine
from ctpat_desktop.workspace.backups import backups
from ctpat_desktop.workspace.repair import health

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def private_home(monkeypatch, tmp_path):
    monkeypatch.setenv("CTPAT_DESKTOP_HOME", str(tmp_path / "home"))


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme", "importer", 2026)


def later(workspace, days=0, name="More"):
    """Change something and back it up."""
    companies.start(workspace, name, "importer", 2026)
    return backups.make(workspace, NOW + timedelta(days=days))


def left(workspace):
    return sorted(path.name for path in backups.folder(backups.file_id(workspace)).iterdir())


def test_newest_first_with_what_is_in_them(workspace, account):
    answers.save(workspace, account, "1.1", status="in_place")
    first = backups.make(workspace, NOW)
    second = later(workspace, 1, "Bolt")
    assert backups.listed(workspace) == (second, first)
    told = backups.contents(second.path, workspace.key)
    assert sorted(told.companies) == ["Acme", "Bolt"]
    assert (told.answers, told.documents) == (1, 0)
    assert told.changes > backups.contents(first.path, workspace.key).changes
    assert workspace.tip.startswith(second.tip)


def test_nothing_changed_needs_no_backup(workspace, account):
    assert backups.make(workspace, NOW)
    assert backups.make(workspace, NOW + timedelta(days=1)) is None
    assert len(backups.listed(workspace)) == 1
    assert backups.make(workspace, NOW + timedelta(days=1), always=True)


def test_encrypted_and_private_like_the_file(workspace, account):
    made = backups.make(workspace, NOW)
    assert b"Acme" not in made.path.read_bytes()
    assert b"SQLite" not in made.path.read_bytes()
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert made.path.parent.stat().st_mode & 0o777 == 0o700


def test_restored_as_it_was_and_never_over_a_file(workspace, account, tmp_path):
    made = backups.make(workspace, NOW)
    said = companies.dossier(workspace, account).fingerprint()
    later(workspace, 1)
    target = tmp_path / "back.ctpat"
    upkeep.restore_backup(made, workspace.key, target)
    opened = workspaces.open_with(target, workspace.key)
    assert companies.dossier(opened, companies.choose(opened)).fingerprint() == said
    opened.close()
    assert health.verify(target, workspace.key) == ()
    before = target.read_bytes()
    with pytest.raises(Problem, match="exists already"):
        upkeep.restore_backup(made, workspace.key, target)
    assert target.read_bytes() == before


@pytest.mark.parametrize("cut", [1, 4096, 3 * 4096])
@pytest.mark.parametrize("flipped", [True, False])
def test_a_damaged_backup_is_not_restored(workspace, account, tmp_path, cut, flipped):
    made = backups.make(workspace, NOW)
    data = made.path.read_bytes()
    spoilt = data[:-cut] + bytes([data[-cut] ^ 1]) + data[len(data) - cut + 1 :]
    made.path.write_bytes(spoilt if flipped else data[:-cut])
    before = made.path.read_bytes()
    with pytest.raises(Problem, match="The backup was not restored: ") as caught:
        upkeep.restore_backup(made, workspace.key, tmp_path / "back.ctpat")
    assert caught.value.hint == "The backup itself is as it was."
    assert made.path.read_bytes() == before
    assert not list(tmp_path.glob("*back*"))


@pytest.fixture
def dangling(workspace, account):
    """The open file with a site whose company is gone, every page of it sound."""
    company = companies.dossier(workspace, account).company.id
    records.add(workspace, "site", company_id=company, name="Dock")
    with workspace.bare() as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE site SET company_id = 'gone'")
        connection.execute("PRAGMA foreign_keys = ON")
    return workspace


def test_a_backup_with_dangling_links_is_no_backup(dangling):
    with pytest.raises(Problem, match="the copy has dangling links"):
        backups.make(dangling, NOW)
    assert backups.listed(dangling) == ()


def test_a_file_with_dangling_links_is_named_and_not_restored_from(workspace, account, tmp_path):
    made = backups.make(workspace, NOW)
    with closing(engine.bare(made.path, workspace.key)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE account SET company_id = 'gone'")
    found = [row.what for row in health.verify(made.path, workspace.key)]
    assert "It belongs to a company that is gone." in found
    with pytest.raises(Problem, match="dangling links"):
        upkeep.restore_backup(made, workspace.key, tmp_path / "back.ctpat")
    assert not (tmp_path / "back.ctpat").exists()


def test_an_earlier_passphrase(workspace, account):
    made = backups.make(workspace, NOW)
    workspaces.change_passphrase(workspace, "violin fjord")
    assert backups.listed(workspace) == (made,)
    assert upkeep.backup_contents(made, workspace.key) is None
    with pytest.raises(Problem, match="cannot be read with this passphrase"):
        backups.contents(made.path, workspace.key)


def test_a_snapshot_while_another_writes(workspace, account):
    """Two companies are always added in one action: a backup never has an odd one."""
    stop = threading.Event()

    def write():
        while not stop.is_set():
            with workspace.work("Pair") as unit:
                for _ in range(2):
                    unit.session.add(companies.Company(name="Twin"))
                    unit.session.flush()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(5):
            made = backups.make(workspace, NOW, always=True)
            assert health.verify(made.path, workspace.key) == ()
            found = backups.contents(made.path, workspace.key).companies
            assert found.count("Twin") % 2 == 0
    finally:
        stop.set()
        writer.join()


def random_stamps(seed):
    chance = random.Random(seed)
    spread = chance.choice([60, 86400, 86400 * 30, 86400 * 900])
    count = chance.randrange(1, 200)
    return [NOW - timedelta(seconds=chance.randrange(spread)) for _ in range(count)]


@pytest.mark.parametrize("seed", range(40))
def test_what_is_kept(seed):
    stamps = random_stamps(seed)
    keep = backups.worth_keeping(stamps)
    newest = sorted(set(stamps), reverse=True)
    assert keep <= set(stamps)
    assert newest[0] in keep
    assert len(keep) <= 10 + 7 + 4 + 12
    days = list(dict.fromkeys(stamp.date() for stamp in newest))
    for day in days[:7]:
        assert max(stamp for stamp in newest if stamp.date() == day) in keep
    months = list(dict.fromkeys((stamp.year, stamp.month) for stamp in newest))
    for month in months[:12]:
        assert max(stamp for stamp in newest if (stamp.year, stamp.month) == month) in keep


def test_thinned_out_on_the_disk(workspace, account):
    place = backups.folder(backups.file_id(workspace))
    place.mkdir(parents=True)
    for hour in range(100):
        stamp = (NOW - timedelta(hours=hour)).strftime(backups.STAMP)
        (place / f"{stamp}-{hour:012x}.ctpat").write_bytes(b"x")
    (place / "mine.ctpat").write_bytes(b"not ours")
    later(workspace, 1)
    assert len(backups.listed(workspace)) < 20
    assert "mine.ctpat" in left(workspace)


def test_the_room_is_limited_but_three_stay(workspace, account, monkeypatch):
    monkeypatch.setattr(backups, "ROOM", 1)
    for day in range(6):
        later(workspace, day)
    assert len(backups.listed(workspace)) == 3


def test_three_stay_even_if_they_are_large(workspace, account, monkeypatch):
    monkeypatch.setattr(backups, "ROOM", 1)
    place = backups.folder(backups.file_id(workspace))
    place.mkdir(parents=True)
    for day in range(1, 5):
        stamp = (NOW - timedelta(days=day)).strftime(backups.STAMP)
        (place / f"{stamp}-{day:012x}.ctpat").write_bytes(b"x" * 5_000_000)
    later(workspace)
    assert len(backups.listed(workspace)) == 3


def test_a_folder_that_cannot_be_used(workspace, account, tmp_path):
    (tmp_path / "file").write_text("x")
    home.prefer("backup_folder", str(tmp_path / "file"))
    with pytest.raises(upkeep.BackupFailed) as caught:
        upkeep.back_up(workspace)
    assert caught.value.line().startswith("The backup was not made: the backup folder ")
    assert str(tmp_path / "file") in caught.value.line()
    assert caught.value.hint == "Your workspace itself is saved."


def test_a_full_disk(workspace, account, monkeypatch):
    usage = shutil.disk_usage("/")._replace(free=100)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(upkeep.BackupFailed, match="there is not enough room on the disk"):
        upkeep.back_up(workspace)
    assert left(workspace) == []


def test_a_rehearsal_cleans_up_and_notes_the_day(workspace, account):
    today = date(2026, 11, 21)
    with pytest.raises(upkeep.BackupFailed, match="no backup to rehearse"):
        upkeep.rehearse(workspace, today)
    made = backups.make(workspace, NOW)
    assert upkeep.rehearsal_due(workspace, today)
    assert upkeep.rehearse(workspace, today) == upkeep.Rehearsal(made, ())
    assert left(workspace) == [made.path.name]
    assert upkeep.last_rehearsal(workspace) == "2026-11-21"
    assert not upkeep.rehearsal_due(workspace, today)
    assert not upkeep.rehearsal_due(workspace, date(2027, 11, 20))
    assert upkeep.rehearsal_due(workspace, date(2027, 11, 21))


def test_a_rehearsal_with_a_damaged_backup(workspace, account):
    made = backups.make(workspace, NOW)
    os.truncate(made.path, made.size - 4096)
    with pytest.raises(Problem, match="The backup was not restored"):
        upkeep.rehearse(workspace, date(2026, 11, 21))
    assert upkeep.last_rehearsal(workspace) == ""
    assert left(workspace) == [made.path.name]


def test_nonsense_in_the_preferences_is_due(workspace, account):
    for value in ("soon", {backups.file_id(workspace): 5}, []):
        home.prefer("rehearsals", value)
        assert upkeep.rehearsal_due(workspace, date(2026, 11, 21))
