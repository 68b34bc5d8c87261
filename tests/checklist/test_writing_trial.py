"""The rules of writing, tried on answers whose verdicts were written by hand beforehand."""

import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.checklist.answers import Case
from ctpat_desktop.checklist.facts import CompanyName, DocumentFact, WritingFacts
from ctpat_desktop.checklist.writing import copies
from ctpat_desktop.checklist.writing.judge import findings
from ctpat_desktop.checklist.writing.titles import TITLES
from ctpat_desktop.services.profile.writing import titles
from ctpat_desktop.support.phrases import tokens
from tests.checklist.building import COMPLETE, TODAY, said

PLACE = Path(__file__).parents[1] / "data" / "writing" / "answers.toml"
ANSWERS = tomllib.loads(PLACE.read_text(encoding="utf-8"))["answer"]
CRITERIA = {
    row.id: row
    for kind in ("importer", "highway_carrier")
    for row in load_edition().criteria_for(kind)
}
OTHERS = ("Harborline Goods", "Transportes Águila")
MISSED = {"writing.no_role": 1, "writing.no_record": 1, "writing.restates": 1}
"""How often a rule says nothing where a specialist would speak."""
WRONGLY: dict[str, int] = {}
"""How often a rule speaks where a specialist would say nothing."""


def other(name):
    return CompanyName(name, name, frozenset(word.key for word in tokens(name)))


def response(row):
    return said(
        row["criterion"],
        status=row.get("status", "in_place"),
        narrative=row["text"].strip(),
        documents=tuple(row.get("linked", ())),
        target_on=TODAY,
    )


def judged(row):
    """Return the rules that speak of an answer, beside all the others of the list."""
    held = [*row.get("linked", ()), *row.get("library", ())]
    documents = {title: DocumentFact(title, title, None, None, None) for title in held}
    everything = {found["criterion"]: response(found) for found in ANSWERS if found is not row}
    mine = {**everything, row["criterion"]: response(row)}
    writing = WritingFacts(4000, tuple(map(other, OTHERS)), {}, titles(documents))
    facts = replace(COMPLETE, said=mine, documents=documents, contacts=(), writing=writing)
    facts = replace(facts, writing=copies.found(facts))
    whole = mine[row["criterion"]]
    case = Case(CRITERIA[row["criterion"]], whole, whole, None, facts, TODAY)
    return {found.rule for found in findings(case)}


@pytest.fixture(scope="module")
def verdicts():
    return [(row, judged(row), set(row["rules"])) for row in ANSWERS]


def test_no_more_is_judged_wrongly_than_the_manual_says(verdicts):
    missed, wrongly = Counter(), Counter()
    for _, found, wanted in verdicts:
        missed += Counter(wanted - found)
        wrongly += Counter(found - wanted)
    assert (dict(missed), dict(wrongly)) == (MISSED, WRONGLY)


def test_every_rule_is_tried_and_the_list_is_long_enough():
    assert len(ANSWERS) >= 60
    assert {rule for row in ANSWERS for rule in row["rules"]} == set(TITLES) - {"writing.too_long"}
