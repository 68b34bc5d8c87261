"""`evidence replace` puts a newer file in the place of a document; `evidence versions` lists."""

import json

import pytest

from tests.cli.test_verbs import run

DAY = ("--today", "2026-11-21")
TITLE = "Seal and shipment log"


@pytest.fixture
def newer(tmp_path):
    path = tmp_path / "seal-log-2027.csv"
    path.write_bytes(b"seal,opened\n1,yes\n")
    return path


def replace(capsys, sample, newer, *more):
    return run(capsys, "evidence", "replace", sample, TITLE, newer, *DAY, *more)


def listed(capsys, sample):
    code, out, err = run(capsys, "evidence", "versions", sample, TITLE, *DAY, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)["versions"]


def test_a_document_is_replaced_and_its_versions_are_listed(capsys, sample, newer):
    (before,) = listed(capsys, sample)
    days = ("--from", "2026-12-01", "--to", "2027-11-30", "--expires", "2028-01-31")
    code, out, err = replace(capsys, sample, newer, *days, "--reason", "New year")
    assert (code, err) == (0, "")
    assert out.strip() == (
        f"“{TITLE}” is seal-log-2027.csv now; version 2, the earlier ones are kept."
    )
    now, old = listed(capsys, sample)
    assert (now["version"], now["filename"], now["replaced_on"]) == (2, "seal-log-2027.csv", None)
    assert (now["period_from"], now["period_to"]) == ("2026-12-01", "2027-11-30")
    assert now["expires_on"] == "2028-01-31"
    assert (old["version"], old["replaced_on"], old["reason"]) == (1, "2026-11-21", "New year")
    same = ("filename", "size", "sha256", "period_from", "period_to", "expires_on")
    assert {key: old[key] for key in same} == {key: before[key] for key in same}


def test_the_versions_in_words(capsys, sample, newer):
    replace(capsys, sample, newer, "--to", "2027-11-30", "--reason", "New year")
    code, out, _ = run(capsys, "evidence", "versions", sample, "shipment", *DAY)
    now, old = out.splitlines()
    assert code == 0
    assert now == "2  seal-log-2027.csv, covers … - 11/30/2027, in use"
    assert old.startswith("1  ")
    assert ", covers 12/01/2025 - 11/30/2026, replaced on 11/21/2026 by " in old
    assert old.endswith(": New year")


def test_links_stay(capsys, sample, newer):
    _, out, _ = run(capsys, "list", "evidence", sample, "--json")
    ids = [row["id"] for row in json.loads(out)]
    _, out, err = replace(capsys, sample, newer, "--json")
    assert err == ""
    assert json.loads(out)["id"] in ids


def test_the_same_file_again_is_refused_in_one_line(capsys, sample, newer):
    assert replace(capsys, sample, newer)[0] == 0
    code, out, err = replace(capsys, sample, newer)
    assert (code, out) == (2, "")
    assert err.strip() == (
        f"seal-log-2027.csv holds the same content as “{TITLE}” already. Choose the newer file. "
        "Nothing was replaced."
    )


@pytest.mark.parametrize("title", ["Seal and shipment", "Nothing of the kind"])
def test_only_a_whole_title_is_replaced(capsys, sample, newer, title):
    code, _, err = run(capsys, "evidence", "replace", sample, title, newer, *DAY)
    assert code == 2
    assert len(err.splitlines()) == 1
    assert len(listed(capsys, sample)) == 1


def test_a_day_that_is_none_is_refused(capsys, sample, newer):
    code, out, err = replace(capsys, sample, newer, "--to", "11/30/2027")
    assert (code, out) == (2, "")
    assert "is not a date (YYYY-MM-DD)" in err
