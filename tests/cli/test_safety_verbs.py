"""The verbs about the file itself: verify, repair, backup, restore, and the passphrase file."""

import json
import os
import subprocess
import sys

import pytest

from ctpat_desktop import cli
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.samples import sample_file
from tests import warm

PASSPHRASE = "orbit kettle mango violin"


def run(capsys, *arguments):
    """Run one command; return exit code, standard output and standard error."""
    try:
        code = cli.main([str(argument) for argument in arguments])
    except SystemExit as leaving:
        code = leaving.code
    said = capsys.readouterr()
    return code, said.out, said.err


def outside(*arguments, stdin=b""):
    """Run one command in a process of its own, with `stdin` on its standard input."""
    return warm.run(warm.PROGRAM, *arguments, stdin=stdin, text=False)


def refused(result, words):
    code, out, err = result
    assert (code, out) == (2, "")
    (line,) = err.splitlines()
    assert words in line


@pytest.fixture(scope="session")
def sealed_once(tmp_path_factory):
    path = tmp_path_factory.mktemp("sealed") / "importer.ctpat"
    sample_file.create(path, "importer", PASSPHRASE).close()
    return path


@pytest.fixture
def sealed(sealed_once, tmp_path):
    path = tmp_path / "in" / "sealed.ctpat"
    path.parent.mkdir()
    path.write_bytes(sealed_once.read_bytes())
    return path


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return "--passphrase-file", path


def print_of(path, passphrase=PASSPHRASE):
    opened = workspaces.open_file(path, passphrase, reading_only=True)
    found = companies.dossier(opened, companies.choose(opened)).fingerprint()
    opened.close()
    return found


def flip(path, at):
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1]))


def test_verify_of_a_good_file(capsys, sealed, secret):
    before = sealed.read_bytes()
    assert run(capsys, "verify", sealed, *secret) == (0, "In order.\n", "")
    code, out, err = run(capsys, "verify", sealed, *secret, "--json")
    assert (code, json.loads(out), err) == (0, {"ok": True, "problems": []}, "")
    assert sealed.read_bytes() == before
    assert [path.name for path in sealed.parent.iterdir()] == ["sealed.ctpat"]


def test_verify_names_a_flipped_byte(capsys, sealed, secret):
    flip(sealed, 5 * 4096 + 100)
    code, out, err = run(capsys, "verify", sealed, *secret, "--json")
    found = json.loads(out)
    assert (code, err, list(found)) == (1, "", ["ok", "problems"])
    assert found["ok"] is False
    assert all(list(row) == ["what", "where", "remedy"] for row in found["problems"])
    assert any(row["what"].startswith("Page 6 of") for row in found["problems"])
    code, out, err = run(capsys, "verify", sealed, *secret)
    assert (code, err) == (1, "")
    assert out.splitlines()[-1] == f"{len(found['problems'])} problems."


def test_a_backup_is_restored_as_it_was(capsys, sealed, secret, tmp_path):
    copy, back = tmp_path / "copy.ctpat", tmp_path / "back.ctpat"
    code, out, err = run(capsys, "backup", sealed, "--to", copy, *secret)
    assert (code, out, err) == (0, f"Wrote {copy} and read it back.\n", "")
    code, out, err = run(capsys, "restore", copy, "--to", back, *secret)
    assert (code, out, err) == (0, f"Restored to {back} and read it back.\n", "")
    assert print_of(back) == print_of(copy) == print_of(sealed)
    for path in (copy, back):
        assert b"Harborline" not in path.read_bytes()
        assert path.stat().st_mode & 0o777 == 0o600


def test_repair_of_a_good_file_loses_nothing(capsys, sealed, secret, tmp_path):
    before, made = sealed.read_bytes(), tmp_path / "made.ctpat"
    code, out, err = run(capsys, "repair", sealed, "--to", made, *secret)
    assert (code, err) == (0, "")
    assert out.startswith("Saved ")
    assert print_of(made) == print_of(sealed)
    assert sealed.read_bytes() == before
    assert run(capsys, "verify", made, *secret) == (0, "In order.\n", "")


def test_repair_of_a_damaged_file_says_what_is_lost(capsys, sealed, secret, tmp_path):
    for page in range(40, 60):
        flip(sealed, page * 4096 + 100)
    before, made = sealed.read_bytes(), tmp_path / "made.ctpat"
    code, out, err = run(capsys, "repair", sealed, "--to", made, *secret)
    assert (code, err) == (1, "")
    assert any(line.startswith("Lost: ") for line in out.splitlines())
    assert sealed.read_bytes() == before


@pytest.mark.parametrize("verb", ["backup", "restore", "repair"])
def test_never_over_a_file(capsys, sealed, secret, tmp_path, verb):
    taken = tmp_path / "taken.ctpat"
    taken.write_bytes(b"mine")
    found = run(capsys, verb, sealed, "--to", taken, *secret)
    refused(found, "taken.ctpat exists already")
    assert taken.read_bytes() == b"mine"


VERBS = (
    "verify FILE",
    "check FILE",
    "list sites FILE",
    "repair FILE --to NEW",
    "backup FILE --to NEW",
    "restore FILE --to NEW",
    "answer FILE 1.1 --status partly",
)


