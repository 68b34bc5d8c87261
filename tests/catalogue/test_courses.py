"""The model trainings: whole in every language, with the same slides, questions and answers."""

import shutil
from dataclasses import replace

import pytest

from ctpat_desktop.catalogue.courses import LANGUAGES, load_models, mistakes, read_model
from ctpat_desktop.services import forms_check
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.shipped import shipped

SEALS = shipped("forms", "courses", "03-seals.toml")


def test_ten_trainings_are_whole_in_three_languages():
    assert len(load_models()) >= 10
    for model in load_models().values():
        assert tuple(model.words) == LANGUAGES
        assert list(mistakes(model)) == [], model.id
        titles = {words.title for words in model.words.values()}
        assert len(titles) == len(LANGUAGES), model.id


def test_no_text_is_left_in_another_language():
    for model in load_models().values():
        english = model.words["en"]
        for language in ("es", "fr"):
            words = model.words[language]
            for one, other in zip(english.questions, words.questions, strict=True):
                assert one.words != other.words, model.id
            same = [
                line
                for one, other in zip(english.slides, words.slides, strict=True)
                for line in set(one.lines) & set(other.lines)
            ]
            assert same == [], (model.id, language)


def changed(model, language, **values):
    words = {**model.words, language: replace(model.words[language], **values)}
    return list(mistakes(replace(model, words=words)))


def test_a_language_that_differs_is_named():
    model = read_model(SEALS)
    spanish = model.words["es"]
    assert changed(model, "es", slides=spanish.slides[:-1])[0].endswith("are not those in en")
    turned = (replace(spanish.questions[0], right=(1,)), *spanish.questions[1:])
    assert changed(model, "es", questions=turned)[0].endswith("are not those in en")
    long = (replace(spanish.slides[0], title="x" * 57), *spanish.slides[1:])
    assert changed(model, "es", slides=long) == ["a text of slide 1 is too long (es)"]
    assert changed(model, "fr", title=" ") == ["a text is missing in fr"]


def test_a_question_without_a_wrong_choice_is_named():
    model = read_model(SEALS)
    every = replace(model.words["en"].questions[0], right=(1, 2, 3))
    found = changed(model, "en", questions=(every, *model.words["en"].questions[1:]))
    assert "question 1 has no right choice, or no wrong one" in found


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('"6.7"', '"6.77"', "03-seals.toml: there is no criterion 6.77."),
        ("VVTT check", "VVTT chek", "03-seals.toml: its topic is not there"),
        ("minutes", "minuts", "courses/03-seals.toml: "),
    ],
)
def test_the_check_of_all_forms_reads_them(tmp_path, old, new, line):
    folder = shutil.copytree(shipped("forms"), tmp_path / "forms")
    path = folder / "courses" / "03-seals.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert any(found.startswith(line) for found in forms_check.problems(folder))


def test_a_question_too_many_is_a_problem_that_names_the_file(tmp_path):
    path = tmp_path / "03-seals.toml"
    text = SEALS.read_text(encoding="utf-8")
    path.write_text(text.replace("right = [[2], ", "right = ["), encoding="utf-8")
    with pytest.raises(Problem, match=r"03-seals\.toml"):
        read_model(path)
