"""Measures packets: reading a scan, issuing, verifying a signature, each against its bare part."""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from PIL import Image
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ctpat_desktop.documents.pages.preview import page_count, page_image
from ctpat_desktop.documents.scanning import matching
from ctpat_desktop.documents.scanning.reading import read_scans
from ctpat_desktop.documents.signing.certificates import Certificate
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.packets import issuing, scan, signing, store
from ctpat_desktop.services.samples import sample_file
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.workspace.unit import Workspace

DOTS, TODAY = 300, date(2026, 11, 21)


def measured(folder: Path) -> dict[str, tuple[float, float]]:
    """Return milliseconds by what was measured: ours and the bare part."""
    workspace = sample_file.create(folder / "packets.ctpat", "importer")
    account = companies.choose(workspace)
    issued = _issued(workspace, account)
    packet = store.issued(workspace, issuing.issue(Scope.of(workspace, account, TODAY)))
    pdf = packet.pdf
    pages = _scanned(pdf)
    signed = signing.sign(pdf, _certificate(), signing.SigningOptions(reason="MOU")).pdf
    read = [("scan.pdf", _bound(pages))]
    assert all(page.codes_found == 2 for page in read_scans(read, Silent()).pages)
    assert signing.verify(signed).valid
    scans = read_scans(read, Silent())
    found = matching.match(scans.pages, packet.code, packet.page_count, {})
    assert not scan.Checker(packet).check(found).unlike
    drawn = _median(lambda: issuing.draft_pdf(Scope.of(workspace, account, TODAY)), 5)
    workspace.close()
    return {
        f"reading {len(pages)} pages at {DOTS} dpi, against decoding": (
            _median(lambda: read_scans(read, Silent()), 3),
            _median(lambda: [Image.open(BytesIO(page)).load() for page in pages], 3),
        ),
        f"comparing {len(pages)} pages with the issued ones, against drawing these": (
            _median(lambda: scan.Checker(packet).check(found), 3),
            _median(lambda: [page_image(pdf, at) for at in range(len(pages))], 3),
        ),
        "issuing a packet, against drawing its draft": (issued, drawn),
        "verifying a signature, against hashing the file": (
            _median(lambda: signing.verify(signed), 5),
            _median(lambda: sha256(signed).digest(), 20),
        ),
    }


def _issued(workspace: Workspace, account: str) -> float:
    """Return how long issuing takes; each packet is withdrawn before the next is issued."""
    took = []
    for _ in range(6):
        began = time.perf_counter()
        packet = issuing.issue(Scope.of(workspace, account, TODAY))
        took.append((time.perf_counter() - began) * 1000)
        issuing.withdraw(workspace, packet)
    return statistics.median(took[1:])


def _scanned(pdf: bytes) -> list[bytes]:
    """Return the pages as a scanner gives them: pictures in JPEG."""
    return [_picture(*page_image(pdf, at, DOTS / 72)) for at in range(page_count(pdf))]


def _picture(width: int, height: int, data: bytes) -> bytes:
    out = BytesIO()
    Image.frombytes("RGB", (width, height), data).save(out, "JPEG", quality=85)
    return out.getvalue()


def _bound(pages: list[bytes]) -> bytes:
    """Return a PDF with one picture on each page."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=LETTER)
    for page in pages:
        canvas.drawImage(ImageReader(BytesIO(page)), 0, 0, *LETTER)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _certificate() -> Certificate:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Dana Okoro")])
    now, day = datetime.now(UTC), timedelta(days=1)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = builder.not_valid_before(now - day).not_valid_after(now + day)
    packed = pkcs12.serialize_key_and_certificates(
        b"", key, made.sign(key, hashes.SHA256()), None, NoEncryption()
    )
    return signing.certificate_of(packed, "")


def _median(job: Callable[[], object], runs: int) -> float:
    job()
    return statistics.median(_timed(job) for _ in range(runs))


def _timed(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return (time.perf_counter() - began) * 1000
