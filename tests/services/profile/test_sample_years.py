"""The sample importer has a year behind it: what was sent, and what this year says otherwise."""

from datetime import date

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import upkeep
from ctpat_desktop.services.profile import affirming, portal_entries, submissions, years
from ctpat_desktop.services.profile.exports import snapshot
from ctpat_desktop.services.samples import sample_file

DAY = date(2026, 11, 21)
OTHERWISE = ("1.3", "2.3", "3.1", "3.5", "4.2", "5.3", "6.1", "7.1", "9.6", "10.2", "12.1")


@pytest.fixture(scope="module")
def scope(tmp_path_factory):
    path = tmp_path_factory.mktemp("years") / "sample.ctpat"
    workspace = sample_file.create(path, "importer")
    yield Scope.of(workspace, companies.choose(workspace), DAY)
    workspace.close()


def test_last_year_was_submitted_and_is_whole(scope):
    (sent,) = submissions.every(scope.workspace, scope.account_id)
    assert (sent.year, sent.submitted_on, sent.submitted_by) == (
        *(2025, date(2025, 11, 18), "Dolores Reyes"),
    )
    assert (sent.findings, sent.blockers) == (15, 1)
    assert "with 4.3 open" in sent.note
    assert submissions.report_pdf(scope.workspace, sent.id).startswith(b"%PDF")
    assert upkeep.check(scope.workspace) == ()


def test_this_year_says_eleven_things_otherwise(scope):
    found = submissions.compare(submissions.chosen(scope, "last"), submissions.chosen(scope, "now"))
    assert (found.changed, found.added, found.removed) == (OTHERWISE, (), ())


def test_only_those_and_what_is_new_are_entered_in_the_portal(scope):
    items = portal_entries.read(scope, None).items
    changed = [item.title.split()[0] for item in items if item.is_changed]
    assert changed == list(OTHERWISE)


def test_the_review_is_half_done_and_says_what_was_changed(scope):
    year = affirming.status(scope)
    assert year.year == 2026
    affirmed = [row.criterion for row in year.rows if row.state == affirming.CHANGED]
    assert affirmed == [key for key in OTHERWISE if int(key.split(".")[0]) < 6]
    assert year.count(affirming.UNCHANGED) == 32
    before = years.earlier(scope, "6.1")
    assert before is not None
    assert "the present version is the tenth" in before.narrative


def test_the_findings_are_those_of_a_first_year(scope, sample):
    from ctpat_desktop.services.files import workspaces

    first = workspaces.open_file(sample)
    begun = Scope.of(first, companies.choose(first), DAY)
    try:
        without = [(row.rule, row.place.label, row.reason) for row in snapshot(begun).findings]
    finally:
        first.close()
    assert [(row.rule, row.place.label, row.reason) for row in snapshot(scope).findings] == without
