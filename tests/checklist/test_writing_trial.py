"""The rules of writing, tried on answers whose verdicts were written by hand beforehand."""

import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.checklist.answers import Case
from ctpat_desktop.checklist.facts import CompanyName, DocumentFact, WritingFacts
from ctpat_desktop.checklist.writing import copies
from ctpat_desktop.checklist.writing.judge import findings
from ctpat_desktop.checklist.writing.titles import TITLES
from ctpat_desktop.services.profile.writing import titles
from ctpat_desktop.support.phrases import tokens
from tests.checklist.building import COMPLETE, TODAY, response_fact

FOLDER = Path(__file__).parents[1] / "data" / "writing"


def read(name):
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["answer"]


ANSWERS, UNSEEN = read("answers.toml"), read("unseen.toml")
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

UNSEEN_MISSED = {"writing.placeholder": 1, "writing.not_linked": 1}
UNSEEN_WRONGLY = {"writing.no_role": 1}


def other(name):
    return CompanyName(name, name, frozenset(word.key for word in tokens(name)))


def response(row):
    return response_fact(
        row["criterion"],
        status=row.get("status", "in_place"),
        narrative=row["text"].strip(),
        documents=tuple(row.get("linked", ())),
        target_on=TODAY,
    )


def judged(row, rows):
    """Return the rules that speak of an answer, beside all the others of the list."""
    held = [*row.get("linked", ()), *row.get("library", ())]
    documents = {title: DocumentFact(title, title, None, None, None) for title in held}
    everything = {found["criterion"]: response(found) for found in rows if found is not row}
    mine = {**everything, row["criterion"]: response(row)}
    writing = WritingFacts(4000, tuple(map(other, OTHERS)), {}, titles(documents))
    facts = replace(COMPLETE, responses=mine, documents=documents, contacts=(), writing=writing)
    facts = replace(facts, writing=copies.with_copies(facts))
    whole = mine[row["criterion"]]
    case = Case(CRITERIA[row["criterion"]], whole, whole, None, facts, TODAY)
    return {found.rule for found in findings(case)}


def counted(rows):
    """Return how often each rule missed something, and how often it spoke wrongly."""
    missed, wrongly = Counter(), Counter()
    for row in rows:
        found, wanted = judged(row, rows), set(row["rules"])
        missed += Counter(wanted - found)
        wrongly += Counter(found - wanted)
    return dict(missed), dict(wrongly)


def test_no_more_is_judged_wrongly_than_the_manual_says():
    assert counted(ANSWERS) == (MISSED, WRONGLY)


def test_answers_the_rules_were_not_tuned_on():
    assert counted(UNSEEN) == (UNSEEN_MISSED, UNSEEN_WRONGLY)


def test_every_rule_is_tried_and_the_list_is_long_enough():
    assert len(ANSWERS) >= 60
    assert {rule for row in ANSWERS for rule in row["rules"]} == set(TITLES) - {"writing.too_long"}
