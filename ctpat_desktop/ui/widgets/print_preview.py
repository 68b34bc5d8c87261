"""Sends finished PDF pages to the screen's preview or to a printer."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import (
    QPrintDialog,
    QPrinter,
    QPrinterInfo,
    QPrintPreviewDialog,
)
from PySide6.QtWidgets import QDialog, QProgressDialog, QWidget

from ctpat_desktop.documents.pages.preview import page_count, page_image
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.theme import fit

PRINT_SCALE = 200 / 72
"""Pixels per point of a printed page: 200 dots per inch."""

EDGE = 14.0
"""Points from the edge of the paper that our pages leave free; page codes begin behind it."""


def preview_report(parent: QWidget, pdf: bytes) -> None:
    """Show the print preview of a PDF."""
    printer = made_printer()  # the dialog does not keep it alive
    dialog = QPrintPreviewDialog(printer, parent)
    fit(dialog, 128, 42)
    dialog.paintRequested.connect(lambda target: paint(target, pdf))
    dialog.exec()


def print_report(parent: QWidget, pdf: bytes) -> bool:
    """Ask for a printer and print a PDF; False where the person cancelled, and nothing came out."""
    printer, pages = made_printer(), page_count(pdf)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    told = QProgressDialog(tr("Printing"), tr("Cancel"), 0, pages, parent)
    told.setWindowModality(Qt.WindowModality.WindowModal)
    told.setMinimumDuration(600)
    done = paint(printer, pdf, told)
    told.reset()
    return done


def paint(printer: QPrinter, pdf: bytes, progress: QProgressDialog | None = None) -> bool:
    """Draw the chosen pages onto a printer; False where that was cancelled.

    A page is as large as it was made where the paper allows, else as large as fits; it is never
    cut, whether the paper is smaller or the printer cannot reach its edge.
    """
    total = page_count(pdf)
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or total, total)
    painter = QPainter()
    if not painter.begin(printer):
        raise Problem(
            tr("The printer did not take the pages."),
            tr("Nothing is lost. Choose another printer, or save a copy and print that."),
        )
    for number in range(first, last + 1):
        if progress is not None:
            progress.setValue(number - first)
            if progress.wasCanceled():
                printer.abort()
                painter.end()
                return False
        if number > first:
            printer.newPage()
        width, height, data = page_image(pdf, number - 1, PRINT_SCALE)
        image = QImage(data, width, height, width * 3, QImage.Format.Format_RGB888)
        painter.drawImage(_place(printer, width, height), image)
    painter.end()
    return True


def _place(printer: QPrinter, width: int, height: int) -> QRectF:
    """Return where a page of so many pixels goes, in the printer's own dots, in the middle."""
    room = _reached(printer)
    natural = printer.resolution() / (PRINT_SCALE * 72)
    scale = min(natural, room.width() / width, room.height() / height)
    wide, high = width * scale, height * scale
    middle = room.center()
    return QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)


def _reached(printer: QPrinter) -> QRectF:
    """Return the part of the paper a page may take: all of it where the printer reaches far.

    Pages leave EDGE free themselves, so only what a printer cannot reach beyond that is given up.
    """
    layout = printer.pageLayout()
    paper = QRectF(layout.fullRectPixels(printer.resolution()))
    layout.setUnits(QPageLayout.Unit.Point)
    least = layout.minimumMargins()
    dots = printer.resolution() / 72
    left, top, right, bottom = (
        max(0.0, side - EDGE) * dots
        for side in (least.left(), least.top(), least.right(), least.bottom())
    )
    return paper.adjusted(left, top, -right, -bottom)


def made_printer() -> QPrinter:
    """Return the usual printer, set to Letter, and to both sides where it can do that."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setFullPage(True)
    two_sided = QPrinter.DuplexMode.DuplexLongSide
    if two_sided in QPrinterInfo(printer).supportedDuplexModes():
        printer.setDuplex(two_sided)
    return printer
