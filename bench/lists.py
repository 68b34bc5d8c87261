"""Measures the long lists: words typed into the filter of 50,000 partners."""

import random
import sqlite3
import statistics
import time
from datetime import date
from pathlib import Path

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import listing, records
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.unit import Workspace

COUNT = 50_000
TYPED = ("a", "al", "ald", "alder", "alder 4", "alder 42")
WORDS = ("Alder", "Bolt", "Cedar", "Dune", "Ember", "Falcon", "Granite", "Harbor", "Iron", "Lumen")
FRAME = 1000 / 60
PAGE = 60
SHOWN = [field.key for field in load_form("partner").columns if field.in_list]


def partners(folder: Path, key: Key) -> tuple[Workspace, str]:
    """Return an encrypted workspace with many partners, and its company."""
    workspace = door.create_workspace(folder / "partners.ctpat", key)
    companies.start(workspace, "Big", "importer", 2026)
    company = companies.overview(workspace)[0].company_id
    pick = random.Random(1)
    rows = [
        {
            "company_id": company,
            "name": f"{pick.choice(WORDS)} {pick.choice(WORDS)} {number}",
            "country": pick.choice(("US", "MX", "CN", "FR")),
            "city": pick.choice(WORDS),
            "roles": pick.choice(("manufacturer;supplier", "highway_carrier", "forwarder")),
            "risk": pick.choice(("low", "medium", "high")),
        }
        for number in range(COUNT)
    ]
    records.add_many(workspace, "partner", rows)
    return workspace, company


def filtered(workspace: Workspace, company: str) -> tuple[float, float, float]:
    """Return milliseconds per key press: ours with the first page, one FTS5 query, our slowest."""
    view, today = listing.View(), date(2026, 11, 21)
    lines = listing.lines(Scope.of_company(workspace, company, today), "partner", view)
    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE VIRTUAL TABLE found USING fts5(text, prefix='1 2 3')")
    plain.executemany("INSERT INTO found VALUES (?)", ((text,) for text in lines.texts))
    ours, theirs = [], []
    for _ in range(5):
        lines = listing.lines(Scope.of_company(workspace, company, today), "partner", view)
        for words in TYPED:
            began = time.perf_counter()
            ids = lines.matching(words)
            listing.rows(workspace, "partner", ids[:PAGE], SHOWN)
            ours.append((time.perf_counter() - began) * 1000)
            asked = " ".join(f"{word}*" for word in words.split())
            began = time.perf_counter()
            plain.execute("SELECT rowid FROM found WHERE found MATCH ?", (asked,)).fetchall()
            theirs.append((time.perf_counter() - began) * 1000)
    return statistics.median(ours), statistics.median(theirs), max(ours)
