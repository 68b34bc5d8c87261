"""Renders a block tree as a PDF: contents, running header, page n of m, outline."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from ctpat_desktop.documents.core import pdf_style as look
from ctpat_desktop.documents.core.blocks import Cover, Tree, printable
from ctpat_desktop.documents.core.canvas import Canvas
from ctpat_desktop.documents.core.fonts import line_markup, split_runs, width
from ctpat_desktop.documents.core.legible import legible
from ctpat_desktop.documents.core.pdf_blocks import HeadingText, SignatureLine, flowables
from ctpat_desktop.documents.core.signature_place import SignaturePlace
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.support import language
from ctpat_desktop.support.language import tr

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


@legible
def render_with_places(tree: Tree, stamp: Stamp, title: str) -> Rendered:
    """Return the PDF of a tree together with the places of its signature lines."""
    out = BytesIO()
    pages = _Pages(out, stamp, title, bool(tree) and isinstance(tree[0], Cover))
    pages.multiBuild(
        [_PageTotal(pages), *flowables(tree)], maxPasses=MAX_PASSES, canvasmaker=Canvas
    )
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
            lang=language.tag(),
            creator=f"CTPAT Desktop {stamp.app_version}",
        )
        self.stamp_line = stamp.line()
        self.heading = printable(title)
        self.has_cover = has_cover
        self.total = self.printed_total = 0
        self.deepest = -1
        upright = (look.PAGE_WIDTH, look.PAGE_HEIGHT)
        self.addPageTemplates([_template("page", upright), _template("wide", upright[::-1])])
        self.places: list[SignaturePlace] = []

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
            self.notify("TOCEntry", (depth, line_markup(flowable.words), self.page, key))


def _template(name: str, size: tuple[float, float]) -> PageTemplate:
    """Return the frame of an upright or of a landscape page."""
    across, high = size[0] - 2 * look.MARGIN, size[1] - look.TOP - look.BOTTOM
    padding = dict.fromkeys(("leftPadding", "rightPadding", "topPadding", "bottomPadding"), 0)
    frame = Frame(look.MARGIN, look.BOTTOM, across, high, **padding)
    return PageTemplate(name, [frame], onPage=_draw_frame, pagesize=size)


def _draw_frame(canvas: Any, pages: _Pages) -> None:
    canvas.saveState()
    across, high = pages.pageTemplate.pagesize
    body = across - 2 * look.MARGIN
    if not (pages.has_cover and pages.page == 1):
        y = high - 42
        _line(canvas, _shortened(pages.heading, body), look.MARGIN, y)
        _rule(canvas, y - 8, body)
    of = tr("Page {page} of {last}").format(page=pages.page, last=pages.printed_total or pages.page)
    end = look.MARGIN + body
    _rule(canvas, 48, body)
    _line(canvas, _shortened(pages.stamp_line, body - 80), look.MARGIN, 36)
    _line(canvas, of, end - width(of, SMALL), 36)
    canvas.restoreState()


def _rule(canvas: Any, y: float, body: float) -> None:
    canvas.setStrokeColor(look.LINE)
    canvas.setLineWidth(0.5)
    canvas.line(look.MARGIN, y, look.MARGIN + body, y)


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
