"""Measures taking in a long list and finding one word, each against the bare library."""

import os
import random
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.importing import apply
from ctpat_desktop.services.samples import sample_file
from ctpat_desktop.services.search.search import MOST_HITS, Search
from ctpat_desktop.services.search.word_index import spelled
from ctpat_desktop.workspace import swap
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.unit import Workspace

ROWS, DOCUMENTS = 50_000, 100
HEADS = (
    *("Name", "Role", "Relationship", "Country", "Street", "City", "State or province"),
    *("Postal code", "Telephone", "E-mail", "Website", "Partner since", "Shipments per year"),
    *("Value a year in USD", "CTPAT status", "Monitoring result", "AEO certificate number"),
    *("Status checked on", "Checked by", "Next check due", "Handles our cargo"),
    *("Risk rating", "Rated on", "Notes"),
)
WORDS = ("laredo", "logistics", "partner 4711", "xylophone", "mon")
"""A word in a third of the records, in all, in one, in documents, and a beginning."""


@dataclass(frozen=True, slots=True)
class Imported:
    """Milliseconds, by the clock and of computing, and megabytes held before and after."""

    took: float
    computed: float
    read: float
    read_computed: float
    undone: float
    undone_computed: float
    held: tuple[float, float, float]
    """Before, after the import, and after its undo."""


def imported(folder: Path, key: Key) -> Imported:
    """Import 50,000 partners from XLSX and undo it, against reading the sheet only."""
    sheet = _sheet(folder / "partners.xlsx")
    runs = [_import(folder / f"import-{run}.ctpat", key, sheet) for run in range(3)]
    ours, computed, undone, undone_computed = map(statistics.median, zip(*runs, strict=True))
    reads = [_timed(lambda: _read(sheet)) for _ in range(5)]
    read, read_computed = map(min, zip(*reads, strict=True))
    held = _held(_sample(folder / "held.ctpat", key), key, sheet)
    return Imported(ours, computed, read, read_computed, undone, undone_computed, held)


HELD = """
import psutil, sys
from pathlib import Path
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.importing import apply
from ctpat_desktop.workspace.keys import Key

path, secret, salt, sheet = sys.argv[1:]
workspace = workspaces.open_with(Path(path), Key(bytes.fromhex(secret), bytes.fromhex(salt)))
account = companies.choose(workspace)
company = companies.dossier(workspace, account).company.id


def brought():
    read = apply.load("partner", Path(sheet))
    columns = apply.proposed(workspace, "partner", read)
    apply.apply(workspace, apply.preview(workspace, company, "partner", read, columns))


def held():
    workspace.give_back()
    return psutil.Process().memory_info().rss


found = [held()]
for work in (brought, workspace.undo):
    work()
    found.append(held())
print(*found)
"""


def _held(workspace: Workspace, key: Key, sheet: Path) -> tuple[float, float, float]:
    """Return the megabytes a process of its own holds before and after an import, and its undo."""
    workspace.close()
    told = [str(workspace.path), key.secret.hex(), key.salt.hex(), str(sheet)]
    command = [sys.executable, "-c", HELD, *told]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    before, after, undone = (int(number) / 2**20 for number in done.stdout.split())
    return before, after, undone


def searched(folder: Path, key: Key) -> tuple[float, float]:
    """Return the milliseconds to find one word in partners and documents, and of a bare query."""
    path = folder / "search.ctpat"
    _import(path, key, _sheet(folder / "partners.xlsx"))
    workspace = workspaces.open_with(path, key)
    company = companies.overview(workspace)[0].company_id
    for number in range(DOCUMENTS):
        text = f"xylophone log {number}\n" + "The guard checks the seal of each container.\n" * 400
        library.add_bytes(workspace, company, f"log-{number}.txt", text.encode())
    search = Search(workspace, companies.choose(workspace))
    search.build()
    bare = _bare(search)
    ours = [_median(partial(search.find, word), 7) for word in WORDS]
    theirs = [_median(partial(_asked, bare, word), 7) for word in WORDS]
    workspace.close()
    return sum(ours) / len(ours), sum(theirs) / len(theirs)


def _import(path: Path, key: Key, sheet: Path) -> tuple[float, float, float, float]:
    """Return the milliseconds of an import and of its undo, each by the clock and of computing."""
    workspace = _sample(path, key)
    company = companies.overview(workspace)[0].company_id

    def job() -> None:
        read = apply.load("partner", sheet)
        columns = apply.proposed(workspace, "partner", read)
        shown = apply.preview(workspace, company, "partner", read, columns)
        report = apply.apply(workspace, shown)
        assert (report.accepted, report.rows) == (ROWS, ROWS), report.refused[:3]

    took, undone = _timed(job), _timed(workspace.undo)
    workspace.redo()
    workspace.close()
    return *took, *undone


def _sample(path: Path, key: Key) -> Workspace:
    sample_file.create(path, "importer").close()
    swap.encrypt_plain(path, key)
    return workspaces.open_with(path, key)


def _sheet(path: Path) -> Path:
    if path.exists():
        return path
    book = xlsxwriter.Workbook(path)
    sheet, dice = book.add_worksheet(), random.Random(7)
    sheet.write_row(0, 0, HEADS)
    for number in range(1, ROWS + 1):
        sheet.write_row(number, 0, _row(number, dice))
    book.close()
    return path


def _row(number: int, dice: random.Random) -> tuple[str | int, ...]:
    day = f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    return (
        f"Partner {number} Logistics",
        dice.choice(("Highway carrier", "Manufacturer", "Customs broker; Warehouse")),
        "Active",
        dice.choice(("Mexico", "Canada", "China", "Viet Nam")),
        f"{number} Main Street",
        dice.choice(("Laredo", "Monterrey", "Toronto")),
        *("TX", f"{number:05d}", f"555-{number:06d}", f"p{number}@example.com"),
        *(f"www.p{number}.example", "2019-05-01", number % 500, number * 10),
        *("Not a member", "Not certified", f"AEO{number:07d}", day, "Jo Doe", "2027-03-01"),
        *(dice.choice(("Yes", "No")), dice.choice(("Low", "Medium", "High")), day),
        f"Note about partner number {number}",
    )


def _read(sheet: Path) -> None:
    CalamineWorkbook.from_path(str(sheet)).get_sheet_by_index(0).to_python()


def _bare(search: Search) -> sqlite3.Connection:
    """Return a plain FTS5 table in memory with the same texts."""
    bare = sqlite3.connect(":memory:")
    bare.execute("CREATE VIRTUAL TABLE words USING fts5(title, body, prefix='2 3')")
    rows = search.index._connection.execute("SELECT title, body FROM entry")
    bare.executemany("INSERT INTO words VALUES (?, ?)", ((spelled(a), spelled(b)) for a, b in rows))
    return bare


def _asked(bare: sqlite3.Connection, words: str) -> None:
    query = " AND ".join(f'"{word}"*' for word in words.split())
    sql = (
        "SELECT title, snippet(words, 1, '', '', '', 30) FROM words WHERE words MATCH ? "
        f"ORDER BY bm25(words, 8.0, 1.0) LIMIT {MOST_HITS}"
    )
    bare.execute(sql, (query,)).fetchall()


def _timed(job: Callable[[], object]) -> tuple[float, float]:
    """Return milliseconds by the clock, and of computing, that of child processes included."""
    began, computed = time.perf_counter(), _computed()
    job()
    return (time.perf_counter() - began) * 1000, (_computed() - computed) * 1000


def _computed() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _median(job: Callable[[], object], runs: int) -> float:
    job()
    return statistics.median(_timed(job)[0] for _ in range(runs))
