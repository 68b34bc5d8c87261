"""Reads a returned PDF: fields of a form, documents inside it, what was changed after signing.

Nothing in the file is believed: fields, pages, depth and revisions have limits, and the caller
puts a limit on the time.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from ctpat_desktop.catalogue.sendings import MARKS, SIGNER, mark_in
from ctpat_desktop.documents.pages.printed_text import printed_lines
from ctpat_desktop.exchange.questionnaires.pdf_boxes import (
    DRAWN,
    Seen,
    boxes,
    notes_over,
    printed_over,
)
from ctpat_desktop.exchange.questionnaires.pdf_signatures import Signed, signatures
from ctpat_desktop.exchange.questionnaires.pdf_tree import (
    DEEPEST,
    attached,
    pages,
    resolved,
    root_of,
    walk,
)
from ctpat_desktop.exchange.questionnaires.refused_pdf import damaged, send_again, several
from ctpat_desktop.exchange.questionnaires.returned import LONGEST, Raw, Unreadable, found_reference
from ctpat_desktop.exchange.questionnaires.tick_marks import is_tick
from ctpat_desktop.support.language import tr

MOST_REVISIONS = 12
SHOWN = 60
"""Characters of loose words that a reason shows."""
READ_PAGES = 3
"""Pages whose text is looked at when there is no form."""

BROKEN = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError)
"""What the reader raises on files that are not what they say; a deep nesting comes beside it."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(data: bytes, name: str) -> Raw:
    """Return what a returned PDF says; Unreadable tells why its answers cannot be read."""
    try:
        reader = _opened(data, name)
        held = _forms(reader)
        if len(held.forms) > 1 or len(set(held.requests)) > 1:
            raise several(name, held.requests)
        found = held.fields
        if not set(found) - {*MARKS, *SIGNER} or not held.boxes:
            raise _without_form(reader, data, name)
        over, beside = _written_over(reader, data, held)
        return Raw(
            kind="pdf",
            marks={key: found.get(key, "") for key in MARKS},
            fields={key: value for key, value in {**found, **over}.items() if key not in MARKS},
            mark=_mark(reader),
            attached=tuple(attached(reader, data)),
            odd=(*held.odd, *_named(tr("answers were written over the fields"), over)),
            beside=tuple(beside),
            has_pictures=any(map(_has_image, pages(reader))),
            **_after_signing(reader, data, fields_of(reader)),
        )
    except (*BROKEN, RecursionError, MemoryError) as error:
        raise damaged(name) from error


@dataclass
class _Held:
    """The fields of a file, each by its own last name; `forms` are the names they stand below."""

    fields: dict[str, str] = field(default_factory=dict)
    boxes: list[Seen] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


def fields_of(reader: PdfReader) -> dict[str, str]:
    """Return the value of every field by its own name; a button that is off is "".

    The boxes on the pages are asked only where the form lists no field: one file is read as often
    as it was saved.
    """
    values = _listed_fields(reader)
    if not values:
        return _forms(reader).fields
    held = _Held(forms=_above(values))
    _name(held, values)
    return held.fields


def _forms(reader: PdfReader) -> _Held:
    """Return the fields the form holds, and what only the boxes on the pages hold."""
    held = _Held(boxes=boxes(reader))
    values = _listed_fields(reader)
    is_listed = bool(values)
    missed, differing = list[str](), list[str]()
    for box in held.boxes:
        if box.kind == "/Sig":
            continue
        value = _box_value(box)
        if _last(box.name) == MARKS[0] and value:
            held.requests.append(value)
        if box.name not in values or (value and not values[box.name]):
            missed.append(_last(box.name))
            values[box.name] = value
        elif value and value != values[box.name]:
            differing.append(_last(box.name))
    held.forms = _above(values)
    _name(held, values)
    if missed and not is_listed:
        held.odd.append(
            tr("the form around its fields is lost, the answers were read from the boxes")
        )
    elif missed:
        held.odd += _named(tr("read from the boxes, as the form does not hold them"), missed)
    held.odd += _named(tr("two places hold different answers"), differing)
    return held


