"""Takes returned questionnaires in: what each file is, and what is kept of it.

Every file gets one outcome: matched, refused, altered, stale or duplicate, and every file is kept,
whatever its outcome. Files are read before anything is written, so stopping half-way leaves the
workspace as it was.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.questionnaires import from_json
from ctpat_desktop.catalogue.sendings import WALK, kind_of
from ctpat_desktop.exchange.questionnaires.answers import Returned, decode
from ctpat_desktop.exchange.questionnaires.reader import read_returned, returned_bytes
from ctpat_desktop.exchange.questionnaires.returned import (
    Attached,
    Raw,
    Unreadable,
    found_reference,
)
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Company, Partner, PartnerAnswer, PartnerRequest
from ctpat_desktop.services.questionnaires import files
from ctpat_desktop.services.questionnaires.decisions import accept_in
from ctpat_desktop.services.questionnaires.verdicts import Batch, offered, unknown, verdict
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class Received:
    """One returned file: its outcome, how many answers it has, why, and what was done with it."""

    file: str
    partner: str
    outcome: str
    answers: int
    reason: str
    request_id: str = ""
    evidence_id: str = ""
    done: str = ""
    company: str = ""
    """Whose request it answers, where that is another company of the file."""


@dataclass(frozen=True, slots=True)
class _Read:
    """One file that was read; `is_stored` where its answers wait for a decision.

    `sha256` is empty where there is nothing to keep; `is_copy` where a person may take its
    answers instead of those that wait.
    """

    path: Path
    sha256: str
    received: Received
    returned: Returned | None = None
    is_copy: bool = False
    is_stored: bool = False


def receive(
    scope: Scope,
    paths: Sequence[Path],
    accept: bool = False,
    progress: Progress | None = None,
) -> list[Received]:
    """Take returned files in and say what each of them is.

    Answers wait for a decision; with `accept`, those of matched files are accepted at once. The
    whole batch is one step that can be undone.
    """
    told = progress or Silent()
    batch = Batch(scope.workspace, scope.company_id, scope.today, accept)
    reads = []
    for at, path in enumerate(paths):
        told.step(at, len(paths) + 1, path.name)
        reads.append(_looked_at(batch, path))
    told.step(len(paths), len(paths) + 1)
    if not any(read.sha256 for read in reads):
        return [read.received for read in reads]
    with scope.workspace.work(
        ntr("Receive {n} questionnaire", "Receive {n} questionnaires", len(paths))
    ) as unit:
        kept = [_keep_file(unit.session, batch, read, unit.who) for read in reads]
        return [_with_company(unit.session, batch, one) for one in kept]


def take_instead(workspace: Workspace, request_id: str, evidence_id: str, today: date) -> Changes:
    """Let another kept copy of a return wait for the decision, in place of the one before."""
    with workspace.work(tr("Take the other copy")) as unit:
        request = _request(unit.session, request_id)
        name, data = files.content(unit.session, evidence_id)
        returned = decode(read_returned(data, name), from_json(request.definition))
        told = Received(name, "", "altered", len(returned.answers), tr("Chosen from two copies."))
        request.evidence_id = evidence_id
        _store(unit.session, request, returned, told, today)
    return unit.changes


def _looked_at(batch: Batch, path: Path) -> _Read:
    """Return what a file is; nothing is written yet."""
    try:
        data = returned_bytes(path)
    except Unreadable as problem:
        return _Read(path, "", _lost(path, problem))
    if not data:
        empty = Unreadable(
            tr("{name} is empty.").format(name=path.name), tr("Ask the sender to send it again.")
        )
        return _Read(path, "", _lost(path, empty))
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        raw = read_returned(data, path.name)
    except Unreadable as problem:
        request, partner = _asked(batch, problem.reference)
        reason = problem.line() + offered(request.definition if request else "", problem)
        told = Received(path.name, partner, "refused", 0, reason, request_id=_id(request))
        return _Read(path, sha256, told)
    return _compared(batch, path, sha256, raw)


def _lost(path: Path, problem: Problem) -> Received:
    """Return what is told about a file of which nothing can be kept."""
    done = tr("Nothing could be kept of it.")
    return Received(path.name, "", "refused", 0, problem.line(), done=done)


def _compared(batch: Batch, path: Path, sha256: str, raw: Raw) -> _Read:
    reference = raw.marks.get("request", "") or found_reference(raw.mark)
    request, partner = _asked(batch, reference)
    if request is None:
        reason = _unasked(batch, reference, raw.marks.get("origin", ""))
        return _Read(path, sha256, Received(path.name, "", "refused", 0, reason))
    try:
        returned = decode(raw, from_json(request.definition))
    except Problem as problem:
        told = Received(path.name, partner, "refused", 0, problem.line(), request_id=request.id)
        return _Read(path, sha256, told)
    found_out = verdict(batch, request, raw, returned)
    told = Received(
        path.name,
        partner,
        found_out.outcome,
        len(returned.answers),
        found_out.reason,
        request_id=request.id,
    )
    if found_out.is_stored:
        batch.contents[request.id] = returned.content
    is_copy = found_out.outcome == "altered" and not found_out.is_stored
    light = replace(returned, attached=())
    return _Read(path, sha256, told, light, is_copy, found_out.is_stored)


def _unasked(batch: Batch, reference: str, sign: str) -> str:
    """Return why a form that is of no request is refused."""
    if kind_of(reference) is WALK:
        return tr("It is the walk of a site. Receive it under Sites, on “Site walks”.")
    return " ".join(unknown(batch.company_id, reference, sign))


def _asked(batch: Batch, reference: str) -> tuple[PartnerRequest | None, str]:
    """Return the request of a reference with its partner's name."""
    if not reference:
        return None, ""
    query = (
        select(PartnerRequest, Partner.name)
        .join(Partner, Partner.id == PartnerRequest.partner_id)
        .where(PartnerRequest.reference == reference)
    )
    with batch.workspace.read() as session:
        row = session.execute(query).first()
    return (row[0], row[1]) if row else (None, "")


