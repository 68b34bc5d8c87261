"""Merging through the services: what is asked, how it is settled, and who learns of it."""

from datetime import date

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies, overlays
from ctpat_desktop.services.accounts.company_files import Place
from ctpat_desktop.services.copies import copying
from ctpat_desktop.services.copies.choices import Choice
from ctpat_desktop.services.copies.scoping import Wanted
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.history import versions
from ctpat_desktop.services.merging import merge, questions, settling
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.reviewing import states
from ctpat_desktop.services.reviewing.subject import of_answer
from ctpat_desktop.services.spelling import own_words
from ctpat_desktop.support import notices
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import door
from ctpat_desktop.workspace.merge.writing import Source
from ctpat_desktop.workspace.repair import health
from tests.workspace.merge.copies import another, open_values, words

FROM = Source("file", "other.ctpat")


@pytest.fixture
def pair(workspace):
    """Two copies of a small file with a site, each open."""
    account = companies.start(workspace, "Acme", "importer", 2026)
    company = companies.dossier(workspace, account).company.id
    site = records.add(workspace, "site", company_id=company, name="Dock", city="El Paso")
    other = another(workspace, "other.ctpat")
    yield workspace, other, account, site
    other.close()


def city(workspace, site):
    with workspace.bare() as connection:
        row = connection.execute("SELECT city FROM site WHERE id = ?", (site,)).fetchone()
    return row and row[0]


def differing(mine, theirs, site):
    records.change(mine, "site", site, city="Tucson")
    records.change(theirs, "site", site, city="Laredo")
    return ("site", site, "city")


def test_a_question_names_the_record_and_every_value(pair):
    mine, theirs, _, site = pair
    spot = differing(mine, theirs, site)
    (asked,) = merge.compare(mine, theirs).questions
    assert (asked.spot, asked.title) == (spot, "Site Dock")
    assert (asked.mine, asked.theirs, asked.base) == ("Tucson", "Laredo", "El Paso")
    done = merge.take(mine, theirs, FROM)
    assert [question.spot for question in done.left] == [spot]
    (still,) = questions.open_questions(mine)
    assert {voice.value for voice in still.voices} == {"Tucson", "Laredo"}


def test_own_words_of_both_copies_come_together_without_a_question(pair):
    mine, theirs, _, _ = pair
    own_words.add(mine, "Qxdock")
    own_words.add(theirs, "Zzgate")
    own_words.add(theirs, "qxdock")
    assert merge.take(mine, theirs, FROM).left == ()
    assert [word.lower() for word in own_words.listed(mine)] == ["qxdock", "zzgate"]
    own_words.remove(mine, ["QXDOCK"])
    assert own_words.listed(mine) == ["Zzgate"]


@pytest.mark.parametrize("value", ["Tucson", "Laredo", "Nogales"])
def test_a_decision_within_the_merge_reaches_the_other_copy(pair, value):
    mine, theirs, _, site = pair
    spot = differing(mine, theirs, site)
    before = words(mine)
    assert merge.take(mine, theirs, FROM, {spot: value}).left == ()
    assert city(mine, site) == value
    assert merge.take(theirs, mine, FROM).left == ()
    assert city(theirs, site) == value
    assert words(mine) == words(theirs)
    mine.undo()
    assert words(mine) == before


def test_a_decision_afterwards_reaches_a_copy_in_which_it_stands_open(pair):
    mine, theirs, _, site = pair
    spot = differing(mine, theirs, site)
    merge.take(mine, theirs, FROM)
    merge.take(theirs, mine, FROM)
    assert open_values(theirs)
    settling.settle(mine, {spot: questions.open_questions(mine)[0].now})
    assert questions.open_questions(mine) == ()
    merge.take(theirs, mine, FROM)
    assert (open_values(theirs), words(theirs)) == ({}, words(mine))
    mine.undo()
    assert questions.open_questions(mine) != ()


