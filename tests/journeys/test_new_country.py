"""A partner in a new country: the trigger, a chain, ratings, an action, approval, proof for 2.1."""

from datetime import date

import pytest

from ctpat_desktop.checklist.risk import REQUIRED, Level
from ctpat_desktop.records import Action, Evidence
from ctpat_desktop.services.profile import evidence_links
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.risk import steps as walked
from ctpat_desktop.ui.risk.dialogs import ActionDialog, RateDialog
from ctpat_desktop.ui.risk.leg_sources import ChainDialog, LegDialog
from ctpat_desktop.ui.risk.year_dialogs import ApproveDialog, LookDialog
from tests.closing import close_incidents, close_partners, close_risk, find
from tests.ui.driving import answering, press

DAY = date(2026, 12, 14)
PARTNER = {
    "name": "Haiphong Basket Works",
    "roles": "manufacturer",
    "country": "VN",
    "city": "Haiphong",
    "handles_cargo": True,
    "status": "active",
    "since": date(2026, 12, 7),
}


def prepare(workspace):
    """Close what the journey is not about, and approve this year's assessment."""
    for close in (close_partners, close_incidents, close_risk):
        close(workspace)


@pytest.fixture
def answers(monkeypatch):
    return answering(monkeypatch, "risk.flow_map", "risk.steps")[0]


def view(window, key):
    window.shell.open("risk")
    return window.shell.current().tab(key)


def of_risk(window):
    """What the checklist says of the risk assessment and of section 2."""
    found = window.shell.desk.review.findings
    return [
        (row.rule, row.place.criterion)
        for row in found
        if row.rule.startswith("risk.") or row.place.criterion in ("2.1", "2.2", "2.3")
        if row.rule != "year.not_affirmed"
    ]


def choose_chain(dialog):
    dialog.name.setText("Haiphong")
    dialog.goods.setText("Baskets")
    dialog.origin.show_value("VN")
    dialog.origin.left.emit()
    dialog.add_button.click()


def choose_leg(dialog):
    dialog.words.setText("haiphong")
    dialog.add_button.click()


def rate(dialog):
    for kind in REQUIRED:
        dialog.boxes[kind].setCurrentIndex(dialog.boxes[kind].findData("low"))
    dialog.boxes["theft"].setCurrentIndex(dialog.boxes["theft"].findData("high"))
    dialog.source.setText("Report of the port police")
    dialog.source_on.show_day(DAY)
    dialog.reason.setPlainText("Containers wait outside the port.")
    dialog.save_button.click()


def plan(dialog):
    dialog.title.setText("Guard the yard in Haiphong")
    dialog.owner.setText("Henrik Aasen")
    dialog.save_button.click()


def decide(dialog):
    dialog.decision.setPlainText("Haiphong becomes a chain of its own.")
    dialog.save_button.click()


def approve(dialog):
    listed = [dialog.differences.item(at).text() for at in range(dialog.differences.count())]
    assert listed[:2] == ["Compared with 2026", "• New chain: Haiphong"]
    dialog.by.setText("Dolores Reyes")
    dialog.changes.setPlainText("Haiphong is new.")
    dialog.save_button.click()


def test_a_partner_in_a_new_country_is_assessed_approved_and_proved(window, answers):
    desk = window.shell.desk
    assert of_risk(window) == []
    company = desk.scope.company_id
    records.add(desk.workspace, "partner", company_id=company, **PARTNER)
    assert of_risk(window) == [("risk.partner", "2.3")]

    steps = view(window, "risk_steps")
    press(steps, "Begin assessment 2027")
    answers[LookDialog] = decide
    press(steps, "Looked at: New partner in a new country: Haiphong Basket Works")
    assert of_risk(window) == []

    map_ = view(window, "risk_map")
    answers.update({ChainDialog: choose_chain, LegDialog: choose_leg, RateDialog: rate})
    press(map_, "Add a chain…")
    press(map_, "Add a leg…")
    assert map_.leg().holder == PARTNER["name"]
    press(map_.panel, "Rate threats…")
    assert map_.leg().threat.level is Level.HIGH

    answers[ActionDialog] = plan
    press(map_.panel, "Add an action…")
    assert find(desk.workspace, Action, title="Guard the yard in Haiphong").source == "risk"

    steps = view(window, "risk_steps")
    for step in walked.steps(steps.assessed, DAY):
        press(steps, f"Mark as done: {step.title}")
    assert not steps.keep_button.isEnabled()
    answers[ApproveDialog] = approve
    press(steps, "Approve…")
    assert steps.assessed.assessment.approved_by == "Dolores Reyes"

    press(steps, "Keep as evidence for 2.1")
    document = find(desk.workspace, Evidence, title="Risk assessment 2027")
    uses = evidence_links.uses(desk.workspace, desk.scope.account_id, document.id)
    assert set(uses) == {"2.1", "2.3"}
    assert not steps.keep_button.isEnabled()
    assert of_risk(window) == []
