"""The definitions of Trade Compliance: each mistake is one line that names the file."""

import shutil

import pytest

from ctpat_desktop.catalogue import trade
from ctpat_desktop.services import forms_check
from ctpat_desktop.support.shipped import shipped


@pytest.fixture
def forms(tmp_path):
    return shutil.copytree(shipped("forms"), tmp_path / "forms")


POLICY = "Policy with proof that it was circulated"
MISTAKES = [
    ("eligibility", 'id = "E02"', 'id = "E01"', "“E01” is there twice."),
    ("eligibility", 'from = "bond"', 'from = "weather"', "the rule “weather”, not there."),
    ("eligibility", 'trust = "known"', 'trust = "rumor"', "'rumor' is not a valid Trust"),
    ("eligibility", 'id = "E01"\n', "", "missing"),
    ("questionnaire", f'"{POLICY}"', '""', "CE1 lacks a text."),
    ("questionnaire", 'id = "CE2"', 'id = "CE1"', "“CE1” is there twice."),
    ("forced_labor", '"code_file"', '"code_song"', "the rule “code_song”, not there."),
    ("forced_labor", '"remediation"', '"cellar"', "the table “cellar”, not there."),
    ("hold_plan", 'after = "decision"', 'after = "lunch"', "runs after “lunch”, not there."),
    ("hold_plan", '["export"]', '["boat"]', "names a kind or an answer that is not there."),
    ("hold_plan", '"labor"\ntitle', '"luck"\ntitle', "names a kind that is not there."),
    ("holidays", "month = 12", "month = 13", "Christmas Day is neither a day nor an"),
]


@pytest.mark.parametrize(("name", "old", "new", "words"), MISTAKES)
def test_a_mistake_is_told_with_its_file(forms, name, old, new, words):
    path = forms / "trade" / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    told = [line for line in forms_check.problems(forms) if f"{name}.toml" in line]
    assert any(words in line for line in told)


def test_eligibility_has_the_sixteen_prechecks_and_forced_labor():
    assert [row.id for row in trade.load_eligibility().questions] == [
        f"E{number:02}" for number in range(1, 18)
    ]


def test_only_one_number_of_the_portal_is_claimed_to_be_known():
    known = [row for row in trade.load_questionnaire().questions() if row.portal_number]
    assert [(row.id, row.portal_number) for row in known] == [("SC1", "13")]


def test_the_questionnaire_has_the_five_heads_and_the_one_of_the_portal():
    assert [head.title for head in trade.load_questionnaire().heads] == [
        "Control environment",
        "Risk assessment",
        "Control activities",
        "Information and communication",
        "Monitoring",
        "System Controls",
    ]


@pytest.mark.parametrize(
    "shape", [trade.load_eligibility, trade.load_questionnaire, trade.load_forced_labor]
)
def test_each_list_says_that_it_is_ours(shape):
    assert "not seen" in shape().about
