"""Takes returned questionnaires in: what each file is, and what is kept of it.

Every file gets one outcome: matched, refused, altered, stale or duplicate. Files are read before
anything is written, so stopping half-way leaves the workspace as it was.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.questionnaires import from_json
from ctpat_desktop.exchange.questionnaire_reader import read_returned, returned_bytes
from ctpat_desktop.exchange.returned import Attached, Raw, Unreadable, found_reference
from ctpat_desktop.exchange.returned_answers import Returned, decode
from ctpat_desktop.records import Partner, PartnerAnswer, PartnerRequest
from ctpat_desktop.services import questionnaire_files as files
from ctpat_desktop.services.fields import found
from ctpat_desktop.services.questionnaire_decisions import accept_in
from ctpat_desktop.services.questionnaire_sending import origin
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

Content = Mapping[str, tuple[str, str]]

NAMED = 8
"""How many questions a reason names before it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Received:
    """One returned file: its outcome, how many answers it has, and why."""

    file: str
    partner: str
    outcome: str
    answers: int
    reason: str
    request_id: str = ""
    evidence_id: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """One file that was read, with what is to be kept of it."""

    path: Path
    sha256: str
    told: Received
    returned: Returned | None = None
    is_kept: bool = False
    is_stored: bool = False


@dataclass
class _Desk:
    """What is known while a batch is read: the requests, and what came in before."""

    workspace: Workspace
    company_id: str
    today: date
    accept: bool
    contents: dict[str, Content] = field(default_factory=dict)


def receive(
    workspace: Workspace,
    company_id: str,
    paths: Sequence[Path],
    today: date,
    accept: bool = False,
    progress: Progress | None = None,
) -> list[Received]:
    """Take returned files in and say what each of them is.

    Answers wait for a decision; with `accept`, those of matched files are accepted at once. The
    whole batch is one step that can be undone.
    """
    told = progress or Silent()
    desk = _Desk(workspace, company_id, today, accept)
    reads = []
    for at, path in enumerate(paths):
        told.step(at, len(paths) + 1, path.name)
        reads.append(_looked_at(desk, path))
    told.step(len(paths), len(paths) + 1)
    if not any(read.is_kept or read.is_stored for read in reads):
        return [read.told for read in reads]
    with workspace.work(f"Receive {len(paths)} questionnaires") as unit:
        return [_kept(unit.session, desk, read, unit.who) for read in reads]


def take_instead(workspace: Workspace, request_id: str, evidence_id: str, today: date) -> Changes:
    """Let another kept copy of a return wait for the decision, in place of the one before."""
    with workspace.work("Take the other copy") as unit:
        request = _request(unit.session, request_id)
        name, data = files.content(unit.session, evidence_id)
        returned = decode(read_returned(data, name), from_json(request.definition))
        told = Received(name, "", "altered", len(returned.answers), "Chosen from two copies.")
        _store(unit.session, request, returned, told, evidence_id, today)
    return unit.changes


def _looked_at(desk: _Desk, path: Path) -> _Read:
    """Return what a file is; nothing is written yet."""
    try:
        data = returned_bytes(path)
    except Unreadable as problem:
        return _Read(path, "", Received(path.name, "", "refused", 0, problem.line()))
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        raw = read_returned(data, path.name)
    except Unreadable as problem:
        request, partner = _asked(desk, problem.reference)
        told = Received(path.name, partner, "refused", 0, problem.line(), request_id=_id(request))
        return _Read(path, sha256, told, is_kept=problem.is_kept)
    return _compared(desk, path, sha256, raw)


