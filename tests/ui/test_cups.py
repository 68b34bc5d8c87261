"""A report printed through a real CUPS queue arrives with all its pages."""

import subprocess
import uuid
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from ctpat_desktop.services import companies, exports, workspaces
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.printing import paint

QUEUE = "CTPAT-test"
DRIVER = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"


@pytest.fixture(scope="session")
def qapp():
    return application()


@pytest.fixture
def queue():
    """A print queue that writes PDF files into the person's home."""
    running = subprocess.run(["lpstat", "-r"], capture_output=True, text=True).stdout
    if "is running" not in running:
        subprocess.run(["/usr/sbin/cupsd"], check=True)
    for _ in range(50):
        made = subprocess.run(
            ["/usr/sbin/lpadmin", "-p", QUEUE, "-v", "cups-pdf:/", "-P", DRIVER, "-E"],
            capture_output=True,
            text=True,
        )
        if made.returncode == 0:
            break
        subprocess.run(["sleep", "0.2"], check=True)
    assert made.returncode == 0, made.stderr
    yield QUEUE
    subprocess.run(["/usr/sbin/lpadmin", "-x", QUEUE], check=True)


def pages_of(path):
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True)
    lines = [line for line in info.stdout.splitlines() if line.startswith("Pages")]
    return int(lines[0].split()[1]) if info.returncode == 0 and lines else 0


@pytest.mark.full
def test_the_packet_goes_through_a_real_queue(qapp, qtbot, queue, sample):
    workspace = workspaces.open_file(sample)
    account = companies.choose(workspace)
    pdf = exports.report_pdf_bytes(workspace, account, "mou", date(2026, 11, 21))
    workspace.close()
    assert queue in QPrinterInfo.availablePrinterNames()
    name = f"ctpat-{uuid.uuid4().hex}"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(queue)
    printer.setDocName(name)
    paint(printer, pdf)
    folder = Path.home() / "PDF"

    def arrived():
        found = list(folder.glob(f"*{name}*.pdf"))
        assert found
        assert pages_of(found[0]) == 9

    qtbot.waitUntil(arrived, timeout=60_000)
    for path in folder.glob(f"*{name}*.pdf"):
        path.unlink()
