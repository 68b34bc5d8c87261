"""Actions made of an incident, an audit or a test: filled in, linked, and found again."""

from datetime import date

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import event_actions, records
from ctpat_desktop.services.registers.event_actions import Event
from ctpat_desktop.support.errors import Problem

DAY = date(2026, 11, 21)


@pytest.fixture
def scope(workspace):
    return Scope.of(workspace, companies.start(workspace, "Harborline", "importer", 2026), DAY)


@pytest.fixture
def add(scope):
    own = {"company_id": scope.company_id}
    return lambda table, **values: records.add(scope.workspace, table, **own, **values)


def made(scope, table, record_id):
    action_id = event_actions.make(scope, Event(table, record_id))
    action = records.stored(scope.workspace, "action", action_id)
    assert (action.status, action.due_on) == ("open", date(2026, 12, 21))
    return action


def incident(add, **values):
    usual = {
        "number": "26-04",
        "kind": "seal",
        "found_on": date(2026, 11, 2),
        "owner": "V. Salcedo",
    }
    return add("incident", **{**usual, **values})


def test_an_incident_gives_its_site_partner_owner_and_link(scope, add):
    site, partner = add("site", name="Laredo"), add("partner", name="Sierra Clara")
    words = {"text": "The seal was cut.", "cause": "Nobody watched."}
    key = incident(add, site_id=site, partner_id=partner, **words)
    action = made(scope, "incident", key)
    assert action.title == "Incident 26-04, Laredo: Seal broken or wrong"
    assert action.reason == "The seal was cut.\n\nNobody watched."
    assert (action.source, action.criterion, action.owner) == ("incident", "7.37", "V. Salcedo")
    assert (action.incident_id, action.partner_id, action.site_id) == (key, partner, site)


def test_an_audit_leaves_the_owner_open(scope, add):
    site = add("site", name="Laredo")
    values = {"auditor": "E. Kowalczyk", "findings": "Three lists have no time.", "site_id": site}
    key = add("program_audit", scope="Laredo, docks", done_on=date(2026, 5, 13), **values)
    action = made(scope, "program_audit", key)
    assert action.title == "Audit Laredo, docks, 05/13/2026"
    assert (action.source, action.criterion, action.owner) == ("audit", "1.3", "")
    assert (action.program_audit_id, action.site_id) == (key, site)
    assert action.reason == "Three lists have no time."


@pytest.mark.parametrize(
    ("kind", "criterion"),
    [
        ("pest", "7.2"),
        ("footage", "9.15"),
        ("device", "9.8"),
        ("guard_round", "10.10"),
        ("guard_audit", "10.10"),
        ("parcel", "10.8"),
        ("trip", "5.16"),
        ("other", ""),
    ],
)
def test_a_test_with_a_fault_gives_the_criterion_of_its_kind(scope, add, kind, criterion):
    values = {"subject": "Camera 4", "outcome": "defect", "finding": "Dark.", "done_by": "Omar"}
    key = add("security_check", kind=kind, done_on=date(2026, 11, 3), **values)
    action = made(scope, "security_check", key)
    assert (action.criterion, action.source) == (criterion, "check")
    assert (action.owner, action.reason) == ("Omar", "Dark.")
    assert action.title.startswith("Camera 4: ")


def test_a_test_in_order_gives_none(scope, add):
    key = add("security_check", kind="device", subject="Camera 4", outcome="good")
    assert event_actions.refusal(scope.workspace, Event("security_check", key))
    with pytest.raises(Problem, match="Nothing was found"):
        event_actions.make(scope, Event("security_check", key))
    assert event_actions.of_event(scope, Event("security_check", key)) == []
    assert event_actions.refusal(scope.workspace, Event("incident", incident(add))) == ""


def test_a_record_shows_its_own_actions_the_open_ones_first(scope, add):
    mine, other = incident(add), incident(add, number="26-05")
    first, second, third = (made(scope, "incident", key).id for key in (mine, mine, other))
    records.change(scope.workspace, "action", first, status="done")
    records.change(scope.workspace, "action", second, due_on=date(2026, 11, 19))
    shown = event_actions.of_event(scope, Event("incident", mine))
    assert [row.id for row in shown] == [second, first]
    assert shown[0].state == "Open, due 11/19/2026 (2 days late)"
    assert [r.id for r in event_actions.of_event(scope, Event("incident", other))] == [third]


def test_the_action_of_a_test_is_found_by_what_was_checked(scope, add):
    values = {"kind": "device", "outcome": "defect", "done_on": date(2026, 11, 3)}
    key = add("security_check", subject="Camera 4", **values)
    other = add("security_check", subject="Camera 5", **values)
    action = made(scope, "security_check", key)
    shown = event_actions.of_event(scope, Event("security_check", key))
    assert [row.id for row in shown] == [action.id]
    assert event_actions.of_event(scope, Event("security_check", other)) == []


def test_one_undo_takes_the_action_back(scope, add):
    key = incident(add)
    made(scope, "incident", key)
    scope.workspace.undo()
    assert event_actions.of_event(scope, Event("incident", key)) == []
