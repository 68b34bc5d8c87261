"""Measures taking in a long list and finding one word, each against the bare library."""

import random
import sqlite3
import statistics
import time
from collections.abc import Callable
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


def imported(folder: Path, key: Key) -> tuple[float, float]:
    """Return the milliseconds to take 50,000 partners in from XLSX, and to read the sheet only."""
    sheet = _sheet(folder / "partners.xlsx")
    ours = [_import(folder / f"import-{run}.ctpat", key, sheet) for run in range(3)]
    return statistics.median(ours), min(_timed(lambda: _read(sheet)) for _ in range(5))


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


def _import(path: Path, key: Key, sheet: Path) -> float:
    workspace = _sample(path, key)
    company = companies.overview(workspace)[0].company_id

    def job() -> None:
        read = apply.load("partner", sheet)
        columns = apply.proposed(workspace, "partner", read)
        shown = apply.preview(workspace, company, "partner", read, columns)
        report = apply.apply(workspace, shown)
        assert (report.accepted, report.rows) == (ROWS, ROWS), report.refused[:3]

    took = _timed(job)
    workspace.close()
    return took


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


def _timed(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return (time.perf_counter() - began) * 1000


def _median(job: Callable[[], object], runs: int) -> float:
    job()
    return statistics.median(_timed(job) for _ in range(runs))
