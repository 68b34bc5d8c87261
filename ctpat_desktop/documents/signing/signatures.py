"""Signs a PDF with a certificate: PAdES, always as an addition to the file as it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import (
    AxisAlignment,
    BoxConstraints,
    InnerScaling,
    Margins,
    SimpleBoxLayoutRule,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfSigningSession
from pyhanko.stamp.static import StaticStampStyle

from ctpat_desktop.documents.signing.appearance import Words, draw
from ctpat_desktop.documents.signing.certificates import Certificate
from ctpat_desktop.documents.signing.fields import (
    Box,
    SignatureField,
    damaged,
    fields_of,
    reader_of,
)
from ctpat_desktop.documents.signing.ink import prepared
from ctpat_desktop.documents.signing.library import HOSTILE, finish
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

SIZE = (250.0, 62.0)
"""Points a signature takes on a page that has no place for it."""

EDGE = 58.0
"""Points it keeps from the edges of that page, where footers are printed."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The field to sign, whether it must be made first, and how its page is turned."""

    name: str
    page: int
    box: Box | None
    turned: int
    is_new: bool


class _At(PdfSigner):  # type: ignore[misc]
    """Signs at the moment it is told."""

    moment: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> PdfSigningSession:
        """Begin as usual, with that moment in place of the computer's."""
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.moment
        return session


class _Page(PdfContent):  # type: ignore[misc]
    """The appearance of a signature, taken from a PDF in memory."""

    def __init__(self, pdf: bytes, box: BoxConstraints) -> None:
        super().__init__(box=box)
        self.pdf = pdf

    def render(self) -> bytes:
        """Put the page into the file and name it."""
        page = PdfFileReader(BytesIO(self.pdf))
        self.resources.xobject["/Look"] = self._ensure_writer.import_page_as_xobject(page)
        return b"/Look Do"


def sign(
    pdf: bytes,
    certificate: Certificate,
    *,
    at: datetime,
    field: str = "",
    reason: str = "",
    location: str = "",
    drawing: bytes | None = None,
    is_visible: bool = True,
) -> bytes:
    """Return the PDF with one more signature; it begins with the given bytes, unchanged.

    Without `field` the first empty one is signed; a PDF without any gets one on its last page
    (an invisible one where `is_visible` is not wanted). Problem says why it cannot be signed.
    """
    ink = prepared(drawing) if drawing else None
    try:
        reader = reader_of(pdf)
        place = _place(reader, field, is_visible)
        words = Words(certificate.name, at, reason, location, certificate.organization)
        signer = _signer(certificate, place, reason, location)
        if place.box is not None:
            wide, high = place.box[2] - place.box[0], place.box[3] - place.box[1]
            signer.stamp_style = _style(draw(words, wide, high, ink, place.turned), wide, high)
        signer.moment = at
        writer = IncrementalPdfFileWriter.from_reader(reader)
        made = finish(signer.async_sign_pdf(writer, existing_fields_only=not place.is_new))
    except SigningError as error:
        raise Problem(
            tr("This PDF does not allow another signature."),
            tr("Ask whoever made it for a copy that does."),
        ) from error
    except HOSTILE as error:
        raise damaged() from error
    return _whole(pdf, made.getvalue())


def _whole(before: bytes, after: bytes) -> bytes:
    if not after.startswith(before):
        raise Problem(tr("The PDF was not signed: its pages would have changed."))
    return after


def _signer(certificate: Certificate, place: _Place, reason: str, location: str) -> _At:
    meta = PdfSignatureMetadata(
        field_name=place.name,
        name=certificate.name,
        reason=reason or None,
        location=location or None,
        subfilter=SigSeedSubFilter.PADES,
    )
    new = SigFieldSpec(place.name, on_page=place.page, box=place.box) if place.is_new else None
    return _At(meta, signer=certificate.signer, new_field_spec=new)


def _style(look: bytes, wide: float, high: float) -> StaticStampStyle:
    return StaticStampStyle(
        border_width=0,
        background=_Page(look, BoxConstraints(width=wide, height=high)),
        background_opacity=1.0,
        background_layout=SimpleBoxLayoutRule(
            x_align=AxisAlignment.ALIGN_MIN,
            y_align=AxisAlignment.ALIGN_MIN,
            margins=Margins.uniform(0),
            inner_content_scaling=InnerScaling.NO_SCALING,
        ),
    )


