"""Reads the answers in a file somebody has: a workbook, a list, a Word document or plain text.

The file is read in a process of its own with limits, so that none can take the program down; what
cannot be read is refused with one sentence.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.exchange.child_process import run_limited
from ctpat_desktop.exchange.profile.docx_blocks import damaged, document_blocks, is_document
from ctpat_desktop.exchange.profile.found import (
    FoundAnswers,
    FoundRemark,
    KnownCriteria,
    Paragraph,
    ReadingOptions,
    Source,
)
from ctpat_desktop.exchange.profile.grids import (
    NoAnswers,
    book_answers,
    list_answers,
    no_answers,
    table_in_text,
)
from ctpat_desktop.exchange.profile.own_report import OwnReport
from ctpat_desktop.exchange.profile.portal_text import is_portal_text, portal_answers
from ctpat_desktop.exchange.profile.sections import Sections
from ctpat_desktop.exchange.profile.table_rows import refuse_fields
from ctpat_desktop.exchange.tables.delimited import decoded
from ctpat_desktop.exchange.zip_guard import DamagedPackage, Package
from ctpat_desktop.support import foreign
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, number_text, tr
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace.failures import reason

LARGEST = 100 * 2**20
"""Bytes of the largest file that is read; app default."""
SECONDS, MEGABYTES = 120.0, 3_000
"""What reading one file may take; app default."""
MOST_TEXT = 5_000_000
"""Characters of a text; all answers of a profile have a tenth of it. App default."""
MOST_LINES = 200_000
_SAVE_AS = N_("Save it as .docx, .xlsx, .csv or .txt, then import that.")
_STARTS = {
    b"%PDF": N_("a PDF"),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": N_("in an old format of Word or Excel, or has a password"),
    b"{\\rtf": N_("in the format RTF"),
    b"\x89PNG": N_("a picture"),
    b"\xff\xd8\xff": N_("a picture"),
    b"GIF8": N_("a picture"),
    b"\x1f\x8b": N_("a compressed file"),
    b"7z\xbc\xaf": N_("a compressed file"),
    b"Rar!": N_("a compressed file"),
    b"MZ": N_("a program"),
    b"\x7fELF": N_("a program"),
    b"SQLite format 3": N_("a database"),
}
_PAGES = (b"<!doctype", b"<html", b"<?xml")
LIST_ENDS = (".csv", ".tsv", ".tab")


def read_answers(
    path: Path, known: KnownCriteria, options: ReadingOptions | None = None
) -> FoundAnswers:
    """Return the answers in a file; Problem says why there are none."""
    data = _bytes(path)
    source = Source(path.name, known, options or ReadingOptions())
    found: FoundAnswers = run_limited(
        answers_in, data, source, seconds=SECONDS, megabytes=MEGABYTES, name=path.name
    )
    return found


def read_pasted(text: str, known: KnownCriteria, name: str = "") -> FoundAnswers:
    """Return the answers in a text that was pasted; Problem says why there are none."""
    name = name or tr("The text")
    if not text.strip():
        raise Problem(
            tr("{name} is empty.").format(name=name), tr("Paste the answers with their numbers.")
        )
    work = (text[: MOST_TEXT + 1], Source(name, known))
    found: FoundAnswers = run_limited(
        text_answers, *work, seconds=SECONDS, megabytes=MEGABYTES, name=name
    )
    return found


def answers_in(data: bytes, source: Source) -> FoundAnswers:
    """Return the answers in the bytes of a file; this is what runs in the other process."""
    refuse_fields(source.options.maps)
    try:
        return _answers_in(data, source)
    except NoAnswers as none:
        seen = {folded(heading) for heading in none.headings}
        lost = [heading for _, heading in source.options.maps if folded(heading) not in seen]
        if not lost:
            raise
        has = ", ".join(f"“{heading}”" for heading in none.headings)
        raise Problem(
            tr("{name} has no column “{column}”.").format(name=source.name, column=lost[0]),
            tr("It has: {names}.").format(names=has) if has else tr("It has no headings."),
        ) from None


def _answers_in(data: bytes, source: Source) -> FoundAnswers:
    if data.startswith(b"PK"):
        return _package_answers(data, source)
    name = source.name
    _refuse_other(data, name)
    _refuse_sheet(source)
    if not name.lower().endswith(LIST_ENDS):
        return _plain_answers(data, source)
    try:
        return list_answers(data, source)
    except NoAnswers as problem:  # it may be a text all the same
        try:
            return _plain_answers(data, source)
        except NoAnswers:
            raise problem from None


def _plain_answers(data: bytes, source: Source) -> FoundAnswers:
    text, _encoding, remarks = decoded(data, source.name)
    found = text_answers(text, source)
    notes = tuple(FoundRemark(0, remark) for remark in remarks)
    return replace(found, remarks=(*notes, *found.remarks))


def text_answers(text: str, source: Source) -> FoundAnswers:
    """Return the answers in a text: cells copied from a sheet, or numbered paragraphs."""
    name, known = source.name, source.known
    if len(text) > MOST_TEXT:
        raise Problem(
            tr("{name} is longer than {limit} characters.").format(
                name=name, limit=number_text(MOST_TEXT)
            ),
            tr("Import it in parts."),
        )
    plain = printable(text)
    if plain.count("\n") > MOST_LINES:
        raise Problem(
            tr("{name} has more than {limit} lines.").format(
                name=name, limit=number_text(MOST_LINES)
            ),
            tr("Import it in parts."),
        )
    if is_portal_text(plain):
        answers, remarks = portal_answers(plain, known)
        return _not_empty(FoundAnswers(name, "text", answers, remarks))
    if "\t" in plain:
        with suppress(Problem):  # not cells after all; as text it can still be read
            return replace(table_in_text(plain, source), kind="text")
    reading = Sections(source, "line")
    reading.read(list(_lines(plain)))
    return _not_empty(_gathered(reading, name, "text"))


def _document_answers(data: bytes, source: Source) -> FoundAnswers:
    name = source.name
    _refuse_sheet(source)
    try:
        blocks = document_blocks(data, name)
    except DamagedPackage as error:
        raise damaged(name) from error
    own = OwnReport(source.known)
    if own.knows(blocks):
        return _not_empty(FoundAnswers(name, "docx", own.read(blocks)))
    reading = Sections(source, "paragraph")
    reading.read(blocks)
    return _not_empty(_gathered(reading, name, "docx"))


def _gathered(reading: Sections, name: str, kind: str) -> FoundAnswers:
    ignored = tuple(dict.fromkeys(reading.ignored))
    return FoundAnswers(name, kind, tuple(reading.answers), tuple(reading.remarks), ignored)


def _not_empty(read: FoundAnswers) -> FoundAnswers:
    """Return what was found; Problem where that is nothing."""
    if not read.answers:
        raise no_answers(read.name)
    return read


def _lines(text: str) -> Iterator[Paragraph]:
    """Yield the lines of a text; # before a line makes it a heading, as many people type."""
    for row, line in enumerate(text.split("\n"), 1):
        marks = _HEADING.match(line)
        level = len(marks[1]) if marks else 0
        words = line[marks.end() :].strip() if marks else line.strip()
        is_bold = len(words) > 4 and words.startswith("**") and words.endswith("**")
        words = words.strip("*") if is_bold else _BOLD_LABEL.sub(_plain_label, words)
        yield Paragraph(words, row, level, is_bold=is_bold)


