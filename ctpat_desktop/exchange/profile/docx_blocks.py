"""Reads a Word document as paragraphs and tables, in their order and with what Word numbers itself.

Text that was deleted while changes were tracked is left out and inserted text is read; so are
tables of contents, hidden text and the words that only wait to be replaced.
"""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.exchange.profile.docx_styles import (
    Lists,
    Styles,
    W,
    is_on,
    list_of,
    value,
    whole,
)
from ctpat_desktop.exchange.profile.found import Block, Paragraph, Table
from ctpat_desktop.exchange.zip_guard import Package
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import number_text, tr

MOST_BLOCKS = 200_000
"""Paragraphs and rows of a document; app default."""
MOST_CHARACTERS = 20_000_000
_DEEPEST = 60
"""How deep parts may stand in one another; Word itself stays below thirty."""
_MOST_COLUMNS = 200
_DOCUMENT = "word/document.xml"
_CONTENTS = ("toc ", "contents ", "table of contents", "toc heading")
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOT_READ = frozenset(
    {f"{W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr")}
    | {f"{W}{tag}" for tag in ("instrText", "delText", "delInstrText", "tblGrid", "txbxContent")}
    | {f"{W}{tag}" for tag in ("rt", "sdtPr", "sdtEndPr")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
"""What is no text of a paragraph: settings, deleted words, and what says a thing again."""
_BOX = f"{W}txbxContent"


def is_document(parts: set[str]) -> bool:
    """Return whether a package is a Word document."""
    return _DOCUMENT in parts


def document_blocks(data: bytes, name: str) -> tuple[Block, ...]:
    """Return the paragraphs and tables of a document; Problem where it is damaged or too large."""
    package = Package(BytesIO(data), name)
    body = _part(package, _DOCUMENT)
    if body is None:
        raise damaged(name)
    reading = _Reading(name, Styles(_part(package, "word/styles.xml")), package)
    return tuple(reading.blocks(body, 0))


def damaged(name: str) -> Problem:
    """Return the Problem for a Word document that cannot be read."""
    return Problem(
        tr("{name} was not read: it is damaged, or not a Word document.").format(name=name),
        tr("Open it in Word, save it again as .docx, then import that."),
    )


def _part(package: Package, part: str) -> Element | None:
    if part not in {row.name for row in package.parts}:
        return None
    try:
        return ElementTree.fromstring(package.text(part))  # noqa: S314 - no entities, see there
    except ElementTree.ParseError as error:
        raise damaged(package.name) from error


class _Reading:
    """Goes through one document once."""

    def __init__(self, name: str, styles: Styles, package: Package) -> None:
        self.name, self.styles = name, styles
        self.lists = Lists(_part(package, "word/numbering.xml"))
        self.row = self.tables = self.size = 0
        self.waiting = ""
        """Words of a paragraph whose end was deleted: they go on in the next one."""

    def blocks(self, element: Element, depth: int) -> Iterator[Block]:
        """Yield paragraphs and tables in their order, wherever they are wrapped."""
        if depth > _DEEPEST:
            raise damaged(self.name)
        for child in element:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
                yield from self._boxes(child, depth)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag == f"{W}sdt" and _is_contents(child):
                continue
            elif child.tag not in _NOT_READ:
                yield from self.blocks(child, depth + 1)

    def _boxes(self, paragraph: Element, depth: int) -> Iterator[Block]:
        """Yield what stands in text boxes of a paragraph."""
        for box in _boxes_in(paragraph):
            yield from self.blocks(box, depth + 1)

    def _paragraph(self, element: Element) -> Iterator[Paragraph]:
        properties = element.find(f"{W}pPr")
        text = self.waiting + self.words(element)
        self.waiting = ""
        mark = properties.find(f"{W}rPr") if properties is not None else None
        if mark is not None and mark.find(f"{W}del") is not None:
            self.waiting = text
            return
        style_id = value(properties, "pStyle") or ""
        name = self.styles.name(style_id)
        if name.startswith(_CONTENTS):
            return
        self._count()
        yield self._described(Paragraph(text.strip(" \n"), self.row, style=name), element, style_id)

    def _described(self, paragraph: Paragraph, element: Element, style_id: str) -> Paragraph:
        """Return a paragraph with its level and the number or bullet Word shows before it."""
        properties = element.find(f"{W}pPr")
        outline = whole(value(properties, "outlineLvl"))
        level = self.styles.level(style_id)
        if outline is not None:
            level = outline + 1 if outline < 9 else 0
        label, is_known, is_listed = "", True, False
        where = self._list_of(properties, style_id)
        if where is not None and where[0] not in ("", "0") and paragraph.text:
            label, is_known = self.lists.label(*where)
            is_listed = True
        return replace(
            paragraph,
            level=level,
            label=label if is_known else f"{label}?",
            is_bold=_is_bold(element),
            is_listed=is_listed,
        )

    def _list_of(self, properties: Element | None, style_id: str) -> tuple[str, int] | None:
        """Return the list and level of a paragraph: its own, else those of its style."""
        own, styled = list_of(properties), self.styles.numbering(style_id)
        if own is not None and not own[0] and styled is not None:
            return styled[0], own[1]
        return own or styled

    def _table(self, table: Element) -> Iterator[Table]:
        self.tables += 1
        first = self.row + 1
        rows = []
        for row in _rows(table):
            self._count()
            rows.append(tuple(self._cells(row)))
        if rows:
            yield Table(tuple(rows), first, tr("table {number}").format(number=self.tables))

    def _cells(self, row: Element) -> Iterator[str]:
        """Yield the cells of a row; one that is merged over columns is followed by empty ones."""
        width = 0
        for cell in _inside(row, "tc"):
            properties = cell.find(f"{W}tcPr")
            span = max(1, min(whole(value(properties, "gridSpan")) or 1, _MOST_COLUMNS))
            merge = value(properties, "vMerge")
            goes_on = merge is not None and merge != "restart"
            yield "" if goes_on else self._cell_text(cell)
            yield from [""] * (span - 1)
            width += span
            if width >= _MOST_COLUMNS:
                return

    def _cell_text(self, cell: Element) -> str:
        lines: list[str] = []
        for part in self._parts_of(cell, 0):
            listed = bool(part.label) and bool(part.text)
            text = f"{_sign(part.label)} {part.text}" if listed else part.text
            lines.append(text)
        lines.append(self.waiting)
        self.waiting = ""
        return "\n".join(lines).strip("\n ")

    def _parts_of(self, element: Element, depth: int) -> Iterator[Paragraph]:
        """Yield the paragraphs of a cell, those of tables inside it too."""
        if depth > _DEEPEST:
            raise damaged(self.name)
        for child in element:
            if child.tag == f"{W}p":
                before = self.row
                yield from self._paragraph(child)
                self.row = before
            elif child.tag not in _NOT_READ:
                yield from self._parts_of(child, depth + 1)

    def words(self, element: Element) -> str:
        """Return the words of a paragraph as they stand when all changes are accepted."""
        found, waiting = list[str](), [element]
        while waiting:
            node = waiting.pop()
            if node.tag == f"{W}t":
                found.append(node.text or "")
            elif node.tag in _SIGNS:
                found.append("" if node.get(f"{W}type") in ("page", "column") else _SIGNS[node.tag])
            elif node.tag in _NOT_READ or _is_hidden(node):
                continue
            else:
                waiting.extend(reversed(node))
        text = printable("".join(found)).replace("\u00ad", "")
        self.size += len(text)
        if self.size > MOST_CHARACTERS:
            raise Problem(
                tr("{name} was not read: it has more than {limit} characters.").format(
                    name=self.name, limit=number_text(MOST_CHARACTERS)
                ),
                tr("Copy the answers alone into a new document."),
            )
        return text

    def _count(self) -> None:
        self.row += 1
        if self.row > MOST_BLOCKS:
            raise Problem(
                tr("{name} was not read: it has more than {limit} paragraphs.").format(
                    name=self.name, limit=number_text(MOST_BLOCKS)
                ),
                tr("Copy the answers alone into a new document."),
            )


def _sign(label: str) -> str:
    """Return a bullet as people type it; a number as it is."""
    return "-" if label == "•" else label.removesuffix("?")


def _is_hidden(node: Element) -> bool:
    """Return whether a run is hidden, or a field's words only wait to be replaced."""
    if node.tag == f"{W}r":
        return is_on(node.find(f"{W}rPr"), "vanish")
    if node.tag == f"{W}sdt":
        return is_on(node.find(f"{W}sdtPr"), "showingPlcHdr")
    return False


def _is_contents(part: Element) -> bool:
    """Return whether a part is a table of contents that Word made."""
    gallery = part.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def _is_bold(element: Element) -> bool:
    """Return whether every word of a paragraph is bold by itself."""
    runs = [run for run in element.iter(f"{W}r") if run.find(f"{W}t") is not None]
    return bool(runs) and all(is_on(run.find(f"{W}rPr"), "b") for run in runs)


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, without those that were deleted while changes were tracked."""
    for row in _inside(table, "tr"):
        properties = row.find(f"{W}trPr")
        if properties is None or properties.find(f"{W}del") is None:
            yield row


def _inside(element: Element, tag: str, depth: int = 0) -> Iterator[Element]:
    """Yield rows or cells wherever they are wrapped, not those of tables inside."""
    for child in element:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag not in _NOT_READ and child.tag not in (f"{W}tc", f"{W}p") and depth < 10:
            yield from _inside(child, tag, depth + 1)


def _boxes_in(paragraph: Element) -> list[Element]:
    """Return the text boxes in a paragraph, each once."""
    found: list[Element] = []
    waiting: list[Any] = [paragraph]
    while waiting:
        node = waiting.pop()
        if node.tag == _BOX:
            found.append(node)
        elif node.tag not in _NOT_READ:
            waiting.extend(reversed(node))
    return found
