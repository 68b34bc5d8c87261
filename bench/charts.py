"""Measures the charts of a large company: each built from its file, against one plain query."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import func, select, text

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Evidence, EvidenceLink, Revision
from ctpat_desktop.records.base import id_by, new_id
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.charts import every
from ctpat_desktop.services.charts.wanted import Wanted
from ctpat_desktop.services.profile.answers import asked_rows
from ctpat_desktop.services.registers import facts
from ctpat_desktop.services.registers.facts import arithmetic
from ctpat_desktop.services.registers.facts.query import Moment
from ctpat_desktop.services.risk import partner_ratings
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.unit import Workspace

SITES, PARTNERS, DOCUMENTS, ACTIONS, PEOPLE, TOPICS = 1_000, 5_000, 20_000, 10_000, 2_000, 10
CHANGES = 20
"""How often each answer of the company was changed in the year."""
TODAY = date(2026, 11, 21)
GOALS = {"progress": 5.0, "evidence": 10.0, "training": 1.5, "partners": 1.5, "actions": 6.0}
Rows = list[dict[str, Any]]


def lines(folder: Path, key: Key) -> Iterator[tuple[str, float, float, float]]:
    """Yield for each chart what is built, its milliseconds, those of the query, and the goal."""
    folder.mkdir()
    workspace = door.create_workspace(folder / "charts.ctpat", key)
    scope = _filled(workspace)
    for name, yardstick in _yardsticks(scope).items():
        took = min(_took(lambda name=name: every.build(scope, name, Wanted())) for _ in range(3))
        plain = min(_took(yardstick) for _ in range(3))
        yield name, took, plain, GOALS[name]
    workspace.close()


def _yardsticks(scope: Scope) -> dict[str, Callable[[], object]]:
    """Return the least that has to be read for each chart."""

    def query(statement: Any) -> Callable[[], object]:
        def run() -> object:
            with scope.workspace.read() as session:
                return session.execute(statement).all()

        return run

    def duties() -> object:
        moment = Moment(scope.today, facts.limits(scope.workspace))
        with scope.workspace.read() as session:
            return arithmetic.duties(session, scope.company_id, moment)

    with scope.workspace.read() as session:
        criteria = asked_rows(session, scope.account_id)
        profile = session.scalar(text("SELECT id FROM profile"))
    ids = [id_by("response", profile, criterion, None) for criterion in criteria]
    linked = select(Evidence.expires_on, func.count()).join(
        EvidenceLink, EvidenceLink.evidence_id == Evidence.id
    )
    added = select(func.min(Revision.at)).where(
        Revision.record_id.in_(text("SELECT id FROM action")), Revision.action == "added"
    )
    return {
        "progress": query(select(Revision).where(Revision.record_id.in_(ids))),
        "evidence": query(linked.group_by(Evidence.expires_on)),
        "training": duties,
        "partners": lambda: partner_ratings.read(scope).partners,
        "actions": query(added.group_by(Revision.record_id)),
    }


def _filled(workspace: Workspace) -> Scope:
    scope = Scope.of(workspace, companies.start(workspace, "Harbor", "importer", 2026), TODAY)
    own = {"company_id": scope.company_id}
    with workspace.read() as session:
        criteria = asked_rows(session, scope.account_id)
        profile = session.scalar(text("SELECT id FROM profile"))
    sites = [new_id() for _ in range(SITES)]
    with workspace.work("Fill") as unit:
        for table, rows in _rows():
            unit.add_many(table, [{"id": new_id(), **own, **row} for row in rows])
        unit.add_many("site", [{"id": key, **own, "name": f"Site {key}"} for key in sites])
        answer = {"profile_id": profile, "status": "in_place", "narrative": "We do. " * 40}
        unit.add_many("response", list(_answers(answer, criteria, [None, *sites])))
        unit.add_many("evidence_link", list(_links(unit.session, profile, criteria)))
    answers = [id_by("response", profile, criterion, None) for criterion in criteria]
    for number in range(CHANGES):
        status = ("partly", "in_place")[number % 2]
        words = {"status": status, "narrative": f"We do it {number} times. " * 20}
        with workspace.work("Change") as unit:
            unit.change_many("response", dict.fromkeys(answers, words))
    return scope


def _answers(answer: dict[str, Any], criteria: list[str], sites: list[Any]) -> Iterator[Any]:
    for criterion in criteria:
        for site in sites:
            key = id_by("response", answer["profile_id"], criterion, site)
            yield {**answer, "id": key, "criterion": criterion, "site_id": site}


def _links(session: Any, profile: str, criteria: list[str]) -> Iterator[Any]:
    for number, document in enumerate(session.scalars(select(Evidence.id))):
        answer = id_by("response", profile, criteria[number % len(criteria)], None)
        key = id_by("evidence_link", document, answer)
        yield {"id": key, "evidence_id": document, "response_id": answer}


def _rows() -> Iterator[tuple[str, Rows]]:
    first = date(2017, 1, 1)

    def day(number: int) -> date:
        return first + timedelta(days=number % 3_650)

    year = timedelta(days=365)
    yield (
        "evidence",
        [
            {"title": f"Paper {n}", "period_from": day(n), "expires_on": day(n) + year}
            for n in range(DOCUMENTS)
        ],
    )
    done = {"status": "done"}
    yield (
        "action",
        [
            {"title": f"Do {n}", "due_on": day(n), **(done | {"done_on": day(n)} if n % 3 else {})}
            for n in range(ACTIONS)
        ],
    )
    known = {"status": "active", "roles": "manufacturer", "country": "MX"}
    yield "partner", [{**known, "name": f"Partner {n}"} for n in range(PARTNERS)]
    yield "person", [{"last_name": f"P{n}", "started_on": first} for n in range(PEOPLE)]
    subject = {"audience": "everyone", "repeat_months": 12}
    yield "topic", [{**subject, "title": f"Topic {n}"} for n in range(TOPICS)]


def _took(job: Callable[[], object]) -> float:
    start = perf_counter()
    job()
    return (perf_counter() - start) * 1000