@pytest.mark.parametrize("stays", [True, False])
def test_whether_a_record_stays_is_settled_with_what_hangs_on_it(pair, stays):
    mine, theirs, account, site = pair
    answers.save(mine, account, "9.1", site, narrative="Here.")
    merge.take(theirs, mine, FROM)
    records.remove(theirs, "site", site)
    records.change(mine, "site", site, city="Tucson")
    (asked,) = merge.compare(mine, theirs).questions
    assert asked.is_presence
    merge.take(mine, theirs, FROM, {asked.spot: stays})
    assert (city(mine, site) is not None) == stays
    assert questions.open_questions(mine) == ()
    merge.take(theirs, mine, FROM)
    assert questions.open_questions(theirs) == ()
    assert words(mine) == words(theirs)
    assert health.verify(mine.path, mine.key) == ()


def test_what_is_typed_over_an_open_field_leaves_the_other_value_open(pair):
    mine, theirs, _, site = pair
    differing(mine, theirs, site)
    merge.take(mine, theirs, FROM)
    records.change(mine, "site", site, city="Nogales")
    (still,) = questions.open_questions(mine)
    assert still.now == "Nogales"
    assert len({voice.value for voice in still.voices}) == 2
    merge.take(theirs, mine, FROM)
    assert words(mine) == words(theirs)
    assert open_values(mine) == open_values(theirs)


def test_what_does_not_stand_open_cannot_be_settled(pair):
    mine, _, _, site = pair
    with pytest.raises(Problem, match="does not stand open"):
        settling.settle(mine, {("site", site, "city"): "X"})


def test_a_file_that_is_no_copy_is_refused(pair, tmp_path):
    mine, *_ = pair
    stranger = door.create_workspace(tmp_path / "stranger.ctpat")
    companies.start(stranger, "Other", "importer", 2026)
    before = words(mine)
    with pytest.raises(Problem, match="is not a copy of"):
        merge.take(mine, stranger, FROM)
    stranger.close()
    assert words(mine) == before


def test_documents_come_along(pair):
    mine, theirs, account, _ = pair
    company = companies.dossier(theirs, account).company.id
    document = library.add_bytes(theirs, company, "a.txt", b"the fence")
    merge.take(mine, theirs, FROM)
    with mine.bare() as connection:
        content = connection.execute("SELECT content FROM evidence_chunk").fetchall()
    assert content == [(b"the fence",)]
    assert health.verify(mine.path, mine.key) == ()
    assert document in {key for table, key in words(mine) if table == "evidence"}


def test_the_history_of_the_other_copy_stays_with_who_and_when(pair):
    mine, theirs, _, site = pair
    theirs.who = "Maria at the dock"
    records.change(theirs, "site", site, city="Laredo")
    merge.take(mine, theirs, FROM)
    with mine.bare() as connection:
        rows = connection.execute("SELECT who, source, changes FROM foreign_change").fetchall()
    assert rows == [("Maria at the dock", "other.ctpat", '{"city":["El Paso","Laredo"]}')]


def test_an_answer_approved_here_and_worded_anew_there_is_a_draft_in_both(pair):
    mine, theirs, account, _ = pair
    answers.save(mine, account, "9.1", status="in_place", narrative="A fence.")
    merge.take(theirs, mine, FROM)
    scope = Scope.of(mine, account, date(2026, 11, 30))
    states.put(scope, [of_answer(scope, "9.1")], states.APPROVED)
    theirs.who = "Maria"
    answers.save(theirs, account, "9.1", narrative="A fence and a gate.")
    merge.take(mine, theirs, FROM)
    merge.take(theirs, mine, FROM)
    said = states.of_answer(scope, "9.1")
    assert (said.state, said.by, said.is_draft_again) == (states.DRAFT, "Maria", True)
    assert words(mine) == words(theirs)


def test_the_versions_of_a_field_name_who_said_it_in_the_other_copy(pair):
    mine, theirs, _, site = pair
    theirs.who = "Maria"
    records.change(theirs, "site", site, city="Laredo")
    records.change(theirs, "site", site, city="Nogales")
    merge.take(mine, theirs, FROM)
    newest, *older = versions.versions(mine, "site", site, "city")
    assert (newest.what, newest.after) == ("Merge with other.ctpat", "Nogales")
    assert [(row.who, row.after) for row in older[:2]] == [
        ("Maria in other.ctpat", "Nogales"),
        ("Maria in other.ctpat", "Laredo"),
    ]
    versions.restore_field(mine, older[1])
    assert city(mine, site) == "Laredo"


