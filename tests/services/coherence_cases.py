"""For each rule: what breaks it, and what mends it."""

from dataclasses import dataclass, field

from tests.services.firm import DAY, add, ago, change, remove


@dataclass(frozen=True)
class Case:
    """One rule, the criterion said to be in place, and the steps that break and mend it."""

    rule: str
    criterion: str
    breaks: tuple = field(repr=False)
    mends: tuple = field(repr=False)
    entity: str = "importer"


PARTNER = {
    "name": "Norvane",
    "roles": "sea_carrier",
    "country": "US",
    "handles_cargo": True,
    "money_laundering": "clear",
}
CHECKED = {"ctpat_status": "member", "monitoring": "certified", "checked_on": ago(30)}


def partner(**values):
    return add("p", "partner", **{**PARTNER, **values})


def person(**values):
    usual = {"first_name": "Ines", "last_name": "Vega", "code_signed_on": ago(90)}
    return add("x", "person", **{**usual, **values})


def assessed(days, **values):
    when = ago(days)
    usual = {"partner_id": "@p", "year": when.year, "kind": "visit", "done_on": when}
    return add("a", "assessment", **{**usual, **values})


def action(**values):
    usual = {"title": "Mend the gate", "owner": "Omar", "due_on": ago(-9), "status": "open"}
    return add("n", "action", **{**usual, **values})


PARTNERS = [
    Case("partner.unproven", "3.5", (partner(),), (change("p", **CHECKED),)),
    Case("partner.unproven", "3.4", (partner(),), (assessed(300),)),
    Case("partner.unproven", "3.1", (partner(), assessed(366)), (change("a", done_on=ago(365)),)),
    Case("partner.unproven", "3.5", (partner(),), (change("p", status="ended"),)),
    Case("partner.unproven", "3.5", (partner(),), (change("p", handles_cargo=False),)),
    Case(
        "partner.unproven",
        "3.5",
        (partner(**{**CHECKED, "monitoring": "suspended"}),),
        (change("p", monitoring="certified"),),
    ),
    Case(
        "partner.check_due",
        "3.4",
        (partner(**CHECKED, next_check_on=ago(1)),),
        (change("p", next_check_on=DAY),),
    ),
    Case(
        "partner.lapsed",
        "3.4",
        (partner(**{**CHECKED, "monitoring": "suspended"}),),
        (change("p", ctpat_status="not_member"),),
    ),
    Case(
        "partner.svi_only",
        "3.4",
        (partner(ctpat_status="member", svi_number="abc"),),
        (change("p", monitoring="certified"),),
    ),
    Case(
        "partner.svi_only",
        "3.4",
        (partner(ctpat_status="member", svi_number="abc"),),
        (add("c", "certificate", partner_id="@p", kind="ctpat"),),
    ),
    Case(
        "partner.program",
        "3.4",
        (
            partner(**{**CHECKED, "ctpat_status": "mra"}),
            add("m", "mra_program", country="EU", is_counted=True),
        ),
        (change("p", program_id="@m"),),
    ),
    Case(
        "partner.program",
        "3.4",
        (
            add("m", "mra_program", country="XX"),
            partner(**{**CHECKED, "ctpat_status": "mra"}, program_id="@m"),
        ),
        (change("m", is_counted=True),),
    ),
    Case(
        "certificate.expired",
        "3.4",
        (
            partner(**CHECKED),
            add("c", "certificate", partner_id="@p", kind="aeo", expires_on=ago(1)),
        ),
        (change("c", expires_on=DAY),),
    ),
    Case(
        "certificate.expired",
        "3.4",
        (
            partner(**CHECKED),
            add("c", "certificate", partner_id="@p", kind="aeo", expires_on=ago(1)),
        ),
        (change("p", status="ended"),),
    ),
    Case(
        "partner.reassess",
        "3.7",
        (partner(**CHECKED), assessed(731)),
        (change("a", done_on=ago(730)),),
    ),
    Case(
        "partner.reassess",
        "3.7",
        (partner(**CHECKED, next_assessment_on=ago(1)),),
        (change("p", next_assessment_on=DAY),),
    ),
    Case(
        "partner.forced_labor",
        "3.9",
        (partner(roles="warehouse;manufacturer"),),
        (change("p", forced_labor="clear"),),
    ),
    Case(
        "partner.labor_concern",
        "3.9",
        (partner(forced_labor="concern"),),
        (action(partner_id="@p"),),
    ),
    Case(
        "partner.money_laundering",
        "3.1",
        (partner(money_laundering=""),),
        (change("p", money_laundering="clear"),),
    ),
    Case(
        "partner.poor",
        "3.6",
        (partner(), assessed(9, band="poor")),
        (action(partner_id="@p"),),
    ),
    Case(
        "partner.haulier",
        "3.8",
        (partner(roles="highway_carrier"),),
        (add("c", "contract", partner_id="@p", title="Terms", has_security_terms=True),),
        "highway_carrier",
    ),
    Case(
        "request.overdue",
        "3.5",
        (partner(), add("r", "partner_request", partner_id="@p", state="sent", due_on=ago(1))),
        (change("r", state="returned"),),
    ),
    Case(
        "action.overdue",
        "3.6",
        (partner(), action(partner_id="@p", due_on=ago(1))),
        (change("n", due_on=DAY),),
    ),
    Case(
        "action.unproven",
        "3.6",
        (
            partner(),
            action(partner_id="@p", status="verified"),
            add("e", "evidence", title="Photo"),
        ),
        (change("n", evidence_id="@e"),),
    ),
    Case(
        "action.unproven",
        "3.6",
        (
            partner(),
            action(partner_id="@p", status="verified"),
            add("e", "evidence", title="Photo"),
        ),
        (add("l", "attachment", evidence_id="@e", table_name="action", record_id="@n"),),
    ),
    Case("action.own_overdue", "1.3", (action(due_on=ago(1)),), (change("n", status="dropped"),)),
    Case("action.own_unproven", "1.3", (action(status="done"),), (change("n", status="open"),)),
]

