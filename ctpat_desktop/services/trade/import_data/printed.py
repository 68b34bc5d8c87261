"""The import data of a year as a PDF."""

from collections.abc import Sequence

from ctpat_desktop.documents.core.blocks import Bar
from ctpat_desktop.documents.trade.import_data_pages import Breakdown, ImportYear, import_year_tree
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import ItracFile
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.paper import company_pdf
from ctpat_desktop.services.registers import register_names
from ctpat_desktop.services.trade.import_data import figures
from ctpat_desktop.services.trade.import_data.figures import FigureRow, Risky, Totals
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import decimal_text, ntr, number_text, tr
from ctpat_desktop.support.own_language import on_paper

CHARTED, LISTED = 8, 15
"""Lines of a chart and rows of a table on paper."""
PRINTED = ("origin", "chapter", "supplier", "entry_type", "exam", "discrepancy", "program", "month")


@on_paper
def pdf(scope: Scope, year: int) -> bytes:
    """Return one year of import data as pages; Problem where none was taken in."""
    tree = import_year_tree(gathered(scope, year))
    title = tr("Import data {year}").format(year=year)
    return company_pdf(scope, tree, title)


def gathered(scope: Scope, year: int) -> ImportYear:
    """Return one year of import data in words."""
    company = companies.company(scope.workspace, scope.account_id)
    if not figures.years(scope):
        raise Problem(tr("There is no import data yet."), tr("Import an ITRAC file first."))
    now = figures.totals(scope, year)
    before = figures.totals(scope, year - 1)
    watched = figures.risky(scope, year)
    marked = {row.origin for row in watched}
    return ImportYear(
        company=company.name,
        year=year,
        source=_source(scope),
        totals=tuple(_totals(now, before)),
        watched=tuple(
            (
                row.origin,
                row.goods,
                number_text(row.lines),
                dollars(row.value),
                number_text(row.suppliers),
                row.reason,
            )
            for row in watched
        ),
        breakdowns=tuple(
            _breakdown(key, figures.by(scope, key, year), now, marked) for key in PRINTED
        ),
    )


def dollars(cents: int) -> str:
    """Return an amount in whole US dollars."""
    return number_text(round(cents / 100))


def change_words(row: FigureRow) -> str:
    """Return how a value changed: a percentage, "new" or "gone"."""
    if row.change is None:
        return tr("new") if row.value else "-"
    return tr("gone") if not row.value else f"{100 * row.change:+.0f} %"


def cells(row: FigureRow, whole: int) -> tuple[str, ...]:
    """Return the cells of a table's row; `whole` is the year's value in cents."""
    share = f"{decimal_text(100 * row.value / whole)} %" if whole else "-"
    return (
        row.label,
        dollars(row.value),
        dollars(row.value_before),
        change_words(row),
        share,
        number_text(row.lines),
        number_text(row.entries),
    )


def charted(rows: Sequence[FigureRow], marked: set[str]) -> tuple[Bar, ...]:
    """Return rows as bars; those with a label in `marked` are marked."""
    return tuple(
        Bar(
            row.label,
            row.value,
            row.value_before,
            f"{dollars(row.value)} {change_words(row)}",
            row.label in marked,
        )
        for row in rows
    )


def totals_words(now: Totals) -> list[str]:
    """Return the sums of a year as short words."""
    return [
        ntr("{n} entry", "{n} entries", now.entries),
        ntr("{n} line", "{n} lines", now.lines),
        tr("{n} USD entered").format(n=dollars(now.value)),
        tr("{n} USD duty").format(n=dollars(now.duty)),
        ntr("{n} entry examined", "{n} entries examined", now.examined),
        ntr("{n} discrepancy", "{n} discrepancies", now.discrepancies),
    ]


def watched_words(rows: Sequence[Risky]) -> str:
    """Return watched origins with their lines and value as one line."""
    words = tr("{origin}, {goods}: {lines} lines, {value} USD")
    return "; ".join(
        words.format(
            origin=row.origin,
            goods=row.goods,
            lines=number_text(row.lines),
            value=dollars(row.value),
        )
        for row in rows
    )


def _source(scope: Scope) -> str:
    files = [row for row in register_names.every(scope)["itrac_file"] if isinstance(row, ItracFile)]
    names = ", ".join(
        f"{row.title} ({number_text(row.line_count)})" for row in files if row.line_count
    )
    return tr("From the company's own files: {names} lines.").format(names=names)


def _totals(now: Totals, before: Totals) -> list[tuple[str, str, str]]:
    money = ("value", "duty")
    words = {
        "entries": tr("Entries"),
        "lines": tr("Lines"),
        "value": tr("Entered value (USD)"),
        "duty": tr("Duty (USD)"),
        "suppliers": tr("Manufacturers"),
        "origins": tr("Countries of origin"),
        "examined": tr("Entries examined"),
        "discrepancies": tr("Lines with a discrepancy"),
    }
    return [
        (
            tr(label),
            dollars(getattr(now, key)) if key in money else number_text(getattr(now, key)),
            dollars(getattr(before, key)) if key in money else number_text(getattr(before, key)),
        )
        for key, label in words.items()
    ]


def _breakdown(
    dimension: str, rows: Sequence[FigureRow], now: Totals, marked: set[str]
) -> Breakdown:
    shown: Sequence[FigureRow] = rows if dimension == "month" else rows[:CHARTED]
    return Breakdown(
        title=tr(figures.DIMENSIONS[dimension]),
        bars=charted(shown, marked if dimension == "origin" else set()),
        rows=tuple(cells(row, now.value) for row in rows[:LISTED]),
        more=max(0, len(rows) - LISTED),
    )
