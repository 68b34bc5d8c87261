"""The findings report: what is still missing, worst first, as a block tree."""

from collections.abc import Sequence

from ctpat_desktop.checklist.findings import Finding, Severity
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.core.blocks import Block, Cover, Heading, Paragraph, Table, Tree
from ctpat_desktop.documents.profile.snapshot import Snapshot
from ctpat_desktop.reading.dossier import Dossier
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import tr


def findings_title(dossier: Dossier) -> str:
    """Return the title of the report, as it runs over every page."""
    name = dossier.company.name or tr("Unnamed company")
    return f"{name} - {tr('findings')} {dossier.profile.year}"


def findings_tree(snapshot: Snapshot) -> Tree:
    """Return the findings report with its cover."""
    dossier = snapshot.dossier
    cover = Cover(
        dossier.company.name or tr("Unnamed company"),
        tr("What is still missing in the CTPAT security profile"),
        (
            dossier.edition.entity(dossier.account.entity).title,
            f"{tr('Review year')} {dossier.profile.year}",
            tr("Printed on {day}").format(day=paper_text(snapshot.stamp.made_on)),
        ),
    )
    return (cover, *findings_blocks(dossier, snapshot.findings, heading=1))


def findings_blocks(dossier: Dossier, findings: Sequence[Finding], heading: int) -> list[Block]:
    """Return one table per severity under headings of the given level."""
    if not findings:
        return [Paragraph(tr("Nothing is missing: the checklist has no findings."))]
    blocks: list[Block] = []
    for severity in Severity:
        here = [row for row in findings if row.severity is severity]
        if here:
            blocks += [Heading(heading, f"{labels.severity(severity)} ({len(here)})")]
            blocks += [_table(dossier, here)]
    return blocks


def place_words(dossier: Dossier, finding: Finding) -> str:
    """Return where a finding is, in words a person can follow on paper."""
    place = finding.place
    if place.criterion:
        site = next((row.name for row in dossier.sites if row.id == place.site_id), "")
        return labels.joined(place.criterion, place.label, site, by="\n")
    section = {"company": tr("Company"), "year": ""}.get(place.section, place.section)
    return labels.joined("" if place.table == place.section else section, place.label, by="\n")


def _table(dossier: Dossier, findings: Sequence[Finding]) -> Table:
    rows = tuple((place_words(dossier, row), row.reason, row.remedy) for row in findings)
    return Table((tr("Where"), tr("What and why"), tr("What to do")), rows, (2.4, 4, 3.6))
