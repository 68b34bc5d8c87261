"""Statements under an answer: written, put in order, proven, judged, sealed and compared."""

import json
from datetime import date

import pytest
from sqlalchemy import event

from ctpat_desktop.checklist import Severity
from ctpat_desktop.exchange.portal.text import block
from ctpat_desktop.exchange.tables.xlsx_book import read_sheets
from ctpat_desktop.reading import editions
from ctpat_desktop.reading.dossier import read_dossier, read_outline
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.history import versions
from ctpat_desktop.services.profile import (
    affirming,
    answers,
    evidence_links,
    exports,
    portal_entries,
    sealing,
    statements,
    submissions,
    writing,
    years,
)
from ctpat_desktop.services.profile import model as profile_model
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.search.search import Search
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.repair import health, salvage

DAY = date(2026, 11, 21)
WALK = "The shift lead walks the fence every week and signs the fence log."


@pytest.fixture
def scope(workspace):
    """An account with two answers, one of a site, and a document."""
    account = companies.start(workspace, "Bolt", "importer", 2026)
    scope = Scope.of(workspace, account, DAY)
    site = records.add(workspace, "site", company_id=scope.company_id, name="Yard")
    answers.save(workspace, account, "9.1", status="in_place", per_site=True)
    answers.save(workspace, account, "9.1", site, status="in_place", narrative="A wall.")
    library.add_bytes(workspace, scope.company_id, "log.txt", b"log", title="Fence log", kind="")
    return scope


def read(scope):
    return companies.dossier(scope.workspace, scope.account_id)


def site_of(scope):
    return read(scope).sites[0].id


def proof(scope):
    return next(row.id for row in read(scope).evidence if row.title == "Fence log")


def add(scope, name="", text="", criterion="9.1", site=None):
    where = (scope.workspace, scope.account_id, criterion, site)
    return statements.add(*where, name=name, text=text).record_id


def stated(scope, criterion="9.1", site=None):
    """Return name, text and documents of the statements of an answer."""
    answer = read(scope).answer(criterion)
    rows = {None: answer.whole} | {one.id: row for one, row in answer.by_site}
    return [(row.name, row.text, len(row.documents)) for row in answer.stated(rows[site])]


def findings(scope, *rules):
    found = profile_model.read(scope).review.findings
    return [row for row in found if row.place.criterion == "9.1" and row.rule in rules]


def test_statements_stand_in_their_order_under_the_answer_of_the_company_or_a_site(scope):
    add(scope, "Fences", WALK)
    second = add(scope, "Gates", "Locked.")
    add(scope, "Walls", "High.", site=site_of(scope))
    assert stated(scope) == [("Fences", WALK, 0), ("Gates", "Locked.", 0)]
    assert stated(scope, site=site_of(scope)) == [("Walls", "High.", 0)]
    statements.move(scope.workspace, second, -1)
    assert [row[0] for row in stated(scope)] == ["Gates", "Fences"]
    assert not statements.move(scope.workspace, second, -1)
    scope.workspace.undo()
    assert [row[0] for row in stated(scope)] == ["Fences", "Gates"]


def test_the_first_statement_makes_the_answer(scope):
    add(scope, "Partners", "We ask them.", "3.1")
    answer = read(scope).answer("3.1")
    assert (answer.status, answer.standing) == ("not_started", "no_status")


def test_a_document_of_a_statement_proves_the_answer_and_outlives_the_statement(scope):
    key = add(scope, "Fences", WALK)
    statements.link(scope.workspace, key, proof(scope))
    answer = read(scope).answer("9.1")
    assert answer.evidence_ids[answer.whole.id] == (proof(scope),)
    assert stated(scope) == [("Fences", WALK, 1)]
    statements.remove(scope.workspace, key)
    answer = read(scope).answer("9.1")
    assert (answer.stated(answer.whole), len(answer.evidence)) == ((), 1)
    scope.workspace.undo()
    assert stated(scope) == [("Fences", WALK, 1)]


