"""The box answers are pasted into; of a table that only comes as a web page the cells are kept."""

import csv
from collections.abc import Iterator
from io import StringIO

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextDocument, QTextTable

from ctpat_desktop.ui.widgets.text_box import TextBox

BETWEEN = "\t"


class PasteBox(TextBox):
    """A long text; Google Docs gives the cells of a table one below the other as plain text."""

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take a text, or a page."""
        return bool(super().canInsertFromMimeData(source) or source.hasHtml())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert the plain text; of a page with a table whose cells it does not part, the cells."""
        if BETWEEN in source.text() or not source.hasHtml():
            super().insertFromMimeData(source)
            return
        page = QTextDocument()
        page.setHtml(source.html())
        text = cells(page)
        if text or not source.hasText():
            self.textCursor().insertText(text or page.toPlainText())
        else:
            super().insertFromMimeData(source)


def cells(page: QTextDocument) -> str:
    """Return the rows of the tables of a page as a sheet gives them; "" where it has none."""
    out = StringIO()
    write = csv.writer(out, delimiter=BETWEEN, lineterminator="\n")
    for table in _tables(page):
        for row in range(table.rows()):
            write.writerow(_text(table, row, column) for column in range(table.columns()))
    return out.getvalue()


def _tables(page: QTextDocument) -> Iterator[QTextTable]:
    for frame in page.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            yield frame


def _text(table: QTextTable, row: int, column: int) -> str:
    cell = table.cellAt(row, column)
    if (cell.row(), cell.column()) != (row, column):  # goes on from the one before
        return ""
    first, last = cell.firstCursorPosition(), cell.lastCursorPosition()
    first.setPosition(last.position(), first.MoveMode.KeepAnchor)
    return first.selectedText().replace("\u2029", "\n").replace("\u2028", "\n").strip()
