"""Chooses what is printed of Trade Compliance, by the words of window and command line."""

from datetime import date
from pathlib import Path

from ctpat_desktop.exchange.files import write_pdf
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.services.accounts.companies import dossier
from ctpat_desktop.services.trade import chains, record_pdf, yearly_pdf
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.unit import Workspace

YEARLY = {
    "eligibility": yearly_pdf.eligibility_pdf,
    "questionnaire": yearly_pdf.questionnaire_pdf,
    "forced-labor": yearly_pdf.forced_labor_pdf,
}
"""What is printed of a company."""
ONE = {
    "map": (chains.called, record_pdf.chain_pdf),
    "hold": (record_pdf.hold_called, record_pdf.hold_pdf),
    "self-test": (record_pdf.self_test_called, record_pdf.self_test_pdf),
}
"""What is printed of one record: how it is found by name, and how it is made."""
TITLES = {
    "eligibility": "Eligibility",
    "questionnaire": "Trade Compliance questionnaire",
    "forced-labor": "Forced labor file",
    "map": "Supply chain",
    "hold": "Hold",
    "self-test": "Self-test",
}


def pdf(
    workspace: Workspace, account_id: str, what: str, today: date, name: str = "", year: int = 0
) -> bytes:
    """Return the PDF of something; what is one record is found by `name`.

    What is yearly is that of the day's year unless another is given.
    """
    if what in YEARLY:
        return YEARLY[what](workspace, account_id, today, year)
    if what not in ONE:
        known = ", ".join((*YEARLY, *ONE))
        raise Problem(tr("There is nothing called “{what}”.").format(what=what), f"Use: {known}.")
    find, make = ONE[what]
    company_id = dossier(workspace, account_id).company.id
    return make(workspace, account_id, find(workspace, company_id, name), today)


def write(data: bytes, path: Path) -> ExportResult:
    """Write a finished PDF and read it again."""
    return write_pdf(data, path)
