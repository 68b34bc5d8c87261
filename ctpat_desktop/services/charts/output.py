"""Charts on paper and as files: SVG and PNG of the drawing, CSV of its numbers."""

import os
from dataclasses import replace
from itertools import count
from pathlib import Path

from ctpat_desktop.documents.charts.files import png_file, svg_file
from ctpat_desktop.documents.charts.model import Chart
from ctpat_desktop.documents.charts.pages import chart_tree
from ctpat_desktop.exchange.files import not_written, whole_file
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.exchange.tables.lists import write_list
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.paper import company_pdf, note_of
from ctpat_desktop.services.charts.every import KINDS, build
from ctpat_desktop.services.charts.wanted import Wanted
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.own_language import on_paper

ENDINGS = (".svg", ".png", ".csv")


@on_paper
def pdf(scope: Scope, wanted: Wanted, keys: tuple[str, ...] = tuple(KINDS)) -> bytes:
    """Return charts as pages, one after the other."""
    charts = tuple(build(scope, key, _on_paper(wanted)) for key in keys)
    title = charts[0].title if len(charts) == 1 else tr("Charts")
    return company_pdf(scope, chart_tree(charts, _note(scope)), title)


@on_paper
def save(scope: Scope, key: str, wanted: Wanted, path: Path) -> ExportResult:
    """Write one chart in the format the name ends in; what is on disk is read again."""
    return write(scope, build(scope, key, _on_paper(wanted)), path)


@on_paper
def save_all(scope: Scope, wanted: Wanted, folder: Path) -> tuple[ExportResult, ...]:
    """Write every chart that shows something into a folder, which is made, in each format.

    Nothing that is there is replaced: the next free names are taken.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(tr("The drawing"), error) from error
    charts = (build(scope, key, _on_paper(wanted)) for key in KINDS)
    return tuple(
        write(scope, chart, free.with_suffix(ending))
        for chart in charts
        if chart.body is not None
        for free in [_free(folder, chart.key)]
        for ending in ENDINGS
    )


def write(scope: Scope, chart: Chart, path: Path) -> ExportResult:
    """Write a chart; Problem where the name is of no format, or the chart shows nothing."""
    if chart.body is None:
        raise Problem(chart.summary, tr("Nothing was written."))
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise Problem(
            tr("{name} is no name of a drawing or a table.").format(name=path.name),
            tr("End the name in .svg, .png or .csv."),
        )
    table = chart.table()
    if ending == ".csv":
        return write_list(path, chart.title, table.headers, table.rows, scope.today)
    make = svg_file if ending == ".svg" else png_file
    data = make(chart, (_note(scope), chart.summary))
    with whole_file(path, tr("The drawing")) as part:
        part.write_bytes(data)
        if part.read_bytes() != data:
            raise Problem(
                tr("The drawing was not written: what is on disk differs from what was made."),
                tr("Your answers are safe. Check the disk and export again."),
            )
    return ExportResult(path, None, tr("read again"))


def _free(folder: Path, name: str) -> Path:
    """Return a path without ending that no file in the folder has yet."""
    for number in count(1):
        free = folder / (name if number == 1 else f"{name}-{number}")
        if not any(os.path.lexists(free.with_suffix(ending)) for ending in ENDINGS):
            break
    return free


def _on_paper(wanted: Wanted) -> Wanted:
    return replace(wanted, day_words=paper_text)


def _note(scope: Scope) -> str:
    return note_of(companies.company(scope.workspace, scope.account_id).name, scope.today)
