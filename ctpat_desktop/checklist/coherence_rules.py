"""The tables of coherence rules: which fact contradicts which criterion, and what to do.

`reason` is the second half of "3.5 is in place, but ..." and takes {names}.
"""

from ctpat_desktop.checklist.rule_shapes import GAP, WEAK, BareRule, LackRule, NewestRule, RowsRule
from ctpat_desktop.checklist.rules_on_incidents import DEFECTS, INCIDENTS, SERIES
from ctpat_desktop.checklist.rules_on_partners import PARTNERS
from ctpat_desktop.checklist.rules_on_people import PEOPLE, SITES_AND_SYSTEMS
from ctpat_desktop.checklist.rules_on_risk import APPROVED, NEWS, NONE, OLD
from ctpat_desktop.checklist.rules_on_units import LEDGER, UNITS

ROWS: tuple[RowsRule, ...] = (
    *(*PARTNERS, *PEOPLE, *SITES_AND_SYSTEMS),
    *(*UNITS, *LEDGER, *INCIDENTS, *DEFECTS),
    *(*APPROVED, *NEWS),
)

NEWEST: tuple[NewestRule, ...] = (
    OLD,
    NewestRule(
        "policy.cyber",
        "policy_cyber",
        ("4.6",),
        GAP,
        "policy_days",
        "reviewed_on",
        "review of a cybersecurity procedure",
        "Review it, and record the day on the page Procedures.",
    ),
    NewestRule(
        "policy.technology",
        "policy_technology",
        ("9.8",),
        WEAK,
        "policy_days",
        "reviewed_on",
        "review of a procedure for security technology",
        "Review it, and record the day on the page Procedures.",
    ),
    NewestRule(
        "policy.seal",
        "policy_seal",
        ("6.1",),
        GAP,
        "policy_days",
        "reviewed_on",
        "review of a seal procedure",
        "Review it, and record the day on the page Procedures.",
    ),
    NewestRule(
        "test.old",
        "security_test",
        ("4.3",),
        GAP,
        "test_days",
        "done_on",
        "security test",
        "Test the systems and record what was found.",
    ),
    NewestRule(
        "accounts.old",
        "accounts",
        ("4.7",),
        GAP,
        "accounts_days",
        "done_on",
        "review of user accounts",
        "Go through the accounts and record it.",
    ),
    NewestRule(
        "backup.old",
        "backup",
        ("4.12",),
        WEAK,
        "backup_days",
        "run_on",
        "good backup",
        "Find out why, make a backup and record it.",
    ),
    NewestRule(
        "backup.restore",
        "restore",
        ("4.12",),
        WEAK,
        "restore_days",
        "restore_tested_on",
        "test of restoring a backup",
        "Try to restore a backup and record the day.",
    ),
    NewestRule(
        "inspection.recheck",
        "recheck",
        ("5.8",),
        WEAK,
        "recheck_days",
        "place",
        "re-check by management",
        "Search a unit unannounced and record it.",
    ),
    NewestRule(
        "seal_audit.old",
        "seal_audit",
        ("6.6",),
        GAP,
        "seal_audit_days",
        "done_on",
        "count of the seal stock",
        "Count the stock and compare it with the ledger.",
    ),
    NewestRule(
        "visitor.old",
        "visitor",
        ("10.2",),
        WEAK,
        "log_days",
        "visited_on",
        "line of the visitor log",
        "Bring the log up to date.",
    ),
    NewestRule(
        "pickup.old",
        "pickup",
        ("10.4",),
        WEAK,
        "log_days",
        "picked_up_on",
        "line of the pick-up log",
        "Bring the log up to date.",
    ),
    *SERIES,
)

EMPTY: tuple[BareRule, ...] = (
    NONE,
    BareRule(
        "partner.none",
        "partner",
        ("3.5", "3.4", "3.1"),
        "no partner is recorded",
        "Enter or import the partners.",
    ),
    BareRule(
        "policy.none",
        "procedure",
        ("4.6",),
        "no written procedure is recorded",
        "Enter the procedures with the day of their last review.",
    ),
    BareRule(
        "test.none",
        "vulnerability_test",
        ("4.3",),
        "no security test is recorded",
        "Record the last test.",
    ),
    BareRule(
        "accounts.none",
        "account_review",
        ("4.7",),
        "no review of user accounts is recorded",
        "Record the last review.",
    ),
    BareRule(
        "backup.none", "backup_run", ("4.12",), "no backup is recorded", "Record the backups."
    ),
    BareRule(
        "asset.none",
        "it_asset",
        ("4.13",),
        "no IT asset is recorded",
        "Enter or import the inventory.",
    ),
    BareRule(
        "inspection.none",
        "inspection",
        ("5.3", "5.5"),
        "no inspection is recorded",
        "Record the inspections.",
    ),
    BareRule("seal.none", "seal", ("6.1", "6.2"), "the seal ledger is empty", "Keep the ledger."),
    BareRule(
        "batch.none",
        "seal_batch",
        ("6.5",),
        "no delivery of seals is recorded",
        "Record the deliveries with their certificates.",
    ),
    BareRule(
        "seal_audit.none",
        "seal_audit",
        ("6.6",),
        "no count of the seal stock is recorded",
        "Record the counts.",
    ),
    BareRule(
        "visitor.none", "visitor", ("10.2",), "the visitor log is empty", "Keep the visitor log."
    ),
    BareRule(
        "pickup.none", "pickup", ("10.4",), "the pick-up log is empty", "Keep the pick-up log."
    ),
    BareRule(
        "person.none",
        "person",
        ("11.1", "11.2", "11.5"),
        "no person is recorded",
        "Enter or import the people with their screening.",
    ),
    BareRule(
        "training.none",
        "training_session",
        ("12.1",),
        "no training session is recorded",
        "Record the sessions with names and topics.",
    ),
)

LACKS: dict[str, LackRule] = {
    "never": LackRule(
        "training.never",
        GAP,
        "people were never trained: {names}",
        "Train them, and record the session.",
    ),
    "failed": LackRule(
        "training.failed",
        GAP,
        "people did not pass the test: {names}",
        "Train them again, and record the result.",
    ),
    "overdue": LackRule(
        "training.overdue",
        GAP,
        "the training of people is overdue: {names}",
        "Train them again, and record the session.",
    ),
    "no_result": LackRule(
        "training.no_result",
        WEAK,
        "tests have no result: {names}",
        "Enter the results of the test.",
        ("12.4",),
    ),
}
