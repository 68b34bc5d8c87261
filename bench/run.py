"""Measures the program against a bare yardstick in the same run and prints ratios."""

import itertools
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("CTPAT_DESKTOP_HOME", tempfile.mkdtemp())

import charts
import consultant
import deadlines
import files
import findings
import lists
import merging
import open_data
import packaged
import packets
import partner_risk
import parts
import questionnaires
import registers
import risk
import shelf
import sites
import sqlcipher3.dbapi2 as sqlcipher
import team
import team_rounds
import trainings
import writing

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.overview import account_rows
from ctpat_desktop.services.profile import answers, review
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.samples import sample_file
from ctpat_desktop.workspace import keys, swap
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.unit import Workspace

EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); w = QMainWindow(); w.resize(1280, 800); w.show(); app.processEvents()
"""
OURS = """
import gc
gc.disable()
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.window import MainWindow
app = application(); w = MainWindow(); w.show(); app.processEvents()
"""
"""The search for dead objects is off, as `ctpat_desktop.__main__` switches it off first."""
OPENED = (
    OURS
    + """
from pathlib import Path
import sys
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.workspace.keys import Key
path, secret, salt = sys.argv[1:]
workspace = workspaces.open_with(Path(path), Key(bytes.fromhex(secret), bytes.fromhex(salt)))
w.show_workspace(workspace, companies.choose(workspace)); w.shell.open("9"); app.processEvents()
"""
)
"""The key is there at once, as from the keyring; deriving it takes 0.2 s on purpose."""

LEAVE = """
import os
os._exit(0)
"""
"""Ends the measured process when it has painted; taking it apart is not part of the figure."""

RESIDENT = """
import psutil, sys
from pathlib import Path
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.workspace.keys import Key
path, secret, salt = sys.argv[1:]
workspace = workspaces.open_with(Path(path), Key(bytes.fromhex(secret), bytes.fromhex(salt)))
companies.dossier(workspace, companies.choose(workspace))
print(psutil.Process().memory_info().rss)
"""
SITED = {
    "90 answers changed": 2,
    "moved to another edition": 2,
    "save": 1.5,
    "open": 2,
    "9": 2,
    "home": 2,
    "findings": 2,
    "grid": 2,
    "review": 2,
}
"""What is done, most of it in the window, with how often as long it may take with more sites."""

KEY = Key(os.urandom(32), os.urandom(16))
HEAVY = int(os.environ.get("BENCH_EVIDENCE_MB", "1000"))
"""Megabytes of evidence for the memory line."""


def median(job: Callable[[], object], runs: int) -> float:
    """Return the median time of a job in milliseconds, after one warm-up."""
    job()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        job()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def slow(job: Callable[[], object], runs: int) -> float:
    """Return the time in milliseconds that 95 of 100 runs stay under."""
    job()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        job()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.quantiles(times, n=20)[-1]


def resident(workspace: Workspace) -> float:
    """Return the megabytes a process needs that has this file open and read."""
    workspace.close()
    done = subprocess.run(
        [sys.executable, "-c", RESIDENT, *opening(workspace)],
        check=True,
        capture_output=True,
        text=True,
    )
    return int(done.stdout) / 2**20


def opening(workspace: Workspace) -> list[str]:
    """Return file, key and salt as the measured processes take them."""
    return [str(workspace.path), KEY.secret.hex(), KEY.salt.hex()]


def sample(path: Path) -> Workspace:
    """Return the sample importer in an encrypted file."""
    plain = sample_file.create(path.with_suffix(".plain"), "importer")
    plain.close()
    swap.encrypt_plain(plain.path, KEY)
    plain.path.rename(path)
    return workspaces.open_with(path, KEY)


def heavy(folder: Path) -> Workspace:
    """Return a workspace with much evidence in it."""
    workspace = sample(folder / "heavy.ctpat")
    company = companies.overview(workspace)[0].company_id
    for _ in range(HEAVY // 100):
        library.add_bytes(workspace, company, "scan.bin", os.urandom(100 * 2**20))
    return workspace


def process(code: str, *arguments: str) -> Callable[[], object]:
    """Return a job that runs a piece of Python in a process of its own."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", code + LEAVE, *arguments]
    return lambda: subprocess.run(command, check=True, env=environment)


