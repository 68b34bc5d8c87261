"""Verifying: what is in order, and every way in which something is not, named."""

import io
import random
import re
import socket
import subprocess
import sys

import pytest
from asn1crypto.keys import PrivateKeyInfo
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfTimeStamper, sign_pdf
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.context import ValidationContext
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject, NumberObject

from ctpat_desktop.documents.signing.certificates import as_asn1
from ctpat_desktop.documents.signing.signatures import sign
from ctpat_desktop.documents.signing.verification import verify
from ctpat_desktop.support.errors import Problem
from tests.documents.signing.building import (
    added_to,
    form,
    packet,
    saved_anew,
    signed_once,
    signed_twice,
)
from tests.documents.signing.certificates import (
    DAY,
    EXPIRED,
    NOW,
    OFFICER,
    ROOT,
    SECOND,
    SIMPLE,
    Wanted,
    key,
    made,
    opened,
    pem,
)

ALTERED = "Bytes were altered after José Peña signed; which page they belong to is not known."
STAMPS = Wanted("Invented Clock", "rsa", purposes=(ExtendedKeyUsageOID.TIME_STAMPING,))
UNREADABLE = "This PDF is damaged or incomplete; its signatures cannot be checked."


def flipped(pdf, at, bit=1):
    changed = bytearray(pdf)
    changed[at] ^= bit
    return bytes(changed)


def what_is_said(verification):
    """Return everything that speaks against a file."""
    said = [verification.problem, *verification.changes]
    said += [words for signer in verification.signers for words in signer.problems]
    assert verification.valid is not any(said)
    return [words for words in said if words]


def gap(pdf):
    """Return where the newest signature itself is kept."""
    places = re.findall(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)", pdf)[-1]
    return int(places[1]), int(places[2])


def filled(writer):
    writer.update_page_form_field_values(writer.pages[0], {"City": "Laredo"}, auto_regenerate=False)


def remark(writer):
    writer.add_annotation(1, FreeText(text="changed", rect=(50, 50, 200, 100)))


def test_a_signature_is_told_with_name_time_issuer_field_and_reason():
    found = verify(signed_once())
    (signer,) = found.signers
    said = signer.name, signer.at, signer.issuer, signer.field, signer.reason
    assert said == ("José Peña", NOW, "José Peña", "Signer1", "I sign the packet")
    assert (found.valid, signer.covers_whole_file, signer.changed_after) == (True, True, False)


def test_the_second_signature_leaves_the_first_valid():
    found = verify(signed_twice())
    assert [signer.name for signer in found.signers] == ["José Peña", "李小龍"]
    assert [signer.is_valid for signer in found.signers] == [True, True]
    assert [signer.changed_after for signer in found.signers] == [False, False]
    assert [signer.covers_whole_file for signer in found.signers] == [False, True]
    assert (found.valid, found.changes) == (True, ())


def test_a_later_signature_is_mentioned_as_allowed():
    assert "Signed again after that, which is allowed: Signer2." in (
        verify(signed_twice()).signers[0].notes
    )


def test_the_time_is_said_to_be_the_signers_own():
    assert "The time is from the signer's computer." in verify(signed_once()).signers[0].notes


def test_self_signed_is_said_and_valid_all_the_same():
    found = verify(signed_once())
    words = "The certificate is self-signed: nobody else vouches for the name."
    assert (found.valid, words in found.signers[0].notes) == (True, True)


def test_pyhankos_own_validator_accepts_both_signatures():
    reader = PdfFileReader(io.BytesIO(signed_twice()))
    for signature, wanted in zip(reader.embedded_signatures, (OFFICER, ROOT), strict=True):
        context = ValidationContext(
            trust_roots=[trusted_as(wanted)], moment=NOW, allow_fetching=False
        )
        assert validate_pdf_signature(signature, context).bottom_line


def trusted_as(wanted):
    return as_asn1(made(wanted))


@pytest.mark.parametrize(
    ("roots", "trusted"),
    [((), [None, None]), ((ROOT,), [False, True]), ((OFFICER,), [True, False])],
    ids=["none", "root", "own"],
)
def test_trust_is_a_statement_of_its_own(roots, trusted):
    found = verify(signed_twice(), tuple(pem(root) for root in roots))
    assert [signer.is_trusted for signer in found.signers] == trusted
    assert found.valid


def test_an_authority_that_is_no_certificate_is_said():
    with pytest.raises(Problem, match="not a certificate"):
        verify(signed_once(), (b"%PDF-1.7",))


def test_a_pdf_without_a_signature_is_not_valid():
    found = verify(packet())
    assert (found.valid, found.problem) == (False, "There is no signature in this PDF.")


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04"])
def test_what_is_no_pdf_is_not_valid(data):
    assert (verify(data).valid, verify(data).problem) == (False, "This is not a PDF.")


