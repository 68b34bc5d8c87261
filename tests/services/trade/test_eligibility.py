"""Eligibility: what the records say counts, what people say stands beside, a No wins."""

from datetime import timedelta

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.trade import eligibility, portal_wording
from tests.services.trade.member import Ready, ago
from tests.services.trade.trading import TODAY


@pytest.fixture
def firm(workspace):
    return Ready(workspace)


def check(firm, question, today=TODAY):
    found = eligibility.assess(Scope(firm.workspace, firm.account_id, firm.company_id, today))
    return next(row for row in found.checks if row.question.id == question)


def say(firm, question, answer, **values):
    eligibility.answer(
        Scope.of_company(firm.workspace, firm.company_id, TODAY),
        question,
        TODAY.year,
        answer=answer,
        **values,
    )


def test_an_importer_with_everything_is_ready(firm):
    found = eligibility.assess(Scope(firm.workspace, firm.account_id, firm.company_id, TODAY))
    assert [row.question.id for row in found.checks if row.answer != "yes"] == []
    assert found.result == eligibility.READY


def test_a_new_importer_knows_nothing_and_is_told_what_to_do_first(workspace):
    account = companies.start(workspace, "New", "importer", 2026)
    company = companies.dossier(workspace, account).company.id
    found = eligibility.assess(Scope(workspace, account, company, TODAY))
    assert found.result == eligibility.UNKNOWN
    assert {row.answer for row in found.checks} == {"unknown"}
    assert found.checks[0].how == "Not known yet: no membership is recorded."


SPOILED = [
    ("E01", "trade_membership", "membership", {"residency": "other"}),
    ("E02", "covered_ior", "covered", {"is_managed_in_us": False}),
    ("E03", "trade_membership", "membership", {"security_standing": "suspended"}),
    ("E04", "covered_ior", "covered", {"imports_since": ago(729)}),
    ("E05", "trade_membership", "membership", {"debts": "some"}),
    ("E06", "bond", "bond", {"valid_to": ago(1)}),
    ("E06", "bond", "bond", {"kind": "single"}),
    ("E07", "trade_membership", "membership", {"complies": "no"}),
    ("E09", "officer_authority", "authority", {"valid_to": ago(1)}),
    ("E09", "officer_authority", "authority", {"may_sign_mou": False}),
    ("E10", "internal_control", "control", {"reviewed_on": ago(366)}),
    ("E10", "internal_control", "control", {"is_in_use": False}),
    ("E10", "trade_membership", "membership", {"manual_evidence_id": None}),
    ("E11", "trade_risk", "risk", {"assessed_on": ago(366)}),
    ("E12", "self_test", "test", {"year": 2025}),
    ("E12", "trade_membership", "membership", {"keep_years": 2}),
    ("E14", "disclosure", "error", {"due_on": ago(1)}),
    ("E14", "disclosure", "error", {"route": ""}),
    ("E15", "trade_membership", "membership", {"accepted_on": ago(400)}),
    ("E17", "code_of_conduct", "code", {"address": ""}),
]


@pytest.mark.parametrize(("question", "table", "record", "values"), SPOILED)
def test_the_records_say_no_and_where_to_mend_it(firm, question, table, record, values):
    firm.change(table, getattr(firm, record), **values)
    found = check(firm, question)
    assert (found.known.answer, found.answer) == ("no", "no")
    assert found.how.startswith("Known from your records: ")
    assert found.place.table


UNKNOWN = [
    ("E01", "trade_membership", "membership", {"residency": ""}),
    ("E02", "covered_ior", "covered", {"is_selected": False}),
    ("E03", "trade_membership", "membership", {"security_standing": "unknown"}),
    ("E04", "covered_ior", "covered", {"imports_since": None}),
    ("E05", "trade_membership", "membership", {"debts_checked_on": None}),
    ("E07", "trade_membership", "membership", {"complies": ""}),
    ("E13", "trade_membership", "membership", {"audit_trail": " "}),
    ("E16", "trade_membership", "membership", {"manager_name": ""}),
]


