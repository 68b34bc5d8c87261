"""Decisions about findings: who, until when, accepted because; what ends them, and the lists."""

import csv
from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pytest

from ctpat_desktop.checklist import Finding, Place, Severity
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import finding_marks as marks
from ctpat_desktop.services.profile.finding_marks import key_of
from ctpat_desktop.support.errors import Problem

TODAY = date(2026, 11, 29)
LATER = TODAY + timedelta(days=30)
GAP = Finding("r.gap", Severity.GAP, Place("9", "9.7", label="9.7 Cameras"), "3 are broken", "Mend")
WEAK = Finding("r.weak", Severity.WEAK, Place("9", "9.1", label="9.1 Fence"), "No role", "Name one")
BLOCKER = Finding("r.no", Severity.BLOCKER, Place("4", "4.3", label="4.3 Tests"), "Open", "Answer")


@pytest.fixture
def scope(workspace):
    return Scope.of(workspace, companies.start(workspace, "Acme", "importer", 2026), TODAY)


def mark(scope, finding):
    return marks.read(scope, [finding]).get(key_of(finding), marks.NONE)


def test_owner_and_day_are_given_to_many_in_one_step(scope):
    marks.assign(scope, [GAP, WEAK], " Oscar ", LATER)
    assert [(mark(scope, row).owner, mark(scope, row).due_on) for row in (GAP, WEAK)] == [
        *(("Oscar", LATER), ("Oscar", LATER)),
    ]
    scope.workspace.undo(scope.company_id)
    assert [mark(scope, row) for row in (GAP, WEAK)] == [marks.NONE, marks.NONE]


def test_they_can_be_taken_away_again(scope):
    marks.assign(scope, [GAP], "Oscar", LATER)
    marks.assign(scope, [GAP], "", None)
    assert (mark(scope, GAP).owner, mark(scope, GAP).due_on) == ("", None)


def test_an_accepted_finding_counts_as_such_until_its_end(scope):
    marks.accept(scope, [GAP], "Replaced in May", LATER)
    assert mark(scope, GAP).is_accepted
    assert mark(scope, GAP).words() == "Accepted until 12/29/2026: Replaced in May"
    assert mark(replace(scope, today=LATER), GAP).is_accepted
    ended = mark(replace(scope, today=LATER + timedelta(days=1)), GAP)
    assert not ended.is_accepted
    assert ended.words() == "was accepted until 12/29/2026"


@pytest.mark.parametrize(("reason", "holds"), [("5 are broken", True), ("3 are stolen", False)])
def test_it_holds_for_its_words_not_for_its_figures(scope, reason, holds):
    marks.accept(scope, [GAP], "Replaced in May", LATER)
    assert mark(scope, replace(GAP, reason=reason)).is_accepted is holds


def test_worse_is_not_accepted_with_it(scope):
    marks.accept(scope, [WEAK], "We know", LATER)
    assert not mark(scope, replace(WEAK, severity=Severity.GAP)).is_accepted


def test_it_is_opened_again_and_keeps_its_owner(scope):
    marks.assign(scope, [GAP], "Oscar", LATER)
    marks.accept(scope, [GAP], "Replaced in May", LATER)
    marks.open_again(scope, [GAP])
    found = mark(scope, GAP)
    assert (found.is_accepted, found.because, found.owner) == (False, "", "Oscar")


@pytest.mark.parametrize(
    ("because", "until", "words"),
    [
        (" ", LATER, "with a reason"),
        ("We know", None, "for a while only"),
        ("We know", TODAY - timedelta(days=1), "for a while only"),
    ],
)
def test_nothing_is_accepted_without_reason_and_end(scope, because, until, words):
    with pytest.raises(Problem, match=words):
        marks.accept(scope, [GAP], because, until)
    assert mark(scope, GAP) == marks.NONE


def test_a_blocker_is_never_accepted_nor_what_stands_beside_it(scope):
    with pytest.raises(Problem, match=r"4\.3 Tests is a blocker"):
        marks.accept(scope, [GAP, BLOCKER], "We know", LATER)
    assert mark(scope, GAP) == marks.NONE


def test_without_a_finding_nothing_is_done(scope):
    with pytest.raises(Problem, match="No finding is ticked"):
        marks.assign(scope, [], "Oscar", LATER)


def test_late_is_what_should_be_done_and_is_not_accepted(scope):
    yesterday = TODAY - timedelta(days=1)
    marks.assign(scope, [GAP, WEAK], "Oscar", yesterday)
    assert mark(scope, GAP).is_late(TODAY)
    assert not mark(scope, GAP).is_late(yesterday)
    marks.accept(scope, [GAP], "We know", LATER)
    assert not mark(scope, GAP).is_late(TODAY)


def test_another_account_has_decisions_of_its_own(scope, workspace):
    marks.assign(scope, [GAP], "Oscar", LATER)
    other = Scope.of(workspace, companies.start(workspace, "Second", "importer", 2026), TODAY)
    assert mark(other, GAP) == marks.NONE


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_the_list_is_written_with_what_was_decided(scope, tmp_path, ending):
    marks.assign(scope, [GAP], "Oscar", LATER)
    marks.accept(scope, [WEAK], "We know", LATER)
    path = tmp_path / f"findings{ending}"
    marks.save(scope, [GAP, WEAK], marks.read(scope, [GAP, WEAK]), path)
    if ending == ".xlsx":
        rows = [
            list(row) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)
        ]
    else:
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    first, second = rows[1], rows[2]
    assert first[:6] == ["Gap", "9.7 Cameras", "9.7", "3 are broken", "Mend", "Oscar"]
    assert str(first[6])[:10] == "2026-12-29"
    assert second[7] == "We know"
    assert str(second[8])[:10] == "2026-12-29"
