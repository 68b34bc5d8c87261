"""Forms printed from the registers: inspections, training, floor plans. Each returns PDF bytes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.inspections import load_inspection
from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.documents.core.blocks import Block, PageBreak
from ctpat_desktop.documents.registers.inspection_form import (
    InspectionSheet,
    PointLine,
    inspection_tree,
)
from ctpat_desktop.documents.registers.site_plan import Mark, PlanSheet, site_plan_tree
from ctpat_desktop.documents.registers.training_pages import (
    Certificate,
    SignIn,
    certificate_tree,
    sign_in_tree,
)
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Attachment,
    Attendance,
    Course,
    Evidence,
    Inspection,
    InspectionPoint,
    Person,
    Position,
    Record,
    SessionTopic,
    Site,
    SitePlan,
    Topic,
    TrainingSession,
)
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.paper import company_pdf
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.registers import site_plans
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.own_language import on_paper
from ctpat_desktop.workspace.unit import Workspace

PICTURES = ("image/jpeg", "image/png")
"""Documents that are printed as photos."""

Kind = TypeVar("Kind", bound=Record)


@on_paper
def inspection_blank(scope: Scope, kind: str) -> bytes:
    """Return the empty sheet of one list, such as "container_7"."""
    known = load_inspection(kind)
    points = tuple(PointLine(point.area, point.look) for point in known.points)
    facts = tuple((tr(words), "") for words in _INSPECTION_FACTS)
    company = companies.company(scope.workspace, scope.account_id).name
    sheet = InspectionSheet(company, known.title, known.note, facts, points)
    return company_pdf(scope, inspection_tree(sheet), known.title)


@on_paper
def inspection(scope: Scope, inspection_id: str) -> bytes:
    """Return the sheet of one inspection, with its results and photos."""
    with scope.workspace.read() as session:
        record = _record(session, Inspection, "inspection", inspection_id)
        points = _children(session, InspectionPoint, InspectionPoint.inspection_id, inspection_id)
        site = session.get(Site, record.site_id) if record.site_id else None
        attached = _attached(session, "inspection", inspection_id)
    known = load_inspection(record.kind) if record.kind else None
    looks = {point.area: point.look for point in known.points} if known else {}
    sheet = InspectionSheet(
        company=companies.company(scope.workspace, scope.account_id).name,
        title=known.title if known else record.unit_number,
        note=known.note if known else "",
        facts=tuple(zip(map(tr, _INSPECTION_FACTS), _values(record, site), strict=True)),
        points=tuple(
            PointLine(
                row.area,
                looks.get(row.area, ""),
                row.result,
                row.remark,
                photo(scope.workspace, row.evidence_id),
            )
            for row in points
        ),
        remarks=record.notes,
        inspector=record.signed_by or record.inspector,
        supervisor=record.supervisor,
        photos=tuple((title, photo(scope.workspace, key)) for key, title in attached),
    )
    title = f"{record.unit_number} {paper_text(record.done_on)}".strip()
    return company_pdf(scope, inspection_tree(sheet), title)


_INSPECTION_FACTS = (
    N_("Container, trailer or tractor"),
    N_("Date"),
    N_("Time"),
    N_("Site"),
    N_("Where"),
    N_("Shipment"),
    N_("Seal number"),
    N_("Outcome"),
)


def _values(record: Inspection, site: Site | None) -> tuple[str, ...]:
    return (
        record.unit_number,
        paper_text(record.done_on),
        record.done_at,
        site.name if site else "",
        choice_text("inspection", "place", record.place),
        record.shipment,
        record.seal_number,
        choice_text("inspection", "outcome", record.outcome),
    )


@on_paper
def sign_in_blank(scope: Scope) -> bytes:
    """Return an empty sign-in sheet."""
    facts = tuple((tr(words), "") for words in _SESSION_FACTS)
    sheet = SignIn(companies.company(scope.workspace, scope.account_id).name, facts, ())
    title = tr("Training record")
    return company_pdf(scope, sign_in_tree(sheet), title)


@on_paper
def sign_in(scope: Scope, session_id: str) -> bytes:
    """Return the sign-in sheet of one session with the names known; absent people are left out."""
    with scope.workspace.read() as session:
        record, topics = _session(session, session_id)
        site = session.get(Site, record.site_id) if record.site_id else None
        people = session.execute(_present(session_id)).all()
    values = (
        record.title,
        paper_text(record.held_on),
        record.trainer,
        site.name if site else "",
        choice_text("training_session", "occasion", record.occasion),
        str(record.minutes or ""),
        record.language,
    )
    sheet = SignIn(
        company=companies.company(scope.workspace, scope.account_id).name,
        facts=tuple(zip(map(tr, _SESSION_FACTS), values, strict=True)),
        topics=tuple(topic.title for topic in topics),
        people=tuple((row[1].full_name, row[2] or "", _result(row[0])) for row in people),
        trainer=record.trainer,
    )
    return company_pdf(scope, sign_in_tree(sheet), record.title)


_SESSION_FACTS = (
    N_("Training"),
    N_("Date"),
    N_("Trainer"),
    N_("Site"),
    N_("Occasion"),
    N_("Minutes"),
    N_("Language"),
)


@on_paper
def certificate(scope: Scope, session_id: str, person_id: str) -> bytes:
    """Return the certificate of one person for one session; Problem where nothing is to certify."""
    with scope.workspace.read() as session:
        record, topics = _session(session, session_id)
        here = _present(session_id).where(Attendance.person_id == person_id)
        row, played = session.execute(here).first(), _played(session, record)
    if row is None:
        raise Problem(tr("This person was not at the training."), tr("Add the attendance first."))
    if row[0].result == "failed":
        raise Problem(tr("This person did not pass the test."), tr("Print it after a pass."))
    company = companies.company(scope.workspace, scope.account_id).name
    given = _certificate(company, record, topics, row)
    given = replace(given, facts=given.facts + played)
    title = f"{given.person} - {record.title}"
    return company_pdf(scope, certificate_tree(given), title)


@on_paper
def certificates(scope: Scope, *session_ids: str) -> bytes:
    """Return the certificates of everyone who was in a session and did not fail, a page each."""
    company, title = companies.company(scope.workspace, scope.account_id).name, ""
    found: list[Certificate] = []
    with scope.workspace.read() as session:
        for session_id in session_ids:
            record, topics = _session(session, session_id)
            title, played = record.title, _played(session, record)
            for row in session.execute(_present(session_id)):
                if row[0].result != "failed":
                    whole = _certificate(company, record, topics, row)
                    found.append(replace(whole, facts=whole.facts + played))
    if not found:
        raise Problem(tr("Nobody has a certificate to get."), tr("Add the attendance first."))
    tree: list[Block] = []
    for one in found:
        tree += [*([PageBreak()] if tree else []), *certificate_tree(one)]
    return company_pdf(scope, tuple(tree), title)


def _certificate(
    company: str, record: TrainingSession, topics: Sequence[Topic], row: Any
) -> Certificate:
    """Return what one attendance certifies; `row` is attendance, person, position's title."""
    return Certificate(
        company=company,
        person=row[1].full_name,
        position=row[2] or "",
        session=record.title,
        day=paper_text(record.held_on),
        topics=tuple(topic.title for topic in topics),
        facts=(
            (tr("Minutes"), str(record.minutes or "")),
            (tr("Test"), _result(row[0])),
        ),
        trainer=record.trainer,
    )


