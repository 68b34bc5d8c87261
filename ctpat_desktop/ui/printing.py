"""Sends finished PDF pages to the screen's preview or to a printer."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QWidget

from ctpat_desktop.documents.preview import page_count, page_image

PRINT_SCALE = 200 / 72
"""Pixels per point of a printed page: 200 dots per inch."""


def preview_report(parent: QWidget, pdf: bytes) -> None:
    """Show the print preview of a PDF."""
    printer = _printer()
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.resize(900, 760)
    dialog.paintRequested.connect(lambda target: paint(target, pdf))
    dialog.exec()


def print_report(parent: QWidget, pdf: bytes) -> None:
    """Ask for a printer and print a PDF."""
    printer = _printer()
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, page_count(pdf))
    if dialog.exec() == QDialog.DialogCode.Accepted:
        paint(printer, pdf)


def paint(printer: QPrinter, pdf: bytes) -> None:
    """Draw the chosen pages of a PDF onto a printer, each as large as the paper allows."""
    total = page_count(pdf)
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or total, total)
    painter = QPainter(printer)
    for number in range(first, last + 1):
        if number > first:
            printer.newPage()
        width, height, data = page_image(pdf, number - 1, PRINT_SCALE)
        image = QImage(data, width, height, width * 3, QImage.Format.Format_RGB888)
        page = printer.pageRect(QPrinter.Unit.DevicePixel)
        scale = min(page.width() / width, page.height() / height)
        painter.drawImage(QRectF(0, 0, width * scale, height * scale), image)
    painter.end()


def _printer() -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setFullPage(True)
    return printer
