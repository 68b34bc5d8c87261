"""The verb that writes the charts."""

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

from tests.cli.test_verbs import run

DAY = ("--today", "2026-11-21")


def test_each_chart_that_shows_something_is_written_in_three_formats(capsys, sample, tmp_path):
    folder = tmp_path / "drawn"
    code, out, err = run(capsys, "charts", sample, "--to", folder, *DAY, "--json")
    names = sorted(Path(row["path"]).name for row in json.loads(out))
    assert (code, err) == (0, "")
    assert names == sorted(path.name for path in folder.iterdir())
    assert {"training.svg", "training.png", "training.csv", "partners.svg"} <= set(names)
    texts = "".join(ElementTree.parse(folder / "training.svg").getroot().itertext())
    lines = list(csv.reader((folder / "training.csv").open(encoding="utf-8-sig")))
    assert lines[0][0] == "Topic"
    for line in lines[1:]:
        assert line[0] in texts
        assert f"{line[2]} of {line[1]} ({line[-1]})" in texts
    assert Image.open(folder / "evidence.png").width == 1864


def test_files_that_are_there_stay_as_they_are(capsys, sample, tmp_path):
    (tmp_path / "training.csv").write_text("mine")
    code, out, _ = run(capsys, "charts", sample, "--to", tmp_path, *DAY)
    assert code == 0
    assert (tmp_path / "training.csv").read_text() == "mine"
    assert (tmp_path / "training-2.csv").exists()
    assert out.splitlines()[-1].endswith(" files written.")


def test_a_year_that_was_not_begun_is_named(capsys, sample, tmp_path):
    code, _, err = run(capsys, "charts", sample, "--to", tmp_path / "x", "--year", "1999", *DAY)
    assert code == 2
    assert "There is no review year 1999" in err


def test_a_file_in_the_place_of_the_folder_is_named(capsys, sample, tmp_path):
    (tmp_path / "x").write_text("mine")
    code, _, err = run(capsys, "charts", sample, "--to", tmp_path / "x", *DAY)
    assert code == 2
    assert "was not written" in err
