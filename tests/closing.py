"""Closes the gaps planted in the registers of the sample importer, without a window."""

from datetime import date

from sqlalchemy import select

from ctpat_desktop.catalogue.outlines import load_outlines
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Action,
    CbpMessage,
    CoveredIor,
    Device,
    Evidence,
    Incident,
    Inspection,
    Partner,
    Person,
    Procedure,
    ProcedureVersion,
    Seal,
    SealBatch,
    SecurityCheck,
    SelfTest,
    Topic,
    Visitor,
)
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.risk import assessments, yearly
from ctpat_desktop.services.risk.steps import steps

DAY = date(2026, 11, 21)


def find(workspace, kind, **values):
    """Return the one record with these values."""
    with workspace.read() as session:
        return session.scalars(select(kind).filter_by(**values)).one()


def close_partners(workspace):
    """Check the carrier, screen the maker, prove the repair."""
    carrier = find(workspace, Partner, name="Redbluff Drayage LLC")
    records.change(workspace, "partner", carrier.id, checked_on=DAY, next_check_on=date(2027, 3, 4))
    maker = find(workspace, Partner, name="Cerámica Río Pardo, S.A. de C.V.")
    records.change(workspace, "partner", maker.id, forced_labor="clear", forced_labor_on=DAY)
    action = find(workspace, Action, title="26-03 Two checklists without signature")
    proof = find(workspace, Evidence, title="Partner corrective action log")
    records.change(workspace, "action", action.id, evidence_id=proof.id)


def close_doors(workspace):
    """Say what became of the held unit, take the badge back, note when the visitor left."""
    held = find(workspace, Inspection, outcome="held")
    records.change(workspace, "inspection", held.id, notes="Floor opened, nothing found, released.")
    badge = find(workspace, Device, number="B-233")
    records.change(workspace, "device", badge.id, returned_on=DAY)
    visit = find(workspace, Visitor, name="K. Dassault")
    records.change(workspace, "visitor", visit.id, left_at="10:30")


def close_incidents(workspace):
    """Write the cause of the incident, mend the camera, and decide about the alert."""
    incident = find(workspace, Incident, number="26-02")
    cause = "The side gate stood open between two trucks."
    records.change(workspace, "incident", incident.id, cause=cause)
    camera = find(workspace, SecurityCheck, subject="Camera L12, truck scale")
    records.change(workspace, "security_check", camera.id, mended_on=DAY)
    alert = find(workspace, CbpMessage, subject="Bolt seals with copied numbers")
    records.change(workspace, "cbp_message", alert.id, applies="no")


def close_risk(workspace):
    """Plan what is left about the legs rated High, finish this year's assessment and approve it."""
    scope = Scope.of(workspace, companies.choose(workspace), DAY)
    assessed = assessments.read(scope, assessments.newest(scope).id)
    for leg in assessed.legs:
        if leg.lacks_action:
            plan = {"title": f"Look after {leg.leg.name}", "owner": "Ines", "status": "open"}
            plan |= {"due_on": date(2027, 1, 29), "source": "risk", "risk_leg_id": leg.leg.id}
            records.add(workspace, "action", company_id=scope.company_id, **plan)
    for step in steps(assessed, DAY):
        yearly.mark_step(scope, assessed.assessment.id, step.field, is_done=True)
    for trigger in yearly.triggers(scope):
        yearly.look(scope, assessed.assessment.id, [trigger], "Ines", "No chain changes.")
    yearly.approve(scope, assessed.assessment.id, "Dolores Reyes", "The yard in Monterrey is new.")


def close_seals(workspace):
    """Enter the two missing seals and the new certificate."""
    batch = find(workspace, SealBatch)
    for number in ("HL 0071447", "HL 0071448"):
        values = {"number": number, "state": "destroyed", "destroyed_on": date(2026, 11, 20)}
        records.add(workspace, "seal", company_id=batch.company_id, **values)
    new = date(2027, 8, 31)
    records.change(workspace, "seal_batch", batch.id, certificate_expires_on=new)
    assert find(workspace, Seal, number="HL 0071447").state == "destroyed"


def close_training(workspace):
    """Record the session the inspector missed."""
    person = find(workspace, Person, last_name="Munro")
    topic = find(workspace, Topic, title="S2 Inspection and pests")
    own = {"company_id": person.company_id}
    session = records.add(
        workspace,
        "training_session",
        title="Inspection and pests, second round",
        held_on=date(2026, 11, 20),
        trainer="Raúl Ibarra",
        **own,
    )
    own["training_session_id"] = session
    records.add(workspace, "session_topic", topic_id=topic.id, **own)
    records.add(workspace, "attendance", person_id=person.id, score=90, **own)


def close_trade(workspace):
    """Leave out the number that is too young, and record the self-test that was late."""
    close_numbers(workspace)
    late = find(workspace, SelfTest, title="2026-3 Preference claims on vanilla")
    records.change(workspace, "self_test", late.id, done_on=DAY)


def close_numbers(workspace):
    """Leave the number that is too young out of Trade Compliance."""
    young = find(workspace, CoveredIor, imports_since=date(2025, 3, 10))
    records.change(workspace, "covered_ior", young.id, is_selected=False)


def close_procedures(workspace):
    """Review what is overdue, fill the blank, write the draft, and name every criterion."""
    overdue = find(workspace, Procedure, number="P-02")
    days = {"reviewed_on": DAY, "next_review_on": date(2027, 11, 21)}
    every = ", ".join(row.criteria[0] for row in load_outlines().values())
    records.change(workspace, "procedure", overdue.id, criteria=f"2.1, 2.3, {every}", **days)
    spanish = find(workspace, ProcedureVersion, language="es")
    words = spanish.text.replace("[[a quién llamar de noche]]", "la caseta")
    records.change(workspace, "procedure_version", spanish.id, text=words)
    draft = find(workspace, ProcedureVersion, outline="training")
    records.change(workspace, "procedure_version", draft.id, text="STEPS\nWe teach it.")
