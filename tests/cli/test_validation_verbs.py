"""The verbs of a validation: what they print and write, and their exit codes."""

import json

import docx
import pypdf
import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from tests.cli.test_verbs import run


def test_validations_are_listed_the_newest_first(capsys, sample):
    code, out, err = run(capsys, "validation", "list", sample, "--json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert [(row["kind"], row["starts_on"], row["answered"]) for row in told] == [
        ("Virtual", "2027-01-19", False),
        ("On site", "2023-03-07", True),
    ]
    _, words, _ = run(capsys, "validation", "list", sample)
    assert words.splitlines()[-1] == "2 validations."


def test_the_binder_of_some_criteria_is_written(capsys, sample, tmp_path):
    target = tmp_path / "binder.pdf"
    asked = ("--criteria", "9.7, 4.3", "--to", target)
    code, out, err = run(capsys, "validation", "binder", sample, *asked)
    assert (code, err) == (0, "")
    assert f"Wrote {target}" in out
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    assert "Terrence Whitcombe" in words  # of the newest validation
    assert "9.7 Use of security technology" in words
    code, _, err = run(capsys, "validation", "binder", sample, *asked)
    assert code == 2
    assert "exists already" in err


def test_a_criterion_that_is_not_there_writes_nothing(capsys, sample, tmp_path):
    target = tmp_path / "binder.pdf"
    code, _, err = run(capsys, "validation", "binder", sample, "--criteria", "99", "--to", target)
    assert (code, err.count("\n")) == (2, 1)
    assert "no criterion 99" in err
    assert not target.exists()


def test_a_reply_is_drafted_for_what_came_last(capsys, sample, tmp_path):
    target = tmp_path / "reply.docx"
    asked = ("--about", "message", "--to", target)
    code, out, err = run(capsys, "validation", "reply", sample, *asked)
    assert (code, err) == (0, "")
    assert "2 places are to be written" in out
    title = docx.Document(str(target)).paragraphs[0].text
    assert title == "Reply to Notice of a validation"


@pytest.mark.parametrize("about", ["message", "validation", "appeal"])
def test_with_nothing_to_reply_to_that_is_said(capsys, tmp_path, about):
    file = tmp_path / "new.ctpat"
    workspace = workspaces.create(file)
    companies.start(workspace, "Harbor", "exporter", 2026)
    workspace.close()
    asked = ("--about", about, "--to", tmp_path / "reply.docx")
    code, _, err = run(capsys, "validation", "reply", file, *asked)
    assert code == 2
    assert "nothing to reply to yet" in err


def test_a_binder_is_no_text_file(capsys, sample, tmp_path):
    code, out, err = run(
        capsys, "validation", "binder", sample, "--to", tmp_path / "b.txt", "--no-evidence"
    )
    assert (code, out, list(tmp_path.glob("b*"))) == (2, "", [])
    assert "is no name of a PDF" in err
