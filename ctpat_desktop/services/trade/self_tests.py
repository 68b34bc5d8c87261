"""The figures of a self-test: error rate by lines, and the net and gross effect on duty."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ctpat_desktop.checklist.training import months_after
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import SelfTest, TestedLine

KEPT_YEARS = 5
"""Years test results are kept where the membership says nothing; three is the least asked."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a test came to; money is in US dollars, the rate a share of the lines tested."""

    lines: int
    wrong: int
    systemic: int
    net: int
    gross: int

    @property
    def rate(self) -> float:
        """Wrong lines as a share of all lines tested; 0 where none was."""
        return self.wrong / self.lines if self.lines else 0.0


@dataclass(frozen=True, slots=True)
class SelfTestResult:
    """One test with its lines and figures."""

    test: SelfTest
    lines: tuple[TestedLine, ...]
    figures: Figures


def figures(lines: Iterable[TestedLine]) -> Figures:
    """Return the figures of lines; a line tested for several things counts once.

    Gross adds what was paid too little and too much, net sets one against the other.
    """
    rows = list(lines)
    wrong = [row for row in rows if row.is_error]
    effects = [row.duty_effect or 0 for row in wrong]
    return Figures(
        lines=len(_places(rows)),
        wrong=len(_places(wrong)),
        systemic=len(_places([row for row in wrong if row.kind == "systemic"])),
        net=sum(effects),
        gross=sum(map(abs, effects)),
    )


def keep_until(test: SelfTest, years: int | None) -> date | None:
    """Return the day until which a test's results are kept: as entered, else years after it.

    `years` are the membership's; without them our default holds, which is also what customs
    records are usually kept. None while the test is not done.
    """
    if test.keep_until is not None or test.done_on is None:
        return test.keep_until
    return months_after(test.done_on, 12 * (years or KEPT_YEARS))


def results(scope: Scope, year: int = 0) -> tuple[SelfTestResult, ...]:
    """Return the tests of a year, or of all years, each with its lines, in their order."""
    wanted = select(SelfTest).where(SelfTest.company_id == scope.company_id)
    if year:
        wanted = wanted.where(SelfTest.year == year)
    of_company = select(TestedLine).where(TestedLine.company_id == scope.company_id)
    order = of_company.order_by(TestedLine.position, TestedLine.entry_number, TestedLine.id)
    with scope.workspace.read() as session:
        tests = session.scalars(
            wanted.order_by(SelfTest.year, SelfTest.planned_on, SelfTest.position, SelfTest.id)
        ).all()
        lines = session.scalars(order).all()
    own: dict[str, list[TestedLine]] = {}
    for line in lines:
        own.setdefault(line.self_test_id, []).append(line)
    return tuple(_result(test, own.get(test.id, [])) for test in tests)


def _result(test: SelfTest, lines: Sequence[TestedLine]) -> SelfTestResult:
    return SelfTestResult(test, tuple(lines), figures(lines))


def _places(lines: Iterable[TestedLine]) -> set[tuple[str, str]]:
    return {(row.entry_number, row.line) for row in lines}
