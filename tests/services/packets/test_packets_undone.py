"""Undo, redo and bringing back never damage a packet, nor bring half of one back."""

from contextlib import suppress

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Packet
from ctpat_desktop.services.files import upkeep
from ctpat_desktop.services.history import versions as history
from ctpat_desktop.services.packets import issuing, record_signature, store
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from tests.services.packets.test_packets import one_page, record
from tests.services.trade.trading import TODAY, Importer
from tests.workspace.walking import Walk, everything


@pytest.fixture
def importer(workspace):
    return Importer(workspace)


@pytest.fixture
def official(importer, tmp_path):
    path = tmp_path / "official.pdf"
    path.write_bytes(one_page())
    issuing.take_official(Scope.of(importer.workspace, importer.account_id, TODAY), path)


@pytest.fixture
def packet(importer, official):
    """A packet that was issued with CBP's own text and signed."""
    made = issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY))
    record(importer, made)
    return made


def held(workspace):
    """Every packet with its files, its signatures and its documents."""
    rows = everything(workspace)
    kept = {key: row for key, row in rows.items() if key[0] in ("packet", "packet_signature")}
    with workspace.read() as session:
        frozen = session.query(Packet).filter(Packet.sha256 != "").all()
    documents = [key for row in frozen for key in (row.evidence_id, row.official_id) if key]
    kept |= {("evidence", key): rows[("evidence", key)] for key in documents}
    files = [
        (store.issued(workspace, row.id), store.current_pdf(workspace, row.id)) for row in frozen
    ]
    return kept, files


def undo_all(workspace):
    while workspace.undo() is not None:
        pass


def redo_all(workspace):
    while workspace.redo() is not None:
        pass


def test_taking_everything_back_leaves_the_packet_and_what_it_stands_on(importer, packet):
    workspace = importer.workspace
    records.add(workspace, "site", company_id=importer.company_id, name="Dock")
    before = held(workspace)
    undo_all(workspace)
    assert held(workspace) == before
    assert upkeep.check(workspace) == ()
    left = {table for table, _ in everything(workspace)}
    assert {"company", "account", "packet", "trade_membership"} <= left
    assert not {"site", "bond", "contact", "identifier"} & left


def test_what_was_chosen_for_a_packet_cannot_be_taken_back_once_it_is_issued(importer):
    workspace = importer.workspace
    for signers in ([], [importer.officer]):
        store.choose(importer.scope, TODAY.year, signers=signers)
    issuing.issue(Scope.of(workspace, importer.account_id, TODAY))
    before = held(workspace)
    undo_all(workspace)
    assert held(workspace) == before


def test_bringing_everything_again_leaves_the_packet_too(importer, packet):
    workspace = importer.workspace
    records.add(workspace, "site", company_id=importer.company_id, name="Dock")
    every = everything(workspace)
    undo_all(workspace)
    redo_all(workspace)
    assert everything(workspace) == every
    assert upkeep.check(workspace) == ()


def test_a_draft_that_was_taken_back_comes_again_whole(importer, official):
    workspace = importer.workspace
    before = everything(workspace)
    workspace.undo()
    assert store.drafted(importer.scope, TODAY.year) is None
    workspace.redo()
    assert everything(workspace) == before


def test_a_draft_taken_back_before_issuing_does_not_come_again_after_it(importer, official):
    workspace = importer.workspace
    workspace.undo()
    issuing.issue(Scope.of(workspace, importer.account_id, TODAY))
    before = everything(workspace)
    assert workspace.redo() is None
    assert everything(workspace) == before


def test_undo_after_a_signature_takes_back_what_came_after_it_only(importer, packet):
    workspace, before = importer.workspace, everything(importer.workspace)
    importer.change("bond", importer.bond, surety="Someone Else")
    workspace.undo()
    assert everything(workspace) == before


def test_withdrawing_is_no_undo_step(importer):
    workspace = importer.workspace
    packet = issuing.issue(Scope.of(workspace, importer.account_id, TODAY))
    issuing.withdraw(workspace, packet)
    undo_all(workspace)
    assert records.stored(workspace, "packet", packet).state == "void"


