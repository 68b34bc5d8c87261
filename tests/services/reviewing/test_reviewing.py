"""Comments, states and assignments of answers, and what others changed since one looked."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import AnswerReview, Comment
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.history import versions
from ctpat_desktop.services.profile import answers, many_answers, model, statements, years
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.reviewing import changes, comments, listing, states, subject
from ctpat_desktop.services.reviewing.subject import Subject
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import door

TODAY = date(2026, 11, 30)


@pytest.fixture
def scope(workspace):
    workspace.who = "Ann"
    return Scope.of(workspace, companies.start(workspace, "Acme", "importer", 2026), TODAY)


@pytest.fixture
def criteria(scope):
    return [row.criterion for row in companies.dossier(scope.workspace, scope.account_id).answers]


def say(scope, criterion, text, site=None, who="Ann", **more):
    scope.workspace.who = who
    more = {"status": "in_place", "narrative": text, **more}
    return answers.save(scope.workspace, scope.account_id, criterion, site, **more).record_id


def put(scope, criterion, state, reason="", site=None, who="Rita"):
    scope.workspace.who = who
    states.put(scope, [subject.of_answer(scope, criterion, site)], state, reason)


def opened(scope, about):
    return sum(thread.is_open for thread in comments.threads(scope, about))


def site_of(scope, name):
    return records.add(scope.workspace, "site", company_id=scope.company_id, name=name)


def test_a_conversation_is_begun_replied_to_resolved_and_opened_again(scope):
    about = subject.of_answer(scope, "9.5")
    first = comments.add(scope, about, "  Which gate?  ")
    scope.workspace.who = "Bob"
    comments.reply(scope, first, "The north one.")
    comments.add(scope, about, "And the keys?")
    one, other = comments.threads(scope, about)
    assert [(row.author, row.text) for row in one.all] == [
        ("Ann", "Which gate?"),
        ("Bob", "The north one."),
    ]
    assert one.is_open
    assert not other.replies
    comments.resolve(scope, first)
    assert comments.threads(scope, about)[0].first.resolved_by == "Bob"
    assert opened(scope, about) == 1
    comments.reply(scope, first, "It was moved.")
    assert comments.threads(scope, about)[0].is_open
    scope.workspace.undo()
    assert not comments.threads(scope, about)[0].is_open
    comments.open_again(scope, first)
    assert opened(scope, about) == 2


def test_a_comment_on_an_unanswered_criterion_makes_no_answer(scope):
    before = companies.dossier(scope.workspace, scope.account_id).fingerprint()
    comments.add(scope, subject.of_answer(scope, "9.5"), "Who writes this?")
    states.assign(scope, ["9.5"], "Bob")
    read = companies.dossier(scope.workspace, scope.account_id)
    assert read.answer("9.5").whole is None
    assert read.fingerprint() == before


def test_comments_on_a_site_and_a_statement_stand_under_the_criterion(scope):
    site = site_of(scope, "Laredo")
    key = say(scope, "9.5", "Fenced.")
    statement = statements.add(scope.workspace, scope.account_id, "9.5").record_id
    del key
    comments.add(scope, subject.of_answer(scope, "9.5", site), "Here too?")
    comments.add(scope, subject.of_answer(scope, "9.5", None, statement), "Which one?")
    found = comments.threads(scope, subject.of_answer(scope, "9.5"))
    assert [(row.first.site_id, row.first.statement_id) for row in found] == [
        (site, None),
        (None, statement),
    ]
    records.remove(scope.workspace, "statement", statement)
    records.remove(scope.workspace, "site", site)
    (left,) = comments.threads(scope, subject.of_answer(scope, "9.5"))
    assert left.first.statement_id is None
    scope.workspace.undo()
    assert len(comments.threads(scope, subject.of_answer(scope, "9.5"))) == 2


def test_comments_on_a_record_go_and_come_back_with_it(scope):
    partner = records.add(scope.workspace, "partner", company_id=scope.company_id, name="Haul Co")
    about = Subject("partner", partner)
    comments.reply(scope, comments.add(scope, about, "Is the contract signed?"), "Yes.")
    records.remove(scope.workspace, "partner", partner)
    assert comments.count_of_account(scope, only_open=False) == 0
    (gone,) = versions.removed(scope.workspace)
    assert (gone.table, gone.with_it) == ("partner", 2)
    versions.restore_record(scope.workspace, "partner", partner, gone.number)
    (thread,) = comments.threads(scope, about)
    assert len(thread.all) == 2


@pytest.mark.parametrize(
    ("about", "text", "words"),
    [
        (("profile", "9.99"), "Hm", "There is no criterion 9.99"),
        (("partner", ""), "Hm", "not there any more"),
        (("profile", "9.5"), " \n", "A comment says something"),
        (("profile", "9.5"), "x" * 10_001, "at most 10000 characters"),
    ],
)
def test_what_cannot_be_commented_is_refused(scope, about, text, words):
    table, criterion = about
    meant = subject.of_answer(scope, criterion) if criterion else Subject(table, "gone")
    with pytest.raises(Problem, match=words):
        comments.add(scope, meant, text)


def test_nothing_is_written_in_a_file_opened_to_read_only(scope):
    workspace = scope.workspace
    first = comments.add(scope, subject.of_answer(scope, "9.5"), "Which gate?")
    path, key = workspace.path, workspace.key
    workspace.close()
    opened = door.open_workspace(path, key, reading_only=True)
    reading = replace(scope, workspace=opened)
    about = subject.of_answer(reading, "9.5")
    for act in (
        lambda: comments.add(reading, about, "Me too"),
        lambda: comments.reply(reading, first, "Me too"),
        lambda: comments.resolve(reading, first),
        lambda: states.put(reading, [about], "draft"),
        lambda: states.assign(reading, ["9.5"], "Bob"),
        lambda: changes.mark_seen(reading),
    ):
        with pytest.raises(Problem, match="open to read only"):
            act()
    assert len(comments.threads(reading, about)) == 1
    opened.close()


def test_changed_words_make_an_approved_answer_a_draft_again_and_undo_approves_it(scope):
    say(scope, "9.5", "Fenced.")
    put(scope, "9.5", "approved")
    say(scope, "9.5", "Fenced.", who="Bob", owner="Guard")
    assert states.of_answer(scope, "9.5").state == "approved"
    say(scope, "9.5", "Fenced and lit.", who="Bob")
    found = states.of_answer(scope, "9.5")
    assert (found.state, found.by, found.approved_by) == ("draft", "Bob", "Rita")
    assert found.words().startswith("Draft again: Rita approved it ")
    assert "and Bob changed the words" in found.words()
    scope.workspace.undo()
    assert states.of_answer(scope, "9.5").state == "approved"
    scope.workspace.redo()
    assert states.of_answer(scope, "9.5").is_draft_again
    put(scope, "9.5", "draft")
    assert states.of_answer(scope, "9.5").words() == "Draft."


def test_words_of_a_statement_count_and_those_of_a_site_only_there(scope):
    site = site_of(scope, "Laredo")
    say(scope, "9.5", "Fenced.")
    say(scope, "9.5", "Fenced here.", site)
    one = statements.add(scope.workspace, scope.account_id, "9.5").record_id
    put(scope, "9.5", "approved")
    put(scope, "9.5", "approved", site=site)
    records.change(scope.workspace, "statement", one, text="Cars wait outside.")
    assert states.of_answer(scope, "9.5").is_draft_again
    assert states.of_answer(scope, "9.5", site).state == "approved"
    put(scope, "9.5", "approved")
    records.remove(scope.workspace, "statement", one)
    assert states.of_answer(scope, "9.5").is_draft_again


def test_an_answer_is_sent_back_with_a_reason_and_says_what_changed_since(scope):
    say(scope, "9.5", "Fenced.")
    with pytest.raises(Problem, match="with a reason"):
        put(scope, "9.5", "sent_back")
    put(scope, "9.5", "sent_back", "Who checks it?")
    assert states.of_answer(scope, "9.5").words().endswith("Nothing was changed since.")
    say(scope, "9.5", "Fenced; the guard checks.", who="Bob")
    found = states.of_answer(scope, "9.5")
    assert (found.state, found.reason) == ("sent_back", "Who checks it?")
    assert "Changed since" in found.words()
    with pytest.raises(Problem, match="not a state"):
        put(scope, "9.5", "done")
    with pytest.raises(Problem, match=r"6\.1 is not answered yet"):
        put(scope, "6.1", "ready")


def test_the_list_goes_on_page_by_page_and_narrows(scope, criteria, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 7)
    sites = [site_of(scope, f"Site {number:02}") for number in range(9)]
    for criterion in ("1.1", "9.5"):
        say(scope, criterion, "Fenced.")
        for site in sites:
            say(scope, criterion, "Here too.", site)
    for site in sites[:8]:
        put(scope, "9.5", "ready", site=site)
    put(scope, "9.5", "approved")
    states.assign(scope, ["9.5"], "Bob")
    comments.add(scope, subject.of_answer(scope, "9.5", sites[3]), "Here?")

    def every(**wanted):
        found, at = [], listing.START
        while at is not None:
            rows, at = listing.lines(scope, criteria, listing.Narrowing(**wanted), at)
            found += rows
        return found

    whole = every()
    assert len(whole) == len(criteria) + 18
    assert len({(row.criterion.id, row.site_id) for row in whole}) == len(whole)
    assert [row.site for row in whole if row.criterion.id == "9.5"] == [
        "",
        *(f"Site {number:02}" for number in range(9)),
    ]
    assert len(every(state="ready")) == 8
    assert len(every(state="draft")) == len(whole) - 9
    assert len(every(assigned_to="Bob")) == 10
    (one,) = every(has_comments=True)
    assert (one.site, one.comments, one.status) == ("Site 03", 1, "in_place")
    assert len(every(has_sites=False)) == len(criteria)
    found = listing.counts(scope, criteria)
    assert found.states == {
        "draft": len(whole) - 9,
        "ready": 8,
        "approved": 1,
        "sent_back": 0,
    }
    assert (found.comments, found.assigned) == (1, {"Bob": 1})
    own = listing.counts(scope, criteria, has_sites=False).states
    assert (own["ready"], own["approved"], own["draft"]) == (0, 1, len(criteria) - 1)


def test_what_others_changed_is_listed_once_for_each_answer_and_record(scope, criteria):
    other = companies.start(scope.workspace, "Other", "importer", 2026)
    scope.workspace.who = "Rita"
    assert changes.mark_of(scope) == changes.Since()
    changes.mark_seen(scope)
    answers.save(scope.workspace, other, "9.5", None, status="in_place")
    say(scope, "9.5", "Fenced.", who="Bob")
    say(scope, "9.5", "Fenced and lit.", who="Ann")
    comments.add(scope, subject.of_answer(scope, "9.5"), "Better?")
    scope.workspace.who = "Bob"
    partner = records.add(scope.workspace, "partner", company_id=scope.company_id, name="Haul Co")
    records.remove(scope.workspace, "partner", partner)
    changes.mark_seen(scope)  # what somebody else has seen is no news
    say(scope, "1.1", "My own.", who="Rita")
    (gone, answer), more = changes.after(scope, criteria, changes.mark_of(scope))
    assert more == 0
    assert (answer.criterion, answer.times) == ("9.5", 3)
    assert set(answer.who) == {"Ann", "Bob"}
    assert answer.place.section == "9"
    assert (gone.title, gone.place) == ("Partner Haul Co", None)
    changes.mark_seen(scope)
    assert changes.after(scope, criteria, changes.mark_of(scope)) == ([], 0)
    assert changes.mark_of(scope).number > 0
    long_ago = changes.Since(at=datetime(2020, 1, 1))
    found = changes.after(scope, criteria, long_ago)[0]
    assert {row.title for row in found} >= {"Partner Haul Co", answer.title, "Company Acme"}
    scope.workspace.who = "Ann"
    assert changes.mark_of(scope) == changes.Since()


def test_news_go_on_page_by_page(scope, criteria, monkeypatch):
    monkeypatch.setattr(changes, "PAGE", 3)
    rows = [{"company_id": scope.company_id, "name": f"P{number}"} for number in range(8)]
    records.add_many(scope.workspace, "partner", rows)
    scope.workspace.who = "Rita"
    seen, before, pages = set(), 0, 0
    while True:
        found, before = changes.after(scope, criteria, changes.Since(), before)
        seen |= {row.title for row in found if row.table == "partner"}
        pages += 1
        if not before:
            break
    assert seen == {f"Partner P{number}" for number in range(8)}
    assert pages > 2


def test_everything_has_its_history(scope):
    first = comments.add(scope, subject.of_answer(scope, "9.5"), "Which gate?")
    states.assign(scope, ["9.5"], "Bob")
    with scope.workspace.read() as session:
        review = session.query(AnswerReview).one().id
        assert session.get(Comment, first).text == "Which gate?"
    fields = {row.field for row in versions.versions(scope.workspace, "answer_review", review)}
    assert "assigned_to" in fields
    assert versions.versions(scope.workspace, "comment", first, "text")[0].after == "Which gate?"


def test_the_checklist_notes_what_was_sent_back_until_it_is_changed(scope):
    site = site_of(scope, "Laredo")
    say(scope, "9.5", "Fenced.")
    say(scope, "9.5", "Fenced here.", site)
    put(scope, "9.5", "sent_back", "Name the gate.")
    put(scope, "9.5", "sent_back", "And here?", site=site)
    known = model.read(scope)

    def notes():
        return [row for row in known.review.of("9.5") if row.rule == "review.sent_back"]

    assert [(row.severity, row.place.site_id) for row in notes()] == [("note", ""), ("note", site)]
    assert notes()[0].reason == "9.5 was sent back, and nothing was changed since."
    assert notes()[1].reason.startswith("9.5 at Laredo was sent back")
    heard = []
    scope.workspace.on_change.append(heard.append)
    say(scope, "9.5", "The north gate is fenced.")
    known = model.after(scope.workspace, known, heard.pop())
    assert [row.place.site_id for row in notes()] == [site]
    put(scope, "9.5", "ready", site=site)
    known = model.after(scope.workspace, known, heard.pop())
    assert notes() == []
    assert known.review == model.read(scope).review


def test_conversations_and_assignments_go_on_in_the_next_year_and_states_do_not(scope, criteria):
    say(scope, "9.5", "Fenced.")
    put(scope, "9.5", "approved")
    states.assign(scope, ["9.5", "6.1"], "Bob")
    comments.add(scope, subject.of_answer(scope, "9.5"), "Which gate?")
    years.begin(scope)
    assert states.of_answer(scope, "9.5") == states.State(assigned_to="Bob")
    assert opened(scope, subject.of_answer(scope, "9.5")) == 1
    found, _ = listing.lines(scope, criteria, listing.Narrowing(has_comments=True))
    assert [row.criterion.id for row in found] == ["9.5"]
    assert listing.counts(scope, criteria).assigned == {"Bob": 2}
    put(scope, "9.5", "ready")
    assert len(years.stored(scope)["answer_review"]) == 4


def test_many_answers_changed_at_once_are_all_drafts_again(scope, criteria):
    numbers = [row.id for row in criteria[:12]]
    for number in numbers:
        say(scope, number, "Fenced.")
        put(scope, number, "approved")
    scope.workspace.who = "Bob"
    many_answers.change(scope, numbers, "owner", "Guard")
    assert listing.counts(scope, criteria).states["approved"] == 12
    many_answers.change(scope, numbers, "status", "partly")
    assert listing.counts(scope, criteria).states["approved"] == 0
    assert states.of_answer(scope, numbers[0]).is_draft_again
    scope.workspace.undo()
    assert listing.counts(scope, criteria).states["approved"] == 12
