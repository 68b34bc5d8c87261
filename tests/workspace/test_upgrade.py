"""Files of every earlier version open, keep their content, and are kept beside themselves."""

import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.registers import register_names
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import door, engine, key_storage, keys, schema
from ctpat_desktop.workspace.repair import health
from tests import warm

FOLDER = Path(__file__).parents[1] / "data" / "schemas"
EVERY = sorted(path.name for path in FOLDER.glob("*.ctpat"))
ENDS = [
    name if name in (*EVERY[:2], *EVERY[-2:]) else pytest.param(name, marks=pytest.mark.slow)
    for name in EVERY
]
"""The oldest and the newest; those between only where there is time."""

KEY = keys.Key(bytes(range(1, 33)), bytes(range(200, 216)))
"""The key of the encrypted files kept for these tests; they hold an invented company."""


def key_of(name):
    return KEY if "encrypted" in name else None


@pytest.fixture(params=EVERY)
def older(request, tmp_path):
    return shutil.copy(FOLDER / request.param, tmp_path / request.param), key_of(request.param)


def test_there_is_a_plain_and_an_encrypted_file_of_each_earlier_version():
    kinds = [
        f"schema-{n}-{k}.ctpat" for n in range(1, schema.VERSION) for k in ("encrypted", "plain")
    ]
    assert kinds == EVERY


def test_an_older_file_opens_with_everything_in_it(older):
    path, key = older
    assert key is None or keys.salt_of(path) == key.salt
    opened = door.open_workspace(path, key)
    account = companies.choose(opened)
    read = companies.dossier(opened, account)
    assert (read.company.name, read.account.entity, read.profile.year) == (
        "Upgrade Trading Inc",
        "importer",
        2025,
    )
    assert [site.name for site in read.sites] == ["Savannah"]
    assert read.answer("1.1").status == "in_place"
    assert read.answer("1.1").whole.narrative.startswith("The security policy is signed by the")
    assert read.answer("9.5").status == "not_applicable"
    assert [(row.title, row.size) for row in read.evidence] == [("Signed policy", 5000)]
    assert len(library.content(opened, read.evidence[0].id)) == 5000
    companies.start(opened, "Bolt", "importer", 2026)
    opened.close()
    assert health.verify(path, key) == ()


def test_the_older_file_is_kept_beside_it(older):
    path, key = older
    before, content = path.read_bytes(), engine_state(path, key)
    door.open_workspace(path, key).close()
    kept = path.with_name(f"{path.stem} before upgrade.ctpat")
    assert sorted(other.name for other in path.parent.iterdir()) == sorted([path.name, kept.name])
    assert engine_state(kept, key) == content
    assert kept.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() != before
    door.open_workspace(kept, key).close()
    assert path.with_name(f"{kept.stem} before upgrade.ctpat").exists()


def engine_state(path, key):
    connection = engine.bare(path, key)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()
        rows = connection.execute("SELECT * FROM revision ORDER BY number").fetchall()
        return version, rows
    finally:
        connection.close()


def test_reading_only_refuses_kindly_and_touches_nothing(older):
    path, key = older
    before = path.read_bytes()
    with pytest.raises(Problem, match="was made by an older version and cannot be upgraded: You"):
        door.open_workspace(path, key, reading_only=True)
    assert path.read_bytes() == before
    assert [other.name for other in path.parent.iterdir()] == [path.name]


def test_a_newer_version_is_refused(older):
    path, key = older
    connection = engine.bare(path, key)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(Problem, match="newer version of CTPAT Desktop"):
        door.open_workspace(path, key)
    assert path.read_bytes() == before


FULL = """
import resource, signal, sys
from pathlib import Path
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import door, keys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path, limit = Path(sys.argv[1]), int(sys.argv[2])
key = keys.from_code(sys.argv[3]) if sys.argv[3] else None
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
try:
    door.open_workspace(path, key)
except Problem as problem:
    print(problem.line())
"""


@pytest.mark.parametrize("older", ENDS, indirect=True)
@pytest.mark.parametrize("percent", [1, 60, 99])
def test_a_full_disk_leaves_the_older_file_as_it_was(older, percent):
    path, key = older
    before = path.read_bytes()
    limit = str(len(before) * percent // 100)
    done = warm.run(FULL, path, limit, keys.to_code(key) if key else "")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{path.name} was not upgraded: " in done.stdout
    assert f"{path.name} is as it was before." in done.stdout
    assert path.read_bytes() == before
    assert [other.name for other in path.parent.iterdir()] == [path.name]
    opened = door.open_workspace(path, key)
    assert companies.overview(opened)[0].company == "Upgrade Trading Inc"
    opened.close()


def test_a_name_that_is_taken_is_not_overwritten(older):
    path, key = older
    taken = path.with_name(f"{path.stem} before upgrade.ctpat")
    taken.write_bytes(b"mine")
    door.open_workspace(path, key).close()
    assert taken.read_bytes() == b"mine"
    assert path.with_name(f"{path.stem} before upgrade 2.ctpat").exists()


def test_an_upgraded_file_is_not_upgraded_again(older):
    path, key = older
    door.open_workspace(path, key).close()
    before = len(list(path.parent.iterdir()))
    workspaces.open_with(path, key).close()
    assert len(list(path.parent.iterdir())) == before


@pytest.mark.parametrize("kind", ["plain", "encrypted"])
def test_what_was_said_on_a_walk_before_walks_were_kept_is_still_the_sites_answer(tmp_path, kind):
    path = shutil.copy(FOLDER / f"schema-4-{kind}.ctpat", tmp_path / "old.ctpat")
    opened = door.open_workspace(path, key_of(kind))
    read = companies.dossier(opened, companies.choose(opened))
    ((site, here),) = read.answer("9.1").by_site
    assert (site.name, here.status, here.narrative) == (
        "Savannah",
        "partly",
        "The fence is down behind dock 4.",
    )
    assert [read.evidence[0].id] == list(read.answer("9.1").evidence_ids[here.id])
    points = register_names.rows(
        Scope.of_company(opened, read.company.id, date(2026, 11, 21)), "inspection_point"
    )
    assert [(name, row.result, row.action_id) for row, name in points] == [
        ("Left side", "ok", None),
        ("Right side", "ok", None),
    ]
    opened.close()


def test_a_verb_that_reads_leaves_an_older_file_as_it_was(older, tmp_path_factory, monkeypatch):
    path, key = older
    if key is not None:
        monkeypatch.setattr(workspaces.key_storage, "recall", lambda _: key_storage.Recalled(key))
    before, scratch = path.read_bytes(), tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    opened = workspaces.open_quickly(path, reading_only=True)
    assert companies.overview(opened)[0].company == "Upgrade Trading Inc"
    opened.close()
    assert path.read_bytes() == before
    assert [other.name for other in path.parent.iterdir()] == [path.name]
    assert list(scratch.iterdir()) == []