def _with_company(session: Session, batch: Batch, one: Received) -> Received:
    """Name the company whose request it answers, where another one is looked at."""
    request = _request(session, one.request_id) if one.request_id else None
    if request is None or request.company_id == batch.company_id:
        return one
    return replace(one, company=session.get_one(Company, request.company_id).name)


def _id(request: PartnerRequest | None) -> str:
    return request.id if request else ""


def _keep_file(session: Session, batch: Batch, read: _Read, who: str) -> Received:
    """Keep one file; return what is told about it, with what was done."""
    if not read.sha256:
        return read.received
    try:
        data = returned_bytes(read.path)
    except Unreadable as problem:
        return _lost(read.path, problem)
    if hashlib.sha256(data).hexdigest() != read.sha256:
        reason = tr("The file was changed while it was read. Receive it again.")
        return _lost(read.path, Problem(reason))
    request = _request(session, read.received.request_id) if read.received.request_id else None
    company_id = request.company_id if request else batch.company_id
    partner_id = request.partner_id if request else ""
    title = f"Questionnaire {read.received.partner or read.path.stem}".strip()
    title += f" {request.year}" if request and request.year else ""
    file = Attached(read.path.name, data)
    may_be_chosen = read.is_stored or read.is_copy
    note = request.reference if request else ""
    note = note if may_be_chosen or not note else f"{note}: {read.received.outcome}"
    evidence_id = files.keep(session, files.Owner(company_id, partner_id), file, title, note)
    told = replace(read.received, evidence_id=evidence_id, done=_done(read, batch))
    if read.is_stored and request is not None and read.returned is not None:
        request.evidence_id = evidence_id
        _store(session, request, read.returned, told, batch.today)
        if batch.accept and told.outcome == "matched":
            accept_in(session, request, None, batch.today, who)
    return told


def _done(read: _Read, batch: Batch) -> str:
    """Say what was done with a file that is kept."""
    partner = read.received.partner
    of_partner = tr("The file is kept as evidence of {partner}").format(partner=partner)
    kept = of_partner if partner else tr("The file is kept as evidence without a partner")
    if read.is_stored:
        is_accepted = batch.accept and read.received.outcome == "matched"
        waiting = tr("{kept}; its answers wait for you to decide.")
        return (tr("{kept}; its answers are accepted.") if is_accepted else waiting).format(
            kept=kept
        )
    if read.is_copy:
        return tr("{kept}; you can take its answers instead.").format(kept=kept)
    if read.received.outcome == "refused" and read.received.partner:
        return tr("{kept}; the request stays open.").format(kept=kept)
    return f"{kept.removesuffix('.')}."


def _store(
    session: Session,
    request: PartnerRequest,
    returned: Returned,
    received: Received,
    today: date,
) -> None:
    """Write the answers of a return as waiting for a decision."""
    query = select(PartnerAnswer).where(PartnerAnswer.partner_request_id == request.id)
    before = {row.key: row for row in session.scalars(query)}
    for at, reply in enumerate(returned.replies):
        row = before.pop(reply.key, None)
        if row is None:
            row = PartnerAnswer(
                company_id=request.company_id, partner_request_id=request.id, key=reply.key
            )
            session.add(row)
        row.value, row.remark, row.state, row.position = reply.value, reply.remark, "open", at
    for row in before.values():
        session.delete(row)
    request.state, request.outcome, request.reason = "returned", received.outcome, received.reason
    request.returned_on = today
    request.signer, request.signed_on = returned.signer, returned.signed_on
    request.score, request.band = None, ""
    session.flush()


def _request(session: Session, request_id: str) -> PartnerRequest:
    row = existing(session, "partner_request", request_id)
    if not isinstance(row, PartnerRequest):
        raise Problem(tr("This request is not there any more."), tr("It was removed meanwhile."))
    return row
