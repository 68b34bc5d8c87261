"""What the rules on incidents, tests and alerts leave alone, and how loudly they speak."""

import pytest

from ctpat_desktop.checklist import Severity
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.profile import evidence_links
from tests.services.registers.coherence_incidents import alert, check, discrepancy, incident, notice
from tests.services.registers.coherence_parts import action
from tests.services.registers.firm import Firm, ago


@pytest.fixture
def firm(workspace):
    return Firm(workspace)


def spoken(firm, criterion, *steps):
    """The ids of the rules that speak of a criterion after these steps."""
    firm.say(criterion)
    firm.do(steps)
    kinds = ("incident", "discrepancy", "check", "alert")
    return {row.rule for row in firm.findings() if row.rule.startswith(kinds)}


@pytest.mark.parametrize("where", ["", "no", "none"])
def test_only_what_was_found_before_a_border_has_to_be_told_at_once(firm, where):
    steps = (incident(before_crossing=where), notice(days=2))
    assert spoken(firm, "7.23", *steps) == set()


def test_a_due_day_ahead_counts_more_than_the_usual_days(firm):
    steps = (incident(found_on=ago(90), due_on=ago(-1)), notice())
    assert spoken(firm, "7.37", *steps) == set()


def test_a_discrepancy_with_a_due_day_ahead_is_not_late(firm):
    assert spoken(firm, "7.27", discrepancy(found_on=ago(90), due_on=ago(-1))) == set()


@pytest.mark.parametrize(
    "other",
    [action(source="inspection", title="Gate 4"), action(source="check", title="Gate 5")],
    ids=["of an inspection", "of another gate"],
)
def test_an_action_about_something_else_mends_nothing(firm, other):
    assert spoken(firm, "9.8", check("device"), other) == {"check.device_defect"}


@pytest.mark.parametrize(
    "other", [check("other"), check("device", outcome="good"), check("device", outcome="not_done")]
)
def test_only_a_fault_of_the_kind_is_asked_about(firm, other):
    assert spoken(firm, "9.8", other) == set()


def test_a_trip_log_is_asked_of_carriers_only(firm):
    assert spoken(firm, "5.16") == set()


def test_a_log_kept_elsewhere_with_a_document_is_only_a_note(firm, tmp_path):
    firm.say("7.2")
    assert [row.severity for row in firm.of("check.pest")] == [Severity.GAP]
    log = tmp_path / "pests.txt"
    log.write_text("See the log of the contractor.")
    document = library.add_file(firm.workspace, firm.company, log)
    evidence_links.link(firm.workspace, firm.account, "7.2", document, None)
    (finding,) = firm.of("check.pest")
    assert finding.severity is Severity.NOTE
    assert finding.remedy.endswith("the linked document stands for it.")
    firm.do((check("pest", 40, outcome="good"),))  # kept here: a document excuses no gap in time
    assert [row.severity for row in firm.of("check.pest")] == [Severity.GAP]


def test_the_limits_are_choices_of_the_workspace(firm):
    assert spoken(firm, "7.2", check("pest", 40, outcome="good")) == {"check.pest"}
    settings.put(firm.workspace, "rules.pest_days", 40)
    assert spoken(firm, "7.2") == set()


def test_an_alert_is_asked_about_whatever_the_profile_says(firm):
    firm.do((alert(kind="alert"),))
    (finding,) = firm.of("alert.undecided")
    assert (finding.place.table, finding.place.field) == ("cbp_message", "applies")
    assert finding.place.record_id == firm.ids["m"]
    assert finding.reason == (
        "Nobody has decided whether alerts of CBP apply to you: False seals (11/18/2026)."
    )


def test_a_check_without_a_site_stands_for_every_site_of_its_own_company(workspace):
    Firm(workspace).do((check("device", 3, outcome="good"),))
    firm = Firm(workspace)
    firm.say("9.8")
    firm.add("s", "site", name="Newark", camera_count=4)
    assert [row.reason for row in firm.of("site.alarm")] == [
        "9.8 is in place, but alarms or cameras were not tested in time: Newark."
    ]
    firm.do((check("device", 3, outcome="good"),))
    assert firm.of("site.alarm") == []