def test_a_document_taken_off_the_answer_is_off_its_statements(scope):
    key = add(scope, "Fences", WALK)
    statements.link(scope.workspace, key, proof(scope))
    evidence_links.unlink(scope.workspace, scope.account_id, "9.1", proof(scope))
    assert stated(scope) == [("Fences", WALK, 0)]
    evidence_links.link(scope.workspace, scope.account_id, "9.1", proof(scope))
    assert stated(scope) == [("Fences", WALK, 0)]
    statements.link(scope.workspace, key, proof(scope))
    statements.unlink(scope.workspace, key, proof(scope))
    assert len(read(scope).answer("9.1").evidence) == 1


def test_a_document_of_another_company_is_refused(scope):
    other = companies.start(scope.workspace, "Nut", "importer", 2026)
    company = companies.company(scope.workspace, other).id
    foreign = library.add_bytes(scope.workspace, company, "x.txt", b"x", title="X", kind="")
    with pytest.raises(Problem, match="another company"):
        statements.link(scope.workspace, add(scope), foreign)


def test_a_document_that_is_removed_leaves_the_statement(scope):
    key = add(scope, "Fences", WALK)
    statements.link(scope.workspace, key, proof(scope))
    records.remove(scope.workspace, "evidence", proof(scope))
    assert stated(scope) == [("Fences", WALK, 0)]
    scope.workspace.undo()
    assert stated(scope) == [("Fences", WALK, 1)]


def test_a_removed_statement_can_be_brought_back_from_the_history(scope):
    key = add(scope, "Fences", WALK)
    statements.link(scope.workspace, key, proof(scope))
    statements.remove(scope.workspace, key)
    (row,) = [row for row in versions.removed(scope.workspace) if row.table == "statement"]
    assert (row.title, row.with_it) == ("Statement Fences", 1)
    versions.restore_record(scope.workspace, row.table, row.record_id, row.number)
    assert stated(scope) == [("Fences", WALK, 1)]


def test_numbers_are_given_without_a_gap(scope, tmp_path):
    path = tmp_path / "photo.txt"
    path.write_text("a fence")
    where = ("9.1", None)
    statements.save_with_proof(scope, where, 1, {"name": "Fences", "text": WALK}, [path])
    statements.save_with_proof(scope, where, 1, {"name": "Fence lines"}, [])
    assert stated(scope) == [("Fence lines", WALK, 1)]
    with pytest.raises(Problem, match="there is no number 3"):
        statements.save_with_proof(scope, where, 3, {"text": "x"}, [])
    with pytest.raises(Problem):
        statements.save_with_proof(scope, where, 2, {"text": "x"}, [tmp_path / "gone.txt"])
    assert stated(scope) == [("Fence lines", WALK, 1)]


def test_an_answer_without_words_of_its_own_is_judged_by_its_statements(scope):
    assert [row.place.field for row in findings(scope, "answer.no_text")] == ["narrative"]
    add(scope, "Fences", WALK)
    key = add(scope, "Gates", " \n")
    assert findings(scope, "answer.no_text") == []
    (found,) = findings(scope, "answer.statement_no_text")
    assert found.reason == "Statement 2 of 9.1 has no text."
    assert (found.severity, found.place.table, found.place.record_id) == (
        Severity.GAP,
        "statement",
        key,
    )
    statements.save(scope.workspace, key, text="Locked at night.")
    assert findings(scope, "answer.statement_no_text") == []


def test_the_statement_of_a_site_is_named_with_it(scope):
    add(scope, "Walls", "", site=site_of(scope))
    (found,) = findings(scope, "answer.statement_no_text")
    assert found.reason == "Statement 1 of 9.1 at Yard has no text."
    assert found.place.site_id == site_of(scope)


