"""Completeness of the profile: answers, reasons, target dates and sites."""

from collections.abc import Iterator
from datetime import date

from ctpat_desktop.catalogue import Criterion, Level
from ctpat_desktop.checklist.facts import Facts, ResponseFact
from ctpat_desktop.checklist.findings import Finding, Place, Severity
from ctpat_desktop.support.dates import day_text

UNFINISHED = ("partly", "planned")
NOT_APPLICABLE = "not_applicable"
LEVELS = {
    Level.MUST: "is a Must",
    Level.SHOULD: "is a Should",
    Level.UNKNOWN: "is asked at a level that is not known",
}


def is_answered(response: ResponseFact | None) -> bool:
    """Return whether a response has a status that counts; not applicable needs its reason."""
    if response is None or response.status == "not_started":
        return False
    return response.status != NOT_APPLICABLE or response.has_reason


def place(criterion: Criterion, field: str, response: ResponseFact | None = None) -> Place:
    """Return the place of one field of one criterion (and site, for a site's response)."""
    return Place(
        section=str(criterion.category),
        criterion=criterion.id,
        table="response",
        record_id=response.id if response else "",
        field=field,
        site_id=response.site_id if response else "",
        label=f"{criterion.id} {criterion.title}",
    )


def rows(
    criteria: tuple[Criterion, ...], facts: Facts
) -> Iterator[tuple[Criterion, ResponseFact, str]]:
    """Yield each answered response that counts, with " at <site>" for a site's own."""
    said, at_sites = facts.whole(), facts.at_sites()
    for criterion in criteria:
        whole = said.get(criterion.id)
        if whole is None or not is_answered(whole):
            continue
        yield criterion, whole, ""
        if whole.per_site:
            for site in facts.sites:
                response = at_sites.get((criterion.id, site.id))
                if response and is_answered(response):
                    yield criterion, response, f" at {site.name}"


def unanswered(criteria: tuple[Criterion, ...], facts: Facts, today: date) -> Iterator[Finding]:
    """Yield a blocker for each open Must and a note for each open Should."""
    del today
    said = facts.whole()
    for criterion in criteria:
        response = said.get(criterion.id)
        if is_answered(response) or _waits_for_reason(response):
            continue
        rule, severity = _weight(criterion)
        check = " Check this row against CBP's booklet first." if criterion.is_unsure else ""
        yield Finding(
            rule,
            severity,
            place(criterion, "status", response),
            f"{criterion.id} {LEVELS[criterion.level]} and {_lacking(response)}.",
            f"{_remedy(response)}{check}",
        )


def _weight(criterion: Criterion) -> tuple[str, Severity]:
    """Return the rule and how much it hurts: only a Must that is sure blocks."""
    if criterion.level is Level.UNKNOWN:
        return "answer.missing_unknown", Severity.NOTE
    if criterion.is_must and not criterion.is_unsure:
        return "answer.missing_must", Severity.BLOCKER
    return "answer.missing_should", Severity.NOTE


def _waits_for_reason(response: ResponseFact | None) -> bool:
    return response is not None and response.status == NOT_APPLICABLE and not response.has_reason


def _has_words(response: ResponseFact | None) -> bool:
    return response is not None and (response.has_narrative or response.has_reason)


def _lacking(response: ResponseFact | None) -> str:
    return "has words, but its status is missing" if _has_words(response) else "has no answer"


def _remedy(response: ResponseFact | None) -> str:
    if _has_words(response):
        return "Choose a status; the words are kept."
    return "Say what you do, or why it does not apply."


def without_text(criteria: tuple[Criterion, ...], facts: Facts, today: date) -> Iterator[Finding]:
    """Yield a gap for a status without words behind it."""
    del today
    for criterion, response, where in rows(criteria, facts):
        if response.status != "not_applicable" and not response.has_narrative:
            yield Finding(
                "answer.no_text",
                Severity.GAP,
                place(criterion, "narrative", response),
                f"{criterion.id} has a status{where} but no words.",
                "Describe who does what, how often and where it is recorded.",
            )


def without_reason(criteria: tuple[Criterion, ...], facts: Facts, today: date) -> Iterator[Finding]:
    """Yield a gap for "not applicable" without a reason, which counts as unanswered."""
    del today
    said, at_sites = facts.whole(), facts.at_sites()
    for criterion in criteria:
        whole = said.get(criterion.id)
        here = [(whole, "")]
        if whole is not None and whole.per_site:
            found = [(at_sites.get((criterion.id, site.id)), site.name) for site in facts.sites]
            here += [(row, f" at {name}") for row, name in found]
        for response, where in here:
            if _waits_for_reason(response):
                yield Finding(
                    "answer.no_reason",
                    Severity.GAP,
                    place(criterion, "reason", response),
                    f"{criterion.id} is marked not applicable{where} without a reason, "
                    "so it counts as unanswered.",
                    "Say in a sentence why it does not apply to your business.",
                )


def without_target(criteria: tuple[Criterion, ...], facts: Facts, today: date) -> Iterator[Finding]:
    """Yield a gap for partly or planned without a target date."""
    del today
    for criterion, response, where in rows(criteria, facts):
        if response.status in UNFINISHED and response.target_on is None:
            yield Finding(
                "answer.no_target",
                Severity.GAP,
                place(criterion, "target_on", response),
                f"{criterion.id} is {response.status}{where} without a target date.",
                "Set the date by which it will be in place.",
            )


def target_passed(criteria: tuple[Criterion, ...], facts: Facts, today: date) -> Iterator[Finding]:
    """Yield a gap for a target date that has gone by."""
    for criterion, response, where in rows(criteria, facts):
        due = response.target_on
        if response.status in UNFINISHED and due is not None and due < today:
            yield Finding(
                "answer.target_passed",
                Severity.GAP,
                place(criterion, "target_on", response),
                f"{criterion.id} was to be in place{where} by {day_text(due)}.",
                "Mark it in place, or set a new date and say why.",
            )


def sites_missing(criteria: tuple[Criterion, ...], facts: Facts, today: date) -> Iterator[Finding]:
    """Yield a gap for each site without an answer where answers are given per site."""
    del today
    said, at_sites = facts.whole(), facts.at_sites()
    for criterion in criteria:
        whole = said.get(criterion.id)
        if whole is None or not whole.per_site:
            continue
        for site in facts.sites:
            response = at_sites.get((criterion.id, site.id))
            if is_answered(response) or _waits_for_reason(response):
                continue
            yield Finding(
                "answer.site_missing",
                Severity.GAP,
                Place(
                    str(criterion.category),
                    criterion.id,
                    "response",
                    response.id if response else "",
                    "status",
                    site.id,
                    f"{criterion.id} {criterion.title} › {site.name}",
                ),
                f"{criterion.id} is answered per site, and {site.name} {_lacking(response)}.",
                f"Answer it for {site.name}, or answer for all sites together.",
            )
