"""A document is replaced by a new version: links stay, nothing is lost, one step to undo."""

from datetime import date

import pytest

from ctpat_desktop.exchange.tables.xlsx_book import read_sheets
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Packet, PartnerRequest
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library, versions
from ctpat_desktop.services.evidence.versions import Fresh
from ctpat_desktop.services.history import versions as history
from ctpat_desktop.services.profile import (
    answers,
    evidence_links,
    exports,
    statements,
    submissions,
)
from ctpat_desktop.services.registers import attachments, records
from ctpat_desktop.services.search.search import Search
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.workspace import blobs, door, keys
from ctpat_desktop.workspace.repair import health, salvage

DAY = date(2026, 11, 21)
LAST_YEAR = (date(2025, 1, 1), date(2025, 12, 31))
THIS_YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme", "importer", 2026)


@pytest.fixture
def scope(workspace, account):
    return Scope.of(workspace, account, DAY)


@pytest.fixture
def document(scope):
    starts, ends = LAST_YEAR
    days = {"period_from": starts, "period_to": ends, "expires_on": date(2026, 1, 31)}
    company = scope.company_id
    return library.add_bytes(
        scope.workspace, company, "log-2025.txt", b"old", title="Log", kind="log", **days
    )


@pytest.fixture
def newer(tmp_path):
    path = tmp_path / "log-2026.pdf"
    path.write_bytes(b"new")
    return path


def stored(scope, document):
    return records.stored(scope.workspace, "evidence", document)


def state(row):
    return {key: getattr(row, key) for key in (*versions.FILE, *versions.CLOCK)}


def replace(scope, document, path, **values):
    versions.replace(scope, document, path, Fresh(**values))


def test_the_new_file_takes_the_place_and_the_old_stays_readable(scope, document, newer):
    before = state(stored(scope, document))
    starts, ends = THIS_YEAR
    replace(scope, document, newer, period_from=starts, period_to=ends, reason=" Yearly ")
    now = stored(scope, document)
    assert (now.title, now.kind) == ("Log", "log")
    assert (now.filename, now.media_type, now.size) == ("log-2026.pdf", "application/pdf", 3)
    assert (now.period_from, now.period_to, now.expires_on) == (starts, ends, None)
    assert library.content(scope.workspace, document) == b"new"
    (old,) = versions.versions(scope.workspace, document)
    assert state(old) == before
    assert (old.replaced_on, old.replaced_by, old.reason) == (DAY, scope.workspace.who, "Yearly")
    assert b"".join(library.pieces_of(scope.workspace, old)) == b"old"


def test_every_link_stays(scope, account, document, newer):
    workspace = scope.workspace
    evidence_links.link(workspace, account, "4.3", document)
    partner = records.add(workspace, "partner", company_id=scope.company_id, name="Alder")
    attachments.attach(workspace, "partner", partner, document)
    lesson = records.add(
        workspace, "training_session", company_id=scope.company_id, evidence_id=document
    )
    statement = statements.add(workspace, account, "4.3", None).record.id
    statements.link(workspace, statement, document)
    replace(scope, document, newer)
    assert evidence_links.uses(workspace, account, document) == ("4.3",)
    assert [row[0] for row in attachments.of_record(workspace, "partner", partner)] == [document]
    assert records.stored(workspace, "training_session", lesson).evidence_id == document
    assert [row[0] for row in attachments.of_record(workspace, "statement", statement)] == [
        document
    ]


def test_it_is_one_step_to_undo_and_to_redo(scope, document, newer):
    before = state(stored(scope, document))
    replace(scope, document, newer)
    after = state(stored(scope, document))
    scope.workspace.undo()
    assert state(stored(scope, document)) == before
    assert versions.versions(scope.workspace, document) == []
    assert library.content(scope.workspace, document) == b"old"
    scope.workspace.redo()
    assert state(stored(scope, document)) == after
    assert len(versions.versions(scope.workspace, document)) == 1
    assert library.content(scope.workspace, document) == b"new"


