"""Fills a register with a starting list; what is there already stays as it is."""

from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.lists import TopicSeed, load_programs, load_topics
from ctpat_desktop.catalogue.spoken import in_every
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Inspection, MraProgram, Record, Topic
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.registers import inspections
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ENGLISH, N_, speaking, tr
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

MONTH_ONLY = N_("Only the month is published; the first day of it stands here.")


def add_programs(scope: Scope) -> Changes:
    """Add the AEO programs the company does not list yet (same country), in one undo step."""
    with scope.workspace.work(tr("Add the list of AEO programs")) as unit:
        known = select(MraProgram.country).where(MraProgram.company_id == scope.company_id)
        there = set(unit.session.scalars(known))
        at = _last(unit.session, MraProgram, scope.company_id)
        wanted = [row for row in programs(scope.company_id) if row.country not in there]
        for place, row in enumerate(wanted, at + 1):
            row.position = place
            unit.session.add(row)
    return unit.changes


def programs(company_id: str) -> list[MraProgram]:
    """Return the shipped AEO programs as new records."""
    shipped = load_programs()
    return [
        MraProgram(
            id=new_id(),
            company_id=company_id,
            position=place,
            country=row.country,
            name=row.name,
            signed_on=row.signed_on,
            as_of=shipped.as_of,
            is_counted=True,
            source=tr("Published list, trust mark {mark}").format(mark=row.source),
            notes="" if row.is_day_known else tr(MONTH_ONLY),
        )
        for place, row in enumerate(shipped.rows)
    ]


def add_topics(scope: Scope) -> Changes:
    """Add the training topics the company lacks, in one undo step; their titles tell them apart.

    A title in any language counts.
    """
    with scope.workspace.work(tr("Add the list of training topics")) as unit:
        titles = unit.session.scalars(
            select(Topic.title).where(Topic.company_id == scope.company_id)
        )
        with speaking(ENGLISH):
            names = [row.title for row in load_topics()]
        every = {words.casefold(): name for words, name in in_every(names).items()}
        there = {every.get(title.strip().casefold()) for title in titles}
        at = _last(unit.session, Topic, scope.company_id)
        both = zip(load_topics(), names, strict=True)
        wanted = [row for row, name in both if name not in there]
        for place, row in enumerate(wanted, at + 1):
            unit.session.add(_topic(row, scope.company_id, place))
    return unit.changes


def add_points(workspace: Workspace, inspection_id: str) -> Changes:
    """Give an inspection the points of its checklist that it lacks, in one undo step.

    Problem where no checklist is chosen.
    """
    with workspace.work(tr("Add the points of the list")) as unit:
        inspection = cast(Inspection, existing(unit.session, "inspection", inspection_id))
        if not inspection.kind:
            raise Problem(
                tr("No points were added: the checklist is not chosen."),
                tr("Choose the checklist first; its points come by themselves."),
            )
        inspections.fit(unit.session, inspection, inspections.Leftover.REFUSE)
    return unit.changes


def _topic(row: TopicSeed, company_id: str, place: int) -> Topic:
    return Topic(
        company_id=company_id,
        position=place,
        title=row.title,
        criteria=", ".join(row.criteria),
        audience=row.audience,
        repeat_months=row.repeat_months or None,
        has_test=row.has_test,
        pass_score=row.pass_score,
        summary=row.summary,
    )


def _last(session: Session, kind: type[Record], company_id: str) -> int:
    column = kind.__table__.c.company_id
    return session.scalar(select(func.max(kind.position)).where(column == company_id)) or 0
