"""The rows of each report on the registers, read in one session."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.values import choice_text, countries
from ctpat_desktop.checklist import seals, training
from ctpat_desktop.checklist.training import State
from ctpat_desktop.documents.registers.register_reports import Report
from ctpat_desktop.records import (
    Action,
    Assessment,
    Device,
    Partner,
    Person,
    Position,
    Seal,
    SealAudit,
    SealBatch,
)
from ctpat_desktop.services.registers.facts import arithmetic, partners
from ctpat_desktop.services.registers.facts.query import Moment, full_name, has_left
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import N_, ntr, tr

Row = tuple[str, ...]

STATES = {
    State.NEVER: N_("Never trained"),
    State.FAILED: N_("Not passed"),
    State.OVERDUE: N_("Overdue"),
    State.DUE_SOON: N_("Due soon"),
}

ISSUES = {
    seals.Issue.UNREADABLE: N_("Number without digits"),
    seals.Issue.BAD_RANGE: N_("Delivery without a range"),
    seals.Issue.OVERLAP: N_("Two deliveries with the same numbers"),
    seals.Issue.DUPLICATE: N_("Twice in the ledger"),
    seals.Issue.UNDELIVERED: N_("Used, never delivered"),
    seals.Issue.BEFORE_DELIVERY: N_("Left before it was delivered"),
    seals.Issue.BEFORE_ISSUE: N_("Used before it was issued"),
    seals.Issue.GAP: N_("Delivered, not in the ledger"),
    seals.Issue.OUT_OF_ORDER: N_("Used out of order"),
    seals.Issue.IDLE: N_("Issued long ago, not used"),
    seals.Issue.CERTIFICATE: N_("Used after the certificate ran out"),
    seals.Issue.NOT_HIGH: N_("Below class H"),
    seals.Issue.STOCK: N_("Count differs from the ledger"),
    seals.Issue.EXPIRED_STOCK: N_("In stock, certificate ran out"),
    seals.Issue.NOT_LOGGED: N_("Named elsewhere, not used in the ledger"),
}


def partners_without_proof(session: Session, company_id: str, moment: Moment) -> Report:
    """Return active partners without a current status check or assessment, or with one overdue."""
    queries = [row for row in partners.QUERIES if row.name in _LACKS]
    lacks: dict[str, list[str]] = {}
    for query in queries:
        wanted = query.build(moment).where(Partner.company_id == company_id)
        for row in session.execute(wanted):
            lacks.setdefault(row[0], []).append(tr(_LACKS[query.name]))
    last = (
        select(Assessment.partner_id, func.max(Assessment.done_on))
        .where(Assessment.company_id == company_id)
        .group_by(Assessment.partner_id)
    )
    newest = {row[0]: row[1] for row in session.execute(last)}
    known = session.scalars(
        select(Partner).where(Partner.company_id == company_id).order_by(Partner.name, Partner.id)
    )
    found = [(row, lacks[row.id]) for row in known if row.id in lacks]
    return Report(
        "partners",
        "",
        tr("Active partners whose proof is missing, overdue or no longer good."),
        _words(
            N_("Partner"),
            N_("What is open"),
            N_("Role"),
            N_("Country"),
            N_("CTPAT status"),
            N_("Checked"),
            N_("Assessed"),
        ),
        tuple(
            (
                row.name,
                "; ".join(why),
                _choices("partner", "roles", row.roles),
                countries().get(row.country, row.country),
                choice_text("partner", "ctpat_status", row.ctpat_status),
                paper_text(row.checked_on),
                paper_text(newest.get(row.id)),
            )
            for row, why in found
        ),
        places=tuple(("partner", row.id) for row, _ in found),
    )


_LACKS = {
    "partner_unproven": N_("Neither checked nor assessed"),
    "partner_check_due": N_("Status check overdue"),
    "partner_lapsed": N_("No longer certified"),
    "partner_svi_only": N_("SVI number alone"),
    "partner_program": N_("AEO program not named"),
    "reassess_due": N_("Assessment overdue"),
    "labor_open": N_("Not screened for forced labor"),
}
"""Facts about partners that this report lists, in words."""


def training_due(session: Session, company_id: str, moment: Moment) -> Report:
    """Return, per person and topic, what is due now or soon, worst first."""
    people, topics, lines = arithmetic.duties(session, company_id, moment)
    by_id = {row.id: row for row in people}
    titles = {row.id: row.title for row in topics}
    known = select(Position.id, Position.title).where(Position.company_id == company_id)
    jobs = {row[0]: row[1] for row in session.execute(known)}
    due = [row for row in training.worst_first(lines) if row.state in STATES]
    covered = sum(row.last_on is not None and row.state not in training.OPEN for row in lines)
    return Report(
        "training",
        "",
        tr("Trainings that people need and do not have, or that fall due within {n} days.").format(
            n=moment.limits.soon_days
        ),
        _words(N_("Person"), N_("Position"), N_("Topic"), N_("Last done"), N_("Due"), N_("State")),
        tuple(
            (
                by_id[row.person_id].name,
                jobs.get(by_id[row.person_id].position_id, ""),
                titles[row.topic_id],
                paper_text(row.last_on),
                paper_text(row.due_on),
                tr(STATES[row.state]),
            )
            for row in due
        ),
        (tr("Current trainings: {n} of {m}").format(n=covered, m=len(lines)),),
        tuple(("person", row.person_id) for row in due),
    )


def seal_audit(session: Session, company_id: str, moment: Moment) -> Report:
    """Return what does not add up in the seal ledger, with the sums."""
    found = arithmetic.issues(session, company_id, moment)
    return Report(
        "seals",
        "",
        tr("Deliveries, issue, use and counts set against each other."),
        _words(N_("What"), N_("Number"), N_("Set against")),
        tuple((tr(ISSUES[row.kind]), row.number, row.other) for row in found),
        tuple(_sums(session, company_id, moment)),
        tuple((row.table, row.record_id) for row in found),
    )


def _sums(session: Session, company_id: str, moment: Moment) -> Iterable[str]:
    ledger = arithmetic.ledger(session, company_id)
    delivered = sum(row.span.count for row in ledger.deliveries)
    yield tr("Deliveries: {m}, seals delivered: {n}").format(
        n=delivered, m=_count(session, SealBatch, company_id)
    )
    yield tr("Seals in the ledger: {n}").format(n=_count(session, Seal, company_id))
    stock = seals.expected_stock(ledger, moment.today)
    yield tr("Must be in stock by the ledger: {n}").format(n=stock)
    last = session.execute(
        select(SealAudit.done_on, SealAudit.counted, SealAudit.done_by)
        .where(SealAudit.company_id == company_id, SealAudit.done_on.is_not(None))
        .order_by(SealAudit.done_on.desc(), SealAudit.id)
    ).first()
    if last is not None:
        counted = tr("not noted how many")
        if last[1] is not None:
            counted = ntr("{n} seal", "{n} seals", last[1])
        words = tr("Last count, {day}: {counted}, by {who}")
        yield words.format(day=paper_text(last[0]), counted=counted, who=last[2])


def access_review(session: Session, company_id: str, moment: Moment) -> Report:
    """Return who holds which devices, and leavers with something open, leavers first."""
    gone = has_left(moment)
    held = session.execute(
        select(Person, Position.title, Device)
        .outerjoin(Position, Position.id == Person.position_id)
        .outerjoin(
            Device,
            (Device.person_id == Person.id)
            & Device.returned_on.is_(None)
            & Device.lost_on.is_(None),
        )
        .where(Person.company_id == company_id)
        .where(or_(Device.id.is_not(None), gone & _is_open()))
        .order_by(gone.desc(), full_name(), Device.kind, Device.number)
    ).all()
    return Report(
        "access",
        "",
        tr("Badges, keys, codes and other devices that are out, and what leavers still have."),
        _words(N_("Person"), N_("Device"), N_("Issued"), N_("Left on"), N_("Open"), N_("Position")),
        tuple(_access(row[0], row[1], row[2], moment.today) for row in held),
        (
            tr("Devices that are out: {n}").format(n=sum(row[2] is not None for row in held)),
            tr("People who left with something open: {n}").format(
                n=len({row[0].id for row in held if _gone(row[0], moment.today)})
            ),
        ),
        tuple(("device", row[2].id) if row[2] else ("person", row[0].id) for row in held),
    )


def _is_open() -> Any:
    return or_(Person.accounts_closed_on.is_(None), Person.badge_returned_on.is_(None))


def _gone(person: Person, today: date) -> bool:
    return person.left_on is not None and person.left_on < today


def _access(person: Person, job: str | None, device: Device | None, today: date) -> Row:
    held = f"{choice_text('device', 'kind', device.kind)} {device.number}" if device else ""
    still = []
    if _gone(person, today):
        still += [tr("device not returned")] if device else []
        still += [tr("system access")] if person.accounts_closed_on is None else []
        still += [tr("badge")] if person.badge_returned_on is None else []
    name = person.full_name
    issued = paper_text(device.issued_on) if device else ""
    return name, held, issued, paper_text(person.left_on), ", ".join(still), job or ""


def open_actions(session: Session, company_id: str, moment: Moment) -> Report:
    """Return corrective actions that are open or closed without proof, by the day due."""
    found = session.execute(
        select(Action, Partner.name)
        .outerjoin(Partner, Partner.id == Action.partner_id)
        .where(Action.company_id == company_id)
        .where(
            or_(
                Action.status == "open",
                Action.status.in_(("done", "verified")) & Action.evidence_id.is_(None),
            )
        )
        .order_by(Action.due_on, Action.title, Action.id)
    ).all()
    late = sum(_days_late(row[0], moment.today) > 0 for row in found)
    return Report(
        "actions",
        "",
        tr("What is still to be mended, and what was closed without a document."),
        _words(
            N_("What"),
            N_("Partner"),
            N_("Criterion"),
            N_("Owner"),
            N_("Due"),
            N_("State"),
            N_("Days late"),
        ),
        tuple(
            (
                row[0].title,
                row[1] or "",
                row[0].criterion,
                row[0].owner,
                paper_text(row[0].due_on),
                choice_text("action", "status", row[0].status)
                + ("" if row[0].status == "open" else f", {tr('no proof')}"),
                str(max(0, _days_late(row[0], moment.today)) or ""),
            )
            for row in found
        ),
        (tr("Overdue: {n} of {m}").format(n=late, m=len(found)),) if found else (),
        tuple(("action", row[0].id) for row in found),
    )


def _days_late(action: Action, today: date) -> int:
    if action.status != "open" or action.due_on is None:
        return 0
    return (today - action.due_on).days


def _count(session: Session, kind: type[SealBatch] | type[Seal], company_id: str) -> int:
    return session.scalar(select(func.count()).where(kind.company_id == company_id)) or 0


def _words(*heads: str) -> Row:
    return tuple(map(tr, heads))


def _choices(table: str, key: str, values: str) -> str:
    return ", ".join(choice_text(table, key, value) for value in values.split(";") if value)
