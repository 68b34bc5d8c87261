"""A company with many sites, each of which answers every criterion for itself."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from ctpat_desktop.checklist import engine
from ctpat_desktop.reading.dossier import Dossier
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Response
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import answers, editions, many_answers, site_facts
from ctpat_desktop.services.profile import model as profile_model
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.session import backup_timer, tasks
from ctpat_desktop.ui.window import MainWindow
from ctpat_desktop.workspace.unit import Workspace

WORDS = "The dispatcher looks at the seal before each departure and writes it into the log. " * 3
DAY = date(2026, 11, 21)
COUNTS = (3, 100, 1000)
ONE_IN = 100
"""One answer of so many has no proof."""
PAGES = ("9", "home", "findings", "grid", "review")
Rows = list[dict[str, Any]]


def fill(workspace: Workspace, count: int) -> None:
    """Give the sample `count` sites, all of which answer every criterion nearly all with proof."""
    read = companies.dossier(workspace, companies.choose(workspace))
    company = {"company_id": read.company.id}
    sites = [
        {"id": new_id(), "name": f"Depot {number:04}", **company}
        for number in range(count - len(read.sites))
    ]
    here = [row.id for row in read.sites[:count]] + [row["id"] for row in sites]
    proof = records.add(workspace, "evidence", title="Gate log", filename="log.pdf", **company)
    rows = list(_answers(read, here))
    links = [
        {"id": new_id(), "response_id": row["id"], "evidence_id": proof}
        for number, row in enumerate(rows)
        if number % ONE_IN
    ]
    with workspace.work("Answer at every site") as unit:
        unit.add_many("site", sites)
        whole = [answer.whole for answer in read.answers if answer.whole]
        unit.change_many("response", {row.id: {"per_site": True} for row in whole})
        unit.add_many("response", rows)
        unit.add_many("evidence_link", links)


def _answers(read: Dossier, sites: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield an answer for each criterion and site that has none, and the company's where none."""
    same = {"profile_id": read.profile.id, "status": "in_place", "narrative": WORDS}
    for answer in read.answers:
        said = {site.id for site, response in answer.by_site if response}
        key = answer.criterion.id
        if answer.whole is None:
            yield {"id": new_id(), "criterion": key, "site_id": None, "per_site": True, **same}
        for site in sites:
            if site not in said:
                yield {"id": new_id(), "criterion": key, "site_id": site, "per_site": False, **same}


def checked(workspace: Workspace) -> tuple[float, float, float]:
    """Return milliseconds of the full checklist, of a GROUP BY, and of one changed answer."""
    account = companies.choose(workspace)
    model = profile_model.read(Scope.of(workspace, account, DAY))
    heard: list[Any] = []
    workspace.on_change.append(heard.append)
    site = model.book.sites[-1].id
    after = []
    for number in range(9):
        answers.save(workspace, account, "9.10", site, narrative=f"Round {number}.")
        began = time.perf_counter()
        model = profile_model.after(workspace, model, heard[-1])
        after.append((time.perf_counter() - began) * 1000)
    workspace.on_change.remove(heard.append)
    full = _median(lambda: _judged(workspace, model), 5)
    return full, _median(lambda: _grouped(workspace), 5), statistics.median(after)


def _judged(workspace: Workspace, model: profile_model.Model) -> None:
    """Run the whole checklist over the answers in the file."""
    keys = [answer.criterion.id for answer in model.book.answers if answer.is_per_site]
    with workspace.read() as session:
        there = site_facts.read(session, model.book, model.today, keys)
    facts = replace(model.facts, at_sites=there)
    registers = model.registers.facts if model.registers else None
    engine.evaluate(model.criteria, facts, model.today, registers)


def _grouped(workspace: Workspace) -> None:
    query = select(Response.criterion, Response.status, func.count(), func.max(Response.narrative))
    with workspace.read() as session:
        session.execute(query.group_by(Response.criterion, Response.status)).all()


def decided(workspace: Workspace) -> dict[str, float]:
    """Return milliseconds of changing ninety answers at once, and of moving to another edition."""
    scope = Scope.of(workspace, companies.choose(workspace), DAY)
    with workspace.read() as session:
        criteria = answers.asked_rows(session, scope.account_id)[:90]
    editions.add(workspace, shipped("resources", "editions", "invented-2031.json"))
    many = _timed(lambda: many_answers.change(scope, criteria, "owner", "Ines Prado"))
    moved = _timed(lambda: editions.move(scope, "invented-2031"))
    workspace.undo(scope.company_id)
    return {"90 answers changed": many, "moved to another edition": moved}


def in_window(workspace: Workspace) -> dict[str, float]:
    """Return milliseconds until the event loop is free again, by what was done in the window."""
    backup_timer.AFTER_OPENING_MS = 10**9
    app = application()
    window = MainWindow()
    window.resize(1280, 800)
    window.show()
    _settle(app)
    account = companies.choose(workspace)
    found = {"open": _until_free(app, lambda: window.show_workspace(workspace, account))}
    shell = window.shell
    if shell is None:
        raise RuntimeError("the window shows no workspace")
    desk = shell.desk
    while desk.registers is None:
        app.processEvents()
    for page in PAGES:
        shell.open(page)
        _settle(app)
        shell.open("company")
        _settle(app)
        found[page] = _until_free(app, lambda page=page: shell.open(page))
    shell.open("9")
    shell.wizard.show_criterion("9.10")
    saves = [
        _until_free(app, lambda n=n: desk.answer("9.10", None, narrative=f"Round {n}, weekly."))
        for n in range(9)
    ]
    found["save"] = statistics.median(saves)
    window.close_workspace()
    return found


def key_anywhere(workspace: Workspace) -> float:
    """Return the milliseconds a key typed into “Go to anything” keeps the window busy."""
    backup_timer.AFTER_OPENING_MS = 10**9
    app = application()
    window = MainWindow()
    window.resize(1280, 800)
    window.show()
    window.show_workspace(workspace, companies.choose(workspace))
    shell = window.shell
    if shell is None:
        raise RuntimeError("the window shows no workspace")
    while shell.desk.registers is None:
        app.processEvents()
    window.menus.go_anywhere.trigger()
    box = shell.goto
    if box is None:
        raise RuntimeError("the box did not come")
    times = []
    for word in ("laredo", "camera", "9.1", "partner"):
        box.words.clear()
        parts = [word[:at] for at in range(1, len(word) + 1)]
        times += [_until_free(app, lambda part=part: box.words.setText(part)) for part in parts]
    box.leave()
    while tasks.are_running():
        app.processEvents()
    window.close_workspace()
    return statistics.median(times)


def _settle(app: QApplication) -> None:
    for _ in range(4):
        app.processEvents()


def _until_free(app: QApplication, job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    _settle(app)
    return (time.perf_counter() - began) * 1000


def _median(job: Callable[[], object], runs: int) -> float:
    job()
    return statistics.median(_timed(job) for _ in range(runs))


def _timed(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return (time.perf_counter() - began) * 1000


def measured(folder: Path, make: Callable[[Path], Workspace]) -> dict[int, dict[str, float]]:
    """Return the milliseconds of everything, by the number of sites; `make` makes the sample."""
    found = {}
    for count in COUNTS:
        workspace = make(folder / f"sites{count}.ctpat")
        fill(workspace, count)
        full, grouped, after = checked(workspace)
        found[count] = {"checklist": full, "group by": grouped, "after one answer": after}
        found[count] |= decided(workspace)
        found[count] |= in_window(workspace)
    return found
