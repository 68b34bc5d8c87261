"""An assessment as proof: printed, taken into the library, linked to the answers it proves."""

from sqlalchemy.orm import Session

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RiskAssessment
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.profile import evidence_links
from ctpat_desktop.services.risk import printed
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes

PROVES = ("2.1", "2.3")
"""The criteria an approved assessment proves: that there is one, and that it is of this year."""


def keep(scope: Scope, assessment_id: str) -> Changes:
    """Print an approved assessment into the library and link it to the answers it proves.

    It is one step, which undo takes back. Problem where the assessment is not approved, or
    is kept already.
    """
    with scope.workspace.read() as session:
        _refuse(session.get_one(RiskAssessment, assessment_id))
    data = printed.pdf(scope, assessment_id)
    title = tr("Keep the risk assessment as evidence")
    with scope.workspace.work(title) as unit:
        row = unit.session.get_one(RiskAssessment, assessment_id)
        row.evidence_id = _taken(unit.session, row, data)
        for criterion in PROVES:
            evidence_links.linking(scope.account_id, criterion)(unit.session, row.evidence_id)
    return unit.changes


def _refuse(row: RiskAssessment) -> None:
    """Raise Problem where an assessment proves nothing, or is kept already."""
    if row.evidence_id:
        raise Problem(tr("It is in the library already."), tr("Nothing was kept twice."))
    if row.approved_on is None:
        words = tr("The risk assessment {year} is not approved yet.").format(year=row.year)
        raise Problem(words, tr("Approve it first: a draft proves nothing."))


def _taken(session: Session, row: RiskAssessment, data: bytes) -> str:
    name = tr("Risk assessment {year}").format(year=row.year)
    about = {
        "title": name,
        "kind": "report",
        "period_from": row.approved_on,
        "period_to": row.next_on,
    }
    return library.take_bytes(session, row.company_id, f"{name}.pdf", data, about)
