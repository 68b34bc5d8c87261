"""Sends the walk of a site as a form: one file, and a record of what went out in it."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from ctpat_desktop.catalogue.questionnaires import to_json
from ctpat_desktop.catalogue.sendings import DAY, NAME, WALK, Sending
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Company, Site, WalkForm
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts.companies import dossier
from ctpat_desktop.services.questionnaires import form_files
from ctpat_desktop.services.registers import walks
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.services.walk_forms import questions
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import family, tr
from ctpat_desktop.support.own_language import on_paper


@dataclass(frozen=True, slots=True)
class SentWalk:
    """The walk of one site that was written as a form."""

    site: str
    walk_id: str
    reference: str
    path: Path
    notices: tuple[str, ...] = ()
    """What is to be said about the written pages, such as letters no font has."""


def send(scope: Scope, site_id: str, folder: Path, kind: str, due: date | None = None) -> SentWalk:
    """Write the walk of a site that is on, or a new one, into `folder` as PDF or XLSX.

    What the walk has found already stands in the form. The record of the form and a walk begun
    for it are one step that can be undone; nothing is written where the form cannot be.
    """
    if kind not in form_files.FORMATS:
        raise Problem(
            tr("“{kind}” is no format of a form.").format(kind=kind), tr("Use pdf or xlsx.")
        )
    sending = _sending(scope, site_id, due)
    path, notices = form_files.write(sending, folder, kind, tr("The form"))
    try:
        walk_id = _remember(scope, site_id, sending, kind)
    except Problem:
        with suppress(OSError):
            path.unlink()
        raise
    return SentWalk(sending.receiver, walk_id, sending.reference, path, notices)


@on_paper
def _sending(scope: Scope, site_id: str, due: date | None) -> Sending:
    read = dossier(scope.workspace, scope.account_id)
    with scope.workspace.read() as session:
        site = cast(Site, existing(session, "site", site_id))
        if site.company_id != scope.company_id:
            raise Problem(tr("This site belongs to another company."), tr("Choose another one."))
        walk = walks.going(session, site_id)
        answers = walks.read_answers(session, walk.id) if walk else {}
        company = session.get_one(Company, site.company_id).name
        reference = form_files.free_reference(session, WalkForm, WALK, scope.today)
    asked = questions.as_asked(walks.steps(read))
    known = {question.key for question in asked.questions}
    return Sending(
        questions=asked,
        reference=reference,
        origin=form_files.origin(scope.company_id),
        company=company,
        receiver=site.name,
        language=family(),
        year=scope.today.year,
        sent_on=scope.today,
        due_on=due,
        kind=WALK,
        values=questions.values({key: row for key, row in answers.items() if key in known}),
    )


def _remember(scope: Scope, site_id: str, sending: Sending, kind: str) -> str:
    """Keep what went out; return the id of the walk."""
    with scope.workspace.work(tr("Send a site walk as a form")) as unit:
        walk = walks.start_in(unit.session, site_id, scope.today, unit.who)
        facts = {
            NAME: walk.walked_by,
            DAY: questions.day_field(walk.walked_on),
        }
        sent = {**sending.values, **facts}
        unit.session.add(
            WalkForm(
                id=new_id(),
                company_id=walk.company_id,
                walk_id=walk.id,
                reference=sending.reference,
                definition=to_json(sending.questions),
                checksum=sending.questions.checksum,
                sent_values=json.dumps(sent, ensure_ascii=False, sort_keys=True),
                format=kind,
                sent_on=sending.sent_on,
                due_on=sending.due_on,
            )
        )
        return walk.id
