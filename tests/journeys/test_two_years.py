"""Two years of an account without the window: from Word, submitted, rolled over, affirmed."""

import json
from datetime import date

import docx
import pytest

from ctpat_desktop.records import Account
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from tests.cli.test_verbs import run

FIRST, SECOND = "2026-11-20", "2027-11-20"
ELEVEN = ("1.1", "1.2", "2.1", "3.1", "4.1", "5.1", "6.1", "7.1", "9.1", "11.1", "12.1")


@pytest.fixture
def file(tmp_path):
    """A file with one importer whose anniversary is in December, and nothing answered."""
    path = tmp_path / "two-years.ctpat"
    workspace = workspaces.create(path, "")
    account = companies.start(workspace, "Bolt Imports", "importer", 2026)
    with workspace.work("Anniversary") as unit:
        unit.session.get_one(Account, account).anniversary = date(2021, 12, 1)
    workspace.close()
    return path


@pytest.fixture
def word(file, tmp_path):
    """What the company has in Word: every criterion as a heading with its answer under it."""
    workspace = workspaces.open_file(file)
    read = companies.dossier(workspace, companies.choose(workspace))
    workspace.close()
    made = docx.Document()
    made.add_heading("Security profile", 0)
    for answer in read.answers:
        number, title = answer.criterion.id, answer.criterion.title
        made.add_heading(f"{number} {title}", 2)
        made.add_paragraph(f"The compliance manager checks point {number} each month in the log.")
    path = tmp_path / "profile.docx"
    made.save(path)
    return path, len(read.answers)


def run_json(capsys, *arguments):
    code, out, err = run(capsys, *arguments, "--json")
    assert err == ""
    return code, json.loads(out)


def test_two_years_from_word_to_the_second_submission(capsys, file, word):
    path, count = word
    code, told = run_json(capsys, "import", "answers", file, path)
    assert (code, told["accepted"], told["refused"]) == (0, count, [])
    criteria = [
        row["id"]
        for row in run_json(capsys, "year", "status", file, "--today", FIRST)[1]["criteria"]
    ]
    for criterion in criteria:
        assert run(capsys, "answer", file, criterion, "--status", "in_place")[0] == 0
    code, sent = run_json(capsys, "submit", file, "--today", FIRST, "--anyway")
    assert (code, sent["at"]) == (0, FIRST)
    code, begun = run_json(capsys, "year", "new", file, "--today", FIRST)
    assert (code, begun["year"], begun["answers"]) == (0, 2027, count)
    assert run_json(capsys, "compare", file)[1] == {"changed": [], "added": [], "removed": []}
    for criterion in ELEVEN:
        assert run(capsys, "answer", file, criterion, "--status", "partly")[0] == 0
    assert run_json(capsys, "compare", file)[1]["changed"] == list(ELEVEN)
    code, status = run_json(capsys, "year", "affirm", file, "--all", "--today", SECOND)
    assert (code, status["changed"], status["affirmed"]) == (0, 11, count - 11)
    assert run_json(capsys, "year", "status", file, "--today", SECOND)[0] == 0
    code, again = run_json(capsys, "submit", file, "--today", SECOND, "--anyway")
    assert code == 0
    states = ("--from", sent["submission"], "--to", again["submission"])
    assert run_json(capsys, "compare", file, *states)[1]["changed"] == list(ELEVEN)
    assert run(capsys, "verify", file)[0] == 0