def _compared(desk: _Desk, path: Path, sha256: str, raw: Raw) -> _Read:
    reference = raw.marks.get("request", "") or found_reference(raw.mark)
    request, partner = _asked(desk, reference)
    if request is None:
        reason = _unknown(desk, reference, raw.marks.get("origin", ""))
        return _Read(path, sha256, Received(path.name, "", "refused", 0, reason))
    returned = decode(raw, from_json(request.definition))
    verdict = _verdict(desk, request, raw, returned)
    told = Received(
        path.name,
        partner,
        verdict.outcome,
        len(returned.answers),
        verdict.reason,
        request_id=request.id,
    )
    if verdict.is_stored:
        desk.contents[request.id] = returned.content
    is_copy = verdict.outcome == "altered" and not verdict.is_stored
    light = replace(returned, attached=())
    return _Read(path, sha256, told, light, is_copy, verdict.is_stored)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What a readable file is; `is_stored` where its answers wait for a decision."""

    outcome: str
    reason: str
    is_stored: bool = True


def _verdict(desk: _Desk, request: PartnerRequest, raw: Raw, returned: Returned) -> _Verdict:
    if not returned.answers:
        reason = (
            "No answer was found in it: the form is empty. Ask the partner to fill it in, to "
            "save it, and to send that file."
        )
        return _Verdict("refused", reason, is_stored=False)
    if earlier := _against_earlier(desk, request, returned):
        return earlier
    if changed := _changed(request, raw, returned):
        return _Verdict("altered", changed)
    if stale := _stale(desk, request):
        return _Verdict("stale", stale)
    return _Verdict("matched", _completeness(returned))


def _changed(request: PartnerRequest, raw: Raw, returned: Returned) -> str:
    """Return what is not as it was sent or signed, in words, or ""."""
    found_changes: list[str] = list(returned.altered)
    if returned.checksum != request.checksum:
        found_changes.append("the checksum is not that of the questions sent")
    if returned.edition != request.edition:
        found_changes.append(f"the edition is “{returned.edition}”, not “{request.edition}”")
    if found_reference(raw.mark) not in {"", request.reference}:
        found_changes.append("its properties name another request")
    keys = dict.fromkeys(name.partition(" ")[0] for name in raw.changed)
    if keys:
        found_changes.append(f"answers were changed after signing: {_listed(tuple(keys))}")
    found_changes += [note for note in raw.notes if "broken" in note]
    if not found_changes:
        return ""
    return f"Not as it was sent or signed: {'; '.join(found_changes)}."


def _against_earlier(desk: _Desk, request: PartnerRequest, returned: Returned) -> _Verdict | None:
    """Compare with the return of the same request that is here already; None where none is."""
    in_batch = desk.contents.get(request.id)
    before = in_batch or _stored_content(desk.workspace, request)
    if not before:
        return None
    if before == returned.content:
        waits = request.state == "returned" and request.outcome == "matched"
        if desk.accept and waits and not in_batch:
            return None
        reason = "The same answers of this request are here already."
        if request.state == "refused" and not in_batch:
            reason = f"These are the answers you refused. {request.reason}".strip()
        return _Verdict("duplicate", reason, is_stored=False)
    if request.state == "refused" and not in_batch:
        return None
    now = returned.content
    keys = [key for key in {**before, **now} if before.get(key) != now.get(key)]
    state = "accepted return" if request.state == "accepted" else "copy that came before"
    count = "One answer differs" if len(keys) == 1 else f"{len(keys)} answers differ"
    reason = f"{count} from the {state}: {_listed(keys)}. Look at both and choose."
    return _Verdict("altered", reason, is_stored=False)


def _stale(desk: _Desk, request: PartnerRequest) -> str:
    """Return why a return comes for a request that is out of date, or ""."""
    if request.state == "cancelled":
        return "This request was taken back. The answers can be read against its own questions."
    newer = select(PartnerRequest.reference).where(
        PartnerRequest.partner_id == request.partner_id,
        PartnerRequest.state != "cancelled",
        (PartnerRequest.sent_on > request.sent_on) | (PartnerRequest.year > request.year),
    )
    with desk.workspace.read() as session:
        later = session.scalars(newer).first()
    if later is not None:
        return (
            f"A newer questionnaire was sent to this partner ({later}). The answers can be read "
            "against the questions of their own edition."
        )
    is_past = request.due_on is None or request.due_on < desk.today
    if request.year is not None and request.year < desk.today.year and is_past:
        return (
            f"It answers the questionnaire of {request.year}. The answers can be read against "
            "the questions of their own edition."
        )
    return ""


def _completeness(returned: Returned) -> str:
    parts = []
    if returned.missing:
        parts.append(
            f"{len(returned.missing)} questions have no answer: {_listed(returned.missing)}"
        )
    if returned.unclear:
        parts.append(f"not clear: {_listed(returned.unclear)}")
    if not returned.signer or returned.signed_on is None:
        parts.append("the signature page is not filled in")
    told = "; ".join(parts)
    return f"{told[:1].upper()}{told[1:]}." if parts else "Complete and signed."


def _listed(keys: Sequence[str]) -> str:
    shown = ", ".join(keys[:NAMED])
    more = len(keys) - NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _asked(desk: _Desk, reference: str) -> tuple[PartnerRequest | None, str]:
    """Return the request of a reference with its partner's name."""
    if not reference:
        return None, ""
    query = (
        select(PartnerRequest, Partner.name)
        .join(Partner, Partner.id == PartnerRequest.partner_id)
        .where(PartnerRequest.reference == reference)
    )
    with desk.workspace.read() as session:
        row = session.execute(query).first()
    return (row[0], row[1]) if row else (None, "")


