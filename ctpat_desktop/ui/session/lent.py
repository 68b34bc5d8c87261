"""Opens documents in the system's own programs, from copies that are taken back in time.

What copies them is imported with the first copy: the start page needs none of it.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.widgets.dialogs import confirm

if TYPE_CHECKING:
    from collections.abc import Callable

    from ctpat_desktop.services.evidence.library import Held
    from ctpat_desktop.services.evidence.opened_copies import OpenedCopies
    from ctpat_desktop.ui.session.desk import Desk

AGAIN_MS = 10_000
"""After so many milliseconds a copy is removed again that a program still held open."""


def open_document(
    parent: QWidget, desk: Desk, document: Held, then: Callable[[], object] | None = None
) -> None:
    """Open a copy of a document in the program the system has for it, and call `then` if it did."""
    from ctpat_desktop.services.evidence.opened_copies import may_act

    words = tr(
        "“{name}” is of a kind that may do more than be looked at. Open it only if you know where "
        "it comes from. Open it?"
    ).format(name=document.filename)
    if may_act(document.filename) and not confirm(parent.window(), tr("Open", "command"), words):
        return
    copies = _loan().copies
    tasks.start(
        lambda _: copies.lend(desk.workspace, document),
        partial(_show, desk, document, then),
        partial(_say_failed, desk),
    )


def lend(title: str, filename: str, content: bytes) -> Path:
    """Write a copy to hand over by dragging or by its path; it is taken back like all others."""
    return _loan().copies.lend_content(title, filename, [content])


def forget() -> None:
    """Remove every copy at once; one that is still in use as soon as it is not."""
    if _loan.cache_info().currsize:  # else nothing was lent
        _loan().end()


def sweep() -> None:
    """Remove what an earlier run left; may be called beside the window."""
    _copies().sweep()


def _say_failed(desk: Desk, words: str) -> None:
    if desk.workspace.is_open:  # else it was taken back by the lock
        desk.warn(words)


def _show(desk: Desk, document: Held, then: Callable[[], object] | None, path: Path) -> None:
    if not desk.workspace.is_open:  # locked meanwhile
        forget()
        return
    if not path.exists():
        return
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        forget_one(path)
        desk.tell(no_program(document.filename))
        return
    if then is not None:
        then()
    desk.inform(
        tr(
            "A copy of “{name}” is open in another program, to be read only. It is removed when "
            "the workspace is locked or closed."
        ).format(name=document.filename)
    )


def no_program(name: str) -> Problem:
    """Return what is said of a file nothing on this computer opens."""
    return Problem(
        tr("No program on this computer opens “{name}”.").format(name=name),
        tr("Save a copy and take it to a computer that has one."),
    )


def forget_one(path: Path) -> None:
    """Remove one copy that nobody opened."""
    _loan().copies.take_back_one(path)


class _Loan(QObject):
    """The copies of this run, and the clock that tries again to remove them."""

    def __init__(self) -> None:
        super().__init__(QGuiApplication.instance())
        self.copies = _copies()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.end)

    def end(self) -> None:
        """Remove all copies."""
        if self.copies.take_back():
            self._again.stop()
        else:
            self._again.start(AGAIN_MS)


def _copies() -> OpenedCopies:
    from ctpat_desktop.services.evidence.opened_copies import OpenedCopies, default_place

    return OpenedCopies(default_place())


@cache
def _loan() -> _Loan:
    return _Loan()
