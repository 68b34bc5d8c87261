"""What the checklist says about one account, kept so that one change re-judges only its part."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from heapq import merge
from itertools import chain, islice

from ctpat_desktop.catalogue.model import order_key
from ctpat_desktop.checklist.findings import Finding, SectionProgress, Severity

Ordered = list[tuple[tuple[object, ...], Finding]]
"""Findings with what they are sorted by."""

LAST = 10**6
"""Registers without a criterion come after the twelve chapters."""

RANK = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True)
class Verdict:
    """The findings of one part; what is derived from them is worked out once."""

    by_site: Mapping[str, tuple[Finding, ...]]
    """By site in the order of the company; "" is the company as a whole."""

    @cached_property
    def ordered(self) -> Ordered:
        """The findings with their order, sorted."""
        rows = [(order(each), each) for found in self.by_site.values() for each in found]
        return sorted(rows, key=_first)

    @cached_property
    def worst(self) -> int:
        """The rank of the worst severity; one more than the last where nothing was found."""
        rows = (RANK[each.severity] for found in self.by_site.values() for each in found)
        return min(rows, default=len(RANK))

    def __len__(self) -> int:
        """Return the number of findings."""
        return len(self.ordered)


@dataclass(frozen=True)
class Review:
    """What the checklist says about one account."""

    company: Verdict
    criteria: Mapping[str, Verdict]
    """What is amiss with the answers, by criterion."""
    registers: Verdict
    progress: tuple[SectionProgress, ...]
    year: Verdict

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, worst first and then in profile order."""
        rows = chain.from_iterable(part.ordered for part in self._parts())
        return tuple(found for _, found in sorted(rows, key=_first))

    @property
    def count(self) -> int:
        """How many findings there are."""
        return sum(map(len, self._parts()))

    @property
    def is_complete(self) -> bool:
        """True when nothing at all was found."""
        return not self.count

    def first(self, count: int) -> list[Finding]:
        """Return the worst findings without sorting all of them."""
        rows = merge(*(part.ordered for part in self._parts()), key=_first)
        return [found for _, found in islice(rows, count)]

    def of(self, criterion: str) -> list[Finding]:
        """Return the findings of one criterion, the registers' among them."""
        own = self.criteria.get(criterion)
        rows = [*(own.ordered if own else ()), *self._elsewhere.get(criterion, ())]
        return [found for _, found in sorted(rows, key=_first)]

    def worst_of(self, criterion: str) -> Severity | None:
        """Return the worst severity found at one criterion, or None where nothing was."""
        own = self.criteria.get(criterion)
        rest = (RANK[found.severity] for _, found in self._elsewhere.get(criterion, ()))
        rank = min((own.worst if own else len(RANK), *rest))
        return list(RANK)[rank] if rank < len(RANK) else None

    def with_criteria(self, judged: Mapping[str, Verdict]) -> "Review":
        """Return the review with some criteria judged anew."""
        return replace(self, criteria={**self.criteria, **judged})

    @cached_property
    def _elsewhere(self) -> Mapping[str, Ordered]:
        found: dict[str, Ordered] = {}
        for row in chain(*(part.ordered for part in (self.company, self.registers, self.year))):
            if row[1].place.criterion:
                found.setdefault(row[1].place.criterion, []).append(row)
        return found

    def _parts(self) -> Iterator[Verdict]:
        yield self.company
        yield from self.criteria.values()
        yield self.registers
        yield self.year


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Return findings that belong to no one site."""
    return Verdict({"": tuple(findings)})


def order(finding: Finding) -> tuple[object, ...]:
    """Return what findings are sorted by; a record's finding stands with its criterion."""
    section, criterion = finding.place.section, finding.place.criterion
    place, number = _place(section, criterion)
    return (RANK[finding.severity], place, number, finding.rule, section)


@cache
def _place(section: str, criterion: str) -> tuple[int, tuple[tuple[int, str], ...]]:
    number = order_key(criterion) if criterion else ()
    if section == "company":
        return 0, number
    if section.isdigit():
        return int(section), number
    return (number[0][0] if number else LAST), number


def _first(row: tuple[tuple[object, ...], Finding]) -> tuple[object, ...]:
    return row[0]
