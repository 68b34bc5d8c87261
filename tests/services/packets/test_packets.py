"""A packet is drafted, issued once and frozen; what is signed is kept and its renewal noted."""

import subprocess
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from sqlalchemy import select

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Attachment, Evidence
from ctpat_desktop.records.history import Revision
from ctpat_desktop.services.deadlines import due_list
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.packets import contents, issuing, record_signature, store
from ctpat_desktop.services.registers import records
from ctpat_desktop.support import language
from ctpat_desktop.support.errors import Problem
from tests.services.trade.trading import TODAY, Importer


@pytest.fixture
def importer(workspace):
    return Importer(workspace)


@pytest.fixture
def packet(importer):
    return issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY))


def text_of(pdf):
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def points(importer):
    said = issuing.drafted(Scope.of(importer.workspace, importer.account_id, TODAY))
    return [row.words for row in said.open_points]


def one_page(words="Official"):
    writer = PdfWriter()
    writer.add_blank_page(500, 700)
    writer.add_metadata({"/Title": words})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def record(importer, packet, **values):
    signed = record_signature.ByHand(**{"names": ("Dana Okoro",), "on": TODAY, **values})
    pdf = store.issued(importer.workspace, packet).pdf
    return record_signature.record_scan(importer.workspace, packet, pdf, signed)


def test_a_packet_names_importer_numbers_bond_officer_and_authority(importer, packet):
    told = text_of(store.issued(importer.workspace, packet).pdf)
    for words in (
        "Brassline Imports",
        "12-345678900",
        "9000001",
        "Norrland Surety",
        "Dana Okoro",
        "Board resolution",
        "To send the Annual Notification Letter every year.",
    ):
        assert words in told


def test_only_numbers_that_join_are_covered(importer):
    other = importer.add("identifier", kind="ior", value="99-000000000")
    importer.add("covered_ior", identifier_id=other, legal_name="Other", is_selected=False)
    said = issuing.drafted(Scope.of(importer.workspace, importer.account_id, TODAY))
    assert [row.number for row in said.agreement.covered] == ["12-345678900"]


def test_every_page_carries_the_code_and_its_number(importer, packet):
    issued = store.issued(importer.workspace, packet)
    reader = PdfReader(BytesIO(issued.pdf))
    assert len(reader.pages) == issued.page_count
    for number, page in enumerate(reader.pages, 1):
        words = page.extract_text()
        assert f"Page {number} of {issued.page_count}" in words
        assert f"{issued.code[:4]}-{issued.code[-4:]}" in words


def test_issuing_again_without_a_change_gives_the_same_packet(importer, packet):
    assert issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY)) == packet


def test_what_changes_after_issuing_leaves_the_packet_as_it_is(importer, packet):
    before = store.issued(importer.workspace, packet).pdf
    importer.change("bond", importer.bond, surety="Someone Else")
    assert store.issued(importer.workspace, packet).pdf == before


def test_a_change_makes_a_new_packet_and_withdraws_the_one_that_waited(importer, packet):
    importer.change("bond", importer.bond, surety="Someone Else")
    newer = issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY))
    assert newer != packet
    states = {row.id: row.state for row in store.every(importer.scope)}
    assert states == {newer: "issued", packet: "void"}


def test_issuing_is_no_undo_step(importer, packet):
    importer.workspace.undo()
    importer.workspace.undo()
    assert store.issued(importer.workspace, packet).page_count > 5


def test_what_the_packet_was_made_from_is_kept(importer, packet):
    importer.change("bond", importer.bond, surety="Someone Else")
    kept = records.stored(importer.workspace, "packet", packet)
    assert "Norrland Surety" in store.sources(kept)["Bond 9000001"]
    assert "To follow customs law and the rules of the program." in kept.sources


def test_cbps_own_pdf_follows_and_carries_codes_too(importer, tmp_path):
    path = tmp_path / "official.pdf"
    path.write_bytes(one_page())
    plain = issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY))
    issuing.take_official(Scope.of(importer.workspace, importer.account_id, TODAY), path)
    packet = issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY))
    pages = store.issued(importer.workspace, plain).page_count
    issued = store.issued(importer.workspace, packet)
    assert issued.page_count == pages + 1
    last = PdfReader(BytesIO(issued.pdf)).pages[-1].extract_text()
    assert f"Page {pages + 1} of {pages + 1}" in last


def test_the_same_official_pdf_is_taken_once(importer, tmp_path):
    path = tmp_path / "official.pdf"
    path.write_bytes(one_page())
    for _ in range(2):
        issuing.take_official(Scope.of(importer.workspace, importer.account_id, TODAY), path)
    with importer.workspace.read() as session:
        assert session.query(Evidence).count() == 1


