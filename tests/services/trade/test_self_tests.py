"""The figures of a self-test: rate by lines, net and gross duty."""

from datetime import date

import pytest

from ctpat_desktop.records import SelfTest
from ctpat_desktop.records import TestedLine as Line
from ctpat_desktop.services.trade import self_tests
from ctpat_desktop.services.trade.figures_in_words import figure_cells, figure_rows, money
from ctpat_desktop.support import language
from tests.services.trade.trading import Importer


def line(entry="A", number="1", error=False, duty=None, kind=""):
    return Line(entry_number=entry, line=number, is_error=error, duty_effect=duty, kind=kind)


def test_no_line_has_no_rate():
    assert self_tests.figures([]).rate == 0.0


def test_the_rate_counts_lines_and_not_attributes():
    rows = [line("A", "1", True), line("A", "1", True), line("A", "2"), line("B", "1"), line("C")]
    found = self_tests.figures(rows)
    assert (found.lines, found.wrong, found.rate) == (4, 1, 0.25)


def test_net_sets_owed_against_overpaid_and_gross_adds_both():
    rows = [line("A", error=True, duty=300), line("B", error=True, duty=-120)]
    found = self_tests.figures(rows)
    assert (found.net, found.gross) == (180, 420)


def test_duty_of_a_line_that_is_right_does_not_count():
    assert self_tests.figures([line(duty=99)]).gross == 0


def test_systemic_errors_are_counted_apart():
    rows = [line("A", error=True, kind="systemic"), line("B", error=True, kind="single")]
    assert self_tests.figures(rows).systemic == 1


@pytest.mark.parametrize(("dollars", "words"), [(1486, "$1,486"), (-96, "-$96"), (0, "$0")])
def test_money_is_written_as_people_write_it(dollars, words):
    assert money(dollars) == words


def test_results_join_each_test_with_its_own_lines(workspace):
    firm = Importer(workspace)
    first = firm.add("self_test", title="Value", year=2026)
    second = firm.add("self_test", title="Origin", year=2025)
    firm.add("tested_line", self_test_id=first, entry_number="A", is_error=True, duty_effect=5)
    firm.add("tested_line", self_test_id=second, entry_number="B")
    found = {row.test.title: row.figures for row in self_tests.results(firm.scope)}
    assert (found["Value"].wrong, found["Origin"].wrong) == (1, 0)
    (only,) = self_tests.results(firm.scope, 2026)
    assert figure_cells(only)[-3:] == ("100.0 %", "$5", "$5")


def test_results_are_kept_five_years_unless_something_else_is_said():
    done = SelfTest(done_on=date(2026, 2, 28))
    assert self_tests.keep_until(done, None) == date(2031, 2, 28)
    assert self_tests.keep_until(done, 3) == date(2029, 2, 28)
    said = SelfTest(done_on=date(2026, 2, 28), keep_until=date(2040, 1, 1))
    assert self_tests.keep_until(said, 3) == date(2040, 1, 1)
    assert self_tests.keep_until(SelfTest(), 3) is None


@pytest.mark.parametrize(
    ("code", "words"), [("fr_CA", ("10,0 %", "1\u00a0180 USD")), ("es_MX", ("10.0 %", "1,180 USD"))]
)
def test_shares_and_dollars_are_written_as_in_the_language(code, words):
    with language.speaking(code):
        _, (_, share), _, (_, net), _ = figure_rows(self_tests.Figures(20, 2, 0, 1180, 1180))
    assert (share, net) == (f"2 ({words[0]})", words[1])
