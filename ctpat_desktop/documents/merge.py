"""Puts an official PDF behind a packet made by the program."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

MALFORMED = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What the PDF library raises at files that are not as they should be."""


def append(packet: bytes, official: bytes, title: str) -> bytes:
    """Return the packet with the official document's pages after it and in its outline."""
    added = _readable(official)
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(packet)))
    try:
        writer.append(added, outline_item=title, import_outline=False)
        out = BytesIO()
        writer.write(out)
    except MALFORMED as error:
        raise _damaged() from error
    return out.getvalue()


def pdf_pages(content: bytes) -> int:
    """Return the page count a second library finds in a PDF; Problem if it finds none."""
    return len(_readable(content).pages)


def _readable(content: bytes) -> PdfReader:
    if b"%PDF-" not in content[:1024]:
        raise _damaged()
    try:
        reader = PdfReader(BytesIO(content))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = 0 if locked else len(reader.pages)
    except NotImplementedError as error:
        raise _locked() from error
    except MALFORMED as error:
        raise _damaged() from error
    if locked:
        raise _locked()
    if pages == 0:
        raise _damaged()
    return reader


def _locked() -> Problem:
    return Problem(
        tr("The PDF to add is protected by a password."),
        tr("Save a copy without a password and choose that one."),
    )


def _damaged() -> Problem:
    return Problem(
        tr("The PDF to add cannot be read: it is damaged or not a PDF."),
        tr("Open it in a PDF viewer, print it to a new PDF and choose that one."),
    )
