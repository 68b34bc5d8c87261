"""The arithmetic of the seal ledger: deliveries, issue, use and stock set against each other.

No input, no output, no clock. Seals are told apart by `seal_numbers`.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate
from operator import attrgetter

from ctpat_desktop.checklist.seal_numbers import SealNumber, Span, parse, span
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr

IDLE_DAYS = 30
"""Days after which an issued seal should have been used; app default."""

GONE = ("used", "replaced", "broken")
"""States of a seal that was on a shipment."""


class Issue(StrEnum):
    """What can be wrong in a ledger."""

    UNREADABLE = "unreadable"
    BAD_RANGE = "bad_range"
    OVERLAP = "overlap"
    DUPLICATE = "duplicate"
    UNDELIVERED = "undelivered"
    BEFORE_DELIVERY = "before_delivery"
    BEFORE_ISSUE = "before_issue"
    GAP = "gap"
    OUT_OF_ORDER = "out_of_order"
    IDLE = "idle"
    CERTIFICATE = "certificate"
    NOT_HIGH = "not_high"
    STOCK = "stock"
    EXPIRED_STOCK = "expired_stock"
    NOT_LOGGED = "not_logged"


@dataclass(frozen=True, slots=True)
class BatchFact:
    """One delivery of seals."""

    id: str
    first: str
    last: str
    seal_class: str = "H"
    received_on: date | None = None
    certificate_until: date | None = None
    site_id: str = ""


@dataclass(frozen=True, slots=True)
class SealFact:
    """One line of the ledger."""

    id: str
    number: str
    state: str = "used"
    issued_on: date | None = None
    issued_to: str = ""
    used_on: date | None = None
    used_at: str = ""
    destroyed_on: date | None = None


@dataclass(frozen=True, slots=True)
class CountFact:
    """One count of the stock; `site_id` "" counts everything."""

    id: str
    done_on: date
    counted: int
    site_id: str = ""


@dataclass(frozen=True, slots=True)
class MentionFact:
    """A seal number that another log names as used, such as the pick-up log."""

    table: str
    id: str
    number: str


@dataclass(frozen=True, slots=True)
class SealIssue:
    """One thing that does not add up: the record it stands in and the number or run it is about.

    `other` is what it is set against: another number, a day or an expected count.
    """

    kind: Issue
    table: str
    record_id: str
    number: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class _Delivery:
    fact: BatchFact
    span: Span


@dataclass(frozen=True, slots=True)
class _Line:
    fact: SealFact
    number: SealNumber
    delivery: _Delivery | None


class Ledger:
    """Deliveries and seals, sorted once so that each question is one pass."""

    def __init__(self, batches: Iterable[BatchFact], seals: Iterable[SealFact]) -> None:
        """Sort what can be read; the rest is kept as unreadable."""
        self.unreadable: list[SealFact] = []
        self.bad_ranges: list[BatchFact] = []
        self.lines: list[_Line] = []
        self.deliveries: list[_Delivery] = []
        for batch in batches:
            run = span(batch.first, batch.last)
            if run is None:
                self.bad_ranges.append(batch)
            else:
                self.deliveries.append(_Delivery(batch, run))
        self.deliveries.sort(key=lambda row: (row.span.series, row.span.first, row.span.last))
        self._starts = [SealNumber(row.span.series, row.span.first) for row in self.deliveries]
        self.reach = list(accumulate(self.deliveries, _farther))
        for seal in seals:
            number = parse(seal.number)
            if number is None:
                self.unreadable.append(seal)
            else:
                self.lines.append(_Line(seal, number, self.delivery_of(number)))
        self.lines.sort(key=attrgetter("number"))
        self._numbers = [line.number for line in self.lines]

    def delivery_of(self, number: SealNumber) -> _Delivery | None:
        """Return the delivery a number came with; of overlapping ones the one that starts last."""
        at = bisect_right(self._starts, number) - 1
        while at >= 0 and self.reach[at].span.holds(number):
            if self.deliveries[at].span.holds(number):
                return self.deliveries[at]
            at -= 1
        return None

    def within(self, run: Span) -> list[_Line]:
        """Return the lines whose numbers lie in a run, in order."""
        start = bisect_left(self._numbers, SealNumber(run.series, run.first))
        return self.lines[start : bisect_right(self._numbers, SealNumber(run.series, run.last))]


def audit(
    ledger: Ledger,
    counts: Sequence[CountFact],
    today: date,
    idle_days: int = IDLE_DAYS,
    mentions: Sequence[MentionFact] = (),
) -> tuple[SealIssue, ...]:
    """Return everything that does not add up, kind by kind."""
    found: list[SealIssue] = []
    for check in CHECKS:
        found += check(ledger)
    found += idle(ledger, today, idle_days)
    found += stock(ledger, counts)
    found += expired_stock(ledger, today)
    found += not_logged(ledger, mentions)
    return tuple(found)


def unreadable(ledger: Ledger) -> Iterator[SealIssue]:
    """Yield seals whose number has no digits and deliveries that are no run."""
    for seal in ledger.unreadable:
        yield SealIssue(Issue.UNREADABLE, "seal", seal.id, seal.number)
    for batch in ledger.bad_ranges:
        yield SealIssue(Issue.BAD_RANGE, "seal_batch", batch.id, batch.first, batch.last)


def overlaps(ledger: Ledger) -> Iterator[SealIssue]:
    """Yield each delivery that repeats numbers of an earlier one in the list."""
    for reach, row in zip(ledger.reach, ledger.deliveries[1:], strict=False):
        if reach.span.meets(row.span):
            yield SealIssue(
                Issue.OVERLAP, "seal_batch", row.fact.id, row.span.words, reach.span.words
            )


def duplicates(ledger: Ledger) -> Iterator[SealIssue]:
    """Yield each line whose number stands in the ledger already."""
    for before, line in zip(ledger.lines, ledger.lines[1:], strict=False):
        if before.number == line.number:
            yield SealIssue(
                Issue.DUPLICATE, "seal", line.fact.id, line.fact.number, before.fact.number
            )


def origins(ledger: Ledger) -> Iterator[SealIssue]:
    """Yield seals that never came, came later than they left, or were used before issue."""
    for line in ledger.lines:
        fact, delivery = line.fact, line.delivery
        if delivery is None and ledger.deliveries:
            yield SealIssue(Issue.UNDELIVERED, "seal", fact.id, fact.number)
        left = _left_on(fact)
        came = delivery.fact.received_on if delivery else None
        if left and came and left < came:
            yield SealIssue(Issue.BEFORE_DELIVERY, "seal", fact.id, fact.number, day_text(came))
        if fact.used_on and fact.issued_on and fact.used_on < fact.issued_on:
            yield SealIssue(
                Issue.BEFORE_ISSUE, "seal", fact.id, fact.number, day_text(fact.issued_on)
            )


def standards(ledger: Ledger) -> Iterator[SealIssue]:
    """Yield seals used after their certificate ran out, or of a class below H, on a shipment."""
    for line in ledger.lines:
        fact, delivery = line.fact, line.delivery
        if delivery is None or not _was_used(fact):
            continue
        until = delivery.fact.certificate_until
        if until and fact.used_on and fact.used_on > until:
            yield SealIssue(Issue.CERTIFICATE, "seal", fact.id, fact.number, day_text(until))
        if delivery.fact.seal_class not in ("H", ""):
            yield SealIssue(Issue.NOT_HIGH, "seal", fact.id, fact.number, delivery.fact.seal_class)


def gaps(ledger: Ledger) -> Iterator[SealIssue]:
    """Yield runs that were delivered and are not in the ledger though later numbers were used."""
    for row in ledger.deliveries:
        run, lines = row.span, ledger.within(row.span)
        last = max((line.number.value for line in lines if _was_used(line.fact)), default=None)
        if last is None:
            continue
        expected = run.first
        for value in sorted({line.number.value for line in lines if line.number.value <= last}):
            if value > expected:
                missing = Span(run.series, expected, value - 1, run.width)
                yield SealIssue(
                    Issue.GAP, "seal_batch", row.fact.id, missing.words, str(missing.count)
                )
            expected = value + 1


def out_of_order(ledger: Ledger) -> Iterator[SealIssue]:
    """Yield the fewest seals to set aside so that each holder used each delivery in order."""
    groups: dict[tuple[str, str], list[_Line]] = defaultdict(list)
    for line in ledger.lines:
        if line.delivery is not None and line.fact.used_on:
            groups[line.delivery.fact.id, line.fact.issued_to.strip().casefold()].append(line)
    for lines in groups.values():
        for line in _outside_run([_used(row) for row in lines], lines):
            yield SealIssue(
                Issue.OUT_OF_ORDER,
                "seal",
                line.fact.id,
                line.fact.number,
                str(line.fact.used_on),
            )


def idle(ledger: Ledger, today: date, days: int) -> Iterator[SealIssue]:
    """Yield seals issued more than `days` days ago that nobody used."""
    for line in ledger.lines:
        fact = line.fact
        waits = fact.state == "issued" and fact.used_on is None and fact.issued_on
        if waits and (today - waits).days > days:
            yield SealIssue(Issue.IDLE, "seal", fact.id, fact.number, day_text(waits))


def stock(ledger: Ledger, counts: Iterable[CountFact]) -> Iterator[SealIssue]:
    """Yield the newest count of each place where it differs from what the ledger says."""
    newest: dict[str, CountFact] = {}
    for count in sorted(counts if ledger.deliveries else (), key=lambda row: row.done_on):
        newest[count.site_id] = count
    for site_id, count in newest.items():
        expected = expected_stock(ledger, count.done_on, site_id)
        if expected != count.counted:
            yield SealIssue(Issue.STOCK, "seal_audit", count.id, str(count.counted), str(expected))


def expired_stock(ledger: Ledger, today: date) -> Iterator[SealIssue]:
    """Yield deliveries whose certificate has run out while seals of them are still in stock."""
    for row in ledger.deliveries:
        until = row.fact.certificate_until
        left = row.span.count - len({line.number for line in ledger.within(row.span)})
        if until and until < today and left:
            yield SealIssue(
                Issue.EXPIRED_STOCK,
                "seal_batch",
                row.fact.id,
                row.span.words,
                tr("{left} left, {day}").format(left=left, day=day_text(until)),
            )


def not_logged(ledger: Ledger, mentions: Iterable[MentionFact]) -> Iterator[SealIssue]:
    """Yield our own seals that another log names and the ledger does not know as used.

    Seals of others, which came on an arriving unit, are of no delivery of ours.
    """
    known = {line.number for line in ledger.lines if _was_used(line.fact)}
    for mention in mentions:
        number = parse(mention.number)
        if number and number not in known and ledger.delivery_of(number):
            yield SealIssue(Issue.NOT_LOGGED, mention.table, mention.id, mention.number)


def expected_stock(ledger: Ledger, day: date, site_id: str = "") -> int:
    """Return how many seals must lie in the cabinet at the end of a day.

    That is what had come by then (at one site, or everywhere) less what had been issued, used or
    destroyed; a line without any day counts as gone.
    """
    spans = [
        row.span
        for row in ledger.deliveries
        if (not site_id or row.fact.site_id == site_id)
        and (row.fact.received_on is None or row.fact.received_on <= day)
    ]
    merged = _merged(spans)
    gone = {
        line.number
        for run in merged
        for line in ledger.within(run)
        if (left := _left_on(line.fact)) is None or left <= day
    }
    return sum(run.count for run in merged) - len(gone)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Join runs that overlap, so that no number is counted twice."""
    joined: list[Span] = []
    for run in sorted(spans, key=lambda row: (row.series, row.first)):
        if joined and joined[-1].meets(run):
            before = joined.pop()
            run = Span(run.series, before.first, max(before.last, run.last), before.width)
        joined.append(run)
    return joined


