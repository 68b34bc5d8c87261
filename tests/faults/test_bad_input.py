"""Bad input on the command line: exit 2, one clear line, nothing lost, no traceback."""

import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

from ctpat_desktop import cli
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.support.shipped import shipped


def refused(capsys, *arguments):
    """Run a command that must fail; return its one line."""
    try:
        code = cli.main([str(argument) for argument in arguments])
    except SystemExit as leaving:
        code = leaving.code
    said = capsys.readouterr()
    assert code == 2
    assert said.out == ""
    assert "Traceback" not in said.err
    (line,) = said.err.splitlines()
    return line


def spoilt(kind, sample, tmp_path):
    """Make a file that is no workspace, in one of several ways."""
    if kind == "missing":
        return tmp_path / "none.ctpat"
    if kind == "directory":
        return tmp_path
    if kind == "text":
        (tmp_path / "x.ctpat").write_text("Dear CBP")
        return tmp_path / "x.ctpat"
    if kind == "empty":
        (tmp_path / "x.ctpat").touch()
        return tmp_path / "x.ctpat"
    if kind == "truncated":
        os.truncate(sample, sample.stat().st_size // 2)
        return sample
    connection = sqlite3.connect(sample)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    return sample


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("missing", "There is no file"),
        ("directory", "is a folder, not a workspace"),
        ("text", "x.ctpat is not a workspace of CTPAT Desktop"),
        ("empty", "x.ctpat is not a workspace of CTPAT Desktop"),
        ("truncated", "sample.ctpat is damaged and was not opened"),
        ("newer", "made by a newer version of CTPAT Desktop"),
    ],
)
@pytest.mark.parametrize(
    "verb",
    [
        "check FILE",
        "check FILE --json",
        "answer FILE 1.1 --status partly",
        "list sites FILE",
        "export portal FILE --to OUT",
        "export report FILE --to OUT.pdf",
        "packet mou FILE --to OUT.pdf",
    ],
)
def test_not_a_workspace(capsys, sample, tmp_path, kind, words, verb):
    path = spoilt(kind, sample, tmp_path)
    before = path.read_bytes() if path.is_file() else None
    places = {"FILE": path, "OUT": tmp_path / "out", "OUT.pdf": tmp_path / "out.pdf"}
    line = refused(capsys, *(places.get(word, word) for word in verb.split()))
    assert words in line
    assert before is None or path.read_bytes() == before
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "out.pdf").exists()


def make(tmp_path, name):
    path = tmp_path / name
    if name == "empty.pdf":
        path.touch()
    elif name == "huge.pdf":
        with path.open("wb") as file:
            file.truncate(300 * 2**20)
    elif name == "latin.txt":
        path.write_bytes("Société".encode("latin-1"))
    elif name == "folder":
        path.mkdir()
    return path


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("1.1 --status partly --evidence @none.pdf", "none.pdf was not added: no such file"),
        ("1.1 --status partly --evidence @empty.pdf", "the file is empty (0 bytes)"),
        ("1.1 --status partly --evidence @huge.pdf", "300 MB is more than 200 MB"),
        ("1.1 --status partly --evidence @folder", "folder is a folder"),
        ("1.1 --status partly --text-file @latin.txt", "latin.txt is not text in UTF-8"),
        ("1.1 --status partly --text-file @none.txt", "none.txt cannot be read: no such file"),
        ("1.1 --status partly --text-file @folder", "folder cannot be read: is a directory"),
        ("99.9 --status partly", "There is no criterion 99.9 for"),
        ("1.1 --status perhaps", "“perhaps” is not a status"),
        ("1.1 --status partly --site Mars", "There is no site “Mars”. Sites: Newark"),
        ("1.1 --status partly --account Nobody", "“Nobody” does not name exactly one account"),
        ("1.1 --status partly --target tomorrow", "is not a date"),
        ("1.1", "--status"),
    ],
)
def test_answer_that_cannot_be_saved(capsys, sample, tmp_path, arguments, words):
    before = whole(sample)
    given = [make(tmp_path, word[1:]) if word[0] == "@" else word for word in arguments.split()]
    assert words in refused(capsys, "answer", sample, *given)
    assert whole(sample) == before


def whole(file):
    workspace = workspaces.open_file(file)
    found = companies.dossier(workspace, companies.choose(workspace)).fingerprint()
    workspace.close()
    return found


def test_a_good_and_a_bad_document_leave_nothing_half_done(capsys, sample, tmp_path):
    before = whole(sample)
    good = tmp_path / "good.txt"
    good.write_text("Good.")
    bad = make(tmp_path, "empty.pdf")
    refused(capsys, "answer", sample, "1.1", "--status", "partly", "--evidence", good, bad)
    assert whole(sample) == before


def test_new_never_writes_over_a_file(capsys, sample):
    before = sample.read_bytes()
    assert "exists already" in refused(capsys, "new", sample, "--no-passphrase")
    assert "exists already" in refused(
        capsys, "new", sample, "--sample", "importer", "--no-passphrase"
    )
    assert sample.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("list ghosts FILE", "There is no register “ghosts”"),
        ("export report FILE --to OUT.odt", "OUT.odt is not a supported report format"),
        ("export report FILE --to OUT", "OUT is not a supported report format"),
        ("packet mou FILE --to OUT.pdf --official TOML", "damaged or not a PDF"),
        ("packet mou FILE --to OUT.pdf --official NONE", "NONE cannot be read"),
        ("forms show --entity pirate", "There is no entity type “pirate”"),
        ("forms", "required"),
        ("dance", "dance"),
    ],
)
def test_other_mistakes(capsys, sample, tmp_path, arguments, words):
    no_pdf = shipped("resources", "samples", "importer", "company.toml")
    places = {"FILE": sample, "TOML": no_pdf}
    given = [places.get(word, word) for word in arguments.split()]
    given = [tmp_path / word if str(word).startswith(("OUT", "NONE")) else word for word in given]
    assert words in refused(capsys, *given)
    assert [path.name for path in tmp_path.iterdir()] == ["sample.ctpat"]


def test_a_workspace_without_a_company(capsys, tmp_path):
    workspaces.create(tmp_path / "a.ctpat").close()
    assert "has no company yet" in refused(capsys, "check", tmp_path / "a.ctpat")


def test_a_definition_with_a_mistake(capsys, tmp_path):
    forms = shutil.copytree(shipped("forms"), tmp_path / "forms")
    path = forms / "records" / "site.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"text"', '"texxt"', 1))
    line = refused(capsys, "forms", "check", "--forms", forms)
    assert "records/site.toml" in line
    assert "'texxt' is not a valid Kind" in line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "none.ctpat"], "There is no file"),
        (["new", ".", "--no-passphrase"], "exists already"),
    ],
)
def test_the_program_itself(tmp_path, arguments, words):
    command = [sys.executable, "-m", "ctpat_desktop", *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(("more", "name"), [([], "\\u6df1"), (["--json"], '"\\u6df1\\u5733"')])
def test_names_of_all_scripts_print_on_a_plain_terminal(sample, more, name):
    workspace = workspaces.open_file(sample)
    company = companies.overview(workspace)[0].company_id
    library.add_bytes(workspace, company, "深圳.txt", b"x")
    workspace.close()
    command = [sys.executable, "-m", "ctpat_desktop", "list", "evidence", str(sample), *more]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert name in done.stdout
