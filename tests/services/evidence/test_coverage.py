"""The days the documents cover since the last validation, and the gaps between them in words."""

from datetime import date

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Profile
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import coverage, library, versions
from ctpat_desktop.services.evidence.versions import Fresh
from ctpat_desktop.services.profile import evidence_links
from ctpat_desktop.services.registers import records

DAY = date(2026, 11, 21)


@pytest.fixture
def scope(workspace):
    account = companies.start(workspace, "Acme", "importer", 2026)
    return Scope.of(workspace, account, DAY)


@pytest.fixture
def validated(scope):
    for starts, ends in ((date(2024, 3, 1), None), (date(2025, 12, 30), date(2026, 1, 1))):
        records.add(
            scope.workspace,
            "validation",
            company_id=scope.company_id,
            starts_on=starts,
            ends_on=ends,
        )
    return scope


def add(scope, name, first=None, last=None, expires=None):
    days = {"period_from": first, "period_to": last, "expires_on": expires}
    return library.add_bytes(
        scope.workspace, scope.company_id, f"{name}.txt", name.encode(), title=name, **days
    )


def lines(scope):
    return {line.title: line for line in coverage.read(scope).by_document}


def test_it_begins_with_the_last_validation(validated):
    ahead = date(2027, 1, 1)
    records.add(validated.workspace, "validation", company_id=validated.company_id, starts_on=ahead)
    read = coverage.read(validated)
    assert (read.first, read.last) == (date(2026, 1, 1), DAY)
    assert read.since == "the last validation on 01/01/2026"


def test_without_a_validation_it_begins_with_the_profile_year_before(scope):
    with scope.workspace.work("Period") as unit:
        (profile,) = unit.session.query(Profile).all()
        profile.period_from = date(2026, 3, 1)
    read = coverage.read(scope)
    assert read.first == date(2025, 3, 1)
    assert read.since == "the profile year before; no validation is recorded"


def test_a_gap_between_two_documents_is_said_in_words(validated):
    document = add(validated, "Log", date(2026, 5, 10), date(2026, 12, 31))
    other = add(validated, "Old log", date(2025, 6, 1), date(2026, 3, 2))
    for key in (document, other):
        evidence_links.link(validated.workspace, validated.account_id, "4.3", key)
    (line,) = coverage.read(validated).by_criterion
    assert line.key == "4.3"
    assert line.gap_words == "Not covered: March 3 to May 9, 2026"
    assert line.covered_words == (
        "Old log: January 1 to March 2, 2026; Log: May 10 to November 21, 2026"
    )


def test_documents_that_follow_day_by_day_leave_no_gap(validated):
    keys = [
        add(validated, "A", date(2025, 1, 1), date(2026, 4, 30)),
        add(validated, "B", date(2026, 5, 1), date(2026, 6, 30)),
        add(validated, "C", date(2026, 6, 1), date(2026, 11, 21)),
    ]
    for key in keys:
        evidence_links.link(validated.workspace, validated.account_id, "4.3", key)
    (line,) = coverage.read(validated).by_criterion
    assert (line.gaps, line.gap_words) == ((), "No gap")


def test_a_short_document_inside_a_long_one_opens_no_gap(validated):
    keys = [
        add(validated, "Plan", date(2025, 1, 1), date(2026, 12, 31)),
        add(validated, "Photo", date(2026, 3, 1), date(2026, 3, 2)),
    ]
    for key in keys:
        evidence_links.link(validated.workspace, validated.account_id, "4.3", key)
    (line,) = coverage.read(validated).by_criterion
    assert line.gaps == ()


def test_a_version_without_a_period_covers_nothing(validated, tmp_path):
    document = add(validated, "Log")
    path = tmp_path / "log-2.txt"
    path.write_bytes(b"new")
    versions.replace(validated, document, path, Fresh(period_from=date(2026, 7, 1)))
    assert lines(validated)["Log"].gap_words == "Not covered: January 1 to June 30, 2026"


def test_a_version_whose_period_follows_closes_the_gap(validated, tmp_path):
    document = add(validated, "Log", date(2026, 1, 1), date(2026, 6, 30))
    gap = "Not covered: July 1 to November 21, 2026"
    assert lines(validated)["Log"].gap_words == gap
    path = tmp_path / "log-2.txt"
    path.write_bytes(b"second half")
    days = {"period_from": date(2026, 7, 1), "period_to": date(2026, 12, 31)}
    versions.replace(validated, document, path, Fresh(**days))
    line = lines(validated)["Log"]
    assert line.gap_words == "No gap"
    assert line.covered_words == (
        "Log (Log.txt): January 1 to June 30, 2026; Log: July 1 to November 21, 2026"
    )
    validated.workspace.undo()
    assert lines(validated)["Log"].gap_words == gap


@pytest.mark.parametrize(
    ("days", "gap"),
    [
        ({"first": date(2026, 2, 1)}, "January 1 to January 31, 2026"),
        ({"first": date(2025, 1, 1), "expires": date(2026, 11, 20)}, "November 21, 2026"),
        ({"last": date(2026, 10, 31)}, "November 1 to November 21, 2026"),
        ({"first": date(2020, 1, 1), "last": date(2025, 1, 1)}, "January 1 to November 21, 2026"),
        ({"first": date(2027, 1, 1)}, "January 1 to November 21, 2026"),
    ],
)
def test_open_ends(validated, days, gap):
    add(validated, "Log", **days)
    assert lines(validated)["Log"].gap_words == f"Not covered: {gap}"


def test_a_replaced_version_without_an_end_goes_to_the_day_it_was_replaced(validated, tmp_path):
    document = add(validated, "Log", date(2025, 1, 1))
    path = tmp_path / "log-2.txt"
    path.write_bytes(b"new")
    days = Fresh(period_from=date(2026, 11, 1), period_to=date(2026, 11, 10))
    on = Scope.of(validated.workspace, validated.account_id, date(2026, 10, 1))
    versions.replace(on, document, path, days)
    assert lines(validated)["Log"].gap_words == (
        "Not covered: October 2 to October 31, 2026; November 11 to November 21, 2026"
    )


def test_what_states_no_period_is_left_out(validated):
    key = add(validated, "Policy", expires=date(2027, 1, 1))
    evidence_links.link(validated.workspace, validated.account_id, "1.1", key)
    read = coverage.read(validated)
    assert (read.by_criterion, read.by_document) == ((), ())


def test_a_gap_over_the_turn_of_a_year_names_both_years(scope):
    add(scope, "Log", date(2020, 1, 1), date(2025, 12, 14))
    assert lines(scope)["Log"].gap_words == ("Not covered: December 15, 2025 to November 21, 2026")
