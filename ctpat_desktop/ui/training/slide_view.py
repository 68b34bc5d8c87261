"""One slide after another, as large as fits; read beside the window and let go when hidden."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ctpat_desktop.exchange.office.file_pages import Look, Picture
from ctpat_desktop.services.training.slide_pages import Slides
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.evidence.preview import DocumentView
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import lines

FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Down)
BACK = (Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace, Qt.Key.Key_Up)


class SlideView(QWidget):
    """The slides of a training, turned by keys and buttons; `seen` tells that one was shown."""

    seen = Signal(int, int)
    """The slide shown (from 0), and how many there are."""

    def __init__(self, desk: Desk, slides: Slides, texts: tuple[str, ...]) -> None:
        """Start at the first slide; `texts` are read out where the slides are ours."""
        super().__init__()
        self.desk, self.slides, self.texts = desk, slides, texts
        self.at, self.count = 0, 0
        self._wanted, self._is_reading = 0, False
        self.sheet = DocumentView()
        self.sheet.setMinimumHeight(lines(12))
        self.sheet.setAccessibleName(tr("Slide"))
        for part in (self.sheet, self.sheet.viewport()):
            part.installEventFilter(self)
        self.where = label("", muted=True)
        self.where.setWordWrap(False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Slides seen"))
        self.back = button(tr("‹ Back"), lambda: self.turn(-1), name=tr("Previous slide"))
        self.forward = button(tr("Next ›"), lambda: self.turn(1), name=tr("Next slide"))
        for one in (self.back, self.forward):
            one.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet, 1)
        line = row(self.back, self.forward, self.where, self.bar)
        line.setStretch(3, 1)
        column.addLayout(line)
        self._show_state()

    def begin(self, number: int) -> None:
        """Show a slide, such as the first one not seen yet."""
        self._wanted = number
        self._ask()

    def turn(self, by: int) -> None:
        """Show the slide before or after the one shown; so none is skipped by a key held down."""
        number = self.at + by
        if self.count and 0 <= number < self.count:
            self.begin(number)

    def show_seen(self, seen: int) -> None:
        """Show how many slides have been seen."""
        self.bar.setRange(0, max(1, self.count))
        self.bar.setValue(seen)

    def _ask(self) -> None:
        if self._is_reading or not self.isVisible():  # asked again when it is shown
            return
        self._is_reading = True
        number = self._wanted
        tasks.start(lambda _: self.slides.look(number), partial(self._came, number), self._failed)
        self._show_state()

    def _came(self, number: int, look: Look) -> None:
        self._is_reading = False
        if not self.isVisible():
            return
        if number != self._wanted:
            self._ask()
            return
        self.at, self.count = look.number, look.count
        if isinstance(look.page, Picture):
            self.sheet.show_page(look.page, 1.0)
        words = self.texts[self.at] if self.at < len(self.texts) else ""
        self.sheet.setAccessibleDescription(words)
        self.seen.emit(self.at, self.count)
        self._show_state()

    def _failed(self, why: str) -> None:
        self._is_reading = False
        if self.isVisible() and self.desk.workspace.is_open:
            self.sheet.say(why)
            self._show_state()

    def _show_state(self) -> None:
        where = tr("{n} of {all}").format(n=self.at + 1, all=self.count) if self.count else ""
        self.where.setText(where)
        allow(self.back, tr("This is the first slide.") if self.at == 0 else "")
        is_last = self.count > 0 and self.at == self.count - 1
        allow(self.forward, tr("This is the last slide.") if is_last else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys turn slides wherever in the slide they are pressed."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.does(event.key())
        return super().eventFilter(watched, event)

    def does(self, key: int) -> bool:
        """Turn by a key; return whether it was one that turns."""
        by = 1 if key in FORWARD else -1 if key in BACK else 0
        if by:
            self.turn(by)
        return bool(by)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the slide that is wanted."""
        super().showEvent(event)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the slides: the lock leaves nothing of them in a process."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.slides.rest()
            self._wanted = self.at
