"""Tells whether a PDF opens only with a password; one that merely forbids printing opens."""

import pypdfium2
import pypdfium2.raw

from ctpat_desktop.documents.core.pdfium import PDFIUM


def needs_password(pdf: bytes) -> bool:
    """Return whether nobody can open a PDF without its password."""
    with PDFIUM:
        try:
            pypdfium2.PdfDocument(pdf).close()
        except pypdfium2.PdfiumError:
            return bool(pypdfium2.raw.FPDF_GetLastError() == pypdfium2.raw.FPDF_ERR_PASSWORD)
    return False
