"""Every part of the program has its license: in a checkout, and in what a package has of it."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ctpat_desktop.support import licenses
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.shipped import shipped

ROOT = Path(__file__).parents[2]
PINS = re.findall(r"(?m)^([a-z0-9][\w.-]*)==", (ROOT / "constraints.txt").read_text())


@pytest.fixture(scope="module")
def every():
    return licenses.every()


def test_the_programs_own_license_is_first(every):
    assert every[0].name == "CTPAT Desktop"
    assert "Apache License" in every[0].text()


def test_every_part_has_a_text(every):
    assert [one.title for one in every if len(one.text()) < 200] == []


def test_they_are_those_of_the_pins_the_program_runs_on(every):
    names = {licenses.normal(one.name) for one in every}
    wanted = {licenses.normal(name) for name in licenses.runs_on()} - {licenses.PROGRAM}
    shown_together = {"pyside6-essentials", "shiboken6"}
    assert wanted - shown_together <= names
    assert wanted <= {licenses.normal(name) for name in PINS}
    assert not {"pytest", "ruff", "mypy", "openpyxl", "hatchling"} & names


def test_every_declared_dependency_is_among_them():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {licenses.normal(re.match(r"[\w.-]+", row)[0]) for row in declared}
    assert names <= licenses.runs_on().keys()


def test_every_font_has_its_license_among_them(every):
    texts = {Path(path).name for one in every for path in one.texts}
    shipped_texts = {path.name for path in shipped("resources", "fonts").glob("*.txt")}
    assert shipped_texts <= texts


def test_what_a_package_has_is_the_same(every, tmp_path, monkeypatch):
    licenses.collect(tmp_path / "licenses", ())
    monkeypatch.setattr(licenses, "shipped", lambda *parts: tmp_path.joinpath(*parts))
    packed = licenses.every()
    assert [(one.title, one.license) for one in packed] == [
        (one.title, one.license) for one in every
    ]
    assert [one.text() for one in packed] == [one.text() for one in every]


def test_collecting_twice_makes_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        licenses.collect(tmp_path / name, ())
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / n).iterdir()} for n in ("a", "b"))
    assert one == two
    assert str(ROOT).encode() not in b"".join(one.values())
    rows = json.loads(one[licenses.INDEX])
    assert {name for row in rows for name in row["texts"]} == one.keys() - {licenses.INDEX}


def test_a_text_that_is_gone_is_said(tmp_path):
    gone = licenses.License("Part", "1", "MIT", "", (str(tmp_path / "gone"),))
    with pytest.raises(Problem, match="The license of Part is not here"):
        gone.text()


def test_the_script_makes_the_same_and_replaces_only_its_own(tmp_path):
    script = [sys.executable, ROOT / "installer" / "collect_licenses.py", tmp_path / "out"]
    for _ in range(2):
        done = subprocess.run(script, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    licenses.collect(tmp_path / "same", ())
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / n).iterdir()} for n in ("out", "same"))
    assert one == two
    (tmp_path / "out" / licenses.INDEX).unlink()
    assert subprocess.run(script, capture_output=True, check=False).returncode != 0
    assert len(list((tmp_path / "out").iterdir())) == len(two) - 1
