"""Printing and pictures: pages reach the printer, a pasted picture reaches the library."""

import subprocess
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter

from ctpat_desktop.checklist import Place
from ctpat_desktop.services import companies, evidence, exports, workspaces
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.desk import Desk
from ctpat_desktop.ui.printing import paint
from ctpat_desktop.ui.shell import Shell


@pytest.fixture(scope="session")
def qapp():
    return application()


@pytest.fixture
def opened(sample):
    workspace = workspaces.open_file(sample)
    yield workspace
    workspace.close()


@pytest.mark.parametrize(("kind", "words"), [("findings", 1), ("mou", 9)])
def test_each_page_of_a_report_is_printed(qapp, opened, tmp_path, kind, words):
    account = companies.choose(opened)
    pdf = exports.report_pdf_bytes(opened, account, kind, date(2026, 11, 21))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    paint(printer, pdf)
    info = subprocess.run(
        ["pdfinfo", tmp_path / "printed.pdf"], capture_output=True, text=True, check=True
    ).stdout
    pages = int(next(line for line in info.splitlines() if line.startswith("Pages")).split()[1])
    assert pages >= words


def test_a_pasted_picture_becomes_evidence(qtbot, opened):
    shell = Shell(Desk(opened, companies.choose(opened), date(2026, 11, 21)), lambda _: None)
    qtbot.addWidget(shell)
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    QGuiApplication.clipboard().setImage(image)
    shell.go(Place("6", "6.6"))
    row = shell.wizard.editor.forms[0].evidence
    row.paste_picture()
    assert [document.media_type for document in row.linked] == ["image/png"]
    data = evidence.content(opened, row.linked[0].id)
    assert QImage.fromData(data).width() == 20


def test_pasting_without_a_picture_is_told(qtbot, opened):
    shell = Shell(Desk(opened, companies.choose(opened)), lambda _: None)
    qtbot.addWidget(shell)
    QGuiApplication.clipboard().setText("words")
    shell.go(Place("6", "6.6"))
    shell.wizard.editor.forms[0].evidence.paste_picture()
    assert shell.banner.text.text() == "There is no picture on the clipboard."
