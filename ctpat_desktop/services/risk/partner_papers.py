"""Papers about partners: the plan of due diligence, and the uploads for the portal."""

import os
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from sqlalchemy import select

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.checklist.due_diligence import GROUPS, METHODS, STATES, Duty, State
from ctpat_desktop.documents.risk.partner_pages import (
    ListSheet,
    list_tree,
)
from ctpat_desktop.exchange.files import not_written, write_pdf
from ctpat_desktop.exchange.portal.papers import Paper
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.exchange.tables.lists import write_list
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Partner
from ctpat_desktop.services.accounts.paper import company_pdf
from ctpat_desktop.services.risk import partner_ratings
from ctpat_desktop.services.risk.partner_bundle import questionnaires_pdf
from ctpat_desktop.services.risk.partner_ratings import PartnerRatings, RatedPartner
from ctpat_desktop.services.risk.partner_words import country_words, note, risk_words, role_words
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.support.own_language import for_cbp, on_paper
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.support.words import natural_key

FOLDER = "uploads"
"""Where the portal package has them."""
ORDER = tuple(State)
"""The plan begins with what is late, and ends with what is not asked this year."""


def plan_sheet(scope: Scope, ratings: PartnerRatings | None = None) -> ListSheet:
    """Return the plan of the year in words."""
    read = ratings or partner_ratings.read(scope)
    rows = sorted(read.partners, key=lambda row: ORDER.index(read.duties[row.row.id].state))
    heads = (
        N_("Partner"),
        N_("Role"),
        N_("Country"),
        N_("Risk"),
        N_("How"),
        N_("Every"),
        N_("Last done"),
        N_("By when"),
        N_("State"),
    )
    about = tr("Late ones first. How each group is looked at is our own rule: {rule}.").format(
        rule=_rule(read)
    )
    return ListSheet(
        tr("Due-diligence plan {year}").format(year=scope.today.year),
        note(scope),
        about,
        tuple(map(tr, heads)),
        tuple(_plan_row(row, read.duties[row.row.id], read) for row in rows),
        (2.3, 1.4, 1.1, 1.3, 1.5, 0.9, 1.1, 1.1, 1),
    )


@on_paper
def plan_pdf(scope: Scope) -> bytes:
    """Return the plan of the year as PDF."""
    return _list_pdf(scope, _narrow(plan_sheet(scope)))


def _narrow(sheet: ListSheet) -> ListSheet:
    """Return the plan with fewer columns, so that no word is cut on paper."""
    heads = (
        N_("Partner"),
        N_("Role, country"),
        N_("Risk"),
        N_("How"),
        N_("Last done"),
        N_("By when"),
        N_("State"),
    )
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


@on_paper
def save_plan(scope: Scope, path: Path) -> ExportResult:
    """Write the plan of the year; the ending says PDF, XLSX or CSV."""
    if path.suffix.lower() == ".pdf":
        return write_pdf(plan_pdf(scope), path)
    return _save(scope, plan_sheet(scope), path)


def no_members_sheet(scope: Scope) -> ListSheet:
    """Return the active partners without a verified membership in words."""
    read = partner_ratings.read(scope)
    rows = [row for row in read.partners if row.row.status == "active" and not row.is_member]
    heads = (
        N_("Name"),
        N_("Role"),
        N_("Country"),
        N_("Status"),
        N_("Checked on"),
        N_("Risk"),
        N_("Last assessment"),
    )
    rows.sort(key=lambda row: natural_key(row.row.name))
    about = tr(
        "Active partners whose membership in CTPAT or a recognized program is not verified: no "
        "members, and members no recent check has shown."
    )
    return ListSheet(
        tr("Partners that are not members"),
        note(scope),
        about,
        tuple(map(tr, heads)),
        tuple(map(_no_member, rows)),
        (2.3, 1.8, 1.2, 1.7, 1.3, 1.5, 1.5),
    )


@on_paper
def save_no_members(scope: Scope, path: Path) -> ExportResult:
    """Write the list of partners that are not members; the ending says PDF, XLSX or CSV."""
    return _save(scope, no_members_sheet(scope), path)


@for_cbp
def save_questionnaires(scope: Scope, path: Path, progress: Progress) -> ExportResult:
    """Write the accepted questionnaires of the year as one PDF with a bookmark for each partner."""
    return write_pdf(questionnaires_pdf(scope, progress), path)


@dataclass(frozen=True, slots=True)
class Uploads:
    """What was written for the portal."""

    files: tuple[ExportResult, ...]


@for_cbp
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


@for_cbp
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


def _rule(read: PartnerRatings) -> str:
    return "; ".join(
        f"{tr(words)}: {tr(METHODS[read.habits.method(group)]).lower()}"
        for group, words in GROUPS.items()
    )


def every_words(duty: Duty, read: PartnerRatings) -> str:
    """Return how often a group is looked at, in words."""
    months = read.habits.months(duty.group)
    return ntr("every month", "every {n} months", months) if duty.due else ""


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
