"""A packet is found by its title, its code and its signer."""

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.packets import issuing
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.search.search import Search, kind_of
from tests.services.packets.test_packets import record
from tests.services.trade.trading import TODAY, Importer


@pytest.fixture
def importer(workspace):
    return Importer(workspace)


@pytest.fixture
def search(importer):
    made = Search(importer.workspace, importer.account_id)
    made.build()
    yield made
    made.close()


def packets(search, words):
    return [hit for hit in search.find(words).hits if hit.register == "packet"]


def test_by_title_and_by_code(importer, search):
    packet = issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY))
    code = records.stored(importer.workspace, "packet", packet).code
    for words in ("mou packet 2026", code, code[:4].lower()):
        (hit,) = packets(search, words)
        assert (hit.record_id, hit.title, hit.snippet) == (packet, "MOU packet 2026", code)
        assert (hit.place.section, hit.place.table) == ("packets", "")
    assert kind_of("packet") == "Packets"


def test_by_its_signer_once_it_is_signed(importer, search):
    record(importer, issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY)))
    assert [hit.title for hit in packets(search, "dana okoro")] == ["MOU packet 2026"]


def test_one_that_was_issued_before_the_search_began(importer):
    issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY))
    found = Search(importer.workspace, importer.account_id)
    found.build()
    assert len(packets(found, "packet")) == 1
    found.close()
