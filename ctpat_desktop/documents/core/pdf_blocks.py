"""Draws each kind of block as reportlab flowables."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    Image,
    KeepTogether,
    PageBreak,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

from ctpat_desktop.documents.core import blocks as tree
from ctpat_desktop.documents.core import pdf_style as look
from ctpat_desktop.documents.core.fonts import markup
from ctpat_desktop.documents.core.pdf_bars import bars
from ctpat_desktop.documents.core.pdf_diagram import diagram_flow
from ctpat_desktop.documents.core.pdf_sketch import SketchFlow
from ctpat_desktop.documents.core.pdf_words import Words, paragraph
from ctpat_desktop.documents.core.pictures import fitted
from ctpat_desktop.support.language import tr

PIECE_LINES = 30
"""A table cell is cut into rows of about this many lines, so that a page can end in between."""

ROOMY = 10
"""Points above the words of a row that is written on by hand."""

MOST_HIGH = 0.6
"""Share of a page's height a picture takes at most."""

SIGNED_HIGH = 46
"""Points above the line a person signs on; a signature by certificate has its words there."""

Flow = list[Flowable]


def flowables(blocks: tree.Tree) -> Flow:
    """Return everything to draw, in order."""
    return [piece for block in blocks for piece in RENDERERS[type(block)](block)]


def text(words: str, name: str) -> Words:
    """Return one paragraph of plain words in a named style."""
    return paragraph(words, look.style(name))


class HeadingText(Words):
    """A heading that knows its level and plain words for outline and contents."""

    level = 1
    words = ""


def _cover(block: tree.Cover) -> Flow:
    rule = Table([[""]], colWidths=[110], rowHeights=[4], hAlign="LEFT")
    rule.setStyle(TableStyle([("BACKGROUND", (0, 0), (-1, -1), look.NAVY)]))
    flow: Flow = [Spacer(1, 130), rule, Spacer(1, 22), text(block.title, "title")]
    flow += [text(block.subtitle, "subtitle")]
    flow += [text(line, "line") for line in block.lines]
    if block.note:
        flow += [Spacer(1, 30), *_note(tree.Note(block.note, tree.Tone.WARN))]
    return [*flow, PageBreak()]


def _contents(block: tree.Contents) -> Flow:
    toc = TableOfContents(dotsMinLevel=0)
    toc.levelStyles = [look.style("toc1"), look.style("toc2")]
    return [text(block.title, "h1"), Spacer(1, 6), toc, PageBreak()]


def _heading(block: tree.Heading) -> Flow:
    name = f"h{block.level}"
    paragraph = HeadingText(markup(block.text, look.style_font(name)), look.style(name))
    paragraph.level = block.level
    paragraph.words = " ".join(tree.printable(block.text).split())
    return [CondPageBreak(96), paragraph]


def _bars(block: tree.Bars) -> Flow:
    return [KeepTogether([*_heading(tree.Heading(2, block.title)), *bars(block)])]


def _paragraph(block: tree.Paragraph) -> Flow:
    return [text(part, "body") for part in tree.paragraphs(block.text)]


def _badges(block: tree.Badges) -> Flow:
    parts = [
        f'<font color="{_hex(look.TONES[badge.tone])}">{markup(badge.text)}</font>'
        for badge in block.items
    ]
    return [Words("&nbsp; · &nbsp;".join(parts), look.style("badge"))]


def _hex(color: Color) -> str:
    return f"#{color.hexval()[2:]}"


def _bullets(block: tree.Bullets) -> Flow:
    style = look.style("body").clone("bullet", leftIndent=14, bulletIndent=3, spaceAfter=2)
    return [paragraph(item, style, bullet="•") for item in block.items]


def _steps(block: tree.Steps) -> Flow:
    style = look.style("body").clone("step", leftIndent=20, bulletIndent=3, spaceAfter=3)
    return [paragraph(item, style, bullet=f"{n}.") for n, item in enumerate(block.items, 1)]