def test_a_redacted_copy_is_never_merged(pair, tmp_path):
    mine, _, account, site = pair
    records.change(mine, "site", site, gates="Ask Zelda Quartermain. Gate 4.")
    company = companies.dossier(mine, account).company.id
    records.add(mine, "person", company_id=company, first_name="Zelda", last_name="Quartermain")
    place = Place(tmp_path / "red.ctpat")
    copying.copy(mine, Wanted("An auditor", frozenset({Choice.NAMES}), company), place)
    redacted = door.open_workspace(place.path)
    for into, other in ((mine, redacted), (redacted, mine)):
        with pytest.raises(Problem, match="is a redacted copy"):
            merge.take(into, other, Source("file", "red.ctpat"))
    redacted.close()


def test_what_goes_by_a_decision_within_a_merge_goes_in_a_third_copy_too(pair):
    mine, theirs, account, site = pair
    answers.save(mine, account, "9.1", site, narrative="Here.")
    third = another(mine, "third.ctpat")
    records.remove(theirs, "site", site)
    spot = ("site", site, "")
    merge.take(mine, theirs, FROM, {spot: False})
    assert city(mine, site) is None
    merge.take(third, mine, Source("file", "a"))
    after = words(third)
    third.close()
    assert after == words(mine)


def test_nothing_stands_open_about_a_record_that_was_made_anew(pair):
    mine, theirs, account, _ = pair
    for copy, text in ((mine, "Ours."), (theirs, "Theirs.")):
        overlays.save(copy, account, "1.1", official_text=text)
    merge.take(mine, theirs, FROM)
    assert questions.open_questions(mine)
    overlays.reset(mine, account, "1.1")
    overlays.save(mine, account, "1.1", official_text="New.")
    assert questions.open_questions(mine) == ()
    merge.take(theirs, mine, FROM)
    assert (words(theirs), questions.open_questions(theirs)) == (words(mine), ())


def test_a_record_made_anew_leaves_nothing_of_what_it_said_before(pair):
    mine, theirs, account, _ = pair
    overlays.save(mine, account, "1.1", official_text="Ours.", level="should")
    merge.take(theirs, mine, FROM)
    overlays.reset(mine, account, "1.1")
    overlays.save(theirs, account, "1.1", title="Named there.")
    third = another(mine, "third.ctpat")
    overlays.save(third, account, "1.1", official_text="Anew.")
    merge.take(theirs, mine, FROM)
    merge.take(theirs, third, Source("file", "third"))
    merge.take(third, theirs, FROM)
    after = words(third)
    third.close()
    assert after == words(theirs)
    (row,) = [row for (table, _), row in after.items() if table == "criterion_overlay"]
    assert "should" not in row


def test_a_document_that_is_damaged_there_is_not_taken_and_that_is_said(pair):
    mine, theirs, account, _ = pair
    company = companies.dossier(theirs, account).company.id
    library.add_bytes(theirs, company, "whole.txt", b"the fence")
    library.add_bytes(theirs, company, "hurt.txt", b"the gate")
    with theirs.bare() as connection:
        connection.execute(
            "UPDATE evidence_chunk SET content = x'00' WHERE content = ?", (b"the gate",)
        )
        connection.commit()
    with notices.collected() as heard:
        merge.take(mine, theirs, FROM)
    assert heard == ["The document “hurt” is damaged in the other file; it was not taken."]
    with mine.bare() as connection:
        assert connection.execute("SELECT content FROM evidence_chunk").fetchall() == [
            (b"the fence",)
        ]


def test_the_file_that_is_open_is_not_opened_beside_itself(pair):
    mine, *_ = pair
    with pytest.raises(Problem, match="the file that is open"), workspaces.beside(mine, mine.path):
        raise AssertionError("it was opened")
