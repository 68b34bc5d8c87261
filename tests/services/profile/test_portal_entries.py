"""The portal desk offers the package's own texts in the portal's order, and what was entered."""

from datetime import date, timedelta

import pytest

from ctpat_desktop.exchange.portal.company import company_text
from ctpat_desktop.exchange.portal.text import block, file_names
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Statement
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import companies, settings
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import (
    answers,
    evidence_links,
    exports,
    portal_entries,
    statements,
    submissions,
    years,
)
from ctpat_desktop.services.registers import records
from ctpat_desktop.support import language
from ctpat_desktop.support.progress import Silent

DAY = date(2026, 11, 21)


@pytest.fixture
def scope(sample):
    workspace = workspaces.open_file(sample)
    yield Scope.of(workspace, companies.choose(workspace), DAY)
    workspace.close()


def item(scope, key):
    (found,) = [row for row in portal_entries.read(scope).items if row.key == key]
    return found


def changed(scope):
    return [row.key for row in portal_entries.read(scope).items if row.is_changed]


def on(scope, key):
    row = item(scope, key)
    return portal_entries.standing(scope, [row])[key]


def submit(scope):
    return submissions.record(scope, anyway=True)


def state(scope, criterion, *texts):
    """Give an answer statements."""
    answer = companies.dossier(scope.workspace, scope.account_id).answer(criterion)
    with scope.workspace.work("Statements") as unit:
        rows = [
            Statement(
                id=new_id(), response_id=answer.whole.id, name=f"Part {at}", text=text, position=at
            )
            for at, text in enumerate(texts, 1)
        ]
        unit.session.add_all(rows)


def test_the_company_comes_first_and_then_the_criteria_in_their_order(scope):
    read = companies.dossier(scope.workspace, scope.account_id)
    parts = [row.part for row in portal_entries.read(scope).items]
    numbers = [row.criterion.id for row in read.answers if block(row)]
    assert parts[0] == "Company"
    assert parts[-len(numbers) :] == numbers
    assert not set(parts[: -len(numbers)]) & set(numbers)


def test_the_texts_are_those_of_the_package(scope, tmp_path):
    made = exports.portal(scope, tmp_path / "package", Silent())
    items = portal_entries.read(scope).items
    answered = [row for row in items if row.key.startswith("criterion")]
    written = {path.read_text("utf-8") for path in (made.folder / "answers").iterdir()}
    assert {row.text for row in answered} == written
    lines = (made.folder / "company.txt").read_text("utf-8").splitlines()
    ours = {"Review year", "Period under review", "Criteria edition"}
    fields = [line for line in lines if line and not line.startswith("===")]
    assert [f"{row.title}: {row.text}" for row in items if row not in answered] == [
        line for line in fields if line.partition(":")[0] not in ours
    ]


def test_the_files_are_those_of_the_package(scope, tmp_path):
    made = exports.portal(scope, tmp_path / "package", Silent())
    files = {file.name: file for row in portal_entries.read(scope).items for file in row.files}
    assert set(files) == {path.name for path in (made.folder / "evidence").iterdir()}
    for name, file in files.items():
        assert portal_entries.content(scope, file) == (made.folder / "evidence" / name).read_bytes()


def test_a_file_keeps_its_metadata_where_the_package_does(scope):
    file = next(file for row in portal_entries.read(scope).items for file in row.files)
    settings.put(scope.workspace, "portal.keep_metadata", True)
    stored = b"".join(library.stream(scope.workspace, file.document.id))
    assert portal_entries.content(scope, file) == stored


def test_each_statement_is_an_item_behind_its_criterion(scope):
    state(scope, "9.1", "Guards “walk”.", "Lights burn.")
    keys = [row.key for row in portal_entries.read(scope).items]
    at = keys.index("criterion 9.1")
    assert keys[at + 1 : at + 3] == ["criterion 9.1  Part 1", "criterion 9.1  Part 2"]
    first = item(scope, "criterion 9.1  Part 1")
    assert (first.text, first.letters, first.title) == ('Guards "walk".', ("“", "”"), "9.1  Part 1")


def test_an_item_has_the_limit_and_the_letters_the_portal_changes(scope):
    answers.save(scope.workspace, scope.account_id, "9.1", narrative="The “guard” walks – daily.")
    settings.put(scope.workspace, "portal.soft_limit", 1_234)
    row = item(scope, "criterion 9.1")
    assert (row.limit, row.letters) == (1_234, ("“", "”", "–"))
    assert item(scope, "company Legal name").limit == 0


def test_a_tick_counts_while_the_text_is_the_same(scope):
    row = item(scope, "criterion 9.1")
    assert on(scope, row.key) == portal_entries.Standing()
    portal_entries.enter(scope, row)
    assert on(scope, row.key) == portal_entries.Standing(DAY)
    before = companies.dossier(scope.workspace, scope.account_id).answer("9.1").whole.narrative
    answers.save(scope.workspace, scope.account_id, "9.1", narrative="Other words.")
    assert on(scope, row.key) == portal_entries.Standing(is_older=True)
    answers.save(scope.workspace, scope.account_id, "9.1", narrative=before)
    assert on(scope, row.key).on == DAY


def test_another_document_opens_a_tick_again(scope):
    row = item(scope, "criterion 9.1")
    portal_entries.enter(scope, row)
    linked = {file.document.id for file in row.files}
    library = companies.dossier(scope.workspace, scope.account_id).evidence
    other = next(each.id for each in library if each.id not in linked)
    evidence_links.link(scope.workspace, scope.account_id, "9.1", other)
    assert on(scope, row.key).is_older