def test_the_words_of_each_statement_are_judged_for_themselves(scope):
    add(scope, "Fences", WALK)
    key = add(scope, "Gates", "TBD " + "x" * 4_000)
    found = findings(scope, "writing.placeholder", "writing.too_long")
    assert {row.place.record_id for row in found} == {key}
    assert sorted(row.reason.partition(" 9.1")[0] for row in found) == ["Statement 2 of"] * 2


def test_a_finding_of_a_statement_is_left_as_it_is_wherever_the_statement_stands(scope):
    words = "The gate is to be confirmed: TBD"
    key = add(scope, "Gates", words)
    first = findings(scope, "writing.placeholder")[0]
    writing.leave(scope.workspace, scope.account_id, first, words, "It is a name.")
    assert findings(scope, "writing.placeholder") == []
    add(scope, "Fences", WALK)
    statements.move(scope.workspace, key, 1)
    assert findings(scope, "writing.placeholder") == []
    where = (scope.workspace, scope.account_id, "9.1", "", [words])
    assert [row.reason for row in writing.left_at(*where)] == ["It is a name."]
    statements.save(scope.workspace, key, text=f"{words} still")
    assert len(findings(scope, "writing.placeholder")) == 1


def test_a_statement_speaks_of_its_own_documents_and_the_answer_of_the_others(scope):
    answers.save(
        scope.workspace,
        scope.account_id,
        "9.1",
        narrative="The guard looks at each gate every night and turns the key with his hand twice.",
    )
    text = "The shift lead walks along every wire and hedge each week and repairs what is torn."
    key = add(scope, "Fences", text)
    evidence_links.link(scope.workspace, scope.account_id, "9.1", proof(scope))
    own = [row.place.table for row in findings(scope, "writing.not_named")]
    assert own == ["response"]
    statements.link(scope.workspace, key, proof(scope))
    own = [row.place.table for row in findings(scope, "writing.not_named")]
    assert own == ["statement"]


def test_a_hundred_statements_cost_as_many_queries_as_two(scope):
    counts = []
    for _ in range(2):
        add(scope, "Fences", WALK)
    counts.append(queries(scope))
    for number in range(98):
        add(scope, f"Fence {number}", WALK, criterion=("9.1", "9.2", "9.4")[number % 3])
    counts.append(queries(scope))
    assert counts[0] == counts[1]


def queries(scope):
    """Return how many queries reading the whole profile takes."""
    with scope.workspace.read() as session:
        bound, seen = session.get_bind(), []

        def note(*arguments):
            seen.append(arguments[2])

        event.listen(bound, "before_cursor_execute", note)
        read_dossier(session, scope.account_id)
        read_outline(session, scope.account_id)
        event.remove(bound, "before_cursor_execute", note)
    return len(seen)


def test_a_change_of_a_statement_is_judged_alone(scope):
    key = add(scope, "Fences", WALK)
    model = profile_model.read(scope)
    changes = statements.save(scope.workspace, key, text="Anew.").changes
    fresh = profile_model.after(scope.workspace, model, changes)
    answer = fresh.book.answer("9.1")
    assert [row.text for row in answer.stated(answer.whole)] == ["Anew."]
    before, now = model.review.criteria, fresh.review.criteria
    assert {number for number in now if now[number] is not before[number]} == {"9.1"}


def test_a_document_of_a_register_reads_nothing_of_the_account(scope):
    add(scope, "Fences", WALK)
    visit = records.add(
        scope.workspace, "visitor", company_id=scope.company_id, name="N. N.", visited_on=DAY
    )
    model, heard = profile_model.read(scope), []
    scope.workspace.on_change.append(heard.append)
    records.add(
        scope.workspace,
        "attachment",
        company_id=scope.company_id,
        table_name="visitor",
        record_id=visit,
        evidence_id=proof(scope),
    )
    assert profile_model.after(scope.workspace, model, heard[0]).book is model.book


def sealed(scope):
    return json.loads(sealing.sealed(exports.snapshot(scope)))