@pytest.mark.parametrize("verb", VERBS)
def test_the_wrong_passphrase(capsys, sealed, tmp_path, verb):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("another one\n")
    before = sealed.read_bytes()
    places = {"FILE": sealed, "NEW": tmp_path / "new.ctpat"}
    words = [places.get(word, word) for word in verb.split()]
    found = run(capsys, *words, "--passphrase-file", wrong)
    refused(found, "This is not the passphrase of this workspace.")
    assert sealed.read_bytes() == before
    assert [path.name for path in sealed.parent.iterdir()] == ["sealed.ctpat"]
    assert not (tmp_path / "new.ctpat").exists()


@pytest.mark.parametrize("verb", VERBS)
def test_no_passphrase_and_no_keyring(capsys, sealed, tmp_path, verb, monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    places = {"FILE": sealed, "NEW": tmp_path / "new.ctpat"}
    words = [places.get(word, word) for word in verb.split()]
    refused(run(capsys, *words), "sealed.ctpat is encrypted. Give its passphrase.")


@pytest.mark.parametrize("verb", VERBS)
def test_a_passphrase_for_a_plain_file(capsys, sample, secret, tmp_path, verb):
    before = sample.read_bytes()
    places = {"FILE": sample, "NEW": tmp_path / "new.ctpat"}
    words = [places.get(word, word) for word in verb.split()]
    found = run(capsys, *words, *secret)
    refused(found, "sample.ctpat is not encrypted, although a passphrase was given for it")
    assert sample.read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [
        PASSPHRASE,
        PASSPHRASE + "\n",
        PASSPHRASE + "\r\n",
        "\ufeff" + PASSPHRASE + "\n",
        PASSPHRASE + "\nsecond line\n",
    ],
)
def test_how_a_passphrase_file_may_look(capsys, sealed, tmp_path, content):
    path = tmp_path / "p.txt"
    path.write_bytes(content.encode())
    assert run(capsys, "verify", sealed, "--passphrase-file", path)[0] == 0
    done = outside("verify", sealed, "--passphrase-file", "-", stdin=content.encode())
    assert (done.returncode, done.stdout, done.stderr) == (0, b"In order.\n", b"")


@pytest.mark.parametrize("odd", ["a\x85b", "a\u2028b", "a\x0cb", " leading and trailing "])
def test_only_a_line_break_ends_a_passphrase(capsys, tmp_path, odd):
    path, file = tmp_path / "p.txt", tmp_path / "odd.ctpat"
    path.write_bytes(odd.encode() + b"\n")
    assert run(capsys, "new", file, "--passphrase-file", path)[0] == 0
    workspaces.open_file(file, odd).close()


def test_a_passphrase_on_standard_input_is_utf_8_in_every_locale(tmp_path):
    file = tmp_path / "a.ctpat"
    said = "Société 深圳".encode()
    command = [sys.executable, "-m", "ctpat_desktop", "new", str(file), "--passphrase-file", "-"]
    surroundings = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(command, input=said, env=surroundings, capture_output=True, timeout=60)
    assert done.returncode == 0, done
    workspaces.open_file(file, "Société 深圳").close()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The passphrase file is empty."),
        (b"\n", "The passphrase file is empty."),
        (b"\xef\xbb\xbf", "The passphrase file is empty."),
        (b"Soci\xe9t\xe9", "The passphrase cannot be read from"),
        (None, "The passphrase cannot be read from"),
        ("folder", "The passphrase cannot be read from"),
    ],
)
def test_a_passphrase_file_that_does_not_do(capsys, sealed, tmp_path, content, words):
    path = tmp_path / "p.txt"
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
        done = outside("verify", sealed, "--passphrase-file", "-", stdin=content)
        refused((done.returncode, done.stdout.decode(), done.stderr.decode()), words)
    refused(run(capsys, "verify", sealed, "--passphrase-file", path), words)


def test_new_with_a_passphrase(capsys, secret, tmp_path):
    file = tmp_path / "a.ctpat"
    code, out, err = run(capsys, "new", file, *secret)
    assert (code, out, err) == (0, f"Made {file}, encrypted.\n", "")
    workspaces.open_file(file, PASSPHRASE).close()
    refused(run(capsys, "new", file, *secret), "exists already")


def test_new_without_saying_how(capsys, secret, tmp_path):
    refused(run(capsys, "new", tmp_path / "a.ctpat"), "A new workspace is encrypted.")
    both = run(capsys, "new", tmp_path / "a.ctpat", *secret, "--no-passphrase")
    refused(both, "A new workspace is encrypted.")
    assert not (tmp_path / "a.ctpat").exists()


def test_reading_verbs_work_beside_another_process(sealed, secret, tmp_path):
    held = workspaces.open_file(sealed, PASSPHRASE)
    companies.start(held, "Second", "importer", 2026)
    try:
        for verb in ("verify", "backup"):
            more = ("--to", tmp_path / "copy.ctpat") if verb == "backup" else ()
            done = outside(verb, sealed, *secret, *more)
            assert (done.returncode, done.stderr) == (0, b""), done
        done = outside("list", "sites", sealed, *secret, "--account", "Harborline Imports, Inc.")
        assert (done.returncode, done.stderr) == (0, b""), done
        done = outside("check", sealed, *secret, "--account", "Second")
        assert (done.returncode, done.stderr) == (1, b""), done
        done = outside("answer", sealed, "1.1", "--status", "partly", *secret)
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"sealed.ctpat is open already by tester on " in done.stderr
        assert len(done.stderr.splitlines()) == 1
        companies.start(held, "Third", "importer", 2026)
    finally:
        held.close()
    copy = workspaces.open_file(tmp_path / "copy.ctpat", PASSPHRASE)
    assert len(companies.overview(copy)) == 2
    copy.close()
