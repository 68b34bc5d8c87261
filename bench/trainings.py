"""Measures recorded trainings of a large firm: listed, opened for many people, and recorded."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import training_matrix
from ctpat_desktop.services.training import courses, results
from ctpat_desktop.services.training.results import Results, Sitting
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.keys import Key

PEOPLE, COURSES = 1_000, 10
LIST_MS, OPEN_MS, RECORD_MS, MATRIX_MS = 300, 500, 1_500, 1_500
TODAY = date(2026, 11, 21)
KINDS = ("awareness", "inspection", "seals", "shipments", "access")


def measured(folder: Path, key: Key) -> tuple[float, float, float, float]:
    """Return milliseconds: trainings listed, one opened, 1,000 results recorded, the matrix."""
    folder.mkdir()
    workspace = door.create_workspace(folder / "trainings.ctpat", key)
    account = companies.start(workspace, "Harbor", "importer", 2026)
    scope = Scope.of(workspace, account, TODAY)
    ids = _fill(scope)
    keys = [courses.add_model(scope, KINDS[n % 5], "en", ids[n]) for n in range(COURSES)]
    people = [row.id for row in results.watchers(scope)]
    listing = min(_took(lambda: courses.listed(scope)) for _ in range(3))
    opening = min(_took(lambda: _open(scope, keys[0])) for _ in range(3))
    times = [_took(lambda key=key: _record(scope, key, people)) for key in keys]  # type: ignore[misc]
    matrix = min(_took(lambda: training_matrix.read(scope)) for _ in range(3))
    workspace.close()
    return listing, opening, max(times), matrix


def _fill(scope: Scope) -> list[str]:
    """Add a position, its people and the topics; return the ids of the topics."""
    own = {"company_id": scope.company_id}
    job, topics = new_id(), [new_id() for _ in range(COURSES)]
    with scope.workspace.work("Fill") as unit:
        unit.add_many("position", [{"id": job, **own, "title": "Dock"}])
        named = [{"id": new_id(), **own, "last_name": f"Person {n}"} for n in range(PEOPLE)]
        unit.add_many("person", [{**row, "position_id": job} for row in named])
        rows = [{"id": key, **own, "title": f"Topic {n}"} for n, key in enumerate(topics)]
        unit.add_many("topic", [{**row, "audience": "everyone"} for row in rows])
    return topics


def _open(scope: Scope, course_id: str) -> None:
    results.progress(scope, courses.lesson(scope, course_id))
    results.watchers(scope)


def _record(scope: Scope, course_id: str, people: list[str]) -> None:
    sitting = Sitting(course_id, tuple(people), "played")
    results.record(scope, sitting, dict.fromkeys(people, 90), Results())


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
