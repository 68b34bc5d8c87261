"""Papers about partners: the plan of due diligence, and the uploads for the portal."""

import os
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.questionnaires import Questions, from_json
from ctpat_desktop.catalogue.values import choice_text, countries
from ctpat_desktop.checklist.due_diligence import GROUPS, METHODS, STATES, Duty, State
from ctpat_desktop.checklist.partner_risk import band_words
from ctpat_desktop.documents.risk import partner_pages as pages
from ctpat_desktop.documents.risk.partner_pages import (
    AnswerSheet,
    BundleSheet,
    ListSheet,
    Received,
    answers_tree,
    as_pages,
    bundled,
    cover_tree,
    list_tree,
)
from ctpat_desktop.exchange.child_process import Child
from ctpat_desktop.exchange.files import not_written, write_pdf
from ctpat_desktop.exchange.portal.papers import Paper
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.exchange.tables.lists import write_list
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Partner, PartnerAnswer, PartnerRequest
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.paper import company_pdf, note_of
from ctpat_desktop.services.profile.answer_words import answer_words
from ctpat_desktop.services.questionnaires import files
from ctpat_desktop.services.risk import partner_ratings
from ctpat_desktop.services.risk.partner_ratings import PartnerRatings, RatedPartner, level_words
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress

SECONDS, MEGABYTES = 60.0, 2_000
"""What reading one returned PDF may take; app default."""

FOLDER = "uploads"
"""Where the portal package has them."""
ORDER = tuple(State)
"""The plan begins with what is late, and ends with what is not asked this year."""


def plan_sheet(scope: Scope, ratings: PartnerRatings | None = None) -> ListSheet:
    """Return the plan of the year in words."""
    read = ratings or partner_ratings.read(scope)
    rows = sorted(read.partners, key=lambda row: ORDER.index(read.duties[row.row.id].state))
    heads = ("Partner", "Role", "Country", "Risk", "How", "Every", "Last done", "By when", "State")
    about = tr("Late ones first. How each group is looked at is our own rule: {rule}.").format(
        rule=_rule(read)
    )
    return ListSheet(
        tr("Due-diligence plan {year}").format(year=scope.today.year),
        _note(scope),
        about,
        tuple(map(tr, heads)),
        tuple(_plan_row(row, read.duties[row.row.id], read) for row in rows),
        (2.3, 1.4, 1.1, 1.3, 1.5, 0.9, 1.1, 1.1, 1),
    )


def plan_pdf(scope: Scope) -> bytes:
    """Return the plan of the year as PDF."""
    return _list_pdf(scope, _narrow(plan_sheet(scope)))


def _narrow(sheet: ListSheet) -> ListSheet:
    """Return the plan with fewer columns, so that no word is cut on paper."""
    heads = ("Partner", "Role, country", "Risk", "How", "Last done", "By when", "State")
    rows = tuple(
        (
            name,
            ", ".join(filter(None, (role, country))),
            risk,
            f"{how}, {every}" if every else how,
            *days,
        )
        for name, role, country, risk, how, every, *days in sheet.rows
    )
    widths = (2.3, 2.1, 1.7, 2.1, 1.35, 1.35, 1.1)
    return replace(sheet, heads=tuple(map(tr, heads)), rows=rows, widths=widths)


def save_plan(scope: Scope, path: Path) -> ExportResult:
    """Write the plan of the year; the ending says PDF, XLSX or CSV."""
    if path.suffix.lower() == ".pdf":
        return write_pdf(plan_pdf(scope), path)
    return _save(scope, plan_sheet(scope), path)


def no_members_sheet(scope: Scope) -> ListSheet:
    """Return the active partners without a verified membership in words."""
    read = partner_ratings.read(scope)
    rows = [row for row in read.partners if row.row.status == "active" and not row.is_member]
    heads = ("Name", "Role", "Country", "Status", "Checked on", "Risk", "Last assessment")
    rows.sort(key=lambda row: str(row.row.name).casefold())
    about = tr(
        "Active partners whose membership in CTPAT or a recognized program is not verified: no "
        "members, and members no recent check has shown."
    )
    return ListSheet(
        tr("Partners that are not members"),
        _note(scope),
        about,
        tuple(map(tr, heads)),
        tuple(map(_no_member, rows)),
        (2.3, 1.8, 1.2, 1.7, 1.3, 1.5, 1.5),
    )


def save_no_members(scope: Scope, path: Path) -> ExportResult:
    """Write the list of partners that are not members; the ending says PDF, XLSX or CSV."""
    return _save(scope, no_members_sheet(scope), path)


def save_questionnaires(scope: Scope, path: Path, progress: Progress) -> ExportResult:
    """Write the accepted questionnaires of the year as one PDF with a bookmark for each partner."""
    return write_pdf(questionnaires_pdf(scope, progress), path)


def questionnaires_pdf(scope: Scope, progress: Progress) -> bytes:
    """Return the accepted questionnaires of the year as one PDF; who sent none is listed."""
    sheet = _bundle(scope, progress)
    cover = _cover(scope, sheet, [0] * len(sheet.received))
    at, starts = pages.page_count(cover) + 1, []
    for row in sheet.received:
        starts.append(at)
        at += pages.page_count(row.pdf)
    return bundled(_cover(scope, sheet, starts), sheet)


