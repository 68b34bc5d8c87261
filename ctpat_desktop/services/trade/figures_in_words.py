"""The figures of self-tests as people read them."""

from ctpat_desktop.services.trade.self_tests import Figures, SelfTestResult
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import ENGLISH, decimal_text, family, number_text, tr


def figure_rows(figures: Figures) -> tuple[tuple[str, str], ...]:
    """Return the figures of a test as labels and values."""
    return (
        (tr("Lines tested"), str(figures.lines)),
        (tr("Lines with errors"), f"{figures.wrong} ({_rate(figures)})"),
        (tr("Of these systemic"), str(figures.systemic)),
        (tr("Net duty effect"), money(figures.net)),
        (tr("Gross duty effect"), money(figures.gross)),
    )


def figure_cells(result: SelfTestResult) -> tuple[str, ...]:
    """Return one test as the cells of a table."""
    test, figures = result.test, result.figures
    rate = _rate(figures) if figures.lines else "-"
    return (
        test.title,
        str(test.year or ""),
        paper_text(test.planned_on),
        paper_text(test.done_on) or tr("not done"),
        str(figures.lines),
        str(figures.wrong),
        rate,
        money(figures.net),
        money(figures.gross),
    )


def money(dollars: int) -> str:
    """Return US dollars as people write them: in French and Spanish a bare $ is another money."""
    if family() != ENGLISH:
        return f"{number_text(dollars)} USD"
    return f"-${number_text(-dollars)}" if dollars < 0 else f"${number_text(dollars)}"


def _rate(figures: Figures) -> str:
    return f"{decimal_text(100 * figures.rate)} %"