def _plain_label(hit: re.Match[str]) -> str:
    return f"{(hit[1] or hit[2]).rstrip(':')}: "


_BOLD_LABEL = re.compile(r"^\*\*([^*\n]{1,45}:)\*\*\s*|^\*\*([^*\n]{1,45})\*\*:\s*")
"""A label in the bold letters of Markdown, such as that of "**Response:** We lock"."""
_HEADING = re.compile(r"\s*(#{1,6})\s+(?=\S)")


def _package_answers(data: bytes, source: Source) -> FoundAnswers:
    try:
        parts = {part.name for part in Package(BytesIO(data), source.name).parts}
    except DamagedPackage as error:
        told = tr(
            "{source} was not read: it is damaged, or neither a workbook nor a document."
        ).format(source=source.name)
        raise Problem(told, tr(_SAVE_AS)) from error
    if "xl/workbook.xml" in parts:
        return book_answers(data, source)
    if is_document(parts):
        return _document_answers(data, source)
    raise Problem(
        tr("{source} is neither a workbook nor a Word document.").format(source=source.name),
        tr(_SAVE_AS),
    )


def _refuse_sheet(source: Source) -> None:
    if source.options.sheet:
        raise Problem(
            tr("{name} has no sheets.").format(name=source.name),
            tr("Leave the name of the sheet out."),
        )


def _bytes(path: Path) -> bytes:
    try:
        data = foreign.read(path, LARGEST)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else tr("its name is not possible")
        raise Problem(
            tr("{name} cannot be read: {reason}.").format(name=path.name, reason=why)
        ) from error
    if not data.strip():
        raise Problem(tr("{name} is empty.").format(name=path.name), tr("Choose another file."))
    return data


def _refuse_other(data: bytes, name: str) -> None:
    what = next((tr(words) for start, words in _STARTS.items() if data.startswith(start)), "")
    begins = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not what and begins.startswith(_PAGES):
        what = tr("a web page or XML")
    if what:
        raise Problem(tr("{name} is {what}.").format(name=name, what=what), tr(_SAVE_AS))
