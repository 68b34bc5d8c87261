"""Reads the words of an office document or a text file that came from outside, within limits.

Only the texts are taken out of the packages; pictures, macros and links are never touched.
"""

import re
from html import unescape
from io import BytesIO

from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.documents.pages.pdf_text import pdf_text
from ctpat_desktop.exchange.tables.delimited import decoded
from ctpat_desktop.exchange.zip_guard import Package
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

MOST_CHARACTERS = 500_000
"""Of one document; what stands further back is not found."""

PLAIN_ENDS = frozenset(
    ("txt", "csv", "tsv", "md", "log", "json", "xml", "htm", "html", "eml", "ics", "ini", "yaml")
)
_TEXT_PARTS = re.compile(
    r"(?:word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)|xl/sharedStrings|"
    r"xl/worksheets/[^/]+|ppt/slides/[^/]+|ppt/notesSlides/[^/]+|content)\.xml"
)
_PIECE = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<|<(/(?:\w+:)?(?:p|si|is|c|row|h)\s*>)")
_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def file_text(name: str, data: bytes) -> str:
    """Return the words of a document; Problem says why there are none."""
    if data.startswith(b"%PDF"):
        return pdf_text(data, MOST_CHARACTERS)
    if data.startswith(b"PK"):
        return _package_text(name, data)
    end = name.rpartition(".")[2].lower()
    if end not in PLAIN_ENDS:
        raise Problem(tr("It holds no text that can be read."))
    text, *_ = decoded(data[: MOST_CHARACTERS * 4], name)
    if end in ("htm", "html", "xml"):
        text = unescape(_TAG.sub(" ", text))
    return printable(text)[:MOST_CHARACTERS]


def _package_text(name: str, data: bytes) -> str:
    package = Package(BytesIO(data), name)
    found, size = list[str](), 0
    for part in package.parts:
        if _TEXT_PARTS.fullmatch(part.name) and size < MOST_CHARACTERS:
            text = _part_text(part.name, package.text(part.name))
            found.append(text)
            size += len(text)
    if not found:
        raise Problem(tr("It holds no text that can be read."))
    return printable("\n".join(found))[:MOST_CHARACTERS]


def _part_text(name: str, xml: bytes) -> str:
    if name == "content.xml":  # an open document: every text between tags counts
        return unescape(_TAG.sub(" ", xml.decode("utf-8", "replace")))
    pieces = []
    for words, end in _PIECE.findall(xml):
        pieces.append(b"\n" if end else words)
        if len(pieces) > MOST_CHARACTERS:
            break
    return unescape(b"".join(pieces).decode("utf-8", "replace"))
