"""What a packet was issued or signed with stays; what it was made from may go."""

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.packets import issuing, record_signature, store
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from tests.services.packets.test_packets import one_page, record
from tests.services.trade.trading import TODAY, Importer
from tests.workspace.walking import everything


@pytest.fixture
def importer(workspace):
    return Importer(workspace)


@pytest.fixture
def official(importer, tmp_path):
    """CBP's own text, chosen for this year's draft."""
    path = tmp_path / "official.pdf"
    path.write_bytes(one_page())
    issuing.take_official(Scope.of(importer.workspace, importer.account_id, TODAY), path)
    return store.drafted(importer.scope, TODAY.year).official_id


def issue(importer):
    return issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY))


def refused(importer, document):
    """Try to remove a document alone and among others; return the one line both times."""
    other = library.add_bytes(importer.workspace, importer.company_id, "log.txt", b"other")
    before = everything(importer.workspace)
    with pytest.raises(Problem) as alone:
        records.remove(importer.workspace, "evidence", document)
    with pytest.raises(Problem) as among:
        records.remove_many(importer.workspace, "evidence", [other, document], Silent())
    assert alone.value.line() == among.value.line()
    assert everything(importer.workspace) == before
    return alone.value.line()


def test_the_signed_document_cannot_be_removed(importer):
    made = record(importer, issue(importer))
    assert refused(importer, made.evidence_id) == (
        "“MOU packet 2026, signed” was not removed: MOU packet 2026 holds it. "
        "What a packet was issued with stays in the library. Nothing was removed."
    )


def test_cbps_own_text_of_an_issued_packet_cannot_be_removed(importer, official):
    issue(importer)
    assert "MOU packet 2026 holds it." in refused(importer, official)


def test_a_withdrawn_packet_holds_its_documents_too(importer, official):
    issuing.withdraw(importer.workspace, issue(importer))
    assert "MOU packet 2026 holds it." in refused(importer, official)


def test_a_draft_lets_go_of_its_document(importer, official):
    records.remove(importer.workspace, "evidence", official)
    draft = store.drafted(importer.scope, TODAY.year)
    assert draft.official_id is None


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("contact", "officer"),
        ("identifier", "ior"),
        ("bond", "bond"),
        ("covered_ior", "covered"),
        ("officer_authority", "authority"),
        ("trade_membership", "membership"),
    ],
)
def test_what_a_packet_was_made_from_may_go(importer, table, name):
    packet = issue(importer)
    record_signature.record_scan(
        importer.workspace, packet, one_page(), record_signature.ByHand(("Dana Okoro",), TODAY)
    )
    before = store.issued(importer.workspace, packet)
    records.remove(importer.workspace, table, getattr(importer, name))
    assert store.issued(importer.workspace, packet) == before
    assert store.current_pdf(importer.workspace, packet) == one_page()


@pytest.mark.parametrize(("table", "name"), [("company", "company_id"), ("account", "account_id")])
def test_company_and_account_go_with_their_packets(importer, official, table, name):
    record(importer, issue(importer))
    records.remove(importer.workspace, table, getattr(importer, name))
    assert not {"packet", "packet_signature"} & {kind for kind, _ in everything(importer.workspace)}
