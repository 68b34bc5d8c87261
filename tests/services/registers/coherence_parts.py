"""What the cases of coherence are built of: the case itself, partners and people."""

from dataclasses import dataclass, field

from tests.services.registers.firm import add, ago


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
