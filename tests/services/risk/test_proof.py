"""An approved assessment is taken into the library and linked to the answers it proves."""

import io

import pytest
from pypdf import PdfReader

from ctpat_desktop.records import Evidence
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.profile import evidence_links
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.risk import assessments, proof, yearly
from ctpat_desktop.support.errors import Problem
from tests.closing import find
from tests.services.risk.test_assessments import TODAY, Firm
from tests.services.risk.test_yearly import finish


@pytest.fixture
def firm(workspace):
    return Firm(workspace)


def test_a_draft_is_refused_and_nothing_is_kept(firm):
    with pytest.raises(Problem, match="The risk assessment 2026 is not approved yet"):
        proof.keep(firm.scope, firm.assessment)
    with firm.workspace.read() as session:
        assert session.query(Evidence).count() == 0


def test_an_approved_one_proves_2_1_and_2_3_and_one_undo_takes_it_back(firm):
    finish(firm)
    yearly.approve(firm.scope, firm.assessment, "Ana Ruiz", "nothing")
    proof.keep(firm.scope, firm.assessment)
    document = find(firm.workspace, Evidence, title="Risk assessment 2026")
    uses = evidence_links.uses(firm.workspace, firm.scope.account_id, document.id)
    assert set(uses) == {"2.1", "2.3"}
    assert (document.period_from, document.kind) == (TODAY, "report")
    assert assessments.newest(firm.scope).evidence_id == document.id
    pdf = PdfReader(io.BytesIO(library.content(firm.workspace, document.id)))
    assert "Ana Ruiz" in "".join(page.extract_text() for page in pdf.pages)
    with pytest.raises(Problem, match="It is in the library already"):
        proof.keep(firm.scope, firm.assessment)
    firm.workspace.undo()
    with firm.workspace.read() as session:
        assert session.query(Evidence).count() == 0
    assert assessments.newest(firm.scope).evidence_id is None


def test_a_high_leg_without_an_action_keeps_it_from_being_approved(firm):
    leg = firm.leg(name="Packing", firm="Red Star", country="CN", contract="direct")
    firm.threats("high")
    partner = firm.partner()
    records.change(firm.workspace, "risk_leg", leg, partner_id=partner)
    firm.questionnaire(partner, lambda question: "no" if question.kind == "yes_no" else None)
    finish(firm)
    with pytest.raises(Problem, match="One leg is High and has no action: Foshan, Packing"):
        yearly.approve(firm.scope, firm.assessment, "Ana Ruiz", "nothing")
    firm.add("action", title="Fence", owner="Bo", status="open", source="risk", risk_leg_id=leg)
    yearly.approve(firm.scope, firm.assessment, "Ana Ruiz", "nothing")
