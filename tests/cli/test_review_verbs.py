"""The verbs of reviewing together: what they print and do, and their exit codes."""

import json

from tests.cli.test_verbs import run


def test_a_review_from_the_first_comment_to_the_approval(capsys, sample, tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("Which gate is it?\n", encoding="utf-8")
    comment = ("review", "comment", sample, "9.5", "--text-file", words)
    code, out, err = run(capsys, *comment, "--by", "Rita", "--json")
    first = json.loads(out)["id"]
    assert (code, err) == (0, "")
    run(capsys, *comment, "--reply-to", first, "--by", "Bob")
    assert run(capsys, "review", "assign", sample, "9.5", "9.6", "--to", "Bob")[0] == 0
    reason = ("--reason", "Name the gate.", "--by", "Rita")
    code, out, _ = run(capsys, "review", "state", sample, "9.5", "sent_back", *reason)
    assert (code, out) == (0, "Saved 9.5: sent back.\n")
    code, out, _ = run(capsys, "review", "status", sample, "--json")
    told = json.loads(out)
    (row,) = (row for row in told["criteria"] if row["id"] == "9.5" and not row["site"])
    assert code == 1
    assert told["answers"]["sent_back"] == told["open_comments"] == 1
    assert told["assigned"] == {"Bob": 2}
    assert (row["state"], row["by"], row["reason"]) == ("sent_back", "Rita", "Name the gate.")
    assert [one["author"] for one in told["comments"][0]["replies"]] == ["Bob"]
    assert run(capsys, "review", "comment", sample, "9.5", "--resolve", first)[0] == 0
    run(capsys, "review", "state", sample, "9.5", "approved", "--by", "Rita")
    code, out, _ = run(capsys, "review", "status", sample)
    assert code == 0
    assert "approved  9.5  for Bob" in out
    assert "1 approved, 0 sent back; 0 open comments." in out


def test_what_others_changed_is_listed_until_it_is_marked_as_seen(capsys, sample):
    ann = ("--by", "Ann", "--json")
    run(capsys, "review", "changes", sample, "--mark-seen", *ann)
    code, out, _ = run(capsys, "review", "changes", sample, "--since-seen", *ann)
    assert (code, json.loads(out)["changes"]) == (0, [])
    run(capsys, "review", "state", sample, "1.1", "ready", "--by", "Bob")
    code, out, _ = run(capsys, "review", "changes", sample, *ann)
    (row,) = json.loads(out)["changes"]
    assert (code, row["criterion"], row["who"]) == (1, "1.1", ["Bob"])
    assert run(capsys, "review", "changes", sample, "--since", "2199-01-01", *ann)[0] == 0
    code, out, _ = run(capsys, "review", "changes", sample, "--since", "2020-01-01", "--by", "Ann")
    assert code == 1
    assert "Bob, tester: 1.1 " in out


def test_what_is_amiss_is_one_line(capsys, sample, tmp_path):
    for words, told in (
        (("comment", sample, "9.5"), "Name a --text-file, or a comment to --resolve."),
        (("comment", sample, "9.5", "--resolve", "x"), "This comment is not there any more."),
        (("state", sample, "9.5", "sent_back"), "An answer is sent back with a reason."),
        (("state", sample, "99.5", "ready"), "There is no criterion 99.5"),
        (("state", sample, "9.5", "done"), "invalid choice"),
        (("assign", sample, "9.5", "--to", "x" * 99), "This name cannot be kept."),
        (("comment", sample, "9.5", "--text-file", tmp_path / "no.txt"), "cannot be read"),
    ):
        code, out, err = run(capsys, "review", *words)
        assert (code, out) == (2, "")
        assert told in err
