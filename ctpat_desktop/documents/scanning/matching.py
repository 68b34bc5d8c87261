"""Compares scanned pages with the packet that was issued, page by page, by their codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ctpat_desktop.documents.scanning.reading import SKEWED, ScannedPage
from ctpat_desktop.support.language import ntr, tr


class Fate(StrEnum):
    """What becomes of a scanned page."""

    MATCHED = "matched"
    TWICE = "twice"
    FOREIGN = "foreign"
    UNREAD = "unread"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Judged:
    """One scanned page and what becomes of it: its page in the packet (0 for none), and why."""

    page: ScannedPage
    fate: Fate
    number: int = 0
    why: str = ""

    @property
    def is_turned(self) -> bool:
        """True where the page has to be turned or straightened."""
        return self.page.quarter_turns != 0 or abs(self.page.skew) > SKEWED


@dataclass(frozen=True, slots=True)
class Match:
    """All scanned pages judged against one issued packet."""

    code: str
    pages: int
    judged: tuple[Judged, ...]
    problems: tuple[str, ...] = ()

    @property
    def by_number(self) -> dict[int, Judged]:
        """The scanned page of each page of the packet that was found."""
        return {row.number: row for row in self.judged if row.fate is Fate.MATCHED}

    @property
    def matched(self) -> tuple[int, ...]:
        """The pages of the packet that were found, in order."""
        return tuple(sorted(self.by_number))

    @property
    def missing(self) -> tuple[int, ...]:
        """The pages of the packet that were not found."""
        return tuple(n for n in range(1, self.pages + 1) if n not in self.by_number)

    @property
    def complete(self) -> bool:
        """True where every page of the packet was found."""
        return not self.missing

    @property
    def is_clean(self) -> bool:
        """True where it is complete and nothing else was in the scan but empty pages."""
        strange = (Fate.UNREAD, Fate.FOREIGN)
        return self.complete and not self.problems and not any(map(self.of, strange))

    @property
    def is_out_of_order(self) -> bool:
        """True where the pages were scanned in another order than they are printed."""
        found = [row.number for row in self.judged if row.fate is Fate.MATCHED]
        return found != sorted(found)

    def of(self, fate: Fate) -> tuple[Judged, ...]:
        """Return the scanned pages with one fate."""
        return tuple(row for row in self.judged if row.fate is fate)

    def verdict(self) -> tuple[str, ...]:
        """Return what is to be said, in sentences, the most important first."""
        return tuple(_verdict(self))


def match(
    pages: Sequence[ScannedPage],
    code: str,
    page_count: int,
    known: Mapping[str, str],
    problems: Sequence[str] = (),
) -> Match:
    """Judge scanned pages; `known` names the packets of this workspace by their codes."""
    judged = [_judge(page, code, page_count, known) for page in pages]
    return Match(code, page_count, tuple(_best_of_each(judged)), tuple(problems))


def assign(match: Match, at: int, number: int) -> Match:
    """Say by hand which page of the packet an unread page is; 0 takes that back."""
    row = match.judged[at]
    if row.fate not in (Fate.UNREAD, Fate.MATCHED) or row.page.code is not None:
        return match
    taken = number in {other.number for n, other in enumerate(match.judged) if n != at}
    if number == 0 or taken or not 1 <= number <= match.pages:
        made = Judged(row.page, Fate.UNREAD, why=_no_code())
    else:
        made = Judged(row.page, Fate.MATCHED, number, tr("entered manually"))
    return replace(match, judged=(*match.judged[:at], made, *match.judged[at + 1 :]))


def _judge(page: ScannedPage, code: str, page_count: int, known: Mapping[str, str]) -> Judged:
    seen = page.code
    if page.is_blank:
        return Judged(page, Fate.BLANK, why=tr("an empty page, such as a back side"))
    if seen is None:
        return Judged(page, Fate.UNREAD, why=_no_code())
    if seen.code != code:
        title = known.get(seen.code, "")
        words = (
            tr("page {n} of {title} with the code {code}")
            if title
            else tr("page {n} of a packet this file does not know, with the code {code}")
        )
        return Judged(
            page, Fate.FOREIGN, why=words.format(n=seen.page, title=title, code=seen.code)
        )
    if seen.page > page_count or seen.of != page_count:
        return Judged(page, Fate.FOREIGN, why=tr("its page number does not fit this packet"))
    return Judged(page, Fate.MATCHED, seen.page)


def _no_code() -> str:
    return tr("no page code could be read; say which page it is")


def _best_of_each(judged: Sequence[Judged]) -> list[Judged]:
    """Keep the clearest scan of each page; the others are said to be there twice."""
    best: dict[int, Judged] = {}
    for row in judged:
        if row.fate is Fate.MATCHED:
            other = best.get(row.number)
            if other is None or _clarity(row) > _clarity(other):
                best[row.number] = row
    return [
        row
        if row.fate is not Fate.MATCHED or best[row.number] is row
        else replace(row, fate=Fate.TWICE, why=tr("page {n} again").format(n=row.number))
        for row in judged
    ]


def _clarity(row: Judged) -> tuple[int, float]:
    placed = row.page.placed
    return row.page.codes_found, round(placed.scale, 1) if placed else 0.0


def _verdict(match: Match) -> list[str]:
    words = []
    if match.complete:
        words.append(tr("All {n} pages are there.").format(n=match.pages))
    if match.missing:
        words.append(tr("Missing: {pages}.").format(pages=_listed(match.missing)))
    told = {
        Fate.FOREIGN: tr("{page} does not belong here: {why}."),
        Fate.UNREAD: tr("{page}: {why}."),
        Fate.TWICE: tr("{page} is {why}; the clearer one is used."),
    }
    for fate, line in told.items():
        words += [line.format(page=row.page.title, why=row.why) for row in match.of(fate)]
    turned = [row.number for row in match.judged if row.fate is Fate.MATCHED and row.is_turned]
    if turned:
        words.append(tr("Turned upright: {pages}.").format(pages=_listed(sorted(turned))))
    if match.is_out_of_order:
        words.append(tr("Scanned in another order; put in the right one."))
    blank = len(match.of(Fate.BLANK))
    if blank:
        words.append(ntr("{n} empty page is left out.", "{n} empty pages are left out.", blank))
    return [*words, *match.problems]


def _listed(numbers: Sequence[int]) -> str:
    """Return page numbers as people write them: page 2; pages 1, 3-5."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    words = ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}-{p[-1]}" for p in parts)
    return tr("page {n}").format(n=words) if len(numbers) == 1 else tr("pages {n}").format(n=words)
