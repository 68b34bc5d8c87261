"""CBP's clocks: the day that counts, typed or our default, in the lists and in the findings."""

import os
from datetime import timedelta

import pytest

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.checklist.rules_on_cbp import CBP
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.deadlines import due_list
from ctpat_desktop.services.registers import lateness
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.keys import Key
from tests.services.registers.coherence_parts import Case
from tests.services.registers.firm import DAY, Firm, add, ago, change, remove

MESSAGE = {"subject": "Point of contact", "kind": "message"}
REPORT = {"kind": "on_site", "notice_on": ago(300), "starts_on": ago(200)}
LETTER = {"kind": "suspension", "grounds": "No answer."}
POINT = {"validation_id": "@v", "number": "1", "criterion": "6.2", "text": "A drawer."}


def case(rule, breaks, *mends):
    return Case(rule, "", breaks, mends)


def message(**values):
    return (add("m", "cbp_message", **MESSAGE, **values),)


def report(**values):
    return (add("v", "validation", **REPORT, **values),)


def letter(**values):
    return (add("a", "appeal_file", **LETTER, **values),)


def point(**values):
    return (*report(report_on=ago(91)), add("p", "validation_item", **POINT, **values))


CASES = [
    case("cbp.message_late", message(due_on=ago(1)), change("m", due_on=DAY)),
    case("cbp.message_late", message(received_on=ago(31)), change("m", answered_on=DAY)),
    case("cbp.message_late", message(received_on=ago(31)), change("m", received_on=ago(30))),
    case("cbp.message_late", message(received_on=ago(31)), change("m", applies="no")),
    case("cbp.message_soon", message(due_on=DAY), change("m", due_on=ago(-15))),
    case("cbp.message_soon", message(due_on=ago(-14)), change("m", answered_on=DAY)),
    case("cbp.report_late", report(due_on=ago(1)), change("v", answered_on=DAY)),
    case("cbp.report_late", report(report_on=ago(91)), change("v", report_on=ago(90))),
    case("cbp.report_late", report(report_on=ago(91)), change("v", due_on=ago(-60))),
    case("cbp.report_soon", report(report_on=ago(80)), change("v", answered_on=DAY)),
    case("cbp.report_no_day", report(report_on=ago(1)), change("v", due_on=ago(-60))),
    case("cbp.report_no_day", report(report_on=ago(1)), change("v", answered_on=DAY)),
    case("cbp.point_late", point(due_on=ago(1)), change("p", sent_on=DAY)),
    case("cbp.point_late", point(due_on=ago(1)), change("p", closed_on=DAY)),
    case("cbp.point_late", point(due_on=ago(1)), change("p", kind="best_practice")),
    case("cbp.point_late", point(), change("v", due_on=DAY)),
    case("cbp.point_late", point(), change("v", report_on=ago(90))),
    case("cbp.point_late", point(), remove("p")),
    case("cbp.letter_late", letter(letter_on=ago(91)), change("a", filed_on=DAY)),
    case("cbp.letter_late", letter(letter_on=ago(9), due_on=ago(1)), change("a", due_on=DAY)),
    case("cbp.letter_soon", letter(letter_on=ago(80)), change("a", filed_on=DAY)),
    case("cbp.letter_no_day", letter(letter_on=ago(1)), change("a", due_on=ago(-30))),
    case("cbp.letter_no_day", letter(letter_on=ago(1)), change("a", filed_on=DAY)),
]
NAMES = [f"{number}-{row.rule}" for number, row in enumerate(CASES)]


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One encrypted file for all firms of this module; facts never cross between companies."""
    path = tmp_path_factory.mktemp("firms") / "firms.ctpat"
    opened = door.create_workspace(path, Key(os.urandom(32), os.urandom(16)))
    yield opened
    opened.close()


def broken(shared, case):
    firm = Firm(shared, "exporter")
    firm.do(case.breaks)
    return firm


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_rule_speaks_once_and_is_silent_when_mended(shared, case):
    firm = broken(shared, case)
    assert len(firm.of(case.rule)) == 1
    firm.do(case.mends)
    assert firm.of(case.rule) == []
    assert firm.cache == firm.fresh()


def test_findings_name_what_waits_and_lead_to_it(firm):
    firm.do(message(due_on=ago(1)))
    firm.do(point(due_on=ago(1)))
    firm.do(letter(letter_on=ago(91)))
    reasons = {row.rule: row.reason for row in firm.findings() if row.rule.startswith("cbp.")}
    late = f"{ago(1):%m/%d/%Y}"
    assert reasons["cbp.message_late"].endswith(f"not answered: Point of contact ({late}).")
    assert reasons["cbp.report_late"].endswith(f": On site {ago(200):%m/%d/%Y} ({late}).")
    assert reasons["cbp.point_late"].endswith(f": 1 6.2 ({late}).")
    assert reasons["cbp.letter_late"].endswith(f": Suspension {ago(91):%m/%d/%Y} ({late}).")
    (found,) = firm.of("cbp.letter_late")
    assert (found.place.section, found.place.field) == ("appeal_file", "filed_on")
    assert found.place.record_id == firm.ids["a"]


def test_every_rule_has_a_case():
    assert {rule.id for rule in CBP} == {case.rule for case in CASES}


def days(firm):
    scope = Scope.of(firm.workspace, firm.account, DAY)
    return [(row.on, row.title) for row in due_list.of_account(scope).rows if row.kind == "cbp"]


@pytest.fixture
def firm(shared):
    return Firm(shared, "exporter")


def test_a_day_nobody_typed_stands_in_the_deadlines_as_our_default(firm):
    firm.do(message(received_on=DAY))
    firm.do(report(report_on=ago(20)))
    firm.do(letter(letter_on=ago(1)))
    found = days(firm)
    assert [day for day, _ in found] == [
        DAY + timedelta(30),
        DAY + timedelta(70),
        DAY + timedelta(89),
    ]
    assert all(words.endswith("(our default, check the letter)") for _, words in found)


def test_a_typed_day_is_no_default_and_what_is_answered_has_none(firm):
    firm.do(letter(letter_on=ago(1), due_on=ago(-30)))
    ((day, words),) = days(firm)
    assert (day, "default" in words) == (ago(-30), False)
    firm.change("a", filed_on=DAY)
    assert days(firm) == []


def test_the_defaults_are_settings(firm):
    firm.do(letter(letter_on=ago(1)))
    settings.put(firm.workspace, "rules.cbp_letter_days", 30)
    try:
        assert [day for day, _ in days(firm)] == [DAY + timedelta(29)]
    finally:
        settings.put(firm.workspace, "rules.cbp_letter_days", 90)


def test_the_list_says_that_a_default_is_late(firm):
    firm.do(letter(letter_on=ago(95)))
    late = lateness.of_rows(firm.workspace, "appeal_file", [firm.ids["a"]], DAY)
    assert late[firm.ids["a"]]["due_on"].words == "5 days late"


def test_the_field_says_which_day_counts(firm):
    form = load_form("validation")
    said = lateness.default_words(firm.workspace, form, {"report_on": ago(0), "due_on": None})
    assert said["due_on"] == (
        "02/19/2027 counts while this is empty, 90 days after “Report received on”: our default, "
        "not CBP's. Check the letter."
    )
    answered = {"report_on": ago(9), "due_on": None, "answered_on": DAY}
    assert lateness.default_words(firm.workspace, form, answered) == {}
    assert lateness.default_words(firm.workspace, form, {"report_on": DAY, "due_on": DAY}) == {}
