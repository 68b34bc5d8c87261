"""Names what differs between a PDF as it was signed and as it is now."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pyhanko.pdf_utils.generic import (
    DictionaryObject,
    IndirectObject,
)
from pyhanko.pdf_utils.reader import PdfFileReader

from ctpat_desktop.documents.signing.boxes import box_changes
from ctpat_desktop.documents.signing.digests import take
from ctpat_desktop.documents.signing.fields import page_refs
from ctpat_desktop.documents.signing.library import entry
from ctpat_desktop.support.language import tr

DEEPEST = 64
"""Levels of a form that are followed."""


@dataclass(frozen=True, slots=True)
class PageState:
    """What is compared of one page."""

    number: int
    drawing: bytes
    remarks: dict[int, tuple[str, bytes]]


def differences(signed: PdfFileReader, now: PdfFileReader, pdf: bytes) -> list[str]:
    """Return one sentence for each change but signatures; both are the same file, grown.

    `pdf` is the file as it was signed.
    """
    found = [
        *_page_changes(signed, now),
        *_field_changes(signed, now),
        *box_changes(signed, now, pdf),
    ]
    return list(dict.fromkeys(found))


def _page_changes(signed: PdfFileReader, now: PdfFileReader) -> Iterator[str]:
    before, after = _pages(signed), _pages(now)
    steps = SequenceMatcher(None, list(before), list(after), autojunk=False).get_opcodes()
    for kind, first, last, start, end in steps:
        if kind in {"delete", "replace"}:
            yield from (
                tr("Page {number} of what was signed was taken out.").format(number=at + 1)
                for at in range(first, last)
            )
        if kind in {"insert", "replace"}:
            yield from (
                tr("Page {number} was added.").format(number=at + 1) for at in range(start, end)
            )
    for name in before.keys() & after.keys():
        yield from _on_page(before[name], after[name])


def _on_page(before: PageState, after: PageState) -> Iterator[str]:
    if before.drawing != after.drawing:
        yield tr("What stands on page {number} was changed.").format(number=after.number)
    for name in sorted(after.remarks.keys() | before.remarks.keys()):
        was, is_now = before.remarks.get(name), after.remarks.get(name)
        if was == is_now:
            continue
        kind = (is_now or was or ("", b""))[0]
        words = tr("An annotation ({kind}) was changed on page {number}.")
        if was is None:
            words = tr("An annotation ({kind}) was added on page {number}.")
        elif is_now is None:
            words = tr("An annotation ({kind}) was removed from page {number}.")
        yield words.format(kind=kind, number=after.number)


def _pages(reader: PdfFileReader) -> dict[int, PageState]:
    """Return the pages by the number of their object, in the order of the document."""
    found = {}
    for at, ref in enumerate(page_refs(reader)):
        page = ref.get_object()
        found[ref.idnum] = PageState(at + 1, _drawing(page), dict(_remarks(page)))
    return found


def _drawing(page: DictionaryObject) -> bytes:
    """Return a digest of what is printed on a page, annotations apart."""
    digest = hashlib.sha256()
    for key in ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit"):
        digest.update(key.encode())
        if key in page:
            take(digest, page.raw_get(key), set(), 0)
    return digest.digest()


def _remarks(page: DictionaryObject) -> Iterator[tuple[int, tuple[str, bytes]]]:
    """Yield number, kind and digest of the annotations that are no form fields."""
    found = entry(page, "/Annots", [])
    for at in range(len(found)):
        raw = found.raw_get(at)
        note = raw.get_object()
        kind = str(entry(note, "/Subtype", "/")).removeprefix("/")
        if kind == "Widget":
            continue
        digest = hashlib.sha256()
        for key in sorted(note):
            if key not in {"/P", "/Parent", "/Popup", "/Dest", "/A"}:
                digest.update(str(key).encode())
                take(digest, note.raw_get(key), set(), 0)
        number = raw.reference.idnum if isinstance(raw, IndirectObject) else -1 - at
        yield number, (kind, digest.digest())


def _field_changes(signed: PdfFileReader, now: PdfFileReader) -> Iterator[str]:
    before, after = _values(signed), _values(now)
    for name in before.keys() - after.keys():
        yield tr("The form field “{name}” was removed.").format(name=name)
    for name in after.keys() - before.keys():
        yield tr("The form field “{name}” was added.").format(name=name)
    for name in before.keys() & after.keys():
        if before[name] != after[name]:
            yield tr("The form field “{name}” was changed.").format(name=name)


def _values(reader: PdfFileReader) -> dict[str, str]:
    """Return the values of all form fields that are no signatures."""
    form = entry(reader.root, "/AcroForm", {})
    return dict(_walk(entry(form, "/Fields", []), "", "", 0))


def _walk(fields: Any, parent: str, kind: str, depth: int) -> Iterator[tuple[str, str]]:
    for at in range(len(fields) if depth < DEEPEST else 0):
        field = fields[at]
        named = str(entry(field, "/T", ""))
        name = ".".join(part for part in (parent, named) if part)
        own = str(entry(field, "/FT", kind))
        if own != "/Sig" and ("/V" in field or named):
            yield name, repr(entry(field, "/V", ""))
        yield from _walk(entry(field, "/Kids", []), name, own, depth + 1)
