"""Shows each scanned page large beside the issued one, with the places that differ in frames."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ctpat_desktop.documents.pages.preview import page_image
from ctpat_desktop.documents.scanning.assembling import on_paper
from ctpat_desktop.documents.scanning.comparing import Compared, Look, Rect
from ctpat_desktop.documents.scanning.matching import Judged
from ctpat_desktop.services.packets.scan import Checked, Checker
from ctpat_desktop.services.packets.store import IssuedPacket
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit
from ctpat_desktop.ui.widgets.zoom import ZoomBar, ZoomView

DOTS = 150
"""Dots per inch at which pages are shown."""
FRAME = QColor("#d0021b")
CHIPS = {Look.LIKE: "ok", Look.UNLIKE: "bad", Look.UNKNOWN: "warn"}


class PageView(ZoomView):
    """One page, zoomable, with frames around places of it."""

    def __init__(self, name: str) -> None:
        """Start without a page."""
        super().__init__(name)
        self.frames: list[QRectF] = []

    def show_page(self, image: QImage | None, places: Sequence[Rect]) -> None:
        """Show a page; `places` are in points from its upper left."""
        self.board.clear()
        self.frames = []
        if image is None:
            self.show_area(QRectF())
            return
        area = self.board.addPixmap(QPixmap.fromImage(image)).boundingRect()
        for place in places:
            self.frames.append(QRectF(*(side * DOTS / 72 for side in place)))
        self._draw_frames()
        self.show_area(area)

    def _draw_frames(self) -> None:
        """Draw the frames, those that touch as one."""
        path = QPainterPath()
        for frame in self.frames:
            path.addRect(frame.adjusted(-2, -2, 2, 2))
        path.setFillRule(Qt.FillRule.WindingFill)
        pen, fill = QPen(FRAME, 3), QColor(FRAME)
        pen.setCosmetic(True)
        fill.setAlpha(24)
        self.board.addPath(path.simplified(), pen, fill)


class PageCompare(QDialog):
    """Goes through the pages of a packet: the issued one at the left, the scanned at the right."""

    article = "mou-packet"

    def __init__(
        self,
        parent: QWidget | None,
        issued: IssuedPacket,
        checker: Checker,
        pages: dict[int, Judged],
        checked: Checked,
    ) -> None:
        """Show the page of the scans in `pages`, by their number; begin with the worst."""
        super().__init__(parent)
        self.issued, self.checker, self.pages, self.checked = issued, checker, pages, checked
        self.number = 0
        self.setWindowTitle(tr("Compare the pages"))
        fit(self, 150, 44)
        self.title = label("", h2=True)
        self.title.setWordWrap(False)
        self.verdict = label("")
        self.left, self.right = PageView(tr("The page as issued")), PageView(tr("The scanned page"))
        self.left.mirror(self.right)
        self.right.mirror(self.left)
        self.zoom = ZoomBar(self.right)
        self.zoom.listen(self)
        self._lay()
        worst = (*checked.unlike, *checked.unknown_look, *checked.ink_pages, *sorted(pages), 1)
        self.show_page(worst[0])

    def show_page(self, number: int) -> None:
        """Show a page of the packet (from 1)."""
        self.number = number
        judged = self.pages.get(number)
        compared = self.checker.compared(judged.page, number) if judged else None
        self.title.setText(tr("Page {n} of {m}").format(n=number, m=self.issued.page_count))
        self._say(judged, compared)
        width, height, data = page_image(self.issued.pdf, number - 1, DOTS / 72)
        places = compared.places if compared else ()
        self.left.show_page(_image(width, height, data), places)
        is_placed = judged is not None and judged.page.placed is not None
        self.right.show_page(_scanned(judged), places if is_placed else ())
        first, last = tr("This is the first page."), tr("This is the last page.")
        allow(self.back, first if number == 1 else "")
        allow(self.forward, last if number == self.issued.page_count else "")
        none = tr("No page has to be looked at.")
        allow(self.next_open, "" if self.checked.pages else none)

    def step(self, by: int) -> None:
        """Show the page before or after."""
        self.show_page(min(max(self.number + by, 1), self.issued.page_count))

    def to_next_open(self) -> None:
        """Show the next page a person has to look at, from the first one again after the last."""
        pages = self.checked.pages
        after = [number for number in pages if number > self.number]
        if pages:
            self.show_page((after or pages)[0])

    def _say(self, judged: Judged | None, compared: Compared | None) -> None:
        """Say what comparing this page said; what was not compared is never in order."""
        if judged is None or compared is None:
            words, kind = tr("This page was not scanned yet."), "warn"
        else:
            words, kind = _words(judged, compared), CHIPS[compared.look]
        self.verdict.setText(words)
        self.verdict.setAccessibleName(words)
        self.sign.setText({"ok": "✓", "bad": "✗"}.get(kind, "?"))
        self.sign.setProperty("chip", kind)
        self.sign.style().unpolish(self.sign)
        self.sign.style().polish(self.sign)

    def _lay(self) -> None:
        self.sign = QLabel()
        self.back = button(tr("Previous page"), lambda: self.step(-1))
        self.forward = button(tr("Next page"), lambda: self.step(1))
        self.next_open = button(tr("Next to look at"), self.to_next_open, "primary")
        close = button(tr("Close"), self.accept)
        for made in (self.back, self.forward, self.next_open, close):
            made.setAutoDefault(False)
        head = row(self.title, self.sign, self.verdict)
        head.setStretch(2, 1)
        pages = QHBoxLayout()
        for words, view in ((tr("As issued"), self.left), (tr("As scanned"), self.right)):
            column = QVBoxLayout()
            column.addWidget(label(words, muted=True))
            column.addWidget(view, 1)
            pages.addLayout(column, 1)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addLayout(pages, 1)
        last = (None, self.zoom, None, close)
        column.addLayout(row(self.back, self.forward, self.next_open, *last))


def _words(judged: Judged, compared: Compared) -> str:
    if compared.look is Look.UNLIKE:
        return tr("This page does not look like the issued page. What differs is framed.")
    if judged.page.placed is None:
        return tr("Not compared: no page code shows how this page lies. Compare it by eye.")
    if compared.look is Look.UNKNOWN:
        return tr("Not compared: too much of the page is outside the picture. Compare it by eye.")
    if compared.places:
        return tr("This page looks like the issued page. What differs, such as ink, is framed.")
    return tr("This page looks like the issued page.")


def _scanned(judged: Judged | None) -> QImage | None:
    if judged is None:
        return None
    picture = on_paper(judged.page, DOTS).convert("RGB")
    return _image(picture.width, picture.height, picture.tobytes())


def _image(width: int, height: int, rows: bytes) -> QImage:
    return QImage(rows, width, height, width * 3, QImage.Format.Format_RGB888).copy()