@dataclass(frozen=True, slots=True)
class Uploads:
    """What was written for the portal."""

    files: tuple[ExportResult, ...]


def save_uploads(scope: Scope, folder: Path, progress: Progress) -> Uploads:
    """Write all uploads into a folder, which is made: who is no member, the answers, the plan.

    Nothing that is there is replaced: the next free names are taken.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(tr("The uploads"), error) from error
    members, answers, plan = (_free(folder, name) for name in upload_names(scope))
    return Uploads(
        (
            save_no_members(scope, members.with_suffix(".pdf")),
            save_no_members(scope, members.with_suffix(".xlsx")),
            save_questionnaires(scope, answers.with_suffix(".pdf"), progress),
            save_plan(scope, plan.with_suffix(".pdf")),
        )
    )


def papers(scope: Scope, progress: Progress) -> list[Paper]:
    """Return what a portal package takes of the partners; nothing where there are none."""
    with scope.workspace.read() as session:
        mine = Partner.company_id == scope.company_id
        if (
            session.scalar(select(Partner.id).where(mine, Partner.status == "active").limit(1))
            is None
        ):
            return []
    members, answers, _ = upload_names(scope)

    def no_members() -> bytes:
        return _list_pdf(scope, no_members_sheet(scope))

    def questionnaires() -> bytes:
        return questionnaires_pdf(scope, progress)

    return [
        Paper(FOLDER, f"{members}.pdf", ("3.4",), no_members),
        Paper(FOLDER, f"{answers}.pdf", ("3.5",), questionnaires),
    ]


def _free(folder: Path, name: str) -> Path:
    """Return a path without ending that no PDF or workbook in the folder has yet."""
    names = chain((name,), (f"{name}-{at}" for at in count(2)))
    free = (folder / one for one in names if not _is_taken(folder / one))
    return next(free)


def _is_taken(path: Path) -> bool:
    return any(os.path.lexists(path.with_suffix(ending)) for ending in (".pdf", ".xlsx"))


def upload_names(scope: Scope) -> tuple[str, str, str]:
    """Return the names of the uploads without their endings."""
    year = scope.today.year
    return (
        f"partners-not-members-{year}",
        f"partner-questionnaires-{year}",
        f"due-diligence-plan-{year}",
    )


def _save(scope: Scope, sheet: ListSheet, path: Path) -> ExportResult:
    if path.suffix.lower() == ".pdf":
        return write_pdf(_list_pdf(scope, sheet), path)
    return write_list(path, sheet.title, sheet.heads, sheet.rows, scope.today)


def _list_pdf(scope: Scope, sheet: ListSheet) -> bytes:
    return company_pdf(scope, list_tree(sheet), sheet.title)


def _note(scope: Scope) -> str:
    return note_of(companies.company(scope.workspace, scope.account_id).name, scope.today)


def _rule(read: PartnerRatings) -> str:
    return "; ".join(
        f"{tr(words)}: {tr(METHODS[read.habits.method(group)]).lower()}"
        for group, words in GROUPS.items()
    )


def role_words(partner: RatedPartner) -> str:
    """Return the roles of a partner in words."""
    return ", ".join(choice_text("partner", "roles", role) for role in partner.facts.roles)


def country_words(partner: RatedPartner) -> str:
    """Return the country of a partner in words."""
    code = str(partner.row.country)
    return countries().get(code, code)


def risk_words(partner: RatedPartner) -> str:
    """Return the rating that counts; a person's own one says so, and whether it is lower."""
    if partner.own is None or not partner.has_reason:
        return band_words(partner.computed.rating)
    words = level_words(partner.own)
    if partner.own is partner.computed.rating.level:
        return words
    if not partner.is_override:
        return tr("{own} (own)").format(own=words)
    text = tr("{own} (own; computed {computed})")
    return text.format(own=words, computed=band_words(partner.computed.rating).lower())


def every_words(duty: Duty, read: PartnerRatings) -> str:
    """Return how often a group is looked at, in words."""
    months = read.habits.months(duty.group)
    return tr("every {n} months").format(n=months) if duty.due else ""


def _plan_row(partner: RatedPartner, duty: Duty, read: PartnerRatings) -> tuple[str, ...]:
    return (
        str(partner.row.name),
        role_words(partner),
        country_words(partner),
        risk_words(partner),
        tr(METHODS[duty.method]),
        every_words(duty, read),
        paper_text(duty.last),
        paper_text(duty.due),
        tr(STATES[duty.state]),
    )


def _no_member(partner: RatedPartner) -> tuple[str, ...]:
    status = partner.row.ctpat_status
    words = choice_text("partner", "ctpat_status", status) if status else tr("Not known")
    if status in ("member", "mra"):
        words = tr("{status}, not verified").format(status=words)
    return (
        str(partner.row.name),
        role_words(partner),
        country_words(partner),
        words,
        paper_text(partner.row.checked_on) or tr("Not checked"),
        risk_words(partner),
        paper_text(partner.days.assessed) or tr("None"),
    )


