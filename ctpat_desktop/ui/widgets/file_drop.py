"""Files dropped on a part of the window: a frame says what would happen, or why not, before.

Every place with a button that asks for a file or a folder takes it by this too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QWidget

from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.widgets.heard import announce
from ctpat_desktop.ui.widgets.theme import lines, tokens

WORKSPACE = ".ctpat"
"""A workspace is for the main window, which opens it, unless a place asks for one."""
SAID_MS = 4_000
"""Milliseconds a refusal stays after the drop."""
ENDS = (QEvent.Type.DragLeave, QEvent.Type.Drop)
COMES = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


@dataclass(frozen=True, slots=True)
class Wants:
    """What a place takes: files with these endings (any without), one or several, or a folder."""

    endings: tuple[str, ...] = ()
    is_one: bool = True
    is_folder: bool = False

    def why_not(self, paths: Sequence[Path]) -> str:
        """Say in one line why these are not taken, or return ""."""
        if self.is_folder:
            is_right = len(paths) == 1 and paths[0].is_dir()
            return "" if is_right else tr("Drop one folder here.")
        if any(path.is_dir() for path in paths):
            return tr("Drop files here, not folders.")
        if self.is_one and len(paths) > 1:
            return tr("Drop one file here, not several.")
        if self.endings and not all(path.suffix.lower() in self.endings for path in paths):
            kinds = ", ".join(ending.removeprefix(".").upper() for ending in self.endings)
            return tr("Only these files are taken here: {kinds}.").format(kinds=kinds)
        return ""


def endings_of(kinds: str) -> tuple[str, ...]:
    """Return the endings in the words of a file dialog, such as "Sheets (*.xlsx *.csv)"."""
    inside = kinds.replace("(", " ").replace(")", " ").split()
    return tuple(word[1:] for word in inside if word.startswith("*.") and len(word) > 2)


class FileDrop(QObject):
    """Lets a widget take files; `beside` is the button that asks for them otherwise."""

    def __init__(
        self,
        widget: QWidget,
        take: Callable[[list[Path]], object],
        wants: Wants,
        beside: QAbstractButton | None = None,
    ) -> None:
        """Listen to the widget and to the lines in it, which would take a path as words."""
        super().__init__(widget)
        self.widget, self.take, self.wants, self.beside = widget, take, wants, beside
        self.point = QPoint()
        """Where the files fell."""
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)
        for line in widget.findChildren(QLineEdit) if isinstance(widget, QDialog) else ():
            line.setAcceptDrops(False)

    @cached_property
    def veil(self) -> _Veil:
        """The frame, made when files first come."""
        return _Veil(self.widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show what would happen while files are over the widget, and take them when they fall."""
        kind = event.type()
        if kind == QEvent.Type.DragLeave:
            self.veil.hide()
            return True
        if kind not in (*COMES, *ENDS):
            return False
        drop = cast("QDropEvent", event)
        paths = dropped_paths(drop.mimeData())
        if not paths or self._is_for_the_window(paths) or _is_blocked(self.widget):
            drop.ignore()
            return True
        why_not = self.why_not(paths)
        if kind in COMES:
            self.veil.say(why_not or _invitation(self.wants, len(paths)), is_bad=bool(why_not))
            drop.setDropAction(Qt.DropAction.CopyAction)
            drop.accept()
        else:
            self._end(drop, paths, why_not)
        return True

    def why_not(self, paths: Sequence[Path]) -> str:
        """Say in one line why these are not taken now, or return ""."""
        if self.beside is not None and not self.beside.isEnabled():
            return self.beside.toolTip() or tr("This cannot be done now.")
        return self.wants.why_not(paths)

    def _end(self, drop: QDropEvent, paths: list[Path], why_not: str) -> None:
        self.point = drop.position().toPoint()
        if why_not:
            drop.ignore()
            self.veil.say(why_not, is_bad=True)
            self.veil.later.start()
            announce(why_not, self.widget, at_once=True)
            return
        self.veil.hide()
        drop.setDropAction(Qt.DropAction.CopyAction)
        drop.accept()
        QTimer.singleShot(0, self, lambda: self.take(paths))  # who drags does not wait for a dialog

    def _is_for_the_window(self, paths: Sequence[Path]) -> bool:
        if isinstance(self.widget.window(), QDialog):
            return False
        is_workspace = len(paths) == 1 and paths[0].suffix.lower() == WORKSPACE
        return is_workspace and WORKSPACE not in self.wants.endings


def takes_file(
    widget: QWidget,
    take: Callable[[Path], object],
    kinds: str = "",
    beside: QAbstractButton | None = None,
) -> FileDrop:
    """Let a widget take one file; `kinds` are the words of its file dialog, "" for any file."""
    return FileDrop(widget, lambda paths: take(paths[0]), Wants(endings_of(kinds)), beside)


def takes_folder(
    widget: QWidget, take: Callable[[Path], object], beside: QAbstractButton | None = None
) -> FileDrop:
    """Let a widget take one folder."""
    return FileDrop(widget, lambda paths: take(paths[0]), Wants(is_folder=True), beside)


def dropped_paths(data: QMimeData) -> list[Path]:
    """Return the files of this computer that are dragged; none where anything else is."""
    urls = data.urls() if data.hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls] if all(u.isLocalFile() for u in urls) else []


def _is_blocked(widget: QWidget) -> bool:
    """Return whether a dialog waits for an answer before this part of the program."""
    modal = QApplication.activeModalWidget()
    return modal is not None and widget.window() is not modal


def _invitation(wants: Wants, count: int) -> str:
    if wants.is_folder:
        return tr("Drop the folder here.")
    return ntr("Drop the file here.", "Drop the {n} files here.", count)


class _Veil(QWidget):
    """Lies over a part while files are dragged over it, with a frame and one line."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("laid_over", True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words, self.is_bad = "", False
        self.later = QTimer(self, singleShot=True, interval=SAID_MS)
        self.later.timeout.connect(self.hide)
        self.hide()

    def say(self, words: str, *, is_bad: bool) -> None:
        """Lie over the part with a line."""
        self.later.stop()
        self.words, self.is_bad = words, is_bad
        above = self.parentWidget()
        if above is not None:
            self.setGeometry(above.rect())
        self.setToolTip(words)
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a frame over what lies below, and the line where there is room."""
        del event
        colors = tokens()
        ink = QColor(colors.bad if self.is_bad else colors.accent)
        ground = QColor(colors.bad_soft if self.is_bad else colors.accent_soft)
        ground.setAlpha(225)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(ground)
        painter.setPen(QPen(ink, 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 6, 6)
        if self.height() >= lines(1.4):
            font = painter.font()
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(ink)
            how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(8, 2, -8, -2), int(how), self.words)
