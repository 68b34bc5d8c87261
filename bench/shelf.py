"""Measures the evidence library: 10,000 documents shown, found and laid on a line of time."""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records.base import new_id, new_ids
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import coverage, document_names, uses
from ctpat_desktop.services.evidence.filtering import Asked, Moment, Shelf
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.keys import Key

COUNT = 10_000
TODAY = date(2026, 11, 21)
MOMENT = Moment(TODAY, 90)
TYPED = ("s", "se", "seal", "seal lo", "seal log", "seal log 42")
ASKED = (
    *(Asked(words) for words in TYPED),
    Asked("log", kind="log", expiry="soon"),
    Asked("log", use="not linked"),
    Asked("log", use="section:4"),
)
SHOW_MS, PERIOD_MS = 300, 1_000
WORDS = ("Seal log", "Gate log", "Training roster", "Fence photo", "Audit report")


def measured(folder: Path, key: Key) -> tuple[float, float, float]:
    """Return milliseconds until documents are shown, per change of what is asked, per timeline."""
    folder.mkdir()
    workspace = door.create_workspace(folder / "library.ctpat", key)
    account = companies.start(workspace, "Harbor", "importer", 2026)
    scope = Scope.of(workspace, account, TODAY)
    _fill(scope)
    documents = companies.dossier(workspace, account).evidence

    def shown() -> None:
        Shelf().put(documents, document_names.names(documents))
        uses.by_document(scope)

    first = min(_took(shown) for _ in range(3))
    shelf, known = Shelf(), uses.by_document(scope)
    shelf.put(documents, document_names.names(documents))
    found = statistics.median(
        _took(lambda row=row: shelf.matching(row, known, MOMENT)) for row in ASKED
    )
    timeline = min(_took(lambda: coverage.read(scope)) for _ in range(3))
    workspace.close()
    return first, found, timeline


def _fill(scope: Scope) -> None:
    """Add documents with periods; two of three prove an answer, one of ten was replaced."""
    own, ids = {"company_id": scope.company_id}, new_ids(COUNT)
    criteria = [
        row.criterion.id for row in companies.dossier(scope.workspace, scope.account_id).answers
    ]
    profile = companies.dossier(scope.workspace, scope.account_id).profile.id
    responses = [{"id": new_id(), "profile_id": profile, "criterion": name} for name in criteria]
    documents = [
        {
            **own,
            "id": key,
            "title": f"{WORDS[at % len(WORDS)]} {at}",
            "kind": ("log", "photo", "report")[at % 3],
            "filename": f"{at}.pdf",
            "period_from": TODAY - timedelta(days=at % 700),
            "period_to": TODAY - timedelta(days=at % 700 - 60),
            "expires_on": TODAY + timedelta(days=at % 400 - 100),
        }
        for at, key in enumerate(ids)
    ]
    links = [
        {"id": new_id(), "evidence_id": key, "response_id": responses[at % len(responses)]["id"]}
        for at, key in enumerate(ids)
        if at % 3
    ]
    earlier = [
        {"id": new_id(), "evidence_id": key, "filename": "old.pdf", "period_to": TODAY}
        for key in ids[::10]
    ]
    with scope.workspace.work("Fill") as unit:
        unit.add_many("response", responses)
        unit.add_many("evidence", documents)
        unit.add_many("evidence_link", links)
        unit.add_many("evidence_version", earlier)


def _took(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
