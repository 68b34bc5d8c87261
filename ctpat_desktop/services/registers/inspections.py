"""The points of an inspection: they come with its checklist, and no two lists ever mix.

A point that is answered is never dropped without being asked about; see `Leftover`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, object_session

from ctpat_desktop.catalogue.inspections import KINDS, areas_in_every, load_inspection
from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.documents.core import labels
from ctpat_desktop.records import Attachment, Inspection, InspectionPoint, Record, Site
from ctpat_desktop.services.registers import finding_actions
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

FAILED = "defect"
"""The result of a point that is something to mend."""
ATTACHED = InspectionPoint.__tablename__


class Leftover(StrEnum):
    """What becomes of answered points that the new checklist does not have."""

    REFUSE = "refuse"
    NOTES = "notes"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Refit:
    """What changing the checklist would do: points that stay, are new, and are answered and go."""

    stays: int
    new: int
    lost: tuple[str, ...]


def refit(workspace: Workspace, inspection_id: str, kind: str) -> Refit:
    """Say what another checklist would do to the points of an inspection."""
    with workspace.read() as session:
        points = of_inspection(session, inspection_id)
        lost = _answered(session, _leaving(points, kind))
    there = {_plain(point.area) for point in points}
    areas = _areas(kind)
    stays = sum(area in there for area in areas)
    return Refit(stays, len(areas) - stays, tuple(map(_point_line, lost)))


def change_kind(workspace: Workspace, inspection_id: str, kind: str, leftover: Leftover) -> Changes:
    """Give an inspection another checklist with its points, in one undo step."""
    with workspace.work(tr("Change the checklist of an inspection")) as unit:
        record = unit.session.get_one(Inspection, inspection_id)
        record.kind = kind
        fit(unit.session, record, leftover)
    return unit.changes


def settle(record: Record, changed: Mapping[str, object]) -> None:
    """Let the points follow the checklist, whatever changed it; Problem where one would be lost."""
    session = object_session(record)
    if isinstance(record, Inspection) and "kind" in changed and session is not None:
        fit(session, record, Leftover.REFUSE)


def fit(session: Session, record: Inspection, leftover: Leftover) -> None:
    """Make the points those of the checklist; points added by hand stay after them."""
    points = of_inspection(session, record.id)
    leaving = _leaving(points, record.kind)
    lost = _answered(session, leaving)
    if lost and leftover is Leftover.REFUSE:
        raise Problem(
            ntr(
                "The checklist was not changed: {n} answered point is not on the new one.",
                "The checklist was not changed: {n} answered points are not on the new one.",
                len(lost),
            ),
            tr("Change it on the inspection’s page, which asks what becomes of them."),
        )
    if lost and leftover is Leftover.NOTES:
        _keep(session, record, lost)
    for point in leaving:
        _drop(session, point)
    there = {_plain(point.area): point for point in points}
    areas = _areas(record.kind)
    for place, area in enumerate(areas, 1):
        if area in there:
            there[area].position = place
        else:
            session.add(_point(record, place, tr(area)))
    own = [point for point in points if _plain(point.area) not in areas and point not in leaving]
    for place, point in enumerate(own, len(areas) + 1):
        point.position = place


def of_inspection(session: Session, inspection_id: str) -> list[InspectionPoint]:
    """Return the points of an inspection in their order."""
    query = select(InspectionPoint).where(InspectionPoint.inspection_id == inspection_id)
    return list(session.scalars(query.order_by(InspectionPoint.position, InspectionPoint.id)))


def points(workspace: Workspace, inspection_id: str) -> list[InspectionPoint]:
    """Return the points of an inspection in their order."""
    with workspace.read() as session:
        return of_inspection(session, inspection_id)


def look_at(kind: str, area: str) -> str:
    """Return what to look at there, "" where the checklist does not say."""
    points = load_inspection(kind).points if kind else ()
    known = dict(zip(_areas(kind), (point.look for point in points), strict=False))
    return known.get(_plain(area), "")


def make_action(workspace: Workspace, point_id: str, today: date) -> str:
    """Make a failed point a corrective action and return its id; one that is there stays."""
    with workspace.work(tr("Make a corrective action of a point")) as unit:
        point = unit.session.get_one(InspectionPoint, point_id)
        if point.action_id:
            return point.action_id
        if point.result != FAILED:
            raise Problem(tr("This point has not failed."), tr("Press F where it has."))
        record = unit.session.get_one(Inspection, point.inspection_id)
        site = unit.session.get(Site, record.site_id) if record.site_id else None
        where = labels.joined(record.unit_number, site.name if site else "")
        point.action_id = finding_actions.add(
            unit.session,
            today,
            company_id=point.company_id,
            title=labels.joined(where, point.area, by=": "),
            reason=point.remark,
            source="inspection",
            site_id=record.site_id,
            owner=record.inspector,
        )
        return point.action_id


def _areas(kind: str) -> list[str]:
    """Return the English names of the points of a checklist, in order."""
    return list(dict.fromkeys(areas_in_every(kind).values())) if kind in KINDS else []


@cache
def _known() -> dict[str, str]:
    return {words: area for kind in KINDS for words, area in areas_in_every(kind).items()}


def _plain(area: str) -> str:
    """Return the English name of a point, whatever language it was written in."""
    return _known().get(area, area)


@cache
def _listed() -> frozenset[str]:
    """Return the points of all shipped lists; any other was added by hand."""
    return frozenset(area for kind in KINDS for area in _areas(kind))


def _leaving(points: Iterable[InspectionPoint], kind: str) -> list[InspectionPoint]:
    """Return the points of other lists; a second point of the same name leaves as well."""
    wanted, seen = set(_areas(kind)), set[str]()
    leaving = []
    for point in points:
        area = _plain(point.area)
        is_twice = area in seen and area in _listed()
        if is_twice or (area in _listed() and area not in wanted):
            leaving.append(point)
        seen.add(area)
    return leaving


def _answered(session: Session, points: Iterable[InspectionPoint]) -> list[InspectionPoint]:
    return [point for point in points if _is_answered(session, point)]


def _is_answered(session: Session, point: InspectionPoint) -> bool:
    said = (point.result, point.remark.strip(), point.evidence_id, point.action_id)
    return any(said) or bool(session.scalar(select(exists(_attached(point)))))


def _attached(point: InspectionPoint) -> Any:
    return select(Attachment).where(
        Attachment.table_name == ATTACHED, Attachment.record_id == point.id
    )


def _point_line(point: InspectionPoint) -> str:
    """Return a point as one line: area, result and remark."""
    result = choice_text("inspection_point", "result", point.result) if point.result else ""
    return labels.joined(f"{point.area}: {tr(result) or '-'}", point.remark, by=". ")


def _keep(session: Session, record: Inspection, lost: list[InspectionPoint]) -> None:
    """Write answered points into the notes, and hang their documents on the inspection."""
    head = tr("From an earlier checklist:")
    record.notes = "\n".join(filter(None, (record.notes, head, *map(_point_line, lost))))
    for point in lost:
        documents = [row.evidence_id for row in session.scalars(_attached(point))]
        for evidence_id in {*documents, *filter(None, (point.evidence_id,))}:
            session.add(
                Attachment(
                    company_id=record.company_id,
                    evidence_id=evidence_id,
                    table_name=Inspection.__tablename__,
                    record_id=record.id,
                )
            )


def _drop(session: Session, point: InspectionPoint) -> None:
    for row in session.scalars(_attached(point)):
        session.delete(row)
    session.delete(point)


def _point(record: Inspection, place: int, area: str) -> InspectionPoint:
    return InspectionPoint(
        company_id=record.company_id, inspection_id=record.id, position=place, area=area
    )
