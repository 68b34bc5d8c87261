"""Writes a block tree as a Word document with real styles and headings."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt

from ctpat_desktop.documents.core import blocks as tree
from ctpat_desktop.documents.core.blocks import paragraphs, printable
from ctpat_desktop.documents.core.pictures import fitted
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.exchange.files import whole_file
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.support import language
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr


def write_docx(blocks: tree.Tree, path: Path, stamp: Stamp, title: str) -> ExportResult:
    """Write the tree, open the file again and compare its headings."""
    document = docx.Document()
    document.core_properties.title = printable(title)
    document.core_properties.author = "CTPAT Desktop"
    document.core_properties.language = language.tag()
    _fonts(document)
    for block in blocks:
        WRITERS[type(block)](document, block)
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = stamp.line()
    footer.runs[0].font.size = Pt(8)
    with whole_file(path, tr("The document")) as part:
        packed = BytesIO()
        document.save(packed)
        part.write_bytes(packed.getvalue())
        count = _compare(part, blocks)
    return ExportResult(path, None, ntr("{n} heading read again", "{n} headings read again", count))


def _compare(path: Path, blocks: tree.Tree) -> int:
    wanted = [
        printable(block.text if isinstance(block, tree.Heading) else block.title)
        for block in blocks
        if isinstance(block, tree.Heading | tree.Bars)
    ]
    stored = [
        paragraph.text
        for paragraph in docx.Document(str(path)).paragraphs
        if paragraph.style is not None and str(paragraph.style.name).startswith("Heading")
    ]
    if stored != wanted:
        raise Problem(
            tr("The document was not written: its headings read differently."),
            tr("Your answers are safe. Export again."),
        )
    return len(wanted)


def _fonts(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.name = "Calibri"
    normal.font.size = Pt(10.5)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "Microsoft YaHei")
    spoken = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    if spoken is not None:  # what the spelling of the office program goes by
        spoken.set(qn("w:val"), language.tag())


def _cover(document: Document, block: tree.Cover) -> None:
    document.add_paragraph(printable(block.title), style="Title")
    document.add_paragraph(printable(block.subtitle), style="Subtitle")
    for line in block.lines:
        document.add_paragraph(printable(line))
    if block.note:
        _note(document, tree.Note(block.note))


def _contents(document: Document, block: tree.Contents) -> None:
    document.add_page_break()
    document.add_paragraph(
        printable(block.title), style="TOC Heading" if _has_toc(document) else "Subtitle"
    )
    run = document.add_paragraph().add_run()
    for kind, words in (("begin", ""), ("", 'TOC \\o "1-2" \\h'), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            if kind == "begin":
                mark.set(qn("w:dirty"), "true")
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = words
        run._r.append(mark)
    document.add_page_break()


def _has_toc(document: Document) -> bool:
    return "TOC Heading" in [style.name for style in document.styles]


def _heading(document: Document, block: tree.Heading) -> None:
    document.add_heading(printable(block.text), level=block.level)


def _paragraph(document: Document, block: tree.Paragraph) -> None:
    for words in paragraphs(block.text):
        document.add_paragraph(words)


def _badges(document: Document, block: tree.Badges) -> None:
    words = " · ".join(printable(badge.text) for badge in block.items)
    document.add_paragraph().add_run(words).bold = True


def _bullets(document: Document, block: tree.Bullets) -> None:
    for item in block.items:
        document.add_paragraph(printable(item), style="List Bullet")


def _steps(document: Document, block: tree.Steps) -> None:
    for number, item in enumerate(block.items, 1):
        document.add_paragraph(f"{number}. {printable(item)}")


def _quote(document: Document, block: tree.Quote) -> None:
    document.add_paragraph().add_run(printable(block.label)).bold = True
    for words in paragraphs(block.text):
        document.add_paragraph(words, style="Quote")


def _facts(document: Document, block: tree.Facts) -> None:
    if not block.rows:
        return
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for name, value in block.rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = printable(name), printable(value)


def _table(document: Document, block: tree.Table) -> None:
    table = document.add_table(rows=1, cols=len(block.headers), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, block.headers, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(printable(words)).bold = True
    for row in block.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = printable(words)
    document.add_paragraph()


def _ruled(document: Document, block: tree.Ruled) -> None:
    for name, value in block.rows:
        document.add_paragraph(f"{printable(name)}: {printable(value) or '_' * 30}")


def _picture(document: Document, block: tree.Picture) -> None:
    known = fitted(block.data)
    if known is not None:
        document.add_picture(BytesIO(known[0]), width=Inches(6.5 * block.share))
    document.add_paragraph(printable(block.caption))


def _bars(document: Document, block: tree.Bars) -> None:
    """Write a chart as words: a Word document draws none."""
    document.add_heading(printable(block.title), level=2)
    for row in block.rows:
        document.add_paragraph(f"{printable(row.label)}: {printable(row.words)}")


def _note(document: Document, block: tree.Note) -> None:
    for words in paragraphs(block.text):
        document.add_paragraph(words, style="Intense Quote")


def _checklist(document: Document, block: tree.Checklist) -> None:
    for item in block.items:
        document.add_paragraph(f"☐ {printable(item)}")


def _signatures(document: Document, block: tree.SignatureLines) -> None:
    for person in block.people:
        document.add_paragraph().add_run(printable(person.role)).bold = True
        for name, value in (
            (tr("Signature"), ""),
            (tr("Name"), person.name),
            (tr("Title"), person.title),
            (tr("Date"), ""),
        ):
            document.add_paragraph(f"{name}: {printable(value) or '_' * 40}")


def _page_break(document: Document, _block: tree.PageBreak) -> None:
    document.add_page_break()


def _diagram(document: Document, block: tree.Diagram) -> None:
    """Write the boxes of a drawing as a list: a Word file is for editing words."""
    for sheet in block.sheets:
        document.add_paragraph(printable(sheet.title))
        for box in sheet.boxes:
            words = ", ".join((box.title, *box.lines))
            document.add_paragraph(printable(words), style="List Bullet")


def _drawing(document: Document, block: tree.Drawing) -> None:
    """Write what a chart shows in words: a Word file is for editing words."""
    document.add_paragraph(printable(block.sketch.description))


WRITERS: dict[type, Callable[[Document, Any], None]] = {
    tree.Cover: _cover,
    tree.Contents: _contents,
    tree.Heading: _heading,
    tree.Paragraph: _paragraph,
    tree.Badges: _badges,
    tree.Bullets: _bullets,
    tree.Steps: _steps,
    tree.Quote: _quote,
    tree.Facts: _facts,
    tree.Table: _table,
    tree.Ruled: _ruled,
    tree.Picture: _picture,
    tree.Bars: _bars,
    tree.Note: _note,
    tree.Checklist: _checklist,
    tree.SignatureLines: _signatures,
    tree.Diagram: _diagram,
    tree.Drawing: _drawing,
    tree.PageBreak: _page_break,
}
