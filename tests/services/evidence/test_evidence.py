"""The evidence library: what is taken in, kept once, checked, and given back."""

import hashlib
from datetime import date

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.profile import evidence_links
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Cancelled, Problem
from ctpat_desktop.workspace import blobs

DAY = date(2026, 11, 21)

BIG = bytes(range(256)) * 4096 * 3 + b"tail"


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme", "importer", 2026)


@pytest.fixture
def company(workspace, account):
    return companies.dossier(workspace, account).company.id


def chunks(workspace):
    with workspace.bare() as connection:
        return connection.execute("SELECT count(*) FROM evidence_chunk").fetchone()[0]


@pytest.mark.parametrize("data", [b"x", BIG, b"\0" * blobs.SLICE, b"\0" * (2 * blobs.SLICE)])
def test_bytes_come_back_as_they_were(workspace, company, tmp_path, data):
    path = tmp_path / "in put.bin"
    path.write_bytes(data)
    document = library.add_file(workspace, company, path)
    assert library.content(workspace, document) == data
    row = records.stored(workspace, "evidence", document)
    assert (row.size, row.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    library.save_copy(workspace, document, tmp_path / "out.bin")
    assert (tmp_path / "out.bin").read_bytes() == data


def test_a_document_is_named_after_its_file(workspace, company):
    document = library.add_bytes(workspace, company, "seal_log-2026.pdf", b"x")
    row = records.stored(workspace, "evidence", document)
    assert (row.title, row.kind, row.media_type) == ("seal log 2026", "other", "application/pdf")


def test_the_same_bytes_are_kept_once(workspace, company):
    first = library.add_bytes(workspace, company, "a.bin", BIG)
    assert chunks(workspace) == 4
    second = library.add_bytes(workspace, company, "b.bin", BIG)
    assert chunks(workspace) == 4
    records.remove(workspace, "evidence", first)
    assert library.content(workspace, second) == BIG


@pytest.mark.parametrize("number", [0, 3])
def test_a_flipped_byte_is_noticed(workspace, company, number):
    document = library.add_bytes(workspace, company, "a.bin", BIG, title="Seal log")
    with workspace.bare() as connection:
        (content,) = connection.execute(
            "SELECT content FROM evidence_chunk WHERE number = ?", (number,)
        ).fetchone()
        spoilt = bytes([content[0] ^ 1]) + content[1:]
        connection.execute(
            "UPDATE evidence_chunk SET content = ? WHERE number = ?", (spoilt, number)
        )
    with pytest.raises(Problem, match="“Seal log” is missing or damaged"):
        library.content(workspace, document)


@pytest.mark.parametrize("where", ["number = 3", "1 = 1"])
def test_lost_bytes_are_noticed_and_no_copy_is_left(workspace, company, tmp_path, where):
    document = library.add_bytes(workspace, company, "a.bin", BIG)
    with workspace.work("Lose it") as unit:
        unit.session.connection().exec_driver_sql(f"DELETE FROM evidence_chunk WHERE {where}")
    target = tmp_path / "copy.bin"
    target.write_bytes(b"what was there")
    with pytest.raises(Problem, match="missing or damaged"):
        library.save_copy(workspace, document, target)
    assert target.read_bytes() == b"what was there"


def test_what_cannot_be_taken_in(workspace, company, tmp_path):
    empty, huge = tmp_path / "empty.pdf", tmp_path / "huge.pdf"
    empty.touch()
    with huge.open("wb") as file:
        file.truncate(300 * 2**20)
    for path, words in (
        (empty, "empty.pdf was not added: the file is empty"),
        (huge, "huge.pdf was not added: 300 MB is more than 200 MB"),
        (tmp_path / "none.pdf", "none.pdf was not added: no such file"),
        (tmp_path, "is a folder"),
        (tmp_path / ("n" * 300), "file name too long"),
    ):
        with pytest.raises(Problem, match=words) as caught:
            library.add_file(workspace, company, path)
        assert "\n" not in caught.value.line()
    with pytest.raises(Problem, match="empty"):
        library.add_bytes(workspace, company, "a.png", b"")
    assert chunks(workspace) == 0
    assert workspace.can_undo == "Add company"


def test_stopping_half_way_leaves_nothing(workspace, company, tmp_path):
    class Stop:
        def step(self, at, of, text=""):
            if at:
                raise Cancelled

    path = tmp_path / "a.bin"
    path.write_bytes(BIG)
    with pytest.raises(Cancelled):
        library.add_file(workspace, company, path, progress=Stop())
    assert chunks(workspace) == 0
    assert companies.dossier(workspace, companies.choose(workspace)).evidence == ()


def test_a_document_proves_many_answers(workspace, account, company):
    document = library.add_bytes(workspace, company, "a.txt", b"x")
    for criterion in ("9.10", "1.1", "9.9"):
        evidence_links.link(workspace, account, criterion, document)
    assert set(evidence_links.uses(workspace, account, document)) == {"1.1", "9.9", "9.10"}
    assert not evidence_links.link(workspace, account, "1.1", document)
    evidence_links.unlink(workspace, account, "1.1", document)
    assert set(evidence_links.uses(workspace, account, document)) == {"9.9", "9.10"}


def test_taking_away_what_was_never_linked_changes_nothing(workspace, account, company):
    document = library.add_bytes(workspace, company, "a.txt", b"x")
    assert not evidence_links.unlink(workspace, account, "1.1", document)


def test_a_link_to_a_removed_document_is_told(workspace, account, company):
    document = library.add_bytes(workspace, company, "a.txt", b"x")
    records.remove(workspace, "evidence", document)
    with pytest.raises(Problem):
        evidence_links.link(workspace, account, "1.1", document)
    with pytest.raises(Problem, match="not in the library"):
        library.content(workspace, document)


def test_an_answer_and_its_proof_are_one_step(workspace, account, tmp_path):
    path = tmp_path / "log.txt"
    path.write_bytes(b"x")
    values = {"status": "in_place", "narrative": "We do."}
    assert evidence_links.answer_with_proof(
        Scope.of(workspace, account, DAY), "9.1", None, values, [path]
    )
    workspace.undo()
    read = companies.dossier(workspace, account)
    assert (read.evidence, [answer.whole for answer in read.answers if answer.whole]) == ((), [])


@pytest.mark.parametrize("changed", [{"narrative": "We do."}, {}])
def test_an_answer_whose_proof_cannot_be_kept_is_not_kept(
    workspace, account, tmp_path, monkeypatch, changed
):
    path = tmp_path / "log.txt"
    path.write_bytes(b"")
    monkeypatch.setattr(library, "refuse_any", lambda _paths: None)  # emptied after the look
    values = {"status": "in_place", **changed}
    with pytest.raises(Problem, match="empty"):
        evidence_links.answer_with_proof(
            Scope.of(workspace, account, DAY), "9.1", None, values, [path]
        )
    read = companies.dossier(workspace, account)
    assert [answer.whole for answer in read.answers if answer.whole] == []
    assert workspace.can_undo == "Add company"
