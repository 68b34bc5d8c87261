"""Judges the words of one answer; a finding a person left as it is stays silent for that text."""

from collections.abc import Iterator
from hashlib import sha256

from ctpat_desktop.checklist.answers import Case, place, statement_place
from ctpat_desktop.checklist.facts import DocumentFact, Facts
from ctpat_desktop.checklist.findings import Finding, Place
from ctpat_desktop.checklist.writing.rules import RULES
from ctpat_desktop.checklist.writing.text import Text, read
from ctpat_desktop.checklist.writing.written import Mark, Written
from ctpat_desktop.support.language import tr

MOST_SITES = 20
"""A company with more sites has the words of a site judged where they are written only."""
MOST_READ = 3000
"""Texts of which is kept what was read of them."""


def findings(case: Case) -> Iterator[Finding]:
    """Yield what is weak in the words of a response, as far as the list of findings looks at it."""
    if case.site is None or len(case.facts.sites) <= MOST_SITES:
        yield from (found for mark, found in _judged(case) if not mark.is_aside)


def of_words(case: Case) -> tuple[Finding, ...]:
    """Return everything there is to say beside the words of a response."""
    return tuple(found for _, found in _judged(case))


def _judged(case: Case) -> Iterator[tuple[Mark, Finding]]:
    response, writing = case.response, case.facts.writing
    if response is None or writing is None or not response.texts:
        return
    linked, number = _linked(case), case.criterion.id
    for at in range(len(response.statements) + 1):
        text = response.statements[at - 1].text if at else response.narrative
        if not text.strip():
            continue
        read = read_once(case.facts, text)
        written = Written(case.criterion, response, read, case.facts, linked, at)
        named = tr("Statement {n} of {criterion}").format(n=at, criterion=number) if at else number
        spot = response.site_id + (spot_of(text) if at else "")
        for mark in (mark for rule in RULES for mark in rule(written)):
            if writing.left_alone.get((mark.rule, number, spot)) != digest(text):
                reason = mark.reason.replace(number, f"{named}{case.where}", 1)
                where = _place(case, at)
                yield (
                    mark,
                    Finding(mark.rule, mark.severity, where, reason, mark.remedy, mark.spans),
                )


def _place(case: Case, at: int) -> Place:
    """Return the place of a text: of a statement by its number, of the answer itself with 0."""
    if at and case.response is not None:
        return statement_place(case.criterion, case.response, at)
    return place(case.criterion, "narrative", case.response)


def spot_of(text: str) -> str:
    """Return what follows the site in the key of a statement's finding that was left as it is.

    It is of the words alone: a statement may be moved, and is another record in another year.
    """
    return f":{digest(text)[:16]}"


def digest(words: str) -> str:
    """Return what tells whether a text is still the one a finding was left at."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def read_once(facts: Facts, words: str) -> Text:
    """Read a text, or return what was read of it before."""
    known = facts.writing.texts if facts.writing else {}
    found = known.get(words)
    if not isinstance(found, Text):
        if len(known) >= MOST_READ:
            known.clear()
        found = known[words] = read(words)
    return found


def _linked(case: Case) -> tuple[DocumentFact, ...] | None:
    """Return the documents behind an answer: its own, those of its sites, those of the whole."""
    whole, response, facts = case.whole, case.response, case.facts
    keys = [*(response.documents if response else ())]
    if case.site and whole:
        keys += whole.documents
    elif whole and whole.per_site:
        there = facts.at_sites.get(case.criterion.id)
        if there is None or len(facts.sites) > MOST_SITES:
            return None
        keys += [key for row in there.doubts.values() if row for key in row.documents]
    library = facts.documents
    return tuple(library[key] for key in dict.fromkeys(keys) if key in library)