def _id(request: PartnerRequest | None) -> str:
    return request.id if request else ""


def _unknown(desk: _Desk, reference: str, sign: str) -> str:
    if not reference:
        return "It carries no number of a request. Choose the file the partner filled in and saved."
    if sign and sign != origin(desk.company_id):
        return (
            f"Request {reference} was sent from another workspace or company. Open that one and "
            "receive it there."
        )
    return (
        f"There is no request {reference} here: it was removed, or its number was changed in the "
        "file. Compare with the list of requests."
    )


def _stored_content(workspace: Workspace, request: PartnerRequest) -> Content:
    if request.state not in ("returned", "accepted", "refused"):
        return {}
    query = select(PartnerAnswer).where(PartnerAnswer.partner_request_id == request.id)
    with workspace.read() as session:
        rows = session.scalars(query).all()
    return {row.key: (row.value, row.remark) for row in rows if row.value or row.remark}


def _kept(session: Session, desk: _Desk, read: _Read, who: str) -> Received:
    """Keep what is to be kept of one file; return what is told about it."""
    if not (read.is_kept or read.is_stored):
        return read.told
    try:
        data = returned_bytes(read.path)
    except Unreadable as problem:
        return replace(read.told, outcome="refused", reason=problem.line())
    if hashlib.sha256(data).hexdigest() != read.sha256:
        reason = "The file was changed while it was read. Receive it again."
        return replace(read.told, outcome="refused", reason=reason)
    request = _request(session, read.told.request_id) if read.told.request_id else None
    company_id = request.company_id if request else desk.company_id
    partner_id = request.partner_id if request else ""
    title = f"Questionnaire {read.told.partner or read.path.stem}".strip()
    title += f" {request.year}" if request and request.year else ""
    file = Attached(read.path.name, data)
    note = request.reference if request else ""
    evidence_id = files.keep(session, (company_id, partner_id), file, title, note)
    told = replace(read.told, evidence_id=evidence_id)
    if read.is_stored and request is not None and read.returned is not None:
        _store(session, request, read.returned, told, evidence_id, desk.today)
        if desk.accept and told.outcome == "matched":
            accept_in(session, request, None, desk.today, who)
    return told


def _store(
    session: Session,
    request: PartnerRequest,
    returned: Returned,
    told: Received,
    evidence_id: str,
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
    request.state, request.outcome, request.reason = "returned", told.outcome, told.reason
    request.returned_on, request.evidence_id = today, evidence_id
    request.signer, request.signed_on = returned.signer, returned.signed_on
    request.score, request.band = None, ""
    session.flush()


def _request(session: Session, request_id: str) -> PartnerRequest:
    row = found(session, "partner_request", request_id)
    if not isinstance(row, PartnerRequest):
        raise Problem("This request is not there any more.", "It was removed meanwhile.")
    return row
