"""Prints incidents, discrepancies, and tests and rounds as forms. Each returns PDF bytes."""

from datetime import timedelta
from typing import cast

from sqlalchemy import select

from ctpat_desktop.catalogue.values import choice_text, choices_of
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.registers.incident_forms import (
    Boxes,
    EventSheet,
    LogSheet,
    Pairs,
    Room,
    event_tree,
    log_tree,
)
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Discrepancy,
    Incident,
    IncidentNotice,
    Partner,
    SecurityCheck,
    Site,
)
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.paper import company_pdf
from ctpat_desktop.services.registers import event_actions
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.own_language import on_paper

LOG_DAYS = 365
"""Days that a log of one kind looks back."""
PREPRINTED = ("management", "specialist", "port", "police", "partner")
"""Whom a blank form names already; one more line is left open."""


@on_paper
def incident_blank(scope: Scope) -> bytes:
    """Return the empty form of an incident: one page that a guard fills in by hand."""
    facts = tuple((label, "") for label in _incident_labels()[1:-1])
    known = choices_of("incident_notice", "informed")
    told = [known[key] for key in PREPRINTED]
    sheet = EventSheet(
        _company(scope),
        tr("Security incident"),
        tr("Call first, then write. Touch nothing. Continue on the back."),
        facts,
        (_boxes("incident", "kind"), _boxes("incident", "before_crossing")),
        (Room(tr("What happened"), lines=3),),
        _signed(tr("Written by")),
        tuple((words, *[""] * 5) for words in (*told, "")),
        (Room(tr("What was done at once"), lines=2),),
    )
    return company_pdf(scope, event_tree(sheet), tr("Security incident"))


@on_paper
def incident(scope: Scope, incident_id: str) -> bytes:
    """Return one incident as a form, with everybody who was told and its corrective actions."""
    with scope.workspace.read() as session:
        record = cast(Incident, existing(session, "incident", incident_id))
        site = session.get(Site, record.site_id) if record.site_id else None
        partner = session.get(Partner, record.partner_id) if record.partner_id else None
        mine = select(IncidentNotice).where(IncidentNotice.incident_id == incident_id)
        notices = session.scalars(mine).all()
    values = (
        *(record.number, paper_text(record.found_on), record.found_at, record.found_by),
        *(site.name if site else "", record.place, record.unit, partner.name if partner else ""),
    )
    rows = sorted(notices, key=lambda row: (row.told_on or scope.today, row.told_at.zfill(5)))
    sheet = EventSheet(
        _company(scope),
        tr("Security incident"),
        "",
        tuple(zip(_incident_labels(), values, strict=True)),
        (
            _boxes("incident", "kind", record.kind),
            _boxes("incident", "before_crossing", record.before_crossing),
        ),
        (Room(tr("What happened"), record.text),),
        _signed(tr("Owner"), record.owner),
        tuple(_notice(row) for row in rows) or ((tr("Nobody is named."), *[""] * 5),),
        (
            Room(tr("Own inquiry"), record.inquiry),
            Room(tr("Root cause"), record.cause),
            Room(tr("What was changed"), record.measures),
            Room(tr("Corrective actions"), _actions(scope, incident_id), 0),
            Room(tr("Closed on"), paper_text(record.closed_on), 0),
        ),
    )
    return company_pdf(scope, event_tree(sheet), f"{tr('Incident')} {record.number}")


def _incident_labels() -> tuple[str, ...]:
    names = (
        N_("Number"),
        N_("Found on"),
        N_("At"),
        N_("Found by"),
        N_("Site"),
        N_("Place"),
        N_("Shipment or unit"),
        N_("Partner"),
    )
    return tuple(map(tr, names))


def _notice(row: IncidentNotice) -> tuple[str, ...]:
    return (
        choice_text("incident_notice", "informed", row.informed),
        row.name,
        paper_text(row.told_on),
        row.told_at,
        row.told_by,
        choice_text("incident_notice", "how", row.how) if row.how else "",
    )


def _actions(scope: Scope, incident_id: str) -> str:
    rows = event_actions.of_event(scope, event_actions.Event("incident", incident_id))
    return "\n".join(f"{row.title}: {row.state}" for row in rows)


@on_paper
def discrepancy_blank(scope: Scope) -> bytes:
    """Return the empty form of a cargo discrepancy, one page."""
    facts = tuple((label, "") for label in _discrepancy_labels())
    rooms = (Room(tr("What was compared"), lines=3), Room(tr("Cause, as far as known")))
    told = (Room(tr("Who was told, when")), Room(tr("How it was settled")))
    sheet = EventSheet(
        _company(scope),
        tr("Cargo discrepancy"),
        tr("Stop the lot, mark it, and count again in pairs."),
        facts,
        (_boxes("discrepancy", "kind"),),
        (*rooms, *told),
        _signed(tr("Written by")),
    )
    return company_pdf(scope, event_tree(sheet), tr("Cargo discrepancy"))


