"""Doubts of very many rows are found by whole columns: those that each row alone has."""

from datetime import date, timedelta
from itertools import product

import pytest

from ctpat_desktop.catalogue.date_rules import rules_of, times_of
from ctpat_desktop.catalogue.forms import Kind, load_form
from ctpat_desktop.services.registers.date_doubts import EVERYWHERE, RowRules

TODAY = date(2026, 11, 21)
DAYS = (None, TODAY - timedelta(1), TODAY, TODAY + timedelta(1))


def rules(table):
    return RowRules(load_form(table), TODAY, lambda _spot, _value: None)


@pytest.mark.parametrize("table", ["partner", "contract", "vulnerability_test", "cbp_message"])
def test_every_place_with_a_doubt_is_a_suspect(table):
    form = load_form(table)
    keys = [field.key for field in form.columns if field.kind is Kind.DATE]
    columns = dict(zip(keys, zip(*product(DAYS, repeat=len(keys)), strict=True), strict=True))
    rows = [dict(zip(keys, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    doubtful = {at for at, row in enumerate(rows) if [*rules(table).doubts(row)]}
    suspects = rules(table).suspects(columns)
    assert doubtful
    assert all(at in suspects for at in doubtful)


def test_a_place_without_a_doubt_is_none():
    suspects = rules("partner").suspects({"checked_on": [TODAY, None, TODAY + timedelta(1)]})
    assert [at in suspects for at in range(3)] == [False, False, True]


def test_what_is_no_day_is_looked_at_one_by_one():
    assert rules("partner").suspects({"checked_on": ["14:30"]}) is EVERYWHERE


@pytest.mark.parametrize("table", ["device", "media_disposal", "detention_step"])
def test_a_day_against_one_of_another_record_is_looked_at_one_by_one(table):
    own = [rule.own.key for rule in rules_of(load_form(table)) if rule.other and rule.other.link]
    assert [rules(table).suspects({key: [TODAY]}) for key in own] == [EVERYWHERE] * len(own)


def test_times_of_day_are_looked_at_one_by_one():
    (field, *_) = times_of(load_form("visitor"))
    assert rules("visitor").suspects({field.key: ["14:30"]}) is EVERYWHERE
