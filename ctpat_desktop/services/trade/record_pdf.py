"""Prints one record of Trade Compliance: a chain map, a hold, a self-test. Each returns PDF."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar, cast

from sqlalchemy import select

from ctpat_desktop.catalogue.trade import load_hold_plan
from ctpat_desktop.catalogue.values import Names, choice_text
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.trade.chain_map import chain_map_tree
from ctpat_desktop.documents.trade.hold_pages import (
    EvidenceGroup,
    HoldSheet,
    Rows,
    TestSheet,
    hold_tree,
    self_test_tree,
)
from ctpat_desktop.reading.naming import names_of_ids
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Detention,
    DetentionStep,
    Record,
    SelfTest,
    TestedLine,
    TradeMembership,
)
from ctpat_desktop.services.accounts import companies, settings
from ctpat_desktop.services.accounts.paper import company_pdf
from ctpat_desktop.services.registers import attachments
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.services.trade import chains, holds, self_tests
from ctpat_desktop.services.trade.figures_in_words import figure_rows, money
from ctpat_desktop.support.choosing import find_one
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import ntr, number_text, tr
from ctpat_desktop.support.own_language import on_paper

Kind = TypeVar("Kind", bound=Record)


@on_paper
def chain_pdf(scope: Scope, chain_id: str) -> bytes:
    """Return the drawn map of one chain."""
    note = _note(scope)
    sheet = chains.sheet(scope.workspace, chain_id, note)
    title = f"{tr('Supply chain')} {sheet.name}"
    return company_pdf(scope, chain_map_tree(sheet), title)


@on_paper
def hold_pdf(scope: Scope, hold_id: str) -> bytes:
    """Return the response plan of one hold: clocks, steps, index of the package, map."""
    note = _note(scope)
    answer_days = int(settings.get(scope.workspace, "rules.hold_answer_days"))
    with scope.workspace.read() as session:
        hold = cast(Detention, existing(session, "detention", hold_id))
        wanted = select(DetentionStep).where(DetentionStep.detention_id == hold_id)
        order = wanted.order_by(DetentionStep.due_on, DetentionStep.position, DetentionStep.id)
        steps = session.scalars(order).all()
        ids = {step.evidence_id for step in steps if step.evidence_id}
        names = names_of_ids(session, "evidence", ids)
    attached = attachments.of_record(scope.workspace, "detention", hold_id)
    chain_id = hold.supply_chain_id
    clocks = holds.clocks(hold, holds.closed_days(scope.workspace), answer_days)
    sheet = HoldSheet(
        title=hold.entry_number,
        note=note,
        about=load_hold_plan().about,
        facts=_hold_facts(hold),
        clocks=tuple(_clock(row, scope.today) for row in clocks),
        steps=tuple(
            (paper_text(step.due_on), step.what, step.owner, paper_text(step.done_on))
            for step in steps
        ),
        evidence=_index(steps, names),
        attached=tuple(title for _, title in attached),
        questions=hold.questions,
        chain=chains.sheet(scope.workspace, chain_id, note) if chain_id else None,
    )
    title = f"{tr('Hold')} {hold.entry_number}"
    return company_pdf(scope, hold_tree(sheet), title)


def _hold_facts(hold: Detention) -> tuple[tuple[str, str], ...]:
    pairs = (
        (tr("Goods"), f"{hold.goods} {hold.hts}".strip()),
        (tr("Port, center"), labels.joined(hold.port, hold.center)),
        (tr("Ground"), choice_text("detention", "ground", hold.ground)),
        (tr("Presented on"), paper_text(hold.presented_on)),
        (tr("Notice dated"), paper_text(hold.notice_on)),
        (tr("Answer"), choice_text("detention", "route", hold.route)),
        (tr("More time until"), paper_text(hold.extended_to)),
        (tr("Membership asserted"), paper_text(hold.membership_asserted_on)),
        (tr("Front-of-line requested"), paper_text(hold.front_of_line_on)),
        (tr("Package sent"), paper_text(hold.package_sent_on)),
        (tr("Result"), choice_text("detention", "result", hold.result)),
        (tr("Result on"), paper_text(hold.result_on)),
    )
    return tuple(pair for pair in pairs if pair[1])


def _clock(row: holds.ClockRow, today: date) -> tuple[str, ...]:
    left = row.left(today)
    words = str(left) if left >= 0 else tr("passed")
    kind = tr("working days") if row.clock.working else tr("days")
    ground = f"{row.clock.days} {kind}, {row.clock.source}"
    if row.is_extended:
        ground = tr("extended by CBP")
    return (row.clock.title, paper_text(row.ends_on), words, ground)


def _index(steps: Sequence[DetentionStep], names: Names) -> tuple[EvidenceGroup, ...]:
    """Return the steps with a document by kind of evidence, numbered through."""
    groups, number = [], 0
    for head in load_hold_plan().heads:
        rows = []
        for step in steps:
            if step.kind == head.kind:
                number += 1
                paper = names.get(("evidence", step.evidence_id or ""), "") or tr("not linked yet")
                rows.append((str(number), step.what, paper))
        groups.append(EvidenceGroup(head.title, head.items, tuple(rows)))
    return tuple(groups)


@on_paper
def self_test_pdf(scope: Scope, test_id: str) -> bytes:
    """Return plan, figures and lines of one self-test."""
    with scope.workspace.read() as session:
        test = cast(SelfTest, existing(session, "self_test", test_id))
        wanted = select(TestedLine).where(TestedLine.self_test_id == test_id)
        order = wanted.order_by(TestedLine.position, TestedLine.entry_number, TestedLine.id)
        lines = session.scalars(order).all()
        own = select(TradeMembership.keep_years).where(
            TradeMembership.company_id == test.company_id
        )
        years = session.scalars(own).first()
    sheet = TestSheet(
        title=test.title,
        note=_note(scope),
        facts=_plan(test, self_tests.keep_until(test, years)),
        figures=figure_rows(self_tests.figures(lines)),
        summary=test.summary,
        errors=_errors(lines),
        lines=tuple(
            (
                line.entry_number,
                line.line,
                line.attribute,
                line.expected,
                line.found,
                tr("Error") if line.is_error else tr("Right"),
            )
            for line in lines
        ),
    )
    title = f"{tr('Self-test')} {test.title}"
    return company_pdf(scope, self_test_tree(sheet), title)


def _plan(test: SelfTest, keep_until: date | None) -> tuple[tuple[str, str], ...]:
    pairs = (
        (tr("Area"), choice_text("self_test", "area", test.area)),
        (tr("Entries"), labels.period(test.period_from, test.period_to)),
        (tr("Population"), _population(test)),
        (tr("Lines chosen"), choice_text("self_test", "method", test.method)),
        (tr("Lines to test"), str(test.sample_size or "")),
        (tr("Seed or start"), test.seed),
        (tr("Tester"), test.tester + (f" ({tr('independent')})" if test.is_independent else "")),
        (tr("Planned for"), paper_text(test.planned_on)),
        (tr("Done on"), paper_text(test.done_on) or tr("not done")),
        (tr("Keep until"), paper_text(keep_until)),
    )
    return tuple(pair for pair in pairs if pair[1])


def _population(test: SelfTest) -> str:
    if test.population is None:
        return ""
    words = ntr("{n} line", "{n} lines", test.population)
    worth = f", ${number_text(test.population_value)}" if test.population_value is not None else ""
    return words + worth


def _errors(lines: Sequence[TestedLine]) -> Rows:
    return tuple(
        (
            f"{line.entry_number} {line.line}".strip(),
            choice_text("tested_line", "kind", line.kind),
            money(line.duty_effect or 0),
            line.cause,
            line.remedy,
            paper_text(line.closed_on),
        )
        for line in lines
        if line.is_error
    )


def hold_called(scope: Scope, entry: str) -> str:
    """Return the id of a hold by its entry number; Problem lists what there is."""
    with scope.workspace.read() as session:
        own = Detention.company_id == scope.company_id
        rows = session.execute(select(Detention.entry_number, Detention.id).where(own)).all()
    return find_one(entry, [((number,), key) for number, key in rows], tr("hold on entry"))


def self_test_called(scope: Scope, title: str) -> str:
    """Return the id of a self-test by its title, or the beginning of it."""
    with scope.workspace.read() as session:
        own = SelfTest.company_id == scope.company_id
        rows = session.execute(select(SelfTest.title, SelfTest.id).where(own)).all()
    return find_one(title, [((name,), key) for name, key in rows], tr("self-test"))


def _note(scope: Scope) -> str:
    company = companies.company(scope.workspace, scope.account_id).name
    return f"{company} · {tr('as of')} {paper_text(scope.today)}"
