"""A report printed through a real CUPS queue arrives with all its pages."""

import subprocess
import uuid
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinterInfo

from ctpat_desktop.documents.pages.preview import page_count, page_image
from ctpat_desktop.documents.scanning import reading
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.packets import issuing, store
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.widgets.print_preview import made_printer, paint

DOTS = 150
MM = 72 / 25.4
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


def printed(qtbot, queue, pdf, size):
    """Print through the queue and return the file that arrived."""
    assert queue in QPrinterInfo.availablePrinterNames()
    name = f"ctpat-{uuid.uuid4().hex}"
    printer = made_printer()
    printer.setPrinterName(queue)
    printer.setDocName(name)
    printer.setPageSize(QPageSize(size))
    assert paint(printer, pdf)
    folder = Path.home() / "PDF"

    def arrived():
        found = list(folder.glob(f"*{name}*.pdf"))
        assert found
        assert pages_of(found[0]) == page_count(pdf)

    qtbot.waitUntil(arrived, timeout=60_000)
    path = next(folder.glob(f"*{name}*.pdf"))
    data = path.read_bytes()
    path.unlink()
    return data


def size_of(pdf, tmp_path):
    """Return width and height of the first page in points."""
    path = tmp_path / "arrived.pdf"
    path.write_bytes(pdf)
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    line = next(row for row in told.splitlines() if row.startswith("Page size"))
    wide, high = line.split(":")[1].split("pts")[0].split("x")
    return float(wide), float(high)


def ink(pdf):
    """Return the margins of the first page's ink in points: left, top, right, bottom."""
    width, height, data = page_image(pdf, 0, DOTS / 72)
    gray = Image.frombytes("RGB", (width, height), data).convert("L")
    left, top, right, bottom = gray.point([255 if v < 128 else 0 for v in range(256)]).getbbox()
    return [side * 72 / DOTS for side in (left, top, width - right, height - bottom)]


@pytest.fixture
def packet(sample):
    """Last year's signed packet and this year's issued one."""
    workspace = workspaces.open_file(sample)
    account = companies.choose(workspace)
    scope = Scope.of(workspace, account, date(2026, 11, 21))
    last = store.last_signed(scope)
    issued = store.issued(workspace, issuing.issue(scope))
    signed = store.current_pdf(workspace, last.id)
    workspace.close()
    return issued, signed


@pytest.mark.full
def test_the_packet_arrives_on_letter_with_its_margins(qapp, qtbot, queue, packet, tmp_path):
    issued, _ = packet
    arrived = printed(qtbot, queue, issued.pdf, QPageSize.PageSizeId.Letter)
    assert size_of(arrived, tmp_path) == pytest.approx((612, 792), abs=1)
    assert ink(arrived) == pytest.approx(ink(issued.pdf), abs=MM)
    found = reading.read_scans([("p", arrived)], Silent()).pages
    assert [(row.code.code, row.code.page) for row in found] == [
        (issued.code, number) for number in range(1, issued.page_count + 1)
    ]


@pytest.mark.full
def test_the_packet_arrives_whole_on_a4(qapp, qtbot, queue, packet, tmp_path):
    issued, _ = packet
    arrived = printed(qtbot, queue, issued.pdf, QPageSize.PageSizeId.A4)
    assert size_of(arrived, tmp_path) == pytest.approx((595, 842), abs=1)
    found = reading.read_scans([("p", arrived)], Silent()).pages
    assert {row.codes_found for row in found} == {2}
    smaller = found[0].placed.scale * 72 / 200
    assert smaller == pytest.approx(595 / 612, rel=0.005)
    left, top, right, bottom = ink(arrived)
    assert min(left, top, right, bottom) > 15
    assert top - bottom == pytest.approx(ink(issued.pdf)[1] - ink(issued.pdf)[3], abs=2 * MM)


@pytest.mark.full
def test_a_signed_packet_arrives_as_the_signed_file(qapp, qtbot, queue, packet):
    _, signed = packet
    arrived = printed(qtbot, queue, signed, QPageSize.PageSizeId.Letter)
    at = 8  # the page with the signature lines
    differs = ImageChops.difference(picture(arrived, at), picture(signed, at))
    assert ImageStat.Stat(differs).mean[0] < 6
    blank = ImageStat.Stat(ImageChops.difference(picture(arrived, at), picture(arrived, 1)))
    assert blank.mean[0] > 6


def picture(pdf, number):
    width, height, data = page_image(pdf, number - 1, 0.5)
    return Image.frombytes("RGB", (width, height), data).convert("L")
