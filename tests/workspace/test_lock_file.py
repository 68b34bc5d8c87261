"""Who has a file open: told to the second, free again after a crash, never in the way."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import door, lock_file

HOLD = """
import sys
from pathlib import Path
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
opened = workspaces.open_file(Path(sys.argv[1]))
companies.start(opened, "Acme", "importer", 2026)
print("open", flush=True)
sys.stdin.read()
opened.close()
"""


@pytest.fixture
def path(tmp_path):
    workspaces.create(tmp_path / "a.ctpat").close()
    return tmp_path / "a.ctpat"


@pytest.fixture
def holder(path):
    """Another process that has the file open."""
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "CTPAT_DESKTOP_USER": "ann"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], env=environment, **pipes)
    assert process.stdout.readline() == "open\n"
    yield process
    process.kill()
    process.communicate()


def test_everybody_is_told_who_and_since_when(path, holder):
    for _ in range(3):
        with pytest.raises(workspaces.InUse) as caught:
            workspaces.open_file(path)
        assert str(caught.value).startswith("a.ctpat is open already by ann on ")
        assert ", since " in str(caught.value)


def test_it_opens_to_read_meanwhile(path, holder):
    opened = workspaces.open_file(path, reading_only=True)
    assert [line.company for line in companies.overview(opened)] == ["Acme"]
    opened.close()


def test_a_killed_process_frees_the_file(path, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    opened = workspaces.open_file(path)
    assert opened.left_open_by == ""
    assert [line.company for line in companies.overview(opened)] == ["Acme"]
    opened.close()
    assert [other.name for other in path.parent.iterdir()] == ["a.ctpat"]


def test_left_open_on_another_computer_warns_and_opens(path):
    row = {"host": "far", "who": "ann", "since": "2026-11-20T08:00:00+00:00", "process": 1}
    lock_file.beside(path).write_text(json.dumps(row))
    opened = workspaces.open_file(path)
    assert opened.left_open_by.startswith("ann on far, since 11/20/2026 ")
    companies.start(opened, "Bolt", "importer", 2026)
    opened.close()
    assert [other.name for other in path.parent.iterdir()] == ["a.ctpat"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"host": 1}', "\0", "é"])
def test_nonsense_in_the_small_file_is_no_hindrance(path, text):
    lock_file.beside(path).write_text(text, encoding="latin-1")
    opened = workspaces.open_file(path)
    assert opened.left_open_by == ""
    opened.close()


def test_the_small_file_tells_nothing_of_the_content(path, holder):
    told = json.loads(lock_file.beside(path).read_text()[1:])
    assert set(told) == {"host", "who", "since", "process"}
    assert lock_file.beside(path).stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_written_opens_to_read(path, monkeypatch):
    """The tests may run as root, whom no folder refuses: the system's refusal is played."""
    real = os.open

    def refusing(place, flags, *more, **others):
        if str(place).endswith(".lock") and flags & (os.O_WRONLY | os.O_RDWR):
            raise PermissionError(errno.EACCES, "Permission denied", str(place))
        return real(place, flags, *more, **others)

    monkeypatch.setattr(os, "open", refusing)
    opened = workspaces.open_file(path)
    assert opened.reading_only == "This folder cannot be written."
    with pytest.raises(Problem, match=r"open to read only: This folder cannot be written\."):
        companies.start(opened, "Acme", "importer", 2026)
    opened.close()
    assert [other.name for other in path.parent.iterdir()] == ["a.ctpat"]


def test_the_holder_is_written_beside_the_byte_that_is_locked(empty_file, tmp_path):
    """Windows refuses to read or write a locked byte, through another handle as well."""
    path, key = empty_file
    path = Path(shutil.copy(path, tmp_path / "a.ctpat"))
    workspace = door.open_workspace(path, key)
    data = lock_file.beside(path).read_bytes()
    assert data[:1] == b"\0"
    assert json.loads(data[1:])["process"] == os.getpid()
    workspace.close()
