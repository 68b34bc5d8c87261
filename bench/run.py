"""Measures the program against a bare yardstick in the same run and prints ratios."""

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("CTPAT_DESKTOP_HOME", tempfile.mkdtemp())

from ctpat_desktop.services import answers, companies, review, samples

EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); w = QMainWindow(); w.resize(1280, 800); w.show(); app.processEvents()
"""
OURS = """
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.window import MainWindow
app = application(); w = MainWindow(); w.show(); app.processEvents()
"""
OPENED = (
    OURS
    + """
from pathlib import Path
import sys
assert w.open_path(Path(sys.argv[1])); w.shell.open("9"); app.processEvents()
"""
)


def median(job: Callable[[], object], runs: int) -> float:
    """Return the median time of a job in milliseconds, after one warm-up."""
    job()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        job()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def process(code: str, *arguments: str) -> Callable[[], object]:
    """Return a job that runs a piece of Python in a process of its own."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", code, *arguments]
    return lambda: subprocess.run(command, check=True, env=environment)


def show(what: str, ours: float, yardstick: float, goal: float) -> None:
    """Print one line of the table."""
    ratio = ours / yardstick
    print(f"{what:46} {ours:9.2f} ms {yardstick:9.2f} ms {ratio:6.2f} x   goal {goal:g} x")


def main() -> None:
    """Print the table."""
    folder = Path(tempfile.mkdtemp())
    file = folder / "sample.ctpat"
    samples.create(file, "importer").close()
    print(f"{'what':46} {'ours':>12} {'yardstick':>12} {'ratio':>8}")
    empty = median(process(EMPTY), 5)
    show("start to first painted window", median(process(OURS), 5), empty, 1.3)
    show("start to a profile on screen", median(process(OPENED, str(file)), 5), empty, 4)
    workspace = samples.create(folder / "save.ctpat", "importer")
    account = companies.choose(workspace)
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t(x);")
    words = iter(f"{number} {'x' * 600}" for number in range(10_000))
    plain = median(lambda: bare.execute("INSERT INTO t VALUES (?)", (next(words),)), 200)
    saved = median(lambda: answers.save(workspace, account, "9.10", narrative=next(words)), 200)
    show("one answer saved (median)", saved, plain, 4)
    read = companies.dossier(workspace, account)
    gather = median(lambda: companies.dossier(workspace, account), 20)
    checked = median(lambda: review.of_dossier(read, date(2026, 11, 21)), 20)
    show("full checklist of 96 criteria, against reading", checked, gather, 5)
    workspace.close()


if __name__ == "__main__":
    main()
