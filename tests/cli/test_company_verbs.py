"""The verbs about one company of a file: out, in, put away and back."""

import json

import pytest

from tests.cli.test_verbs import run

WORD = "a long enough secret"


@pytest.fixture
def two(capsys, sample, tmp_path):
    """The sample and a file with a company of another name."""
    other = tmp_path / "carrier.ctpat"
    secret = tmp_path / "secret.txt"
    secret.write_text(WORD, encoding="utf-8")
    run(capsys, "new", other, "--sample", "carrier", "--passphrase-file", secret)
    return sample, other, secret


def test_a_company_comes_in_is_put_away_and_leaves(capsys, two, tmp_path):
    sample, other, secret = two
    _, out, _ = run(capsys, "company", "list", other, "--passphrase-file", secret)
    name = out.strip()
    code, out, err = run(
        capsys, "company", "in", sample, other, "--other-passphrase-file", secret, "--json"
    )
    assert (code, err, json.loads(out)["company"]) == (0, "", name)
    code, _, err = run(capsys, "company", "in", sample, other, "--other-passphrase-file", secret)
    assert (code, err.count("\n")) == (2, 1)
    assert f"{name} is in this file already." in err
    day = ("--today", "2026-11-21", "--json")
    code, out, _ = run(capsys, "company", "archive", sample, "--company", name, *day)
    assert (code, json.loads(out)["archived_on"]) == (0, "2026-11-21")
    code, _, err = run(capsys, "answer", sample, "1.1", "--status", "planned", "--account", name)
    assert (code, "is archived and can only be read" in err) == (2, True)
    _, out, _ = run(capsys, "company", "list", sample)
    assert f"{name} (archived)" in out.splitlines()
    code, out, _ = run(capsys, "company", "back", sample, "--company", name)
    assert (code, out.strip()) == (0, f"{name} can be worked on again.")
    new = tmp_path / "new.ctpat"
    to = ("--company", name, "--to", new, "--new-passphrase-file", secret)
    code, out, _ = run(capsys, "company", "out", sample, *to)
    assert code == 0
    assert out.endswith(f"It also stays in {sample.name}.\n")
    _, out, _ = run(capsys, "company", "list", new, "--passphrase-file", secret)
    assert out.strip() == name


def test_a_redacted_copy_is_made_and_says_what_is_not_in_it(capsys, sample, two, tmp_path):
    _, _, secret = two
    to = ("--to", tmp_path / "copy.ctpat", "--for", "Nordwind", "--new-passphrase-file", secret)
    code, _, err = run(capsys, "copy", "redacted", sample, *to, "--leave-out", "nothing")
    assert (code, "There is no thing to leave out “nothing”." in err) == (2, True)
    code, out, err = run(
        capsys, "copy", "redacted", sample, *to, "--leave-out", "names,phones", "--json"
    )
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert [words.partition(":")[0] for words in told["left_out"]][:2] == [
        "Names of people",
        "Phones and e-mail addresses",
    ]
    assert {"title": "Statement of support", "why": "words that go stand in it"} in told[
        "documents_left_out"
    ]
    _, out, _ = run(capsys, "search", tmp_path / "copy.ctpat", "Reyes", "--passphrase-file", secret)
    assert "Reyes" not in out.replace("No match for “Reyes”", "")


def test_a_new_file_without_a_passphrase_has_to_be_asked_for(capsys, sample, tmp_path):
    code, _, err = run(capsys, "company", "out", sample, "--to", tmp_path / "new.ctpat")
    assert (code, err.startswith("The new file is encrypted.")) == (2, True)
    assert not (tmp_path / "new.ctpat").exists()
