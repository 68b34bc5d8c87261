"""Every command of the manual is run as it stands there, one after another in one folder."""

import shlex
import shutil

import pytest

from ctpat_desktop import cli
from ctpat_desktop.catalogue.manual import load_manual
from ctpat_desktop.services.samples import sample_file
from ctpat_desktop.support.shipped import shipped
from tests.docs.promises import leaves
from tests.documents.signing.certificates import OFFICER, p12
from tests.services.walk_forms.walking import filled_walk

FILES = {
    "gates.txt": "Two guards check every driver at the gate and write the log.",
    "partners.csv": "Name,Country\nNordwind,DE\n",
    "countries.csv": "Country,Rating\nMX,3\nFR,1\n",
    "certificate.txt": "Certificate of the new delivery.",
    "secret.txt": "tin lantern forty harbor",
}
ELSEWHERE = {
    "team prepare": "tests/cli/test_team_verbs.py runs it on a server",
    "demo": "tests/cli/test_verbs.py runs it once for many tests",
}
"""Verbs whose example needs what a folder does not have, and where they are run."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with what the examples take for granted."""
    place = tmp_path_factory.mktemp("examples")
    for name, text in FILES.items():
        (place / name).write_text(text, encoding="utf-8")
    (place / "officer.p12").write_bytes(p12(OFFICER, FILES["secret.txt"]))
    (place / "meeting").mkdir()
    shutil.copy(shipped("resources", "editions", "invented-2031.json"), place / "edition.json")
    for name, sample in (("moved", "importer"), ("carrier", "carrier")):
        sample_file.create(place / f"{name}.ctpat", sample).close()
    secret = ["--passphrase-file", str(place / "secret.txt")]
    assert cli.main(["new", str(place / "team.ctpat"), "--sample", "carrier", *secret]) == 0
    return place


BEFORE = {
    "questionnaire receive": ("asked/*.xlsx", "returned.xlsx"),
    "edition move": ("moved.ctpat", "moved.ctpat"),
    "packet match": ("mou.pdf", "scan.pdf"),
    "merge": ("profile.ctpat", "other.ctpat"),
}
"""What came back meanwhile, or was copied: from one file of the folder to another."""


def test_every_command_runs_as_the_manual_shows_it(folder, capsys, monkeypatch):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CTPAT_DESKTOP_USER", "Ann Lee")
    failed = []
    for command in load_manual().commands:
        if command.verb in ELSEWHERE:
            continue
        if command.verb in BEFORE:
            found, name = BEFORE[command.verb]
            source = sorted(folder.glob(found))[0]
            if source.name != name:
                shutil.copy(source, folder / name)
        if command.verb == "walk receive":
            filled_walk(next(folder.glob("walks/*.xlsx"))).replace(folder / "walked.xlsx")
        if command.verb == "edition move":
            assert cli.main(["edition", "add", "moved.ctpat", "edition.json"]) == 0
        code = cli.main(shlex.split(command.example))
        told = capsys.readouterr()
        if command.verb == "team invite":
            (folder / "code.txt").write_text(told.out.rpartition(": ")[2], encoding="utf-8")
        if code not in (0, 1) or (told.err and code == 0):
            failed.append(f"{command.example}: {code} {told.err.strip()}")
    assert "\n".join(failed) == ""
    for name in ("mou.pdf", "signed.pdf", "binder.pdf", "reply.docx", "plan.xlsx", "manual.pdf"):
        assert (folder / name).stat().st_size > 1_000


def test_the_manual_names_every_verb_and_says_what_its_help_says():
    verbs = {" ".join(words): parser.description for words, parser in leaves(cli.parser())}
    commands = {command.verb: command for command in load_manual().commands}
    assert set(commands) == set(verbs)
    for verb, does in verbs.items():
        assert commands[verb].does == (does or commands[verb].does)
        assert commands[verb].example.startswith(f"{verb} ") or commands[verb].example == verb


def test_the_manual_is_written_in_the_language_asked_for(tmp_path, capsys):
    path = tmp_path / "manuel.md"
    assert cli.main(["manual", "--to", str(path), "--language", "fr"]) == 0
    text = path.read_text(encoding="utf-8")
    assert "### Répondre à un critère" in text
    assert "| Ctrl\\+" not in text
    assert "| F1 | Manuel |" in text
    assert cli.main(["manual", "--to", str(path)]) == 2
    assert "left alone" in capsys.readouterr().err
