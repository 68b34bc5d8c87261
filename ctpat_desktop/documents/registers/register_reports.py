"""Reports on the registers: a title, a table and remarks, as a block tree."""

from dataclasses import dataclass

from ctpat_desktop.documents.core.blocks import (
    Block,
    Bullets,
    Heading,
    Note,
    Paragraph,
    Table,
    Tone,
    Tree,
)
from ctpat_desktop.support.language import tr


@dataclass(frozen=True, slots=True)
class Report:
    """One report: words only. `places` are table and id of the record behind each row."""

    id: str
    title: str
    about: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()


def report_tree(report: Report, note: str) -> Tree:
    """Return a report as pages; `note` names company and day in one line."""
    blocks: list[Block] = [Heading(1, report.title), Paragraph(f"{note}\n\n{report.about}")]
    if report.notes:
        blocks.append(Bullets(report.notes))
    if report.rows:
        blocks.append(Table(report.headers, report.rows, _widths(report)))
    else:
        blocks.append(Note(tr("Nothing to report."), Tone.GOOD))
    return tuple(blocks)


MOST = 19
"""Characters a column gets at most; longer texts wrap."""


def _widths(report: Report) -> tuple[float, ...]:
    """Return shares of the page in which no single word or day has to break."""
    columns = zip(report.headers, *report.rows, strict=True)
    return tuple(float(_share([text for text in column if text])) for column in columns)


def _share(texts: list[str]) -> int:
    word = max(len(part) for text in texts for part in text.split()) if texts else 1
    return min(MOST, max(word, max(map(len, texts), default=1) * 2 // 3)) + 4
