"""Measures a risk assessment of many chains: read, one chain of it, and printed."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

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

Rows = list[dict[str, Any]]


def measured(folder: Path, key: Key) -> tuple[float, float]:
    """Return milliseconds of reading and of printing 200 chains of 12 legs each."""
    folder.mkdir()
    workspace = door.create_workspace(folder / "risk.ctpat", key)
    account = companies.start(workspace, "Harbor", "importer", 2026)
    scope = Scope.of(workspace, account, TODAY)
    assessment = yearly.begin(scope, 2026)
    own = {"company_id": scope.company_id}
    with workspace.work("Fill") as unit:
        for table, rows in _rows(assessment):
            unit.add_many(table, [{"id": new_id(), **own, **row} for row in rows])
    read = min(_took(lambda: assessments.read(scope, assessment)) for _ in range(3))
    printing = _took(lambda: printed.pdf(scope, assessment))
    workspace.close()
    return read, printing


def _rows(assessment: str) -> Iterator[tuple[str, Rows]]:
    """Yield the rows by table, parents first."""
    china = {"country": "CN"}
    partners = [{"id": new_id(), **china, "name": f"Partner {n}"} for n in range(CHAINS)]
    yield "partner", [{**row, "status": "active"} for row in partners]
    of_year = {"risk_assessment_id": assessment}
    chains = [{"id": new_id(), **of_year, "name": f"Chain {n}"} for n in range(CHAINS)]
    yield "risk_chain", [{**row, "origin": "CN"} for row in chains]
    yield (
        "risk_leg",
        [
            {
                **china,
                "risk_chain_id": chain["id"],
                "name": f"Leg {n}",
                "place": f"Town {n}",
                "partner_id": partners[(at + n) % CHAINS]["id"],
                "goes_to": f"Leg {n + 1}" if n + 1 < LEGS else "",
                "position": n,
            }
            for at, chain in enumerate(chains)
            for n in range(LEGS)
        ],
    )
    rated = {"level": "medium", "source": "Report", "source_on": TODAY, "reason": "As it says."}
    yield "threat_rating", [{**of_year, **china, **rated, "threat": kind} for kind in THREATS]


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
