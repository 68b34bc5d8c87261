"""Floor plans of sites and the marks on them."""

from dataclasses import dataclass

from sqlalchemy import select

from ctpat_desktop.records import Record, Site, SiteMark, SitePlan
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.fields import found
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


def plans(workspace: Workspace, company_id: str) -> list[Plan]:
    """Return the plans of all sites, by site."""
    query = (
        select(SitePlan.id, Site.name, SitePlan.title)
        .join(Site, Site.id == SitePlan.site_id)
        .where(SitePlan.company_id == company_id)
        .order_by(Site.position, Site.name, SitePlan.position, SitePlan.title)
    )
    with workspace.read() as session:
        return [Plan(*row) for row in session.execute(query)]


def picture(workspace: Workspace, plan_id: str) -> str:
    """Return the id of a plan's document, or "" where none is chosen."""
    with workspace.read() as session:
        plan = session.get(SitePlan, plan_id)
        return plan.evidence_id or "" if plan else ""


def marks(workspace: Workspace, plan_id: str) -> list[Record]:
    """Return the marks of a plan in the order they were placed."""
    query = (
        select(SiteMark)
        .where(SiteMark.site_plan_id == plan_id)
        .order_by(SiteMark.position, SiteMark.kind, SiteMark.label, SiteMark.id)
    )
    with workspace.read() as session:
        return list(session.scalars(query))


def place(workspace: Workspace, plan_id: str, kind: str, x: int, y: int) -> str:
    """Put a mark on a plan, at thousandths of its width and height; return its id."""
    mark_id = new_id()
    with workspace.work("Place a mark") as unit:
        plan = found(unit.session, "site_plan", plan_id)
        unit.session.add(
            SiteMark(
                id=mark_id,
                company_id=getattr(plan, "company_id", ""),
                site_plan_id=plan_id,
                kind=kind,
                x=x,
                y=y,
            )
        )
    return mark_id
