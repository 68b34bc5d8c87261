"""The open export goes out and comes back identical, or is refused in one line."""

import hashlib
import json
import os
import random
import shutil
from contextlib import closing, suppress
from pathlib import Path

import pytest

from ctpat_desktop.exchange.open_data import folder as folders
from ctpat_desktop.exchange.tables.xlsx_book import read_sheets
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import editions, exports, open_export
from ctpat_desktop.services.samples import sample_file as samples
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.workspace import door, engine, open_rows, schema
from ctpat_desktop.workspace.repair import health
from tests.services.profile.editions.looking import DAY, FILE
from tests.services.profile.full_file import fill
from tests.workspace.test_upgrade import FOLDER, KEY

SECRET = "out and back again"


def written(workspace, folder):
    open_export.write(workspace, folder, Silent())
    return folder


def brought(folder, target, secret=SECRET):
    return open_export.bring_back(folder, target, secret, Silent())


def contents(folder):
    """Return every byte of an export but the fields that are meant to differ."""
    every = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    manifest = json.loads(every.pop(folders.MANIFEST))
    return every, {key: value for key, value in manifest.items() if key not in folders.VARIES}


def there_and_back(workspace, tmp_path):
    """Export, bring back into a new encrypted file, and export that; return both and the file."""
    one, new = written(workspace, tmp_path / "one"), tmp_path / "new.ctpat"
    made = brought(one, new)
    with closing(workspaces.open_file(new, SECRET, reading_only=True)) as opened:
        two = written(opened, tmp_path / "two")
    return one, two, made


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A whole sample with two years, its export, and both again after they came back."""
    place = tmp_path_factory.mktemp("export")
    with closing(samples.create(place / "s.ctpat", "importer")) as workspace:
        companies.start(workspace, "Second firm", "highway_carrier", 2026)
        return place, *there_and_back(workspace, place)


@pytest.fixture
def copy(exported, tmp_path):
    """The export of the sample, to be hurt."""
    return Path(shutil.copytree(exported[1], tmp_path / "copy"))


def test_the_sample_comes_back_to_the_byte(exported):
    place, one, two, made = exported
    assert contents(one) == contents(two)
    assert (made.damages, made.documents) == ((), 86)
    assert health.verify(place / "s.ctpat", None) == ()


def test_the_new_file_is_encrypted_and_opens_with_its_passphrase(exported):
    path = exported[0] / "new.ctpat"
    assert workspaces.is_encrypted(path)
    with pytest.raises(Problem, match="passphrase"):
        workspaces.open_file(path, "another one")


def test_all_companies_years_history_and_documents_are_in_it(exported):
    rows = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in (exported[1] / "tables").iterdir()
    }
    assert len(rows["company"]) == 2
    assert {row["year"] for row in rows["profile"]} >= {2025, 2026}
    assert len(rows["revision"]) > 1000
    assert rows.keys() == schema.declared().keys() - open_rows.APART
    stored = {row["sha256"] for row in rows["evidence"]}
    assert stored <= {path.name[:64] for path in (exported[1] / "documents").iterdir()}


@pytest.fixture
def filled(request, empty_file, tmp_path):
    """A file with rows in every table, of a seed, open to read."""
    path, key = empty_file
    shutil.copy(path, tmp_path / "filled.ctpat")
    fill(tmp_path / "filled.ctpat", key, getattr(request, "param", 7))
    with closing(door.open_workspace(tmp_path / "filled.ctpat", key, reading_only=True)) as opened:
        yield opened


@pytest.mark.parametrize("filled", range(6), indirect=True)
def test_a_file_with_every_table_filled_comes_back_to_the_byte(filled, tmp_path):
    one, two, made = there_and_back_raw(filled, tmp_path)
    assert contents(one) == contents(two)
    assert made.documents == 6


def there_and_back_raw(workspace, tmp_path):
    """The same for rows that mean nothing: no profile is read, so there is no OSCAL of them."""
    real, open_export._write_oscal = open_export._write_oscal, lambda *_: None
    try:
        return there_and_back(workspace, tmp_path)
    finally:
        open_export._write_oscal = real


def test_every_row_and_type_is_the_same_in_the_file(filled, tmp_path):
    there_and_back_raw(filled, tmp_path)
    new = tmp_path / "new.ctpat"
    with closing(workspaces.open_file(new, SECRET, reading_only=True)) as opened:
        assert raw(new, opened.key) == raw(filled.path, filled.key)


def raw(path, key):
    """Return every value of every table with its type; `changes` as the values they mean."""
    with closing(engine.bare(path, key)) as connection:
        tables = schema.shape(connection)
        rows = {t: sorted(connection.execute(f'SELECT * FROM "{t}"'), key=repr) for t in tables}
    at = [one[0] for one in tables["revision"][0]].index("changes")
    rows["revision"] = [(*r[:at], json.loads(r[at]), *r[at + 1 :]) for r in rows["revision"]]
    return {table: [[(type(v), v) for v in row] for row in found] for table, found in rows.items()}


def test_every_declared_type_is_one_the_export_knows():
    types = {
        one.type for columns in open_rows.tables_of(schema.declared()).values() for one in columns
    }
    assert types == {"INTEGER", "BIGINT", "BOOLEAN", "DATE", "DATETIME", "JSON", "VARCHAR"}


def test_the_export_of_an_older_schema_comes_back_and_is_upgraded(tmp_path):
    older, out = FOLDER / "schema-7-encrypted.ctpat", tmp_path / "out"
    out.mkdir()
    with closing(engine.bare(older, KEY)) as connection:
        tables = open_rows.tables_of(schema.shape(connection))
        writer = folders.Writer(out, folders.Manifest(7, "0.1.0", "2026-11-21T10:00:00Z"))
        for name, columns in tables.items():
            writer.table(name, open_rows.rows(connection, name, columns))
        for sha256 in open_rows.documents(connection):
            writer.document(sha256, "", open_rows.content(connection, sha256))
        writer.finish()
    brought(out, tmp_path / "new.ctpat")
    with closing(workspaces.open_file(tmp_path / "new.ctpat", SECRET)) as opened:
        read = companies.dossier(opened, companies.choose(opened))
        assert read.answer("1.1").whole.narrative.startswith("The security policy is signed by the")
        assert health.verify(opened.path, opened.key) == ()


def test_added_editions_are_in_it_and_in_the_workbook(workspace, tmp_path):
    account = companies.start(workspace, "Firm", "importer", 2026)
    editions.add(workspace, FILE)
    out = written(workspace, tmp_path / "out")
    rows = json.loads((out / "tables" / "setting.json").read_text(encoding="utf-8"))
    (row,) = [row for row in rows if row["id"].startswith("edition.file.")]
    assert "2031" in row["id"]
    exports.data(Scope.of(workspace, account, DAY), tmp_path / "all.xlsx", Silent())
    sheets = read_sheets(tmp_path / "all.xlsx")
    (line,) = sheets["setting"][1:]
    assert "".join(str(cell or "") for cell in line).count(row["value"][:200]) == 1


@pytest.mark.parametrize(
    ("hurt", "words"),
    [
        (lambda f: (f / "manifest.json").unlink(), "copy is not an open export of CTPAT Desktop."),
        (lambda f: (f / "manifest.json").write_text("[1"), "manifest.json in copy cannot be read"),
        (lambda f: (f / "manifest.json").write_text("[" * 100_000), "cannot be read as that of"),
        (lambda f: restate(f, kind="other"), "copy is not an open export"),
        (lambda f: restate(f, format=2), "copy was exported by a newer version"),
        (lambda f: restate(f, schema=99), "copy was exported by a newer version"),
        (lambda f: restate(f, schema=True), "manifest.json in copy cannot be read"),
        (lambda f: restate(f, schema=0), "manifest.json in copy cannot be read"),
        (lambda f: restate(f, schema=-8), "manifest.json in copy cannot be read"),
        (lambda f: restate(f, schema=7), "is missing or not known"),
        (lambda f: restate(f, tables={"../x": 1}), "manifest.json in copy cannot be read"),
        (lambda f: restate(f, tables={}), "the table account is missing or not known"),
        (
            lambda f: (f / "tables/site.json").unlink(),
            "tables/site.json of the export cannot be read",
        ),
        (lambda f: (f / "tables/site.json").write_text("[]"), "tables/site.json is not as it was"),
        (
            lambda f: flip(f / "tables" / "site.json", 40),
            "tables/site.json is not as it was exported.",
        ),
        (
            lambda f: reword(f / "tables" / "site.json"),
            "tables/site.json is not as it was exported.",
        ),
        (lambda f: flip(next((f / "documents").iterdir()), 9), "is not as it was exported."),
        (lambda f: row(f, "site", id=None), "site: id is empty"),
        (lambda f: row(f, "site", extra=1), "site: other fields than this table has"),
        (
            lambda f: row(f, "site", handles_cargo="yes"),
            "handles_cargo has a value of another kind",
        ),
        (lambda f: row(f, "site", position=2**70), "site: position has a value of another kind"),
        (lambda f: row(f, "site", name=["x"]), "site: name has a value of another kind"),
        (
            lambda f: row(f, "site", company_id="gone"),
            "a site belongs to a company that is not there",
        ),
        (lambda f: row(f, "site", repeat=True), "site: UNIQUE constraint failed"),
    ],
)
def test_what_is_not_as_it_was_exported_is_refused_and_nothing_is_made(copy, tmp_path, hurt, words):
    hurt(copy)
    with pytest.raises(Problem) as refused:
        brought(copy, tmp_path / "new.ctpat")
    assert words in str(refused.value)
    assert "\n" not in refused.value.line()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy"]


def restate(folder, **values):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | values))


def flip(path, at):
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def reword(path):
    words = path.read_text(encoding="utf-8")
    assert '"name": "N' in words
    path.write_text(words.replace('"name": "N', '"name": "M', 1), encoding="utf-8")


def row(folder, table, *, repeat=False, **values):
    """Change a row so that the hashes fit: somebody made the export by hand."""
    path = folder / "tables" / f"{table}.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    rows[0] |= values
    rows += rows[:1] if repeat else []
    data = b"[\n" + b",\n".join(map(folders.line_of, rows)) + b"\n]\n"
    path.write_bytes(data)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"][f"tables/{table}.json"] = hashlib.sha256(data).hexdigest()
    manifest["tables"][table] = len(rows)
    restate(folder, **manifest)


def test_a_document_that_is_not_there_is_said_of_the_new_file(copy, tmp_path):
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    lost = next(path for path in manifest["files"] if path.startswith("documents/"))
    del manifest["files"][lost]
    restate(copy, **manifest)
    made = brought(copy, tmp_path / "new.ctpat")
    assert len(made.damages) >= 1
    assert (tmp_path / "new.ctpat").exists()


def test_nothing_that_is_there_is_replaced(exported, tmp_path):
    taken = tmp_path / "taken.ctpat"
    taken.write_bytes(b"mine")
    with pytest.raises(Problem, match=r"taken\.ctpat exists already"):
        brought(exported[1], taken)
    assert taken.read_bytes() == b"mine"


@pytest.mark.parametrize("kind", ["file", "folder", "link", "export"])
def test_a_folder_that_is_there_is_left_alone(workspace, tmp_path, kind):
    place = tmp_path / "out"
    if kind == "file":
        place.write_bytes(b"mine")
    elif kind == "folder":
        place.mkdir()
        (place / "mine.txt").write_bytes(b"mine")
    elif kind == "link":
        (tmp_path / "far").mkdir()
        place.symlink_to(tmp_path / "far")
    else:
        written(workspace, place)
    before = sorted((str(p), p.stat().st_mtime_ns) for p in tmp_path.rglob("*"))
    with pytest.raises(Problem, match="out exists already and was left alone"):
        written(workspace, place)
    assert sorted((str(p), p.stat().st_mtime_ns) for p in tmp_path.rglob("*")) == before


def test_an_empty_folder_is_taken_and_only_its_owner_can_read_it(workspace, tmp_path):
    (tmp_path / "out").mkdir()
    written(workspace, tmp_path / "out")
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700


class Stopped(Exception):
    """What stops a long job."""


class StopAt:
    """A progress that stops the work at its nth step."""

    def __init__(self, left):
        self.left = left

    def step(self, at, of, text=""):
        self.left -= 1
        if self.left < 0:
            raise Stopped


@pytest.mark.parametrize("left", [0, 1, 60, 130, 150])
def test_a_stopped_export_or_import_leaves_nothing(exported, tmp_path, left):
    with (
        closing(workspaces.open_file(exported[0] / "s.ctpat", reading_only=True)) as opened,
        pytest.raises(Stopped),
    ):
        open_export.write(opened, tmp_path / "out", StopAt(left))
    with pytest.raises(Stopped):
        open_export.bring_back(exported[1], tmp_path / "new.ctpat", SECRET, StopAt(left))
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_document_stops_the_export(filled, tmp_path):
    with closing(engine.bare(filled.path, filled.key)) as connection:
        connection.execute("UPDATE evidence_chunk SET content = x'00' WHERE length(content) = 5000")
    with pytest.raises(Problem, match="A document is damaged inside the workspace"):
        written(filled, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_is_saved_meanwhile_waits_for_nothing_and_is_not_in_it(
    workspace, tmp_path, monkeypatch
):
    companies.start(workspace, "Before", "importer", 2026)
    real = open_export._write_documents

    def save_meanwhile(*arguments):
        companies.start(workspace, "Meanwhile", "importer", 2026)
        real(*arguments)

    monkeypatch.setattr(open_export, "_write_documents", save_meanwhile)
    with open_rows.standing(workspace) as connection:
        assert connection.execute("SELECT name FROM company").fetchall() == [("Before",)]
        companies.start(workspace, "Now", "importer", 2026)
        assert connection.execute("SELECT name FROM company").fetchall() == [("Before",)]
    out = written(workspace, tmp_path / "out")
    names = [row["name"] for row in json.loads((out / "tables/company.json").read_text())]
    assert sorted(names) == ["Before", "Now"]


def test_a_file_without_a_log_is_exported_too(workspace, tmp_path, monkeypatch):
    class NoLog:
        allows_wal = False

    monkeypatch.setattr(open_rows, "look", lambda _: NoLog())
    companies.start(workspace, "Firm", "importer", 2026)
    assert (written(workspace, tmp_path / "out") / "oscal").is_dir()


def test_nothing_of_a_passphrase_or_key_is_in_it(exported):
    with closing(workspaces.open_file(exported[0] / "new.ctpat", SECRET)) as opened:
        secret = opened.key.secret
    for path in exported[2].rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert SECRET.encode() not in data
            assert secret not in data
            assert secret.hex().encode() not in data


def test_the_readme_says_that_it_is_not_encrypted(exported):
    text = (exported[1] / "README.txt").read_text(encoding="utf-8")
    assert "NOTHING IN THIS FOLDER IS ENCRYPTED" in text
    assert os.linesep == "\n" or "\r" not in text


def test_a_plain_file_can_be_made_where_that_is_said(exported, tmp_path):
    brought(exported[1], tmp_path / "plain.ctpat", "")
    assert not door.is_encrypted(tmp_path / "plain.ctpat")


@pytest.fixture
def small(workspace, tmp_path):
    """The export of a file with one company and one document."""
    account = companies.start(workspace, "Firm Ñ", "importer", 2026)
    company = companies.company(workspace, account).id
    library.add_bytes(workspace, company, "log.txt", b"seals" * 500, "Log")
    return written(workspace, tmp_path / "small")


@pytest.mark.parametrize("seed", range(30))
def test_a_changed_byte_anywhere_is_refused_or_changes_nothing(small, tmp_path, seed):
    chance = random.Random(seed)
    path = chance.choice(sorted(path for path in small.rglob("*") if path.is_file()))
    data = bytearray(path.read_bytes())
    at = chance.randrange(len(data))
    way = chance.choice(("flip", "cut", "put"))
    data[at : at + (way != "put")] = {
        "flip": bytes([data[at] ^ (1 << chance.randrange(8))]),
        "cut": b"",
        "put": chance.randbytes(1),
    }[way]
    path.write_bytes(data)
    new = tmp_path / "new.ctpat"
    made, refused = None, ""
    try:
        made = brought(small, new, "")
    except Problem as problem:
        refused = problem.line()
    assert "\n" not in refused
    assert new.exists() == (made is not None)
    if made is None:
        return
    assert path.parent.name not in ("tables", "documents")
    assert made.damages == () or path.name == "manifest.json"


@pytest.mark.parametrize("seed", range(12))
def test_a_changed_manifest_never_ends_in_a_bug(small, tmp_path, seed):
    chance = random.Random(seed)
    path = small / "manifest.json"
    text = path.read_text(encoding="utf-8")
    words = ("null", "[]", "{}", "-1", "1e999", '"x"', "true", '"../../x"', "9" * 40)
    values = json.loads(text)
    keys = [(values, key) for key in values] + [
        (values[part], key) for part in ("tables", "files") for key in values[part]
    ]
    place, key = chance.choice(keys)
    place[key] = json.loads(chance.choice(words))
    path.write_text(json.dumps(values))
    with suppress(Problem):
        brought(small, tmp_path / "new.ctpat", "")
