"""No order of days and times that the forms call impossible passes: in one record and in the file.

What must be said is worked out from the bare TOML here, for random days in every register.
"""

import random
import tomllib
from datetime import date, timedelta

import pytest
from sqlalchemy import inspect

from ctpat_desktop.catalogue.date_rules import rules_of, times_of
from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.registers import date_doubts, facts, records
from ctpat_desktop.services.registers.facts import dates
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.support.times import read_time
from ctpat_desktop.workspace import door
from tests.services.registers.firm import DAY, Firm

EACH = 25
TABLES = [query.own for query in dates.queries()]
TIMES = ("", "7:05", "07:30", "19:00", "25:99")


def said_by(form):
    return tomllib.loads(shipped("forms", "records", f"{form}.toml").read_text(encoding="utf-8"))


def limits(row, key):
    found = row.get(key, [])
    return [found] if isinstance(found, str) else found


def value(path, values, linked):
    link, _, key = path.rpartition(".")
    found = linked.get(link, {}).get(key) if link else values.get(key)
    if isinstance(found, str):
        return found.zfill(5) if found and found != "25:99" else None
    return found


def broken(form, values, linked):
    """Return the keys at which the definition calls these values impossible."""
    keys = set()
    for row in said_by(form)["field"]:
        if row.get("time") and values.get(row["key"]) == "25:99":
            keys.add(row["key"])
        own = value(row.get("day", row["key"]), values, linked)
        for name, is_broken in (
            ("not_before", lambda one, other: one < other),
            ("not_after", lambda one, other: one > other),
        ):
            for limit in limits(row, name):
                limit = {"at": limit} if isinstance(limit, str) else limit
                if limit.get("when") and values.get(limit["when"]) not in limit["values"]:
                    continue
                other = DAY if limit["at"] == "today" else value(limit["at"], values, linked)
                if own and other and is_broken(own, other):
                    keys.add(row["key"])
    return keys


def random_values(form, chance, linked_ids):
    """Return random days and times, few enough to meet and cross."""
    values = {}
    for rule in rules_of(form):
        if rule.when:
            values[rule.when] = chance.choice((*rule.values, "entry"))
        for spot in rule.spots:
            if spot.link:
                field = form.field(spot.link)
                table = field.by.partition(".")[0] or field.to
                values[spot.link] = linked_ids[table]
            elif not form.field(spot.key).time:
                days = (None, *(DAY + timedelta(step) for step in (-9, -8, -1, 0, 1, 5)))
                values[spot.key] = chance.choice(days)
    return {**values, **{field.key: chance.choice(TIMES) for field in times_of(form)}}


def far(form, chance, company):
    """Return a record that others point to, and the value they point to it by."""
    values = random_values(load_form(form), chance, {})
    days = {f.key: None for f in load_form(form).columns if f.kind == "date"}
    more = {"number": f"HL {chance.random()}"} if form == "seal" else {}
    record = {"id": new_id(), "company_id": company, **days, **values, **more}
    if form == "training_session":
        record["held_on"] = chance.choice((None, DAY - timedelta(9), DAY + timedelta(1)))
    if form == "person":
        record["started_on"] = chance.choice((None, DAY - timedelta(8)))
    return record


