"""A status counts only with what belongs to it, whatever way an answer comes in."""

from datetime import date

import pytest

from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.documents.profile.report import profile_tree
from ctpat_desktop.documents.profile.snapshot import Snapshot
from ctpat_desktop.exchange.portal.text import block
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.history import versions
from ctpat_desktop.services.profile import answers, review
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from tests.services.profile.walking import walked

DAY = date(2026, 11, 21)


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme", "importer", 2026)


@pytest.fixture
def site(workspace, account):
    company = companies.dossier(workspace, account).company.id
    return records.add(workspace, "site", company_id=company, name="Yard")


def stored(workspace, account, criterion="4.3"):
    return companies.dossier(workspace, account).answer(criterion)


def findings(workspace, account, criterion="4.3"):
    found = review.review(Scope.of(workspace, account, DAY)).findings
    return [row for row in found if row.place.criterion == criterion]


@pytest.mark.parametrize("reason", [{}, {"reason": ""}, {"reason": " \n"}])
def test_not_applicable_without_a_reason_changes_nothing(workspace, account, reason):
    before = workspace.tip
    with pytest.raises(Problem, match="the reason is missing"):
        answers.save(workspace, account, "4.3", status="not_applicable", narrative="x", **reason)
    assert (workspace.tip, stored(workspace, account).whole) == (before, None)


def test_a_walk_needs_the_reason_too(workspace, account, site):
    with pytest.raises(Problem, match="the reason is missing"):
        walked(workspace, account, "9.1", site, "not_applicable")
    assert stored(workspace, account, "9.1").whole is None


def test_what_does_not_apply_at_a_site_says_nothing_about_the_company(workspace, account, site):
    walked(workspace, account, "9.1", site, "not_applicable", "It has no fence.")
    found = stored(workspace, account, "9.1")
    assert (found.whole.status, found.whole.per_site) == ("not_started", True)
    assert [(row.status, row.reason) for _, row in found.by_site] == [
        ("not_applicable", "It has no fence.")
    ]


def test_the_status_goes_with_its_reason(workspace, account):
    answers.save(workspace, account, "4.3", status="not_applicable", reason="No network.")
    assert stored(workspace, account).is_answered
    answers.save(workspace, account, "4.3", reason="")
    assert stored(workspace, account).status == "not_started"


def test_no_other_way_in_takes_the_status_alone(workspace, account):
    answers.save(workspace, account, "4.3", status="not_applicable", reason="No network.")
    answers.save(workspace, account, "4.3", status="in_place")
    answers.save(workspace, account, "4.3", reason="")
    row = stored(workspace, account).whole
    with pytest.raises(Problem, match="the reason is missing"):
        records.change(workspace, "response", row.id, status="not_applicable")
    rows = versions.versions(workspace, "response", row.id)
    old = next(line for line in rows if line.after == "not_applicable")
    with pytest.raises(Problem, match="the reason is missing"):
        versions.restore_field(workspace, old)
    assert stored(workspace, account).status == "in_place"


def test_an_older_file_without_a_reason_counts_as_unanswered(workspace, account):
    answers.save(workspace, account, "4.3", status="not_applicable", reason="No network.")
    with workspace.work("as an older program did") as unit:
        answers.at(unit.session, account, "4.3").reason = ""
    found = stored(workspace, account)
    assert (found.standing, found.is_answered) == ("no_reason", False)
    assert [row.rule for row in findings(workspace, account)] == ["answer.no_reason"]
    assert block(found) == "Not applicable: reason missing."
    done = review.review(Scope.of(workspace, account, DAY)).progress
    assert {row.section: row.answered for row in done}["4"] == 0


def test_words_without_a_status_say_so_everywhere(workspace, account):
    answers.save(workspace, account, "4.3", narrative="x" * 5000)
    found = stored(workspace, account)
    assert labels.status(found.standing) == "Status missing"
    row, long = findings(workspace, account)
    assert (row.rule, row.place.field) == ("answer.missing_must", "status")
    assert (long.rule, long.place.field) == ("writing.too_long", "narrative")
    assert row.reason == "4.3 is a Must and has words, but its status is missing."
    assert block(found).startswith("Status missing.\n\nxxx")


def test_a_site_with_words_and_no_status_says_so(workspace, account, site):
    answers.save(workspace, account, "9.1", status="in_place", narrative="We do.", per_site=True)
    answers.save(workspace, account, "9.1", site, narrative="A wall.")
    reasons = [row.reason for row in findings(workspace, account, "9.1")]
    assert "9.1 is answered per site, and Yard has words, but its status is missing." in reasons


def test_the_report_does_not_call_a_reason_no_answer(workspace, account):
    answers.save(workspace, account, "4.3", status="not_applicable", reason="No network.")
    read = companies.dossier(workspace, account)
    printed = repr(profile_tree(Snapshot(read, (), Stamp("1", "e", "h", DAY))))
    count = printed.count("No answer is written")
    assert count == len(read.answers) - 1