@pytest.mark.parametrize(("table", "name"), [("company", "company_id"), ("account", "account_id")])
def test_a_removed_company_or_account_comes_back_with_its_packets_by_undo(
    importer, packet, table, name
):
    workspace = importer.workspace
    before = (everything(workspace), held(workspace))
    records.remove(workspace, table, getattr(importer, name))
    workspace.undo()
    assert (everything(workspace), held(workspace)) == before
    workspace.redo()
    assert not [key for key in everything(workspace) if key[0] == "packet"]
    assert upkeep.check(workspace) == ()


@pytest.mark.parametrize(("table", "name"), [("company", "company_id"), ("account", "account_id")])
def test_and_by_the_list_of_removed_records(importer, packet, table, name):
    workspace = importer.workspace
    before = (everything(workspace), held(workspace))
    records.remove(workspace, table, getattr(importer, name))
    (gone,) = history.removed(workspace)
    assert gone.table == table
    history.restore_record(workspace, gone.table, gone.record_id, gone.number)
    assert (everything(workspace), held(workspace)) == before
    assert upkeep.check(workspace) == ()


def test_a_draft_taken_back_is_listed_as_removed_and_comes_back_whole(importer, official):
    workspace, before = importer.workspace, everything(importer.workspace)
    workspace.undo()
    (gone,) = history.removed(workspace)
    assert gone.title == "Packet MOU packet 2026"
    history.restore_record(workspace, gone.table, gone.record_id, gone.number)
    assert everything(workspace) == before


def test_a_draft_taken_back_is_not_missed_while_there_is_another(importer, official):
    importer.workspace.undo()
    store.choose(importer.scope, TODAY.year, signers=[importer.officer])
    assert history.removed(importer.workspace) == ()


def test_a_draft_taken_back_is_not_missed_once_its_year_was_issued(importer, official):
    importer.workspace.undo()
    issuing.issue(Scope.of(importer.workspace, importer.account_id, TODAY))
    assert history.removed(importer.workspace) == ()


@pytest.mark.parametrize("field", ["state", "sha256", "code", "places"])
def test_no_field_of_an_issued_packet_goes_back_to_an_earlier_version(importer, packet, field):
    workspace, before = importer.workspace, everything(importer.workspace)
    versions = history.versions(workspace, "packet", packet, field)
    for version in versions:
        for side in ("before", "after"):
            with pytest.raises(Problem, match="was issued; it stays as it is") as caught:
                history.restore_field(workspace, version, side=side)
            assert "\n" not in caught.value.line()
    assert everything(workspace) == before


def test_an_issued_packet_does_not_become_the_draft_it_was(importer, packet):
    workspace, before = importer.workspace, everything(importer.workspace)
    first = history.versions(workspace, "packet", packet)[-1]
    with pytest.raises(Problem, match="was issued; it stays as it is"):
        history.restore_record(workspace, "packet", packet, first.number)
    assert everything(workspace) == before


class Signing(Walk):
    """Random steps with packets between them."""

    def remove(self):
        with suppress(Problem):  # a packet holds the document
            super().remove()

    def undo(self):
        if self.workspace.can_undo != "Add company":
            self.workspace.undo()

    def issue(self):
        day = TODAY.replace(year=self.chance.choice([2026, 2027]))
        issuing.issue(Scope.of(self.workspace, self.account, day))

    def sign(self):
        waiting = store.open_packet(Scope.of(self.workspace, self.account, TODAY))
        if waiting is not None:
            pdf = one_page(str(self.chance.random()))
            record_signature.record_scan(
                self.workspace,
                waiting.id,
                pdf,
                record_signature.ByHand(("Dana Okoro",), waiting.issued_on),
            )


@pytest.mark.parametrize("seed", range(3))
def test_a_random_walk_with_undo_and_redo_keeps_every_packet(workspace, seed):
    walk, frozen = Signing(workspace, seed), {}
    acts = [walk.step] * 6 + [walk.issue, walk.sign] + [walk.undo] * 6 + [workspace.redo] * 3
    for _ in range(60):
        walk.chance.choice(acts)()
        for row in store.every(Scope.of(workspace, walk.account, TODAY)):
            if row.sha256:
                frozen.setdefault(row.id, store.issued(workspace, row.id))
        assert {key: store.issued(workspace, key) for key in frozen} == frozen
    assert frozen
    assert upkeep.check(workspace) == ()
