"""Turns form fields and notes of a PDF into plain page content, as paper shows it."""

from io import BytesIO

import pypdfium2
from pypdf import PageObject, PdfReader
from pypdfium2 import raw

from ctpat_desktop.documents.core.pdfium import PDFIUM
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

_STAYS = {"/Link", "/Popup"}


def flatten(pdf: bytes) -> bytes:
    """Return the PDF with fields, stamps and notes drawn into its pages; links stay."""
    numbers = [n for n, page in enumerate(PdfReader(BytesIO(pdf)).pages) if _has_fields(page)]
    if not numbers:
        return pdf
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise Problem(tr("This PDF cannot be read: it is damaged.")) from error
        try:
            document.init_forms()
            for number in numbers:
                raw.FPDFPage_Flatten(document[number], raw.FLAT_NORMALDISPLAY)
            out = BytesIO()
            document.save(out)
            return out.getvalue()
        finally:
            document.close()


def _has_fields(page: PageObject) -> bool:
    annotations = page.get("/Annots")
    rows = annotations.get_object() if annotations is not None else []
    if not isinstance(rows, list):
        return False
    kinds = (row.get_object() for row in rows)
    return any(isinstance(row, dict) and row.get("/Subtype") not in _STAYS for row in kinds)
