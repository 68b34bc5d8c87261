"""What the year's records say under each head of the Annual Notification Letter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.trade import titles
from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.checklist.training import months_after
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.trade.annual_letter import Grid, Section
from ctpat_desktop.records import (
    Attendance,
    CodeOfConduct,
    Detention,
    Disclosure,
    InternalControl,
    ItracFile,
    ItracLine,
    SelfTest,
    SupplyChain,
    TestedLine,
    TradeAnswer,
    TradeChange,
    TradeRisk,
    TrainingSession,
)
from ctpat_desktop.records.companies import CompanyPart
from ctpat_desktop.services.trade import self_tests
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import number_text, tr

Part = TypeVar("Part", bound=CompanyPart)

ORGANIZATION = ("organization", "procedure", "system", "broker", "ownership", "ior", "other")
LEVELS = {"low": 1, "medium": 2, "high": 3}
MOST = 12
"""Origins and changes listed at most."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days a letter covers, both inside, and its year."""

    first: date
    last: date
    year: int

    def before(self) -> "Span":
        """Return the span one year earlier."""
        return Span(months_after(self.first, -12), months_after(self.last, -12), self.year - 1)


class Gatherer:
    """Reads one company's records of one span."""

    def __init__(self, session: Session, company_id: str, span: Span) -> None:
        """Nothing is read before a section is asked for."""
        self._session, self._company_id, self._span = session, company_id, span

    def section(self, head: str, title: str) -> Section:
        """Return what the records say under a head; words are left to the company."""
        makers: dict[str, Callable[[], Section]] = {
            "statement": self._statement,
            "people": self._people,
            "organization": self._organization,
            "risk": self._risk,
            "testing": self._testing,
            "corrections": self._corrections,
            "imports": self._imports,
            "forced_labor": self._forced_labor,
            "training": self._training,
            "open": self._open,
        }
        made = makers[head]() if head in makers else _plain()
        return Section(head, title, "", made.facts, made.grids, made.none)

    def _own(self, kind: type[Part]) -> Select[Part]:
        return select(kind).where(kind.company_id == self._company_id)

    def _rows(self, query: Select[Part]) -> Sequence[Part]:
        return self._session.scalars(query).all()

    def _in_span(self, column: Any) -> Any:
        return column.between(self._span.first, self._span.last)

    def _statement(self) -> Section:
        words = tr("Not written yet. Say that the requirements were met, or where not, since when.")
        return _plain(none=words)

    def _people(self) -> Section:
        return _plain(grids=(self._changes(("personnel",)),))

    def _organization(self) -> Section:
        query = self._own(InternalControl).where(self._in_span(InternalControl.changed_on))
        rows = tuple((paper_text(row.changed_on), row.name, row.how) for row in self._rows(query))
        heads = (tr("Changed on"), tr("Control"), tr("How it works now"))
        return _plain(grids=(self._changes(ORGANIZATION), Grid(heads, rows, (1.5, 3, 5))))

    def _changes(self, kinds: tuple[str, ...]) -> Grid:
        query = self._own(TradeChange).where(
            self._in_span(TradeChange.happened_on), TradeChange.kind.in_(kinds)
        )
        rows = tuple(
            (
                paper_text(row.happened_on),
                row.what,
                row.before,
                row.after,
                paper_text(row.reported_on),
            )
            for row in self._rows(query.order_by(TradeChange.happened_on))
        )
        heads = (tr("Since"), tr("What"), tr("Before"), tr("After"), tr("Reported"))
        return Grid(heads, rows, (1.6, 3, 2.4, 2.4, 1.6))

    def _risk(self) -> Section:
        years = {row.year for row in self._rows(self._own(TradeRisk)) if row.year}
        year = max((value for value in years if value <= self._span.year), default=None)
        rows = self._rows(self._own(TradeRisk).where(TradeRisk.year == year))
        before = {
            row.area: row
            for row in self._rows(self._own(TradeRisk).where(TradeRisk.year == (year or 0) - 1))
        }
        lines = tuple(
            (
                choice_text("trade_risk", "area", row.area),
                _rating(row),
                _rating(before[row.area]) if row.area in before else "-",
                row.reason,
            )
            for row in sorted(rows, key=_weight, reverse=True)
        )
        days = [row.assessed_on for row in rows if row.assessed_on]
        facts = ((tr("Assessed on"), paper_text(max(days))),) if days else ()
        heads = (tr("Area"), tr("Rating"), tr("Last year"), tr("Reason"))
        none = tr("No risk assessment is on record for this period.")
        return _plain(facts, (Grid(heads, lines, (2.6, 1.8, 1.8, 4)),), none)

    def _testing(self) -> Section:
        query = self._own(SelfTest).where(self._in_span(SelfTest.done_on))
        rows = tuple(self._test(row) for row in self._rows(query.order_by(SelfTest.done_on)))
        heads = (
            tr("Test"),
            tr("Entries"),
            tr("Sample"),
            tr("Errors"),
            tr("Duty effect"),
            tr("Result"),
        )
        none = tr("No self-test was finished in this period.")
        return _plain(grids=(Grid(heads, rows, (2.4, 2, 1.6, 1.4, 1.6, 3)),), none=none)

    def _test(self, row: SelfTest) -> tuple[str, ...]:
        lines = self._session.scalars(
            select(TestedLine).where(TestedLine.self_test_id == row.id)
        ).all()
        sums = self_tests.figures(lines)
        share = f" ({100 * sums.rate:.1f} %)" if sums.lines else ""
        tested = number_text(sums.lines or row.sample_size or 0)
        if row.population:
            tested = tr("{n} of {all}").format(n=tested, all=number_text(row.population))
        method = choice_text("self_test", "method", row.method)
        return (
            f"{row.title} ({choice_text('self_test', 'area', row.area)})",
            labels.period(row.period_from, row.period_to),
            f"{tested}, {method}".rstrip(", "),
            f"{sums.wrong}{share}",
            tr("net {net}, gross {gross} USD").format(
                net=number_text(sums.net), gross=number_text(sums.gross)
            ),
            row.summary,
        )

    def _corrections(self) -> Section:
        query = self._own(Disclosure).where(self._in_span(Disclosure.found_on))
        found = self._rows(query.order_by(Disclosure.found_on))
        rows = tuple(
            (
                paper_text(row.found_on),
                row.title,
                choice_text("disclosure", "route", row.route),
                row.reference,
                paper_text(row.disclosed_on) or tr("open"),
                number_text(row.duty_effect) if row.duty_effect is not None else "",
            )
            for row in found
        )
        heads = (tr("Found"), tr("What"), tr("Way"), tr("Reference"), tr("Filed"), tr("USD"))
        none = tr("No error and no disclosure is on record for this period.")
        return _plain(grids=(Grid(heads, rows, (1.5, 3, 2, 1.8, 1.5, 1.2)),), none=none)

    def _imports(self) -> Section:
        now, before = self._totals(self._span), self._totals(self._span.before())
        heads = (tr("From the import data"), tr("This period"), tr("A year before"))
        totals = tuple(
            (label, value, earlier)
            for (label, value), (_, earlier) in zip(now, before, strict=True)
        )
        has_data = any(value != "0" for _, value in now)
        grids = (
            Grid(heads, totals if has_data else (), (4, 3, 3)),
            self._origins(),
            self._changes(("import",)),
        )
        none = tr("There is no import data and no change is on record.")
        return _plain(grids=grids, none=none)

    def _totals(self, span: Span) -> tuple[tuple[str, str], ...]:
        line = ItracLine
        query = (
            select(
                func.count(line.entry_number.distinct()),
                func.count(),
                func.coalesce(func.sum(line.value), 0),
                func.coalesce(func.sum(line.duty), 0),
                func.count(line.supplier.distinct()),
            )
            .join(ItracFile, ItracFile.id == line.file_id)
            .where(
                ItracFile.company_id == self._company_id,
                line.entry_date.between(span.first, span.last),
            )
        )
        entries, lines, value, duty, suppliers = self._session.execute(query).one()
        return (
            (tr("Entries"), number_text(entries)),
            (tr("Lines"), number_text(lines)),
            (tr("Entered value (USD)"), number_text(value // 100)),
            (tr("Duty (USD)"), number_text(duty // 100)),
            (tr("Suppliers"), number_text(suppliers)),
        )

    def _origins(self) -> Grid:
        now, before = self._by_origin(self._span), self._by_origin(self._span.before())
        ranked = sorted(now, key=lambda key: now[key], reverse=True)[:MOST]
        rows = tuple(
            (
                key or tr("not said"),
                number_text(now[key] // 100),
                number_text(before[key] // 100) if key in before else tr("new"),
            )
            for key in ranked
        )
        heads = (tr("Origin"), tr("Value (USD)"), tr("A year before"))
        return Grid(heads, rows, (4, 3, 3))

    def _by_origin(self, span: Span) -> dict[str, int]:
        query = (
            select(ItracLine.origin, func.sum(ItracLine.value))
            .join(ItracFile, ItracFile.id == ItracLine.file_id)
            .where(
                ItracFile.company_id == self._company_id,
                ItracLine.entry_date.between(span.first, span.last),
            )
            .group_by(ItracLine.origin)
        )
        return {row[0]: int(row[1] or 0) for row in self._session.execute(query)}

    def _forced_labor(self) -> Section:
        asked = titles()
        answers = tuple(
            (
                f"{row.question} {asked.get(row.question, '')}".strip(),
                choice_text("trade_answer", "answer", row.answer),
                paper_text(row.answered_on),
            )
            for row in self._answers()
            if row.list == "forced_labor"
        )
        holds = self._own(Detention).where(self._in_span(Detention.presented_on))
        held = tuple(
            (
                row.entry_number,
                row.goods,
                paper_text(row.presented_on),
                choice_text("detention", "result", row.result),
            )
            for row in self._rows(holds.order_by(Detention.presented_on))
        )
        return _plain(
            self._conduct(),
            (
                Grid((tr("Requirement"), tr("State"), tr("Reviewed on")), answers, (4, 3, 3)),
                Grid(
                    (tr("Held entry"), tr("Goods"), tr("Presented"), tr("Result")),
                    held,
                    (3, 3, 2, 2),
                ),
            ),
        )

    def _conduct(self) -> tuple[tuple[str, str], ...]:
        codes = self._rows(self._own(CodeOfConduct).order_by(CodeOfConduct.published_on.desc()))
        chains = self._rows(self._own(SupplyChain).where(SupplyChain.is_high_risk))
        facts = []
        for row in codes[:1]:
            words = labels.joined(row.title, row.version, row.address, paper_text(row.published_on))
            facts.append((tr("Code of conduct"), words))
        if chains:
            mapped = sum(row.mapped_on is not None for row in chains)
            words = tr("{mapped} of {count} mapped").format(mapped=mapped, count=len(chains))
            facts.append((tr("Chains judged risky"), words))
        return tuple(facts)

    def _training(self) -> Section:
        people = (
            select(func.count())
            .where(Attendance.training_session_id == TrainingSession.id)
            .scalar_subquery()
        )
        query = (
            select(TrainingSession, people)
            .where(
                TrainingSession.company_id == self._company_id,
                self._in_span(TrainingSession.held_on),
            )
            .order_by(TrainingSession.held_on)
        )
        rows = tuple(
            (paper_text(row.held_on), row.title, str(count))
            for row, count in self._session.execute(query)
        )
        none = tr("No training is on record for this period.")
        return _plain(
            grids=(Grid((tr("Held"), tr("Training"), tr("People")), rows, (2, 6, 2)),), none=none
        )

    def _open(self) -> Section:
        rows = tuple(
            (
                f"{row.question} {titles().get(row.question, '')}".strip(),
                row.improve,
                row.owner,
                paper_text(row.due_on),
            )
            for row in self._answers()
            if row.answer in ("no", "partly")
        )
        heads = (tr("Point"), tr("What is improved"), tr("Owner"), tr("By"))
        none = tr("No open point is on record.")
        return _plain(grids=(Grid(heads, rows, (2.5, 4, 2, 1.6)),), none=none)

    def _answers(self) -> list[TradeAnswer]:
        """Return the newest answer to each question in the years the letter covers."""
        last = max(self._span.year, self._span.last.year)
        query = self._own(TradeAnswer).where(
            TradeAnswer.year.between(self._span.first.year, last), _is_given()
        )
        rows = self._rows(query.order_by(TradeAnswer.year))
        newest = {(row.list, row.question): row for row in rows}
        return [newest[key] for key in sorted(newest)]


def _plain(
    facts: tuple[tuple[str, str], ...] = (), grids: tuple[Grid, ...] = (), none: str = ""
) -> Section:
    return Section("", "", "", facts, grids, none)


def _is_given() -> Any:
    return (TradeAnswer.answer != "") | (TradeAnswer.text != "")


def _rating(row: TradeRisk) -> str:
    likely = choice_text("trade_risk", "likelihood", row.likelihood)
    impact = choice_text("trade_risk", "impact", row.impact)
    return f"{likely} × {impact.lower()}" if likely and impact else ""


def _weight(row: TradeRisk) -> int:
    return LEVELS.get(row.likelihood, 0) * LEVELS.get(row.impact, 0)