def test_a_document_of_the_same_name_with_other_content_opens_it_too(scope):
    old, new = (
        library.add_bytes(scope.workspace, scope.company_id, "guards.txt", words)
        for words in (b"Dolores Reyes", b"Another list of guards.")
    )
    for document in (old, new):
        records.change(scope.workspace, "evidence", document, title="Guards", position=10**6)
    evidence_links.link(scope.workspace, scope.account_id, "9.1", old)
    before = item(scope, "criterion 9.1")
    portal_entries.enter(scope, before)
    evidence_links.unlink(scope.workspace, scope.account_id, "9.1", old)
    evidence_links.link(scope.workspace, scope.account_id, "9.1", new)
    assert item(scope, "criterion 9.1").text == before.text
    assert on(scope, "criterion 9.1").is_older


def test_a_tick_is_one_step_of_its_company_to_undo(scope):
    row = item(scope, "criterion 9.1")
    portal_entries.enter(scope, row)
    portal_entries.enter(scope, row)
    assert scope.workspace.undoable(scope.company_id).startswith("Entered in the portal: 9.1")
    scope.workspace.undo(scope.company_id)
    assert on(scope, row.key).on is None


def test_a_tick_is_taken_back(scope):
    row = item(scope, "criterion 9.1")
    portal_entries.take_back(scope, row)
    portal_entries.enter(scope, row)
    portal_entries.take_back(scope, row)
    assert on(scope, row.key) == portal_entries.Standing()


def test_without_a_submission_everything_counts_as_changed(scope):
    desk = portal_entries.read(scope)
    assert desk.since is None
    assert all(row.is_changed for row in desk.items)


def test_only_what_changed_since_the_submission_is_marked(scope):
    submit(scope)
    assert portal_entries.read(scope).since == DAY
    assert changed(scope) == []
    answers.save(scope.workspace, scope.account_id, "2.1", narrative="New words.")
    records.change(scope.workspace, "company", scope.company_id, phone="757 555 0199")
    assert changed(scope) == ["company Telephone", "criterion 2.1"]


def test_what_is_known_of_the_last_submission_is_not_taken_for_a_newer_one(scope):
    submit(scope)
    answers.save(scope.workspace, scope.account_id, "2.1", narrative="New words.")
    desk = portal_entries.read(scope)
    again = portal_entries.read(scope, desk.sent)
    marks = [[(row.key, row.is_changed) for row in found.items] for found in (desk, again)]
    assert marks[0] == marks[1]
    assert again.sent is desk.sent
    submit(scope)
    newest = portal_entries.read(scope, desk.sent)
    assert newest.sent.submission_id != desk.sent.submission_id
    assert not [row.key for row in newest.items if row.is_changed]


def test_a_new_year_changes_nothing_by_itself(scope):
    submit(scope)
    years.begin(scope)
    expired = {
        row.key
        for row in portal_entries.read(scope).items
        if row.is_changed and row.key.startswith("criterion")
    }
    renew = years_of_links(scope)
    assert {key.removeprefix("criterion ") for key in expired} <= renew
    assert not [key for key in changed(scope) if not key.startswith("criterion")]


def years_of_links(scope):
    """Return the criteria whose documents did not all come over into the new year."""
    now = companies.dossier(scope.workspace, scope.account_id)
    sent = submissions.chosen(scope, "last").dossier
    return {
        row.criterion.id
        for row in sent.answers
        if len(row.evidence) != len(now.answer(row.criterion.id).evidence)
    }


def test_what_was_sent_and_is_empty_now_is_shown_at_its_place(scope):
    submit(scope)
    contact = companies.dossier(scope.workspace, scope.account_id).contacts[0]
    before = [row.key for row in portal_entries.read(scope).items]
    records.change(scope.workspace, "contact", contact.id, phone="")
    gone = item(scope, f"contact {contact.id} Telephone")
    assert (gone.text, gone.is_gone, gone.is_changed) == ("", True, True)
    assert [row.key for row in portal_entries.read(scope).items] == before
    assert changed(scope) == [gone.key]
    portal_entries.enter(scope, gone)
    assert on(scope, gone.key).on == DAY


def test_a_statement_entered_before_the_submission_is_unchanged_after_it(scope):
    state(scope, "9.1", "Guards walk.", "Lights burn.")
    portal_entries.enter(scope, item(scope, "criterion 9.1  Part 1"))
    submit(scope)
    years.begin(scope)
    assert not item(scope, "criterion 9.1  Part 1").is_changed
    assert not item(scope, "criterion 9.1  Part 2").is_changed
    answer = companies.dossier(scope.workspace, scope.account_id).answer("9.1")
    key = answer.stated(answer.whole)[1].id
    statements.save(scope.workspace, key, text="Lights burn all night.")
    late = Scope(scope.workspace, scope.account_id, scope.company_id, DAY + timedelta(days=9))
    portal_entries.enter(late, item(late, "criterion 9.1  Part 2"))
    assert item(scope, "criterion 9.1  Part 2").is_changed


def test_the_texts_of_a_company_are_written_as_before(scope):
    read = companies.dossier(scope.workspace, scope.account_id)
    text = company_text(read)
    assert text.startswith("=== Company ===\n\nLegal name: ")
    assert "\n\n=== CTPAT account ===\n\n" in text
    assert file_names(read)


def test_what_is_pasted_is_english_whatever_the_screen_speaks(scope):
    english = {item.key: item.text for item in portal_entries.read(scope).items}
    with language.speaking("es_MX"):
        spanish = portal_entries.read(scope).items
    assert {item.key: item.text for item in spanish} == english
    assert any("criterion" in item.key for item in spanish)
