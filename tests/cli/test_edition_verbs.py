"""The verbs of editions: what they print and do, and their exit codes."""

import json

from ctpat_desktop.support.shipped import shipped
from tests.cli.test_verbs import run

FILE = shipped("resources", "editions", "invented-2031.json")
OTHER = "invented-2031"


def run_json(capsys, *arguments):
    code, out, err = run(capsys, *arguments, "--json")
    assert err == ""
    return code, json.loads(out)


def test_only_the_shipped_edition_is_listed_until_one_is_added(capsys, sample):
    code, found = run_json(capsys, "edition", "list", sample)
    assert (code, found["current"], found["missing"]) == (0, "2020-03", "")
    assert [row["id"] for row in found["editions"]] == ["2020-03"]
    assert run_json(capsys, "edition", "add", sample, FILE)[1]["new"]
    assert not run_json(capsys, "edition", "add", sample, FILE)[1]["new"]
    row = run_json(capsys, "edition", "list", sample)[1]["editions"][1]
    assert (row["id"], row["invented"], row["shipped"], row["current"]) == (
        OTHER,
        True,
        False,
        False,
    )
    assert "INVENTED FOR TESTS" in row["name"]


def test_a_move_is_compared_made_and_read(capsys, sample):
    run(capsys, "edition", "add", sample, FILE)
    code, seen = run_json(capsys, "edition", "compare", sample, "--to", OTHER)
    assert code == 0
    assert [row["id"] for row in seen["changed"]] == ["2.3", "4.3", "6.2", "9.13", "12.9"]
    assert "photographed" in seen["changed"][2]["after"]
    assert "photographed" not in seen["changed"][2]["before"]
    assert (seen["new"], seen["gone"]) == (["4.14", "9.17", "12.11"], ["7.29", "9.8", "11.5"])
    assert seen["levels"] == {"9.5": "must"}
    assert run_json(capsys, "edition", "move", sample, "--to", OTHER) == (0, seen)
    code, now = run_json(capsys, "edition", "list", sample)
    assert (code, now["current"], now["read_again"]) == (0, OTHER, seen["read_again"])
    assert run(capsys, "edition", "list", sample)[0] == 1
    rules = [row["rule"] for row in run_json(capsys, "check", sample)[1]["findings"]]
    assert rules.count("answer.read_again") == len(seen["read_again"]) > 1
    assert run_json(capsys, "edition", "read", sample, "6.2")[1]["read"] == ["6.2"]
    assert (
        run_json(capsys, "year", "status", sample)[1]["read_again"] == len(seen["read_again"]) - 1
    )
    assert run_json(capsys, "edition", "read", sample, "--all")[1]["left"] == []
    rules = [row["rule"] for row in run_json(capsys, "check", sample)[1]["findings"]]
    assert "answer.read_again" not in rules


def test_two_editions_are_compared_whatever_the_profile_is_on(capsys, sample):
    run(capsys, "edition", "add", sample, FILE)
    seen = run_json(capsys, "edition", "compare", sample, "--from", OTHER, "--to", "2020-03")[1]
    assert (seen["gone"], seen["new"]) == (["4.14", "9.17", "12.11"], ["7.29", "9.8", "11.5"])
    assert "read_again" not in seen


def test_a_person_reads_the_same(capsys, sample):
    code, out, _ = run(capsys, "edition", "add", sample, FILE)
    assert (code, "INVENTED FOR TESTS" in out) == (0, True)
    code, out, _ = run(capsys, "edition", "move", sample, "--to", OTHER)
    assert code == 0
    assert "Reworded  6.2  (its answer is to be read again)\n" in out
    assert "Gone      9.8  (its answer is kept)\n" in out
    assert "New       9.17\n" in out
    assert "Level     9.5 is now must\n" in out
    code, out, _ = run(capsys, "edition", "list", sample)
    assert f"* {OTHER}" in out
    assert "Read again 6.2\n" in out


def test_submissions_of_two_editions_are_compared_by_number(capsys, sample):
    run(capsys, "submit", sample, "--anyway")
    run(capsys, "edition", "add", sample, FILE)
    run(capsys, "edition", "move", sample, "--to", OTHER)
    found = run_json(capsys, "compare", sample)[1]
    assert found["editions"] == {"from": "2020-03", "to": f"{OTHER} (INVENTED FOR TESTS)"}
    assert found["reworded"] == ["2.3", "4.3", "6.2", "9.13", "12.9"]
    assert found["changed"] == []
    out = run(capsys, "compare", sample)[1]
    assert "Reworded  6.2 " in out


def test_what_cannot_be_done_is_one_line_and_exit_2(capsys, sample, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text('{"id": "x"}')
    for arguments, words in (
        (("add", sample, bad), "“title” is not a text"),
        (("add", sample, tmp_path / "none.json"), "none.json cannot be read."),
        (("add", sample, tmp_path), "cannot be read."),
        (("move", sample, "--to", "2020-03"), "on edition 2020-03 already"),
        (("move", sample, "--to", "../x"), "There is no edition ../x in this file."),
        (("compare", sample, "--to", OTHER), f"There is no edition {OTHER} in this file."),
        (("read", sample), "Say which criteria."),
        (("read", sample, "1.1", "--all"), "Say which criteria."),
        (("read", sample, "1.1"), "1.1 is not to be read again."),
    ):
        code, out, err = run(capsys, "edition", *arguments)
        assert (code, out) == (2, "")
        assert words in err
        assert err.count("\n") == 1
    assert len(run_json(capsys, "edition", "list", sample)[1]["editions"]) == 1
