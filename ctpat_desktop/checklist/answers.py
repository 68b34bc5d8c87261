"""Completeness of the profile: answers, reasons, target dates and sites.

Each rule looks at one response, the company's or a site's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ctpat_desktop.catalogue import Criterion, Level
from ctpat_desktop.checklist.facts import Facts, ResponseFact, SiteFact
from ctpat_desktop.checklist.findings import Finding, Place, Severity
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, tr

UNFINISHED = ("partly", "planned")
NOT_APPLICABLE = "not_applicable"
STATUSES = {"partly": N_("partly"), "planned": N_("planned")}
WITHOUT_ANSWER = {
    Level.MUST: N_("{criterion} is a Must and has no answer."),
    Level.SHOULD: N_("{criterion} is a Should and has no answer."),
    Level.UNKNOWN: N_("{criterion} is asked at a level that is not known and has no answer."),
}
WITHOUT_STATUS = {
    Level.MUST: N_("{criterion} is a Must and has words, but its status is missing."),
    Level.SHOULD: N_("{criterion} is a Should and has words, but its status is missing."),
    Level.UNKNOWN: N_(
        "{criterion} is asked at a level that is not known and has words, but its status "
        "is missing."
    ),
}


SITE_WITHOUT_ANSWER = N_("{criterion} is answered per site, and {site} has no answer.")
SITE_WITHOUT_STATUS = N_(
    "{criterion} is answered per site, and {site} has words, but its status is missing."
)


def at_site(name: str) -> str:
    """Return the words that name a site, as they follow the number of a criterion."""
    return " " + tr("at {site}").format(site=name)


@dataclass(frozen=True, slots=True)
class Case:
    """One response to look at: of the company as a whole, or of `site`; None where it is missing.

    A site's response is looked at only where the company answers site by site.
    """

    criterion: Criterion
    whole: ResponseFact | None
    response: ResponseFact | None
    site: SiteFact | None
    facts: Facts
    today: date

    @property
    def where(self) -> str:
        """The words that name the site of a response of its own, else ""."""
        return at_site(self.site.name) if self.site else ""

    def counted(self) -> ResponseFact | None:
        """Return the response if it counts; a site's counts where the company's does."""
        counts = is_answered(self.whole) and is_answered(self.response)
        return self.response if counts else None


def is_answered(response: ResponseFact | None) -> bool:
    """Return whether a response has a status that counts; not applicable needs its reason."""
    return response is not None and counts(response.status, has_reason=response.has_reason)


def counts(status: str, *, has_reason: bool) -> bool:
    """Return whether a status is an answer; not applicable needs its reason."""
    return status != "not_started" and (status != NOT_APPLICABLE or has_reason)


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


def statement_place(criterion: Criterion, response: ResponseFact, number: int) -> Place:
    """Return the place of the text of one statement, by its number."""
    return Place(
        section=str(criterion.category),
        criterion=criterion.id,
        table="statement",
        record_id=response.statements[number - 1].id,
        field="text",
        site_id=response.site_id,
        label=tr("{criterion} {title} › Statement {number}").format(
            criterion=criterion.id, title=criterion.title, number=number
        ),
    )


def unanswered(case: Case) -> Iterator[Finding]:
    """Yield a blocker for an open Must and a note for an open Should."""
    criterion, response = case.criterion, case.response
    if case.site or is_answered(response) or waits_for_reason(response):
        return
    rule, severity = _weight(criterion)
    lacking = WITHOUT_STATUS if _has_words(response) else WITHOUT_ANSWER
    check = tr("Check this row against CBP's booklet first.") if criterion.is_unsure else ""
    yield Finding(
        rule,
        severity,
        place(criterion, "status", response),
        tr(lacking[criterion.level]).format(criterion=criterion.id),
        f"{_remedy(response)} {check}".rstrip(),
    )


def reworded(case: Case) -> Iterator[Finding]:
    """Yield a gap for an answer written for another text of its criterion."""
    before = case.facts.reworded.get(case.criterion.id)
    if before is not None and case.site is None:
        yield Finding(
            "answer.read_again",
            Severity.GAP,
            place(case.criterion, "narrative", case.response),
            tr(
                "The text of {criterion} changed since edition {before}, and the answer was "
                "written for that one."
            ).format(criterion=case.criterion.id, before=before),
            tr("Read what changed; then press “Read”, or change the answer."),
        )


def edition_missing(facts: Facts) -> Iterator[Finding]:
    """Yield a blocker where the edition of the profile is not here, so that nothing is sure."""
    if facts.missing_edition:
        yield Finding(
            "edition.missing",
            Severity.BLOCKER,
            Place("year", label=tr("Edition of the criteria")),
            tr(
                "The edition {missing_edition} of this profile is not in this file; its "
                "answers are held against {edition}."
            ).format(missing_edition=facts.missing_edition, edition=facts.edition),
            tr("Add the edition file, or move to another edition."),
        )


def _weight(criterion: Criterion) -> tuple[str, Severity]:
    """Return the rule and how much it hurts: only a Must that is sure blocks."""
    if criterion.level is Level.UNKNOWN:
        return "answer.missing_unknown", Severity.NOTE
    if criterion.is_must and not criterion.is_unsure:
        return "answer.missing_must", Severity.BLOCKER
    return "answer.missing_should", Severity.NOTE


def waits_for_reason(response: ResponseFact | None) -> bool:
    """Return whether a response is not applicable and does not say why."""
    return response is not None and response.status == NOT_APPLICABLE and not response.has_reason


def _has_words(response: ResponseFact | None) -> bool:
    return response is not None and (bool(response.texts) or response.has_reason)


def _remedy(response: ResponseFact | None) -> str:
    if _has_words(response):
        return tr("Choose a status; the words are kept.")
    return tr("Say what you do, or why it does not apply.")


def without_text(case: Case) -> Iterator[Finding]:
    """Yield a gap for a status without words behind it; statements are words, each for itself."""
    response = case.counted()
    if response is None or response.status == NOT_APPLICABLE:
        return
    if not response.has_narrative and not response.statements:
        yield Finding(
            "answer.no_text",
            Severity.GAP,
            place(case.criterion, "narrative", response),
            tr("{criterion} has a status{where} but no words.").format(
                criterion=case.criterion.id, where=case.where
            ),
            tr("Describe who does what, how often and where it is recorded."),
        )


def statement_without_text(case: Case) -> Iterator[Finding]:
    """Yield a gap for each statement that says nothing."""
    response = case.counted()
    if response is None or response.status == NOT_APPLICABLE:
        return
    for number, row in enumerate(response.statements, 1):
        if not row.has_text:
            yield Finding(
                "answer.statement_no_text",
                Severity.GAP,
                statement_place(case.criterion, response, number),
                tr("Statement {number} of {criterion}{where} has no text.").format(
                    number=number, criterion=case.criterion.id, where=case.where
                ),
                tr("Say what you do under this prompt of the portal, or remove the statement."),
            )


def without_reason(case: Case) -> Iterator[Finding]:
    """Yield a gap for "not applicable" without a reason, which counts as unanswered."""
    if waits_for_reason(case.response):
        yield Finding(
            "answer.no_reason",
            Severity.GAP,
            place(case.criterion, "reason", case.response),
            tr(
                "{criterion} is marked not applicable{where} without a reason, so it counts as "
                "unanswered."
            ).format(criterion=case.criterion.id, where=case.where),
            tr("Say in a sentence why it does not apply to your business."),
        )


def without_target(case: Case) -> Iterator[Finding]:
    """Yield a gap for partly or planned without a target date."""
    response = case.counted()
    if response and response.status in UNFINISHED and response.target_on is None:
        yield Finding(
            "answer.no_target",
            Severity.GAP,
            place(case.criterion, "target_on", response),
            tr("{criterion} is {status}{where} without a target date.").format(
                criterion=case.criterion.id, status=tr(STATUSES[response.status]), where=case.where
            ),
            tr("Set the date by which it will be in place."),
        )


def target_passed(case: Case) -> Iterator[Finding]:
    """Yield a gap for a target date that has gone by."""
    response = case.counted()
    due = response.target_on if response else None
    if response and response.status in UNFINISHED and due is not None and due < case.today:
        yield Finding(
            "answer.target_passed",
            Severity.GAP,
            place(case.criterion, "target_on", response),
            tr("{criterion} was to be in place{where} by {day}.").format(
                criterion=case.criterion.id, where=case.where, day=day_text(due)
            ),
            tr("Mark it in place, or set a new date and say why."),
        )


def site_missing(case: Case) -> Iterator[Finding]:
    """Yield a gap for a site without an answer where answers are given per site."""
    site, response, criterion = case.site, case.response, case.criterion
    if site is None or is_answered(response) or waits_for_reason(response):
        return
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
        tr(SITE_WITHOUT_STATUS if _has_words(response) else SITE_WITHOUT_ANSWER).format(
            criterion=criterion.id, site=site.name
        ),
        tr("Answer it for {site}, or answer for all sites together.").format(site=site.name),
    )
