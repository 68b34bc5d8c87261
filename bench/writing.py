"""Typing where spelling is checked, and words looked for in the answers of very many sites."""

import statistics
import time
from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Response
from ctpat_desktop.services.profile import replacing
from ctpat_desktop.services.profile.replacing import Sought
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.spelling import dictionary, names
from ctpat_desktop.services.spelling.speller import Speller
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.spelled import Spelled
from ctpat_desktop.ui.session.spelling import SPELLING
from ctpat_desktop.workspace.unit import Workspace

SIGNS = 4_000
"""Characters of the text that is typed into; one word in twenty is in no dictionary."""
SENTENCE = "The dispatcher looks at the seal before each departure and writes it into the log, "
KEYS = 40
RARE = "dispatcher looks at the seel"


def typed(workspace: Workspace, account_id: str) -> tuple[float, float]:
    """Return the median milliseconds of a key in a long text with and without its spelling."""
    application()
    text = (f"{SENTENCE}dispacher. " * SIGNS)[:SIGNS]
    speller = Speller(dictionary.load("en"), names.of_trade("en"))
    speller.judge(speller.look(text).fresh)
    speller.judge([f"x{'x' * n}" for n in range(KEYS)])
    times = []
    desk = Desk(workspace, account_id)
    for is_checked in (True, False):
        box = QPlainTextEdit(text)
        if is_checked:
            SPELLING.follow(desk)
            SPELLING.speller = speller
            Spelled(box)
        box.resize(700, 400)
        box.show()
        QTest.qWaitForWindowExposed(box)
        times.append(_median(lambda box=box: QTest.keyClick(box, "x"), KEYS))
        box.deleteLater()
    SPELLING.leave()
    desk.leave()
    return times[0], times[1]


def looked_for(scope: Scope) -> tuple[float, float]:
    """Return the milliseconds of looking for rare words, and of reading the same texts alone."""
    text = next(hit.text for hit in replacing.find(scope, Sought("seal")) if hit.text.site)
    words = f"{text.words} The {RARE}."
    records.change(scope.workspace, text.table, text.record_id, **{text.field: words})

    def look() -> None:
        if len(replacing.find(scope, Sought(RARE))) != 1:
            raise AssertionError(RARE)

    def read() -> None:
        with scope.workspace.read() as session:
            _read(session)

    return _median(look, 5), _median(read, 5)


def _read(session: Session) -> None:
    columns = (Response.id, Response.narrative, Response.reason)
    for _ in session.execute(select(*columns), execution_options={"yield_per": 1_000}):
        pass


def _median(job: Callable[[], object], runs: int) -> float:
    job()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        job()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)
