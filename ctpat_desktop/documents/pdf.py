"""Renders a block tree as a PDF: contents, running header, page n of m, outline."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from ctpat_desktop.documents import pdf_style as look
from ctpat_desktop.documents.blocks import Cover, Tree, printable
from ctpat_desktop.documents.fonts import markup, split_runs, width
from ctpat_desktop.documents.pdf_blocks import HeadingText, SignatureLine, flowables
from ctpat_desktop.documents.signature_place import SignaturePlace
from ctpat_desktop.documents.stamp import Stamp

SMALL = 7.6
MAX_PASSES = 8


def render(tree: Tree, stamp: Stamp, title: str) -> bytes:
    """Return the PDF of a tree; the same input gives the same bytes."""
    return render_with_places(tree, stamp, title).pdf


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF and where people sign in it, in the order of the pages."""

    pdf: bytes
    signature_places: tuple[SignaturePlace, ...]


def render_with_places(tree: Tree, stamp: Stamp, title: str) -> Rendered:
    """Return the PDF of a tree together with the places of its signature lines."""
    out = BytesIO()
    pages = _Pages(out, stamp, title, bool(tree) and isinstance(tree[0], Cover))
    pages.multiBuild([_PageTotal(pages), *flowables(tree)], maxPasses=MAX_PASSES)
    return Rendered(out.getvalue(), tuple(pages.places))


class _PageTotal(Flowable):  # type: ignore[misc]
    """Asks for another pass until the page count of the footer is the true one."""

    def __init__(self, pages: "_Pages") -> None:
        super().__init__()
        self.pages = pages
        self.width = self.height = 0

    def isIndexing(self) -> int:
        """Take part in the passes of the renderer."""
        return 1

    def isSatisfied(self) -> bool:
        """Tell whether the last pass printed the right total."""
        return self.pages.total == self.pages.printed_total

    def beforeBuild(self) -> None:
        """Remember what this pass will print."""
        self.pages.printed_total = self.pages.total

    def afterBuild(self) -> None:
        """Take the true total of this pass."""
        self.pages.total = self.pages.page

    def notify(self, kind: str, stuff: Any) -> None:
        """Hear contents entries and leave them to the contents."""

    def draw(self) -> None:
        """Draw nothing."""


class _Pages(BaseDocTemplate):  # type: ignore[misc]
    """The page frame of every report."""

    def __init__(self, out: BytesIO, stamp: Stamp, title: str, has_cover: bool) -> None:
        super().__init__(
            out,
            pagesize=(look.PAGE_WIDTH, look.PAGE_HEIGHT),
            invariant=1,
            title=printable(title),
            author="CTPAT Desktop",
            creator=f"CTPAT Desktop {stamp.app_version}",
        )
        self.stamp_line = stamp.line()
        self.heading = printable(title)
        self.has_cover = has_cover
        self.total = self.printed_total = 0
        self.deepest = -1
        self.places: list[SignaturePlace] = []
        frame = Frame(
            look.MARGIN,
            look.BOTTOM,
            look.BODY_WIDTH,
            look.BODY_HEIGHT,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        self.addPageTemplates(PageTemplate("page", [frame], onPage=_draw_frame))

    def beforeDocument(self) -> None:
        """Start outline and bookmarks afresh on every pass."""
        self.deepest = -1
        self.bookmarks = 0
        self.places = []

    def note_signature(self, line: SignatureLine, box: tuple[float, ...]) -> None:
        """Take down where a person signs."""
        left, bottom, right, top = box
        place = SignaturePlace(
            f"Signer{len(self.places) + 1}",
            self.page - 1,
            (left, bottom, right, top),
            printable(line.role),
            printable(line.name),
        )
        self.places.append(place)

    def afterFlowable(self, flowable: Flowable) -> None:
        """Enter headings into the outline and the contents."""
        if not isinstance(flowable, HeadingText):
            return
        self.bookmarks += 1
        key = f"h{self.bookmarks}"
        depth = min(flowable.level - 1, self.deepest + 1)
        self.deepest = depth
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(flowable.words, key, depth, closed=depth == 0)
        if flowable.level <= 2:
            self.notify("TOCEntry", (depth, markup(flowable.words), self.page, key))


def _draw_frame(canvas: Any, pages: _Pages) -> None:
    canvas.saveState()
    if not (pages.has_cover and pages.page == 1):
        y = look.PAGE_HEIGHT - 42
        _line(canvas, _shortened(pages.heading, look.BODY_WIDTH), look.MARGIN, y)
        _rule(canvas, y - 8)
    of = f"Page {pages.page} of {pages.printed_total or pages.page}"
    end = look.MARGIN + look.BODY_WIDTH
    _rule(canvas, 48)
    _line(canvas, _shortened(pages.stamp_line, look.BODY_WIDTH - 80), look.MARGIN, 36)
    _line(canvas, of, end - width(of, SMALL), 36)
    canvas.restoreState()


def _rule(canvas: Any, y: float) -> None:
    canvas.setStrokeColor(look.LINE)
    canvas.setLineWidth(0.5)
    canvas.line(look.MARGIN, y, look.MARGIN + look.BODY_WIDTH, y)


def _line(canvas: Any, words: str, x: float, y: float) -> None:
    pen = canvas.beginText(x, y)
    pen.setFillColor(look.QUIET)
    for run in split_runs(words):
        pen.setFont(run.font, SMALL)
        pen.textOut(run.text)
    canvas.drawText(pen)


def _shortened(words: str, room: float) -> str:
    line = " ".join(words.split())
    if width(line, SMALL) <= room:
        return line
    while line and width(line + "...", SMALL) > room:
        line = line[:-1]
    return line.rstrip() + "..."
