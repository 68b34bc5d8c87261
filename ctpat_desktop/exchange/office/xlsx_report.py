"""The profile as a workbook to read: criteria, evidence, findings and actions."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.checklist.findings import Finding
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.documents.profile.findings import place_words
from ctpat_desktop.documents.profile.snapshot import Snapshot
from ctpat_desktop.exchange.office.all_data import Sheet, Sheets, split, write_sheets
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.exchange.tables.xlsx_book import Cell
from ctpat_desktop.reading.dossier import Answer, Dossier
from ctpat_desktop.records import Evidence, Response, Site
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.progress import Progress

STATEMENT = N_("Statement")
"""The heading of a column that is left out where no answer has statements."""
CRITERIA = (
    N_("No."),
    N_("Level"),
    N_("Title"),
    N_("Site"),
    STATEMENT,
    N_("Status"),
    N_("What you do"),
    N_("Why it does not apply"),
    N_("In place by"),
    N_("Owner"),
    N_("Reviewed"),
    N_("Evidence"),
    N_("Findings"),
)
EVIDENCE = (
    N_("Title"),
    N_("Kind"),
    N_("File"),
    N_("From"),
    N_("Until"),
    N_("Expires"),
    N_("Proves"),
    N_("Notes"),
)
FINDINGS = (N_("Weight"), N_("Where"), N_("What and why"), N_("What to do"))


def write_report(
    snapshot: Snapshot, actions: Sheet, path: Path, progress: Progress
) -> ExportResult:
    """Write the report, read it again and compare every cell; `actions` comes in words."""
    dossier, findings, stamp = snapshot.dossier, snapshot.findings, snapshot.stamp
    sheets: Sheets = {
        tr("Summary"): _summary(dossier, findings, stamp),
        tr("Criteria"): _criteria(dossier, findings),
        tr("Evidence"): _evidence(dossier),
        tr("Findings"): _findings(dossier, findings),
        tr("Actions"): split(*actions),
    }
    return write_sheets(sheets, path, dossier.company.name, stamp, progress)


def _summary(dossier: Dossier, findings: Sequence[Finding], stamp: Stamp) -> Sheet:
    standing = [answer.standing for answer in dossier.asked()]
    known = labels.standings()
    counts: list[list[Cell]] = [
        [words, standing.count(key)] for key, words in known.items() if key in standing
    ]
    rows: list[list[Cell]] = [
        [tr("Company"), dossier.company.name],
        [tr("Entity type"), dossier.edition.entity(dossier.account.entity).title],
        [tr("Account number"), dossier.account.number],
        [tr("Review year"), dossier.profile.year],
        [tr("Criteria"), len(dossier.asked())],
        *counts,
        [tr("Findings"), len(findings)],
        [tr("Criteria edition"), dossier.edition.name],
        [tr("Made on"), stamp.made_on],
    ]
    return split([tr("What"), tr("Value")], rows)


def _criteria(dossier: Dossier, findings: Sequence[Finding]) -> Sheet:
    rows: list[list[Cell]] = []
    told: dict[str, list[str]] = {}
    for finding in findings:
        told.setdefault(finding.place.criterion, []).append(finding.reason)
    for answer in dossier.answers:
        words = "\n".join(told.get(answer.criterion.id, ()))
        rows += [_answer(answer, "", answer.whole, words), *_stated(answer, "", answer.whole)]
        for site, row in _at_sites(answer):
            rows += [_answer(answer, site.name, row, ""), *_stated(answer, site.name, row)]
    heads = [tr(head) for head in CRITERIA]
    if not any(answer.statements for answer in dossier.answers):
        place = CRITERIA.index(STATEMENT)
        del heads[place]
        rows = [[*row[:place], *row[place + 1 :]] for row in rows]
    return split(heads, rows)


def _stated(answer: Answer, site: str, row: Response | None) -> Iterator[list[Cell]]:
    """Yield a row for each statement under a response."""
    criterion = answer.criterion
    for number, one in enumerate(answer.stated(row), 1):
        proof = "\n".join(row.title for row in answer.evidence if row.id in one.documents)
        head = [criterion.id, labels.weight(criterion), criterion.title, site]
        called = labels.statement(number, one.name)
        yield [*head, called, "", one.text, "", None, "", None, proof, ""]


def _at_sites(answer: Answer) -> Iterator[tuple[Site, Response | None]]:
    for site, row in answer.by_site:
        if row is not None or answer.is_per_site:
            yield site, row


def _answer(answer: Answer, site: str, row: Response | None, findings: str) -> list[Cell]:
    criterion = answer.criterion
    ids = answer.evidence_ids.get(row.id, ()) if row else ()
    proof = "\n".join(document.title for document in answer.evidence if document.id in ids)
    head: list[Cell] = [criterion.id, labels.weight(criterion), criterion.title, site, ""]
    if row is None:
        return [*head, labels.status("not_started"), "", "", None, "", None, proof, findings]
    return [
        *head,
        labels.status(answer.standing_of(row)),
        row.narrative,
        row.reason,
        row.target_on,
        row.owner,
        row.reviewed_on,
        proof,
        findings,
    ]


def _evidence(dossier: Dossier) -> Sheet:
    proves: dict[str, list[str]] = {}
    for answer in dossier.answers:
        for document in answer.evidence:
            proves.setdefault(document.id, []).append(answer.criterion.id)
    rows = [_document(row, ", ".join(proves.get(row.id, ()))) for row in dossier.evidence]
    return split([tr(head) for head in EVIDENCE], rows)


def _document(row: Evidence, proves: str) -> list[Cell]:
    kind = choice_text("evidence", "kind", row.kind)
    days = (row.period_from, row.period_to, row.expires_on)
    return [row.title, kind, row.filename, *days, proves, row.notes]


def _findings(dossier: Dossier, findings: Sequence[Finding]) -> Sheet:
    rows: list[list[Cell]] = [
        [labels.severity(row.severity), place_words(dossier, row), row.reason, row.remedy]
        for row in findings
    ]
    return split([tr(head) for head in FINDINGS], rows)
