"""A submission is the profile as it was sent: it never changes and prints the same for ever."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from ctpat_desktop.documents.core.pdf import render
from ctpat_desktop.documents.profile.report import profile_title, profile_tree
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import EvidenceChunk, Submission
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import (
    answers,
    evidence_links,
    exports,
    sealing,
    submissions,
    years,
)
from ctpat_desktop.services.registers import records
from ctpat_desktop.support import language
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace.repair import health, salvage

DAY = date(2026, 11, 21)
LATER = date(2027, 10, 1)


@pytest.fixture
def scope(sample):
    workspace = workspaces.open_file(sample)
    yield Scope.of(workspace, companies.choose(workspace), DAY)
    workspace.close()


def printed(made):
    return render(profile_tree(made), made.stamp, profile_title(made.dossier))


def submit(scope, **values):
    return submissions.record(scope, **{"by": "Dolores Reyes", "anyway": True, **values})


def later(scope):
    return Scope(scope.workspace, scope.account_id, scope.company_id, LATER)


def test_a_submission_prints_what_the_profile_printed(scope):
    before = printed(exports.snapshot(scope))
    row = submit(scope)
    assert printed(submissions.read(scope.workspace, row.id)) == before
    assert (row.submitted_by, row.submitted_on, row.year) == ("Dolores Reyes", DAY, 2026)


def test_it_prints_the_same_bytes_after_the_next_year_was_edited(scope):
    row = submit(scope)
    before = printed(submissions.read(scope.workspace, row.id))
    years.begin(scope)
    answers.save(scope.workspace, scope.account_id, "1.1", narrative="All new.", status="partly")
    company = scope.company_id
    records.change(scope.workspace, "company", company, name="Other Name, Inc.")
    document = companies.dossier(scope.workspace, scope.account_id).evidence[0].id
    records.change(scope.workspace, "evidence", document, title="Renamed")
    assert printed(submissions.read(scope.workspace, row.id)) == before


def test_the_seal_holds_every_value_a_report_reads(scope):
    made = exports.snapshot(scope)
    again = sealing.unsealed(sealing.sealed(made))
    assert sealing.sealed(again) == sealing.sealed(made)
    assert again.findings == made.findings
    assert again.stamp == made.stamp
    assert [row.criterion for row in again.dossier.answers] == [
        row.criterion for row in made.dossier.answers
    ]
    assert again.dossier.fingerprint() == made.dossier.fingerprint()


def test_with_a_blocker_open_nothing_is_recorded_unless_it_was_sent_anyway(scope):
    answers.save(scope.workspace, scope.account_id, "1.1", status="not_started", narrative="")
    with pytest.raises(submissions.Blocked, match="open"):
        submissions.record(scope)
    assert submissions.every(scope.workspace, scope.account_id) == []
    assert submit(scope).blockers > 0


def test_no_undo_and_no_hand_takes_it_away(scope):
    answers.save(scope.workspace, scope.account_id, "1.1", narrative="Before.")
    row = submit(scope)
    scope.workspace.undo()
    assert [each.id for each in submissions.every(scope.workspace, scope.account_id)] == [row.id]
    with pytest.raises(Problem, match="stays as it was sent"):
        records.remove(scope.workspace, "submission", row.id)


def test_two_states_differ_by_the_criteria_that_were_changed(scope):
    submit(scope)
    years.begin(scope)
    first = companies.dossier(scope.workspace, scope.account_id).evidence[0].id
    answers.save(scope.workspace, scope.account_id, "2.1", narrative="New words.")
    now = submissions.chosen(later(scope), "now")
    found = submissions.compare(submissions.chosen(scope, "last"), now)
    assert "2.1" in found.changed
    assert (found.added, found.removed) == ((), ())
    evidence_links.link(scope.workspace, scope.account_id, "9.1", first)
    again = submissions.compare(now, submissions.chosen(later(scope), "now"))
    assert again.changed == ("9.1",)


def test_equal_states_do_not_differ(scope):
    submit(scope)
    found = submissions.compare(*(submissions.chosen(scope, name) for name in ("last", "now")))
    assert found == submissions.Difference((), (), ())


def test_states_in_two_languages_ask_the_same(scope):
    submit(scope)
    before = submissions.chosen(scope, "last")
    with language.speaking("es_MX"):
        now = submissions.chosen(scope, "now")
    asked = [made.dossier.find("1.1").criterion for made in (before, now)]
    assert asked[0].title != asked[1].title
    assert submissions.compare(before, now) == submissions.Difference((), (), ())


@pytest.mark.parametrize("changes", [{"changed": ("own",)}, {"fingerprint": "another"}])
def test_a_criterion_in_other_words_is_reworded(scope, changes):
    submit(scope)
    before, now = (submissions.chosen(scope, name) for name in ("last", "now"))
    answer = now.dossier.find("1.1")
    other = replace(answer.criterion, title="Something else is asked", **changes)
    rows = [
        replace(answer, criterion=other) if one is answer else one for one in now.dossier.answers
    ]
    now = replace(now, dossier=replace(now.dossier, answers=tuple(rows)))
    assert submissions.compare(before, now).reworded == ("1.1",)


def test_a_submission_is_found_by_day_and_the_newest_is_the_last(scope):
    first = submit(scope)
    years.begin(scope)
    second = submit(later(scope))
    rows = submissions.every(scope.workspace, scope.account_id)
    assert [row.id for row in rows] == [second.id, first.id]
    assert submissions.chosen(scope, "2026-11-21").dossier.profile.year == 2026
    assert submissions.chosen(scope, "last").dossier.profile.year == 2027
    with pytest.raises(Problem):
        submissions.chosen(scope, "1999-01-01")


def test_of_several_on_one_day_the_one_recorded_last_is_the_last(scope):
    rows = [submit(scope, note=str(at)) for at in range(6)]
    found = submissions.every(scope.workspace, scope.account_id)
    assert [row.id for row in found] == [row.id for row in reversed(rows)]


def test_without_a_submission_there_is_no_last(scope):
    with pytest.raises(Problem, match="Nothing was submitted yet"):
        submissions.chosen(scope, "last")


def test_content_that_was_changed_is_found_by_the_health_check_and_not_printed(scope):
    row = submit(scope)
    with scope.workspace.work("Tamper") as unit:
        here = EvidenceChunk.sha256 == row.sha256
        content = unit.session.scalar(select(EvidenceChunk.content).where(here))
        spoiled = content.replace(b"Dolores", b"Dolorem")
        assert spoiled != content
        unit.session.execute(update(EvidenceChunk).where(here).values(content=spoiled))
        unit.session.get_one(Submission, row.id).note = "x"
    found = health.verify(scope.workspace.path, scope.workspace.key)
    assert [each.where == "submission 2026 of 2026-11-21" for each in found] == [True]
    with pytest.raises(Problem, match="damaged"):
        submissions.read(scope.workspace, row.id)


def test_repair_keeps_it(scope, tmp_path):
    row = submit(scope)
    before = printed(submissions.read(scope.workspace, row.id))
    path = scope.workspace.path
    scope.workspace.close()
    salvage.salvage(path, None, tmp_path / "new.ctpat")
    opened = workspaces.open_file(tmp_path / "new.ctpat")
    assert printed(submissions.read(opened, row.id)) == before
    opened.close()