def opened_afresh(workspace: Workspace) -> Callable[[], object]:
    """Return a job that shows a copy of a closed file; a process that ends leaves its log behind.

    Proving such a log is no part of the figure.
    """
    path, *key = opening(workspace)
    copies = (Path(path).with_suffix(f".{number}.ctpat") for number in itertools.count())

    def job() -> None:
        copy = shutil.copyfile(path, next(copies))
        process(OPENED, str(copy), *key)()

    return job


def show(what: str, ours: float, yardstick: float, goal: float) -> None:
    """Print one line of the table."""
    ratio = ours / yardstick
    print(f"{what:46} {ours:9.2f} ms {yardstick:9.2f} ms {ratio:6.2f} x   goal {goal:g} x")


def main() -> None:
    """Print the table."""
    folder = Path(tempfile.mkdtemp())
    first = sample(folder / "sample.ctpat")
    first.close()
    print(f"{'what':46} {'ours':>12} {'yardstick':>12} {'ratio':>8}")
    empty = median(process(EMPTY), 5)
    show("start to first painted window", median(process(OURS), 5), empty, 1.3)
    opened = median(opened_afresh(first), 5)
    show("start to an encrypted profile on screen", opened, empty, 4)
    if packaged.PROGRAM.exists():  # after `make package`
        show("start of the packaged program, against this one", *packaged.measured(), 1.2)
    workspace = sample(folder / "save.ctpat")
    account = companies.choose(workspace)
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t(x);")
    words = iter(f"{number} {'x' * 600}" for number in range(10_000))

    def save() -> None:
        answers.save(workspace, account, "9.10", narrative=next(words))
        records.stored(workspace, "response", response)

    response = companies.dossier(workspace, account).answer("9.10").whole.id
    plain = slow(lambda: bare.execute("INSERT INTO t VALUES (?)", (next(words),)), 300)
    show("one answer saved and read back (95 %)", slow(save, 300), plain, 4)
    read = companies.dossier(workspace, account)
    gather = median(lambda: companies.dossier(workspace, account), 20)
    checked = median(lambda: review.of_dossier(read, date(2026, 11, 21)), 20)
    show("full checklist of 95 criteria, against reading", checked, gather, 5)
    derived = median(lambda: keys.derive("tin lantern forty", KEY.salt), 5)
    other = median(lambda: opens_by_passphrase(workspace.path), 5)
    show("one guess of a passphrase, against SQLCipher's", derived, other, 1)
    sited(folder)
    listed(folder)
    due(folder)
    switched(folder)
    rated(folder)
    drawn(folder)
    shelved(folder)
    exported(folder)
    parted(folder)
    travelled(folder)
    played(folder)
    merged(folder)
    worked_off(folder)
    written(folder)
    asked(folder)
    signed(folder)
    brought(folder)
    show("one word in 50,000 partners, 100 documents", *registers.searched(folder, KEY), 2)
    typed_anywhere(folder)
    many = folder / "many"
    many.mkdir()
    ours, hashed, bare_writing = files.added(many, KEY)
    show("500 files added, against writing them encrypted", ours, bare_writing, 3)
    show("  the same, against reading and hashing them", ours, hashed, 3)
    light = resident(workspace)
    full = resident(heavy(folder))
    print(
        f"{'memory, ' + str(HEAVY) + ' MB of evidence':46} {full:9.2f} MB {light:9.2f} MB "
        f"{full / light:6.2f} x   goal 1.2 x"
    )
    shutil.rmtree(folder)


def sited(folder: Path) -> None:
    """Print the lines of a company with many sites, each against itself with three."""
    place = folder / "sites"
    place.mkdir()
    found = sites.measured(place, sample)
    most, few = found[sites.COUNTS[-1]], found[sites.COUNTS[0]]
    show("checklist, 1,000 sites, against GROUP BY", most["checklist"], most["group by"], 5)
    show("  after one answer, against all", most["after one answer"], most["checklist"], 0.01)
    for what, goal in SITED.items():
        for count in sites.COUNTS[1:]:
            show(f"{what}: {count:,} sites, against 3", found[count][what], few[what], goal)