def test_the_same_bytes_are_refused_in_one_line(scope, document, tmp_path):
    path = tmp_path / "again.txt"
    path.write_bytes(b"old")
    with pytest.raises(Problem) as problem:
        replace(scope, document, path)
    assert problem.value.line() == (
        "again.txt holds the same content as “Log” already. Choose the newer file. "
        "Nothing was replaced."
    )
    assert versions.versions(scope.workspace, document) == []
    assert stored(scope, document).filename == "log-2025.txt"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"period_to": date(2025, 12, 31)}, "The covered period ends before it begins."),
        ({"expires_on": date(2025, 12, 31)}, "The document expires before the period"),
    ],
)
def test_days_in_the_wrong_order_are_refused(scope, document, newer, days, words):
    with pytest.raises(Problem, match=words):
        replace(scope, document, newer, period_from=date(2026, 1, 1), **days)
    assert versions.versions(scope.workspace, document) == []


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("empty.pdf", b"", "the file is empty"), ("Thumbs.db", b"x", "was not added")],
)
def test_what_is_no_document_is_refused(scope, document, tmp_path, name, data, words):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Problem, match=words):
        replace(scope, document, path)
    assert library.content(scope.workspace, document) == b"old"


def test_a_version_is_put_back_as_a_new_one(scope, document, newer):
    first = state(stored(scope, document))
    replace(scope, document, newer, period_from=THIS_YEAR[0])
    second = state(stored(scope, document))
    (old,) = versions.versions(scope.workspace, document)
    versions.put_back(scope, old.id)
    assert state(stored(scope, document)) == first
    assert library.content(scope.workspace, document) == b"old"
    newest, oldest = versions.versions(scope.workspace, document)
    assert (state(newest), state(oldest)) == (second, first)
    assert newest.reason == "The version log-2025.txt was put back."
    with pytest.raises(Problem, match="holds the same content"):
        versions.put_back(scope, oldest.id)
    scope.workspace.undo()
    assert state(stored(scope, document)) == second


def test_a_copy_of_a_version_is_saved(scope, document, newer, tmp_path):
    replace(scope, document, newer)
    (old,) = versions.versions(scope.workspace, document)
    library.save_copy_of(scope.workspace, old, tmp_path / "old.txt")
    assert (tmp_path / "old.txt").read_bytes() == b"old"


def hold(scope, kind, values, document):
    with scope.workspace.work("Hold") as unit:
        unit.session.add(
            kind(id=new_id(), company_id=scope.company_id, evidence_id=document, **values)
        )


def test_what_a_packet_was_issued_with_is_not_replaced(scope, account, document, newer):
    values = {"account_id": account, "title": "MOU packet 2025", "sha256": "0" * 64}
    hold(scope, Packet, values, document)
    with pytest.raises(Problem, match="“Log” was not replaced: MOU packet 2025 was issued"):
        replace(scope, document, newer)
    assert library.content(scope.workspace, document) == b"old"


def test_what_a_partner_returned_is_not_replaced(scope, document, newer):
    partner = records.add(scope.workspace, "partner", company_id=scope.company_id, name="Alder")
    hold(scope, PartnerRequest, {"partner_id": partner}, document)
    with pytest.raises(Problem, match="the questionnaire a partner returned"):
        replace(scope, document, newer)


def test_a_document_of_another_company_is_not_replaced(scope, newer):
    other = companies.start(scope.workspace, "Birch", "importer", 2026)
    theirs = Scope.of(scope.workspace, other, DAY)
    document = library.add_bytes(scope.workspace, theirs.company_id, "a.txt", b"a")
    with pytest.raises(Problem, match="not in the library"):
        replace(scope, document, newer)


def test_versions_go_and_come_with_their_document(scope, document, newer):
    replace(scope, document, newer)
    records.remove(scope.workspace, "evidence", document)
    assert versions.versions(scope.workspace, document) == []
    scope.workspace.undo()
    (old,) = versions.versions(scope.workspace, document)
    assert b"".join(library.pieces_of(scope.workspace, old)) == b"old"


def test_missing_bytes_of_a_version_are_named_by_the_health_check(tmp_path, newer):
    key = keys.fresh("correct horse battery staple")
    workspace = door.create_workspace(tmp_path / "w.ctpat", key)
    scope = Scope.of(workspace, companies.start(workspace, "Acme", "importer", 2026), DAY)
    document = library.add_bytes(workspace, scope.company_id, "log-2025.txt", b"old", title="Log")
    replace(scope, document, newer)
    (old,) = versions.versions(workspace, document)
    with workspace.bare() as connection:
        assert list(health.evidence(connection)) == []
        connection.execute("DELETE FROM evidence_chunk WHERE sha256 = ?", (old.sha256,))
        (damage,) = health.evidence(connection)
    assert damage.where == "document “Log”, earlier version log-2025.txt"
    assert (damage.what, damage.remedy) == ("Its file is missing.", "Restore a backup.")
    workspace.close()


