"""Proof of the profile: documents behind the answers, and whether they still count."""

from collections.abc import Iterator
from datetime import date

from ctpat_desktop.checklist.answers import Case, place
from ctpat_desktop.checklist.facts import DocumentFact, Facts, ResponseFact
from ctpat_desktop.checklist.findings import Finding, Severity
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr


def missing(case: Case) -> Iterator[Finding]:
    """Yield a gap for a Must in place (or partly) with no document behind it."""
    response, documents = _linked(case)
    if response is None or documents or not case.criterion.is_must:
        return
    if response.status in ("in_place", "partly") and not _may_stand_at_sites(case):
        yield Finding(
            "proof.missing",
            Severity.GAP,
            place(case.criterion, "evidence", response),
            tr("{criterion} is a Must{where} and no evidence is linked.").format(
                criterion=case.criterion.id, where=case.where
            ),
            tr("Link a record, photo or procedure that shows it."),
        )


def expired(case: Case) -> Iterator[Finding]:
    """Yield a gap when every document of an answer has expired, a note when some have."""
    response, documents = _linked(case)
    past = (row for row in documents if row.expires_on is not None and row.expires_on < case.today)
    old = list(past)
    if response is None or not old:
        return
    yield Finding(
        "proof.expired",
        Severity.GAP if len(old) == len(documents) else Severity.NOTE,
        place(case.criterion, "evidence", response),
        tr("{criterion}{where}: “{title}” expired on {day}.").format(
            criterion=case.criterion.id,
            where=case.where,
            title=old[0].title,
            day=day_text(old[0].expires_on),
        ),
        tr("Replace it with a document that is still valid."),
    )


def outside_period(case: Case) -> Iterator[Finding]:
    """Yield a gap when no document of an answer touches the review period."""
    response, documents = _linked(case)
    dated = [row for row in documents if row.period_from or row.period_to]
    if response is None or not dated or len(dated) < len(documents):
        return
    if not any(_covers(row, case.facts) for row in dated):
        yield Finding(
            "proof.outside_period",
            Severity.GAP,
            place(case.criterion, "evidence", response),
            tr("{criterion}{where}: “{title}” does not cover the review period.").format(
                criterion=case.criterion.id, where=case.where, title=dated[0].title
            ),
            tr("Add a record from the review period."),
        )


def _linked(case: Case) -> tuple[ResponseFact | None, tuple[DocumentFact, ...]]:
    """Return the response if it counts, and the documents of the library linked to it."""
    response, library = case.counted(), case.facts.documents
    if response is None:
        return None, ()
    return response, tuple(library[key] for key in response.documents if key in library)


def _may_stand_at_sites(case: Case) -> bool:
    """Return whether the proof of the whole can lie at the sites, or was not looked at there."""
    if case.site or not case.whole or not case.whole.per_site:
        return False
    there = case.facts.at_sites.get(case.criterion.id)
    return there is None or there.answered > 0


def _covers(document: DocumentFact, facts: Facts) -> bool:
    starts = document.period_from or date.min
    ends = document.period_to or date.max
    return starts <= (facts.period_to or date.max) and ends >= (facts.period_from or date.min)
