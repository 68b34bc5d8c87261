"""Reads a returned PDF: fields of a form, documents inside it, what was changed after signing.

Nothing in the file is believed: fields, pages, depth and revisions have limits, and the caller
puts a limit on the time.
"""

import logging
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import DictionaryObject

from ctpat_desktop.catalogue.sendings import MARKS, PREFIX, SIGNER
from ctpat_desktop.exchange.pdf_signatures import Signed, signatures
from ctpat_desktop.exchange.pdf_tree import attached, pages, resolved, root_of, walk
from ctpat_desktop.exchange.returned import LONGEST, Raw, Unreadable, found_reference

MOST_REVISIONS = 12
READ_PAGES = 3
"""Pages whose text is looked at when there is no form."""

BROKEN = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError)
"""What the reader raises on files that are not what they say; a deep nesting comes beside it."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

SEND_AGAIN = (
    "Ask the partner to fill in the file you sent with a PDF reader, to save it, and to send that "
    "file back."
)


def read_pdf(data: bytes, name: str) -> Raw:
    """Return what a returned PDF says; Unreadable tells why its answers cannot be read."""
    try:
        reader = _opened(data, name)
        found = fields_of(reader)
        if not set(found) - {*MARKS, *SIGNER} or not _has_boxes(reader):
            raise _without_form(reader, name)
        return Raw(
            kind="pdf",
            marks={key: found.get(key, "") for key in MARKS},
            fields={key: value for key, value in found.items() if key not in MARKS},
            mark=_mark(reader),
            attached=tuple(attached(reader, data)),
            **_after_signing(reader, data, found),
        )
    except (*BROKEN, RecursionError, MemoryError) as error:
        raise _damaged(name) from error


def fields_of(reader: PdfReader) -> dict[str, str]:
    """Return the value of every field by its full name; a button that is off is ""."""
    form = resolved(root_of(reader).get("/AcroForm"))
    found: dict[str, str] = {}
    if isinstance(form, Mapping):
        seen: set[int] = set()
        for field, name, kind in walk(resolved(form.get("/Fields")), "", "", seen, 0):
            if kind != "/Sig":
                found[name] = _value(field, kind)
    return found


def _opened(data: bytes, name: str) -> PdfReader:
    reader = PdfReader(BytesIO(data))
    try:
        is_open = not reader.is_encrypted or bool(reader.decrypt(""))
    except DependencyError:
        is_open = False
    if not is_open:
        raise Unreadable(
            f"{name} is protected by a password.",
            "Ask the partner to save it without a password and to send it again.",
            found_reference(name),
        )
    return reader


def _value(field: DictionaryObject, kind: str) -> str:
    value = resolved(field.get("/V"))
    if kind == "/Btn":
        return _button(field, value)
    if value is None:
        return ""
    if hasattr(value, "get_data"):
        value = value.get_data().decode("utf-8", "replace")
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > LONGEST:
        raise ValueError("an answer that is longer than a book")
    return text


def _button(field: DictionaryObject, value: Any) -> str:
    """Return the value of a button; some writers set only the state of the drawn button."""
    state = str(value or "")
    if state in {"", "/Off", "None"}:
        kids = resolved(field.get("/Kids"))
        widgets = [field, *(kids if isinstance(kids, list) else [])]
        boxes = (resolved(widget) for widget in widgets)
        states = (str(resolved(box.get("/AS", ""))) for box in boxes if isinstance(box, Mapping))
        state = next((each for each in states if each not in {"", "/Off", "None"}), "")
    chosen = state.removeprefix("/")
    options = resolved(field.get("/Opt"))
    if isinstance(options, list) and chosen.isdigit() and int(chosen) < len(options):
        chosen = str(resolved(options[int(chosen)]))
    return "yes" if chosen == "Yes" else chosen


def _mark(reader: PdfReader) -> str:
    info = resolved(reader.trailer.get("/Info"))
    words = str(resolved(info.get("/Keywords", ""))) if isinstance(info, Mapping) else ""
    at = words.find(PREFIX)
    return words[at:].strip() if at >= 0 else ""


def _after_signing(reader: PdfReader, data: bytes, found: Mapping[str, str]) -> dict[str, Any]:
    """Return which answers were changed after a signature, and what is to be said about it."""
    notes: list[str] = []
    changed: set[str] = set()
    for signed in signatures(reader, data):
        if not signed.is_unbroken:
            notes.append("The digital signature is broken: the signed bytes were changed.")
        changed |= _differing(_earlier(data, signed), found)
    changed |= _after_page(data, found)
    if changed:
        notes.append("Answers were changed after the signature.")
    return {"changed": tuple(sorted(changed)), "notes": tuple(dict.fromkeys(notes))}


def _earlier(data: bytes, signed: Signed) -> Mapping[str, str] | None:
    return _read_quietly(data[: signed.end]) if signed.end < len(data.rstrip()) else None


def _after_page(data: bytes, found: Mapping[str, str]) -> set[str]:
    """Return the answers changed by later saving, after the signature page was filled in last.

    Readers that save by appending leave every earlier state in the file; others do not, and
    then nothing can be told.
    """
    ends = _revision_ends(data)
    if len(ends) < 2 or not found.get("signer date"):
        return set()
    signing = tuple(found.get(key, "") for key in SIGNER)
    base: Mapping[str, str] | None = None
    for end in reversed(ends[:-1]):
        state = _read_quietly(data[:end])
        if state is None or tuple(state.get(key, "") for key in SIGNER) != signing:
            break
        base = state
    return _differing(base, found)


def _revision_ends(data: bytes) -> list[int]:
    ends, at = [], data.find(b"%%EOF")
    while at >= 0:
        ends.append(at + len(b"%%EOF"))
        at = data.find(b"%%EOF", at + 5)
    return ends[-MOST_REVISIONS:]


def _read_quietly(data: bytes) -> Mapping[str, str] | None:
    try:
        return fields_of(PdfReader(BytesIO(data)))
    except (*BROKEN, RecursionError):
        return None


def _differing(before: Mapping[str, str] | None, after: Mapping[str, str]) -> set[str]:
    if before is None:
        return set()
    keys = (set(before) | set(after)) - set(SIGNER)
    return {key for key in keys if before.get(key, "") != after.get(key, "")}


def _without_form(reader: PdfReader, name: str) -> Unreadable:
    """Return what to say about a PDF without fields: flattened, scanned, or something else."""
    text = _first_text(reader)
    reference = found_reference(_mark(reader), text, name)
    if PREFIX in text or (reference and text.strip()) or _mark(reader):
        return Unreadable(
            f"{name} was flattened or printed to PDF: its answers are no fields any more.",
            SEND_AGAIN,
            reference,
            is_kept=True,
        )
    if not text.strip() and _has_pictures(reader):
        return Unreadable(
            f"{name} is a scan: a picture of pages, from which no answer can be read.",
            SEND_AGAIN,
            reference,
            is_kept=True,
        )
    return Unreadable(
        f"{name} is not a questionnaire of this program.",
        "Choose the file the partner filled in and saved.",
        reference,
    )


def _first_text(reader: PdfReader) -> str:
    texts = []
    for number, _ in zip(range(READ_PAGES), pages(reader), strict=False):
        texts.append(str(reader.pages[number].extract_text()))
    return "\n".join(texts)


def _has_boxes(reader: PdfReader) -> bool:
    """Return whether any field still has its box on a page; flattening takes the boxes away."""
    for page in pages(reader):
        notes = resolved(page.get("/Annots"))
        for note in notes if isinstance(notes, list) else []:
            found = resolved(note)
            if isinstance(found, Mapping) and found.get("/Subtype") == "/Widget":
                return True
    return False


def _has_pictures(reader: PdfReader) -> bool:
    for number, page in enumerate(pages(reader)):
        means = resolved(page.get("/Resources"))
        objects = resolved(means.get("/XObject")) if isinstance(means, Mapping) else None
        if isinstance(objects, Mapping) and objects:
            return True
        if number >= READ_PAGES:
            break
    return False


def _damaged(name: str) -> Unreadable:
    return Unreadable(
        f"{name} cannot be read: the PDF is damaged or was made to do harm.",
        SEND_AGAIN,
        found_reference(name),
    )
