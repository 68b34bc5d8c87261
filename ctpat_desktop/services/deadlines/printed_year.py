"""What falls due, printed by month."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from ctpat_desktop.documents.core.blocks import Block, Heading, Note, Paragraph, Table, Tone, Tree
from ctpat_desktop.documents.core.pdf import render
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.paper import dossier_pdf, note_of, stamp_of
from ctpat_desktop.services.deadlines.due_day import DueDay
from ctpat_desktop.services.deadlines.due_list import DueList
from ctpat_desktop.support.dates import month_text, paper_text
from ctpat_desktop.support.due import with_lateness
from ctpat_desktop.support.language import tr

WIDTHS = (2.2, 5.0, 2.6)
"""Shares of day, what and where."""


def pdf(scope: Scope, due_list: DueList, *, is_all: bool = False) -> bytes:
    """Return a list as PDF; with `is_all` under no company's name, and each day names its own."""
    title, read = tr("Deadlines"), companies.dossier(scope.workspace, scope.account_id)
    name = tr("All companies of the file") if is_all else read.company.name
    blocks = tree(due_list, note_of(name, scope.today), scope.today, is_all=is_all)
    if is_all:
        return render(blocks, stamp_of(read, scope.today), title)
    return dossier_pdf(read, blocks, title, scope.today)


def tree(due_list: DueList, note: str, today: date, *, is_all: bool = False) -> Tree:
    """Return a list as pages: first what is late, then month by month."""
    blocks: list[Block] = [Heading(1, tr("Deadlines")), Paragraph(note)]
    late = [row for row in due_list.rows if row.due(today).is_late]
    ahead = [row for row in due_list.rows if not row.due(today).is_late]
    if late:
        blocks += [Heading(2, tr("Late")), _table(late, today, is_all=is_all)]
    for month, rows in groupby(ahead, lambda row: month_text(row.on)):
        blocks += [Heading(2, month), _table(rows, today, is_all=is_all)]
    if not due_list.rows:
        blocks.append(Note(tr("Nothing is late, and nothing falls due in this time."), Tone.GOOD))
    return tuple(blocks)


def _table(rows: Iterable[DueDay], today: date, *, is_all: bool) -> Table:
    heads = (tr("Day"), tr("What"), tr("Where"))
    lines = [
        (with_lateness(paper_text(row.on), row.due(today)), row.title, row.page, row.company)
        for row in rows
    ]
    if is_all:
        return Table((*heads, tr("Company")), tuple(lines), (*WIDTHS, 2.6))
    return Table(heads, tuple(line[:3] for line in lines), WIDTHS)