def _cover(scope: Scope, sheet: BundleSheet, starts: list[int]) -> bytes:
    return company_pdf(scope, cover_tree(sheet, starts), sheet.title)


def _bundle(scope: Scope, progress: Progress) -> BundleSheet:
    """Read the active partners, and the pages of those whose answers were accepted this year."""
    read = partner_ratings.read(scope)
    active = sorted(
        (row for row in read.partners if row.row.status == "active"),
        key=lambda row: str(row.row.name).casefold(),
    )
    requests = _requests(scope)
    received: list[Received] = []
    missing: list[tuple[str, ...]] = []
    with Child(MEGABYTES) as child:
        for at, row in enumerate(active):
            progress.step(at, len(active) + 1, str(row.row.name))
            request = requests.get(row.row.id)
            about = (role_words(row), country_words(row))
            if request is not None and request.state == "accepted":
                received.append(_Printing(scope, child, request).received(row, about))
            else:
                missing.append((str(row.row.name), *about, _why_none(request, row)))
    title = tr("Partner questionnaires {year}").format(year=scope.today.year)
    return BundleSheet(title, _note(scope), tuple(received), tuple(missing))


def _requests(scope: Scope) -> Mapping[str, PartnerRequest]:
    """Return the request of the year by partner: the newest accepted one, else the newest."""
    query = select(PartnerRequest).where(
        PartnerRequest.company_id == scope.company_id, PartnerRequest.year == scope.today.year
    )
    with scope.workspace.read() as session:
        rows = session.scalars(query.order_by(PartnerRequest.sent_on, PartnerRequest.id)).all()
    ordered = sorted(rows, key=lambda row: row.state == "accepted")
    return {row.partner_id: row for row in ordered}


def _why_none(request: PartnerRequest | None, partner: RatedPartner) -> str:
    words = tr("None received")
    if request is not None:
        state = choice_text("partner_request", "state", request.state).lower()
        return f"{words} ({tr('request')} {request.reference}: {state})"
    if partner.is_member:
        return f"{words} ({tr('verified member')})"
    return f"{words} ({tr('not asked')})"


@dataclass(frozen=True, slots=True)
class _Printing:
    """Makes the pages of one accepted questionnaire."""

    scope: Scope
    child: Child
    request: PartnerRequest

    def received(self, partner: RatedPartner, about: tuple[str, ...]) -> Received:
        """Return the returned PDF as it is, or else the answers printed."""
        facts = (*about, self.request.reference)
        pdf, why = self._returned()
        if pdf:
            return Received(str(partner.row.name), facts, tr("The PDF returned"), pdf)
        words = tr("Answers printed") + (f" ({why})" if why else "")
        return Received(str(partner.row.name), facts, words, self._answers(partner))

    def _returned(self) -> tuple[bytes, str]:
        """Return the pages of the returned file; without any, why they are not here."""
        if self.request.evidence_id is None:
            return b"", ""
        with self.scope.workspace.read() as session:
            name, data = files.content(session, self.request.evidence_id)
        if not data.lstrip().startswith(b"%PDF"):
            return b"", ""
        try:
            pdf, _ = self.child.run(as_pages, data, seconds=SECONDS, name=name)
        except Problem as problem:
            return b"", tr("the file returned cannot be added: {why}").format(why=problem)
        return pdf, ""

    def _answers(self, partner: RatedPartner) -> bytes:
        with self.scope.workspace.read() as session:
            rows = _answers_of(session, self.request.id)
        request = self.request
        questions = from_json(request.definition)
        facts = (
            (tr("Request"), request.reference),
            (tr("Year"), str(request.year or "")),
            (tr("Returned"), paper_text(request.returned_on)),
            (tr("Signed"), f"{request.signer} {paper_text(request.signed_on)}".strip()),
            (tr("Score"), "" if request.score is None else f"{request.score} / 100"),
        )
        sections = _sections(questions, rows)
        known = tuple((name, words) for name, words in facts if words)
        sheet = AnswerSheet(str(partner.row.name), known, sections)
        return company_pdf(self.scope, answers_tree(sheet), str(partner.row.name))


def _answers_of(session: Session, request_id: str) -> Mapping[str, Any]:
    query = select(PartnerAnswer.key, PartnerAnswer.value, PartnerAnswer.remark).where(
        PartnerAnswer.partner_request_id == request_id, PartnerAnswer.state == "accepted"
    )
    return {row.key: row for row in session.execute(query)}


def _sections(
    questions: Questions, rows: Mapping[str, Any]
) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    """Return the asked questions with their answers in words, by section."""
    values = {key: row.value for key, row in rows.items()}
    by_section: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for question in questions.asked(values):
        row = rows.get(question.key)
        words = answer_words(question, row.value if row else "")
        line = (question.key, question.text.en, words, row.remark if row else "")
        by_section[question.section].append(line)
    return tuple(
        (questions.section(number).title.en, tuple(lines))
        for number, lines in sorted(by_section.items())
    )
