"""Prints eligibility, the questionnaire and the forced labor file. Each returns PDF bytes."""

from collections.abc import Callable, Iterable
from datetime import date

from ctpat_desktop.catalogue.model import Trust
from ctpat_desktop.catalogue.trade import load_eligibility, load_forced_labor, load_questionnaire
from ctpat_desktop.catalogue.values import choice_text, countries
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.core.blocks import Badge, Tone
from ctpat_desktop.documents.trade.trade_pages import (
    CheckLine,
    EligibilitySheet,
    LaborSheet,
    QuestionLine,
    QuestionnaireSheet,
    RequirementLine,
    eligibility_tree,
    forced_labor_tree,
    questionnaire_tree,
)
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.paper import company_pdf
from ctpat_desktop.services.trade import (
    cbp_questionnaire,
    chains,
    eligibility,
    forced_labor,
    trade_facts,
)
from ctpat_desktop.services.trade.cbp_questionnaire import QuestionRow, YearAnswers
from ctpat_desktop.services.trade.eligibility import Check, Eligibility
from ctpat_desktop.services.trade.forced_labor import RequirementRow
from ctpat_desktop.services.trade.trade_facts import TradeState
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.own_language import on_paper

TONES = {
    "yes": Tone.GOOD,
    "no": Tone.BAD,
    "partly": Tone.WARN,
    "not_applicable": Tone.QUIET,
    "unknown": Tone.WARN,
    "": Tone.WARN,
}
"""How an answer is shown."""
STATES = {
    "shown": (N_("Shown"), Tone.GOOD),
    "partly": (N_("Partly shown"), Tone.WARN),
    "missing": (N_("Missing"), Tone.BAD),
}
TRUST = {
    Trust.SOURCE: N_("official text seen"),
    Trust.KNOWN: N_("told by a secondary source"),
    Trust.UNSURE: N_("not confirmed"),
    Trust.OWN: N_("our own"),
}
CHANGED = {"answer": N_("answer"), "text": N_("words"), "documents": N_("documents")}


@on_paper
def eligibility_pdf(scope: Scope, year: int = 0) -> bytes:
    """Return the result of the eligibility check."""
    company = companies.company(scope.workspace, scope.account_id)
    found = eligibility.assess(
        Scope(scope.workspace, scope.account_id, company.id, scope.today), year
    )
    words, tone = result_words(found)
    sheet = EligibilitySheet(
        note=_note(company.name, scope.today, found.year),
        about=load_eligibility().about,
        result=words,
        tone=tone,
        first=tuple(
            (f"{check.question.id}  {check.question.text}", check.improve)
            for check in found.to_improve
        ),
        checks=tuple(map(_check, found.checks)),
    )
    return company_pdf(scope, eligibility_tree(sheet), tr("Eligibility"))


def result_words(assessment: Eligibility) -> tuple[str, Tone]:
    """Return what the check comes to, in a sentence."""
    counts = tr("{yes} of {all} answers are Yes").format(
        yes=assessment.count("yes"), all=len(assessment.checks)
    )
    if assessment.result == eligibility.READY:
        return tr("Ready: {counts}.").format(counts=counts), Tone.GOOD
    if assessment.result == eligibility.NOT_YET:
        words = tr("Not yet: {counts}, {no} No, {open} not known.")
        return words.format(
            counts=counts, no=assessment.count("no"), open=assessment.count("unknown")
        ), Tone.BAD
    words = tr("Not known yet: {counts}, {open} open.")
    return words.format(counts=counts, open=assessment.count("unknown")), Tone.WARN


def _check(check: Check) -> CheckLine:
    word, tone = labels.trade_answer(check.answer), TONES[check.answer]
    row = check.question
    source = f"{row.source} ({tr(TRUST[row.trust])})"
    words = "\n\n".join(filter(None, (check.how, check.stored.text)))
    official = " ".join(filter(None, (check.portal.number, check.portal.text)))
    return CheckLine(row.id, row.text, tr(word), tone, words, source, official)


@on_paper
def questionnaire_pdf(scope: Scope, year: int = 0) -> bytes:
    """Return the questionnaire of a year with its answers and the list of attachments."""
    company = companies.company(scope.workspace, scope.account_id)
    read = cbp_questionnaire.read(scope, year or scope.today.year)
    done = tr("{n} of {all} questions are answered and confirmed.").format(
        n=read.answered, all=read.total
    )
    sheet = QuestionnaireSheet(
        title=f"{tr('Trade Compliance questionnaire')} {read.year}",
        note=f"{_note(company.name, scope.today, read.year)}\n\n{done}",
        about=load_questionnaire().about,
        heads=tuple(
            (
                f"{head.head.title} ({head.answered}/{head.total})",
                head.head.about,
                tuple(_question(row, read.year) for row in head.rows),
            )
            for head in read.heads
        ),
        attachments=tuple(_attachments(read)),
    )
    return company_pdf(scope, questionnaire_tree(sheet), sheet.title)


