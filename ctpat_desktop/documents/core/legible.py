"""Reads a written PDF back and compares its letters with those that were to be drawn.

What a page lacks, and what reads otherwise, is told before the export is called done.
"""

import unicodedata
from collections.abc import Callable, Iterator
from functools import wraps
from typing import ParamSpec, TypeVar

import pypdfium2

from ctpat_desktop.documents.core import fonts
from ctpat_desktop.documents.core.pdfium import PDFIUM
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.notices import tell

Given = ParamSpec("Given")
Made = TypeVar("Made")

NAMED = 8
"""How many letters or texts a notice names before it says that there are more."""
SHOWN = 40
"""Characters of a text a notice shows."""

_UNSEEN = {"\u00ad", "\u2010", "\u2011", "\ufffe", "\uffff"}
"""Hyphens, which a reader of text takes for the end of a line, and what is no letter."""


def legible(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """Check what a function drew: its result is a PDF, or has one as its `pdf`."""

    @wraps(make)
    def checked(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        with fonts.drawing() as drawn:
            made = make(*args, **kwargs)
        check(made if isinstance(made, bytes) else made.pdf, drawn)  # type: ignore[attr-defined]
        return made

    return checked


def check(pdf: bytes, drawn: fonts.Drawn) -> None:
    """Tell which of the drawn letters the PDF lacks, and which words read otherwise in it."""
    letters = {letter: text for letter, text in drawn.letters.items() if _is_seen(letter)}
    lost = {letter for letter in letters if not fonts.has(letter)}
    unread, turned = _not_read_back(pdf, set(letters) - lost, set(drawn.words))
    lost |= unread
    if lost:
        places = "; ".join(_named_letters(letters, lost))
        tell(tr("Letters are missing on the printed pages: {places}.").format(places=places))
    odd = list(dict.fromkeys(text for word, text in drawn.words.items() if word in turned))
    if odd:
        shown = ", ".join(f"“{_short(text)}”" for text in odd[:NAMED])
        more = tr(" and more") if len(odd) > NAMED else ""
        words = tr("May be drawn wrongly, check the printed pages: {texts}{more}.")
        tell(words.format(texts=shown, more=more))


def _is_seen(letter: str) -> bool:
    category = unicodedata.category(letter)
    is_selector = 0xFE00 <= ord(letter) <= 0xFE0F
    return category[0] not in "CZ" and letter not in _UNSEEN and not is_selector


def _not_read_back(pdf: bytes, letters: set[str], words: set[str]) -> tuple[set[str], set[str]]:
    """Return the letters and the words that no page reads; reading stops when all were found.

    Words are looked for letter after letter: one that is turned round or torn apart is not found.
    """
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            for text in _texts(document):
                found = set(text) | set(unicodedata.normalize("NFKC", text))
                letters = {one for one in letters if not _stands_in(one, found)}
                line = _plain(text) if words else ""
                words = {word for word in words if _plain(word) not in line}
                if not letters and not words:
                    break
        finally:
            document.close()
    return letters, words


def _plain(text: str) -> str:
    """Return the letters of a text alone, to be compared: no spaces, no signs that are not seen."""
    kept = (letter for letter in text if unicodedata.category(letter)[0] not in "CZ")
    return unicodedata.normalize("NFKC", "".join(kept))


def _texts(document: pypdfium2.PdfDocument) -> Iterator[str]:
    for page in document:
        text = page.get_textpage()
        yield text.get_text_bounded()
        text.close()
        page.close()


def _stands_in(letter: str, letters: set[str]) -> bool:
    return letter in letters or set(unicodedata.normalize("NFKC", letter)) <= letters


def _named_letters(letters: dict[str, str], lost: set[str]) -> Iterator[str]:
    by_text: dict[str, list[str]] = {}
    for letter, text in letters.items():
        if letter in lost:
            by_text.setdefault(text, []).append(f"{letter} (U+{ord(letter):04X})")
    for at, (text, names) in enumerate(by_text.items()):
        if at == NAMED:
            yield tr("and more")
            return
        more = "…" if len(names) > NAMED else ""
        where = tr("{letters} in “{text}”")
        yield where.format(letters=", ".join(names[:NAMED]) + more, text=_short(text))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