def _played(session: Session, record: TrainingSession) -> tuple[tuple[str, str], ...]:
    """Return what a session that was played adds: which recording, and how it was watched."""
    if not record.shown_as:
        return ()
    title = session.scalar(select(Course.title).where(Course.id == record.course_id))
    shown = choice_text("training_session", "shown_as", record.shown_as)
    return (
        (tr("Recorded training"), title or ""),
        (tr("Edition played"), record.course_edition),
        (tr("Language"), record.language),
        (tr("How it was watched"), shown),
    )


@on_paper
def site_plan(scope: Scope, plan_id: str) -> bytes:
    """Return one floor plan with its marks and legend."""
    with scope.workspace.read() as session:
        plan = _record(session, SitePlan, "site_plan", plan_id)
        site = session.get(Site, plan.site_id)
    marks = site_plans.marks(scope.workspace, plan_id)
    lines = site_plans.lines(scope.workspace, marks)
    sheet = PlanSheet(
        company=companies.company(scope.workspace, scope.account_id).name,
        site=site.name if site else "",
        storey=plan.title,
        drawn=paper_text(plan.drawn_on),
        picture=library.content(scope.workspace, plan.evidence_id) if plan.evidence_id else b"",
        marks=tuple(
            Mark(row.kind, row.label, row.note, row.x, row.y, tuple(lines.get(row.id, ())))
            for row in marks
        ),
    )
    title = f"{sheet.site}, {sheet.storey}".strip(", ")
    return company_pdf(scope, site_plan_tree(sheet), title)


def _record(session: Session, kind: type[Kind], table: str, record_id: str) -> Kind:
    record = existing(session, table, record_id)
    if not isinstance(record, kind):
        raise TypeError(table)
    return record


def _children(session: Session, kind: type[Kind], column: Any, parent_id: str) -> Sequence[Kind]:
    wanted = select(kind).where(column == parent_id).order_by(kind.position, kind.id)
    return session.scalars(wanted).all()


def _session(session: Session, session_id: str) -> tuple[TrainingSession, Sequence[Topic]]:
    record = _record(session, TrainingSession, "training_session", session_id)
    topics = (
        select(Topic)
        .join(SessionTopic, SessionTopic.topic_id == Topic.id)
        .where(SessionTopic.training_session_id == session_id)
        .order_by(SessionTopic.position, Topic.title)
    )
    return record, session.scalars(topics).all()


def _present(session_id: str) -> Any:
    return (
        select(Attendance, Person, Position.title)
        .join(Person, Person.id == Attendance.person_id)
        .outerjoin(Position, Position.id == Person.position_id)
        .where(Attendance.training_session_id == session_id, Attendance.was_absent.is_(False))
        .order_by(Person.last_name, Person.first_name, Attendance.id)
    )


def _attached(session: Session, table: str, record_id: str) -> list[tuple[str, str]]:
    """Return the photos attached to a record: id and title."""
    wanted = (
        select(Evidence.id, Evidence.title)
        .join(Attachment, Attachment.evidence_id == Evidence.id)
        .where(Attachment.table_name == table, Attachment.record_id == record_id)
        .where(Evidence.media_type.in_(PICTURES))
        .order_by(Attachment.position, Evidence.title, Evidence.id)
    )
    return [(row[0], row[1]) for row in session.execute(wanted)]


def photo(workspace: Workspace, evidence_id: str | None) -> bytes:
    """Return the bytes of a photo; b"" where the document is none."""
    if not evidence_id:
        return b""
    with workspace.read() as session:
        document = session.get(Evidence, evidence_id)
    if document is None or document.media_type not in PICTURES:
        return b""
    return library.content(workspace, evidence_id)


def _result(row: Attendance) -> str:
    score = f"{row.score} %" if row.score is not None else ""
    result = choice_text("attendance", "result", row.result) if row.result else ""
    return ", ".join(filter(None, (result, score)))
