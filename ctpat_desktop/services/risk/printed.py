"""The papers of an assessment: one chain or all of it as PDF, all of it as a workbook."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ctpat_desktop.catalogue.values import choice_text, countries
from ctpat_desktop.checklist.risk import Level, Met
from ctpat_desktop.documents.risk import assessment_pages as pages
from ctpat_desktop.documents.risk.assessment_pages import (
    AssessmentSheet,
    ChainSheet,
    assessment_tree,
    chain_tree,
)
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.exchange.tables.lists import Tables, write_book
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RiskAssessment
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.paper import company_pdf, note_of
from ctpat_desktop.services.risk import assessments, differences
from ctpat_desktop.services.risk.assessments import (
    ChainView,
    LegView,
    kind_text,
    level_text,
    rating_text,
    source_text,
)
from ctpat_desktop.services.risk.drawing import flow_legs, where
from ctpat_desktop.services.risk.steps import matrix, steps
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.support.own_language import on_paper

MET = {
    Met.MISSING: N_("Missing"),
    Met.PARTLY: N_("Partly met"),
    Met.MET: N_("Met"),
    Met.NOT_APPLICABLE: N_("Does not apply"),
    Met.UNKNOWN: N_("Not known"),
}
"""How far a criterion is met, in words."""

Rows = tuple[tuple[str, ...], ...]


@on_paper
def chain_pdf(scope: Scope, chain_id: str) -> bytes:
    """Return the map of one chain with what is said on its legs."""
    assessed = assessments.read(scope, assessments.of_record(scope, chain_id), chain_id)
    (view,) = assessed.chains
    tree = chain_tree(_ChainWords(view).sheet(), _chain_note(scope, assessed.assessment))
    return company_pdf(scope, tree, f"{tr('Cargo chain')} {view.chain.name}")


@on_paper
def pdf(scope: Scope, assessment_id: str) -> bytes:
    """Return the whole assessment."""
    sheet = sheet_of(scope, assessment_id)
    return company_pdf(scope, assessment_tree(sheet), sheet.title)


@on_paper
def save_book(scope: Scope, assessment_id: str, path: Path) -> ExportResult:
    """Write the whole assessment as a workbook, a sheet for each step."""
    sheet = sheet_of(scope, assessment_id)
    return write_book(path, sheet.title, _tables(sheet), scope.today)


def sheet_of(scope: Scope, assessment_id: str) -> AssessmentSheet:
    """Return an assessment in words."""
    assessed = assessments.read(scope, assessment_id)
    row, walked = assessed.assessment, steps(assessed, scope.today)
    compared = differences.compared(scope, assessment_id)
    approved = f"{row.approved_by} {paper_text(row.approved_on)}".strip()
    facts = (
        (tr("What it covers"), row.scope),
        (tr("Made by"), row.made_by),
        (tr("Approved"), approved if row.approved_on else tr("Not yet")),
        (tr("Ratings"), _as_of(row, scope)),
        (tr("Next due"), paper_text(row.next_on)),
        (tr("What changed"), row.changes),
    )
    method = (
        (tr("Method"), row.method),
        (tr("How often"), row.frequency),
        (tr("What calls for an earlier look"), row.triggers),
        (tr("How it is rated"), rules()),
    )
    return AssessmentSheet(
        f"{tr('Risk assessment')} {row.year or ''}".strip(),
        _note(scope),
        tuple((name, words) for name, words in facts if words),
        tuple((f"{step.number} {step.title}", step.words) for step in walked),
        matrix_rows(assessed.legs),
        tuple(map(_summary, assessed.chains)),
        method,
        tuple(point.words for step in walked for point in step.open),
        tuple(_threats(assessed.legs)),
        tuple(_ChainWords(view).sheet() for view in assessed.chains),
        row.approved_by,
        compared.words if compared else (),
        str(compared.year) if compared else "",
    )


def _as_of(row: RiskAssessment, scope: Scope) -> str:
    """Say, after the approval, that ratings follow the answers of today and not those of then."""
    if row.approved_on is None or row.approved_on >= scope.today:
        return ""
    words = tr("As the records stand on {day}, not as they stood at the approval.")
    return words.format(day=paper_text(scope.today))


def rules() -> str:
    """Return in words how ratings come about; the figures are the program's own."""
    return tr(
        "A leg is as high as its highest threat and as vulnerable as its answers say: high with "
        "a Must that is missing or only partly met, medium with a Should, low with all of them "
        "met. The risk is threat times vulnerability (1 to 9): from 3 medium, from 6 high. A "
        "missing Must is high whatever the threat. What is not known is not rated, never low. A "
        "chain is as high as its highest leg. These figures are our defaults, not CBP's."
    )


def matrix_rows(legs: Iterable[LegView]) -> Rows:
    """Return how many legs there are of each threat (down) and vulnerability (across)."""
    found = matrix(tuple(legs))
    across = (None, *Level)
    head = (tr("Threat"), *(f"{tr('Vulnerability')} {_word(level).lower()}" for level in across))
    rows = [
        (_word(down), *(str(len(found.get((down, level), ())) or "") for level in across))
        for down in (*reversed(Level), None)
    ]
    return (head, *rows)