def _above(values: Iterable[str]) -> list[str]:
    """Return below which names the fields of our forms stand; "" where below none."""
    return [name.rpartition(".")[0] for name in values if _last(name) == MARKS[0]]


def _name(held: _Held, values: Mapping[str, str]) -> None:
    """Enter the fields under their own names, without what another program put above them."""
    above = held.forms[0] if held.forms else ""
    for name, value in values.items():
        is_ours = not above or name.startswith(f"{above}.")
        held.fields[_last(name) if is_ours else name] = value
    if above:
        held.odd.append(
            tr("another program put all its fields below “{above}”").format(above=above)
        )


def _last(name: str) -> str:
    """Return the own name of a field; ours have no point in it."""
    return name.rpartition(".")[2]


def _listed_fields(reader: PdfReader) -> dict[str, str]:
    form = resolved(root_of(reader).get("/AcroForm"))
    found: dict[str, str] = {}
    if isinstance(form, Mapping) and resolved(form.get("/Fields")) is not None:
        seen: set[int] = set()
        for one, name, kind in walk(resolved(form.get("/Fields")), "", "", seen, 0):
            if kind != "/Sig":
                found[name] = _value(one, kind, name)
    return found


def _box_value(box: Seen) -> str:
    """Return the value of a box from itself, or from the field above it."""
    node: Any = box.widget
    for _ in range(DEEPEST):
        if "/V" in node or (box.kind == "/Btn" and "/AS" in node):
            value = _value(node, box.kind, box.name)
            if value:
                return value
        node = resolved(node.get("/Parent"))
        if not isinstance(node, Mapping):
            break
    return ""


def _named(words: str, names: Iterable[str]) -> list[str]:
    """Return one line that names the questions, or none where there are none."""
    keys = list(dict.fromkeys(name.removesuffix(" remark") for name in names))
    listed = ", ".join(keys[:8])
    if len(keys) > 8:
        listed = tr("{names} and {n} more").format(names=listed, n=len(keys) - 8)
    return [f"{words}: {listed}"] if keys else []


def _written_over(reader: PdfReader, data: bytes, held: _Held) -> tuple[dict[str, str], list[str]]:
    """Return the answers that stand over empty boxes, and the words that stand elsewhere."""
    over: dict[str, list[str]] = {}
    beside: list[str] = []
    empty = [box for box in held.boxes if _is_fillable(box) and not held.fields[_last(box.name)]]
    known = [box for box in held.boxes if _is_fillable(box)]
    for one in (*notes_over(reader, known), *printed_over(data, empty)):
        box = one.box
        name = _last(box.name) if box else ""
        if box is None:
            beside.append(tr("page {n}: “{words}”").format(n=one.page + 1, words=_short(one.words)))
        elif one.words == DRAWN:
            beside.append(tr("something is drawn over {name}").format(name=name))
        elif held.fields[name]:
            beside.append(tr("over {name}: “{words}”").format(name=name, words=_short(one.words)))
        else:
            over.setdefault(name, []).append(_meant(box, one.words))
    return {name: "\n".join(dict.fromkeys(said)) for name, said in over.items()}, beside


def _is_fillable(box: Seen) -> bool:
    return box.kind != "/Sig" and _last(box.name) not in MARKS


def _meant(box: Seen, words: str) -> str:
    """Return what words over a box mean: a mark over one of several buttons chooses it."""
    is_choice = box.kind == "/Btn" and " " not in _last(box.name)
    return box.state if is_choice and box.state and is_tick(words) else words


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def _opened(data: bytes, name: str) -> PdfReader:
    reader = PdfReader(BytesIO(data))
    try:
        is_open = not reader.is_encrypted or bool(reader.decrypt(""))
    except DependencyError:
        is_open = False
    if not is_open:
        raise Unreadable(
            tr("{name} is protected by a password.").format(name=name),
            tr("Ask the sender to save it without a password and to send it again."),
            found_reference(name),
        )
    return reader