def test_an_official_file_that_is_no_pdf_changes_nothing(importer, tmp_path):
    path = tmp_path / "official.pdf"
    path.write_bytes(b"MZ not a PDF")
    with pytest.raises(Problem, match="cannot be read: it is damaged or not a PDF"):
        issuing.take_official(Scope.of(importer.workspace, importer.account_id, TODAY), path)
    assert store.every(importer.scope) == []


def test_a_second_signer_gets_a_line_and_a_field(importer):
    second = importer.add(
        "contact", first_name="Wei", last_name="Zhang", title="CFO", is_officer=True
    )
    store.choose(importer.scope, 2026, signers=[importer.officer, second])
    packet = issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY))
    places = store.issued(importer.workspace, packet).places
    assert [row.name for row in places] == ["Dana Okoro", "Wei Zhang", ""]
    assert [row.field for row in places] == ["Signer1", "Signer2", "Signer3"]


def test_the_fields_print_as_nothing_and_are_where_the_lines_are(importer, packet):
    issued = store.issued(importer.workspace, packet)
    named = PdfReader(BytesIO(issued.pdf)).get_fields() or {}
    assert [row.get("/FT") for row in named.values()] == ["/Sig"] * 2
    page = PdfReader(BytesIO(issued.pdf)).pages[issued.places[0].page]
    assert "For the importer: company officer" in page.extract_text()


def test_nothing_to_sign_for_is_said(workspace):
    importer = Importer(workspace)
    importer.change("contact", importer.officer, is_officer=False)
    importer.change("covered_ior", importer.covered, is_selected=False)
    importer.change("bond", importer.bond, valid_to=date(2026, 1, 1))
    assert points(importer)[:3] == [
        "No contact is marked as company officer, so nobody can sign.",
        "No importer of record number joins yet.",
        "No continuous import bond is in force today.",
    ]


def test_a_bond_that_begins_later_is_not_in_force_yet(importer):
    importer.change("bond", importer.bond, valid_from=date(2027, 1, 1))
    said = issuing.drafted(Scope.of(importer.workspace, importer.account_id, TODAY))
    assert said.agreement.bonds == ()


def test_an_enclosure_on_record_is_not_missing(importer):
    words = "Not in the library: Continuous import bond: number and proof that it is in force."
    assert words in points(importer)
    document = library.add_bytes(importer.workspace, importer.company_id, "b.pdf", b"x", "Rider")
    importer.change("bond", importer.bond, evidence_id=document)
    assert words not in points(importer)


def test_authority_that_ended_leaves_the_primary_officer_proposed(importer):
    other = importer.add("contact", first_name="Ann", last_name="Li", is_officer=True)
    importer.change("officer_authority", importer.authority, contact_id=other)
    read = contents.read(Scope.of(importer.workspace, importer.account_id, TODAY), None, 2026)
    assert [row.name for row in read.agreement.signers] == ["Ann Li"]
    importer.change("officer_authority", importer.authority, valid_to=date(2026, 1, 1))
    read = contents.read(Scope.of(importer.workspace, importer.account_id, TODAY), None, 2026)
    assert [row.name for row in read.agreement.signers] == ["Dana Okoro"]


def test_a_signed_scan_is_kept_linked_and_renewed_after_a_year(importer, packet):
    made = record(importer, packet)
    kept = records.stored(importer.workspace, "packet", packet)
    assert (kept.state, kept.signed_by, kept.signed_on) == ("signed", "Dana Okoro", TODAY)
    assert kept.renewal_on == made.renewal_on == date(2027, 11, 21)
    document = records.stored(importer.workspace, "evidence", made.evidence_id)
    assert (document.title, document.expires_on) == ("MOU packet 2026, signed", date(2027, 11, 21))
    with importer.workspace.read() as session:
        link = session.query(Attachment).filter_by(table_name="trade_membership").one()
    assert link.evidence_id == made.evidence_id


def test_printing_a_signed_packet_prints_the_signed_file(importer, packet):
    pdf = one_page("signed")
    record_signature.record_scan(
        importer.workspace, packet, pdf, record_signature.ByHand(("Dana Okoro",), TODAY)
    )
    assert store.current_pdf(importer.workspace, packet) == pdf
    assert store.issued(importer.workspace, packet).pdf != pdf


def test_nobody_signed_records_nothing(importer, packet):
    with pytest.raises(Problem, match="Say who signed"):
        record(importer, packet, names=("  ",))
    assert records.stored(importer.workspace, "packet", packet).state == "issued"


def test_a_withdrawn_packet_takes_no_signature(importer, packet):
    issuing.withdraw(importer.workspace, packet)
    with pytest.raises(Problem, match="does not wait for a signature"):
        record(importer, packet)


def test_a_signed_packet_cannot_be_withdrawn(importer, packet):
    record(importer, packet)
    with pytest.raises(Problem, match="Only a packet that waits"):
        issuing.withdraw(importer.workspace, packet)


