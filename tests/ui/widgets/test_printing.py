"""Printing and pictures: pages reach the printer, a pasted picture reaches the library."""

import subprocess
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication, QImage, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QProgressDialog, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.pages.preview import page_count
from ctpat_desktop.documents.scanning import reading
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.packets import issuing, store
from ctpat_desktop.services.profile import exports
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.frame.shell import Shell
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.print_preview import made_printer, paint, print_report

DAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def qapp():
    return application()


@pytest.fixture
def opened(sample):
    workspace = workspaces.open_file(sample)
    yield workspace
    workspace.close()


def to_file(path, size=QPageSize.PageSizeId.Letter):
    """A printer that writes a PDF file, set up the way the program does it."""
    printer = made_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setPageSize(QPageSize(size))
    return printer


def pages_of(path):
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    return int(next(line for line in info.splitlines() if line.startswith("Pages")).split()[1])


@pytest.fixture
def packet(opened):
    """This year's packet of the sample, as issued."""
    account = companies.choose(opened)
    return store.issued(opened, issuing.issue(Scope.of(opened, account, DAY)))


def test_each_page_of_a_report_is_printed(qapp, opened, tmp_path):
    pdf = exports.report_pdf_bytes(Scope.of(opened, companies.choose(opened), DAY), "findings")
    assert paint(to_file(tmp_path / "printed.pdf"), pdf)
    assert pages_of(tmp_path / "printed.pdf") == page_count(pdf)


@pytest.mark.parametrize("size", [QPageSize.PageSizeId.Letter, QPageSize.PageSizeId.A4])
def test_the_codes_of_a_packet_are_read_from_what_was_printed(qapp, packet, tmp_path, size):
    path = tmp_path / "printed.pdf"
    assert paint(to_file(path, size), packet.pdf)
    found = reading.read_scans([("p", path.read_bytes())], Silent()).pages
    assert [(row.code.page, row.codes_found) for row in found] == [
        (number, 2) for number in range(1, packet.page_count + 1)
    ]


def test_letter_on_letter_is_as_large_as_it_was_made(qapp, packet, tmp_path):
    path = tmp_path / "printed.pdf"
    paint(to_file(path), packet.pdf)
    placed = reading.read_scans([("p", path.read_bytes())], Silent()).pages[0].placed
    assert placed.scale * 72 == pytest.approx(200, rel=0.002)  # read at 200 dots per inch
    left, bottom = placed.pixel(0, 0)
    assert (left, bottom) == pytest.approx((0, 2200), abs=3)


def test_letter_on_a4_is_smaller_whole_and_in_the_middle(qapp, packet, tmp_path):
    path = tmp_path / "printed.pdf"
    paint(to_file(path, QPageSize.PageSizeId.A4), packet.pdf)
    placed = reading.read_scans([("p", path.read_bytes())], Silent()).pages[0].placed
    assert placed.scale * 72 == pytest.approx(200 * 595 / 612, rel=0.004)
    above, below = placed.pixel(0, 792)[1], 842 * 200 / 72 - placed.pixel(0, 0)[1]
    assert above == pytest.approx(below, abs=6)


def test_only_the_chosen_pages_are_printed(qapp, packet, tmp_path):
    path = tmp_path / "printed.pdf"
    printer = to_file(path)
    printer.setFromTo(3, 4)
    paint(printer, packet.pdf)
    found = reading.read_scans([("p", path.read_bytes())], Silent()).pages
    assert [row.code.page for row in found] == [3, 4]


def test_a_cancelled_dialog_prints_nothing(qapp, qtbot, packet, monkeypatch):
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: QPrintDialog.DialogCode.Rejected)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert print_report(parent, packet.pdf) is False


def test_printing_stops_where_it_is_cancelled(qapp, qtbot, packet, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    told = QProgressDialog("Printing", "Cancel", 0, packet.page_count, parent)
    told.canceled.connect(lambda: None)
    told.cancel()
    assert paint(to_file(tmp_path / "printed.pdf"), packet.pdf, told) is False


def test_a_printer_that_takes_nothing_is_one_calm_line(qapp, packet, tmp_path):
    with pytest.raises(Problem, match=r"The printer did not take the pages\."):
        paint(to_file(tmp_path / "no such folder" / "printed.pdf"), packet.pdf)


def test_a_pasted_picture_becomes_evidence(qtbot, opened):
    shell = Shell(Desk(opened, companies.choose(opened), date(2026, 11, 21)), lambda _: None)
    qtbot.addWidget(shell)
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    QGuiApplication.clipboard().setImage(image)
    shell.show()
    shell.go(Place("6", "6.6"))
    row = shell.wizard.editor.forms[0].evidence
    row.paste_picture()
    assert [document.media_type for document in row.linked] == ["image/png"]
    data = library.content(opened, row.linked[0].id)
    assert QImage.fromData(data).width() == 20


def test_pasting_without_a_picture_is_told(qtbot, opened):
    shell = Shell(Desk(opened, companies.choose(opened)), lambda _: None)
    qtbot.addWidget(shell)
    QGuiApplication.clipboard().setText("words")
    shell.go(Place("6", "6.6"))
    shell.wizard.editor.forms[0].evidence.paste_picture()
    assert shell.banner.words == "There is no picture on the clipboard."