def _word(level: Level | None) -> str:
    return level_text(level) if level else tr("Not rated")


def _chain_note(scope: Scope, row: RiskAssessment) -> str:
    """Say of which year's assessment a chain is, and of which day its ratings."""
    words = f"{tr('Risk assessment')} {assessments.year_text(row)} · {_note(scope)}"
    as_of = _as_of(row, scope)
    return f"{words}. {as_of}" if as_of else words


def _note(scope: Scope) -> str:
    company = companies.company(scope.workspace, scope.account_id)
    return note_of(company.name, scope.today)


def _summary(view: ChainView) -> tuple[str, ...]:
    row = view.chain
    return (
        row.name,
        row.goods,
        str(len(view.legs)),
        rating_text(view.threat),
        rating_text(view.vulnerability),
        choice_text("risk_chain", "consequence", row.consequence) if row.consequence else "",
        rating_text(view.risk),
    )


@dataclass(frozen=True, slots=True)
class _ChainWords:
    """One chain put into words."""

    view: ChainView

    def sheet(self) -> ChainSheet:
        """Return the chain as it is printed."""
        row = self.view.chain
        facts = (
            (tr("Goods"), row.goods),
            (tr("Origin"), countries().get(row.origin, row.origin)),
            (tr("Ports and crossings"), row.ports),
            (tr("Shipments a year"), str(row.shipments or "")),
            (tr("Consequence"), _summary(self.view)[5]),
            (tr("Why this consequence"), row.consequence_reason),
            (tr("Risk"), rating_text(self.view.risk)),
        )
        legs = self.view.legs
        return ChainSheet(
            row.name,
            tuple((name, words) for name, words in facts if words),
            flow_legs(self.view),
            tuple(map(_flow, legs)),
            tuple(_threats(legs)),
            tuple(line for leg in legs for line in _gaps(leg)),
            tuple(line for leg in legs for line in _actions(leg)),
        )


def _flow(view: LegView) -> tuple[str, ...]:
    leg = view.leg
    how = [choice_text("risk_leg", "mode", leg.mode) if leg.mode else ""]
    how.append(choice_text("risk_leg", "seal", leg.seal) if leg.seal else "")
    if leg.rest_hours:
        how.append(ntr("{n} hour at rest", "{n} hours at rest", leg.rest_hours))
    return (
        leg.name,
        view.holder,
        where(leg.place, leg.country),
        ", ".join(filter(None, how)),
        choice_text("risk_leg", "contract", leg.contract) if leg.contract else "",
        *map(rating_text, (view.threat, view.vulnerability, view.risk)),
    )


def _threats(legs: Iterable[LegView]) -> Iterable[tuple[str, ...]]:
    """Yield each rating that holds on a chain once, with what it holds for."""
    told = set[str]()
    for view in legs:
        for kind, row in view.threats.items():
            if row.id in told:
                continue
            told.add(row.id)
            holds_for = view.leg.name if row.risk_leg_id else where(row.place, row.country)
            level = _word(Level.named(row.level))
            yield (holds_for, kind_text(kind), level, source_text(row), row.reason)


def _gaps(view: LegView) -> Iterable[tuple[str, ...]]:
    for gap in view.gaps:
        own = view.judged.get(gap.criterion)
        source = f"{tr('Own judgment')}: {own.reason}" if own else view.known.source
        level = tr("Must") if gap.is_must else tr("Should")
        yield (view.leg.name, gap.criterion, level, tr(MET[gap.met]), source)


def _actions(view: LegView) -> Iterable[tuple[str, ...]]:
    for row in view.actions:
        state = choice_text("action", "status", row.status)
        due = paper_text(row.due_on)
        yield (view.leg.name, row.criterion, row.title, row.owner, due, state)


def _tables(sheet: AssessmentSheet) -> Tables:
    """Return the sheets of the workbook: a table for each step over all chains."""
    found: dict[str, tuple[list[str], list[tuple[str, ...]]]] = {
        tr("Summary"): (_head(pages.CHAINS), list(sheet.summary)),
        tr("Assessment"): ([tr("What"), tr("Value")], [*sheet.facts, *sheet.steps]),
    }
    for title, headers, part in (
        (tr("1 Cargo flow"), pages.FLOW, "flow"),
        (tr("3 Criteria not met"), pages.GAPS, "gaps"),
        (tr("4 Action plan"), pages.ACTIONS, "actions"),
    ):
        rows = [(chain.name, *row) for chain in sheet.chains for row in getattr(chain, part)]
        found[title] = ([tr("Chain"), *_head(headers)], rows)
    found[tr("2 Threats")] = (_head(pages.THREATS), list(sheet.threats))
    found[tr("5 Method")] = ([tr("What"), tr("Words")], list(sheet.method))
    if sheet.open:
        found[tr("Open points")] = ([tr("What is open")], [(words,) for words in sheet.open])
    if sheet.last:
        title = tr("Compared with {year}").format(year=sheet.last)
        found[title] = ([tr("What is otherwise")], [(words,) for words in sheet.differences])
    return found


def _head(headers: Iterable[str]) -> list[str]:
    return [tr(words) for words in headers]
