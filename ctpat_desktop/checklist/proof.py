"""Proof of the profile: documents behind the answers, and whether they still count."""

from collections.abc import Iterator
from datetime import date

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.checklist.answers import place, rows
from ctpat_desktop.checklist.facts import DocumentFact, Facts, ResponseFact
from ctpat_desktop.checklist.findings import Finding, Severity
from ctpat_desktop.support.dates import day_text

Proven = tuple[Criterion, ResponseFact, str, tuple[DocumentFact, ...]]


def missing(criteria: tuple[Criterion, ...], facts: Facts, today: date) -> Iterator[Finding]:
    """Yield a gap for each Must in place (or partly) with no document behind it."""
    del today
    for criterion, response, where, documents in _linked(criteria, facts):
        claims = response.status in ("in_place", "partly")
        if response.per_site and _proven_at_sites(criterion, facts):
            continue
        if criterion.is_must and claims and not documents:
            yield Finding(
                "proof.missing",
                Severity.GAP,
                place(criterion, "evidence", response),
                f"{criterion.id} is a Must{where} and no evidence is linked.",
                "Link a record, photo or procedure that shows it.",
            )


def expired(criteria: tuple[Criterion, ...], facts: Facts, today: date) -> Iterator[Finding]:
    """Yield a gap when every document of an answer has expired, a note when some have."""
    for criterion, response, where, documents in _linked(criteria, facts):
        old = [row for row in documents if row.expires_on is not None and row.expires_on < today]
        if not old:
            continue
        alone = len(old) == len(documents)
        yield Finding(
            "proof.expired",
            Severity.GAP if alone else Severity.NOTE,
            place(criterion, "evidence", response),
            f"{criterion.id}{where}: “{old[0].title}” expired on {day_text(old[0].expires_on)}.",
            "Replace it with a document that is still valid.",
        )


def outside_period(criteria: tuple[Criterion, ...], facts: Facts, today: date) -> Iterator[Finding]:
    """Yield a gap when no document of an answer touches the review period."""
    del today
    for criterion, response, where, documents in _linked(criteria, facts):
        dated = [row for row in documents if row.period_from or row.period_to]
        if len(dated) == len(documents) and dated and not any(_covers(row, facts) for row in dated):
            yield Finding(
                "proof.outside_period",
                Severity.GAP,
                place(criterion, "evidence", response),
                f"{criterion.id}{where}: “{dated[0].title}” does not cover the review period.",
                "Add a record from the review period.",
            )


def _linked(criteria: tuple[Criterion, ...], facts: Facts) -> Iterator[Proven]:
    library = {document.id: document for document in facts.documents}
    for criterion, response, where in rows(criteria, facts):
        documents = tuple(library[key] for key in response.documents if key in library)
        yield criterion, response, where, documents


def _proven_at_sites(criterion: Criterion, facts: Facts) -> bool:
    at_sites = facts.at_sites()
    return any((criterion.id, site.id) in at_sites for site in facts.sites)


def _covers(document: DocumentFact, facts: Facts) -> bool:
    starts = document.period_from or date.min
    ends = document.period_to or date.max
    return starts <= (facts.period_to or date.max) and ends >= (facts.period_from or date.min)
