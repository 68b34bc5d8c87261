"""Shows a document of the library page by page, larger or smaller, without writing it to the disk.

Pages are read beside the window, in a process of their own; what is shown is only ever looked at.
"""

from collections.abc import Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.exchange.office.file_pages import Look, Picture
from ctpat_desktop.exchange.office.word_pages import Block, Writing
from ctpat_desktop.services.evidence.library import Held
from ctpat_desktop.services.evidence.previews import Viewer
from ctpat_desktop.services.files.workspaces import Workspace
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.widgets.heard import DRAWING
from ctpat_desktop.ui.widgets.parts import button, label, looks, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import lines, scaled, tokens
from ctpat_desktop.ui.widgets.zoom import FIT, ZOOM_IN, ZOOM_OUT, zoom_with_keys

ZOOMS = (1.0, 1.5, 2.0, 3.0, 4.0)
"""How large a page is shown; 1 is as large as fits."""
Asked = tuple[Held, int]


class Preview(QWidget):
    """One page of a document, with the buttons that turn and enlarge it."""

    def __init__(self, workspace: Workspace) -> None:
        """Start empty."""
        super().__init__()
        self.viewer = Viewer(workspace)
        self._workspace = workspace
        self._document: Held | None = None
        self._look: Look | None = None
        self._asked: Asked | None = None
        self._running: Asked | None = None
        self._is_void = False
        """True where what is being read was stopped: that it failed says nothing of the file."""
        self.sheet = DocumentView()
        self.text = looks(QTextBrowser())
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Preview"))
        self.stack = QStackedWidget()
        self.stack.setMinimumHeight(lines(12))
        for part in (self.sheet, self.text):
            part.installEventFilter(self)
            part.viewport().installEventFilter(self)
            self.stack.addWidget(part)
        self.where = label("", muted=True)
        self.remark = label("", muted=True)
        self.back = button("‹", partial(self.turn, -1), name=tr("Previous page"))
        self.forward = button("›", partial(self.turn, 1), name=tr("Next page"))
        self.smaller = button("−", partial(self.zoom, -1), name=tr("Smaller"))
        self.larger = button("+", partial(self.zoom, 1), name=tr("Larger"))
        self.whole = button(tr("Fit"), self.fit, name=tr("Show all of it"))
        keys = ((self.smaller, ZOOM_OUT), (self.larger, ZOOM_IN[0]), (self.whole, FIT))
        for made, key in keys:
            shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            made.setToolTip(f"{made.accessibleName()} ({shown})")
        self._zoom = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack, 1)
        line = row(self.back, self.forward, self.where, self.smaller, self.larger, self.whole)
        line.setStretch(2, 1)
        column.addLayout(line)
        column.addWidget(self.remark)
        self._show_state()

    @property
    def words(self) -> str:
        """What is said in the place of a page, or the words of the page itself."""
        if self.stack.currentWidget() is self.text:
            return self.text.toPlainText()
        return self.sheet.words.text()

    def show_document(self, document: Held) -> None:
        """Show the first page of a document, unless it is on the screen already."""
        known = self._document
        self._document = document
        if known is None or known.sha256 != document.sha256:
            self._zoom = 0
            self._blank("")
            self._ask(document, 0)

    def turn(self, by: int) -> None:
        """Show another page."""
        if self._look is not None and self._document is not None:
            number = self._look.number + by
            if 0 <= number < self._look.count:
                self._ask(self._document, number)

    def zoom(self, by: int) -> None:
        """Show the page larger or smaller."""
        self._zoom_to(min(max(self._zoom + by, 0), len(ZOOMS) - 1))

    def fit(self) -> None:
        """Show the whole page."""
        self._zoom_to(0)

    def listen(self, around: QWidget) -> None:
        """Zoom with keys while the keyboard is in a widget or anything inside it."""
        zoom_with_keys(around, self.zoom, self.fit)

    def _zoom_to(self, at: int) -> None:
        if self._look is not None and at != self._zoom:
            self._zoom = at
            self._show_page(self._look)

    def _ask(self, document: Held, number: int) -> None:
        """Want a page; what is being read for another document is stopped."""
        self._asked = (document, number)
        if not self.isVisible():  # asked again when it is shown
            return
        if self._running is None:
            self._start(self._asked)
        elif self._running[0].sha256 != document.sha256:
            self._rest()
        self._show_state()

    def _start(self, asked: Asked) -> None:
        self._running, self._is_void = asked, False
        tasks.start(
            lambda _: self.viewer.look(*asked),
            partial(self._came, asked),
            partial(self._failed, asked),
        )

    def _came(self, asked: Asked, look: Look) -> None:
        if self._is_wanted(asked):
            self._look = look
            self._show_page(look)

    def _failed(self, asked: Asked, why: str) -> None:
        if self._is_wanted(asked):
            self._blank(why if self._workspace.is_open else "")

    def _is_wanted(self, asked: Asked) -> bool:
        """Return whether what came is still asked for; else begin with what is."""
        self._running = None
        wanted = self._asked
        if wanted is None or not self.isVisible():
            return False
        if wanted != asked or self._is_void:
            self._start(wanted)
            return False
        if self._workspace.is_open:  # else it is asked again after the lock
            self._asked = None
        return True

    def _blank(self, words: str) -> None:
        """Show words, or nothing, in the place of a page."""
        self._look = None
        self.sheet.say(words)
        self.stack.setCurrentWidget(self.sheet)
        self._show_state()

    def _show_page(self, look: Look) -> None:
        page, zoom = look.page, ZOOMS[self._zoom]
        if isinstance(page, Picture):
            self.sheet.show_page(page, zoom)
            self.stack.setCurrentWidget(self.sheet)
        else:
            self.text.setFont(scaled(self.font(), zoom))
            self.text.setHtml(as_html(page))
            self.stack.setCurrentWidget(self.text)
        self._show_state()

    def _show_state(self) -> None:
        look = self._look
        number, count = (look.number, look.count) if look else (0, 0)
        is_reading = self._asked is not None or self._running is not None
        words = tr("Page {n} of {all}").format(n=number + 1, all=count) if count > 1 else ""
        self.where.setText(tr("Reading the file…") if is_reading and not look else words)
        self.remark.setText(look.remark if look else "")
        self.remark.setVisible(bool(look and look.remark))
        for turner in (self.back, self.forward):
            turner.setVisible(count > 1)
        allow(self.back, "" if number else tr("This is the first page."))
        allow(self.forward, "" if number < count - 1 else tr("This is the last page."))
        nothing = "" if look else tr("There is no page to enlarge.")
        fits = nothing or ("" if self._zoom else tr("The page fits as it is."))
        allow(self.smaller, fits)
        allow(self.whole, fits)
        is_most = self._zoom == len(ZOOMS) - 1
        allow(self.larger, nothing or (tr("It does not get larger.") if is_most else ""))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn with Page Up and Page Down, zoom with +, − and 0, or with the wheel and Ctrl."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._does(event.key())
        if isinstance(event, QWheelEvent) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            return True
        return False

    def _does(self, key: int) -> bool:
        keys = Qt.Key
        turns = {keys.Key_PageUp: -1, keys.Key_PageDown: 1}
        zooms = {keys.Key_Plus: 1, keys.Key_Equal: 1, keys.Key_Minus: -1, keys.Key_0: -len(ZOOMS)}
        if key in turns and self._look is not None and self._look.count > 1:
            self.turn(turns[keys(key)])
            return True
        if key in zooms:
            self.zoom(zooms[keys(key)])
            return True
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what was let go of."""
        super().showEvent(event)
        if self._asked is not None:
            self._ask(*self._asked)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the document: other pages, and the lock, leave nothing of it in a process."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._rest()

    def _rest(self) -> None:
        self._is_void = self._running is not None
        self.viewer.rest()


class DocumentView(QScrollArea):
    """A page as a picture, as large as fits or larger; or words in its place."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setProperty(DRAWING, True)
        self._image = QImage()
        self._zoom = 1.0
        self.words = label("")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.both = QStackedWidget()
        self.both.setProperty("clear", True)
        self.both.addWidget(self.words)
        self.both.addWidget(self.picture)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidgetResizable(True)
        self.setWidget(self.both)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(tr("Preview"))

    def say(self, words: str) -> None:
        """Show words in the place of a page."""
        self._image = QImage()
        self.picture.clear()
        self.picture.setMinimumSize(0, 0)
        self.words.setText(words)
        self.both.setCurrentWidget(self.words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_page(self, page: Picture, zoom: float) -> None:
        """Show a page; a zoom of 1 is as large as fits."""
        form = QImage.Format.Format_RGB888
        whole = QImage(page.data, page.width, page.height, page.width * 3, form)
        self._image, self._zoom = whole.copy(), zoom
        self.both.setCurrentWidget(self.picture)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fit()

    def shown_size(self) -> QSize:
        """Return how large the page is on the screen."""
        return self.picture.minimumSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            return
        dots = self.devicePixelRatioF()
        room = self.maximumViewportSize() * self._zoom
        size = self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        most = self._image.size() * max(1.0, self._zoom)
        if size.width() > most.width():  # a small picture is not blown up to fit
            size = most
        shown = QPixmap.fromImage(
            self._image.scaled(
                size * dots,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
        shown.setDevicePixelRatio(dots)
        self.picture.setPixmap(shown)
        self.picture.setMinimumSize(size)


def as_html(page: Writing) -> str:
    """Return a page of words for a text view; nothing in it is taken for markup."""
    heading = f"<h4>{escape(page.heading)}</h4>" if page.heading else ""
    return heading + "".join(map(_block, page.blocks))


def _block(block: Block) -> str:
    if isinstance(block, str):
        return f'<p style="white-space: pre-wrap">{escape(block) or "&nbsp;"}</p>'
    border = tokens().edge
    rows = "".join(map(_table_row, block))
    return (
        f'<table border="1" cellspacing="0" cellpadding="3" style="border-collapse: collapse; '
        f'border-color: {border}">{rows}</table>'
    )


def _table_row(cells: Sequence[str]) -> str:
    inner = "".join(
        f'<td style="white-space: pre-wrap">{escape(cell).replace(chr(10), "<br>")}</td>'
        for cell in cells
    )
    return f"<tr>{inner}</tr>"
