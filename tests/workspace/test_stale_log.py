"""The log of a killed program beside a file: put in where it belongs, else kept out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import upkeep, workspaces
from ctpat_desktop.services.profile import answers
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import door, engine, keys, schema, stale_log
from tests.workspace.test_upgrade import FOLDER, KEY

ROOT = Path(__file__).parents[2]
DIES = """
import os, sys
from pathlib import Path
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.keys import Key
key = Key(bytes.fromhex(sys.argv[2]), bytes.fromhex(sys.argv[3]))
workspace = door.open_workspace(Path(sys.argv[1]), key)
account = companies.choose(workspace)
for number in range(30):
    answers.save(workspace, account, "1.1", narrative=f"Saved {number}. " * 200)
os._exit(9)
"""


@pytest.fixture
def crashed(workspace):
    """A file whose program was killed with its log not folded in; a copy of before; the key."""
    account = companies.start(workspace, "Acme", "importer", 2026)
    path, key = workspace.path, workspace.key
    workspace.close()
    before = shutil.copy(path, path.with_name("before.bin"))
    more = door.open_workspace(path, key)
    for number in range(2, 7):
        answers.save(more, account, "1.2", narrative=f"Folded {number}. " * 900)
    more.close()
    command = [sys.executable, "-c", DIES, str(path), key.secret.hex(), key.salt.hex()]
    done = subprocess.run(command, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert done.returncode == 9
    assert path.with_name(f"{path.name}-wal").stat().st_size > 0
    return path, before, key


def narrative(path, key):
    opened = door.open_workspace(path, key)
    read = companies.dossier(opened, companies.choose(opened))
    opened.close()
    whole = read.answer("1.1").whole
    return whole.narrative if whole else ""


def bytes_beside(path):
    """Every file of the folder but the small one that says who has it open."""
    every = [other for other in path.parent.iterdir() if other.suffix != ".lock"]
    return {other.name: other.read_bytes() for other in every}


def test_what_was_saved_before_a_crash_is_put_in(crashed):
    path, _, key = crashed
    assert narrative(path, key).startswith("Saved 29. ")


def test_a_copy_put_over_a_crashed_file_is_not_ruined_by_its_log(crashed):
    path, before, key = crashed
    good = before.read_bytes()
    path.write_bytes(good)
    opened = door.open_workspace(path, key)
    found = companies.overview(opened)
    opened.close()
    assert [line.company for line in found] == ["Acme"]
    assert upkeep.health.verify(path, key) == ()
    assert [other.name for other in path.parent.iterdir() if "left over" in other.name]


SAVES_ONCE = DIES.replace("range(30)", "range(1)")


@pytest.mark.parametrize("is_older", [False, True])
def test_a_small_log_is_not_put_into_a_copy_it_does_not_belong_to(tmp_path, is_older):
    """A log of a few pages fits into a file that was closed well, so that it looks sound."""
    path, key = tmp_path / "a.ctpat", KEY
    shutil.copy(FOLDER / f"schema-{schema.VERSION - 1}-encrypted.ctpat", path)
    if not is_older:
        door.open_workspace(path, key).close()
    before = path.read_bytes()
    command = [sys.executable, "-c", SAVES_ONCE, str(path), key.secret.hex(), key.salt.hex()]
    done = subprocess.run(command, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert done.returncode == 9
    assert path.with_name(f"{path.name}-wal").exists()
    path.write_bytes(before)
    assert narrative(path, key).startswith("The security policy is signed by the")
    assert upkeep.health.verify(path, key) == ()
    assert path.with_name(f"{path.name}-wal left over 1").exists()


def test_checking_a_crashed_file_changes_nothing(crashed, tmp_path):
    path, _, key = crashed
    before = bytes_beside(path)
    with stale_log.still(path) as place:
        assert place != path
        assert upkeep.health.verify(place, key) == ()
    assert bytes_beside(path) == before


@pytest.mark.parametrize("end", ["-wal", "-journal"])
def test_no_new_file_beside_the_log_of_an_old_one(tmp_path, end):
    (tmp_path / f"a.ctpat{end}").write_bytes(b"old")
    with pytest.raises(Problem, match="is left over from an earlier file of this name"):
        workspaces.create(tmp_path / "a.ctpat")
    with pytest.raises(Problem, match="left over"):
        upkeep.restore(tmp_path / "b.ctpat", tmp_path / "a.ctpat")
    assert [other.name for other in tmp_path.iterdir()] == [f"a.ctpat{end}"]


def test_a_name_taken_meanwhile_is_not_written_over(tmp_path):
    made, target = tmp_path / "made", tmp_path / "target"
    made.write_text("mine")
    target.write_text("theirs")
    with pytest.raises(FileExistsError):
        engine.put(made, target)
    assert target.read_text() == "theirs"
    target.unlink()
    engine.put(made, target)
    assert target.read_text() == "mine"
    assert not made.exists()


def test_a_key_out_of_reach_is_not_lost_by_a_change_of_passphrase(workspace, tmp_path):
    account = companies.start(workspace, "Acme", "importer", 2026)
    key = workspace.key
    away = workspace.path.rename(tmp_path / "away")
    with pytest.raises(Problem, match="cannot be reached"):
        workspaces.change_passphrase(workspace, "tin lantern forty")
    away.rename(workspace.path)
    assert workspace.key == key
    answers.save(workspace, account, "1.1", narrative="Still here.")
    assert keys.salt_of(workspace.path) == key.salt
