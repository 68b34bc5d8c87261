"""Floor plans of sites, and the marks and lines on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.documents.registers.plan_marks import middle
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Site, SiteMark, SitePlan
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.evidence.library import Link
from ctpat_desktop.services.registers.records import existing, remove_deep
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import natural_key
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class Plan:
    """One floor plan as lists name it."""

    id: str
    site: str
    storey: str

    @property
    def title(self) -> str:
        """Site and storey in one line."""
        return f"{self.site} · {self.storey}" if self.storey else self.site


Point = tuple[int, int]
"""Thousandths of a plan's width and height, from the upper left."""
FULL = 1000


def plans(scope: Scope) -> list[Plan]:
    """Return the plans of all sites: by site, and storey 2 before storey 10."""
    query = (
        select(SitePlan.id, Site.name, SitePlan.title)
        .join(Site, Site.id == SitePlan.site_id)
        .where(SitePlan.company_id == scope.company_id)
        .order_by(
            Site.position,
            func.natural_key(Site.name),
            func.natural_key(SitePlan.title),
            SitePlan.id,
        )
    )
    with scope.workspace.read() as session:
        return [Plan(*row) for row in session.execute(query)]


def adding(company_id: str, site_id: str, title: str, plan_id: str) -> Link:
    """Return what makes a floor plan, of this id, of a new document."""

    def add_plan(session: Session, evidence_id: str) -> None:
        values = {"site_id": site_id, "title": title, "evidence_id": evidence_id}
        session.flush()  # the document first: the plan points to it
        session.add(SitePlan(id=plan_id, company_id=company_id, **values))

    return add_plan


def picture(workspace: Workspace, plan_id: str) -> str:
    """Return the id of a plan's document, or "" where none is chosen."""
    with workspace.read() as session:
        plan = session.get(SitePlan, plan_id)
        return plan.evidence_id or "" if plan else ""


def marks(workspace: Workspace, plan_id: str) -> list[SiteMark]:
    """Return the marks of a plan by kind and name, 2 before 10; those without a name come last."""
    kinds = [choice.value for choice in load_form("site_mark").field("kind").choices]

    def order(mark: SiteMark) -> tuple[object, ...]:
        place = kinds.index(mark.kind) if mark.kind in kinds else len(kinds)
        return place, not mark.label, natural_key(mark.label), mark.position, mark.id

    with workspace.read() as session:
        found_marks = session.scalars(select(SiteMark).where(SiteMark.site_plan_id == plan_id))
        return sorted(found_marks, key=order)


def lines(workspace: Workspace, marks: Sequence[SiteMark]) -> dict[str, list[Point]]:
    """Return the points of the marks that are lines, each from the place of its mark, by id."""
    with workspace.read() as session:
        kept = settings.stored(session, [_line(mark.id) for mark in marks])
    return {
        name.removeprefix(_line("")): [(x, y) for x, y in points] for name, points in kept.items()
    }


def place(workspace: Workspace, plan_id: str, kind: str, points: Sequence[Point]) -> str:
    """Put a mark on a plan, or a line of several points; return its id.

    The place of a line is its middle, so that it moves as any other mark does.
    """
    mark_id = new_id()
    x, y = map(round, middle(points))
    with workspace.work(tr("Place a mark")) as unit:
        plan = existing(unit.session, "site_plan", plan_id)
        last = select(func.max(SiteMark.position)).where(SiteMark.site_plan_id == plan_id)
        unit.session.add(
            SiteMark(
                id=mark_id,
                company_id=getattr(plan, "company_id", ""),
                site_plan_id=plan_id,
                kind=kind,
                position=(unit.session.scalar(last) or 0) + 1,
                x=x,
                y=y,
            )
        )
        if len(points) > 1:
            away = [(a - x, b - y) for a, b in points]
            settings.store(unit.session, _line(mark_id), away)
    return mark_id


def remove(workspace: Workspace, mark_id: str) -> None:
    """Take a mark away with its line; undo brings both back."""
    with workspace.work(tr("Remove mark on a plan")) as unit:
        remove_deep(unit.session, existing(unit.session, "site_mark", mark_id))
        settings.drop(unit.session, _line(mark_id))


def moved(mark: SiteMark, line: Sequence[Point], by: Point) -> Point:
    """Return where a mark is after a step, with its whole line inside the plan."""
    points = line or [(0, 0)]
    x, y = ((mark.x or 0) + by[0], (mark.y or 0) + by[1])
    x = max(-min(a for a, _ in points), min(x, FULL - max(a for a, _ in points)))
    return x, max(-min(b for _, b in points), min(y, FULL - max(b for _, b in points)))


def _line(mark_id: str) -> str:
    return f"plan.line.{mark_id}"
