"""Inspections, the door and seals: what breaks each rule, and what mends it."""

import json

from tests.services.registers.coherence_parts import Case, action
from tests.services.registers.firm import DAY, add, ago, change, remove

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


def named_again(firm):
    """Keep a seal as it is, though an imported list says otherwise."""
    kept = {"conflicts": [{"record": firm.ids["q"], "done": "keep"}]}
    firm.add("i", "import_report", table_name="seal", details=json.dumps(kept))
    firm.add("j", "import_report", table_name="seal")


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
        "inspection.left",
        "5.4",
        (
            add("g", "inspection", unit_number="SC 1"),
            add(
                "h",
                "inspection_point",
                inspection_id="@g",
                area="Floor",
                result="defect",
                remark="Loose board.",
            ),
        ),
        (change("g", notes="Nailed before loading."),),
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
    Case(
        "seal.twice",
        "6.1",
        (BOX, seal(1), named_again),
        (change("q", notes="A typing error in the list."),),
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
        "register.dates",
        "10.1",
        (
            add("x", "person", first_name="Ann", started_on=ago(90)),
            add("d", "device", person_id="@x", kind="badge", number="7", issued_on=ago(20)),
            change("x", left_on=ago(30)),
        ),
        (change("x", left_on=ago(3)),),
    ),
    Case(
        "register.dates",
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
