"""Measures the risk rating of many partners: read, rated, and counted again with other weights."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue.questionnaires import load_model, to_json
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.risk import partner_ratings, yearly
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.keys import Key

PARTNERS, ANSWERED, INCIDENTS = 5_000, 1_000, 500
READ_MS, PREVIEW_MS = 2_000, 1_000
TODAY = date(2026, 11, 21)
DAY = date(2026, 6, 1)

Rows = list[dict[str, Any]]


def measured(folder: Path, key: Key) -> tuple[float, float]:
    """Return milliseconds of rating 5,000 partners, and of the preview of other weights."""
    folder.mkdir()
    workspace = door.create_workspace(folder / "partners.ctpat", key)
    account = companies.start(workspace, "Harbor", "importer", 2026)
    scope = Scope.of(workspace, account, TODAY)
    own = {"company_id": scope.company_id}
    with workspace.work("Fill") as unit:
        for table, rows in _rows():
            unit.add_many(table, [{"id": new_id(), **own, **row} for row in rows])
    read = min(_took(lambda: len(partner_ratings.read(scope).duties)) for _ in range(3))
    ratings = partner_ratings.read(scope)
    heavy = replace(ratings.weights, role=90)
    preview = min(_took(lambda: ratings.moved(heavy)) for _ in range(3))
    workspace.close()
    return read, preview


def looked_at(folder: Path, key: Key) -> tuple[float, float]:
    """Return milliseconds of finding no new partner after all were looked at, and all before."""
    workspace = door.create_workspace(folder / "looked-at.ctpat", key)
    scope = Scope.of(workspace, companies.start(workspace, "Harbor", "importer", 2026), TODAY)
    own = {"company_id": scope.company_id}
    made = records.add(
        workspace, "risk_assessment", **own, year=2025, approved_on=DAY, approved_by="Ann Lee"
    )
    known = {**own, "status": "active", "handles_cargo": True, "since": TODAY}
    records.add_many(workspace, "partner", [{**known, "name": f"P{n}"} for n in range(PARTNERS)])
    before = min(_took(lambda: yearly.triggers(scope)) for _ in range(3))
    yearly.look(scope, made, yearly.triggers(scope), "Ann Lee", "No chain changes.")
    after = min(_took(lambda: yearly.triggers(scope)) for _ in range(3))
    workspace.close()
    return after, before


def _rows() -> Iterator[tuple[str, Rows]]:
    """Yield the rows by table, parents first."""
    countries = ("CN", "MX", "UY", "FR", "IN")
    source = new_id()
    yield "country_source", [{"id": source, "name": "Report", "issued_on": DAY}]
    rated = {"country_source_id": source, "level": "medium"}
    yield "country_rating", [{**rated, "country": code} for code in countries]
    known = {"status": "active", "roles": "manufacturer", "handles_cargo": True}
    status = {"ctpat_status": "member", "monitoring": "certified", "checked_on": DAY}
    partners = [
        {
            **known,
            **status,
            "id": new_id(),
            "name": f"Partner {n}",
            "country": countries[n % len(countries)],
            "value": n,
        }
        for n in range(PARTNERS)
    ]
    yield "partner", partners
    questions = load_model().for_roles(("manufacturer",))
    shared = {"definition": to_json(questions), "checksum": questions.checksum, "year": 2026}
    requests = [
        {
            **shared,
            "id": new_id(),
            "partner_id": row["id"],
            "reference": f"Q{n}",
            "state": "accepted",
            "returned_on": DAY,
        }
        for n, row in enumerate(partners[:ANSWERED])
    ]
    yield "partner_request", requests
    yield (
        "partner_answer",
        [
            {
                "partner_request_id": request["id"],
                "key": question.key,
                "value": "none" if question.key == "PQ-01" else "yes",
                "state": "accepted",
            }
            for request in requests
            for question in questions.questions
        ],
    )
    named = [{"partner_id": row["id"], "found_on": DAY} for row in partners[:INCIDENTS]]
    yield "incident", [{**row, "number": f"26-{n}"} for n, row in enumerate(named)]


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
