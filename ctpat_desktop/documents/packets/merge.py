"""Puts an official PDF behind a packet made by the program."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter

from ctpat_desktop.documents.pages.pdf_errors import MALFORMED
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr


def append(packet: bytes, official: bytes, title: str) -> bytes:
    """Return the packet with the official document's pages after it and in its outline."""
    added = _readable(official)
    refuse_shell(official)
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


def refuse_shell(content: bytes) -> None:
    """Raise Problem where the pages of a PDF are only a shell around its true content.

    A dynamic form keeps its pages in XML that only Adobe's programs draw, a portfolio keeps its
    documents as attachments; the page that is there says "Please wait..." or names a program.
    """
    try:
        root: Any = _readable(content).trailer["/Root"]
        form = _part(root, "/AcroForm")
        is_dynamic = "/XFA" in form and _is_true(root.get("/NeedsRendering"))
        is_portfolio = bool(_part(root, "/Collection"))
        is_empty_form = "/XFA" in form and not form.get("/Fields")
    except MALFORMED as error:
        raise _damaged() from error
    if is_dynamic or is_empty_form:
        raise Problem(
            tr("The PDF to add is a dynamic form (XFA): its pages are drawn by Adobe only."),
            tr("Open it in Adobe Acrobat or Reader, print it to a plain PDF and choose that one."),
        )
    if is_portfolio:
        raise Problem(
            tr("The PDF to add is a portfolio: its documents are attachments, not pages."),
            tr("Open it in Adobe Acrobat or Reader, save the document in it and choose that one."),
        )


def prove(content: bytes) -> None:
    """Do all that is done with an official PDF on the way to a packet, and throw it away.

    It is meant for a child with limits: what ends there ends in the program too.
    """
    from reportlab.lib.pagesizes import LETTER

    from ctpat_desktop.documents.core.canvas import Canvas
    from ctpat_desktop.documents.packets.page_codes import mark
    from ctpat_desktop.documents.pages.preview import page_count

    out = BytesIO()
    canvas = Canvas(out, pagesize=LETTER)
    canvas.showPage()
    canvas.save()
    page_count(mark(append(out.getvalue(), content, "")).pdf)


def _part(root: Any, key: str) -> Any:
    found = root.get(key)
    return found.get_object() if found is not None else {}


def _is_true(value: Any) -> bool:
    return value is not None and bool(value.get_object())


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
        tr("Open it with its password, print it to a plain PDF and choose that one."),
    )


def _damaged() -> Problem:
    return Problem(
        tr("The PDF to add cannot be read: it is damaged or not a PDF."),
        tr("Open it in a PDF viewer, print it to a new PDF and choose that one."),
    )