def test_a_byte_changed_on_the_first_page_is_named():
    found = verify(flipped(signed_once(), signed_once().index(b"stream") + 20))
    assert (found.valid, found.changes) == (False, (ALTERED,))
    assert found.signers[0].changed_after


def test_a_byte_changed_in_the_first_cross_references_is_noticed():
    assert what_is_said(verify(flipped(signed_once(), signed_once().index(b"xref") + 12)))


@pytest.mark.parametrize("pdf", [signed_once, signed_twice], ids=["one", "two"])
def test_one_changed_byte_anywhere_is_named(pdf):
    numbers, whole = random.Random(7), pdf()
    first, last = gap(whole)
    places = [numbers.randrange(len(whole)) for _ in range(60)]
    places += [numbers.randrange(first, last) for _ in range(60)]
    bits = [1 << numbers.randrange(8) for _ in places]
    silent = [
        (at, bit)
        for at, bit in zip(places, bits, strict=True)
        if not what_is_said(verify(flipped(whole, at, bit)))
    ]
    assert silent == []


def test_a_byte_changed_behind_the_signature_in_its_own_room_is_named():
    _, last = gap(signed_once())
    found = verify(flipped(signed_once(), last - 3))
    assert found.signers[0].problems == ("Bytes inside the signature have been altered.",)


@pytest.mark.parametrize("many", [1, 200, 2_000, 60_000])
def test_a_file_cut_short_is_named(many):
    assert what_is_said(verify(signed_once()[:-many]))


def test_the_file_of_the_first_signer_is_still_in_order():
    assert verify(signed_twice()[: len(signed_once())]).valid


@pytest.mark.parametrize("pdf", [signed_once, signed_twice], ids=["one", "two"])
def test_an_added_page_is_named(pdf):
    found = verify(added_to(pdf(), lambda writer: writer.add_blank_page()))
    assert "Since José Peña signed: Page 4 was added." in found.changes
    assert not found.valid
    assert all(signer.changed_after for signer in found.signers)


def test_a_page_put_in_between_is_named_by_its_number():
    found = verify(added_to(signed_once(), lambda writer: writer.insert_blank_page(index=1)))
    assert found.changes == ("Since José Peña signed: Page 2 was added.",)


def test_a_page_taken_out_is_named():
    found = verify(added_to(signed_once(), lambda writer: writer.remove_page(1)))
    assert found.changes == ("Since José Peña signed: Page 2 of what was signed was taken out.",)


def test_a_page_that_shows_something_else_is_named():
    found = verify(added_to(signed_once(), lambda writer: writer.pages[1].rotate(90)))
    assert found.changes == ("Since José Peña signed: What stands on page 2 was changed.",)


def test_words_replaced_on_a_page_are_named():
    def replace(writer):
        other = DecodedStreamObject()
        other.set_data(b"0 0 100 100 re f")
        writer._replace_object(writer.pages[0].raw_get("/Contents"), other)

    found = verify(added_to(signed_once(), replace))
    assert found.changes == ("Since José Peña signed: What stands on page 1 was changed.",)


def test_a_signature_moved_on_its_page_is_noticed():
    def move(writer):
        note = writer.pages[2]["/Annots"][0].get_object()
        note[NameObject("/Rect")] = ArrayObject([NumberObject(at) for at in (50, 50, 200, 100)])

    found = verify(added_to(signed_once(), move))
    assert found.changes == (
        "Since José Peña signed: The signature field “Signer1” was moved on page 3.",
    )


def test_a_page_added_by_writing_the_file_anew_is_noticed():
    found = verify(saved_anew(signed_once(), lambda writer: writer.add_blank_page()))
    assert (found.valid, found.changes) == (False, (ALTERED,))


def test_a_form_field_changed_after_signing_is_named():
    found = verify(added_to(sign(form(), opened(OFFICER), at=NOW), filled))
    assert found.changes == ("Since José Peña signed: The form field “City” was changed.",)
    assert not found.valid


def test_a_form_field_filled_before_signing_is_in_order():
    assert verify(sign(added_to(form(), filled), opened(OFFICER), at=NOW)).valid


def test_a_change_between_two_signatures_is_laid_to_the_first():
    between = added_to(sign(form(), opened(OFFICER), at=NOW), filled)
    found = verify(sign(between, opened(SECOND), at=NOW))
    assert [signer.changed_after for signer in found.signers] == [True, False]
    assert not found.valid


def test_an_added_annotation_is_named():
    found = verify(added_to(signed_once(), remark))
    assert found.changes == (
        "Since José Peña signed: An annotation (FreeText) was added on page 2.",
    )


