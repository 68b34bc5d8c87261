"""What is missing in the answers and their proof: one change, one finding."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ctpat_desktop.checklist import SectionProgress, Severity, evaluate
from ctpat_desktop.checklist.facts import AtSites, DocumentFact
from tests.checklist.building import (
    COMPLETE,
    MUST,
    SHOULD,
    SURVEY,
    TODAY,
    criterion,
    response_fact,
)

YESTERDAY = TODAY - timedelta(days=1)


def review(*responses, rows=(MUST,), **changes):
    whole = {row.criterion: row for row in responses if not row.site_id}
    at_sites = {key: sites_on(key, responses) for key, row in whole.items() if row.per_site}
    return evaluate(rows, replace(COMPLETE, responses=whole, at_sites=at_sites, **changes), TODAY)


def sites_on(criterion, responses):
    found = {row.site_id: row for row in responses if row.criterion == criterion and row.site_id}
    return AtSites({key: found.get(key) for key in COMPLETE.sites}, len(found))


def judged(*responses, rows=(MUST,), **changes):
    return [
        (row.rule, row.severity.value, row.place.field, row.place.site_id)
        for row in review(*responses, rows=rows, **changes).findings
    ]


@pytest.mark.parametrize("responses", [(), (response_fact(status="not_started"),)])
@pytest.mark.parametrize(
    ("row", "rule", "severity"),
    [
        (MUST, "answer.missing_must", "blocker"),
        (SHOULD, "answer.missing_should", "note"),
        (criterion("9.1", trust="unsure"), "answer.missing_should", "note"),
    ],
)
def test_unanswered(responses, row, rule, severity):
    answers = [replace(response, criterion=row.id) for response in responses]
    assert judged(*answers, rows=(row,)) == [(rule, severity, "status", "")]


def test_an_unsure_row_points_to_the_booklet():
    (row,) = review(rows=(criterion(trust="unsure"),)).findings
    assert row.reason == "9.1 is a Must and has no answer."
    assert "booklet" in row.remedy


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"has_narrative": False}, [("answer.no_text", "gap", "narrative", "")]),
        ({"status": "not_applicable"}, [("answer.no_reason", "gap", "reason", "")]),
        ({"status": "not_applicable", "has_reason": True}, []),
        (
            {"status": "not_applicable", "has_reason": True, "has_narrative": False},
            [],
        ),
        ({"status": "partly"}, [("answer.no_target", "gap", "target_on", "")]),
        ({"status": "planned"}, [("answer.no_target", "gap", "target_on", "")]),
        ({"status": "partly", "target_on": TODAY}, []),
        (
            {"status": "planned", "target_on": YESTERDAY},
            [("answer.target_passed", "gap", "target_on", "")],
        ),
        ({"status": "in_place", "target_on": YESTERDAY}, []),
        ({"documents": ()}, [("proof.missing", "gap", "evidence", "")]),
        (
            {"status": "partly", "target_on": TODAY, "documents": ()},
            [("proof.missing", "gap", "evidence", "")],
        ),
        ({"status": "planned", "target_on": TODAY, "documents": ()}, []),
        ({"documents": ("gone",)}, [("proof.missing", "gap", "evidence", "")]),
    ],
)
def test_one_answer(change, expected):
    assert judged(response_fact(**change)) == expected


def test_a_should_needs_no_proof():
    assert judged(response_fact("9.2", documents=()), rows=(SHOULD,)) == []


@pytest.mark.parametrize(
    ("expires", "expected"),
    [
        (None, []),
        (TODAY, []),
        (YESTERDAY, [("proof.expired", "gap", "evidence", "")]),
    ],
)
def test_expired_proof(expires, expected):
    assert (
        judged(response_fact(), documents={"d1": replace(SURVEY, expires_on=expires)}) == expected
    )


def test_one_of_two_expired_is_a_note():
    old = DocumentFact("d2", "Old survey", None, None, YESTERDAY)
    rows = judged(response_fact(documents=("d1", "d2")), documents={"d1": SURVEY, "d2": old})
    assert rows == [("proof.expired", "note", "evidence", "")]


@pytest.mark.parametrize(
    ("start", "end", "outside"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), True),
        (date(2025, 1, 1), date(2026, 1, 1), False),
        (date(2026, 12, 31), date(2027, 5, 1), False),
        (date(2027, 1, 1), None, True),
        (None, date(2025, 12, 31), True),
        (None, date(2026, 6, 1), False),
        (None, None, False),
    ],
)
def test_proof_and_the_review_period(start, end, outside):
    document = replace(SURVEY, period_from=start, period_to=end)
    expected = [("proof.outside_period", "gap", "evidence", "")] if outside else []
    assert judged(response_fact(), documents={"d1": document}) == expected


def test_an_undated_document_counts_for_any_period():
    old = DocumentFact("d2", "2024", date(2024, 1, 1), date(2024, 12, 31), None)
    policy = DocumentFact("d3", "Policy", None, None, None)
    assert judged(response_fact(documents=("d2", "d3")), documents={"d2": old, "d3": policy}) == []


def at(site, **changes):
    return response_fact(id=f"r-{site}", site_id=site, **changes)


def test_sites_answered_one_by_one():
    assert judged(response_fact(per_site=True), at("s1"), at("s2")) == []


@pytest.mark.parametrize("row", [MUST, SHOULD])
def test_a_site_without_an_answer(row):
    rows = judged(response_fact(row.id, per_site=True), at("s1", criterion=row.id), rows=(row,))
    assert rows == [("answer.site_missing", "gap", "status", "s2")]


def test_site_answers_are_looked_at_like_any_other():
    rows = judged(
        response_fact(per_site=True), at("s1", has_narrative=False), at("s2", documents=())
    )
    assert rows == [
        ("answer.no_text", "gap", "narrative", "s1"),
        ("proof.missing", "gap", "evidence", "s2"),
    ]


def test_proof_at_the_sites_is_enough():
    assert judged(response_fact(per_site=True, documents=()), at("s1"), at("s2")) == []


def test_site_answers_do_not_count_when_answered_as_a_whole():
    assert judged(response_fact(), at("s1", has_narrative=False)) == []


def test_findings_stand_worst_first_then_in_profile_order():
    rows = (criterion("9.10"), criterion("9.9"), criterion("10.1"), criterion("2.1", "should"))
    reviewed = review(rows=rows, company={**COMPLETE.company, "phone": False})
    assert [row.place.criterion for row in reviewed.findings] == ["", "9.9", "9.10", "10.1", "2.1"]
    order = [list(Severity).index(row.severity) for row in reviewed.findings]
    assert order == sorted(order)


def test_progress_counts_answers_and_open_musts():
    rows = (MUST, SHOULD, criterion("9.3"), criterion("2.1"))
    assert review(response_fact(), rows=rows).progress == (
        SectionProgress("company", 6, 6, 0),
        SectionProgress("2", 0, 1, 1),
        SectionProgress("9", 1, 3, 1),
    )


def test_every_finding_says_why_and_what_to_do():
    bare = replace(
        COMPLETE,
        company=dict.fromkeys(COMPLETE.company, False),
        contacts=(),
        addresses=(),
        identifiers=(),
        sites={},
        responses={},
    )
    for row in evaluate((MUST, SHOULD), bare, TODAY).findings:
        assert row.reason.endswith((".", "it.")), row
        assert row.remedy.endswith("."), row
        assert row.place.label, row
        assert row.place.section, row