BADGE = add("d", "device", person_id="@x", kind="badge", number="7", issued_on=ago(99))
LEFT = {
    "left_on": ago(9),
    "accounts_closed_on": ago(9),
    "badge_returned_on": ago(9),
}
SENSITIVE = add("s", "position", title="Shift lead", is_sensitive=True, checks="identity;criminal")


def screened(nickname, kind, **values):
    usual = {"person_id": "@x", "check_kind": kind, "done_on": ago(400), "outcome": "passed"}
    return add(nickname, "screening_step", **{**usual, **values})


PEOPLE = [
    Case("device.kept", "10.1", (person(**LEFT), BADGE), (change("d", returned_on=ago(9)),)),
    Case("device.kept", "10.1", (person(**LEFT), BADGE), (change("d", lost_on=ago(9)),)),
    Case("device.kept", "10.1", (person(**LEFT), BADGE), (change("x", left_on=None),)),
    Case(
        "person.badge_kept",
        "10.1",
        (person(**{**LEFT, "badge_returned_on": None}),),
        (change("x", badge_returned_on=DAY),),
    ),
    Case(
        "person.badge_kept",
        "10.1",
        (person(**{**LEFT, "badge_returned_on": None}),),
        (BADGE,),
    ),
    Case(
        "person.access_open",
        "4.7",
        (person(**{**LEFT, "accounts_closed_on": None}),),
        (change("x", accounts_closed_on=ago(9)),),
    ),
    Case(
        "person.closed_late",
        "4.7",
        (person(**{**LEFT, "accounts_closed_on": ago(8)}),),
        (change("x", accounts_closed_on=ago(9)),),
    ),
    Case(
        "person.unscreened",
        "11.1",
        (SENSITIVE, person(position_id="@s"), screened("one", "identity")),
        (screened("two", "criminal", outcome="not_allowed"),),
    ),
    Case(
        "person.unscreened",
        "11.2",
        (SENSITIVE, person(position_id="@s")),
        (change("s", is_sensitive=False),),
    ),
    Case(
        "person.unscreened",
        "11.1",
        (SENSITIVE, change("s", checks=""), person(position_id="@s")),
        (screened("one", "other"),),
    ),
    Case(
        "screening.due",
        "11.2",
        (person(), screened("one", "criminal", renew_on=ago(1))),
        (screened("two", "criminal", done_on=ago(1)),),
    ),
    Case(
        "screening.due",
        "11.2",
        (person(), screened("one", "criminal", renew_on=ago(1))),
        (change("x", left_on=ago(1)),),
    ),
    Case(
        "person.code_unsigned",
        "11.5",
        (person(code_signed_on=None, started_on=ago(30)),),
        (change("x", started_on=ago(29)),),
    ),
    Case(
        "session.bare",
        "12.1",
        (
            person(),
            add("t", "training_session", title="Basics", held_on=DAY, trainer="Omar"),
            add("u", "topic", title="Basics", audience="everyone"),
            add("k", "session_topic", training_session_id="@t", topic_id="@u"),
        ),
        (add("b", "attendance", training_session_id="@t", person_id="@x"),),
    ),
]


