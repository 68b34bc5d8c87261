"""Incidents, discrepancies, audits, tests and alerts: what breaks each rule, and what mends it."""

from tests.services.registers.coherence_parts import Case, action, partner
from tests.services.registers.firm import DAY, add, ago, change, remove


def incident(**values):
    usual = {"number": "26-01", "kind": "seal", "found_on": ago(9), "text": "Seal cut."}
    return add("i", "incident", **{**usual, **values})


def notice(informed="specialist", days=9, nickname="n"):
    return add(nickname, "incident_notice", incident_id="@i", informed=informed, told_on=ago(days))


def closed(**values):
    return incident(closed_on=ago(1), **values)


def discrepancy(**values):
    usual = {"shipment": "NK-1", "kind": "short", "found_on": ago(9)}
    return add("d", "discrepancy", **{**usual, **values})


def audit(**values):
    usual = {"scope": "Laredo", "auditor": "Omar", "done_on": ago(9)}
    return add("a", "program_audit", **{**usual, **values})


def check(kind, days=31, **values):
    usual = {"subject": "Gate 4", "done_on": ago(days), "done_by": "Omar", "outcome": "defect"}
    return add("c", "security_check", kind=kind, **{**usual, **values})


INCIDENTS = [
    Case("incident.untold", "7.23", (incident(),), (notice(informed="police"),)),
    Case("incident.untold", "5.29", (incident(), notice(), remove("n")), (remove("i"),)),
    Case(
        "incident.crossing",
        "7.23",
        (incident(before_crossing="yes"), notice(days=7)),
        (change("n", told_on=ago(8)),),
    ),
    Case(
        "incident.crossing",
        "7.23",
        (incident(before_crossing="yes"), notice(informed="police")),
        (notice(informed="port", nickname="o"),),
    ),
    Case(
        "incident.crossing",
        "5.29",
        (incident(before_crossing="yes"), notice(days=7)),
        (change("i", notes="The line was dead for a day."),),
    ),
    Case(
        "incident.cbp",
        "7.23",
        (incident(), notice(informed="police")),
        (change("n", informed="port"),),
    ),
    Case(
        "incident.cbp",
        "7.23",
        (incident(before_crossing="none"), notice(informed="insurer")),
        (change("i", notes="An empty yard, no cargo."),),
    ),
    Case(
        "incident.partner",
        "5.29",
        (partner(), incident(partner_id="@p"), notice()),
        (notice(informed="partner", nickname="o"),),
    ),
    Case("incident.bare", "7.37", (closed(inquiry="We asked."),), (change("i", cause="Haste."),)),
    Case("incident.bare", "7.37", (closed(cause="Haste."),), (change("i", closed_on=None),)),
    Case("incident.bare", "5.29", (closed(cause=" ", inquiry="We."),), (change("i", cause="x"),)),
    Case("incident.open", "7.37", (incident(due_on=ago(1)),), (change("i", due_on=DAY),)),
    Case("incident.open", "5.29", (incident(found_on=ago(31)),), (change("i", found_on=ago(30)),)),
    Case("incident.open", "7.37", (incident(due_on=ago(1)),), (change("i", closed_on=DAY),)),
    Case("discrepancy.open", "7.27", (discrepancy(due_on=ago(1)),), (change("d", due_on=DAY),)),
    Case(
        "discrepancy.open",
        "7.28",
        (discrepancy(found_on=ago(31)),),
        (change("d", settled_on=ago(1)),),
    ),
    Case("discrepancy.bare", "7.27", (discrepancy(settled_on=ago(1)),), (change("d", cause="x"),)),
    Case(
        "audit.findings",
        "1.3",
        (audit(open_findings=2),),
        (action(program_audit_id="@a", source="audit"),),
    ),
    Case("audit.findings", "1.3", (audit(open_findings=1),), (change("a", open_findings=0),)),
]


def review(**values):
    return add("a", "management_review", people="All", topics="All", **values)


def series(rule, criterion, kind, days, entity="importer"):
    """A kind of test that was never done; done too long ago; not done; done in time."""
    made = check(kind, days + 1, outcome="good")
    in_time = change("c", done_on=ago(days))
    return [
        Case(rule, criterion, (), (check(kind, days, outcome="good"),), entity),
        Case(rule, criterion, (made,), (in_time,), entity),
        Case(
            rule,
            criterion,
            (check("other", 1, outcome="good"),),
            (change("c", kind=kind),),
            entity,
        ),
        Case(
            rule,
            criterion,
            (check(kind, 1, outcome="not_done"),),
            (change("c", outcome="good"),),
            entity,
        ),
    ]


def defect(rule, criterion, kind):
    """A fault that nobody mended; mended, or made an action that names it."""
    return [
        Case(rule, criterion, (check(kind),), (change("c", mended_on=DAY),)),
        Case(rule, criterion, (check(kind),), (change("c", done_on=ago(30)),)),
        Case(rule, criterion, (check(kind),), (action(source="check", title="Mend GATE 4"),)),
        Case(
            rule,
            criterion,
            (check(kind), action(source="check", title="Gate 4", done_on=ago(40))),
            (change("n", done_on=ago(3)),),
        ),
    ]


SITE = add("s", "site", name="Newark", alarm="Bells")
CAMERAS = add("s", "site", name="Newark", camera_count=4)

CHECKS = [
    Case("audit.old", "1.3", (), (audit(done_on=ago(365)),)),
    Case("audit.old", "1.3", (audit(done_on=ago(366)),), (change("a", done_on=ago(365)),)),
    Case("management.old", "1.4", (), (review(held_on=ago(365)),)),
    Case("management.old", "1.4", (review(held_on=ago(366)),), (change("a", held_on=ago(365)),)),
    *series("check.pest", "7.2", "pest", 31),
    *series("check.pest", "5.7", "pest", 31),
    *series("check.footage", "9.15", "footage", 92),
    *series("check.guards", "10.10", "guard_audit", 365),
    *series("check.parcel", "10.8", "parcel", 92),
    *series("check.trip", "5.16", "trip", 31, "highway_carrier"),
    *defect("check.pest_defect", "7.2", "pest"),
    *defect("check.footage_defect", "9.15", "footage"),
    *defect("check.device_defect", "9.8", "device"),
    *defect("check.guard_defect", "10.10", "guard_round"),
    *defect("check.guard_defect", "10.10", "guard_audit"),
    *defect("check.parcel_defect", "10.8", "parcel"),
    *defect("check.trip_defect", "5.16", "trip"),
    Case("site.alarm", "9.8", (SITE,), (check("device", 365, outcome="good", site_id="@s"),)),
    Case("site.alarm", "9.8", (CAMERAS,), (check("device", 365, outcome="good"),)),
    Case(
        "site.alarm",
        "9.8",
        (CAMERAS, check("device", 366, outcome="good", site_id="@s")),
        (change("c", done_on=ago(365)),),
    ),
    Case(
        "site.alarm",
        "9.8",
        (SITE, check("device", 1, outcome="not_done", site_id="@s")),
        (change("c", outcome="good"),),
    ),
]


def alert(**values):
    return add("m", "cbp_message", subject="False seals", received_on=ago(3), **values)


ALERTS = [
    Case("alert.undecided", "1.1", (alert(kind="alert"),), (change("m", applies="no"),)),
    Case("alert.undecided", "1.1", (alert(kind="alert"),), (change("m", kind="message"),)),
]
