"""The outlines of written procedures: whole in every language, with the same blanks."""

import shutil

import pytest

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.catalogue.outlines import (
    HEADINGS,
    LANGUAGES,
    blanks,
    load_outlines,
    read_outline,
)
from ctpat_desktop.services import forms_check
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.shipped import shipped

YEARLY = {"2.3", "4.6", "6.1", "7.36", "9.8", "12.6"}
"""Criteria that ask for a yearly look."""


def test_every_outline_has_all_its_parts_in_every_language():
    assert len(load_outlines()) == 25
    for outline in load_outlines().values():
        for language in LANGUAGES:
            text = outline.text(language)
            lines = text.split("\n")
            assert [line for line in lines if line in HEADINGS[language]] == list(
                HEADINGS[language]
            ), (outline.id, language)
            assert 150 <= len(text.split()) <= 320, (outline.id, language)
            assert len(blanks(text)) >= 5, (outline.id, language)


def test_yearly_criteria_are_reviewed_yearly():
    for outline in load_outlines().values():
        if YEARLY & set(outline.criteria):
            assert outline.months == 12, outline.id


def test_each_entity_type_has_outlines_with_criteria_it_is_asked():
    for kind, rows in load_edition().criteria.items():
        asked = {row.id for row in rows}
        mine = [outline for outline in load_outlines().values() if outline.is_for(kind)]
        assert len(mine) >= 17, kind
        assert all(asked & set(outline.criteria) for outline in mine), kind
    sea = [outline.id for outline in load_outlines().values() if outline.is_for("sea_carrier")]
    assert "ship-access" in sea
    assert "broker-outreach" not in sea


def test_blanks_are_named_once_each():
    assert blanks("Ask [[who]] or [[ who ]]; keep [[days]] days. [not a blank]") == ("who", "days")
    assert blanks("") == ()


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(shipped("forms"), tmp_path / "forms")


def changed(folder, before, after):
    path = folder / "outlines" / "11-seals.toml"
    words = path.read_text(encoding="utf-8")
    assert before in words
    path.write_text(words.replace(before, after, 1), encoding="utf-8")
    return forms_check.problems(folder)


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ('"6.1"', '"6.99"', "11-seals.toml: there is no criterion 6.99."),
        (
            "[[mes]]",
            "enero",
            "11-seals.toml: the blanks or lines in es are not those in en.",
        ),
        (
            'title = "Scellés : stock, pose, contrôle et remplacement"',
            'title = ""',
            "11-seals.toml: a text is missing in fr.",
        ),
        ('id = "seals"', 'id = "access"', "outlines: access is there twice."),
        (
            'id = "seals"',
            'id = "seals"\nentities = ["ferry"]',
            "11-seals.toml: “ferry” is asked none of its criteria.",
        ),
    ],
)
def test_a_mistake_in_an_outline_is_one_line(folder, before, after, line):
    assert changed(folder, before, after) == [line]


def test_an_outline_without_a_language_cannot_be_read(tmp_path):
    path = tmp_path / "one.toml"
    path.write_text('id = "one"\ncriteria = ["1.1"]\n', encoding="utf-8")
    with pytest.raises(Problem, match=r"one\.toml: missing 'en'"):
        read_outline(path)
