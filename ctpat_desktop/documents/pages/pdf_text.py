"""Reads the text of a PDF that came from outside, within limits."""

import time

import pypdfium2

from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.documents.core.pdfium import PDFIUM
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

MOST_PAGES = 1_000
MOST_SECONDS = 20.0
"""For one document; what was read until then is kept."""


def pdf_text(data: bytes, most: int) -> str:
    """Return at most `most` characters of a PDF's text; Problem where it cannot be read."""
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise Problem(tr("It is damaged or protected by a password.")) from error
        try:
            return _text(document, most)
        except pypdfium2.PdfiumError as error:
            raise Problem(tr("It is damaged.")) from error
        finally:
            document.close()


def _text(document: pypdfium2.PdfDocument, most: int) -> str:
    found, size = list[str](), 0
    until = time.monotonic() + MOST_SECONDS
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        words = page.get_textpage()
        text = printable(words.get_text_bounded())
        words.close()
        page.close()
        found.append(text)
        size += len(text)
        if size >= most or time.monotonic() > until:
            break
    return "\n".join(found)[:most]
