"""The model questionnaire and the reader of questionnaires."""

import shutil
import tomllib

import pytest

from ctpat_desktop.catalogue.edition import DefinitionError
from ctpat_desktop.catalogue.questionnaire_checks import mistakes
from ctpat_desktop.catalogue.questionnaires import (
    AnswerKind,
    OnlyIf,
    from_json,
    load_model,
    load_words,
    read_questions,
    read_rule,
    to_json,
    word,
    written_rule,
)
from ctpat_desktop.services import forms_check
from ctpat_desktop.support.shipped import shipped

MODEL = shipped("forms", "questionnaires", "partner-security.toml")


def test_the_model_has_65_questions_in_three_languages():
    assert (len(load_model().questions), list(mistakes(load_model()))) == (65, [])


def test_every_fixed_word_has_three_languages():
    assert [name for name, words in load_words().items() if words.missing()] == []


def test_a_partner_with_proven_status_answers_only_the_first_questions():
    asked = [question.key for question in load_model().asked({"PQ-01": "ctpat"})]
    assert asked == ["PQ-01", "PQ-02", "PQ-03", "PQ-65"]


def test_a_partner_without_status_answers_the_rest():
    asked = [question.key for question in load_model().asked({"PQ-01": "none"})]
    assert len(asked) == 63


def test_a_carrier_is_not_asked_about_the_workforce_of_a_factory():
    keys = {question.key for question in load_model().for_roles(("drayage",)).questions}
    assert ("PQ-15" in keys, "PQ-26" in keys) == (False, True)


def test_every_kind_of_answer_is_used():
    assert {question.kind for question in load_model().questions} == set(AnswerKind)


def test_json_and_back_is_the_same_questionnaire():
    assert from_json(to_json(load_model())) == load_model()


def test_one_changed_letter_changes_the_checksum(tmp_path):
    changed = tmp_path / "changed.toml"
    changed.write_text(MODEL.read_text("utf-8").replace("Tick everything", "Tick anything"))
    assert read_questions(changed).checksum != load_model().checksum


@pytest.mark.parametrize(
    ("rule", "answer", "holds"),
    [
        (OnlyIf("a", "equals", ("yes",)), "yes", True),
        (OnlyIf("a", "equals", ("yes",)), "", False),
        (OnlyIf("a", "any_of", ("x", "y")), "z;y", True),
        (OnlyIf("a", "not", ("x", "y")), "z", True),
        (OnlyIf("a", "not", ("x", "y")), "z;x", False),
        (OnlyIf("a", "filled"), "z", True),
        (OnlyIf("a", "filled"), "", False),
    ],
)
def test_a_rule_holds_for_an_answer(rule, answer, holds):
    assert rule.holds({"a": answer}) is holds


@pytest.mark.parametrize("words", ["yes", "a;b", "!a", "!a;b", "*"])
def test_a_rule_can_be_written_and_read(words):
    assert written_rule(read_rule("PQ-01", words)) == ("PQ-01", words)


def test_two_languages_stand_side_by_side():
    assert word("yes", "en+fr") == "Yes / Oui"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('kind = "date"', 'kind = "moon"', "'moon' is not a valid AnswerKind"),
        ("text = {", "texts = {", "missing 'text'"),
        ('id = "partner-security"', "id = 1\ncolor = 2", "unknown key color"),
        ("only_if = { key", "only_if = { odd = 1, key", "exactly one of"),
        ("not = [", "unless = [", "unknown rule unless"),
    ],
)
def test_a_broken_definition_is_named(tmp_path, before, after, message):
    broken = tmp_path / "broken.toml"
    broken.write_text(MODEL.read_text("utf-8").replace(before, after, 1), "utf-8")
    with pytest.raises(DefinitionError, match=r"broken\.toml") as caught:
        read_questions(broken)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('key = "PQ-02"', 'key = "PQ-01"', "question PQ-01 is there twice"),
        ('any_of = ["ctpat"', 'any_of = ["gold"', "answer gold, which PQ-01 does not have"),
        ('key = "PQ-01", not', 'key = "PQ-99", not', "PQ-99, which is not asked before it"),
        ('criterion = "6.7"', 'criterion = "66.7"', "names criterion 66.7"),
        ("number = 13", "number = 99", "names section 13"),
        ('value = "yearly"', 'value = "two_years"', "two_years is there twice"),
        ("points = 0.25", "points = 25", "not between 0 and 1"),
        ('fr = "Votre statut"', 'fr = ""', "section 0 lacks a text in fr"),
    ],
)
def test_the_check_of_definitions_names_the_mistake(tmp_path, before, after, message):
    forms = shutil.copytree(shipped("forms"), tmp_path / "forms")
    path = forms / "questionnaires" / MODEL.name
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    assert any(message in line for line in forms_check.problems(forms))


def test_options_of_the_model_keep_their_values():
    data = tomllib.loads(MODEL.read_text("utf-8"))
    assert [row["value"] for row in data["question"][0]["options"]] == [
        "ctpat",
        "mra_aeo",
        "other_program",
        "under_way",
        "none",
    ]
