"""Runs every rule over the facts; no clock, no file, no window."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.checklist import answers, company, proof, yearly
from ctpat_desktop.checklist.answers import Case
from ctpat_desktop.checklist.facts import Facts
from ctpat_desktop.checklist.findings import Finding, SectionProgress
from ctpat_desktop.checklist.review import Review, Verdict, verdict
from ctpat_desktop.checklist.writing import judge
from ctpat_desktop.support.later import later

if TYPE_CHECKING:
    from ctpat_desktop.checklist.register_facts import RegisterFacts

Criteria = tuple[Criterion, ...]

_disagreements = later("ctpat_desktop.checklist.coherence:findings")
"""The registers are looked at later than the answers, and so are their rules imported."""

COMPANY_RULES: tuple[Callable[[Facts], Iterator[Finding]], ...] = (
    company.fields_filled,
    company.primary_officer,
    company.two_contacts,
    company.emails,
    company.identifiers,
    company.headquarters,
    company.cargo_sites,
    company.borders,
    company.history_length,
    company.formats,
    answers.edition_missing,
)

RESPONSE_RULES: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    answers.unanswered,
    answers.without_text,
    answers.statement_without_text,
    answers.without_reason,
    answers.without_target,
    answers.target_passed,
    answers.site_missing,
    answers.reworded,
    proof.missing,
    proof.expired,
    proof.outside_period,
    judge.findings,
)
"""What is asked of each response by itself, so that one changed response is judged alone."""


def evaluate(
    criteria: Criteria, facts: Facts, today: date, registers: RegisterFacts | None = None
) -> Review:
    """Return findings and progress per section.

    Without `registers` only the company and the answers are looked at.
    """
    own = on_company(facts)
    return Review(
        own,
        {row.id: on_criterion(row, facts, today) for row in criteria},
        on_registers(criteria, facts, today, registers),
        tuple(progress(criteria, facts, own.by_site[""])),
        on_year(criteria, facts, today),
    )


def on_company(facts: Facts) -> Verdict:
    """Return what is missing in the company's data."""
    return _here(facts, (finding for rule in COMPANY_RULES for finding in rule(facts)))


def on_registers(
    criteria: Criteria, facts: Facts, today: date, registers: RegisterFacts | None
) -> Verdict:
    """Return in what answers and registers disagree."""
    asked = tuple(row for row in criteria if not row.earlier)
    return _here(facts, _disagreements(asked, facts, registers, today) if registers else ())


def on_year(criteria: Criteria, facts: Facts, today: date) -> Verdict:
    """Return what is amiss with the yearly review; nothing where it was not looked at."""
    return _here(facts, yearly.findings(criteria, facts, today))


def _here(facts: Facts, findings: Iterable[Finding]) -> Verdict:
    """Return the findings without those about what was not handed out with a field kit."""
    if facts.kit_places is None:
        return verdict(findings)
    rows = ((row.place.section, row) for row in findings)
    return verdict(row for at, row in rows if at.isdigit() or at in facts.kit_places)


def on_criterion(criterion: Criterion, facts: Facts, today: date) -> Verdict:
    """Return what is amiss with the answers to one criterion, the company's and the sites'."""
    whole = facts.responses.get(criterion.id)
    found = {"": _judged(Case(criterion, whole, whole, None, facts, today))}
    if whole is not None and whole.per_site and criterion.id in facts.at_sites:
        found |= _at_sites(criterion, facts, today, facts.at_sites[criterion.id].doubts)
    return Verdict(found)


def on_response(
    criterion: Criterion, facts: Facts, today: date, site_id: str, before: Verdict
) -> Verdict:
    """Return what is amiss with a criterion after one response of it changed; "" is the whole's."""
    whole = facts.responses.get(criterion.id)
    if not site_id:
        judged = _judged(Case(criterion, whole, whole, None, facts, today))
        return Verdict({**before.by_site, "": judged})
    there = facts.at_sites.get(criterion.id)
    if whole is None or not whole.per_site or there is None:
        return before
    found = {key: rows for key, rows in before.by_site.items() if key != site_id}
    if site_id in there.doubts:
        found |= _at_sites(criterion, facts, today, (site_id,))
        if site_id in found:
            found = {key: found[key] for key in ("", *facts.sites) if key in found}
    return Verdict(found)


def _at_sites(
    criterion: Criterion, facts: Facts, today: date, site_ids: Iterable[str]
) -> dict[str, tuple[Finding, ...]]:
    """Return what is found at some sites, by those where anything is."""
    whole, doubts = facts.responses.get(criterion.id), facts.at_sites[criterion.id].doubts
    found = {
        key: _judged(Case(criterion, whole, doubts[key], facts.sites[key], facts, today))
        for key in site_ids
    }
    return {key: rows for key, rows in found.items() if rows}


def _judged(case: Case) -> tuple[Finding, ...]:
    if case.criterion.earlier:  # not asked any more
        return ()
    return tuple(finding for rule in RESPONSE_RULES for finding in rule(case))


def progress(
    criteria: Criteria, facts: Facts, on_company: Iterable[Finding]
) -> Iterator[SectionProgress]:
    """Yield the company section and then each category that has criteria."""
    yield SectionProgress("company", *company.parts(facts, on_company), 0)
    criteria = tuple(row for row in criteria if not row.earlier)
    for number in sorted({criterion.category for criterion in criteria}):
        rows = [criterion for criterion in criteria if criterion.category == number]
        open_rows = [row for row in rows if not answers.is_answered(facts.responses.get(row.id))]
        musts = sum(row.is_must for row in open_rows)
        yield SectionProgress(str(number), len(rows) - len(open_rows), len(rows), musts)
