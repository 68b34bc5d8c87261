"""Names what the boxes of form and signature fields show differently since a PDF was signed.

Whatever a box shows lies over the page: a later signer's box may hide words that were signed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PIL import Image
from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader

from ctpat_desktop.documents.pages.preview import page_image
from ctpat_desktop.documents.signing.digests import digest_of
from ctpat_desktop.documents.signing.fields import page_refs
from ctpat_desktop.documents.signing.library import entry
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

DEEPEST = 64
"""Levels of a form that are followed upward."""
UNSEEN = 2 | 32
"""The flags of an annotation that is hidden or not shown."""
LOOKS = ("/AP", "/AS", "/MK", "/F", "/BS", "/Border", "/OC")
"""What decides how a box looks."""
EDGE = 4.0
"""Points of a box's edges left out: the line a person signs on, and words close to it."""
DARK, COVERED = 200, 20
"""Brightness below which a dot counts as printed; dots that may be: fewer than of two letters."""


@dataclass(frozen=True, slots=True)
class FieldBox:
    """One box of a field: its page (from 0) and the number of that page's object, its place, look.

    `value` is what the field says, "" for a signature.
    """

    name: str
    is_signature: bool
    is_signed: bool
    page: int
    page_id: int
    rect: tuple[float, ...]
    look: bytes
    value: str

    @property
    def title(self) -> str:
        """The field in words."""
        kind = tr("signature field") if self.is_signature else tr("form field")
        return tr("{kind} “{name}”").format(kind=kind, name=self.name)

    @property
    def takes_room(self) -> bool:
        """True where it can be seen."""
        left, bottom, right, top = self.rect
        return right - left > 1 and top - bottom > 1


def box_changes(signed: PdfFileReader, now: PdfFileReader, pdf: bytes) -> Iterator[str]:
    """Yield one sentence for each box that shows something else; `pdf` is what was signed."""
    before, after = _boxes(signed), _boxes(now)
    for number in before.keys() - after.keys():
        yield tr("The {box} was removed.").format(box=before[number].title)
    for number in after.keys() - before.keys():
        yield from _added(after[number], pdf)
    for number in before.keys() & after.keys():
        yield from _changed(before[number], after[number], pdf)


def _added(box: FieldBox, pdf: bytes) -> Iterator[str]:
    if not box.takes_room:
        return
    if not box.is_signature:
        words = tr("The {box} was added on page {number}.")
        yield words.format(box=box.title, number=box.page + 1)
    elif _covers(box, pdf):
        yield _covering(box)


def _changed(before: FieldBox, after: FieldBox, pdf: bytes) -> Iterator[str]:
    place = {"box": after.title, "number": after.page + 1}
    if (before.page_id, before.rect) != (after.page_id, after.rect):
        yield tr("The {box} was moved on page {number}.").format(**place)
    elif after.is_signature and after.is_signed and not before.is_signed:
        if after.takes_room and _covers(after, pdf):
            yield _covering(after)
    elif before.look != after.look and before.value == after.value:
        yield tr("What the {box} on page {number} shows was changed.").format(**place)


def _covering(box: FieldBox) -> str:
    words = tr("The {box} was signed later and covers what is printed on page {number}.")
    return words.format(box=box.title, number=box.page + 1)


def _covers(box: FieldBox, pdf: bytes) -> bool:
    """Tell whether something was printed below a box; what cannot be drawn counts as printed."""
    try:
        width, height, data = page_image(pdf, box.page)
    except (Problem, IndexError):
        return True
    page = Image.frombytes("RGB", (width, height), data).convert("L")
    left, bottom, right, top = box.rect
    place = (left + EDGE, height - top + EDGE, right - EDGE, height - bottom - EDGE)
    left, top, right, bottom = (round(side) for side in place)
    part = page.crop((max(0, left), max(0, top), min(width, right), min(height, bottom)))
    if part.width < 1 or part.height < 1:
        return False
    return sum(part.histogram()[:DARK]) > COVERED


def _boxes(reader: PdfFileReader) -> dict[int, FieldBox]:
    """Return the boxes on all pages by the number of their object."""
    found = {}
    for page, ref in enumerate(page_refs(reader)):
        rows = entry(ref.get_object(), "/Annots", [])
        for at in range(len(rows)):
            raw = rows.raw_get(at)
            note = raw.get_object()
            if str(entry(note, "/Subtype", "")) != "/Widget":
                continue
            number = raw.reference.idnum if isinstance(raw, IndirectObject) else -1 - at
            found[number] = _box(note, page, ref.idnum)
    return found


def _box(note: DictionaryObject, page: int, page_id: int) -> FieldBox:
    corners = [float(corner) for corner in entry(note, "/Rect", (0, 0, 0, 0))]
    flags = int(entry(note, "/F", 0))
    rect = (
        *(min(corners[0], corners[2]), min(corners[1], corners[3])),
        *(max(corners[0], corners[2]), max(corners[1], corners[3])),
    )
    value = _inherited(note, "/V")
    is_signature = str(_inherited(note, "/FT")) == "/Sig"
    return FieldBox(
        name=".".join(reversed([str(row["/T"]) for row in _upward(note) if "/T" in row])),
        is_signature=is_signature,
        is_signed=is_signature and value is not None,
        page=page,
        page_id=page_id,
        rect=rect if not flags & UNSEEN else (0.0, 0.0, 0.0, 0.0),
        look=b"".join(digest_of(note.raw_get(key)) for key in LOOKS if key in note),
        value="" if is_signature else repr(value),
    )


def _inherited(note: DictionaryObject, key: str) -> Any:
    return next((row[key] for row in _upward(note) if key in row), None)


def _upward(note: DictionaryObject) -> Iterator[DictionaryObject]:
    """Yield a box, its field, and the fields above."""
    row: Any = note
    for _ in range(DEEPEST):
        yield row
        row = entry(row, "/Parent", None)
        if not isinstance(row, DictionaryObject):
            return