def test_a_seal_holds_statements_and_is_as_before_without_any(scope):
    before = sealing.sealed(exports.snapshot(scope))
    assert sealed(scope)["format"] == 1
    assert b"statements" not in before
    key = add(scope, "Fences", WALK)
    statements.link(scope.workspace, key, proof(scope))
    add(scope, "Walls", "High.", site=site_of(scope))
    made = exports.snapshot(scope)
    assert sealed(scope)["format"] == 3
    again = sealing.unsealed(sealing.sealed(made))
    assert again.dossier.answer("9.1").statements == made.dossier.answer("9.1").statements
    assert again.dossier.fingerprint() == made.dossier.fingerprint()
    assert sealing.sealed(again) == sealing.sealed(made)
    statements.remove(scope.workspace, key)
    assert stated(scope, site=site_of(scope)) == [("Walls", "High.", 0)]


@pytest.mark.parametrize("what", ["text", "name", "document", "order", "gone"])
def test_submissions_that_differ_in_a_statement_are_told_apart(scope, what):
    first, second = add(scope, "Fences", WALK), add(scope, "Gates", "Locked.")
    evidence_links.link(scope.workspace, scope.account_id, "9.1", proof(scope))
    made = exports.snapshot(scope)
    assert submissions.compare(made, exports.snapshot(scope)).changed == ()
    {
        "text": lambda: statements.save(scope.workspace, second, text="Open."),
        "name": lambda: statements.save(scope.workspace, second, name="Doors"),
        "document": lambda: statements.link(scope.workspace, second, proof(scope)),
        "order": lambda: statements.move(scope.workspace, first, 1),
        "gone": lambda: statements.remove(scope.workspace, first),
    }[what]()
    now = exports.snapshot(scope)
    assert submissions.compare(made, now).changed == ("9.1",)
    assert submissions.in_words(made, "9.1") != submissions.in_words(now, "9.1")
    assert f"Statement 1: Fences:\n{WALK}" in submissions.in_words(made, "9.1")


def test_the_desk_shows_the_statements_that_changed_since_the_submission(scope):
    add(scope, "Fences", WALK)
    key = add(scope, "", "Locked.")
    submissions.record(scope, anyway=True)
    years.begin(scope)
    answer = read(scope).answer("9.1")
    key = answer.stated(answer.whole)[1].id
    assert [row.key for row in portal_entries.read(scope).items if row.is_changed] == []
    statements.save(scope.workspace, key, text="Open.")
    now = portal_entries.read(scope).items
    assert [row.title for row in now if row.is_changed] == ["9.1  Statement 2"]
    statements.remove(scope.workspace, key)
    gone = [row for row in portal_entries.read(scope).items if row.is_gone]
    assert [row.title for row in gone] == ["9.1  Statement 2"]


def test_two_statements_of_one_name_are_two_items(scope):
    for text in ("North.", "South."):
        add(scope, "Fences", text)
    items = [row for row in portal_entries.read(scope).items if row.key.endswith(("s", ")"))]
    texts = {row.key: row.text for row in items if row.part == "9.1"}
    assert texts == {"criterion 9.1  Fences": "North.", "criterion 9.1  Fences (2)": "South."}


def test_the_package_has_each_statement_as_a_text_of_its_own(scope, tmp_path):
    key = add(scope, "Fences “A”", "We “walk” – daily.")
    statements.link(scope.workspace, key, proof(scope))
    add(scope, "Walls", "High.", site=site_of(scope))
    made = exports.portal(scope, tmp_path / "package", Silent())
    texts = {path.name: path.read_text("utf-8") for path in (made.folder / "answers").iterdir()}
    assert texts["09.1_statement-1.txt"] == 'We "walk" - daily.'
    assert texts["09.1_statement-2.txt"] == "High."
    assert texts["09.1.txt"] == block(read(scope).answer("9.1"), {proof(scope): "x"}).replace(
        "- x", "- MSC-09.1_fence-log.txt"
    )
    together = (made.folder / "all-answers.txt").read_text("utf-8")
    assert '--- Statement 1: Fences "A" ---\n\nWe "walk" - daily.\n' in together
    assert "--- Yard, Statement 1: Walls ---\n\nHigh.\n" in together
    items = {row.text for row in portal_entries.read(scope).items if row.part == "9.1"}
    assert items == {texts[name] for name in texts if name.startswith("09.1")}


