"""The verbs of the review year: what they print and do, and their exit codes."""

import json

from tests.cli.test_verbs import run

DAY = ("--today", "2026-11-21")
NEXT = ("--today", "2027-10-01")


def test_a_year_is_begun_affirmed_and_told(capsys, sample):
    code, out, err = run(capsys, "year", "new", sample, *DAY, "--json")
    made = json.loads(out)
    assert (code, err, made["year"]) == (0, "", 2027)
    assert made["answers"] > 90
    assert {"criterion", "site", "title", "reason"} == set(made["renew"][0])
    code, out, _ = run(capsys, "year", "affirm", sample, "1.1", "2.1", *NEXT, "--json")
    assert (code, json.loads(out)["affirmed"]) == (0, 2)
    code, out, _ = run(capsys, "year", "status", sample, *NEXT, "--json")
    told = json.loads(out)
    assert (code, told["year"], told["affirmed"], told["changed"]) == (1, 2027, 2, 0)
    assert told["window"] == {"opens": "2027-09-02", "closes": "2027-12-01"}
    assert told["affirmed"] + told["changed"] + told["open"] == len(told["criteria"])
    (first,) = (row for row in told["criteria"] if row["id"] == "1.1")
    assert (first["state"], first["on"], first["documents"]) == ("unchanged", "2027-10-01", [])
    assert first["by"]


def test_all_that_is_answered_is_affirmed_at_once(capsys, sample):
    run(capsys, "year", "new", sample, *DAY)
    run(capsys, "answer", sample, "1.1", "--status", "partly")
    code, out, _ = run(capsys, "year", "affirm", sample, "--all", *NEXT, "--json")
    told = json.loads(out)
    assert (code, told["changed"]) == (0, 1)
    assert {row["id"] for row in told["criteria"] if row["state"] == "changed"} == {"1.1"}


def test_an_affirmation_before_the_window_is_said_not_to_count(capsys, sample):
    run(capsys, "year", "new", sample, *DAY)
    code, out, _ = run(capsys, "year", "affirm", sample, "1.1", *DAY)
    assert code == 0
    assert "1 of the open ones was affirmed before the window opens on 09/02/2027." in out


def test_an_earlier_year_is_read_and_printed(capsys, sample, tmp_path):
    run(capsys, "year", "affirm", sample, "1.1", "--by", "Ann", *DAY)
    run(capsys, "year", "new", sample, *DAY)
    run(capsys, "submit", sample, "--anyway", *DAY)
    code, out, _ = run(capsys, "year", "status", sample, "--year", "2026", "--json", *DAY)
    then = json.loads(out)
    assert (code, then["year"], then["criteria"][0]["by"]) == (1, 2026, "Ann")
    code, out, err = run(capsys, "year", "status", sample, "--year", "2019", *DAY)
    assert (code, out, err.count("\n")) == (2, "", 1)
    for arguments in (
        ("year", "sheet", sample, "--year", "2026"),
        ("export", "report", sample, "--year", "2026"),
        ("export", "report", sample, "--submission", "last"),
    ):
        place = tmp_path / f"{len(list(tmp_path.iterdir()))}.pdf"
        code, out, err = run(capsys, *arguments, "--to", place, *DAY)
        assert (code, err, place.is_file()) == (0, "", True)


def test_a_year_left_half_affirmed_is_said_when_the_next_begins(capsys, sample):
    code, out, _ = run(capsys, "year", "new", sample, *DAY)
    assert code == 0
    assert "criteria were not affirmed in the year before" in out


def test_what_cannot_be_done_is_one_line_and_exit_2(capsys, sample):
    for arguments, words in (
        (("affirm", sample), "Say which criteria."),
        (("affirm", sample, "1.1", "--all"), "Criteria are named beside --all."),
        (("affirm", sample, "99.9"), "99.9 is not asked of this account."),
        (("affirm", sample, "1.1", *DAY, "--on", "2026-11-22"), "11/22/2026 is in the future."),
        (("new", sample, "--year", "2026"), "2026 has begun already"),
    ):
        code, out, err = run(capsys, "year", *arguments)
        assert (code, out) == (2, "")
        assert words in err
        assert err.count("\n") == 1


def test_a_submission_held_back_says_so_in_json_too(capsys, sample):
    code, out, err = run(capsys, "submit", sample, "--json")
    assert code == 1
    assert json.loads(out) == {"submission": None, "at": None, "blockers": 3}
    assert "Nothing was recorded." in err


def test_what_differs_is_named_with_its_title_and_a_day_may_be_written_as_on_screen(capsys, sample):
    run(capsys, "submit", sample, "--anyway", *DAY)
    run(capsys, "answer", sample, "1.1", "--status", "partly")
    code, out, err = run(capsys, "compare", sample, "--from", "11/21/2026")
    assert (code, err) == (0, "")
    assert run(capsys, "compare", sample, "--from", "2026") == (0, out, "")
    assert "Use one of: 2026 (11/21/2026)." in run(capsys, "compare", sample, "--from", "x")[2]
    (line,) = out.splitlines()
    assert line.startswith("Changed   1.1 ")
    assert len(line) > len("Changed   1.1 ")


def test_a_year_is_not_submitted_before_the_one_before(capsys, sample):
    run(capsys, "submit", sample, "--anyway", *DAY)
    run(capsys, "year", "new", sample, *DAY)
    code, out, err = run(capsys, "submit", sample, "--anyway", "--on", "2026-11-01", *DAY)
    assert (code, out) == (2, "")
    assert "is before the submission of an earlier year, on 11/21/2026" in err
