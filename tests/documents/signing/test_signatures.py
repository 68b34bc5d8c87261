"""Signing: an addition to the file as it is, readable on the page, refused in plain words."""

import shutil
import subprocess
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from ctpat_desktop.documents.pages.preview import page_count, page_image
from ctpat_desktop.documents.signing.fields import signature_fields
from ctpat_desktop.documents.signing.ink import prepared
from ctpat_desktop.documents.signing.signatures import sign
from ctpat_desktop.documents.signing.verification import verify
from ctpat_desktop.support.errors import Problem
from tests.documents.signing.building import (
    drawing,
    packet,
    signed_once,
    signed_twice,
    without_form,
)
from tests.documents.signing.certificates import NOW, OFFICER, SECOND, Wanted, opened

LONG = "Doña María de los Ángeles Fernández-Villaverde y Álvarez de Toledo, Vice President " * 3


def signed(pdf, wanted=OFFICER, **options):
    return sign(pdf, opened(wanted), at=NOW, **options)


def refusal(pdf, **options):
    with pytest.raises(Problem) as caught:
        signed(pdf, **options)
    return caught.value.line()


def ink_outside(pdf, page, box):
    """Return whether a signed page differs anywhere but in a box from the page before."""
    before, after = (page_image(data, page, 1.0) for data in (packet(), pdf))
    left, bottom, right, top = box
    width, height = before[0], before[1]
    changed = [
        divmod(at // 3, width)
        for at, (one, other) in enumerate(zip(before[2], after[2], strict=True))
        if one != other
    ]
    assert changed
    return any(
        not (left - 1 <= x <= right + 1 and bottom - 1 <= height - y <= top + 1) for y, x in changed
    )


def words_of(pdf, field):
    """Return the text that is drawn in a signature field."""
    reader = PdfReader(BytesIO(pdf))
    for page in reader.pages:
        for raw in page.get("/Annots", []):
            note = raw.get_object()
            if note.get("/T") == field:
                return _text(note["/AP"]["/N"], reader)
    return ""


def _text(look, reader):
    """Read a drawing by making a page of it."""
    writer = PdfWriter()
    page = writer.add_blank_page(1000, 1000)
    inner = next(iter(look["/Resources"]["/XObject"].values())).get_object()
    stream = DecodedStreamObject()
    stream.set_data(inner.get_data())
    page[NameObject("/Resources")] = inner["/Resources"].clone(writer)
    page[NameObject("/Contents")] = writer._add_object(stream)
    return page.extract_text()


def test_the_signed_file_begins_with_the_file_as_it_was():
    assert signed_once().startswith(packet())


def test_the_second_signature_leaves_the_first_file_as_it_was():
    assert signed_twice().startswith(signed_once())


def test_without_a_name_the_first_empty_field_is_signed():
    assert [field.is_signed for field in signature_fields(signed(packet()))] == [True, False]
    assert [field.is_signed for field in signature_fields(signed(signed_once()))] == [True, True]


def test_a_signature_is_of_the_kind_pades_asks_for():
    assert b"/SubFilter /ETSI.CAdES.detached" in signed_once()


@pytest.mark.parametrize("wanted", [OFFICER, SECOND], ids=["rsa", "p384"])
def test_a_signature_verifies(wanted):
    assert verify(signed(packet(), wanted)).valid


def test_name_time_with_zone_reason_and_place_stand_in_the_field():
    words = words_of(signed(packet(), reason="I sign the packet", location="Laredo"), "Signer1")
    said = ("José Peña", "Épices & Co", "05/04/2026 09:30:00 UTC+00:00", "I sign the packet")
    assert [part for part in (*said, "Laredo") if part not in words] == []


def test_a_chinese_name_is_drawn_with_a_font_in_the_file():
    pdf = signed(packet(), SECOND)
    assert "李小龍" in words_of(pdf, "Signer1")
    assert b"DroidSansFallback" in pdf[len(packet()) :]


@pytest.mark.parametrize("name", ["Jane Roe", LONG[:58], "W" * 64], ids=["short", "long", "wide"])
def test_no_name_leaves_its_field(name):
    pdf = signed(packet(), Wanted(name), reason=LONG, location=LONG, drawing=drawing())
    box = signature_fields(pdf)[0].box
    assert not ink_outside(pdf, 2, box)


def test_a_reason_too_long_for_its_size_is_set_smaller_and_whole():
    reason = "I have read the packet with all its enclosures and sign it for the company, " * 2
    words = words_of(signed(packet(), reason=reason, location="Laredo"), "Signer1")
    assert " ".join(f"Reason: {reason}Place: Laredo".split()) in " ".join(words.split())


def test_a_photo_of_a_signature_loses_its_paper():
    assert prepared(drawing("JPEG")).getchannel("A").getextrema() == (0, 255)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_drawn_signature_is_shown_in_its_own_color(kind):
    page = page_image(signed(packet(), drawing=drawing(kind)), 2, 1.0)
    triples = zip(page[2][::3], page[2][1::3], page[2][2::3], strict=True)
    assert sum(1 for red, green, blue in triples if blue > red + 80 and blue > green + 80) > 60


def corner(pdf):
    """Return the lower left of the last page as it is seen, 252 by 64 points."""
    width, height, seen = page_image(pdf, page_count(pdf) - 1, 2.0)
    page = Image.frombytes("RGB", (width, height), seen)
    return page.crop((2 * 57, height - 2 * 121, 2 * 309, height - 2 * 57))


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_pdf_without_fields_gets_one_that_stands_upright_in_its_lower_left(turned):
    blank = sign_blank(turned)
    assert (
        ImageChops.difference(corner(blank), corner(sign_blank(0)))
        .convert("L")
        .point(lambda value: 255 if value > 90 else 0)
        .histogram()[255]
        < 60
    )
    assert corner(blank).convert("L").getextrema()[0] < 60


def sign_blank(turned):
    return signed(without_form(blank_page(), turned), drawing=drawing())


def blank_page():
    writer = PdfWriter()
    writer.add_blank_page(612, 792)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_further_signatures_stand_beside_the_first():
    pdf = without_form(packet())
    for _ in range(3):
        pdf = signed(pdf)
    boxes = [field.box for field in signature_fields(pdf)]
    assert len({box[:2] for box in boxes}) == 3
    assert verify(pdf).valid


def test_a_signature_can_be_invisible():
    before = without_form(packet())
    after = signed(before, is_visible=False)
    assert page_image(after, 2) == page_image(before, 2)
    assert verify(after).valid


def test_a_page_too_small_for_a_signature_is_signed_all_the_same():
    assert verify(signed(without_form(packet(), size=(200, 90)))).valid


def test_a_field_signed_already_is_said():
    assert refusal(signed_once(), field="Signer1") == (
        "The signature field “Signer1” is signed already. Choose another field."
    )


def test_a_field_that_is_not_there_is_said_with_those_that_are():
    assert refusal(packet(), field="Signer9") == (
        "There is no signature field “Signer9” in this PDF. Empty fields: Signer1, Signer2."
    )


def test_no_empty_field_left_is_said():
    assert refusal(signed_twice()).startswith("All signature fields of this PDF are signed")


def locked():
    writer = PdfWriter(clone_from=BytesIO(packet()))
    writer.encrypt("secret", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_with_a_password_is_said():
    assert refusal(locked()).startswith("This PDF is protected by a password.")


@pytest.mark.parametrize("data", [b"", b"hello", packet()[:2000], packet()[2000:]])
def test_a_damaged_pdf_is_said(data):
    assert refusal(data).startswith("This PDF cannot be read")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no picture", "it is damaged or not a PNG or JPEG"),
        (drawing()[:200], "it is damaged or not a PNG or JPEG"),
        (bytes(20_000_001), "it is too large"),
    ],
)
def test_a_drawing_that_cannot_be_used_is_said(data, words):
    assert refusal(packet(), drawing=data).startswith(
        f"The drawn signature cannot be used: {words}."
    )


def test_sixty_pages_are_signed_twice():
    pdf = signed(signed(packet(60)), SECOND)
    assert pdf.startswith(packet(60))
    assert (verify(pdf).valid, page_count(pdf)) == (True, 60)


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("pdf", [signed_once, signed_twice, lambda: signed(without_form(packet()))])
def test_qpdf_finds_nothing_wrong(pdf, tmp_path):
    path = tmp_path / "signed.pdf"
    path.write_bytes(pdf())
    said = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    assert (said.returncode, "No syntax or stream encoding errors" in said.stdout) == (0, True)


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")
def test_poppler_finds_both_signatures_valid(tmp_path):
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed_twice())
    command = ["pdfsig", "-nocert", path]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8").stdout
    assert said.count("Signature is Valid") == 2
    assert said.count("ETSI.CAdES.detached") == 2
    assert said.count("Total document signed") == 1
