"""A packet signed with certificates is recorded only whole, well signed and for what it is."""

from datetime import date

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Evidence, PacketSignature
from ctpat_desktop.services.packets import (
    certificate_signature,
    issuing,
    record_signature,
    signing,
    store,
)
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from tests.documents.signing.certificates import DAY, SECRET, Wanted, p12
from tests.services.trade.trading import TODAY, Importer

NOW = signing.now()


@pytest.fixture
def importer(workspace):
    made = Importer(workspace)
    second = made.add("contact", first_name="Wei", last_name="Zhang", is_officer=True)
    store.choose(made.scope, TODAY.year, signers=[made.officer, second])
    return made


@pytest.fixture
def packet(importer):
    return issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY))


def signed_by(name, pdf):
    wanted = Wanted(name, start=NOW - DAY, end=NOW + DAY)
    certificate = signing.certificate_of(p12(wanted), SECRET)
    return signing.sign(pdf, certificate, signing.SigningOptions(reason="MOU")).pdf


def stored(importer, packet):
    return records.stored(importer.workspace, "packet", packet)


def test_the_first_of_two_signatures_leaves_the_packet_waiting(importer, packet):
    pdf = signed_by("Dana Okoro", store.current_pdf(importer.workspace, packet))
    made = certificate_signature.record(importer.workspace, packet, pdf)
    assert (made.still_open, stored(importer, packet).state) == (1, "issued")
    assert stored(importer, packet).renewal_on is None


def test_the_second_signature_completes_it_in_the_same_document(importer, packet):
    workspace = importer.workspace
    one = signed_by("Dana Okoro", store.current_pdf(workspace, packet))
    first = certificate_signature.record(workspace, packet, one)
    two = signed_by("Wei Zhang", store.current_pdf(workspace, packet))
    second = certificate_signature.record(workspace, packet, two)
    assert second.evidence_id == first.evidence_id
    assert two.startswith(one)
    row = stored(importer, packet)
    assert (row.state, row.signed_by) == ("signed", "Dana Okoro, Wei Zhang")
    assert [s.name for s in store.signatures(workspace, packet)] == ["Dana Okoro", "Wei Zhang"]
    with workspace.read() as session:
        assert session.query(Evidence).count() == 1
        roles = [row.role for row in session.query(PacketSignature).order_by("position")]
    assert roles == [
        "For the importer: company officer",
        "For the importer: second officer",
    ]


