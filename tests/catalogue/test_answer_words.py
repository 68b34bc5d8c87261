"""The words companies write in their profiles: each means one thing."""

import tomllib
from collections import Counter

import pytest

from ctpat_desktop.catalogue.answer_words import FIELDS, answer_words
from ctpat_desktop.records.profiles import STATUSES
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.support.words import folded

TABLES = tomllib.loads(shipped("forms", "lists", "answer_words.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("names", [("columns", "asked"), ("statuses",)])
def test_no_word_means_two_things(names):
    lists = [words for name in names for words in TABLES[name].values()]
    counts = Counter(word for words in lists for word in {folded(word) for word in words})
    assert [word for word, count in counts.items() if count > 1] == []


def test_every_field_and_status_has_words():
    assert set(TABLES["columns"]) == {*FIELDS, "perhaps_answer"}
    assert set(TABLES["statuses"]) == set(STATUSES)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("In place", "in_place"),
        ("no aplica", "not_applicable"),
        ("N/A", "not_applicable"),
        ("Prévu", "planned"),
        ("green", ""),
        ("", ""),
    ],
)
def test_a_word_for_how_a_criterion_stands(word, status):
    assert answer_words().status(word) == status