def worked_off(folder: Path) -> None:
    """Print the lines of very many findings."""
    workspace = sample(folder / "findings.ctpat")
    for what, (many, few) in findings.measured(workspace).items():
        show(f"100,000 findings, {what}, against 100", many, few, findings.MANY / findings.FEW)
    workspace.close()


def written(folder: Path) -> None:
    """Print the lines of spelling and of words that are looked for in all answers."""
    workspace = sample(folder / "written.ctpat")
    account = companies.choose(workspace)
    show("a key in 4,000 characters, spelling checked", *writing.typed(workspace, account), 4)
    sites.fill(workspace, sites.COUNTS[-1])
    scope = Scope.of(workspace, account, date(2026, 11, 21))
    show("rare words in 1,000 sites, against reading", *writing.looked_for(scope), 1.5)
    workspace.close()


def asked(folder: Path) -> None:
    """Print the line of the questionnaires."""
    place = folder / "asked"
    place.mkdir()
    ours, alone = questionnaires.received(place)
    what = f"{questionnaires.COUNT} questionnaires in, against reading"
    print(f"{what:46} {ours:9.2f} ms {alone:9.2f} ms {ours / alone:6.2f} x   no goal stated")


def signed(folder: Path) -> None:
    """Print the lines of the packets."""
    for what, (ours, alone) in packets.measured(folder).items():
        print(f"{what:46} {ours:9.2f} ms {alone:9.2f} ms {ours / alone:6.2f} x   no goal stated")


def brought(folder: Path) -> None:
    """Print the lines of the long import, by the clock and by computing."""
    found = registers.imported(folder, KEY)
    show("import 50,000 partners from XLSX", found.took, found.read, 4)
    show("  the same, computing", found.computed, found.read_computed, 4)
    show("its undo, against one second", found.undone, 1000, 1)
    show("  the same, computing", found.undone_computed, 1000, 1)
    before, *later = found.held
    for what, held in zip(("memory after it", "memory after its undo"), later, strict=True):
        print(f"{what:46} {held:9.2f} MB {before:9.2f} MB {held / before:6.2f} x   goal 1.3 x")


def due(folder: Path) -> None:
    """Print the line of the deadlines of many companies."""
    workspace = deadlines.consultant(folder, KEY)
    took = median(lambda: deadlines.listed(workspace), 9)
    what = f"deadlines of {deadlines.COMPANIES} companies, against half a second"
    show(what, took, deadlines.GOAL_MS, 1)
    took = median(lambda: account_rows.of_file(workspace, deadlines.TODAY), 5)
    show("  each of them in a row, its review open", took, deadlines.GOAL_MS, 1)
    workspace.close()


def drawn(folder: Path) -> None:
    """Print the lines of the charts of a large company."""
    for name, took, plain, goal in charts.lines(folder / "charts", KEY):
        show(f"chart of {name}, against reading what it counts", took, plain, goal)


def rated(folder: Path) -> None:
    """Print the lines of a risk assessment of many chains."""
    read, printing = risk.measured(folder / "risk", KEY)
    show(f"{risk.CHAINS} chains of {risk.LEGS} legs rated, against 1 s", read, risk.READ_MS, 1)
    show("  and printed, against 10 s", printing, risk.PRINT_MS, 1)
    read, preview = partner_risk.measured(folder / "partner-risk", KEY)
    what = f"{partner_risk.PARTNERS:,} partners rated, {partner_risk.ANSWERED:,} with answers"
    show(f"{what}, against 2 s", read, partner_risk.READ_MS, 1)
    show("  and counted with other weights, against 1 s", preview, partner_risk.PREVIEW_MS, 1)
    looked = partner_risk.looked_at(folder, KEY)
    show("  and all of them looked at, against none", *looked, 1)


def merged(folder: Path) -> None:
    """Print the lines of two copies of a file with a long history that come together."""
    (folder / "merging").mkdir()
    taking, again, bare = merging.measured(folder / "merging", KEY)
    what = f"{merging.CHANGES:,} changes of another copy merged, {merging.REVISIONS:,} known"
    show(what, taking, bare, merging.GOAL)
    show("  the same copy again: nothing new, against 0.5 s", again, merging.AGAIN_MS, 1)


