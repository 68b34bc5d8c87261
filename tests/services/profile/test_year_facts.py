"""What the checklist is told of a year: what is left of it, and which proof was not renewed."""

from datetime import date, timedelta

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.profile import (
    affirming,
    answers,
    evidence_links,
    exports,
    model,
    year_facts,
    years,
)
from ctpat_desktop.services.profile.affirming import Look
from ctpat_desktop.services.registers import records

DAY = date(2027, 1, 20)
PAST = DAY - timedelta(days=1)


@pytest.fixture
def scope(workspace):
    """An account of 2026 whose three answers have proof, and its review window open."""
    account = companies.start(workspace, "Bolt", "importer", 2026)
    records.change(workspace, "account", account, anniversary=date(2021, 3, 15))
    scope = Scope.of(workspace, account, DAY)
    for key in ("1.1", "2.1"):
        answers.save(workspace, account, key, status="in_place", narrative="We sign.")
    return scope


def document(scope, title, **values):
    made = library.add_bytes(
        scope.workspace, scope.company_id, f"{title}.txt", title.encode(), title=title, kind=""
    )
    records.change(scope.workspace, "evidence", made, **values)
    return made


def link(scope, criterion, document_id, site=None):
    evidence_links.link(scope.workspace, scope.account_id, criterion, document_id, site)


def not_renewed(scope):
    return year_facts.read(scope).facts().not_renewed


def test_what_ran_out_with_last_year_is_missed_until_something_newer_is_linked(scope):
    link(scope, "1.1", document(scope, "Audit", expires_on=PAST))
    link(scope, "2.1", document(scope, "Map", period_to=date(2026, 12, 31)))
    link(scope, "2.1", document(scope, "Policy"))
    years.begin(scope)
    assert not_renewed(scope) == {"1.1": ("Audit",), "2.1": ("Map",)}
    link(scope, "1.1", document(scope, "New audit"))
    assert not_renewed(scope) == {"2.1": ("Map",)}


def test_what_is_still_linked_is_left_to_the_rules_of_proof(scope):
    old = document(scope, "Audit", expires_on=PAST)
    link(scope, "1.1", old)
    years.begin(scope)
    link(scope, "1.1", old)
    assert not_renewed(scope) == {}


def test_a_site_renews_for_itself(scope):
    site = records.add(scope.workspace, "site", company_id=scope.company_id, name="Yard")
    answers.save(scope.workspace, scope.account_id, "1.1", per_site=True)
    answers.save(scope.workspace, scope.account_id, "1.1", site, status="in_place")
    old = document(scope, "Audit", expires_on=PAST)
    link(scope, "1.1", old)
    link(scope, "1.1", old, site)
    years.begin(scope)
    link(scope, "1.1", document(scope, "New audit"), site)
    assert not_renewed(scope) == {"1.1": ("Audit",)}


def test_the_first_year_has_nothing_to_renew(scope):
    link(scope, "1.1", document(scope, "Audit", expires_on=PAST))
    assert not_renewed(scope) == {}


def rules(scope):
    return {row.rule for row in model.read(scope).review.findings if row.rule.startswith("year.")}


def test_window_reports_and_submission_say_the_same(scope):
    link(scope, "1.1", document(scope, "Audit", expires_on=PAST))
    years.begin(scope)
    affirming.affirm(scope, ("2.1",), Look("Ann", seconds=1))
    assert rules(scope) == {"year.not_affirmed", "year.not_renewed", "year.without_looking"}
    assert exports.snapshot(scope).findings == model.read(scope).review.findings


def test_the_first_picture_says_nothing_of_the_year(scope):
    years.begin(scope)
    first = model.first(scope)
    assert (first.year, first.facts.year, first.review.year.ordered) == (None, None, [])


def test_the_setting_of_the_window_moves_the_findings(scope):
    years.begin(scope)
    known, heard = model.read(scope), []
    scope.workspace.on_change.append(heard.append)
    records.change(scope.workspace, "account", scope.account_id, anniversary=date(2021, 11, 15))
    after = model.after(scope.workspace, known, heard[-1])
    assert [row.rule for _, row in known.review.year.ordered] == ["year.not_affirmed"]
    assert after.review.year.ordered == []
