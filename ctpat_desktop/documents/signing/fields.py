"""The signature fields of a PDF: the empty ones a packet is issued with, and what is in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field, enumerate_sig_fields

from ctpat_desktop.documents.core.signature_place import SignaturePlace
from ctpat_desktop.documents.signing.library import HOSTILE, entry
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

BETWEEN = " – "
"""Stands between the role and the name of the person a field is meant for."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class SignatureField:
    """One signature field: its name, whose it is, its page (from 0; None is none) and box.

    `role` and `person` are known where the program made the field.
    """

    name: str
    role: str
    person: str
    page: int | None
    box: Box
    is_signed: bool

    @property
    def is_visible(self) -> bool:
        """True where the field takes room on a page."""
        left, bottom, right, top = self.box
        return self.page is not None and right - left > 1 and top - bottom > 1


def add_fields(pdf: bytes, places: Sequence[SignaturePlace]) -> bytes:
    """Return the PDF with an empty signature field at each place; they print as nothing."""
    if not places:
        return pdf
    try:
        writer = IncrementalPdfFileWriter.from_reader(reader_of(pdf))
        for place in places:
            spec = SigFieldSpec(
                place.field,
                on_page=place.page,
                box=place.box,
                readable_field_name=BETWEEN.join(part for part in (place.role, place.name) if part),
            )
            append_signature_field(writer, spec)
        out = BytesIO()
        writer.write(out)
    except HOSTILE as error:
        raise damaged() from error
    return out.getvalue()


def signature_fields(pdf: bytes) -> tuple[SignatureField, ...]:
    """Return the signature fields of a PDF in the order of the form; Problem if unreadable."""
    try:
        return tuple(fields_of(reader_of(pdf)))
    except HOSTILE as error:
        raise damaged() from error


def fields_of(reader: PdfFileReader) -> Iterator[SignatureField]:
    """Yield the signature fields of an open PDF."""
    numbers = {ref.idnum: at for at, ref in enumerate(page_refs(reader))}
    for name, value, ref in enumerate_sig_fields(reader):
        field = ref.get_object()
        widget = field["/Kids"][0].get_object() if "/Kids" in field else field
        role, _, person = str(entry(field, "/TU", "")).partition(BETWEEN)
        corners = [float(corner) for corner in entry(widget, "/Rect", (0, 0, 0, 0))]
        yield SignatureField(
            name=str(name),
            role=role,
            person=person,
            page=_page_of(widget, numbers),
            box=_ordered(corners),
            is_signed=value is not None,
        )


def page_refs(reader: PdfFileReader) -> list[Any]:
    """Return the references of the pages of an open PDF, in order."""
    return [
        reader.find_page_for_modification(at)[0].reference
        for at in range(int(reader.root["/Pages"]["/Count"]))
    ]


def reader_of(pdf: bytes) -> PdfFileReader:
    """Open a PDF; Problem where it is protected by a password, HOSTILE where it is damaged."""
    reader = PdfFileReader(BytesIO(pdf), strict=False)
    if reader.encrypted:
        raise Problem(
            tr("This PDF is protected by a password."),
            tr("Save a copy without a password and choose that one."),
        )
    return reader


def damaged() -> Problem:
    """Return what is said of a PDF that cannot be read."""
    return Problem(
        tr("This PDF cannot be read: it is damaged or not a PDF."),
        tr("Open it in a PDF viewer, save it as a new PDF and choose that one."),
    )


def _page_of(widget: Any, numbers: dict[int, int]) -> int | None:
    try:
        return numbers.get(widget.raw_get("/P").reference.idnum)
    except (KeyError, AttributeError):
        return None


def _ordered(corners: list[float]) -> Box:
    first, second, third, fourth = corners
    return min(first, third), min(second, fourth), max(first, third), max(second, fourth)
