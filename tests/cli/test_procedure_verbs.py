"""The verbs of the written procedures: what they print and write, and their exit codes."""

import json

import docx

from ctpat_desktop.documents.pages.pdf_text import pdf_text
from tests.cli.test_verbs import run

DAY = ("--today", "2026-11-21")


def test_the_list_names_states_and_what_is_to_begin(capsys, sample):
    code, out, err = run(capsys, "procedures", "list", sample, *DAY, "--json")
    listed = json.loads(out)
    assert (code, err) == (0, "")
    assert [row["number"] for row in listed["procedures"]] == [
        *("P-02", "P-03", "P-04", "P-05", "P-06", "P-07", "P-09", "P-10", "P-12"),
    ]
    seal = listed["procedures"][4]
    assert (seal["version"], seal["state"], seal["versions"]) == ("11", "approved", 2)
    assert (seal["approved_on"], seal["next_review_on"]) == ("2026-02-02", "2027-02-02")
    assert seal["criteria"] == ["6.1", "6.2", "6.5", "6.6", "6.7"]
    last = listed["procedures"][-1]
    assert (last["state"], last["approved_on"], last["blanks"]) == ("draft", None, 7)
    ids = [row["id"] for row in listed["outlines"]]
    assert ids[0] == "statement-of-support"
    assert not {"training", "ship-access"} & set(ids)


def test_the_list_in_words(capsys, sample):
    code, out, _ = run(capsys, "procedures", "list", sample, *DAY)
    lines = out.splitlines()
    assert code == 0
    assert "P-06 Seal procedure: version 11 approved, next review 02/02/2027" in lines
    assert "P-12 Security training program: version 1 draft, 7 blanks left" in lines
    inspection = next(line for line in lines if line.startswith("P-05"))
    assert "version 8 approved, 1 blank left, next review" in inspection, "of its Spanish version"
    assert "To begin: Statement of support (1.1)" in lines


def test_one_is_printed_by_number_or_title(capsys, sample, tmp_path):
    path = tmp_path / "seal.pdf"
    asked = ("procedures", "print", sample, *DAY, "--to")
    code, out, _ = run(capsys, *asked, path, "--procedure", "P-06")
    assert code == 0
    assert "pages counted again" in out
    assert "Seal procedure" in pdf_text(path.read_bytes(), 10**6)
    path = tmp_path / "training.docx"
    code, out, _ = run(capsys, *asked, path, "--procedure", "security training", "--json")
    assert (code, json.loads(out)["path"]) == (0, str(path))
    assert "STEPS" in [row.text for row in docx.Document(str(path)).paragraphs]


def test_what_is_not_there_is_one_line(capsys, sample, tmp_path):
    asked = ("procedures", "print", sample, *DAY, "--to")
    code, _, err = run(capsys, *asked, tmp_path / "a.pdf", "--procedure", "Kites")
    assert (code, err.startswith("There is no procedure “Kites”")) == (2, True)
    code, _, err = run(capsys, *asked, tmp_path / "a.txt", "--procedure", "P-06")
    assert (code, "neither a PDF nor a Word document" in err) == (2, True)
    assert list(tmp_path.glob("a.*")) == []
