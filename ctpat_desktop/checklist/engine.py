"""Runs every rule over the facts; no clock, no file, no window."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.catalogue.model import order_key
from ctpat_desktop.checklist import answers, coherence, company, proof
from ctpat_desktop.checklist.facts import Facts
from ctpat_desktop.checklist.findings import Finding, SectionProgress, Severity
from ctpat_desktop.checklist.register_facts import RegisterFacts

Criteria = tuple[Criterion, ...]

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
)

PROFILE_RULES: tuple[Callable[[Criteria, Facts, date], Iterator[Finding]], ...] = (
    answers.unanswered,
    answers.without_text,
    answers.without_reason,
    answers.without_target,
    answers.target_passed,
    answers.sites_missing,
    proof.missing,
    proof.expired,
    proof.outside_period,
)


@dataclass(frozen=True, slots=True)
class Review:
    """What the checklist says about one account."""

    findings: tuple[Finding, ...]
    progress: tuple[SectionProgress, ...]

    @property
    def is_complete(self) -> bool:
        """True when nothing at all was found."""
        return not self.findings


def evaluate(
    criteria: Criteria, facts: Facts, today: date, registers: RegisterFacts | None = None
) -> Review:
    """Return findings, worst first and then in profile order, and progress per section.

    Without `registers` only the company and the answers are looked at.
    """
    own = [finding for rule in COMPANY_RULES for finding in rule(facts)]
    found = [*own]
    found += [finding for rule in PROFILE_RULES for finding in rule(criteria, facts, today)]
    if registers is not None:
        found += coherence.findings(criteria, facts, registers, today)
    return Review(tuple(sorted(found, key=_order)), tuple(progress(criteria, facts, own)))


def progress(
    criteria: Criteria, facts: Facts, on_company: Sequence[Finding]
) -> Iterator[SectionProgress]:
    """Yield the company section and then each category that has criteria."""
    yield SectionProgress("company", *company.parts(facts, on_company), 0)
    said = facts.whole()
    for number in sorted({criterion.category for criterion in criteria}):
        rows = [criterion for criterion in criteria if criterion.category == number]
        open_rows = [row for row in rows if not answers.is_answered(said.get(row.id))]
        musts = sum(row.is_must for row in open_rows)
        yield SectionProgress(str(number), len(rows) - len(open_rows), len(rows), musts)


def _order(finding: Finding) -> tuple[object, ...]:
    """Return what findings are sorted by; a record's finding stands with its criterion."""
    section, criterion = finding.place.section, finding.place.criterion
    number = order_key(criterion) if criterion else ()
    if section == "company":
        place = 0
    elif section.isdigit():
        place = int(section)
    else:
        place = number[0][0] if number else LAST
    return (list(Severity).index(finding.severity), place, number, finding.rule, section)


LAST = 10**6
"""Registers without a criterion come after the twelve chapters."""