def _farther(before: _Delivery, row: _Delivery) -> _Delivery:
    """Return which of two deliveries reaches farther; a new series starts afresh."""
    same = before.span.series == row.span.series
    return before if same and before.span.last > row.span.last else row


def _was_used(fact: SealFact) -> bool:
    return fact.used_on is not None or fact.state in GONE


def _left_on(fact: SealFact) -> date | None:
    return min(
        (day for day in (fact.issued_on, fact.used_on, fact.destroyed_on) if day), default=None
    )


def _used(line: _Line) -> tuple[date, str]:
    return line.fact.used_on or date.min, line.fact.used_at.rjust(5, "0")


def _outside_run(keys: Sequence[tuple[date, str]], lines: Sequence[_Line]) -> list[_Line]:
    """Return the lines outside the longest run whose keys never fall (patience sorting)."""
    tails: list[tuple[date, str]] = []
    ends: list[int] = []
    before: list[int] = []
    for place, key in enumerate(keys):
        at = bisect_right(tails, key)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [key]
        ends[at : at + 1] = [place]
    kept: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return [line for place, line in enumerate(lines) if place not in kept]


CHECKS: tuple[Callable[[Ledger], Iterator[SealIssue]], ...] = (
    unreadable,
    overlaps,
    duplicates,
    origins,
    standards,
    gaps,
    out_of_order,
)