def test_a_draft_has_no_file(importer):
    store.choose(importer.scope, 2026, signers=[importer.officer])
    draft = store.drafted(importer.scope, 2026)
    with pytest.raises(Problem, match="was not issued yet"):
        store.current_pdf(importer.workspace, draft.id)


def test_the_codes_of_withdrawn_packets_stay_known(importer, packet):
    issuing.withdraw(importer.workspace, packet)
    assert list(store.known(importer.workspace, packet).values()) == ["MOU packet 2026"]


def test_a_packet_of_another_company_is_called_with_its_company(importer, packet):
    other = Importer(importer.workspace)
    importer.change("company", other.company_id, name="Quiet Trading")
    theirs = issuing.issue(Scope.of(importer.workspace, other.account_id, TODAY))
    titles = store.known(importer.workspace, packet)
    assert sorted(titles.values()) == ["MOU packet 2026", "MOU packet 2026 (Quiet Trading)"]
    assert titles[store.issued(importer.workspace, theirs).code].endswith("(Quiet Trading)")


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("bond", {"valid_to": date(2029, 1, 1)}),
        ("covered_ior", {"imports_since": date(2019, 1, 1)}),
        ("officer_authority", {"valid_to": date(2029, 1, 1)}),
        ("contact", {"email": "other@brassline.example"}),
    ],
)
def test_whatever_the_pages_say_makes_a_new_packet_when_it_changes(importer, packet, table, values):
    keys = {
        "bond": importer.bond,
        "covered_ior": importer.covered,
        "officer_authority": importer.authority,
        "contact": importer.officer,
    }
    importer.change(table, keys[table], **values)
    assert issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY)) != packet


def test_another_official_text_makes_a_new_packet(importer, tmp_path):
    made = []
    for words in ("First", "Second"):
        path = tmp_path / f"{words}.pdf"
        path.write_bytes(one_page(words))
        issuing.take_official(Scope.of(importer.workspace, importer.account_id, TODAY), path)
        made.append(issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY)))
    assert made[0] != made[1]


def test_a_signature_older_than_the_packet_is_refused(importer, packet):
    with pytest.raises(Problem, match="was issued on 11/21/2026; it cannot have been signed"):
        record(importer, packet, on=date(2026, 11, 20))


@pytest.mark.parametrize("values", [{"valid_to": date(2026, 1, 1)}, {"may_sign_mou": False}])
def test_authority_that_ended_or_does_not_reach_is_an_open_point(importer, values):
    words = "Nothing on record lets Dana Okoro sign the MOU today."
    assert words not in points(importer)
    importer.change("officer_authority", importer.authority, **values)
    assert words in points(importer)


def test_the_authority_of_a_contact_who_is_gone_is_not_printed(importer):
    importer.change("officer_authority", importer.authority, contact_id=None)
    said = issuing.drafted(Scope.of(importer.workspace, importer.account_id, TODAY))
    assert said.agreement.authorities == ()


def test_what_issuing_says_on_the_screen_is_in_its_language_and_the_pages_are_english(importer):
    with language.speaking("fr_CA"):
        packet = issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY))
    with importer.workspace.read() as session:
        whats = set(session.scalars(select(Revision.what)))
    assert "Émettre le dossier" in whats
    assert "Issue packet" not in whats
    assert "Packet for the year 2026" in text_of(store.issued(importer.workspace, packet).pdf)


def test_a_bond_of_another_kind_does_not_stand_for_the_continuous_one(importer):
    importer.change("bond", importer.bond, valid_to=date(2026, 1, 1))
    importer.add("bond", number="77", kind="single")
    assert "No continuous import bond is in force today." in points(importer)


def test_the_document_of_a_packet_signed_again_is_not_late(importer, packet):
    old = record(importer, packet)
    late = Scope.of(importer.workspace, importer.account_id, date(2027, 12, 1))

    def days():
        rows = due_list.of_account(late).rows
        return [row.on for row in rows if row.kind == "evidence"]

    assert days() == [old.renewal_on]
    again = issuing.issue(late)
    record(importer, again, on=late.today)
    assert days() == [date(2028, 12, 1)]


def test_a_packet_issued_after_one_of_the_same_day_comes_first_with_its_signers(importer):
    for name in ("Ann", "Bea", "Cleo", "Dora"):
        other = importer.add("contact", first_name=name, last_name="Li", is_officer=True)
        store.choose(importer.scope, 2026, signers=[other])
        made = issuing.issue(importer.scope)
        assert store.every(importer.scope)[0].id == made
        assert contents.chosen(store.choices(importer.scope, 2026)) == (other,)


def test_a_bond_that_ended_is_not_called_missing_on_the_paper(importer):
    importer.change("bond", importer.bond, valid_to=TODAY - timedelta(days=1))
    pdf = issuing.draft_pdf(Scope.of(importer.workspace, importer.account_id, TODAY))
    assert "No import bond that is in force is entered." in " ".join(text_of(pdf).split())
