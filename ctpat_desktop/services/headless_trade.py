"""Trade Compliance without a window: open, judge or print, close."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.headless import Target, opened
from ctpat_desktop.services.trade import eligibility
from ctpat_desktop.services.trade.eligibility import Check

if TYPE_CHECKING:
    from ctpat_desktop.exchange.results import ExportResult


def judged(target: Target, today: date, year: int = 0) -> dict[str, Any]:
    """Return the `trade eligibility --json` object; the year is the day's unless given."""
    with opened(target) as (workspace, account_id):
        company_id = companies.dossier(workspace, account_id).company.id
        found = eligibility.assess(workspace, company_id, account_id, today, year)
    return {
        "year": found.year,
        "ready": found.result == eligibility.READY,
        "result": found.result,
        "checks": [_check(check) for check in found.checks],
    }


def printed(
    target: Target, what: str, path: Path, today: date, name: str = "", year: int = 0
) -> "ExportResult":
    """Write pages on Trade Compliance; `name` says which record where there are several."""
    from ctpat_desktop.services.trade import printing  # brings the printers along

    with opened(target) as (workspace, account_id):
        data = printing.pdf(workspace, account_id, what, today, name, year)
    return printing.write(data, path)


def _check(check: Check) -> dict[str, str]:
    return {
        "id": check.question.id,
        "question": check.question.text,
        "answer": check.answer,
        "how": check.how,
        "improve": check.improve if check.answer != "yes" else "",
    }
