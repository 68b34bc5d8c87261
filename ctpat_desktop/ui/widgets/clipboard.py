"""Puts secrets on the clipboard for a short while and asks clipboard histories not to keep them."""

import sys
from functools import cache

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication

CLEAR_AFTER_MS = 30_000
"""How long a copied secret may stay on the clipboard."""

ZERO = bytes(4)
"""The number 0 in four bytes, as Windows reads it."""

WINDOWS = 'application/x-qt-windows-mime;value="{}"'
"""How Qt spells a Windows clipboard format, so that it is registered under its bare name."""

MARKS: dict[str, dict[str, bytes]] = {
    "win32": {
        WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): ZERO,
        WINDOWS.format("CanIncludeInClipboardHistory"): ZERO,
        WINDOWS.format("CanUploadToCloudClipboard"): ZERO,
    },
    "darwin": {"application/x-nspasteboard-concealed-type": b""},
    "linux": {"x-kde-passwordManagerHint": b"secret"},
}
"""What a secret carries on each system; Windows looks at the first one's presence only."""


class _Loan(QTimer):
    """The text that lies on the clipboard for us, and the clock that takes it back."""

    def __init__(self) -> None:
        super().__init__(QGuiApplication.instance())
        self.text = ""
        self.setSingleShot(True)
        self.timeout.connect(self.end)

    def end(self) -> None:
        """Clear the clipboard unless somebody copied something else since."""
        self.stop()
        board = QGuiApplication.clipboard()
        if self.text and board.text() == self.text:
            board.clear()
        self.text = ""


def copy_text(text: str, table: str = "") -> None:
    """Put `text` on the clipboard, marked as secret, and take it back after a while.

    `table` is the same as HTML, for programs that paste tables.

    Only the clipboard is written; the selection of X11, which a middle click pastes, never is.
    """
    board, loan = QGuiApplication.clipboard(), _loan()
    data = marked(text, sys.platform)
    if table:
        data.setHtml(table)
    board.setMimeData(data)
    loan.text = text
    loan.start(CLEAR_AFTER_MS)


def forget() -> None:
    """Take back at once what is still on the clipboard from `copy_text`."""
    _loan().end()


def marked(text: str, system: str) -> QMimeData:
    """Return `text` with the marks that keep it out of the histories of one system."""
    data = QMimeData()
    data.setText(text)
    for name, value in MARKS.get(system, MARKS["linux"]).items():
        data.setData(name, value)
    return data


@cache
def _loan() -> _Loan:
    return _Loan()
