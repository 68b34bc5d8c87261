"""Where words stand on the pages of a PDF from outside: line by line, and inside of places."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

import pypdfium2

from ctpat_desktop.documents.core.pdfium import PDFIUM

Rect = tuple[float, float, float, float]
"""Left, bottom, right, top."""

LINE = 6.0
"""Points by which the middles of two lines of print surely differ."""
MOST_PAGES = 400
MOST_PIECES = 5_000
"""Pieces of text of one page."""
_NO_LETTERS = "\ufffe\uffff"
"""What the reader puts where it knows no letter."""


def printed_lines(data: bytes) -> list[str]:
    """Return the lines from the top of each page down, as far as the file can be read."""
    return _read(data, _lines)


def text_inside(data: bytes, places: Sequence[tuple[int, Rect]]) -> list[str]:
    """Return the words a page prints inside each place, given by page from 0 and its edges."""
    return _read(data, lambda document: _inside(document, places))


def _read(data: bytes, find: Callable[[pypdfium2.PdfDocument], Iterator[str]]) -> list[str]:
    found: list[str] = []
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            return found
        try:
            found.extend(find(document))
        except pypdfium2.PdfiumError:
            return found
        finally:
            document.close()
    return found


def _lines(document: pypdfium2.PdfDocument) -> Iterator[str]:
    """Yield lines by their height: what was typed into a box is drawn last, not where it stands."""
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        text = page.get_textpage()
        pieces = []
        for at in range(min(text.count_rects(), MOST_PIECES)):
            left, bottom, right, top = text.get_rect(at)
            middle = (bottom + top) / 2
            words = text.get_text_bounded(left - 0.5, bottom - 0.5, right + 0.5, top + 0.5)
            pieces.append((-round(middle / LINE), left, words))
        text.close()
        page.close()
        for _, row in groupby(sorted(pieces), key=itemgetter(0)):
            yield " ".join(" ".join(words.split()) for _, _, words in row)


def _inside(document: pypdfium2.PdfDocument, places: Sequence[tuple[int, Rect]]) -> Iterator[str]:
    for number, group in groupby(places, key=itemgetter(0)):
        page = document[number] if number < len(document) else None
        text = page.get_textpage() if page else None
        for _, (left, bottom, right, top) in group:
            inside = text.get_text_bounded(left + 1, bottom + 1, right - 1, top - 1) if text else ""
            yield " ".join(inside.split()).strip(_NO_LETTERS).strip()
        if page and text:
            text.close()
            page.close()