def parents(unit, table, firm):
    """Return the links a record cannot be without, each to a record of its own."""
    links = {}
    for column in inspect(RECORDS[table]).columns:
        for link in column.foreign_keys:
            if not column.nullable and column.key != "company_id":
                links[column.key] = new_id()
                name = link.column.table.name
                own = parents(unit, name, firm)
                unit.add_many(name, [{"id": links[column.key], "company_id": firm.company, **own}])
    return links


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Random records of every register with rules, and what must be said of each."""
    folder = tmp_path_factory.mktemp("dates")
    firm, chance = Firm(door.create_workspace(folder / "firm.ctpat")), random.Random(1)
    expected, linked_rows = {}, {}
    with firm.workspace.work("Fill") as unit:
        for table in (name for name in RECORDS if name in TABLES and name != "company"):
            form, rows = load_form(table), []
            links = {spot.link for rule in rules_of(form) for spot in rule.spots if spot.link}
            for _ in range(EACH):
                linked, ids = {}, {}
                for link in sorted(links):
                    field = form.field(link)
                    to, _, key = field.by.partition(".")
                    record = far(to or field.to, chance, firm.company)
                    unit.add_many(to or field.to, [record])
                    linked[link], ids[to or field.to] = record, record[key or "id"]
                    expected.setdefault(to or field.to, {})[record["id"]] = broken(
                        to or field.to, record, {}
                    )
                row = {"id": new_id(), "company_id": firm.company, **parents(unit, table, firm)}
                row |= random_values(form, chance, ids)
                if not rows:  # one without days is never wrong
                    row |= {key: None for key, day in row.items() if isinstance(day, date)}
                    row |= {field.key: "" for field in times_of(form)}
                rows.append(row)
                expected.setdefault(table, {})[row["id"]] = broken(table, row, linked)
                linked_rows[row["id"]] = row
            unit.add_many(table, rows)
    read = firm.fresh().problem_rows
    found = {query.own: read[query.name] for query in dates.queries()}
    yield firm, expected, linked_rows, found
    firm.workspace.close()


@pytest.mark.parametrize("table", [name for name in TABLES if name != "company"])
def test_the_checklist_names_exactly_the_records_that_cannot_be(filled, table):
    _, expected, _, every = filled
    found = every[table]
    assert set(found) == {key for key, fields_ in expected[table].items() if fields_}
    assert len(expected[table]) > len(found) > 0


@pytest.mark.parametrize("table", [name for name in TABLES if name != "company"])
def test_one_record_says_it_at_the_field(filled, table):
    firm, expected, rows, _ = filled
    form = load_form(table)
    with firm.workspace.read() as session:
        linked = date_doubts.in_file(session, firm.company, form)
        ahead = date_doubts.beforehand(session, firm.company, form)
        for key, fields_ in expected[table].items():
            if key in rows:
                found = {row.field for row in date_doubts.doubts(form, rows[key], DAY, linked)}
                early = {row.field for row in date_doubts.doubts(form, rows[key], DAY, ahead)}
                assert (found, early) == (fields_, fields_)


def test_a_company_of_the_future_is_said(filled):
    firm = filled[0]
    records.change(firm.workspace, "company", firm.company, started_on=DAY + timedelta(1))
    (row,) = firm.fresh().facts.rows["dates.company"].first
    assert row.detail == "business started on is in the future"
    records.change(firm.workspace, "company", firm.company, started_on=DAY)
    assert not facts.read(Scope.of_company(firm.workspace, firm.company, DAY)).facts.rows[
        "dates.company"
    ]


def test_the_rules_the_registers_exist_for_are_there():
    rules = {
        (table, rule.key, rule.other and (rule.other.link, rule.other.key), rule.is_before)
        for table in TABLES
        for rule in rules_of(load_form(table))
    }
    assert rules >= {
        ("device", "returned_on", ("", "issued_on"), True),
        ("device", "issued_on", ("person_id", "left_on"), False),
        ("visitor", "left_at", ("", "arrived_at"), True),
        ("visitor", "visited_on", None, False),
        ("pickup", "left_at", ("", "arrived_at"), True),
        ("attendance", "person_id", ("person_id", "started_on"), True),
        ("inspection", "done_on", ("seal_number", "used_on"), False),
        ("certificate", "expires_on", ("", "issued_on"), True),
        ("seal", "used_on", ("", "issued_on"), True),
        ("person", "left_on", ("", "started_on"), True),
        ("trade_membership", "accepted_on", ("", "applied_on"), True),
        ("walk", "walked_on", None, False),
        ("walk", "finished_on", ("", "walked_on"), True),
    }


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("7:30", "07:30"),
        ("07.30", "07:30"),
        ("0730", "07:30"),
        ("7:30 pm", "19:30"),
        ("12 a.m.", "00:00"),
        ("7h30", "07:30"),
        ("19:30:00", "19:30"),
        ("25:99", ""),
        ("24:00", ""),
        ("13 pm", ""),
        ("7", ""),
        ("noon", ""),
    ],
)
def test_times_of_day_are_read_as_they_are_written(text, time):
    assert read_time(text) == time


def test_the_words_name_both_days(filled):
    firm, form = filled[0], load_form("device")
    values = {"issued_on": date(2026, 11, 9), "returned_on": date(2026, 11, 3)}
    with firm.workspace.read() as session:
        linked = date_doubts.in_file(session, firm.company, form)
        (doubt,) = date_doubts.doubts(form, values, DAY, linked)
    assert (doubt.field, doubt.text) == (
        "returned_on",
        "11/03/2026 is before “Issued on”, 11/09/2026.",
    )