@on_paper
def discrepancy(scope: Scope, record_id: str) -> bytes:
    """Return one cargo discrepancy as a form."""
    with scope.workspace.read() as session:
        record = cast(Discrepancy, existing(session, "discrepancy", record_id))
        site = session.get(Site, record.site_id) if record.site_id else None
        partner = session.get(Partner, record.partner_id) if record.partner_id else None
    values = (
        *(paper_text(record.found_on), record.found_by, record.shipment),
        *(site.name if site else "", partner.name if partner else ""),
        *(record.expected, record.counted, paper_text(record.due_on)),
    )
    told = ", ".join(filter(None, (record.informed, paper_text(record.told_on))))
    sheet = EventSheet(
        _company(scope),
        tr("Cargo discrepancy"),
        "",
        tuple(zip(_discrepancy_labels(), values, strict=True)),
        (_boxes("discrepancy", "kind", record.kind),),
        (
            Room(tr("Cause"), record.cause),
            Room(tr("Who was told, when"), told),
            Room(tr("Settled on"), paper_text(record.settled_on), 1),
            Room(tr("Notes"), record.notes, 0),
        ),
        _signed(tr("Owner"), record.owner),
    )
    return company_pdf(scope, event_tree(sheet), f"{tr('Cargo discrepancy')} {record.shipment}")


def _discrepancy_labels() -> tuple[str, ...]:
    names = (
        *(N_("Found on"), N_("Found by"), N_("Shipment"), N_("Site"), N_("Partner")),
        *(N_("Quantity on the papers"), N_("Quantity found"), N_("To be settled by")),
    )
    return tuple(map(tr, names))


@on_paper
def log_blank(scope: Scope, kind: str = "") -> bytes:
    """Return an empty log sheet of tests and rounds; a kind is ticked where one is named."""
    sheet = LogSheet(_company(scope), _boxes("security_check", "kind", kind), _log_facts())
    return company_pdf(scope, log_tree(sheet), tr("Log of tests and rounds"))


@on_paper
def log(scope: Scope, record_id: str) -> bytes:
    """Return the tests of the kind and the site of one of them, those of the last year."""
    since = scope.today - timedelta(LOG_DAYS)
    with scope.workspace.read() as session:
        record = cast(SecurityCheck, existing(session, "security_check", record_id))
        site = session.get(Site, record.site_id) if record.site_id else None
        same = select(SecurityCheck).where(
            SecurityCheck.company_id == record.company_id,
            SecurityCheck.kind == record.kind,
            SecurityCheck.site_id == record.site_id,
            SecurityCheck.done_on.between(since, scope.today),
        )
        order = (SecurityCheck.done_on, SecurityCheck.done_at, SecurityCheck.id)
        rows = session.scalars(same.order_by(*order)).all()
    sheet = LogSheet(
        _company(scope),
        _boxes("security_check", "kind", record.kind),
        _log_facts(site.name if site else "", labels.period(since, scope.today)),
        tuple(_check(row) for row in rows),
    )
    return company_pdf(scope, log_tree(sheet), tr("Log of tests and rounds"))


def _check(row: SecurityCheck) -> tuple[str, ...]:
    mended = tr("mended {day}").format(day=paper_text(row.mended_on)) if row.mended_on else ""
    finding = "\n".join(filter(None, (row.finding, row.measures, mended)))
    return (paper_text(row.done_on), row.done_at, row.subject, row.done_by, row.outcome, finding)


def _log_facts(site: str = "", period: str = "") -> Pairs:
    return ((tr("Site"), site), (tr("Month or year"), period))


def _company(scope: Scope) -> str:
    return companies.company(scope.workspace, scope.account_id).name


def _boxes(table: str, key: str, value: str = "") -> Boxes:
    """Return the choices of a field as boxes, the one chosen ticked."""
    known = choices_of(table, key)
    question = LABELS[key]
    ticked = list(known).index(value) if value in known else -1
    return Boxes(tr(question), tuple(known.values()), ticked)


LABELS = {"kind": N_("Kind"), "before_crossing": N_("Found before the border was crossed")}


def _signed(role: str, name: str = "") -> Pairs:
    return (
        *((role, name), (tr("Signature"), "")),
        *((tr("Handed to"), ""), (tr("Date and time"), "")),
    )
