"""Chooses what is printed of Trade Compliance, by the words of window and command line."""

from pathlib import Path

from ctpat_desktop.exchange.files import write_pdf
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.trade import chains, record_pdf, yearly_pdf
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.own_language import on_paper

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
    "eligibility": N_("Eligibility"),
    "questionnaire": N_("Trade Compliance questionnaire"),
    "forced-labor": N_("Forced labor file"),
    "map": N_("Supply chain"),
    "hold": N_("Hold"),
    "self-test": N_("Self-test"),
}


@on_paper
def pdf(scope: Scope, what: str, name: str = "", year: int = 0) -> bytes:
    """Return the PDF of something; what is one record is found by `name`.

    What is yearly is that of the day's year unless another is given.
    """
    if what in YEARLY:
        return YEARLY[what](scope, year)
    if what not in ONE:
        known = ", ".join((*YEARLY, *ONE))
        raise Problem(
            tr("There is nothing called “{what}”.").format(what=what),
            tr("Use: {names}.").format(names=known),
        )
    find, make = ONE[what]
    return make(scope, find(scope, name))


def write(data: bytes, path: Path) -> ExportResult:
    """Write a finished PDF and read it again."""
    return write_pdf(data, path)
