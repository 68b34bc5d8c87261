"""Every yearly duty falls due on its day, says why then, and goes away when it is done."""

from datetime import date, timedelta

import pytest

from ctpat_desktop.catalogue.trade import load_questionnaire
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.deadlines import due_list
from ctpat_desktop.services.trade import duties
from ctpat_desktop.services.trade.duties import Rhythm
from tests.services.trade.trading import TODAY, Importer


@pytest.fixture
def importer(workspace):
    return Importer(workspace)


def due(importer, key, today=TODAY):
    found = [
        row
        for row in duties.of_company(Scope.of(importer.workspace, importer.account_id, today))
        if row.key == key
    ]
    return found[0].due_on if found else None


def test_the_first_letter_is_due_13_months_after_acceptance(importer):
    assert due(importer, "letter") == date(2026, 4, 10)


def test_a_letter_sent_moves_the_next_one_a_year(importer):
    importer.add("annual_letter", year=2026, due_on=date(2026, 4, 10), sent_on=date(2026, 4, 2))
    assert due(importer, "letter") == date(2027, 4, 10)


def test_a_letter_sent_early_and_without_a_due_day_counts_for_the_day_it_was_sent_for(importer):
    importer.add("annual_letter", year=2026, sent_on=date(2026, 3, 20))
    assert due(importer, "letter") == date(2027, 4, 10)


def test_the_first_letter_may_have_a_day_of_its_own(importer):
    importer.change("trade_membership", importer.membership, first_letter_on=date(2026, 6, 1))
    assert due(importer, "letter") == date(2026, 6, 1)


def test_the_months_of_the_letter_can_be_changed(importer):
    settings.put(importer.workspace, "trade.first_letter_months", 15)
    assert due(importer, "letter") == date(2026, 6, 10)


@pytest.mark.parametrize(
    ("accepted", "after", "expected"),
    [
        (date(2024, 1, 31), None, date(2025, 2, 28)),
        (date(2024, 1, 31), date(2025, 2, 28), date(2026, 2, 28)),
        (date(2024, 1, 31), date(2025, 2, 27), date(2025, 2, 28)),
        (date(2023, 1, 29), date(2025, 3, 1), date(2026, 2, 28)),
    ],
)
def test_letters_fall_due_at_the_end_of_short_months(accepted, after, expected):
    assert Rhythm(13, 12).next_after(accepted, None, after) == expected


def test_a_member_that_never_signed_is_due_since_acceptance(importer):
    assert due(importer, "mou") == date(2025, 3, 10)


def test_an_error_cbp_pointed_out_is_disclosed_within_30_days(importer):
    error = importer.add(
        "disclosure",
        title="Wrong rate",
        notified_on=date(2026, 11, 2),
        state="open",
    )
    assert due(importer, "disclosure") == date(2026, 12, 2)
    importer.change("disclosure", error, disclosed_on=date(2026, 11, 20))
    assert due(importer, "disclosure") is None


def test_an_error_found_by_the_company_itself_has_no_clock_of_cbp(importer):
    importer.add("disclosure", title="Wrong rate", found_on=date(2026, 11, 2), state="open")
    assert due(importer, "disclosure") is None


def test_an_answer_to_a_ruling_request_is_expected_within_20_days(importer):
    asked = importer.add("ruling_request", subject="Pan", asked_on=date(2026, 11, 10), state="open")
    assert due(importer, "ruling") == date(2026, 11, 30)
    importer.change("ruling_request", asked, answered_on=date(2026, 11, 20))
    assert due(importer, "ruling") is None


def test_a_major_change_is_due_until_it_is_reported(importer):
    change = importer.add(
        "trade_change", what="New broker", happened_on=date(2026, 10, 1), is_major=True
    )
    assert due(importer, "change") == date(2026, 10, 1)
    importer.change("trade_change", change, reported_on=date(2026, 10, 5))
    assert due(importer, "change") is None


def test_the_risk_assessment_comes_again_after_a_year(importer):
    assert due(importer, "risk") == TODAY
    importer.add("trade_risk", area="value", year=2026, assessed_on=date(2026, 2, 1))
    assert due(importer, "risk") == date(2027, 2, 1)


def test_an_open_self_test_is_due_on_its_planned_day(importer):
    importer.add("self_test", title="Value", done_on=date(2026, 2, 1))
    assert due(importer, "self_test") == date(2027, 2, 1)
    importer.add("self_test", title="Class", planned_on=date(2026, 12, 5))
    assert due(importer, "self_test") == date(2026, 12, 5)


def test_the_questionnaire_comes_again_a_year_after_its_newest_answer(importer):
    for number, question in enumerate(load_questionnaire().questions()):
        day = date(2026, 5, 5) - timedelta(number)
        importer.add(
            "trade_answer",
            list="questionnaire",
            question=question.id,
            year=2026,
            answer="yes",
            answered_on=day,
        )
    assert due(importer, "questionnaire") == date(2027, 5, 5)


def test_one_answer_of_a_new_year_does_not_count_as_the_questionnaire(importer):
    answer = {"list": "questionnaire", "question": "CE1", "year": 2026, "answer": "yes"}
    importer.add("trade_answer", answered_on=date(2026, 5, 5), **answer)
    assert due(importer, "questionnaire") == date(2025, 3, 10)


def test_a_company_that_has_not_applied_has_no_duties(importer):
    importer.change("trade_membership", importer.membership, status="preparing")
    assert duties.of_company(Scope.of(importer.workspace, importer.account_id, TODAY)) == ()


def test_what_is_overdue_keeps_the_day_it_was_due(importer):
    scope = Scope.of(importer.workspace, importer.account_id, TODAY)
    rows = [row for row in due_list.of_account(scope).rows if row.on < TODAY]
    days = [row.due_on for row in duties.of_company(scope)]
    assert [row.what for row in rows] == [
        "Officer signs the MOU again",
        "Questionnaire and attachments brought up to date",
        "Annual Notification Letter",
    ]
    assert {row.on for row in rows} <= set(days)


def test_the_list_prints(importer):
    made = duties.pdf(Scope.of(importer.workspace, importer.account_id, TODAY))
    assert made.startswith(b"%PDF-")