def taught(days, **values):
    return (
        add("t", "training_session", title="Basics", held_on=ago(days), trainer="Omar"),
        add("k", "session_topic", training_session_id="@t", topic_id="@u"),
        add("b", "attendance", training_session_id="@t", person_id="@x", **values),
    )


def topic(**values):
    usual = {"title": "Basics", "criteria": "12.1", "audience": "everyone", "repeat_months": 12}
    return add("u", "topic", **{**usual, **values})


TRAINING = [
    Case("training.never", "12.1", (person(), topic()), taught(9)),
    Case("training.never", "12.1", (person(), topic()), (change("x", started_on=ago(3)),)),
    Case("training.never", "12.8", (person(), topic(criteria="6.1, 12.8")), taught(9)),
    Case(
        "training.never",
        "12.1",
        (
            add("s", "position", title="Lead"),
            person(position_id="@s"),
            topic(audience="position"),
            add("w", "training_need", position_id="@s", topic_id="@u"),
        ),
        (remove("w"),),
    ),
    Case(
        "training.overdue",
        "12.1",
        (person(), topic(), *taught(500)),
        (change("t", held_on=ago(9)),),
    ),
    Case(
        "training.failed",
        "12.1",
        (person(), topic(), *taught(9, result="failed")),
        (change("b", result="passed"),),
    ),
    Case("training.no_topic", "12.6", (topic(),), (change("u", criteria="12.1; 12.6"),)),
    Case(
        "training.no_result",
        "12.4",
        (person(), topic(has_test=True), *taught(9)),
        (change("b", result="passed"),),
    ),
]

SITE = add(
    "s", "site", name="Newark", kind="warehouse", city="Newark", country="US", handles_cargo=True
)
OTHER = add(
    "o",
    "site",
    name="Office",
    kind="office",
    city="Newark",
    country="US",
    barriers="Wall",
    lighting="Lamps",
    cameras="Two",
)
LAPTOP = {"name": "Laptop 7", "kind": "laptop", "is_protected": True}

SITES_AND_SYSTEMS = [
    Case("site.barriers", "9.1", (SITE, OTHER), (change("s", barriers="Fence"),)),
    Case("site.barriers", "9.1", (SITE, OTHER), (change("s", barrier_kinds="fence"),)),
    Case("site.open", "9.1", (SITE, change("s", barrier_kinds="none")), (remove("s"),)),
    Case("site.lighting", "9.6", (SITE, OTHER), (change("s", lighting="Masts"),)),
    Case("site.cameras", "9.13", (SITE, OTHER), (change("s", camera_count=0),)),
    Case(
        "site.alarm",
        "9.8",
        (SITE, change("s", alarm="Bells", alarm_tested_on=ago(366))),
        (change("s", alarm_tested_on=ago(365)),),
    ),
    Case("site.footage", "9.16", (SITE, change("s", footage_days=13)), (remove("s"),)),
    Case("site.plan", "9.1", (SITE,), (add("l", "site_plan", site_id="@s", title="Ground floor"),)),
    Case(
        "asset.open",
        "4.2",
        (add("i", "it_asset", **{**LAPTOP, "is_protected": False}),),
        (change("i", is_protected=True),),
    ),
    Case(
        "asset.old",
        "4.2",
        (add("i", "it_asset", **LAPTOP, updates="ended"),),
        (change("i", retired_on=DAY),),
    ),
    Case(
        "asset.media_kept",
        "4.13",
        (add("i", "it_asset", **LAPTOP, retired_on=ago(9)),),
        (add("z", "media_disposal", medium="Disk", asset_id="@i", witness="Omar"),),
    ),
    Case(
        "disposal.bare",
        "4.13",
        (add("z", "media_disposal", medium="Disk"),),
        (change("z", certificate="C-1"),),
    ),
    Case(
        "test.weakness",
        "4.3",
        (add("v", "vulnerability_test", scope="Net", done_on=ago(31), high=1),),
        (change("v", mended_on=ago(2)),),
    ),
]


def log(table, key, days, **values):
    return add("g", table, **{key: ago(days)}, **values)


def kept(rule, criterion, table, key, days, **values):
    """A log whose newest entry is one day too old, and then of the last day allowed."""
    return Case(
        rule,
        criterion,
        (log(table, key, days + 1, **values),),
        (change("g", **{key: ago(days)}),),
    )


