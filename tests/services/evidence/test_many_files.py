"""Many files are one action: one step to undo, cancelled whole, and the refused are named."""

import os

import pytest

from ctpat_desktop.records import EvidenceChunk
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.profile import evidence_links
from ctpat_desktop.services.registers import attachments, records
from ctpat_desktop.support.errors import Cancelled
from ctpat_desktop.support.progress import Silent


class Steps(Silent):
    """Counts the steps, and stops at one of them."""

    def __init__(self, stops_at=-1):
        self.stops_at, self.steps = stops_at, []

    def step(self, at, of, text=""):
        self.steps.append((at, of))
        if at == self.stops_at:
            raise Cancelled


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme", "importer", 2026)


@pytest.fixture
def company(workspace, account):
    return companies.dossier(workspace, account).company.id


@pytest.fixture
def paths(tmp_path):
    made = [tmp_path / f"photo {number}.txt" for number in range(30)]
    for path in made:
        path.write_bytes(os.urandom(2000).hex().encode())
    return made


def titles(workspace, account):
    return {row.title for row in companies.dossier(workspace, account).evidence}


def test_all_are_one_step_to_undo(workspace, account, company, paths):
    link = evidence_links.linking(account, "9.1")
    steps = Steps()
    added = library.add_files(workspace, company, paths, link, steps)
    assert (len(added.ids), added.refused) == (30, ())
    assert (steps.steps[0], steps.steps[-1]) == ((0, 30), (30, 30))
    answer = companies.dossier(workspace, account).answer("9.1")
    assert len(answer.evidence_ids[answer.whole.id]) == 30
    assert workspace.can_undo == "Add 30 files"
    workspace.undo()
    assert titles(workspace, account) == set()


def test_cancelling_adds_none(workspace, account, company, paths):
    before = workspace.tip
    with pytest.raises(Cancelled):
        library.add_files(workspace, company, paths, None, Steps(stops_at=12))
    assert (titles(workspace, account), workspace.tip) == (set(), before)
    with workspace.read() as session:
        assert session.query(EvidenceChunk).count() == 0


def test_a_file_that_goes_away_is_named_and_the_others_are_added(
    workspace, account, company, paths
):
    class Gone(Silent):
        def step(self, at, _of, _text=""):
            if at == 3:
                paths[3].unlink()

    added = library.add_files(workspace, company, paths, None, Gone())
    assert len(added.ids) == 29
    assert str(added.refusal()) == "photo 3.txt was not added: no such file or directory."
    assert "photo 3" not in titles(workspace, account)


def test_documents_of_a_record_are_attached_in_the_same_action(workspace, company, paths):
    site = records.add(workspace, "site", company_id=company, name="Dock")
    library.add_files(workspace, company, paths[:2], attachments.attaching("site", site))
    assert len(attachments.of_record(workspace, "site", site)) == 2
    workspace.undo()
    assert attachments.of_record(workspace, "site", site) == []
