"""Sites, IT, logs and empty registers: what breaks each rule, and what mends it."""

from tests.services.registers.coherence_parts import Case
from tests.services.registers.firm import DAY, add, ago, change, remove

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
    Case(
        "site.alarm",
        "9.8",
        (SITE, change("s", alarm="Bells")),
        (change("s", alarm_tested_on=DAY),),
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


def overdue_log(rule, criterion, table, key, days, **values):
    """A log whose newest entry is one day too old, and then of the last day allowed."""
    return Case(
        rule,
        criterion,
        (log(table, key, days + 1, **values),),
        (change("g", **{key: ago(days)}),),
    )


LOGS = [
    overdue_log("policy.cyber", "4.6", "procedure", "reviewed_on", 365, criteria="4.1, 4.6"),
    overdue_log("policy.technology", "9.8", "procedure", "reviewed_on", 365, criteria="9.8"),
    overdue_log("policy.seal", "6.1", "procedure", "reviewed_on", 365, criteria="6.1;6.2"),
    overdue_log("test.old", "4.3", "vulnerability_test", "done_on", 365),
    overdue_log("accounts.old", "4.7", "account_review", "done_on", 365),
    overdue_log("backup.old", "4.12", "backup_run", "run_on", 7, outcome="good"),
    overdue_log("backup.restore", "4.12", "backup_run", "restore_tested_on", 365, outcome="good"),
    overdue_log("inspection.recheck", "5.8", "inspection", "done_on", 365, place="recheck"),
    overdue_log("seal_audit.old", "6.6", "seal_audit", "done_on", 92),
    overdue_log("visitor.old", "10.2", "visitor", "visited_on", 90),
    overdue_log("pickup.old", "10.4", "pickup", "picked_up_on", 90),
    Case(
        "backup.old",
        "4.12",
        (log("backup_run", "run_on", 1, outcome="failed"),),
        (change("g", outcome="good"),),
    ),
    Case(
        "policy.cyber",
        "4.6",
        (log("procedure", "reviewed_on", 1, criteria="6.1, 4.60"),),
        (change("g", criteria="6.1, 4.6"),),
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
    bare("policy.none", "4.6", "procedure"),
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
