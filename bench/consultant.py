"""A consultant's file: forty companies with answered profiles, and the switch between two."""

import statistics
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import deadlines
from PySide6.QtWidgets import QApplication

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile.answers import asked_rows
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.session import backup_timer
from ctpat_desktop.ui.window import MainWindow
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.unit import Workspace

GOAL_MS = 300
ROUNDS = 12
WORDS = "The shift lead checks this each week and writes it into the log of the site. "


def answered(folder: Path, key: Key) -> Workspace:
    """Return the file of the deadlines with every profile answered."""
    workspace = deadlines.consultant(folder, key)
    for line in companies.overview(workspace):
        scope = Scope.of(workspace, line.account_id, deadlines.TODAY)
        with workspace.read() as session:
            profile = companies.dossier(workspace, scope.account_id).profile.id
            asked = asked_rows(session, scope.account_id)
        rows = [
            {
                "id": new_id(),
                "profile_id": profile,
                "criterion": criterion,
                "status": "in_place",
                "narrative": WORDS * 6,
            }
            for criterion in asked
        ]
        with workspace.work("Answer") as unit:
            unit.add_many("response", rows)
    return workspace


def switched(workspace: Workspace) -> tuple[float, float]:
    """Return milliseconds of a switch: after opening, and once every page was looked at."""
    backup_timer.AFTER_OPENING_MS = 10**9
    app = application()
    window = MainWindow()
    window.resize(1280, 800)
    window.show()
    accounts = cycle([line.account_id for line in companies.overview(workspace)])
    window.show_workspace(workspace, next(accounts))
    shell = window.shell
    if shell is None:
        raise RuntimeError("the window shows no workspace")
    few = _median(app, window, accounts)
    for page in shell.offered():
        shell.open(page)
        _settle(app, window)
    every = _median(app, window, accounts)
    window.close_workspace()
    return few, every


def _median(app: QApplication, window: MainWindow, accounts: Iterator[str]) -> float:
    took = []
    for _ in range(ROUNDS):
        _settle(app, window)
        began = time.perf_counter()
        window.choose_account(next(accounts))
        for _ in range(4):
            app.processEvents()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def _settle(app: QApplication, window: MainWindow) -> None:
    """Wait until nothing is read beside the window."""
    while window.shell is not None and window.shell.desk.registers is None:
        app.processEvents()
    for _ in range(4):
        app.processEvents()
