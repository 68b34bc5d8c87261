"""Packets to sign: what the program prints, with the fields of its signature lines."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter

from ctpat_desktop.documents.core import blocks
from ctpat_desktop.documents.core.pdf import render_with_places
from ctpat_desktop.documents.signing.fields import add_fields
from ctpat_desktop.documents.signing.signatures import sign
from tests.documents.building import STAMP
from tests.documents.signing.certificates import NOW, OFFICER, SECOND, opened

PEOPLE = (blocks.Signature("Company officer", "José Peña"), blocks.Signature("Second signer"))


@cache
def rendered(pages=1):
    tree = (
        *(
            block
            for at in range(pages - 1)
            for block in (blocks.Paragraph(f"Words of page {at}."), blocks.PageBreak())
        ),
        blocks.Heading(1, "Signatures"),
        blocks.SignatureLines(PEOPLE),
    )
    return render_with_places(tree, STAMP, "Packet")


@cache
def packet(pages=3):
    """Return a packet with the empty fields Signer1 and Signer2 on its last page."""
    found = rendered(pages)
    return add_fields(found.pdf, found.signature_places)


@cache
def form(pages=2):
    """Return a packet that also has a text field to fill in, named City."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(100, 700, f"Page {number + 1}")
        if number == 0:
            canvas.acroForm.textfield(name="City", x=100, y=600, width=200, height=20)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@cache
def signed_once():
    return sign(packet(), opened(OFFICER), at=NOW, reason="I sign the packet")


@cache
def signed_twice():
    return sign(signed_once(), opened(SECOND), at=NOW, field="Signer2")


def added_to(pdf, change):
    """Return the file with a change appended to it, its bytes as they were."""
    return _written(PdfWriter(BytesIO(pdf), incremental=True), change)


def saved_anew(pdf, change):
    """Return the file as another program writes it from the beginning."""
    return _written(PdfWriter(clone_from=BytesIO(pdf)), change)


def _written(writer, change):
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def without_form(pdf, turned=0, size=None):
    """Return a PDF nobody prepared for signing, its pages turned or of another size."""
    writer = PdfWriter()
    for page in PdfReader(BytesIO(pdf)).pages:
        page.pop("/Annots", None)
        writer.add_page(page).rotate(turned)
        if size:
            writer.pages[-1].mediabox.upper_right = size
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def drawing(kind="PNG"):
    """Return a drawn signature: ink on nothing, or on white paper as a JPEG."""
    paper = (255, 255, 255, 255) if kind == "JPEG" else (0, 0, 0, 0)
    picture = Image.new("RGBA", (600, 250), paper)
    strokes = [(20, 200), (100, 40), (160, 220), (240, 60), (560, 120)]
    ImageDraw.Draw(picture).line(strokes, fill=(10, 30, 160, 255), width=9)
    out = BytesIO()
    (picture.convert("RGB") if kind == "JPEG" else picture).save(out, kind)
    return out.getvalue()
