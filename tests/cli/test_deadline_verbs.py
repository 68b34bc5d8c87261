"""The verb of the deadlines: what it prints and writes, and its exit codes."""

import json

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from tests.cli.test_verbs import run

DAY = ("--today", "2026-11-21")


def test_what_is_due_is_told_as_json(capsys, sample):
    code, out, err = run(capsys, "deadlines", sample, *DAY, "--json")
    told = json.loads(out)
    assert (code, err) == (1, "")  # something is late
    assert all({"on", "what", "company", "place"} == set(row) for row in told)
    assert [row["on"] for row in told] == sorted(row["on"] for row in told)
    assert {
        "on": "2026-12-01",
        "what": "Security profile 2026: reviewed and submitted",
        "company": "Harborline Imports, Inc.",
        "place": "Yearly review",
    } in told
    named = {row["what"] for row in told}
    assert "Bolt seal test certificate expires" in named
    assert "Bond · 982217045: ends on" not in named  # the one after it goes on without an end


def test_what_is_due_is_told_in_words(capsys, sample):
    code, out, _ = run(capsys, "deadlines", sample, *DAY)
    lines = out.splitlines()
    assert code == 1
    assert "2026-08-31  Bolt seal test certificate expires (expired 82 days ago)" in lines
    assert lines[-1].endswith(" late.")


def test_nothing_due_is_exit_0(capsys, tmp_path):
    file = tmp_path / "new.ctpat"
    workspace = workspaces.create(file)
    companies.start(workspace, "Harbor", "exporter", 2026)
    workspace.close()
    assert run(capsys, "deadlines", file) == (0, "0 deadlines, 0 late.\n", "")
    assert run(capsys, "deadlines", file, "--json") == (0, "[]\n", "")


def test_all_companies_are_told_where_one_would_have_to_be_named(capsys, sample):
    workspace = workspaces.open_file(sample)
    companies.start(workspace, "Second Trading", "exporter", 2026)
    workspace.close()
    code, out, err = run(capsys, "deadlines", sample, *DAY)
    assert (code, out) == (2, "")
    assert "--account" in err
    code, out, err = run(capsys, "deadlines", sample, *DAY, "--all-companies")
    assert (code, err) == (1, "")
    assert "2026-08-31  Harborline Imports, Inc.: Bolt seal test certificate expires" in out


def test_the_calendar_is_written_and_replaced_by_its_like_only(capsys, sample, tmp_path):
    target = tmp_path / "due.ics"
    for _ in range(2):
        code, out, err = run(capsys, "deadlines", sample, *DAY, "--ics", target)
        assert (code, err) == (1, "")
        assert f"Wrote {target}" in out
    content = target.read_bytes()
    assert content.count(b"BEGIN:VEVENT") > 50
    ids = [line for line in content.splitlines() if line.startswith(b"UID:")]
    assert len(ids) == len(set(ids))
    target.write_text("mine")
    code, out, err = run(capsys, "deadlines", sample, *DAY, "--ics", target)
    assert (code, out, target.read_text()) == (2, "", "mine")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--months", "-1"), "--months cannot be"),
        (("--months", "200000"), "--months cannot be"),
        (("--months", "x"), "invalid int value"),
        (("--all-companies", "--account", "a"), "exclude each other"),
        (("--ics", "due.txt"), "due.txt is no name of a calendar file."),
    ],
)
def test_what_cannot_be_is_one_line_and_exit_2(capsys, sample, arguments, words):
    code, out, err = run(capsys, "deadlines", sample, *arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1
