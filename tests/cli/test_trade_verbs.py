"""The verbs of Trade Compliance: what they print and write, and their exit codes."""

import json

import pytest
from pypdf import PdfReader

from ctpat_desktop import __main__, cli
from ctpat_desktop.services.files import workspaces
from tests.cli.test_verbs import run
from tests.closing import close_numbers

DAY = "2026-11-21"


def test_eligibility_in_words_ends_with_the_result(capsys, sample):
    code, out, err = run(capsys, "trade", "eligibility", sample, "--today", DAY)
    assert (code, err) == (1, "")
    assert "No        E04 Has every number" in out
    assert "Improve: Take 47-318265501 off until March 10, 2027." in out
    assert out.splitlines()[-1] == "Not ready."


def test_eligibility_as_json_is_one_object(capsys, sample):
    code, out, _ = run(capsys, "trade", "eligibility", sample, "--today", DAY, "--json")
    found = json.loads(out)
    assert (code, found["ready"], found["result"], found["year"]) == (1, False, "not_yet", 2026)
    assert {row["id"]: row["answer"] for row in found["checks"]}["E04"] == "no"
    assert set(found["checks"][0]) == {"id", "question", "answer", "how", "improve"}


def test_the_sample_is_ready_when_the_young_number_is_left_out(capsys, sample):
    workspace = workspaces.open_file(sample)
    close_numbers(workspace)
    workspace.close()
    code, out, _ = run(capsys, "trade", "eligibility", sample, "--today", DAY)
    assert (code, out.splitlines()[-1]) == (0, "Ready.")


@pytest.mark.parametrize(
    "what",
    [
        ("eligibility",),
        ("questionnaire",),
        ("forced-labor",),
        ("map", "--chain", "cookware"),
        ("hold", "--entry", "AQ9-2240093-1"),
        ("self-test", "--name", "2025-1"),
    ],
    ids=lambda what: what[0],
)
def test_everything_is_printed(capsys, sample, tmp_path, what):
    to = tmp_path / "out.pdf"
    kind, *options = what
    arguments = ("trade", "print", kind, sample, "--to", to, "--today", DAY, *options)
    code, out, err = run(capsys, *arguments)
    assert (code, err) == (0, "")
    assert str(to) in out
    assert to.read_bytes().startswith(b"%PDF-")


def test_a_paper_of_another_year_is_printed(capsys, sample, tmp_path):
    to = tmp_path / "out.pdf"
    arguments = ("questionnaire", sample, "--to", to, "--today", DAY, "--year", 2025)
    assert run(capsys, "trade", "print", *arguments)[0] == 0
    assert "2025" in PdfReader(to).metadata.title


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (("map",), "--chain is missing"),
        (("hold",), "--entry is missing"),
        (("self-test",), "--name is missing"),
        (("map", "--chain", "Tiles"), "There is no chain “Tiles”."),
        (("hold", "--entry", "X"), "“X” names no hold on entry, or several."),
        (("song",), "invalid choice: 'song'"),
    ],
)
def test_what_cannot_be_printed_is_one_line(capsys, sample, tmp_path, what, words):
    kind, *options = what
    to = tmp_path / "out.pdf"
    code, _, err = run(capsys, "trade", "print", kind, sample, "--to", to, *options)
    assert code == 2
    assert words in err
    assert len(err.splitlines()) == 1
    assert not to.exists()


def test_a_place_that_cannot_be_written_is_one_line(capsys, sample, tmp_path):
    to = tmp_path / "no" / "out.pdf"
    code, _, err = run(capsys, "trade", "print", "eligibility", sample, "--to", to)
    assert (code, len(err.splitlines())) == (2, 1)


def test_trade_runs_without_a_window():
    verbs = cli.parser()._subparsers._group_actions[0].choices
    assert set(verbs) - {"demo"} <= __main__.VERBS