def test_a_removed_annotation_is_named():
    remarked = sign(added_to(packet(), remark), opened(OFFICER), at=NOW)
    found = verify(added_to(remarked, lambda writer: writer.pages[1].pop("/Annots")))
    assert found.changes == (
        "Since José Peña signed: An annotation (FreeText) was removed from page 2.",
    )


def test_bytes_behind_the_last_signature_are_named():
    found = verify(signed_twice() + b"% more\n")
    assert found.changes == ("7 bytes were added to the file after the last signature.",)
    assert not found.valid


def test_a_certificate_expired_at_the_time_of_signing_is_said():
    late = opened(EXPIRED, NOW - 2 * DAY)
    found = verify(sign(packet(), late, at=NOW))
    assert found.signers[0].problems == (
        "The certificate had expired on 05/03/2026, before this signature.",
    )
    assert not found.valid


def test_a_certificate_that_may_also_issue_others_verifies():
    assert verify(sign(packet(), opened(SIMPLE), at=NOW)).valid


def test_a_signature_of_another_document_is_not_taken():
    first, last = gap(signed_once())
    other = sign(packet(2), opened(OFFICER), at=NOW)
    start, end = gap(other)
    moved = signed_once()[:first] + other[start:end] + signed_once()[last:]
    assert (end - start, verify(moved).valid) == (last - first, False)


def service():
    """Return a time-stamp service that needs no network."""
    secret = key("rsa", "Invented Clock")
    plain = secret.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(as_asn1(made(STAMPS)), PrivateKeyInfo.load(plain), fixed_dt=NOW)


def stamped(pdf):
    """Return the file with a time stamp of the whole of it, as other programs add one."""
    return PdfTimeStamper(service()).timestamp_pdf(writing(pdf), "sha256").getvalue()


def writing(pdf):
    return IncrementalPdfFileWriter(io.BytesIO(pdf))


def with_proofs(pdf):
    """Return the file with certificates for long keeping added."""
    out = io.BytesIO(pdf)
    DocumentSecurityStore.add_dss(out, None, certs=[as_asn1(made(ROOT))])
    return out.getvalue()


def test_a_time_stamp_of_the_whole_file_is_allowed():
    found = verify(stamped(signed_once()))
    assert (found.valid, found.changes) == (True, ())
    assert "A time stamp of the whole file was added after that, which is allowed." in (
        found.signers[0].notes
    )


def test_a_broken_time_stamp_is_named():
    pdf = stamped(signed_once())
    found = verify(flipped(pdf, gap(pdf)[0] - 200))
    assert not found.valid
    assert what_is_said(found)


def test_a_time_stamp_alone_is_no_signature():
    found = verify(stamped(packet()))
    assert found.problem == "There is a time stamp in this PDF, no signature."


def test_proofs_for_long_keeping_are_allowed():
    found = verify(with_proofs(signed_twice()))
    assert (found.valid, found.changes) == (True, ())


def test_changed_properties_are_noticed():
    grown = added_to(signed_once(), lambda writer: writer.add_metadata({"/Title": "Other"}))
    assert verify(grown).changes


def test_bytes_behind_such_proofs_are_named():
    assert verify(with_proofs(signed_once()) + b"% more\n").changes


def test_a_page_added_together_with_proofs_is_named():
    grown = added_to(with_proofs(signed_once()), lambda writer: writer.add_blank_page())
    assert verify(grown).changes == ("Since José Peña signed: Page 4 was added.",)


def test_a_signature_with_the_time_of_a_service_says_so():
    meta = PdfSignatureMetadata(field_name="Signer1", subfilter=SigSeedSubFilter.PADES)
    out = sign_pdf(writing(packet()), meta, opened(OFFICER).signer, timestamper=service())
    found = verify(out.getvalue())
    assert found.valid
    assert "A time-stamp service took part; who runs it was not checked." in found.signers[0].notes


def test_signing_and_verifying_open_no_socket(monkeypatch):
    def closed(*_arguments, **_options):
        raise AssertionError("a socket was asked for")

    for name in ("socket", "create_connection", "getaddrinfo", "socketpair", "create_server"):
        monkeypatch.setattr(socket, name, closed)
    pdf = sign(packet(), opened(SECOND), at=NOW)
    assert verify(pdf, (pem(ROOT),)).signers[0].is_trusted


def test_the_library_says_nothing_on_the_terminal(tmp_path):
    (tmp_path / "changed.pdf").write_bytes(added_to(signed_once(), remark))
    command = [sys.executable, "-m", "ctpat_desktop", "packet", "verify", tmp_path / "changed.pdf"]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (said.returncode, said.stderr) == (1, "")
