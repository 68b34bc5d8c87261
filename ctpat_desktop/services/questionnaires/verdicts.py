"""Says what a returned form is: matched, altered, stale or duplicate, and why.

What holds for every form, the walk of a site too, asks only for what the form was sent as.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from ctpat_desktop.catalogue.questionnaires import from_json
from ctpat_desktop.catalogue.sendings import kind_of
from ctpat_desktop.exchange.questionnaires.answers import Returned
from ctpat_desktop.exchange.questionnaires.printed_form import printed_words
from ctpat_desktop.exchange.questionnaires.returned import Raw, Unreadable, found_reference
from ctpat_desktop.records import PartnerAnswer, PartnerRequest
from ctpat_desktop.services.questionnaires.form_files import origin
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.workspace.unit import Workspace

Content = Mapping[str, tuple[str, str]]

NAMED = 8
"""How many questions a reason names before it says how many more there are."""


@dataclass
class Batch:
    """What is known while a batch is read: the requests, and what came in before."""

    workspace: Workspace
    company_id: str
    today: date
    accept: bool
    contents: dict[str, Content] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SentAs:
    """What a form carried when it was sent: its number, and what its questions are known by."""

    reference: str
    edition: str
    checksum: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a readable file is; `is_stored` where its answers wait for a decision."""

    outcome: str
    reason: str
    is_stored: bool = True


def verdict(batch: Batch, request: PartnerRequest, raw: Raw, returned: Returned) -> Verdict:
    """Return what a readable file is, compared with what was sent and what came before."""
    if not returned.content:
        return Verdict("refused", without_answers(raw, returned), is_stored=False)
    if earlier := _against_earlier(batch, request, returned):
        return earlier
    sent = SentAs(request.reference, request.edition, request.checksum)
    if changed := changes(sent, raw, returned):
        return Verdict("altered", changed)
    if stale := _stale(batch, request):
        return Verdict("stale", stale)
    return Verdict("matched", _completeness(returned))


def without_answers(raw: Raw, returned: Returned) -> str:
    """Return why a file in which no answer was found is refused; empty is said only of empty."""
    asks = tr("Ask the sender to fill in the boxes, to save the file, and to send it again.")
    if returned.beside:
        where = _listed(returned.beside, "; ")
        return tr(
            "No answer stands in its boxes, but words stand elsewhere: {where}. {asks}"
        ).format(where=where, asks=asks)
    if returned.altered:
        return tr("No answer was found, but it is not as it was sent: {change}. {asks}").format(
            change=returned.altered[0], asks=asks
        )
    if raw.has_pictures:
        return tr(
            "No answer stands in its boxes, but pictures lie on its pages: look at it yourself. "
            "{asks}"
        ).format(asks=asks)
    return tr(
        "No answer was found in it: the form is empty. Ask the sender to fill it in, to save it, "
        "and to send that file."
    )


def changes(sent: SentAs, raw: Raw, returned: Returned) -> str:
    """Return what is not as it was sent or signed, in words, or ""."""
    found_changes: list[str] = list(returned.altered)
    if not returned.checksum and not returned.edition:
        found_changes.append(tr("its hidden marks are gone"))
    elif returned.checksum != sent.checksum:
        found_changes.append(tr("the checksum is not that of the questions sent"))
    if returned.edition and returned.edition != sent.edition:
        found_changes.append(
            tr("the edition is “{edition}”, not “{sent}”").format(
                edition=returned.edition, sent=sent.edition
            )
        )
    if found_reference(raw.mark) not in {"", sent.reference}:
        found_changes.append(tr("its properties name another request"))
    keys = dict.fromkeys(name.partition(" ")[0] for name in raw.changed)
    if keys:
        found_changes.append(
            tr("answers were changed after signing: {listed}").format(listed=_listed(tuple(keys)))
        )
    if returned.beside:
        where = _listed(returned.beside, "; ")
        found_changes.append(
            tr("words stand outside the places for answers: {where}").format(where=where)
        )
    found_changes += raw.notes[:1] if raw.is_broken else ()
    if not found_changes:
        return ""
    if returned.unclear:
        found_changes.append(tr("not clear: {listed}").format(listed=_listed(returned.unclear)))
    return tr("Not as it was sent or signed: {names}.").format(names="; ".join(found_changes))


def _against_earlier(batch: Batch, request: PartnerRequest, returned: Returned) -> Verdict | None:
    """Compare with the return of the same request that is here already; None where none is."""
    in_batch = batch.contents.get(request.id)
    before = in_batch or _stored_content(batch.workspace, request)
    if not before:
        return None
    if before == returned.content:
        waits = request.state == "returned" and request.outcome == "matched"
        if batch.accept and waits and not in_batch:
            return None
        reason = tr("The same answers of this request are here already.")
        if request.state == "refused" and not in_batch:
            reason = (
                tr("These are the answers you refused. {reason}")
                .format(reason=request.reason)
                .strip()
            )
        if returned.beside:
            reason += " " + tr("Beside them stands: {listed}.").format(
                listed=_listed(returned.beside, "; ")
            )
        return Verdict("duplicate", reason, is_stored=False)
    if request.state == "refused" and not in_batch:
        return None
    now = returned.content
    keys = [key for key in {**before, **now} if before.get(key) != now.get(key)]
    reason = _differing(request.state == "accepted", keys)
    return Verdict("altered", reason, is_stored=False)