LOGS = [
    kept("policy.cyber", "4.6", "policy_review", "reviewed_on", 365, kind="cyber"),
    kept("policy.technology", "9.8", "policy_review", "reviewed_on", 365, kind="technology"),
    kept("policy.seal", "6.1", "policy_review", "reviewed_on", 365, kind="seal"),
    kept("test.old", "4.3", "vulnerability_test", "done_on", 365),
    kept("accounts.old", "4.7", "account_review", "done_on", 365),
    kept("backup.old", "4.12", "backup_run", "run_on", 7, outcome="good"),
    kept("backup.restore", "4.12", "backup_run", "restore_tested_on", 365, outcome="good"),
    kept("inspection.recheck", "5.8", "inspection", "done_on", 365, place="recheck"),
    kept("seal_audit.old", "6.6", "seal_audit", "done_on", 92),
    kept("visitor.old", "10.2", "visitor", "visited_on", 90),
    kept("pickup.old", "10.4", "pickup", "picked_up_on", 90),
    Case(
        "backup.old",
        "4.12",
        (log("backup_run", "run_on", 1, outcome="failed"),),
        (change("g", outcome="good"),),
    ),
    Case(
        "policy.cyber",
        "4.6",
        (log("policy_review", "reviewed_on", 1, kind="seal"),),
        (change("g", kind="cyber"),),
    ),
    Case(
        "inspection.none_in_period",
        "5.3",
        (log("inspection", "done_on", 400),),
        (change("g", done_on=ago(300)),),
    ),
]


def bare(rule, criterion, table):
    return Case(rule, criterion, (), (add("g", table),))


EMPTY = [
    bare("partner.none", "3.5", "partner"),
    bare("partner.none", "3.1", "partner"),
    bare("policy.none", "4.6", "policy_review"),
    bare("test.none", "4.3", "vulnerability_test"),
    bare("accounts.none", "4.7", "account_review"),
    bare("backup.none", "4.12", "backup_run"),
    bare("asset.none", "4.13", "it_asset"),
    bare("inspection.none", "5.3", "inspection"),
    bare("seal.none", "6.1", "seal"),
    bare("batch.none", "6.5", "seal_batch"),
    bare("seal_audit.none", "6.6", "seal_audit"),
    bare("visitor.none", "10.2", "visitor"),
    bare("pickup.none", "10.4", "pickup"),
    bare("person.none", "11.1", "person"),
    bare("training.none", "12.1", "training_session"),
]

FAILED = {"unit_number": "SC 4477", "outcome": "failed", "done_on": ago(9)}
CHECKED_SEAL = dict.fromkeys(("was_viewed", "was_verified", "was_tugged", "was_twisted"), True)
BOX = add(
    "b",
    "seal_batch",
    first_number="HL 01",
    last_number="HL 10",
    seal_class="H",
    certificate="C-1",
    received_on=ago(99),
    certificate_expires_on=ago(-99),
)


def seal(at, nickname="q", **values):
    usual = {"number": f"HL {at:02}", "state": "used", "issued_on": ago(50)}
    return add(nickname, "seal", **{**usual, "used_on": ago(50 - at), **CHECKED_SEAL, **values})


UNITS = [
    Case(
        "inspection.failed",
        "5.3",
        (add("g", "inspection", **FAILED),),
        (change("g", notes="Sent back to the carrier."),),
    ),
    Case(
        "inspection.failed",
        "5.3",
        (add("g", "inspection", **FAILED),),
        (action(title="Ask about trailer sc 4477", source="inspection"),),
    ),
    Case(
        "inspection.defect",
        "5.4",
        (
            add("g", "inspection", unit_number="SC 1"),
            add("h", "inspection_point", inspection_id="@g", area="Floor", result="defect"),
        ),
        (change("h", remark="Loose board, nailed."),),
    ),
    Case(
        "inspection.points",
        "5.5",
        (
            add("g", "inspection", unit_number="SC 1", outcome="passed"),
            add("h", "inspection_point", inspection_id="@g", area="Floor"),
        ),
        (change("h", result="ok"),),
    ),
    Case(
        "inspection.points",
        "5.5",
        (add("g", "inspection", unit_number="SC 1", outcome="passed"),),
        (add("h", "inspection_point", inspection_id="@g", area="Floor", result="ok"),),
    ),
    Case("seal.vvtt", "6.7", (BOX, seal(1, was_tugged=False)), (change("q", was_tugged=True),)),
    Case(
        "seal.unexplained",
        "6.1",
        (BOX, seal(1, state="broken")),
        (change("q", broken_by="CBP", broken_reason="Exam"),),
    ),
    Case("seal.unexplained", "6.1", (BOX, seal(1, state="lost")), (change("q", notes="Told."),)),
    Case(
        "seal.unexplained",
        "6.1",
        (BOX, seal(1, state="replaced")),
        (change("q", replaced_by="HL 02"),),
    ),
    Case(
        "seal.unexplained",
        "6.1",
        (BOX, seal(1, matched="differs")),
        (change("q", matched="match"),),
    ),
    Case("batch.unproven", "6.5", (BOX, change("b", certificate=" ")), (remove("b"),)),
    Case(
        "visitor.unknown",
        "10.2",
        (add("g", "visitor", name="A. Roe", visited_on=ago(1), left_at="9:00"),),
        (change("g", has_shown_id=True),),
    ),
    Case(
        "visitor.open",
        "10.2",
        (add("g", "visitor", name="A. Roe", visited_on=ago(1)),),
        (change("g", left_at="10:00"),),
    ),
    Case(
        "visitor.open",
        "10.2",
        (add("g", "visitor", name="A. Roe", visited_on=ago(1)),),
        (change("g", visited_on=DAY),),
    ),
    Case(
        "pickup.unknown",
        "10.3",
        (add("g", "pickup", driver="A. Roe", picked_up_on=ago(1)),),
        (change("g", has_shown_id=True),),
    ),
    Case(
        "pickup.open",
        "10.4",
        (add("g", "pickup", driver="A. Roe", picked_up_on=ago(1)),),
        (change("g", left_at="10:00"),),
    ),
    Case(
        "pickup.bare",
        "10.4",
        (add("g", "pickup", driver="A. Roe", picked_up_on=ago(1), trailer="SC 1"),),
        (change("g", seal_number="AB 12"),),
    ),
]

