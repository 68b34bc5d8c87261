"""Measures a risk assessment of many chains: read, and printed."""

import time
from datetime import date
from pathlib import Path

from ctpat_desktop.checklist.risk import THREATS
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.risk import assessments, printed, yearly
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.keys import Key

CHAINS, LEGS = 200, 12
READ_MS, PRINT_MS = 1_000, 10_000
TODAY = date(2026, 11, 21)


def measured(folder: Path, key: Key) -> tuple[float, float]:
    """Return milliseconds of reading and of printing 200 chains of 12 legs each."""
    folder.mkdir()
    workspace = door.create_workspace(folder / "risk.ctpat", key)
    account = companies.start(workspace, "Harbor", "importer", 2026)
    scope = Scope.of(workspace, account, TODAY)
    assessment = yearly.begin(scope, 2026)
    company = {"company_id": scope.company_id}
    partners = [
        {"id": new_id(), **company, "name": f"Partner {n}", "country": "CN", "status": "active"}
        for n in range(CHAINS)
    ]
    chains = [
        {
            "id": new_id(),
            **company,
            "risk_assessment_id": assessment,
            "name": f"Chain {n}",
            "origin": "CN",
        }
        for n in range(CHAINS)
    ]
    legs = [
        {
            "id": new_id(),
            **company,
            "risk_chain_id": chain["id"],
            "name": f"Leg {n}",
            "country": "CN",
            "place": f"Town {n}",
            "partner_id": partners[(at + n) % CHAINS]["id"],
            "goes_to": f"Leg {n + 1}" if n + 1 < LEGS else "",
            "position": n,
        }
        for at, chain in enumerate(chains)
        for n in range(LEGS)
    ]
    threats = [
        {
            "id": new_id(),
            **company,
            "risk_assessment_id": assessment,
            "country": "CN",
            "threat": kind,
            "level": "medium",
            "source": "Report",
            "source_on": TODAY,
            "reason": "As it says.",
        }
        for kind in THREATS
    ]
    with workspace.work("Fill") as unit:
        for table, rows in (
            ("partner", partners),
            ("risk_chain", chains),
            ("risk_leg", legs),
            ("threat_rating", threats),
        ):
            unit.add_many(table, rows)
    read = min(_took(lambda: assessments.read(scope, assessment)) for _ in range(3))
    printing = _took(lambda: printed.pdf(scope, assessment))
    workspace.close()
    return read, printing


def _took(work) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