def _question(row: QuestionRow, year: int) -> QuestionLine:
    word, tone = labels.trade_answer(row.stored.answer), TONES[row.stored.answer]
    badges = [Badge(tr(word), tone)]
    if row.state == cbp_questionnaire.TO_CONFIRM:
        badges.append(Badge(tr("copied, to be confirmed"), Tone.WARN))
    if row.portal.number:
        number = tr("portal question {n}").format(n=row.portal.number)
        badges.append(Badge(number, Tone.QUIET))
    if row.changed:
        changed = ", ".join(tr(CHANGED[name]) for name in row.changed)
        words = tr("changed since {year}: {what}").format(year=year - 1, what=changed)
        badges.append(Badge(words, Tone.QUIET))
    documents = "; ".join(document.title for document in row.stored.documents)
    facts = (
        (tr("What to improve"), row.stored.improve),
        (tr("Owner"), row.stored.owner),
        (tr("Improve by"), paper_text(row.stored.due_on)),
        (tr("Answered on"), paper_text(row.stored.answered_on)),
        (tr("Documents"), documents),
    )
    return QuestionLine(
        row.question.id,
        row.question.text,
        row.portal.text,
        tuple(badges),
        row.stored.text,
        tuple(pair for pair in facts if pair[1]),
    )


def _attachments(read: YearAnswers) -> Iterable[tuple[str, ...]]:
    for line in cbp_questionnaire.attachments_list(read):
        titles = "; ".join(document.title for document in line.documents)
        missing = tr("MISSING") if line.is_missing else tr("none")
        yield (line.question, line.number, line.asked, titles or missing)


@on_paper
def forced_labor_pdf(scope: Scope, year: int = 0) -> bytes:
    """Return the forced labor file: requirements, registers, maps of the risky chains."""
    company = companies.company(scope.workspace, scope.account_id)
    found = forced_labor.assess(
        Scope(scope.workspace, scope.account_id, company.id, scope.today), year
    )
    read = trade_facts.read(Scope(scope.workspace, scope.account_id, company.id, scope.today), year)
    note = _note(company.name, scope.today, found.year)
    shipped = load_forced_labor()
    since = tr("The requirements apply since {day}. {n} of {all} are shown.").format(
        day=paper_text(found.since), n=found.count("shown"), all=len(found.rows)
    )
    risky = [row.id for row in read.chains if row.is_high_risk]
    sheet = LaborSheet(
        note=note,
        about=shipped.about,
        since=since,
        requirements=tuple(map(_requirement, found.rows)),
        tables=tuple(table(read) for table in TABLES),
        maps=tuple(chains.sheet(scope.workspace, key, note) for key in risky),
    )
    return company_pdf(scope, forced_labor_tree(sheet), tr("Forced labor file"))


def _requirement(row: RequirementRow) -> RequirementLine:
    word, tone = STATES[row.state]
    return RequirementLine(
        f"{row.requirement.id}  {row.requirement.title}",
        row.requirement.asks,
        tr(word),
        tone,
        row.shows,
        row.lacks,
        row.stored.text,
        tuple(document.title for document in row.stored.documents),
    )


Printed = tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]


def _chains(read: TradeState) -> Printed:
    heads = tuple(map(tr, (N_("Chain"), N_("Goods"), N_("Risk"), N_("Mapped"), N_("Firms"))))
    rows = tuple(
        (
            row.name,
            row.goods,
            tr("High") if row.is_high_risk else tr("Not high"),
            paper_text(row.mapped_on),
            str(sum(node.supply_chain_id == row.id for node in read.nodes)),
        )
        for row in read.chains
    )
    return tr("Chains"), heads, rows


def _origins(read: TradeState) -> Printed:
    heads = tuple(map(tr, (N_("Country"), N_("Region"), N_("Goods"), N_("Reason"), N_("As of"))))
    rows = tuple(
        (
            countries().get(row.country, row.country),
            row.region,
            row.goods,
            row.reason,
            paper_text(row.as_of),
        )
        for row in read.origins
    )
    return tr("Origins the company watches"), heads, rows


def _cases(read: TradeState) -> Printed:
    heads = tuple(map(tr, (N_("Case"), N_("Plan"), N_("Owner"), N_("Told to CBP"), N_("State"))))
    rows = tuple(
        (
            row.title,
            row.plan,
            row.owner,
            paper_text(row.disclosed_on),
            choice_text("remediation", "state", row.state),
        )
        for row in read.remediations
    )
    return tr("Remediation"), heads, rows


def _diligence(read: TradeState) -> Printed:
    heads = tuple(map(tr, (N_("Firm"), N_("Kind"), N_("On"), N_("Answered"), N_("Outcome"))))
    rows = tuple(
        (
            row.firm or read.names.get(row.partner_id or "", ""),
            choice_text("diligence_letter", "kind", row.kind),
            paper_text(row.sent_on),
            paper_text(row.answered_on),
            choice_text("diligence_letter", "outcome", row.outcome),
        )
        for row in read.diligence
    )
    return tr("Suppliers told, asked and trained"), heads, rows


def _practices(read: TradeState) -> Printed:
    heads = tuple(map(tr, (N_("Practice"), N_("Shared on"), N_("Shared with"))))
    rows = tuple((row.title, paper_text(row.shared_on), row.shared_with) for row in read.practices)
    return tr("Best practices"), heads, rows


TABLES: tuple[Callable[[TradeState], Printed], ...] = (
    _chains,
    _origins,
    _diligence,
    _cases,
    _practices,
)


def _note(company: str, today: date, year: int) -> str:
    return f"{company} · {tr('year')} {year} · {tr('as of')} {paper_text(today)}"