def test_a_copy_of_the_packet_with_one_byte_changed_is_refused(importer, packet):
    pdf = bytearray(signed_by("Dana Okoro", store.current_pdf(importer.workspace, packet)))
    pdf[len(pdf) // 3] ^= 1
    with pytest.raises(Problem, match="not the packet that was issued"):
        certificate_signature.record(importer.workspace, packet, bytes(pdf))
    assert stored(importer, packet).state == "issued"


def test_bytes_added_after_the_signature_are_refused(importer, packet):
    pdf = signed_by("Dana Okoro", store.current_pdf(importer.workspace, packet)) + b"\n% more\n"
    with pytest.raises(Problem, match="was not recorded"):
        certificate_signature.record(importer.workspace, packet, pdf)


def test_last_years_packet_is_not_this_years(importer, packet):
    importer.change("bond", importer.bond, surety="Other")
    newer = issuing.issue(Scope.of(importer.workspace, importer.account_id, date(2027, 11, 1)))
    pdf = signed_by("Dana Okoro", store.current_pdf(importer.workspace, packet))
    with pytest.raises(Problem, match="not the packet that was issued"):
        certificate_signature.record(importer.workspace, newer, pdf)


def test_a_pdf_of_another_kind_is_nothing_to_record(importer, packet):
    assert certificate_signature.record_if_known(importer.scope, b"%PDF-1.7 other") is None


def test_the_packets_file_is_known_by_its_bytes(importer, packet):
    pdf = signed_by("Dana Okoro", store.current_pdf(importer.workspace, packet))
    made = certificate_signature.record_if_known(importer.scope, pdf)
    assert made is not None
    assert made.packet_id == packet


def test_a_file_without_the_signature_that_was_recorded_takes_nothing_from_it(importer, packet):
    untouched = store.current_pdf(importer.workspace, packet)
    certificate_signature.record(importer.workspace, packet, signed_by("Dana Okoro", untouched))
    other = signed_by("Wei Zhang", untouched)
    with pytest.raises(Problem, match="bears the signature of Dana Okoro already"):
        certificate_signature.record(importer.workspace, packet, other)
    assert stored(importer, packet).signed_by == "Dana Okoro"


def test_a_scan_does_not_replace_a_signature_by_certificate(importer, packet):
    untouched = store.current_pdf(importer.workspace, packet)
    certificate_signature.record(importer.workspace, packet, signed_by("Dana Okoro", untouched))
    with pytest.raises(Problem, match="bears the signature of Dana Okoro already"):
        record_signature.record_scan(
            importer.workspace,
            packet,
            untouched,
            record_signature.ByHand(("Dana Okoro", "Wei Zhang"), TODAY),
        )


def test_a_packet_signed_by_hand_is_not_signed_again(importer, packet):
    untouched = store.current_pdf(importer.workspace, packet)
    both = ["Dana Okoro", "Wei Zhang"]
    record_signature.record_scan(
        importer.workspace, packet, untouched, record_signature.ByHand(both, TODAY)
    )
    with pytest.raises(Problem, match="bears the signature of Dana Okoro, Wei Zhang already"):
        record_signature.record_scan(
            importer.workspace, packet, untouched + b"\n", record_signature.ByHand(both, TODAY)
        )


def test_the_next_officer_signs_in_the_companys_own_block(importer, packet):
    workspace, scope = importer.workspace, importer.scope
    pdf = store.current_pdf(workspace, packet)
    assert certificate_signature.field_to_sign(scope, pdf) == "Signer1"
    pdf = signed_by("Dana Okoro", pdf)
    certificate_signature.record(workspace, packet, pdf)
    assert certificate_signature.field_to_sign(scope, pdf) == "Signer2"
    pdf = signed_by("Wei Zhang", pdf)
    certificate_signature.record(workspace, packet, pdf)
    with pytest.raises(Problem, match="All officers of the company have signed"):
        certificate_signature.field_to_sign(scope, pdf)
    assert certificate_signature.field_to_sign(scope, pdf, "Signer3") == "Signer3"


def test_a_name_in_two_directions_of_writing_signs_and_verifies(importer, packet):
    pdf = signed_by("محمد Al-Rashid", store.current_pdf(importer.workspace, packet))
    certificate_signature.record(importer.workspace, packet, pdf)
    assert stored(importer, packet).signed_by == "محمد Al-Rashid"


def test_a_packet_half_signed_is_not_put_aside_for_a_new_one(importer, packet):
    untouched = store.current_pdf(importer.workspace, packet)
    certificate_signature.record(importer.workspace, packet, signed_by("Dana Okoro", untouched))
    importer.change("bond", importer.bond, surety="Other")
    with pytest.raises(Problem, match="bears the signature of Dana Okoro and waits for another"):
        issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY))
    assert stored(importer, packet).state == "issued"
    issuing.withdraw(importer.workspace, packet)
    assert issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY)) != packet


def test_a_withdrawn_packet_is_not_signed(importer, packet):
    issuing.withdraw(importer.workspace, packet)
    pdf = store.current_pdf(importer.workspace, packet)
    with pytest.raises(Problem, match="does not wait for a signature"):
        certificate_signature.field_to_sign(importer.scope, pdf)


def test_a_scan_for_two_officers_names_both(importer, packet):
    pdf = store.current_pdf(importer.workspace, packet)
    with pytest.raises(Problem, match="2 officers sign this packet, and 1 is named"):
        record_signature.record_scan(
            importer.workspace, packet, pdf, record_signature.ByHand(("Dana Okoro",), TODAY)
        )
    both = record_signature.names_in("Dana Okoro; Wei Zhang")
    record_signature.record_scan(
        importer.workspace, packet, pdf, record_signature.ByHand(both, TODAY)
    )
    assert stored(importer, packet).signed_by == "Dana Okoro, Wei Zhang"


@pytest.mark.parametrize(
    ("printed", "name", "is_same"),
    [
        ("José Peña", "Jose Pena (Company Seal)", True),
        ("Dolores Reyes", "Geneviève Lachance-Morin", False),
        ("", "Anybody", True),
    ],
)
def test_a_certificate_is_compared_with_the_name_on_the_line(printed, name, is_same):
    assert signing.is_person(printed, name) is is_same


def test_a_signature_in_the_governments_block_does_not_stand_for_an_officer(importer, packet):
    workspace = importer.workspace
    pdf = signed_by("Dana Okoro", store.current_pdf(workspace, packet))
    wanted = Wanted("Program Official", start=NOW - DAY, end=NOW + DAY)
    certificate = signing.certificate_of(p12(wanted), SECRET)
    pdf = signing.sign(pdf, certificate, signing.SigningOptions(field="Signer3")).pdf
    assert certificate_signature.record(workspace, packet, pdf).still_open == 1


def test_a_comma_may_be_part_of_a_name():
    assert record_signature.names_in("Walter Lindqvist, Jr.; Dolores Reyes") == [
        *("Walter Lindqvist, Jr.", "Dolores Reyes"),
    ]
