"""Two copies of a file with 200,000 revisions come together: 5,000 changes, then nothing new."""

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ctpat_desktop.records.base import new_ids
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.merging import merge
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.merge.writing import Source
from ctpat_desktop.workspace.unit import Workspace

REVISIONS, PARTNERS, CHANGES = 200_000, 20_000, 5_000
GOAL = 40
"""Times the bare writing of the same rows; they are read, compared, written and noted here."""
AGAIN_MS = 500
FROM = Source("file", "other")


def measured(folder: Path, key: Key) -> tuple[float, float, float]:
    """Return milliseconds of a merge, of the same merge again, and of writing its rows alone."""
    _make(folder / "one.ctpat", key)
    shutil.copy(folder / "one.ctpat", folder / "two.ctpat")
    with (
        closing(workspaces.open_with(folder / "one.ctpat", key)) as one,
        closing(workspaces.open_with(folder / "two.ctpat", key)) as two,
    ):
        _change(two, "notes", CHANGES)
        _change(one, "city", CHANGES // 10)
        bare = _bare(folder / "bare.db", two)
        merging = _took(lambda: merge.take(one, two, FROM))
        again = _took(lambda: merge.take(one, two, FROM))
    return merging, again, bare


def _make(path: Path, key: Key) -> None:
    """Make a file with partners that were changed until its history is long."""
    with closing(door.create_workspace(path, key)) as workspace:
        account = companies.start(workspace, "Acme", "importer", 2026)
        company = companies.dossier(workspace, account).company.id
        ids = new_ids(PARTNERS)
        with workspace.work("Import") as unit:
            rows = [{"id": key, "company_id": company, "name": f"P{key[:6]}"} for key in ids]
            unit.add_many("partner", rows)
        for turn in range(REVISIONS // PARTNERS - 1):
            with workspace.work(f"Change {turn}") as unit:
                unit.change_many("partner", {key: {"notes": f"Turn {turn}"} for key in ids})


def _change(workspace: Workspace, field: str, count: int) -> None:
    """Change that many records, ten in a step, as people do."""
    with workspace.bare() as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM partner LIMIT ?", (count,))]
    for at in range(0, count, 10):
        with workspace.work("Change") as unit:
            rows = {key: {field: f"{field} {key}"} for key in ids[at : at + 10]}
            unit.change_many("partner", rows)


def _bare(path: Path, other: Workspace) -> float:
    """Return how long sqlite3 takes to write the same rows and their history in one commit."""
    with other.bare() as connection:
        query = "SELECT * FROM revision ORDER BY number DESC LIMIT ?"
        rows = connection.execute(query, (CHANGES,)).fetchall()
    with closing(sqlite3.connect(path)) as bare:
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = FULL")
        bare.execute("CREATE TABLE revision (a, b, c, d, e, f, g, h, i, j)")
        bare.execute("CREATE TABLE partner (id PRIMARY KEY, notes)")
        bare.executemany("INSERT INTO partner VALUES (?, '')", [(row[6],) for row in rows])
        bare.commit()

        def write() -> None:
            values = [(row[8], row[6]) for row in rows]
            bare.executemany("UPDATE partner SET notes = ? WHERE id = ?", values)
            for _ in range(2):
                bare.executemany("INSERT INTO revision VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
            bare.commit()

        return _took(write)


def _took(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000
