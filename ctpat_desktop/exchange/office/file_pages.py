"""Turns a file from outside into pages to look at: pictures of pages, or plain words and tables.

This is the part that runs in a process of its own; `services/evidence/previews.py` starts it. The
file looked at last is kept here, so that turning a page sends nothing again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from ctpat_desktop.documents.pages.picture_pages import picture_page, picture_page_count
from ctpat_desktop.documents.pages.preview import page_count, page_within
from ctpat_desktop.exchange.office.word_pages import (
    Pages,
    Writing,
    book_pages,
    document_pages,
    text_pages,
)
from ctpat_desktop.exchange.zip_guard import Package
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

LONGEST = 2_400
"""Dots at the longer side of a page drawn: enough to read a Letter page four times as large."""
TEXT_ENDS = frozenset(("txt", "csv", "tsv", "tab", "md", "log", "json", "xml", "ini", "yaml"))
PDF_STARTS_WITHIN = 1024
"""Bytes in which a PDF must say that it is one."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as rows of RGB bytes without padding."""

    width: int
    height: int
    data: bytes


Page = Picture | Writing


@dataclass(frozen=True, slots=True)
class Look:
    """One page of a file (`number` from 0), how many there are, and what is not shown."""

    page: Page
    number: int
    count: int
    remark: str = ""


class NotHeld(Problem):
    """The file is not the one looked at last in this process; its bytes are wanted."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A file that is looked at: how many pages, and how to draw one."""

    key: str
    count: int
    draw: Callable[[int], Page]
    remark: str = ""


_held: _Held | None = None


def opened(key: str, name: str, data: bytes, number: int) -> Look:
    """Read a file, keep it under `key`, and return one of its pages; Problem says why not."""
    global _held
    _held = None
    _held = _read(key, name, data)
    return turned(key, number)


def turned(key: str, number: int) -> Look:
    """Return another page of the file read last."""
    if _held is None or _held.key != key:
        raise NotHeld(tr("The file is not here."))
    at = min(max(number, 0), _held.count - 1)
    return Look(_held.draw(at), at, _held.count, _held.remark)


def _read(key: str, name: str, data: bytes) -> _Held:
    if b"%PDF-" in data[:PDF_STARTS_WITHIN]:
        return _Held(key, page_count(data), lambda at: Picture(*page_within(data, at, LONGEST)))
    if data.startswith(b"PK"):
        return _held_words(key, _package_pages(name, data))
    ending = name.rpartition(".")[2].lower()
    if ending in TEXT_ENDS:
        return _held_words(key, text_pages(data, name, is_list=ending in ("csv", "tsv", "tab")))
    pages = picture_page_count(data)
    if pages:
        return _Held(key, pages, lambda at: Picture(*picture_page(data, at, LONGEST)))
    raise no_preview(name)


def _held_words(key: str, pages: Pages) -> _Held:
    return _Held(key, len(pages.pages), pages.pages.__getitem__, pages.remark)


def _package_pages(name: str, data: bytes) -> Pages:
    try:
        parts = {part.name for part in Package(BytesIO(data), name).parts}
    except Problem as problem:
        raise Problem(tr("This file cannot be shown: it is damaged.")) from problem
    if "xl/workbook.xml" in parts:
        return book_pages(data, name)
    if any(part.startswith("word/") for part in parts):
        return document_pages(data)
    raise no_preview(name)


def no_preview(name: str) -> Problem:
    """Return the Problem for a kind of file that is not drawn here."""
    stem, dot, ending = name.rpartition(".")
    kind = f" (.{ending.lower()})" if stem and dot else ""
    return Problem(
        tr("No preview for this kind of file{kind}.").format(kind=kind),
        tr("“Open” shows it in the program it belongs to."),
    )
