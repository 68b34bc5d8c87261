"""The empty signature fields of a packet: on the signature lines, and invisible on paper."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from ctpat_desktop.documents.core.pdf import render
from ctpat_desktop.documents.pages.preview import page_image
from ctpat_desktop.documents.signing.fields import add_fields, signature_fields
from ctpat_desktop.support.errors import Problem
from tests.documents.building import STAMP
from tests.documents.signing.building import (
    PEOPLE,
    blocks,
    packet,
    rendered,
    signed_once,
    without_form,
)


def test_each_person_has_a_place_in_the_order_of_the_page():
    places = rendered(3).signature_places
    said = [(place.field, place.page, place.role, place.name) for place in places]
    assert said == [
        ("Signer1", 2, "Company officer", "José Peña"),
        ("Signer2", 2, "Second signer", ""),
    ]


def test_a_place_stands_right_above_its_line():
    place = rendered(1).signature_places[0]
    left, bottom, right, top = place.box
    page = PdfReader(BytesIO(rendered(1).pdf)).pages[0]
    words = {}

    def heard(text, matrix, *_others):
        words.setdefault(text.strip(), matrix[5])

    page.extract_text(visitor_text=heard)
    assert (left, right) == (61.0, 551.0)
    assert top - bottom == 46.0
    assert bottom - 20 < words["Signature"] < bottom


def test_the_pdf_is_the_same_with_places_or_without():
    tree = (blocks.Heading(1, "Signatures"), blocks.SignatureLines(PEOPLE))
    assert render(tree, STAMP, "Packet") == rendered(1).pdf


def test_fields_are_added_and_nothing_else():
    assert packet().startswith(rendered(3).pdf)
    said = [(one.name, one.role, one.person, one.is_signed) for one in signature_fields(packet())]
    assert said == [
        ("Signer1", "Company officer", "José Peña", False),
        ("Signer2", "Second signer", "", False),
    ]


def test_empty_fields_print_as_nothing():
    assert page_image(packet(), 2, 1.5) == page_image(rendered(3).pdf, 2, 1.5)


def test_a_pdf_without_places_stays_as_it_is():
    assert add_fields(rendered(3).pdf, ()) == rendered(3).pdf


def test_a_signed_field_is_told_from_an_empty_one():
    assert [field.is_signed for field in signature_fields(signed_once())] == [True, False]


def test_a_pdf_without_a_form_has_no_fields():
    assert signature_fields(without_form(packet())) == ()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04"])
def test_what_is_no_pdf_is_said(data):
    with pytest.raises(Problem, match="damaged or not a PDF"):
        signature_fields(data)
