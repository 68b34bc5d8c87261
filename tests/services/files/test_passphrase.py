"""The passphrase of a file: asked for, changed, given later; nothing is ever half done."""

import shutil

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import keys
from ctpat_desktop.workspace.repair import health
from tests import warm

OLD, NEW = "orbit kettle mango", "violin fjord sand"


@pytest.fixture
def path(tmp_path):
    place = tmp_path / "in" / "a.ctpat"
    place.parent.mkdir()
    opened = workspaces.create(place, OLD)
    companies.start(opened, "Acme", "importer", 2026)
    opened.close()
    return place


def content(opened):
    return companies.dossier(opened, companies.choose(opened)).fingerprint()


def alone(path):
    return [other.name for other in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("reading_only", [False, True])
def test_a_wrong_passphrase_changes_nothing(path, reading_only):
    before = path.read_bytes()
    with pytest.raises(workspaces.WrongKey) as caught:
        workspaces.open_file(path, NEW, reading_only=reading_only)
    assert caught.value.line() == "This is not the passphrase of this workspace."
    assert path.read_bytes() == before
    assert alone(path)


def test_no_passphrase(path):
    with pytest.raises(workspaces.Locked, match=r"a\.ctpat is encrypted"):
        workspaces.open_file(path)
    assert alone(path)


def test_nothing_is_readable_without_it(path):
    opened = workspaces.open_file(path, OLD)
    companies.start(opened, "Bolt Carriers", "highway_carrier", 2026)
    for place in path.parent.iterdir():
        assert b"Bolt Carriers" not in place.read_bytes(), place.name  # four letters come by chance
    opened.close()
    assert b"importer" not in path.read_bytes()
    assert b"SQLite" not in path.read_bytes()


def test_a_plain_file_with_a_passphrase_is_refused(sample):
    with pytest.raises(Problem, match="is not encrypted, although a passphrase was given"):
        workspaces.open_file(sample, OLD)


def test_an_encrypted_file_replaced_by_a_plain_one(path, sample):
    key = workspaces.key_of(path, OLD)
    shutil.copy(sample, path)
    before = path.read_bytes()
    with pytest.raises(Problem, match="not encrypted") as caught:
        workspaces.open_with(path, key)
    assert "another file in its place" in caught.value.hint
    assert path.read_bytes() == before


def test_locked_meanwhile_replaced_by_a_plain_one(path, sample):
    opened = workspaces.open_file(path, OLD)
    key = opened.key
    opened.suspend()
    shutil.copy(sample, path)
    with pytest.raises(Problem, match="not encrypted"):
        workspaces.unlock(opened, key)
    opened.close()


def test_change_of_passphrase(path):
    opened = workspaces.open_file(path, OLD)
    before, number = content(opened), workspaces.number_of(opened)
    words = " ".join(keys.to_words(opened.key))
    workspaces.change_passphrase(opened, NEW)
    assert content(opened) == before
    assert workspaces.number_of(opened) == number
    assert workspaces.proves(opened, NEW)
    assert not workspaces.proves(opened, OLD)
    companies.start(opened, "Bolt", "importer", 2026)
    opened.undo()
    opened.close()
    assert alone(path)
    with pytest.raises(workspaces.WrongKey):
        workspaces.open_file(path, OLD)
    with pytest.raises(workspaces.WrongKey, match="older than its last change of passphrase"):
        workspaces.open_with_words(path, words)
    again = workspaces.open_file(path, NEW)
    assert content(again) == before
    again.close()
    assert health.verify(path, workspaces.key_of(path, NEW)) == ()


def test_a_plain_workspace_is_encrypted_later(sample):
    opened = workspaces.open_file(sample)
    before = content(opened)
    workspaces.change_passphrase(opened, NEW)
    assert (content(opened), opened.is_encrypted) == (before, True)
    opened.close()
    assert b"Harborline" not in sample.read_bytes()
    assert sample.stat().st_mode & 0o777 == 0o600
    assert alone(sample)
    again = workspaces.open_file(sample, NEW)
    assert content(again) == before
    again.close()
    assert health.verify(sample, workspaces.key_of(sample, NEW)) == ()


@pytest.mark.parametrize("start", ["sealed", "plain"])
def test_an_empty_passphrase_is_none(path, sample, start):
    opened = workspaces.open_file(sample) if start == "plain" else workspaces.open_file(path, OLD)
    with pytest.raises(Problem, match="new passphrase is empty"):
        workspaces.change_passphrase(opened, "")
    assert opened.is_open
    opened.close()


def test_read_only_workspaces_keep_their_passphrase(path):
    opened = workspaces.open_file(path, OLD, reading_only=True)
    with pytest.raises(Problem, match="open to read only"):
        workspaces.change_passphrase(opened, NEW)
    assert content(opened)
    opened.close()


FULL = """
import resource, signal, sys
from pathlib import Path
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.support.errors import Problem
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path, old, new, percent = Path(sys.argv[1]), *sys.argv[2:5]
opened = workspaces.open_file(path, old)
before = companies.overview(opened)
limit = path.stat().st_size * int(percent) // 100 // 4096 * 4096
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
try:
    workspaces.change_passphrase(opened, new)
except Problem as problem:
    print(problem.line())
assert opened.is_open and companies.overview(opened) == before
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
companies.start(opened, "After", "importer", 2026)
opened.close()
"""


@pytest.mark.parametrize("percent", [20, 50, 95])
def test_a_full_disk_leaves_the_old_passphrase_and_the_workspace_usable(path, percent):
    done = warm.run(FULL, path, OLD, NEW, percent)
    assert (done.returncode, done.stderr) == (0, "")
    assert "The passphrase of a.ctpat was not changed: " in done.stdout
    assert "a.ctpat is as it was before. Try again." in done.stdout
    assert alone(path)
    opened = workspaces.open_file(path, OLD)
    assert [line.company for line in companies.overview(opened)] == ["Acme", "After"]
    opened.close()