def _quote(block: tree.Quote) -> Flow:
    style = look.style("body").clone(
        "quote", leftIndent=12, borderPadding=0, fontSize=9.6, leading=13.4
    )
    label = look.style("h3").clone("quote-label", leftIndent=12)
    parts = [paragraph(part, style) for part in tree.paragraphs(block.text)]
    return [CondPageBreak(50), paragraph(block.label, label), *parts]


def _facts(block: tree.Facts) -> Flow:
    if not block.rows:
        return []
    widths = (look.BODY_WIDTH * 0.27, look.BODY_WIDTH * 0.73)
    rows = [
        [text(label, "label"), text(value, "cell")]
        for row in block.rows
        for label, value in _pieces(row, widths)
    ]
    lines = [("LINEBELOW", (0, 0), (-1, -1), 0.4, look.LINE)]
    return [_grid(rows, widths, lines, 0), Spacer(1, 8)]


def _table(block: tree.Table) -> Flow:
    share = look.BODY_WIDTH / sum(block.widths)
    widths = tuple(part * share for part in block.widths)
    head = [[text(words, "head") for words in block.headers]]
    body = [
        [text(cell, "cell") if any(piece) else _Line() for cell in piece]
        for row in block.rows
        for piece in _pieces(row, widths)
    ]
    lines = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, look.LINE),
        ("BACKGROUND", (0, 0), (-1, 0), look.SHADE),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, look.NAVY),
    ]
    return [_grid(head + body, widths, lines, 1, ROOMY if block.is_roomy else 3), Spacer(1, 10)]


class _Line(Spacer):  # type: ignore[misc]
    """The height of one line of words in a row without any, which is there to be written on."""

    def __init__(self) -> None:
        super().__init__(1, look.style("cell").leading)


def _ruled(block: tree.Ruled) -> Flow:
    """Draw two labels with their lines side by side; an odd one stands alone."""
    if not block.rows:
        return []
    widths = [look.BODY_WIDTH * share for share in (0.17, 0.31, 0.04, 0.17, 0.31)]
    pairs = [*block.rows, ("", "")][: len(block.rows) + len(block.rows) % 2]
    cells, lines = [], []
    for at in range(0, len(pairs), 2):
        (first, left), (second, right) = pairs[at], pairs[at + 1]
        texts = [(first, "label"), (left, "cell"), ("", "cell"), (second, "label")]
        cells.append([*(text(words, name) for words, name in texts), text(right, "cell")])
        ends = [1, 4] if second else [1]
        lines += [("LINEBELOW", (at_, at // 2), (at_, at // 2), 0.7, look.INK) for at_ in ends]
    grid = _grid(cells, widths, lines, 0, ROOMY)
    grid.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "BOTTOM")]))
    return [grid, Spacer(1, 10)]


def _picture(block: tree.Picture) -> Flow:
    known = fitted(block.data)
    if known is None:
        return _note(
            tree.Note(
                tr("{caption}: this picture cannot be shown.").format(caption=block.caption),
                tree.Tone.WARN,
            )
        )
    data, width, height = known
    scale = min(look.BODY_WIDTH * block.share / width, MOST_HIGH * look.BODY_HEIGHT / height)
    picture = Image(BytesIO(data), width * scale, height * scale, hAlign="LEFT")
    return [KeepTogether([picture, text(block.caption, "label"), Spacer(1, 10)])]


def _grid(
    rows: list[list[Flowable]],
    widths: Sequence[float],
    lines: list[Any],
    head: int,
    room: float = 3,
) -> Table:
    grid = Table(rows, colWidths=list(widths), repeatRows=head, hAlign="LEFT")
    padding = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), room),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    grid.setStyle(TableStyle(lines + padding))
    return grid


def _pieces(row: Sequence[str], widths: Sequence[float]) -> list[tuple[str, ...]]:
    columns = [_cut(cell, width) for cell, width in zip(row, widths, strict=True)]
    height = max(len(column) for column in columns)
    return [
        tuple(column[at] if at < len(column) else "" for column in columns) for at in range(height)
    ]


