"""Lists, inspections and walks are whole; a mistake in one is one line that names the file."""

import shutil

import pytest

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.catalogue.walks import load_walk
from ctpat_desktop.services import forms_check
from ctpat_desktop.support.shipped import shipped


@pytest.fixture
def forms(tmp_path):
    return shutil.copytree(shipped("forms"), tmp_path / "forms")


def spoil(forms, name, old, new):
    path = forms / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_step_of_the_walk_is_a_criterion_or_the_one_without_a_number():
    known = {row.id for kind in load_edition().criteria.values() for row in kind}
    assert {step.criterion for step in load_walk().steps()} - known == {"10.walk"}


def test_the_walk_passes_every_criterion_of_chapters_9_and_10():
    wanted = {row.id for row in load_edition().criteria_for("importer") if row.category in (9, 10)}
    assert {step.criterion for step in load_walk().steps()} >= wanted


def test_the_walk_goes_from_the_outside_in():
    assert [stop.title for stop in load_walk().stops][:2] == ["Perimeter", "Gates"]


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("walks/physical.toml", '"9.1"', '"9.99"', "physical.toml: there is no criterion 9.99"),
        ("walks/physical.toml", "stand =", "place =", "physical.toml"),
        ("lists/topics.toml", '"12.1"', '"12.99"', "topics.toml: there is no criterion 12.99"),
        ("lists/topics.toml", '"everyone"', '"nobody"', "names an audience that is not there"),
        ("lists/mra.toml", '"CA"', '"NZ"', "mra.toml: NZ is listed twice"),
        ("lists/mra.toml", "as_of =", "asof =", "mra.toml: missing 'as_of'"),
        ("inspections/container_7.toml", "container_7", "box", "calls itself “box”"),
        ("inspections/container_7.toml", '"Left side"', '"Floor"', "a point is listed twice"),
    ],
)
def test_a_mistake_is_one_line(forms, name, old, new, words):
    spoil(forms, name, old, new)
    (line,) = forms_check.problems(forms)
    assert words in line


def test_a_missing_list_is_named(forms):
    (forms / "inspections" / "tractor_17.toml").unlink()
    (line,) = forms_check.problems(forms)
    assert "tractor_17.toml" in line