@pytest.mark.parametrize(("question", "table", "record", "values"), UNKNOWN)
def test_what_the_records_do_not_know_is_left_to_the_person(firm, question, table, record, values):
    firm.change(table, getattr(firm, record), **values)
    assert check(firm, question).answer == "unknown"
    say(firm, question, "yes")
    found = check(firm, question)
    assert (found.answer, found.how[-27:]) == ("yes", "You said Yes on 11/21/2026.")


def test_the_tier_is_read_from_the_account(firm):
    records.change(firm.workspace, "account", firm.account_id, tier="tier1")
    found = check(firm, "E03")
    assert (found.answer, found.place.section) == ("no", "company")


def test_a_carriers_account_is_no_importer(workspace):
    account = companies.start(workspace, "Truck", "highway_carrier", 2026)
    company = companies.dossier(workspace, account).company.id
    found = eligibility.assess(Scope(workspace, account, company, TODAY))
    assert found.checks[0].answer == "no"


def test_each_number_that_fails_is_named(firm):
    other = firm.add("identifier", kind="ior", value="12-345678901")
    firm.add(
        "covered_ior",
        identifier_id=other,
        legal_name="Brassline",
        is_selected=True,
        is_managed_in_us=True,
        imports_since=ago(30),
    )
    found = check(firm, "E04")
    assert f"12-345678901 ({ago(30):%m/%d/%Y})" in found.how
    assert "12-345678900" not in found.how


def test_two_years_to_the_day_are_enough(firm):
    firm.change("covered_ior", firm.covered, imports_since=ago(730))
    assert check(firm, "E04").answer == "yes"


def test_one_open_answer_of_the_questionnaire_is_a_no(firm):
    firm.change("trade_answer", firm.answers[3], answered_on=None)
    assert check(firm, "E08").answer == "no"


def test_a_major_change_not_reported_is_a_no(firm):
    firm.add("trade_change", what="New broker", is_major=True, report_by=ago(1))
    assert check(firm, "E16").answer == "no"


def test_where_records_contradict_a_yes_they_win_and_it_is_said(firm):
    say(firm, "E05", "yes")
    firm.change("trade_membership", firm.membership, debts="some")
    found = check(firm, "E05")
    assert (found.answer, found.contradicts) == ("no", True)
    assert found.how.endswith("the records say otherwise and count.")


def test_a_persons_no_stands_against_records_that_say_yes(firm):
    say(firm, "E05", "no")
    found = check(firm, "E05")
    assert (found.answer, found.contradicts) == ("no", True)
    assert found.how.endswith("that counts until you change it.")


def test_records_and_person_that_agree_do_not_contradict(firm):
    say(firm, "E05", "yes")
    assert check(firm, "E05").contradicts is False


def test_what_is_no_is_listed_in_the_order_worth_mending(firm):
    for question in ("E13", "E01", "E09"):
        say(firm, question, "no")
    found = eligibility.assess(Scope(firm.workspace, firm.account_id, firm.company_id, TODAY))
    assert [row.question.id for row in found.to_improve] == ["E01", "E09", "E13"]
    assert found.result == eligibility.NOT_YET


def test_own_words_on_what_to_improve_replace_ours(firm):
    say(firm, "E13", "no", improve="Write it down by May.")
    assert check(firm, "E13").improve == "Write it down by May."


def test_an_answer_counts_for_its_year_only(firm):
    firm.change("trade_membership", firm.membership, audit_trail="")
    say(firm, "E13", "yes")
    assert check(firm, "E13", TODAY + timedelta(365)).answer == "unknown"


def test_an_answer_is_one_undo_step(firm):
    before = check(firm, "E13").stored
    say(firm, "E13", "no", text="Not yet.")
    firm.workspace.undo()
    assert check(firm, "E13").stored == before


def test_what_the_portal_asks_stands_beside_our_words(firm):
    copied = portal_wording.PortalWords("2", "Are you an importer?")
    portal_wording.keep(firm.workspace, "E01", copied)
    assert check(firm, "E01").portal == copied


def test_other_companies_do_not_answer_for_us(firm, workspace):
    account = companies.start(workspace, "Other", "importer", 2026)
    company = companies.dossier(workspace, account).company.id
    found = eligibility.assess(Scope(workspace, account, company, TODAY))
    assert {row.answer for row in found.checks} == {"unknown"}
