"""Turns answers into plain text and file names a web portal will take."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from ctpat_desktop.catalogue.portal_text import fold
from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.dossier import Answer, Dossier
from ctpat_desktop.reading.statements import Stated
from ctpat_desktop.records import Response, Site
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.names import usable

_SLUG = 60


def block(answer: Answer, names: Mapping[str, str] | None = None) -> str:
    """Return the text of one criterion, "" where nothing was said; statements are not in it.

    `names` gives the file name of each evidence id; the files are named at the end.
    """
    parts = _response_lines(answer, answer.whole) if answer.whole else []
    for site, row in answer.by_site:
        words = "\n\n".join(_response_lines(answer, row)) if row else ""
        if words:
            parts.append(f"{fold(site.name)}:\n{words}")
    if not parts:
        return ""
    files = [names[row.id] for row in answer.evidence if names and row.id in names]
    if files:
        parts.append("\n".join([f"{tr('Evidence')}:", *(f"- {name}" for name in files)]))
    return "\n\n".join(parts)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One statement as it goes into the portal: what it is called, its text and its documents.

    `number` counts the statements of its criterion, `label` is its name at its answer.
    """

    number: int
    site: Site | None
    label: str
    stated: Stated

    @property
    def text(self) -> str:
        """The text to paste."""
        return fold(self.stated.text)

    @property
    def heading(self) -> str:
        """Its name, or its number where it has none, with the site whose answer it is under."""
        called = self.stated.name or self.label
        return f"{self.site.name}: {called}" if self.site else called

    @property
    def title(self) -> str:
        """What it is called, with the site whose answer it is under."""
        return f"{self.site.name}, {self.label}" if self.site else self.label


def prompts(answer: Answer) -> tuple[Prompt, ...]:
    """Return the statements of a criterion: those of the company, then those of each site."""
    rows = [(None, answer.whole), *answer.by_site]
    found = [
        (site, labels.statement(number, stated.name), stated)
        for site, row in rows
        for number, stated in enumerate(answer.stated(row), 1)
    ]
    return tuple(Prompt(number, *row) for number, row in enumerate(found, 1))


def _response_lines(answer: Answer, row: Response) -> list[str]:
    parts = [_status_line(row, answer.standing_of(row)), fold(row.narrative)]
    reason = fold(row.reason)
    if reason:
        parts.append(f"{tr('Reason')}: {reason}")
    return [part for part in parts if part]


def _status_line(row: Response, standing: str) -> str:
    if standing in ("not_started", "in_place"):
        return ""
    line = f"{labels.status(standing)}."
    return f"{line} {tr('Target date')}: {paper_text(row.target_on)}." if row.target_on else line


def file_names(dossier: Dossier) -> dict[str, str]:
    """Return the file name of each linked document by its id, as the portal gets it."""
    names: dict[str, str] = {}
    for answer in dossier.asked():
        for document in answer.evidence:
            if document.id not in names:
                names[document.id] = stable_name(
                    answer.criterion.id,
                    document.title or Path(document.filename).stem,
                    document.period_to or document.period_from,
                    Path(document.filename).suffix.lstrip("."),
                    names.values(),
                )
    return names


def stable_name(
    criterion: str,
    title: str,
    when: date | None,
    extension: str,
    taken: Collection[str] = (),
) -> str:
    """Return a file name such as `MSC-06.1_seal-procedure_2026-05.pdf`.

    Plain ASCII, never a path, and different from every name in `taken` (case does not count).
    """
    parts = [f"MSC-{criterion_slug(criterion)}", _slug(title)]
    if when:
        parts.append(f"{when.year:04}-{when.month:02}")
    ending = re.sub(r"[^a-z0-9]", "", extension.lower())[:8] or "bin"
    used = {name.casefold() for name in taken}
    base, number = "_".join(parts), 1
    name = f"{base}.{ending}"
    while name.casefold() in used:
        number += 1
        name = f"{base}_{number}.{ending}"
    return name


def criterion_slug(criterion: str) -> str:
    """Return a criterion's number as part of a file name; 6.1 becomes 06.1."""
    if re.fullmatch(r"\d{1,3}(\.\d{1,3})*", criterion):
        head, dot, tail = criterion.partition(".")
        return f"{int(head):02}{dot}{tail}"
    return _slug(criterion)


def criterion_slugs(criteria: Iterable[str]) -> dict[str, str]:
    """Return the slug of each criterion; own rows that read alike get a number, case apart."""
    slugs: dict[str, str] = {}
    for key in criteria:
        base, number = usable(criterion_slug(key)), 1
        slug = base
        while slug in slugs.values():
            number += 1
            slug = f"{base}_{number}"
        slugs[key] = slug
    return slugs


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.replace("ß", "ss").replace("æ", "ae"))
    ascii_only = plain.encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:_SLUG].strip("-")
    if re.search("[a-z]", slug):
        return slug
    return f"document-{sha256(title.encode('utf-8', 'replace')).hexdigest()[:8]}"
