"""Coherence rules on incidents, discrepancies, audits, tests and rounds, and CBP's alerts."""

from ctpat_desktop.checklist.rule_shapes import (
    GAP,
    WEAK,
    NewestRule,
    PlainRule,
    RowsRule,
)
from ctpat_desktop.support.language import N_

ROAD_CARRIERS = ("highway_carrier", "mexico_long_haul_carrier")

INCIDENTS = (
    RowsRule(
        "incident.untold",
        "incident_untold",
        ("7.23", "5.29"),
        GAP,
        "incident_notice",
        N_("nobody is named who was told of incidents: {names}"),
        N_("Tell those concerned, and note whom, when and by whom."),
    ),
    RowsRule(
        "incident.crossing",
        "incident_crossing",
        ("7.23", "5.29"),
        GAP,
        "incident_notice",
        N_("CBP was told late or not at all of incidents found before the border: {names}"),
        N_(
            "Note when the specialist or the port was told, or write in the notes why it was later."
        ),
    ),
    RowsRule(
        "incident.cbp",
        "incident_cbp",
        ("7.23",),
        WEAK,
        "incident_notice",
        N_("neither the specialist nor the port was told of incidents: {names}"),
        N_("Tell one of them and note it, or write in the notes why CBP need not know."),
    ),
    RowsRule(
        "incident.partner",
        "incident_partner",
        ("5.29",),
        WEAK,
        "incident_notice",
        N_("the partner concerned was not told of incidents: {names}"),
        N_("Tell the partner and note it."),
    ),
    RowsRule(
        "incident.bare",
        "incident_bare",
        ("7.37", "5.29"),
        GAP,
        "cause",
        N_("incidents are closed without an inquiry or a root cause: {names}"),
        N_("Write what was looked at and what the cause was, or open the incident again."),
    ),
    RowsRule(
        "incident.open",
        "incident_open",
        ("7.37", "5.29"),
        GAP,
        "closed_on",
        N_("the inquiry into incidents is overdue: {names}"),
        N_("Finish the inquiry and close it, or set a new day and say why."),
    ),
    RowsRule(
        "discrepancy.open",
        "discrepancy_open",
        ("7.27", "7.28"),
        GAP,
        "settled_on",
        N_("cargo discrepancies are not settled in time: {names}"),
        N_("Settle them and note the day, or set a new day and say why."),
    ),
    RowsRule(
        "discrepancy.bare",
        "discrepancy_bare",
        ("7.27", "7.28"),
        WEAK,
        "cause",
        N_("cargo discrepancies are settled without a cause: {names}"),
        N_("Write how it came about."),
    ),
    RowsRule(
        "audit.findings",
        "audit_findings",
        ("1.3",),
        GAP,
        "open_findings",
        N_("findings of audits are open and no corrective action names the audit: {names}"),
        N_("Add a corrective action to the audit, or correct the number of open findings."),
    ),
)


PROVED_BY = {
    "pest": ("7.2", "5.7"),
    "footage": ("9.15",),
    "device": ("9.8",),
    "guard_round": ("10.10",),
    "guard_audit": ("10.10",),
    "parcel": ("10.8",),
    "trip": ("5.16", "5.15", "5.14"),
}
"""The criteria that a kind of test or round proves, the first of them the one it is for."""


def _defect(kind: str, criteria: tuple[str, ...], reason: str) -> RowsRule:
    return RowsRule(
        f"check.{kind}_defect",
        f"check_{kind}_defect",
        criteria,
        WEAK,
        "mended_on",
        reason,
        N_("Mend it and note the day, or open a corrective action."),
    )


DEFECTS = (
    _defect("pest", PROVED_BY["pest"], N_("what pest checks found is not mended: {names}")),
    _defect(
        "footage", PROVED_BY["footage"], N_("what reviews of footage found is not mended: {names}")
    ),
    _defect(
        "device", PROVED_BY["device"], N_("faults of cameras or alarms are not mended: {names}")
    ),
    _defect(
        "guard",
        PROVED_BY["guard_round"],
        N_("what guard rounds and audits found is not mended: {names}"),
    ),
    _defect(
        "parcel", PROVED_BY["parcel"], N_("nothing says what became of suspicious parcels: {names}")
    ),
    _defect(
        "trip", PROVED_BY["trip"], N_("nothing says what became of trips with a finding: {names}")
    ),
)

SERIES = (
    NewestRule(
        "audit.old",
        "program_audit",
        ("1.3",),
        GAP,
        "audit_days",
        "done_on",
        N_("audit of the program"),
        N_("Audit the program and record it."),
        counts_empty=True,
    ),
    NewestRule(
        "management.old",
        "management_review",
        ("1.4",),
        WEAK,
        "management_days",
        "held_on",
        N_("management review"),
        N_("Report to your management and record what it decided."),
        counts_empty=True,
    ),
    NewestRule(
        "check.pest",
        "check_pest",
        PROVED_BY["pest"],
        GAP,
        "pest_days",
        "done_on",
        N_("pest check"),
        N_("Look for pests where cargo stands, and record it."),
        counts_empty=True,
    ),
    NewestRule(
        "check.footage",
        "check_footage",
        PROVED_BY["footage"],
        GAP,
        "footage_review_days",
        "done_on",
        N_("review of camera footage"),
        N_("Look at recordings and record what you saw."),
        counts_empty=True,
    ),
    NewestRule(
        "check.guards",
        "check_guards",
        PROVED_BY["guard_audit"],
        GAP,
        "guard_days",
        "done_on",
        N_("audit of the guards' orders"),
        N_("Check that the guards follow their orders, and record it."),
        counts_empty=True,
    ),
    NewestRule(
        "check.parcel",
        "check_parcel",
        PROVED_BY["parcel"],
        WEAK,
        "parcel_days",
        "done_on",
        N_("check of a parcel"),
        N_("Check arriving parcels now and then, and record it."),
        counts_empty=True,
    ),
    NewestRule(
        "check.trip",
        "check_trip",
        ("5.16",),
        WEAK,
        "trip_days",
        "done_on",
        N_("trip log"),
        N_("Compare a trip with its planned route, and record it."),
        counts_empty=True,
        entities=ROAD_CARRIERS,
    ),
)

ALERTS = (
    PlainRule(
        "alert.undecided",
        "alert_undecided",
        WEAK,
        "applies",
        N_("nobody has decided whether alerts of CBP apply to you: {names}"),
        N_("Read the alert, say whether it applies, and note what was done."),
    ),
)
"""They speak whatever the profile says."""
