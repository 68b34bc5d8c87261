"""The tables of coherence rules: which fact contradicts which criterion, and what to do.

`reason` is the second half of "3.5 is in place, but ..." and takes {names}.
"""

from ctpat_desktop.checklist.rule_shapes import GAP, WEAK, BareRule, LackRule, NewestRule, RowsRule
from ctpat_desktop.checklist.rules_on_incidents import DEFECTS, INCIDENTS, SERIES
from ctpat_desktop.checklist.rules_on_partners import PARTNERS
from ctpat_desktop.checklist.rules_on_people import PEOPLE, SITES_AND_SYSTEMS
from ctpat_desktop.checklist.rules_on_risk import APPROVED, NEWS, NONE, OLD
from ctpat_desktop.checklist.rules_on_units import LEDGER, UNITS
from ctpat_desktop.support.language import N_

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
        N_("review of a cybersecurity procedure"),
        N_("Review it, and record the day on the page Procedures."),
    ),
    NewestRule(
        "policy.technology",
        "policy_technology",
        ("9.8",),
        WEAK,
        "policy_days",
        "reviewed_on",
        N_("review of a procedure for security technology"),
        N_("Review it, and record the day on the page Procedures."),
    ),
    NewestRule(
        "policy.seal",
        "policy_seal",
        ("6.1",),
        GAP,
        "policy_days",
        "reviewed_on",
        N_("review of a seal procedure"),
        N_("Review it, and record the day on the page Procedures."),
    ),
    NewestRule(
        "test.old",
        "security_test",
        ("4.3",),
        GAP,
        "test_days",
        "done_on",
        N_("security test"),
        N_("Test the systems and record what was found."),
    ),
    NewestRule(
        "accounts.old",
        "accounts",
        ("4.7",),
        GAP,
        "accounts_days",
        "done_on",
        N_("review of user accounts"),
        N_("Go through the accounts and record it."),
    ),
    NewestRule(
        "backup.old",
        "backup",
        ("4.12",),
        WEAK,
        "backup_days",
        "run_on",
        N_("good backup"),
        N_("Find out why, make a backup and record it."),
    ),
    NewestRule(
        "backup.restore",
        "restore",
        ("4.12",),
        WEAK,
        "restore_days",
        "restore_tested_on",
        N_("test of restoring a backup"),
        N_("Try to restore a backup and record the day."),
    ),
    NewestRule(
        "inspection.recheck",
        "recheck",
        ("5.8",),
        WEAK,
        "recheck_days",
        "place",
        N_("re-check by management"),
        N_("Search a unit unannounced and record it."),
    ),
    NewestRule(
        "seal_audit.old",
        "seal_audit",
        ("6.6",),
        GAP,
        "seal_audit_days",
        "done_on",
        N_("count of the seal stock"),
        N_("Count the stock and compare it with the ledger."),
    ),
    NewestRule(
        "visitor.old",
        "visitor",
        ("10.2",),
        WEAK,
        "log_days",
        "visited_on",
        N_("line of the visitor log"),
        N_("Bring the log up to date."),
    ),
    NewestRule(
        "pickup.old",
        "pickup",
        ("10.4",),
        WEAK,
        "log_days",
        "picked_up_on",
        N_("line of the pick-up log"),
        N_("Bring the log up to date."),
    ),
    *SERIES,
)

EMPTY: tuple[BareRule, ...] = (
    NONE,
    BareRule(
        "partner.none",
        "partner",
        ("3.5", "3.4", "3.1"),
        N_("no partner is recorded"),
        N_("Enter or import the partners."),
    ),
    BareRule(
        "policy.none",
        "procedure",
        ("4.6",),
        N_("no written procedure is recorded"),
        N_("Enter the procedures with the day of their last review."),
    ),
    BareRule(
        "test.none",
        "vulnerability_test",
        ("4.3",),
        N_("no security test is recorded"),
        N_("Record the last test."),
    ),
    BareRule(
        "accounts.none",
        "account_review",
        ("4.7",),
        N_("no review of user accounts is recorded"),
        N_("Record the last review."),
    ),
    BareRule(
        "backup.none",
        "backup_run",
        ("4.12",),
        N_("no backup is recorded"),
        N_("Record the backups."),
    ),
    BareRule(
        "asset.none",
        "it_asset",
        ("4.13",),
        N_("no IT asset is recorded"),
        N_("Enter or import the inventory."),
    ),
    BareRule(
        "inspection.none",
        "inspection",
        ("5.3", "5.5"),
        N_("no inspection is recorded"),
        N_("Record the inspections."),
    ),
    BareRule(
        "seal.none", "seal", ("6.1", "6.2"), N_("the seal ledger is empty"), N_("Keep the ledger.")
    ),
    BareRule(
        "batch.none",
        "seal_batch",
        ("6.5",),
        N_("no delivery of seals is recorded"),
        N_("Record the deliveries with their certificates."),
    ),
    BareRule(
        "seal_audit.none",
        "seal_audit",
        ("6.6",),
        N_("no count of the seal stock is recorded"),
        N_("Record the counts."),
    ),
    BareRule(
        "visitor.none",
        "visitor",
        ("10.2",),
        N_("the visitor log is empty"),
        N_("Keep the visitor log."),
    ),
    BareRule(
        "pickup.none",
        "pickup",
        ("10.4",),
        N_("the pick-up log is empty"),
        N_("Keep the pick-up log."),
    ),
    BareRule(
        "person.none",
        "person",
        ("11.1", "11.2", "11.5"),
        N_("no person is recorded"),
        N_("Enter or import the people with their screening."),
    ),
    BareRule(
        "training.none",
        "training_session",
        ("12.1",),
        N_("no training session is recorded"),
        N_("Record the sessions with names and topics."),
    ),
)

LACKS: dict[str, LackRule] = {
    "never": LackRule(
        "training.never",
        GAP,
        N_("people were never trained: {names}"),
        N_("Train them, and record the session."),
    ),
    "failed": LackRule(
        "training.failed",
        GAP,
        N_("people did not pass the test: {names}"),
        N_("Train them again, and record the result."),
    ),
    "overdue": LackRule(
        "training.overdue",
        GAP,
        N_("the training of people is overdue: {names}"),
        N_("Train them again, and record the session."),
    ),
    "no_result": LackRule(
        "training.no_result",
        WEAK,
        N_("tests have no result: {names}"),
        N_("Enter the results of the test."),
        ("12.4",),
    ),
}