def test_answers_still_say_what_they_said(scope, account, document, newer):
    answers.save(scope.workspace, account, "4.3", status="in_place", narrative="Ours.")
    evidence_links.link(scope.workspace, account, "4.3", document)
    replace(scope, document, newer)
    answer = companies.dossier(scope.workspace, account).answer("4.3")
    assert [row.filename for row in answer.evidence] == ["log-2026.pdf"]


def test_a_submission_names_the_file_it_was_sent_with(scope, account, document, newer):
    answers.save(scope.workspace, account, "4.3", status="in_place", narrative="Ours.")
    evidence_links.link(scope.workspace, account, "4.3", document)
    row = submissions.record(scope, by="Ann", anyway=True)
    replace(scope, document, newer)
    sent = submissions.read(scope.workspace, row.id)
    (file,) = sent.dossier.evidence
    assert (file.filename, file.period_to) == ("log-2025.txt", LAST_YEAR[1])
    with scope.workspace.read() as session:
        assert b"".join(blobs.stream(session, file.sha256, file.title)) == b"old"
    now = submissions.chosen(scope, "now")
    assert submissions.compare(sent, now).changed == ("4.3",)


def test_all_data_has_the_versions(scope, document, newer, tmp_path):
    replace(scope, document, newer, reason="Yearly")
    exports.data(scope, tmp_path / "data.xlsx", Silent())
    head, row = read_sheets(tmp_path / "data.xlsx")["evidence_version"]
    assert {"sha256", "replaced_on", "reason"} <= set(head)
    assert {"log-2025.txt", "Yearly"} <= set(row)


def test_search_finds_the_words_of_the_newest_version_only(scope, account, tmp_path):
    workspace = scope.workspace
    document = library.add_bytes(workspace, scope.company_id, "a.txt", b"xylophone", "Log")
    path = tmp_path / "b.txt"
    path.write_bytes(b"trombone")
    search = Search(workspace, account)
    search.build()
    assert [hit.title for hit in search.find("xylophone").hits] == ["Log"]
    search.close()
    replace(scope, document, path)
    search = Search(workspace, account)
    search.build()
    assert [hit.title for hit in search.find("trombone").hits] == ["Log"]
    assert search.find("xylophone").hits == ()
    search.close()


def test_history_restores_words_and_never_the_file(scope, document, newer):
    workspace = scope.workspace
    number = history.versions(workspace, "evidence", document)[0].number
    records.change(workspace, "evidence", document, title="Other")
    replace(scope, document, newer)
    history.restore_record(workspace, "evidence", document, number)
    assert stored(scope, document).title == "Log"
    assert stored(scope, document).period_to == LAST_YEAR[1]
    assert stored(scope, document).filename == "log-2026.pdf"
    assert library.content(workspace, document) == b"new"
    (version,) = [
        row
        for row in history.versions(workspace, "evidence", document, "filename")
        if row.after == "log-2025.txt"
    ]
    with pytest.raises(Problem, match="is put back on the page Evidence, under its versions"):
        history.restore_field(workspace, version)


def test_a_removed_document_comes_back_with_its_versions(scope, document, newer):
    workspace = scope.workspace
    replace(scope, document, newer)
    workspace.undo()
    assert history.removed(workspace) == ()
    replace(scope, document, newer)
    records.remove(workspace, "evidence", document)
    (gone,) = history.removed(workspace)
    assert (gone.table, gone.with_it) == ("evidence", 1)
    history.restore_record(workspace, gone.table, gone.record_id, gone.number)
    assert library.content(workspace, document) == b"new"
    (old,) = versions.versions(workspace, document)
    assert b"".join(library.pieces_of(workspace, old)) == b"old"


def test_a_repair_keeps_versions_and_their_files(tmp_path, newer):
    key = keys.fresh("correct horse battery staple")
    workspace = door.create_workspace(tmp_path / "w.ctpat", key)
    scope = Scope.of(workspace, companies.start(workspace, "Acme", "importer", 2026), DAY)
    document = library.add_bytes(workspace, scope.company_id, "log-2025.txt", b"old", title="Log")
    replace(scope, document, newer)
    workspace.close()
    salvage.salvage(tmp_path / "w.ctpat", key, tmp_path / "new.ctpat")
    opened = door.open_workspace(tmp_path / "new.ctpat", key)
    (old,) = versions.versions(opened, document)
    assert b"".join(library.pieces_of(opened, old)) == b"old"
    opened.close()
    assert health.verify(tmp_path / "new.ctpat", key) == ()
