"""The profile report: everything one account answers, as a block tree."""

from collections.abc import Iterator

from ctpat_desktop.catalogue.model import EARLIER, Criterion, Trust
from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.core.blocks import (
    Badge,
    Badges,
    Block,
    Contents,
    Cover,
    Facts,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Table,
    Tone,
    Tree,
)
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.documents.profile.company_pages import (
    account_facts,
    company_facts,
    filled_facts,
    registers,
)
from ctpat_desktop.documents.profile.findings import findings_blocks
from ctpat_desktop.documents.profile.snapshot import Snapshot
from ctpat_desktop.reading.dossier import Answer, Dossier
from ctpat_desktop.records import Evidence, Response
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import N_, tr

STATUS_TONE = {
    "not_started": Tone.BAD,
    "in_place": Tone.GOOD,
    "partly": Tone.WARN,
    "planned": Tone.WARN,
    "not_applicable": Tone.QUIET,
}


def profile_title(dossier: Dossier) -> str:
    """Return the title of the report, as it runs over every page."""
    name = dossier.company.name or tr("Unnamed company")
    return f"{name} - {tr('CTPAT security profile')} {dossier.profile.year}"


def profile_tree(snapshot: Snapshot) -> Tree:
    """Return the whole report: cover, company, twelve categories, evidence index, findings."""
    dossier = snapshot.dossier
    blocks: list[Block] = [_cover(dossier, snapshot.stamp), Contents(tr("Contents"))]
    blocks += [Heading(1, tr("Company")), company_facts(dossier)]
    blocks += [Heading(2, tr("CTPAT account")), account_facts(dossier), *registers(dossier)]
    blocks += [PageBreak(), Heading(1, tr("Summary")), *_summary(dossier)]
    for category in dossier.edition.chapters:
        answers = [row for row in dossier.answers if row.criterion.category == category.number]
        if not answers:
            continue
        number = "" if category is EARLIER else f"{category.number}. "
        blocks += [PageBreak(), Heading(1, f"{number}{category.title}")]
        blocks += [Paragraph(category.about)]
        for answer in answers:
            blocks += answer_blocks(dossier, answer)
    blocks += [PageBreak(), Heading(1, tr("Evidence index")), *_evidence_index(dossier)]
    if snapshot.is_earlier:
        return tuple(blocks)
    blocks += [PageBreak(), Heading(1, tr("Findings"))]
    return (*blocks, *findings_blocks(dossier, snapshot.findings, heading=2))


def _cover(dossier: Dossier, stamp: Stamp) -> Cover:
    company, account = dossier.company, dossier.account
    lines = (
        dossier.edition.entity(account.entity).title,
        labels.joined(tr("CTPAT account"), account.number, by=" ") if account.number else "",
        f"{tr('Review year')} {dossier.profile.year}",
        f"{tr('Criteria')}: {dossier.edition.name}",
        tr("Printed on {day}").format(day=paper_text(stamp.made_on)),
    )
    return Cover(
        company.name or tr("Unnamed company"),
        tr("CTPAT security profile"),
        tuple(line for line in lines if line),
    )


def _summary(dossier: Dossier) -> list[Block]:
    rows = []
    for category in dossier.edition.categories:
        said_here = [
            a.status if a.is_answered else "not_started"
            for a in dossier.answers
            if a.criterion.category == category.number
        ]
        if said_here:
            counts = (str(said_here.count(status)) for status in labels.statuses())
            rows.append((f"{category.number}. {category.title}", *counts))
    heads = (tr("Category"), *labels.statuses().values())
    return [
        Paragraph(tr("How many criteria of each category stand where.")),
        Table(heads, tuple(rows), (4.4, 1.2, 1.2, 1.2, 1.2, 1.3)),
    ]


def answer_blocks(dossier: Dossier, answer: Answer) -> list[Block]:
    """Return one criterion with everything said about it and its evidence by number."""
    criterion = answer.criterion
    blocks: list[Block] = [Heading(2, f"{criterion.id} {criterion.title}"), _badges(answer)]
    if criterion.summary:
        blocks += [Quote(tr("What is asked, in our words"), criterion.summary)]
    if criterion.official_text:
        blocks += [Quote(tr("CBP's official text, as pasted"), criterion.official_text)]
    if answer.whole:
        blocks += [*_response(answer.whole), *_statements(dossier, answer, answer.whole)]
    blocks += _site_answers(dossier, answer)
    if not any(_has_words(answer, row) for row in _responses(answer)):
        blocks += [Note(tr("No answer is written yet."), Tone.WARN)]
    return [*blocks, _facts(dossier, answer)]


