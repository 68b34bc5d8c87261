"""A part of a large file as a new one, against the bare rows of that part copied by SQL alone."""

import os
import time
from contextlib import closing
from pathlib import Path

from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import records
from ctpat_desktop.workspace import blobs, door, open_rows
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.subset.selection import Roots, closure
from ctpat_desktop.workspace.subset.writing import Target, write_part
from ctpat_desktop.workspace.unit import Workspace

FEW, MANY, MEGABYTES = 5_000, 50_000, 64
GOAL = 4.0
"""How much longer a part may take than its bare rows: it is chained anew and read through."""
SIZE_GOAL = 1.5
"""How much longer the same part may take in a file with ten times as much beside it."""
OF_PARTNERS = "JOIN partner ON partner.id = revision.record_id WHERE partner.company_id = ?"
OF_DOCUMENTS = "JOIN evidence USING (sha256) WHERE evidence.company_id = ?"
COPIES = (
    "CREATE TABLE part.partner AS SELECT * FROM partner WHERE company_id = ?",
    f"CREATE TABLE part.revision AS SELECT revision.* FROM revision {OF_PARTNERS}",
    "CREATE TABLE part.evidence AS SELECT * FROM evidence WHERE company_id = ?",
    f"CREATE TABLE part.chunk AS SELECT evidence_chunk.* FROM evidence_chunk {OF_DOCUMENTS}",
)


def measured(folder: Path, key: Key) -> dict[str, tuple[float, float]]:
    """Return seconds of a part against its bare rows, and beside much against beside little."""
    folder.mkdir()
    times = {}
    for beside in (FEW, MANY):
        with closing(door.create_workspace(folder / f"{beside}.ctpat", key)) as workspace:
            company = _filled(workspace, "Part", FEW)
            _filled(workspace, "Beside", beside)
            times[beside] = _written(workspace, company, folder / f"part-{beside}.ctpat")
            bare = _copied(workspace, company, folder / f"bare-{beside}.ctpat")
    return {
        "against its bare rows": (times[MANY], bare),
        "beside ten times as much": (times[MANY], times[FEW]),
    }


def _filled(workspace: Workspace, name: str, count: int) -> str:
    account_id = companies.start(workspace, name, "importer", 2026)
    with workspace.read() as session:
        company = companies.company_of(session, account_id).id
    rows = [{"company_id": company, "name": f"{name} {number}"} for number in range(count)]
    records.add_many(workspace, "partner", rows)
    with workspace.work("Add documents") as unit:
        for number in range(MEGABYTES):
            sha256, size = blobs.store(unit.session, [os.urandom(blobs.SLICE)])
            row = {"id": new_id(), "company_id": company, "sha256": sha256, "size": size}
            unit.add_many("evidence", [{**row, "title": f"{name} {number}"}])
    return company


def _written(workspace: Workspace, company: str, path: Path) -> float:
    began = time.perf_counter()
    with open_rows.standing(workspace) as source:
        selection = closure(source, Roots(companies=frozenset({company})))
        write_part(source, selection, Target(path, workspace.key))
    return time.perf_counter() - began


def _copied(workspace: Workspace, company: str, path: Path) -> float:
    files.make_private(path)
    with closing(files.bare(workspace.path, workspace.key)) as connection:
        began = time.perf_counter()
        key = workspace.key.pragma()[1:-1] if workspace.key else ""
        connection.execute("ATTACH DATABASE ? AS part KEY ?", (str(path), key))
        connection.execute("BEGIN")
        for sql in COPIES:
            connection.execute(sql, (company,))
        connection.execute("COMMIT")
        connection.execute("DETACH DATABASE part")
    return time.perf_counter() - began
