"""The table of coherence rules names only what there is: criteria, facts, fields and limits."""

from dataclasses import fields

import pytest

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.checklist.coherence_rules import EMPTY, LACKS, NEWEST, ROWS
from ctpat_desktop.checklist.register_facts import Limits
from ctpat_desktop.checklist.rules_on_cbp import CBP
from ctpat_desktop.checklist.rules_on_incidents import ALERTS
from ctpat_desktop.checklist.rules_on_procedures import PROCEDURES, YEARLY
from ctpat_desktop.checklist.rules_on_trade import TRADE
from ctpat_desktop.checklist.seals import Issue
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.registers import facts
from ctpat_desktop.services.registers.facts import arithmetic, general
from ctpat_desktop.services.registers.facts.query import column

CRITERIA = {row.id for kind in load_edition().criteria.values() for row in kind}
QUERIES = {query.name: query for query in facts.queries()}
TABLES = {
    **{name: query.own for name, query in QUERIES.items()},
    **{f"seal.{kind.value}": "" for kind in Issue},
    "seal.not_logged_inspection": "inspection",
}
RULES = (*ROWS, *NEWEST, *EMPTY, *PROCEDURES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_criteria_exist(rule):
    assert set(rule.criteria) <= CRITERIA


@pytest.mark.parametrize("rule", [*ROWS, *PROCEDURES], ids=lambda rule: rule.id)
def test_the_fact_exists_and_its_form_has_the_field(rule):
    table = TABLES[rule.fact]
    if table and rule.field:
        form = load_form(table)
        assert rule.field in {field.key for field in form.fields}


@pytest.mark.parametrize("rule", NEWEST, ids=lambda rule: rule.id)
def test_a_log_has_its_day_its_field_and_its_limit(rule):
    query = next(row for row in general.NEWEST if row.name == rule.fact)
    assert rule.field in {field.key for field in load_form(query.table).fields}
    assert rule.limit in {field.name for field in fields(Limits)}


@pytest.mark.parametrize("rule", EMPTY, ids=lambda rule: rule.id)
def test_an_empty_register_is_one_that_is_watched(rule):
    assert rule.table in general.REGISTERS


def test_no_fact_is_read_for_nothing():
    used = {rule.fact for rule in (*ROWS, *TRADE, *CBP, *ALERTS, *PROCEDURES)}
    assert {name for name in QUERIES if not name.startswith(("incomplete.", "dates."))} <= used


def test_every_rule_has_an_id_of_its_own():
    names = [rule.id for rule in RULES] + [rule.id for rule in LACKS.values()]
    assert sorted(set(names)) == sorted(names)


def test_every_reason_names_the_records():
    assert all("{names}" in rule.reason for rule in (*ROWS, *LACKS.values()))


def test_every_limit_is_a_choice_of_the_workspace():
    limits = {f"rules.{field.name}": field.default for field in fields(Limits)}
    assert {name: settings.DEFAULTS[name] for name in limits} == limits


@pytest.mark.parametrize("table", list(arithmetic.SEAL_FIELDS))
def test_the_ledger_watches_columns_that_exist(table):
    for key in arithmetic.SEAL_FIELDS[table]:
        column(table, key)


@pytest.mark.parametrize("query", QUERIES.values(), ids=lambda query: query.name)
def test_a_query_tells_its_parent_by_a_column(query):
    assert bool(query.parent) == (query.parent_id is not None)
    for key, link in query.children.items():
        assert link.class_.__tablename__ == key


def test_the_criteria_reviewed_yearly_exist():
    assert set(YEARLY) <= CRITERIA