def _responses(answer: Answer) -> list[Response]:
    rows = (answer.whole, *(row for _, row in answer.by_site))
    return [row for row in rows if row]


def _has_words(answer: Answer, row: Response) -> bool:
    stated = any(one.has_text for one in answer.stated(row))
    return stated or bool((row.narrative + row.reason).strip())


def _statements(dossier: Dossier, answer: Answer, row: Response) -> Iterator[Block]:
    """Yield the statements under a response, each with its documents by number."""
    documents = {document.id: document for document in answer.evidence}
    for number, one in enumerate(answer.stated(row), 1):
        yield Quote(labels.statement(number, one.name), one.text)
        proofs = [documents[key] for key in one.documents if key in documents]
        if proofs:
            lines = "\n".join(_evidence_line(dossier, document) for document in proofs)
            yield Quote(labels.statement_proof(number), lines)


def _response(row: Response) -> list[Block]:
    blocks: list[Block] = [Paragraph(row.narrative)] if row.narrative.strip() else []
    if row.reason.strip():
        blocks += [Quote(tr("Reason"), row.reason)]
    return blocks


def _site_answers(dossier: Dossier, answer: Answer) -> list[Block]:
    blocks: list[Block] = []
    for site, row in answer.by_site:
        if row is None:
            if answer.is_per_site:
                blocks += [Quote(f"{site.name}: {labels.status('not_started')}", "")]
            continue
        words = labels.joined(row.narrative, row.reason, by="\n\n")
        standing = labels.status(answer.standing_of(row))
        detail = labels.joined(standing, row.owner, paper_text(row.target_on))
        blocks += [Quote(f"{site.name} ({detail})", words), *_statements(dossier, answer, row)]
    return blocks


def _badges(answer: Answer) -> Badges:
    criterion = answer.criterion
    tone = Tone.BAD if criterion.is_must else Tone.PLAIN
    items = [
        Badge(labels.weight(criterion), tone),
        Badge(labels.status(answer.standing), STATUS_TONE.get(answer.standing, Tone.BAD)),
        *_marks(criterion),
    ]
    return Badges(tuple(items))


def _marks(criterion: Criterion) -> list[Badge]:
    marks = []
    if criterion.is_unsure:
        marks.append(Badge(tr("Check against CBP's booklet"), Tone.WARN))
    if criterion.trust is Trust.OWN:
        marks.append(Badge(tr("Your own row"), Tone.QUIET))
    if "level" in criterion.changed:
        marks.append(Badge(tr("Level changed by you"), Tone.QUIET))
    return marks


def _facts(dossier: Dossier, answer: Answer) -> Facts:
    row = answer.whole
    return filled_facts(
        (N_("Owner"), row.owner if row else ""),
        (N_("Target date"), paper_text(row.target_on) if row else ""),
        (N_("Reviewed on"), paper_text(row.reviewed_on) if row else ""),
        (N_("Portal reference"), row.portal_reference if row else ""),
        (
            N_("Evidence"),
            "\n".join(_evidence_line(dossier, document) for document in answer.evidence),
        ),
    )


def _evidence_line(dossier: Dossier, document: Evidence) -> str:
    number = next((at for at, row in enumerate(dossier.evidence, 1) if row.id == document.id), None)
    name = document.title or document.filename
    return f"E{number} {name}" if number else name


def _evidence_index(dossier: Dossier) -> list[Block]:
    if not dossier.evidence:
        return [Paragraph(tr("No evidence is kept in this workspace."))]
    rows = []
    for number, document in enumerate(dossier.evidence, 1):
        uses = [a.criterion.id for a in dossier.answers if document in a.evidence]
        rows.append(
            (
                f"E{number}",
                labels.joined(document.title, document.filename, by="\n"),
                choice_text("evidence", "kind", document.kind),
                labels.period(document.period_from, document.period_to),
                paper_text(document.expires_on),
                ", ".join(uses) or "-",
            )
        )
    heads = (
        N_("No."),
        N_("Title and file"),
        N_("Kind"),
        N_("Period covered"),
        N_("Expires"),
        N_("Criteria"),
    )
    return [Table(tuple(map(tr, heads)), tuple(rows), (0.8, 4, 1.5, 1.7, 1.5, 1.7))]
