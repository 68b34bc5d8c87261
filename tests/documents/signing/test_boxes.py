"""Boxes of fields lie over what was signed: what they show later is never passed over."""

from io import BytesIO

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

from ctpat_desktop.documents.signing.signatures import sign
from ctpat_desktop.documents.signing.verification import verify
from tests.documents.signing.building import (
    added_to,
    form,
    packet,
    signed_once,
    signed_twice,
)
from tests.documents.signing.certificates import NOW, OFFICER, SECOND, opened

SINCE = "Since José Peña signed: "


def painting(writer):
    """Return an appearance that covers its box with black."""
    drawn = DecodedStreamObject()
    drawn.set_data(b"0 g 0 0 600 800 re f")
    drawn.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): box(0, 0, 600, 800),
        }
    )
    return DictionaryObject({NameObject("/N"): writer._add_object(drawn)})


def box(*corners):
    return ArrayObject([FloatObject(corner) for corner in corners])


def widget(writer, page, name):
    notes = [note.get_object() for note in writer.pages[page]["/Annots"]]
    return next(note for note in notes if note.get("/T") == name)


def with_field(pdf, rect, name="Late", page=0):
    """Let another program add a signature field, and the second signer sign in it."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    append_signature_field(writer, SigFieldSpec(name, on_page=page, box=rect))
    out = BytesIO()
    writer.write(out)
    return sign(out.getvalue(), opened(SECOND), at=NOW, field=name)


def signed_form():
    return sign(form(), opened(OFFICER), at=NOW)


def test_a_second_signers_field_over_words_is_named():
    found = verify(with_field(signed_form(), (80, 650, 400, 760)))
    assert found.changes == (
        f"{SINCE}The signature field “Late” was signed later and covers what is printed on page 1.",
    )
    assert not found.valid


def test_a_second_signers_field_on_white_paper_is_in_order():
    assert verify(with_field(signed_form(), (80, 300, 400, 360))).valid


def test_a_field_that_lay_over_words_from_the_beginning_is_named_when_it_is_signed():
    writer = IncrementalPdfFileWriter(BytesIO(form()))
    append_signature_field(writer, SigFieldSpec("First", on_page=1, box=(80, 100, 300, 150)))
    append_signature_field(writer, SigFieldSpec("Wide", on_page=0, box=(0, 0, 600, 800)))
    out = BytesIO()
    writer.write(out)
    once = sign(out.getvalue(), opened(OFFICER), at=NOW, field="First")
    found = verify(sign(once, opened(SECOND), at=NOW, field="Wide"))
    assert [words for words in found.changes if "“Wide” was signed later and covers" in words]
    assert not found.valid


def test_the_second_signature_in_its_own_field_is_in_order():
    assert verify(signed_twice()).changes == ()


def test_a_changed_appearance_of_a_signature_is_named():
    def repaint(writer):
        widget(writer, 2, "Signer1")[NameObject("/AP")] = painting(writer)

    found = verify(added_to(signed_once(), repaint))
    words = f"{SINCE}What the signature field “Signer1” on page 3 shows was changed."
    assert found.changes == (words,)
    assert not found.valid


def test_an_empty_signature_field_that_shows_something_now_is_named():
    def repaint(writer):
        widget(writer, 2, "Signer2")[NameObject("/AP")] = painting(writer)

    found = verify(added_to(signed_once(), repaint))
    words = f"{SINCE}What the signature field “Signer2” on page 3 shows was changed."
    assert found.changes == (words,)


def test_a_form_field_that_shows_other_words_than_its_value_is_named():
    def repaint(writer):
        widget(writer, 0, "City")[NameObject("/AP")] = painting(writer)

    found = verify(added_to(signed_form(), repaint))
    assert found.changes == (f"{SINCE}What the form field “City” on page 1 shows was changed.",)


def test_a_form_field_taken_out_is_named():
    def take_out(writer):
        fields = writer._root_object["/AcroForm"]["/Fields"]
        fields[:] = [row for row in fields if row.get_object().get("/T") != "City"]

    found = verify(added_to(signed_form(), take_out))
    assert f"{SINCE}The form field “City” was removed." in found.changes
    assert not found.valid


def test_an_empty_signature_field_taken_out_is_named():
    def take_out(writer):
        fields = writer._root_object["/AcroForm"]["/Fields"]
        fields[:] = [row for row in fields if row.get_object().get("/T") != "Signer2"]
        notes = writer.pages[2]["/Annots"]
        notes[:] = [row for row in notes if row.get_object().get("/T") != "Signer2"]

    found = verify(added_to(signed_once(), take_out))
    assert f"{SINCE}The signature field “Signer2” was removed." in found.changes
    assert not found.valid


def test_a_box_that_belongs_to_no_field_is_named():
    def put(writer):
        note = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/Rect"): box(0, 0, 612, 792),
                NameObject("/T"): TextStringObject("Cover"),
                NameObject("/AP"): painting(writer),
            }
        )
        page = writer.pages[0]
        notes = page.get("/Annots", ArrayObject())
        notes.append(writer._add_object(note))
        page[NameObject("/Annots")] = notes

    found = verify(added_to(signed_once(), put))
    assert f"{SINCE}The form field “Cover” was added on page 1." in found.changes
    assert not found.valid


@pytest.mark.parametrize("kind", ["Stamp", "Square", "FreeText", "Ink", "Redact", "Watermark"])
def test_any_annotation_with_an_appearance_over_the_page_is_named(kind):
    def put(writer):
        note = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject(f"/{kind}"),
                NameObject("/Rect"): box(0, 0, 612, 792),
                NameObject("/AP"): painting(writer),
            }
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])

    found = verify(added_to(signed_once(), put))
    assert found.changes == (f"{SINCE}An annotation ({kind}) was added on page 1.",)
    assert not found.valid


def test_the_packet_itself_has_fields_on_its_last_page():
    assert verify(packet()).problem == "There is no signature in this PDF."