def travelled(folder: Path) -> None:
    """Print the lines of change files of a team on a server, and of how they are merged."""
    for line in team.lines():
        show(*line)
    (folder / "rounds").mkdir()
    for what, took in team_rounds.measured(folder / "rounds", KEY).items():
        show(
            f"{what}, against {team_rounds.GOALS[what]:g} s",
            took,
            team_rounds.GOALS[what] * 1000,
            1,
        )


def played(folder: Path) -> None:
    """Print the lines of the recorded trainings of a large firm."""
    listing, opening, recording, matrix = trainings.measured(folder / "trainings", KEY)
    what = f"{trainings.COURSES} trainings listed, against 0.3 s"
    show(what, listing, trainings.LIST_MS, 1)
    what = f"  one opened for {trainings.PEOPLE:,} people, against 0.5 s"
    show(what, opening, trainings.OPEN_MS, 1)
    show("  their results recorded at once, against 1.5 s", recording, trainings.RECORD_MS, 1)
    show("  the matrix of all of them, against 1.5 s", matrix, trainings.MATRIX_MS, 1)


def typed_anywhere(folder: Path) -> None:
    """Print the lines of a key typed into “Go to anything”, in the file of the search."""
    many = sites.key_anywhere(workspaces.open_with(folder / "search.ctpat", KEY))
    few = sites.key_anywhere(sample(folder / "anywhere.ctpat"))
    show("a key in Go to anything, 50,000 partners", many, few, 2)
    show("  the same, against one picture of the screen", many, lists.FRAME, 1)


def switched(folder: Path) -> None:
    """Print the lines of the switch between the companies of a consultant."""
    place = folder / "consultant"
    place.mkdir()
    few, every = consultant.switched(consultant.answered(place, KEY))
    what = f"switch among {deadlines.COMPANIES} companies, against 0.3 s"
    show(what, few, consultant.GOAL_MS, 1)
    show("  once every page was looked at", every, consultant.GOAL_MS, 1)


def listed(folder: Path) -> None:
    """Print the line of the long list."""
    workspace, company = lists.partners(folder, KEY)
    ours, theirs, slowest = lists.filtered(workspace, company)
    show("50,000 partners per key press, against FTS5", ours, theirs, 2)
    print(
        f"{'its slowest key press, against one frame':46} {slowest:9.2f} ms {lists.FRAME:9.2f} ms"
    )
    workspace.close()


def shelved(folder: Path) -> None:
    """Print the lines of a large evidence library."""
    first, found, timeline = shelf.measured(folder / "library", KEY)
    show(f"{shelf.COUNT:,} documents shown, against 0.3 s", first, shelf.SHOW_MS, 1)
    show("  per change of what is asked, against a frame", found, lists.FRAME, 1)
    show("  their covered periods, against 1 s", timeline, shelf.PERIOD_MS, 1)


def exported(folder: Path) -> None:
    """Print the lines of the open export: what 1,000 partners cost among ten times as many."""
    for what, (large, small) in open_data.measured(folder / "open", KEY).items():
        words = f"open export {what}, 1,000 of {open_data.MANY:,} partners"
        show(words, large, small, open_data.GOAL)


def parted(folder: Path) -> None:
    """Print the lines of a company that becomes a file of its own."""
    goals = {"against its bare rows": parts.GOAL, "beside ten times as much": parts.SIZE_GOAL}
    for what, (ours, yardstick) in parts.measured(folder / "parts", KEY).items():
        show(f"a company out, {what}", ours * 1000, yardstick * 1000, goals[what])


def opens_by_passphrase(path: Path) -> None:
    """Let SQLCipher itself derive a key from a passphrase with its own defaults."""
    connection = sqlcipher.connect(str(path))
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("PRAGMA key = 'tin lantern forty'")
    with suppress(sqlcipher.Error):
        connection.execute("SELECT count(*) FROM sqlite_master")
    connection.close()


if __name__ == "__main__":
    main()
