"""One file under two names is written under one of them only, and loses nothing under the other."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import keys, lock_file
from tests import warm

HOLD = """
import sys
from pathlib import Path
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
opened = workspaces.open_file(Path(sys.argv[1]))
companies.start(opened, sys.argv[2], "importer", 2026)
print("open", flush=True)
sys.stdin.read()
opened.close()
"""


def mounted(source, target):
    """Mount a file or folder at another place; skips where this computer does not let us."""
    done = subprocess.run(["mount", "--bind", source, target], capture_output=True)
    if done.returncode:
        pytest.skip("mounting is not allowed here")


@pytest.fixture
def names(request, tmp_path):
    """One workspace under two names: its own, and one made in this way."""
    (tmp_path / "share").mkdir()
    (tmp_path / "desk").mkdir()
    path, other = tmp_path / "share/firm.ctpat", tmp_path / "desk/firm.ctpat"
    workspaces.create(path).close()
    way = request.param
    if way == "hard link":
        os.link(path, other)
    elif way == "symbolic link":
        other.symlink_to(path)
    elif way == "linked folder":
        other.parent.rmdir()
        other.parent.symlink_to(path.parent)
    elif way == "mounted file":
        other.touch()
        mounted(path, other)
    elif way == "mounted folder":
        mounted(path.parent, other.parent)
    elif way == "/proc":
        other = Path(f"/proc/self/root{path}")
    elif way == "relative":
        other = Path(os.path.relpath(path))
    yield path, other
    if way.startswith("mounted"):
        subprocess.run(["umount", other if way == "mounted file" else other.parent], check=True)


WAYS = (
    *("hard link", "symbolic link", "linked folder", "mounted file", "mounted folder"),
    *("/proc", "relative"),
)
every_way = pytest.mark.parametrize("names", WAYS, indirect=True)


@pytest.fixture
def hold():
    """Another process that writes a company into a file and keeps it open."""
    running = []

    def start(path, name="Acme"):
        running.append(warm.Started(HOLD, path, name))
        assert running[-1].stdout.readline() == b"open\n"
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


def names_in(path):
    opened = workspaces.open_file(path)
    try:
        return [line.company for line in companies.overview(opened)]
    finally:
        opened.close()


@every_way
@pytest.mark.parametrize("turned", [False, True])
def test_a_second_name_is_refused_while_the_first_is_open(names, hold, turned):
    first, second = reversed(names) if turned else names
    process = hold(first)
    with pytest.raises(workspaces.InUse, match="is open already"):
        workspaces.open_file(second)
    process.communicate()
    assert process.returncode == 0
    assert names_in(second) == ["Acme"]


@every_way
def test_a_second_name_is_refused_in_the_same_program(names):
    opened = workspaces.open_file(names[0])
    with pytest.raises(workspaces.InUse, match="is open already"):
        workspaces.open_file(names[1])
    companies.start(opened, "Bolt", "importer", 2026)
    opened.close()
    assert names_in(names[1]) == ["Bolt"]


@every_way
@pytest.mark.parametrize("reading_only", [False, True])
def test_what_a_killed_program_wrote_is_there_or_asked_for(names, hold, reading_only):
    process = hold(names[0])
    process.kill()
    process.wait()
    before = names[0].read_bytes()
    if names[0].with_name("firm.ctpat-wal").samefile(log_of(names[1])):
        opened = workspaces.open_file(names[1], reading_only=reading_only)
        assert [line.company for line in companies.overview(opened)] == ["Acme"]
        opened.close()
    else:
        with pytest.raises(Problem, match="lie beside another name of this file"):
            workspaces.open_file(names[1], reading_only=reading_only)
        assert names[0].read_bytes() == before
    assert names_in(names[0]) == ["Acme"]
    assert names_in(names[1]) == ["Acme"]


def log_of(path):
    """Return the log that belongs to a name, or the file itself where there is none beside it."""
    log = Path(os.path.realpath(path)).with_name("firm.ctpat-wal")
    return log if log.exists() else path


@pytest.mark.parametrize("names", ["hard link"], indirect=True)
def test_the_other_name_is_said_where_it_lies_near(names, hold):
    near = names[0].with_name("near.ctpat")
    os.link(names[0], near)
    process = hold(names[0])
    process.kill()
    process.wait()
    with pytest.raises(Problem) as caught:
        workspaces.open_file(near)
    assert caught.value.hint == f"Open {names[0]} instead. Nothing was changed."


@pytest.mark.parametrize("names", ["hard link"], indirect=True)
def test_a_passphrase_is_not_changed_for_one_name_alone(names):
    opened = workspaces.open_file(names[0])
    with pytest.raises(Problem, match="one file under several names"):
        workspaces.change_passphrase(opened, "long enough to be fine")
    opened.close()
    assert keys.salt_of(names[1]) == b""
    assert names_in(names[0]) == []


@pytest.mark.parametrize("names", ["symbolic link"], indirect=True)
def test_a_passphrase_given_by_a_link_is_the_files_and_the_link_stays(names):
    opened = workspaces.open_file(names[1])
    workspaces.change_passphrase(opened, "long enough to be fine")
    with pytest.raises(workspaces.InUse):
        workspaces.open_file(names[0], "long enough to be fine")
    opened.close()
    assert names[1].is_symlink()
    assert keys.salt_of(names[0]) == keys.salt_of(names[1]) != b""


def test_the_right_to_write_goes_on_after_the_file_was_replaced(tmp_path, hold):
    opened = workspaces.create(tmp_path / "a.ctpat")
    workspaces.change_passphrase(opened, "long enough to be fine")
    os.link(tmp_path / "a.ctpat", tmp_path / "b.ctpat")
    with pytest.raises(workspaces.InUse, match="under another name"):
        workspaces.open_file(tmp_path / "b.ctpat", "long enough to be fine")
    opened.close()


@pytest.mark.parametrize("kind", ["link", "dangling link", "folder", "pipe"])
def test_something_planted_at_the_locks_name_is_said_as_what_it_is(tmp_path, kind):
    path, target = tmp_path / "a.ctpat", tmp_path / "letter.txt"
    workspaces.create(path).close()
    target.write_text("dear Ann")
    place = lock_file.beside(path)
    make = {
        "link": lambda: place.symlink_to(target),
        "dangling link": lambda: place.symlink_to(tmp_path / "nowhere"),
        "folder": place.mkdir,
        "pipe": lambda: os.mkfifo(place),
    }
    make[kind]()
    with pytest.raises(Problem) as caught:
        workspaces.open_file(path)
    what = "a link to another place" if "link" in kind else "not a file"
    assert str(caught.value).startswith(f".a.ctpat.lock, beside the workspace, is {what};")
    assert not isinstance(caught.value, workspaces.InUse)
    assert target.read_text() == "dear Ann"
    assert not (tmp_path / "nowhere").exists()


def test_a_copy_is_a_file_of_its_own(tmp_path, hold):
    workspaces.create(tmp_path / "a.ctpat").close()
    shutil.copy(tmp_path / "a.ctpat", tmp_path / "b.ctpat")
    hold(tmp_path / "a.ctpat")
    assert names_in(tmp_path / "b.ctpat") == []