LEDGER = [
    Case("seal.gap", "6.6", (BOX, seal(1), seal(3, "r")), (seal(2, "t", state="destroyed"),)),
    Case("seal.duplicate", "6.1", (BOX, seal(1), seal(1, "r")), (remove("r"),)),
    Case("seal.undelivered", "6.1", (BOX, seal(1, number="KX 1")), (change("q", number="HL 01"),)),
    Case(
        "seal.before_delivery",
        "6.1",
        (BOX, seal(1), change("b", received_on=ago(20))),
        (change("b", received_on=ago(99)),),
    ),
    Case(
        "seal.before_issue",
        "6.1",
        (BOX, seal(1, issued_on=ago(9))),
        (change("q", issued_on=ago(60)),),
    ),
    Case("seal.unreadable", "6.1", (BOX, seal(1, number="none")), (remove("q"),)),
    Case("seal.bad_range", "6.1", (BOX, change("b", last_number="")), (remove("b"),)),
    Case(
        "seal.overlap",
        "6.1",
        (BOX, add("c", "seal_batch", first_number="HL 10", last_number="HL 12")),
        (change("c", first_number="HL 11"),),
    ),
    Case(
        "seal.out_of_order",
        "6.1",
        (BOX, seal(1), seal(2, "r"), seal(3, "t"), change("q", used_on=ago(1))),
        (change("q", used_on=ago(49)),),
    ),
    Case(
        "seal.idle",
        "6.1",
        (BOX, seal(1, state="issued", used_on=None, issued_on=ago(31))),
        (change("q", issued_on=ago(30)),),
    ),
    Case(
        "seal.certificate",
        "6.5",
        (BOX, seal(1), change("b", certificate_expires_on=ago(50))),
        (change("b", certificate_expires_on=ago(49)),),
    ),
    Case(
        "seal.expired_stock",
        "6.5",
        (BOX, change("b", certificate_expires_on=ago(1))),
        (change("b", certificate_expires_on=DAY),),
    ),
    Case(
        "seal.not_high",
        "6.2",
        (BOX, change("b", seal_class="S"), seal(1)),
        (change("b", seal_class="H"),),
    ),
    Case(
        "seal.stock",
        "6.6",
        (BOX, seal(1), add("k", "seal_audit", done_on=DAY, done_by="Omar", counted=8)),
        (change("k", differences="One given to the auditor."),),
    ),
    Case(
        "seal.not_logged",
        "6.1",
        (BOX, seal(1), add("g", "pickup", driver="A. Roe", seal_number="hl02")),
        (seal(2, "r"),),
    ),
    Case(
        "seal.not_logged_inspection",
        "6.1",
        (BOX, seal(1), add("g", "inspection", unit_number="SC 1", seal_number="HL 02")),
        (change("g", seal_number="ZZ 02"),),
    ),
]
CASES = [
    *PARTNERS,
    *PEOPLE,
    *TRAINING,
    *SITES_AND_SYSTEMS,
    *LOGS,
    *EMPTY,
    *UNITS,
    *LEDGER,
    Case(
        "register.incomplete",
        "3.5",
        (partner(roles=" "),),
        (change("p", roles="customer"),),
    ),
]