def _value(field: Mapping[str, Any], kind: str, name: str) -> str:
    value = resolved(field.get("/V"))
    if kind == "/Btn":
        chosen = _button(field, value)
        return "yes" if chosen and " " in _last(name) else chosen
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


def _button(field: Mapping[str, Any], value: Any) -> str:
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
    return chosen


def _mark(reader: PdfReader) -> str:
    info = resolved(reader.trailer.get("/Info"))
    words = str(resolved(info.get("/Keywords", ""))) if isinstance(info, Mapping) else ""
    return mark_in(words)


def _after_signing(reader: PdfReader, data: bytes, answers: Mapping[str, str]) -> dict[str, Any]:
    """Return which answers were changed after a signature, and what is to be said about it."""
    notes: list[str] = []
    changed: set[str] = set()
    signed_parts = [*signatures(reader, data)]
    is_broken = not all(signed.is_unbroken for signed in signed_parts)
    for signed in signed_parts:
        if not signed.is_unbroken:
            notes.append(tr("The digital signature is broken: the signed bytes were changed."))
        changed |= _differing(_earlier(data, signed), answers)
    changed |= _after_page(data, answers)
    if changed:
        notes.append(tr("Answers were changed after the signature."))
    return {
        "changed": tuple(sorted(changed)),
        "notes": tuple(dict.fromkeys(notes)),
        "is_broken": is_broken,
    }


def _earlier(data: bytes, signed: Signed) -> Mapping[str, str] | None:
    return _read_quietly(data[: signed.end]) if signed.end < len(data.rstrip()) else None


def _after_page(data: bytes, answers: Mapping[str, str]) -> set[str]:
    """Return the answers changed by later saving, after the signature page was filled in last.

    Readers that save by appending leave every earlier state in the file; others do not, and
    then nothing can be told.
    """
    ends = _revision_ends(data)
    if len(ends) < 2 or not answers.get("signer date"):
        return set()
    signing = tuple(answers.get(key, "") for key in SIGNER)
    base: Mapping[str, str] | None = None
    for end in reversed(ends[:-1]):
        state = _read_quietly(data[:end])
        if state is None or tuple(state.get(key, "") for key in SIGNER) != signing:
            break
        base = state
    return _differing(base, answers)


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


def _without_form(reader: PdfReader, data: bytes, name: str) -> Unreadable:
    """Return what to say about a PDF without fields: flattened, scanned, or something else."""
    text = _first_text(reader)
    reference = found_reference(_mark(reader), text, name)
    if mark_in(text) or (reference and text.strip()) or _mark(reader):
        return Unreadable(
            tr(
                "{name} was flattened or printed to PDF: its answers are no fields any more."
            ).format(name=name),
            send_again(),
            reference,
            tuple(printed_lines(data)),
        )
    if not text.strip() and _has_pictures(reader):
        return Unreadable(
            tr("{name} is a scan: a picture of pages, from which no answer can be read.").format(
                name=name
            ),
            send_again(),
            reference,
        )
    return Unreadable(
        tr("{name} is not a form of this program.").format(name=name),
        tr("Choose the file that was filled in and saved."),
        reference,
    )


def _first_text(reader: PdfReader) -> str:
    texts = []
    for number, _ in zip(range(READ_PAGES), pages(reader), strict=False):
        texts.append(str(reader.pages[number].extract_text()))
    return "\n".join(texts)


def _has_pictures(reader: PdfReader) -> bool:
    """Return whether anything lies on the first pages that may be a scan."""
    first = zip(range(READ_PAGES), pages(reader), strict=False)
    return any(_objects(page) for _, page in first)


def _has_image(page: Mapping[str, Any]) -> bool:
    found = (resolved(thing) for thing in _objects(page))
    return any(isinstance(one, Mapping) and one.get("/Subtype") == "/Image" for one in found)


def _objects(page: Mapping[str, Any]) -> list[Any]:
    means = resolved(page.get("/Resources"))
    objects = resolved(means.get("/XObject")) if isinstance(means, Mapping) else None
    return list(objects.values()) if isinstance(objects, Mapping) else []