def _cut(cell: str, width: float) -> list[str]:
    """Cut a cell where a line or word ends, by what surely fits into PIECE_LINES lines."""
    per_line = max(4, int(width / 9))
    pieces: list[str] = []
    rest = tree.printable(cell).strip()
    while rest:
        size = _fitting(rest, per_line)
        if size < len(rest):
            cut = max(rest.rfind(" ", size // 2, size), rest.rfind("\n", size // 2, size))
            size = cut if cut > 0 else size
        pieces.append(rest[:size].rstrip())
        rest = rest[size:].lstrip()
    return pieces or [""]


def _fitting(words: str, per_line: int) -> int:
    used = column = 0
    for at, character in enumerate(words):
        if character == "\n" or column == per_line:
            used, column = used + 1, 0
        column += 1
        if used >= PIECE_LINES:
            return max(1, at)
    return len(words)


def _note(block: tree.Note) -> Flow:
    color = look.TONES[block.tone]
    style = look.style("body").clone(
        "note",
        backColor=look.SHADE,
        borderPadding=(7, 9, 7, 9),
        leftIndent=9,
        rightIndent=9,
        spaceBefore=9,
        spaceAfter=15,
        textColor=color,
    )
    return [paragraph("\n".join(tree.paragraphs(block.text)), style)]


def _checklist(block: tree.Checklist) -> Flow:
    rows = [[_Box(), text(item, "body")] for item in block.items]
    if not rows:
        return []
    grid = Table(rows, colWidths=[22, look.BODY_WIDTH - 22], hAlign="LEFT")
    grid.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 2),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ]
        )
    )
    return [grid, Spacer(1, 8)]


class _Box(Flowable):  # type: ignore[misc]
    """An empty box to tick."""

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Take the room of one line."""
        return 12.0, 13.0

    def draw(self) -> None:
        """Draw the box."""
        self.canv.setLineWidth(0.8)
        self.canv.setStrokeColor(look.INK)
        self.canv.rect(0, 1.5, 9.5, 9.5)


def _signatures(block: tree.SignatureLines) -> Flow:
    return [KeepTogether(_signature(person)) for person in block.people]


class SignatureLine(Flowable):  # type: ignore[misc]
    """Takes no room and prints nothing; tells the frame of the page where a line is signed."""

    def __init__(self, role: str, name: str) -> None:
        super().__init__()
        self.role, self.name = role, name
        self.width = self.height = 0

    def draw(self) -> None:
        """Report the line below, if whoever prints wants to know."""
        heard = getattr(getattr(self.canv, "_doctemplate", None), "note_signature", None)
        if heard is not None:
            left, top = self.canv.absolutePosition(0, 0)
            heard(self, (left, top - SIGNED_HIGH, left + look.BODY_WIDTH, top))


def _signature(person: tree.Signature) -> Flow:
    half = look.BODY_WIDTH / 2
    known = [text(person.name, "body"), text(person.title, "body")]
    cells = [
        ["", ""],
        [text(tr("Signature"), "label"), text(tr("Date (month/day/year)"), "label")],
        known,
        [text(tr("Name in print"), "label"), text(tr("Title", "of a person"), "label")],
    ]
    grid = Table(cells, colWidths=[half, half], rowHeights=[SIGNED_HIGH, 16, 26, 16], hAlign="LEFT")
    grid.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (0, 0), 0.8, look.INK),
                ("LINEBELOW", (1, 0), (1, 0), 0.8, look.INK),
                ("LINEBELOW", (0, 2), (0, 2), 0.8, look.INK),
                ("LINEBELOW", (1, 2), (1, 2), 0.8, look.INK),
                ("VALIGN", (0, 2), (-1, 2), "BOTTOM"),
                ("LEFTPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 2), (-1, 2), 0),
            ]
        )
    )
    line = SignatureLine(person.role, person.name)
    return [text(person.role, "h3"), line, grid, Spacer(1, 16)]


def _drawing(block: tree.Drawing) -> Flow:
    return [SketchFlow(block.sketch), Spacer(1, 10)]


def _diagram(block: tree.Diagram) -> Flow:
    return diagram_flow(block.sheets)


def _page_break(_block: tree.PageBreak) -> Flow:
    return [PageBreak()]


RENDERERS: dict[type, Callable[[Any], Flow]] = {
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