def _differing(is_accepted: bool, keys: Sequence[str]) -> str:
    """Return which answers are others than those that came before."""
    listed = _listed(keys)
    if is_accepted:
        one = tr("One answer differs from the accepted return: {listed}.").format(listed=listed)
        many = ntr(
            "{n} answer differs from the accepted return: {listed}.",
            "{n} answers differ from the accepted return: {listed}.",
            len(keys),
            listed=listed,
        )
    else:
        one = tr("One answer differs from the copy that came before: {listed}.").format(
            listed=listed
        )
        many = ntr(
            "{n} answer differs from the copy that came before: {listed}.",
            "{n} answers differ from the copy that came before: {listed}.",
            len(keys),
            listed=listed,
        )
    return f"{one if len(keys) == 1 else many} {tr('Look at both and choose.')}"


def _stale(batch: Batch, request: PartnerRequest) -> str:
    """Return why a return comes for a request that is out of date, or ""."""
    if request.state == "cancelled":
        return tr("This request was taken back. The answers can be read against its own questions.")
    newer = select(PartnerRequest.reference).where(
        PartnerRequest.partner_id == request.partner_id,
        PartnerRequest.state != "cancelled",
        (PartnerRequest.sent_on > request.sent_on) | (PartnerRequest.year > request.year),
    )
    with batch.workspace.read() as session:
        later = session.scalars(newer).first()
    if later is not None:
        return tr(
            "A newer questionnaire was sent to this partner ({later}). The answers can be "
            "read against the questions of their own edition."
        ).format(later=later)
    is_past = request.due_on is None or request.due_on < batch.today
    if request.year is not None and request.year < batch.today.year and is_past:
        return tr(
            "It answers the questionnaire of {year}. The answers can be read against the "
            "questions of their own edition."
        ).format(year=request.year)
    return ""


def _completeness(returned: Returned) -> str:
    parts = []
    if returned.missing:
        parts.append(
            ntr(
                "{n} question has no answer: {listed}",
                "{n} questions have no answer: {listed}",
                len(returned.missing),
                listed=_listed(returned.missing),
            )
        )
    if returned.unclear:
        parts.append(tr("not clear: {listed}").format(listed=_listed(returned.unclear)))
    if not returned.signer or returned.signed_on is None:
        parts.append(tr("the signature page is not filled in"))
    told = "; ".join(parts)
    return f"{told[:1].upper()}{told[1:]}." if parts else tr("Complete and signed.")


def _listed(keys: Sequence[str], between: str = ", ") -> str:
    shown = between.join(keys[:NAMED])
    more = len(keys) - NAMED
    return tr("{names} and {n} more").format(names=shown, n=more) if more > 0 else shown


def unknown(company_id: str, reference: str, sign: str) -> tuple[str, str]:
    """Return why a file of an unknown form is refused, and what to do; `sign` is the sender's."""
    if not reference:
        return tr("It carries no number of a form."), tr(
            "Choose the file that was filled in and saved."
        )
    if sign and sign != origin(company_id):
        return (
            tr("Form {reference} was sent from another workspace or company.").format(
                reference=reference
            ),
            tr("Open that one and receive it there."),
        )
    return (
        tr(
            "There is no form {reference} here: it was removed, or its number was changed in it."
        ).format(reference=reference),
        tr("Compare with what was sent."),
    )


def offered(definition: str, problem: Unreadable) -> str:
    """Return the words that stand in the boxes of a printed form, as far as they can be told."""
    if not definition or not problem.lines:
        return ""
    kind = kind_of(problem.reference)
    try:
        found = printed_words(problem.lines, from_json(definition), kind)
    except Problem:
        return ""
    words = "; ".join(f"{key} “{said}”" for key, said in list(found.items())[:NAMED])
    if len(found) > NAMED:
        words = tr("{names} and {n} more").format(names=words, n=len(found) - NAMED)
    return " " + tr("In its boxes stands: {words}.").format(words=words) if words else ""


def _stored_content(workspace: Workspace, request: PartnerRequest) -> Content:
    if request.state not in ("returned", "accepted", "refused"):
        return {}
    query = select(PartnerAnswer).where(PartnerAnswer.partner_request_id == request.id)
    with workspace.read() as session:
        rows = session.scalars(query).all()
    return {row.key: (row.value, row.remark) for row in rows if row.value or row.remark}
