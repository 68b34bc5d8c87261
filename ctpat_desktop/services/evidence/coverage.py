"""Which days the documents of the library cover since the last validation, and which they do not.

A document covers the period it states, its earlier versions theirs. Where a period has no end it
goes on until the document expires, or was replaced.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue import order_key
from ctpat_desktop.reading import editions
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Account, Evidence, EvidenceVersion, Profile, Validation
from ctpat_desktop.services.evidence import document_names, uses
from ctpat_desktop.support.dates import anniversary_in, day_text, span_text
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.memory import uncollected

DAY = timedelta(days=1)
Days = tuple[date, date]
"""The first and the last day of a period."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The days one document, or one version of it, covers; `name` says which."""

    first: date
    last: date
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion or document (`key`): what covers it, and the days nothing does."""

    key: str
    title: str
    bars: tuple[Bar, ...]
    gaps: tuple[Days, ...]

    @property
    def covered_words(self) -> str:
        """Say which document covers which days."""
        bars = (f"{bar.name}: {span_text(bar.first, bar.last)}" for bar in self.bars)
        return "; ".join(bars)

    @property
    def gap_words(self) -> str:
        """Say which days are not covered."""
        days = "; ".join(span_text(*gap) for gap in self.gaps)
        return tr("Not covered: {days}").format(days=days) if days else tr("No gap")


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is covered from the first day (`since` says why it is that one) until today."""

    first: date
    last: date
    since: str
    by_criterion: tuple[Line, ...]
    by_document: tuple[Line, ...]
    left_out: tuple[int, int]
    """How many criteria the account is asked, and how many documents, have no line."""

    @property
    def left_out_words(self) -> str:
        """Say what has no line, because nothing states a period; "" where everything has one."""
        criteria, documents = self.left_out
        parts = [
            ntr("{n} criterion", "{n} criteria", criteria) if criteria else "",
            ntr("{n} document", "{n} documents", documents) if documents else "",
        ]
        what = tr(" and ").join(filter(None, parts))
        words = tr("Not listed, because nothing states a period: {what}.")
        return words.format(what=what) if what else ""


@uncollected()
def read(scope: Scope) -> Coverage:
    """Return what the documents of a company cover since its last validation."""
    with scope.workspace.read() as session:
        first, since = _start(session, scope)
        documents = session.scalars(
            select(Evidence).where(Evidence.company_id == scope.company_id)
        ).all()
        earlier = _versions(session, scope.company_id)
    frame = (first, scope.today)
    names = document_names.names(documents)
    bars = {
        row.id: tuple(_bars(row, names[row.id], earlier.get(row.id, ()), frame))
        for row in documents
        if _is_dated(row) or any(map(_is_dated, earlier.get(row.id, ())))
    }
    by_document = sorted((_line(key, names[key], bars[key], frame) for key in bars), key=_order)
    by_criterion = _criteria(scope, bars, frame)
    left_out = (_asked(scope) - {line.key for line in by_criterion}, set(names) - set(bars))
    counts = (len(left_out[0]), len(left_out[1]))
    return Coverage(*frame, since, by_criterion, tuple(by_document), counts)


def gaps(bars: Iterable[Bar], frame: Days) -> Iterator[Days]:
    """Yield the days of a frame that no bar covers, in order."""
    open_from, end = frame
    for bar in sorted(bars, key=lambda bar: bar.first):
        if bar.first > open_from:
            yield open_from, bar.first - DAY
        open_from = max(open_from, bar.last + DAY)
    if open_from <= end:
        yield open_from, end


def _criteria(scope: Scope, bars: Mapping[str, tuple[Bar, ...]], frame: Days) -> tuple[Line, ...]:
    by_criterion: dict[str, list[Bar]] = {}
    for key, use in uses.by_document(scope).items():
        for criterion in use.criteria if key in bars else ():
            by_criterion.setdefault(criterion, []).extend(bars[key])
    return tuple(
        _line(key, key, sorted(found, key=lambda bar: (bar.first, bar.name)), frame)
        for key, found in sorted(by_criterion.items(), key=lambda item: order_key(item[0]))
    )


def _asked(scope: Scope) -> set[str]:
    """Return the criteria the account is asked."""
    with scope.workspace.read() as session:
        account = session.get_one(Account, scope.account_id)
        edition = editions.of_account(session, account.id)
    return {row.id for row in edition.criteria_for(account.entity)}


def _line(key: str, title: str, bars: Sequence[Bar], frame: Days) -> Line:
    return Line(key, title, tuple(bars), tuple(gaps(bars, frame)))


def _order(line: Line) -> str:
    return line.title.casefold()


def _start(session: Session, scope: Scope) -> tuple[date, str]:
    """Return the day of the last validation, or the first day of the profile year before."""
    day = func.coalesce(Validation.ends_on, Validation.starts_on)
    mine = (Validation.company_id == scope.company_id, day <= scope.today)
    last = session.scalar(select(func.max(day)).where(*mine))
    if last is not None:
        return last, tr("the last validation on {day}").format(day=day_text(last))
    own = select(Profile).where(Profile.account_id == scope.account_id)
    profiles = session.scalars(own.order_by(Profile.year.desc()).limit(2)).all()
    begins = profiles[-1].period_from if profiles else None
    if begins is None:
        begins = date(scope.today.year, 1, 1)
    if len(profiles) < 2:
        begins = anniversary_in(begins, begins.year - 1)
    return begins, tr("the profile year before; no validation is recorded")


def _versions(session: Session, company_id: str) -> dict[str, list[EvidenceVersion]]:
    query = (
        select(EvidenceVersion)
        .join(Evidence, Evidence.id == EvidenceVersion.evidence_id)
        .where(Evidence.company_id == company_id)
        .order_by(EvidenceVersion.position)
    )
    found: dict[str, list[EvidenceVersion]] = {}
    for row in session.scalars(query):
        found.setdefault(row.evidence_id, []).append(row)
    return found


def _is_dated(held: Evidence | EvidenceVersion) -> bool:
    return bool(held.period_from or held.period_to)


def _bars(
    document: Evidence, name: str, earlier: Sequence[EvidenceVersion], frame: Days
) -> Iterator[Bar]:
    """Yield what the versions of a document and it itself cover of a frame, oldest first."""
    every: list[tuple[Evidence | EvidenceVersion, date | None]] = [
        *((row, row.replaced_on) for row in earlier),
        (document, None),
    ]
    found = []
    for held, replaced_on in every:
        if _is_dated(held):
            ends = held.period_to or held.expires_on or replaced_on or frame[1]
            first, last = max(held.period_from or frame[0], frame[0]), min(ends, frame[1])
            words = name if held is document else f"{name} ({held.filename})"
            found.append(Bar(first, last, words))
    yield from sorted((bar for bar in found if bar.first <= bar.last), key=lambda bar: bar.first)
