"""The verbs about the risk of partners: rated, planned, uploaded."""

import json

import pytest

from ctpat_desktop import cli


def run(capsys, *words):
    """Run a verb on the day of the sample; return its exit code and what it wrote."""
    code = cli.main([*map(str, words), "--today", "2026-11-21"])
    return code, capsys.readouterr().out


def test_every_partner_is_rated_with_points_that_say_why(capsys, sample):
    code, out = run(capsys, "partners", "risk", sample, "--json")
    rated = json.loads(out)
    assert code == 1
    assert rated["sources"] == ["Invented trafficking report 2026"]
    assert "Medium from 35 %" in rated["rule"]
    row = next(row for row in rated["partners"] if row["name"].startswith("Vainilla"))
    assert (row["computed"], row["own"], row["own_is_lower"]) == ("high", "medium", True)
    assert row["lacking"] == ["3.6"]
    assert row["points"] == sum(one["points"] for one in row["factors"]) == 60
    answers = next(one for one in row["factors"] if one["factor"] == "answers")
    assert [one["table"] for one in answers["records"]] == ["partner_request"]
    assert row["plan"] == {
        "how": "questionnaire",
        "state": "done",
        "last": "2026-05-20",
        "due": "2027-05-20",
    }
    unrated = next(row for row in rated["partners"] if row["name"].startswith("Norvane"))
    assert (unrated["computed"], unrated["at_least"]) == (None, None)


def test_the_same_is_said_in_words(capsys, sample):
    code, out = run(capsys, "partners", "risk", sample)
    assert code == 1
    assert "Vainilla del Golfo S.P.R. de R.L.: High (60 points)" in out
    assert "Own rating: medium, lower than computed" in out
    assert "answers: at least 4 of 20." in out


@pytest.mark.parametrize("name", ["plan.pdf", "plan.xlsx", "plan.csv"])
def test_the_plan_is_written(capsys, sample, tmp_path, name):
    code, out = run(capsys, "partners", "plan", sample, "--to", tmp_path / name)
    assert (code, (tmp_path / name).exists()) == (0, True)
    assert f"Wrote {tmp_path / name}" in out
    code, _ = run(capsys, "partners", "plan", sample, "--to", tmp_path / name)
    assert code == 2


def test_a_plan_in_another_format_is_refused(capsys, sample, tmp_path):
    code = cli.main(["partners", "plan", str(sample), "--to", str(tmp_path / "plan.docx")])
    assert code == 2
    assert "is neither a PDF nor a list" in capsys.readouterr().err
    assert list(tmp_path.glob("plan*")) == []


def test_the_uploads_are_written_into_a_folder(capsys, sample, tmp_path):
    folder = tmp_path / "portal"
    code, out = run(capsys, "partners", "upload", sample, "--to", folder, "--json")
    names = sorted(path.name for path in folder.iterdir())
    assert code == 0
    assert names == [
        "due-diligence-plan-2026.pdf",
        "partner-questionnaires-2026.pdf",
        "partners-not-members-2026.pdf",
        "partners-not-members-2026.xlsx",
    ]
    assert sorted(row["path"] for row in json.loads(out)["files"]) == [
        str(folder / name) for name in names
    ]


def test_a_folder_that_cannot_be_made_is_refused_in_one_line(capsys, sample, tmp_path):
    (tmp_path / "file").write_text("x")
    code = cli.main(["partners", "upload", str(sample), "--to", str(tmp_path / "file" / "in")])
    assert code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
