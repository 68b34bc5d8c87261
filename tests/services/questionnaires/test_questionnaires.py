"""Questionnaires of a company: copied, built, checked."""

from datetime import date

import pytest

from ctpat_desktop.catalogue.questionnaires import load_model
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import editions
from ctpat_desktop.services.questionnaires import builder
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.shipped import shipped


def test_a_copy_of_the_model_asks_the_same(workspace, firm):
    copy = builder.copy_model(workspace, firm)
    assert builder.read(workspace, copy).questions == load_model().questions


def test_a_copy_for_carriers_leaves_out_the_factory(workspace, firm):
    copy = builder.copy_model(workspace, firm, "carrier")
    keys = {row.key for row in builder.rows_of(workspace, copy)}
    assert ("PQ-15" in keys, "PQ-26" in keys) == (False, True)


def test_a_copy_is_one_step_that_can_be_undone(workspace, firm):
    builder.copy_model(workspace, firm)
    workspace.undo()
    assert builder.overview(workspace, firm) == ()


def test_an_edited_copy_leaves_the_model_alone(workspace, firm):
    copy = builder.copy_model(workspace, firm)
    row = builder.rows_of(workspace, copy)[0]
    records.change(workspace, "question", row.id, text_en="Changed?")
    assert load_model().questions[0].text.en != "Changed?"


def test_questions_from_criteria_come_in_three_languages(workspace, firm):
    own = builder.start(workspace, firm, "Ours", "2027", "any")
    account = companies.start(workspace, "", "importer", 2027, firm)
    builder.add_from_criteria(workspace, own, account, ["6.2", "9.1"])
    rows = builder.rows_of(workspace, own)
    assert [(r.criterion, r.kind, bool(r.text_en and r.text_fr and r.text_es)) for r in rows] == [
        ("6.2", "yes_no", True),
        ("9.1", "yes_no", True),
    ]


def test_questions_have_the_words_of_the_edition_of_the_account(workspace, firm):
    own = builder.start(workspace, firm, "Ours", "2027", "any")
    account = companies.start(workspace, "", "importer", 2027, firm)
    editions.add(workspace, shipped("resources", "editions", "invented-2031.json"))
    editions.move(Scope.of(workspace, account, date(2027, 1, 20)), "invented-2031")
    builder.add_from_criteria(workspace, own, account, ["9.17"])
    (row,) = builder.rows_of(workspace, own)
    assert (row.text_en, row.text_fr) == (
        "Drones over the yard (invented)?",
        "Drones au-dessus de la cour (inventé)?",
    )


def test_a_question_from_scratch_gets_a_free_key(workspace, firm):
    own = builder.start(workspace, firm, "Ours", "2027", "any")
    builder.add_question(workspace, own, text_en="One?")
    builder.add_question(workspace, own, text_en="Two?")
    assert [row.key for row in builder.rows_of(workspace, own)] == ["Q-01", "Q-02"]


def test_a_question_can_be_moved_up(workspace, firm):
    own = builder.start(workspace, firm, "Ours", "2027", "any")
    for words in ("One?", "Two?", "Three?"):
        last = builder.add_question(workspace, own, text_en=words)
    builder.move(workspace, last, -1)
    texts = [row.text_en for row in builder.rows_of(workspace, own)]
    assert texts == ["One?", "Three?", "Two?"]


def test_a_duplicate_has_the_same_questions(workspace, firm):
    first = builder.copy_model(workspace, firm, "manufacturer")
    second = builder.duplicate(workspace, first)
    same = [builder.read(workspace, each).questions for each in (first, second)]
    assert same[0] == same[1]


def test_options_can_be_written_and_read():
    options = load_model().questions[0].options
    assert builder.read_options(builder.written_options(options)) == options


def test_a_plain_line_is_an_option():
    (option,) = builder.read_options("Every day\n")
    assert (option.value, option.text.en, option.points) == ("option_1", "Every day", 1.0)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"text_en": ""}, "question Q-01 lacks a text in en"),
        ({"text_en": "Pick", "kind": "choice"}, "fewer than two options"),
        ({"text_en": "A?", "only_if_key": "Q-77", "only_if_value": "yes"}, "depends on Q-77"),
        ({"text_en": "A?", "key": "a b"}, "letters, digits and hyphens"),
    ],
)
def test_what_keeps_a_questionnaire_from_being_sent_is_told(workspace, firm, values, message):
    own = builder.start(workspace, firm, "Ours", "2027", "any")
    builder.add_question(workspace, own, **values)
    assert message in " ".join(builder.found_mistakes(workspace, own))


def test_a_questionnaire_needs_a_name(workspace, firm):
    with pytest.raises(Problem, match="needs a name"):
        builder.start(workspace, firm, "  ", "2027", "any")