def _place(reader: PdfFileReader, wanted: str, is_visible: bool) -> _Place:
    known = list(fields_of(reader))
    if wanted:
        found = next((field for field in known if field.name == wanted), None)
        if found is None:
            raise _no_field(wanted, known)
        if found.is_signed:
            raise _signed_already(found)
        return _existing(reader, found)
    empty = next((field for field in known if not field.is_signed), None)
    if empty is not None:
        return _existing(reader, empty)
    if any(field.name == "Signer1" for field in known):
        raise Problem(
            tr("All signature fields of this PDF are signed already."),
            tr("Verify the PDF to see who signed."),
        )
    return _new(reader, known, is_visible)


def _existing(reader: PdfFileReader, field: SignatureField) -> _Place:
    page = field.page or 0
    turned = _inherited(reader, page, "/Rotate") if field.is_visible else 0
    return _Place(field.name, page, field.box if field.is_visible else None, turned or 0, False)


def _new(reader: PdfFileReader, known: list[SignatureField], is_visible: bool) -> _Place:
    """Return a place at the lower left of the last page, beside the ones already signed there."""
    page = int(reader.root["/Pages"]["/Count"]) - 1
    names = {field.name for field in known}
    name = next(f"Signature{n}" for n in range(1, len(names) + 2) if f"Signature{n}" not in names)
    if not is_visible:
        return _Place(name, page, None, 0, True)
    turned = int(_inherited(reader, page, "/Rotate") or 0) % 360
    box = _inherited(reader, page, "/CropBox") or _inherited(reader, page, "/MediaBox")
    left, bottom, right, top = (float(corner) for corner in box or (0, 0, 612, 792))
    taken = sum(1 for field in known if field.page == page and field.is_visible)
    shown = (top - bottom, right - left) if turned % 180 else (right - left, top - bottom)
    seen = _free_box(shown, taken)
    return _Place(name, page, _turned_back(seen, shown, turned, (left, bottom)), turned, True)


def _free_box(page: tuple[float, float], taken: int) -> Box:
    """Return a box on the page as it is seen, from its lower left corner."""
    wide = min(SIZE[0], page[0] - 2 * EDGE)
    across = max(1, int((page[0] - 2 * EDGE + 8) // (wide + 8)))
    left = EDGE + (taken % across) * (wide + 8)
    bottom = EDGE + (taken // across) * (SIZE[1] + 8)
    return left, bottom, left + wide, bottom + SIZE[1]


def _turned_back(
    seen: Box, page: tuple[float, float], turned: int, corner: tuple[float, float]
) -> Box:
    """Return where a box seen on a rotated page lies in the page's own measure."""
    left, bottom, right, top = seen
    wide, high = page
    turn: dict[int, Callable[[], Box]] = {
        90: lambda: (high - top, left, high - bottom, right),
        180: lambda: (wide - right, high - top, wide - left, high - bottom),
        270: lambda: (bottom, wide - right, top, wide - left),
    }
    box = turn[turned]() if turned in turn else seen
    x, y = corner
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


def _inherited(reader: PdfFileReader, page: int, key: str) -> Any:
    """Return what a page, or a branch of the page tree above it, says."""
    found = reader.find_page_for_modification(page)[0].get_object()
    for _ in range(64):
        if key in found:
            return found[key]
        if "/Parent" not in found:
            return None
        found = found["/Parent"]
    return None


def _no_field(wanted: str, known: list[SignatureField]) -> Problem:
    empty = ", ".join(field.name for field in known if not field.is_signed)
    return Problem(
        tr("There is no signature field “{name}” in this PDF.").format(name=wanted),
        tr("Empty fields: {names}.").format(names=empty)
        if empty
        else tr("It has no empty field at all."),
    )


def _signed_already(field: SignatureField) -> Problem:
    return Problem(
        tr("The signature field “{name}” is signed already.").format(name=field.name),
        tr("Choose another field."),
    )