def test_a_new_year_has_the_statements_and_the_proof_that_still_counts(scope):
    old = library.add_bytes(scope.workspace, scope.company_id, "o.txt", b"o", title="Old", kind="")
    records.change(scope.workspace, "evidence", old, expires_on=date(2026, 1, 1))
    key = add(scope, "Fences", WALK)
    for document in (proof(scope), old):
        statements.link(scope.workspace, key, document)
    add(scope, "Walls", "High.", site=site_of(scope))
    rolled = years.begin(scope)
    assert [row.title for row in rolled.renew] == ["Old"]
    answer = read(scope).answer("9.1")
    (row,) = answer.stated(answer.whole)
    assert (row.name, row.text, row.documents) == ("Fences", WALK, (proof(scope),))
    assert row.id != key
    assert stated(scope, site=site_of(scope)) == [("Walls", "High.", 0)]
    assert years.earlier(scope, "9.1").words == f"Statement 1: Fences:\n{WALK}"
    scope.workspace.undo()
    assert stated(scope) == [("Fences", WALK, 2)]


def test_a_statement_changes_what_is_affirmed(scope):
    key = add(scope, "Fences", WALK)
    affirming.affirm(scope, ("9.1",), affirming.Look("Ann"))
    statements.save(scope.workspace, key, text="Anew.")
    (row,) = [row for row in affirming.status(scope).rows if row.criterion == "9.1"]
    assert row.was_affirmed


def test_words_of_a_statement_are_found_and_lead_to_the_answer(scope):
    search = Search(scope.workspace, scope.account_id)
    search.build(reads_documents=False)
    assert search.find("periscope").hits == ()
    key = add(scope, "Fences", "A periscope.")
    (hit,) = search.find("periscope").hits
    assert hit.place.criterion == "9.1"
    statements.remove(scope.workspace, key)
    assert search.find("periscope").hits == ()
    search.close()


def test_all_data_has_the_statements_and_their_documents(scope, tmp_path):
    key = add(scope, "Fences", WALK)
    statements.link(scope.workspace, key, proof(scope))
    exports.data(scope, tmp_path / "data.xlsx", Silent())
    sheets = read_sheets(tmp_path / "data.xlsx")
    assert WALK in str(sheets["statement"])
    assert key in str(sheets["attachment"])


def test_statements_are_checked_and_kept_by_a_repair(scope, tmp_path):
    key = add(scope, "Fences", WALK)
    statements.link(scope.workspace, key, proof(scope))
    assert health.verify(scope.workspace.path, scope.workspace.key) == ()
    path, secret = scope.workspace.path, scope.workspace.key
    want = stated(scope)
    scope.workspace.close()
    salvage.salvage(path, secret, tmp_path / "new.ctpat")
    made = door.open_workspace(tmp_path / "new.ctpat", secret)
    assert stated(Scope.of(made, scope.account_id, DAY)) == want
    made.close()


def test_a_changed_statement_needs_no_second_reading_after_a_move_of_editions(scope):
    before = editions.digest(read(scope).answer("9.1").whole)
    key = add(scope, "Fences", WALK)
    answer = read(scope).answer("9.1")
    assert editions.digest(answer.whole) == before
    mark = editions.Reread("2019", "Old", "", editions.digest(answer.whole, stated_of(answer)))
    assert mark.waits(answer.whole, stated_of(answer))
    statements.save(scope.workspace, key, text="Anew.")
    answer = read(scope).answer("9.1")
    assert not mark.waits(answer.whole, stated_of(answer))


def stated_of(answer):
    return answer.stated(answer.whole)
