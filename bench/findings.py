"""A hundred thousand findings in the list to be worked off: a word typed, all of them assigned."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from ctpat_desktop.checklist import Finding, Place, Severity
from ctpat_desktop.checklist.review import Verdict
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import finding_marks
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.profile.findings import FindingsPage
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.workspace.unit import Workspace

FEW, MANY = 100, 100_000
DAY = date(2026, 11, 21)
WEIGHTS = (Severity.GAP, Severity.WEAK, Severity.NOTE)


def made(count: int) -> tuple[Finding, ...]:
    """Return so many findings of as many sites."""
    return tuple(
        Finding(
            f"rule.{number % 50}",
            WEIGHTS[number % 3],
            Place(str(1 + number % 12), site_id=str(number), label=f"Depot {number:06}"),
            f"Answer {number} names no role.",
            "Name who does it.",
        )
        for number in range(count)
    )


def measured(workspace: Workspace) -> dict[str, tuple[float, float]]:
    """Return milliseconds with `MANY` and with `FEW` findings, by what is done with them."""
    application()
    account = companies.choose(workspace)
    desk, scope = Desk(workspace, account, DAY), Scope.of(workspace, account, DAY)
    found: dict[str, list[float]] = {}
    for count in (FEW, MANY):
        findings = made(count)
        verdicts = Verdict({"": findings})
        desk.model = replace(desk.model, review=replace(desk.model.review, company=verdicts))
        page = FindingsPage(desk)
        page.words.blockSignals(True)  # it is timed here
        page.words.setText("depot role 77")
        found.setdefault("a word typed", []).append(_timed(page.narrow))
        page.deleteLater()
        found.setdefault("all of them assigned", []).append(
            _timed(lambda all_=findings: finding_marks.assign(scope, all_, "Ines", None))
        )
    desk.leave()
    return {what: (many, few) for what, (few, many) in found.items()}


def _timed(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return (time.perf_counter() - began) * 1000
