"""The one list over everything that falls due."""

from datetime import date

import pytest
from sqlalchemy import event

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Submission
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.deadlines import due_day, due_list
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import deadlines as registers
from ctpat_desktop.services.registers import records

TODAY = date(2026, 11, 21)


class Firm:
    """One company with an account, and its list."""

    def __init__(self, workspace, name="Harbor", entity="exporter"):
        self.workspace = workspace
        self.account = companies.start(workspace, name, entity, 2026)
        self.scope = Scope.of(workspace, self.account, TODAY)

    def add(self, table, **values):
        return records.add(self.workspace, table, company_id=self.scope.company_id, **values)

    def rows(self, months=due_list.MONTHS):
        return due_list.of_account(self.scope, due_list.horizon(TODAY, months)).rows

    def lines(self, months=due_list.MONTHS):
        return [(row.on, row.what, row.where) for row in self.rows(months)]


@pytest.fixture
def firm(workspace):
    return Firm(workspace)


def test_a_company_without_days_has_none(firm):
    assert firm.lines() == []


def test_the_review_opens_and_is_submitted(firm):
    records.change(firm.workspace, "account", firm.account, anniversary=date(2020, 12, 1))
    assert firm.lines() == [
        (date(2026, 12, 1), "Security profile 2026: reviewed and submitted", "Yearly review")
    ]
    with firm.workspace.work("Submit") as unit:
        unit.session.add(
            Submission(account_id=firm.account, company_id=firm.scope.company_id, year=2026)
        )
    assert firm.lines(13) == [
        (date(2027, 9, 2), "The review window of 2027 opens", "Yearly review"),
        (date(2027, 12, 1), "Security profile 2027: reviewed and submitted", "Yearly review"),
    ]


def test_a_review_nobody_submitted_is_late_and_its_opening_is_not(firm):
    records.change(firm.workspace, "account", firm.account, anniversary=date(2020, 11, 1))
    (row,) = firm.rows()
    assert (row.on, row.due(TODAY).words) == (date(2026, 11, 1), "20 days late")


def test_the_first_review_comes_after_certification(firm):
    day = date(2026, 3, 1)
    records.change(firm.workspace, "account", firm.account, anniversary=day, certified_on=day)
    assert [row.on for row in firm.rows()] == [date(2026, 12, 1), date(2027, 3, 1)]


def test_planned_answers_are_due_and_done_ones_are_not(firm):
    day = date(2027, 1, 5)
    for criterion, status in (("4.3", "planned"), ("4.4", "partly"), ("4.5", "in_place")):
        answers.save(firm.workspace, firm.account, criterion, status=status, target_on=day)
    assert firm.lines() == [
        (day, "Answer 4.3 in place", "Planned answers: 4.3"),
        (day, "Answer 4.4 in place", "Planned answers: 4.4"),
    ]


def test_answers_of_sites_are_due_while_the_sites_answer(firm):
    site, day = firm.add("site", name="Yard"), date(2027, 1, 5)
    answers.save(firm.workspace, firm.account, "4.3", site, status="planned", target_on=day)
    assert firm.lines() == []
    answers.save(firm.workspace, firm.account, "4.3", per_site=True)
    (row,) = firm.rows()
    assert (row.what, row.place.site_id) == ("Answer 4.3, Yard in place", site)


def test_registers_evidence_and_cbp_stand_in_one_list(firm):
    maker = firm.add("partner", name="Bolt", next_check_on=date(2027, 3, 1))
    firm.add("evidence", title="Permit", expires_on=date(2026, 11, 1))
    firm.add("cbp_message", subject="Alert", due_on=date(2026, 12, 2))
    firm.add("validation", kind="virtual", starts_on=date(2027, 2, 1), due_on=date(2027, 5, 1))
    firm.add("partner_request", partner_id=maker, due_on=date(2026, 12, 24))
    kinds = [(row.on, row.kind, row.due(TODAY).is_late) for row in firm.rows()]
    assert kinds == [
        (date(2026, 11, 1), "evidence", True),
        (date(2026, 12, 2), "cbp", False),
        (date(2026, 12, 24), "questionnaires", False),
        (date(2027, 2, 1), "cbp", False),
        (date(2027, 3, 1), "partners", False),
        (date(2027, 5, 1), "cbp", False),
    ]


def test_a_validation_that_has_begun_is_not_late(firm):
    firm.add("validation", kind="virtual", starts_on=date(2026, 11, 20))
    assert firm.lines() == []


def test_training_is_due_once_for_a_topic_and_names_a_single_person(firm):
    topic = firm.add("topic", title="Seals", audience="everyone", repeat_months=12)
    for first, started in (("Ann", date(2026, 11, 1)), ("Bo", date(2026, 11, 10))):
        firm.add("person", first_name=first, last_name="Lee", started_on=started)
    firm.add("person", first_name="Cy", last_name="Orr", started_on=date(2026, 1, 1))
    assert firm.lines() == [
        (date(2026, 1, 31), "Training Seals: Cy Orr", "Training"),
        (date(2026, 12, 1), "Training Seals: 2 people", "Training"),
    ]
    assert [row.key for row in firm.rows()] == [f"{topic}.training-late", f"{topic}.training-next"]


def test_an_error_without_a_day_of_its_own_has_its_clock_and_is_said_once(workspace):
    firm = Firm(workspace, entity="importer")
    firm.add("trade_membership", status="applied")
    error = firm.add("disclosure", title="Rate", notified_on=date(2026, 11, 2), state="open")
    mine = [row for row in firm.rows() if row.place.record_id == error]
    assert [(row.on, row.what) for row in mine] == [(date(2026, 12, 2), "Prior disclosure: Rate")]
    records.change(workspace, "disclosure", error, due_on=date(2026, 12, 9))
    mine = [row for row in firm.rows() if row.place.record_id == error]
    assert [(row.on, row.what) for row in mine] == [(date(2026, 12, 9), "Rate: disclose by")]


def test_the_list_looks_as_far_ahead_as_asked(firm):
    for year in (2027, 2030):
        firm.add("partner", name=f"P{year}", next_check_on=date(year, 3, 1))
    assert [len(firm.rows(months)) for months in (3, 12, 0)] == [0, 1, 2]


def test_all_companies_stand_in_one_list_and_each_in_its_own(workspace):
    day = date(2027, 3, 1)
    firms = [Firm(workspace, name) for name in ("Alder", "Birch")]
    for firm in firms:
        firm.add("partner", name=f"Of {firm.account}", next_check_on=day)
        firm.add("evidence", title="Permit", expires_on=day)
        answers.save(workspace, firm.account, "4.3", status="planned", target_on=day)
    found = due_list.of_file(workspace, TODAY).rows
    assert {(row.company, row.owner.account_id) for row in found} == {
        ("Alder", firms[0].account),
        ("Birch", firms[1].account),
    }
    assert sorted(row.key for row in found) == sorted(
        row.key for firm in firms for row in firm.rows()
    )


def test_the_keys_are_those_of_one_list_and_outlive_a_moved_day(firm):
    partner = firm.add("partner", name="Bolt", next_check_on=date(2027, 3, 1))
    firm.add("evidence", title="Permit", expires_on=date(2027, 1, 1))
    before = [row.key for row in firm.rows()]
    assert len(set(before)) == 2
    records.change(firm.workspace, "partner", partner, next_check_on=date(2026, 12, 1))
    assert sorted(row.key for row in firm.rows()) == sorted(before)


def test_more_companies_ask_no_more_of_the_registers(workspace):
    """Without training and Trade Compliance two companies cost as many statements as six."""
    counts = []
    for many in (2, 6):
        while len(companies.overview(workspace)) < many:
            firm = Firm(workspace, f"Firm {len(companies.overview(workspace))}")
            firm.add("partner", name="Bolt", next_check_on=date(2027, 3, 1))
        counts.append(statements(workspace))
    assert counts[0] == counts[1]


def statements(workspace):
    """Return how many statements one list of the whole file takes."""
    asked = []

    def note(*args):
        asked.append(args[2])

    with workspace.read() as session:
        engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    due_list.of_file(workspace, TODAY)
    event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def test_every_register_with_deadlines_has_a_page():
    assert {due_list.kind_of(table) for table in registers.watched()} <= set(due_day.kinds())


def test_what_was_left_out_is_said(firm, monkeypatch):
    from ctpat_desktop.support.notices import collected

    monkeypatch.setattr(due_list, "MOST", 2)
    for number in range(3):
        firm.add("partner", name=f"P{number}", next_check_on=date(2027, 3, 1 + number))
    with collected() as told:
        assert len(firm.rows()) == 2
    assert told == ["There are too many days to list: of some fields only the first are shown."]


def test_a_record_whose_name_says_little_names_whose_it_is(firm):
    for name in ("Bolt", "Nut"):
        partner = firm.add("partner", name=name)
        firm.add("contract", partner_id=partner, title="Terms", ends_on=date(2026, 12, 31))
    assert [row.title for row in firm.rows()] == [
        "Contract · Terms (Bolt): ends on",
        "Contract · Terms (Nut): ends on",
    ]


def test_a_day_of_an_account_names_it_where_its_company_has_several(firm):
    workspace = firm.workspace
    second = companies.start(workspace, "", "importer", 2026, firm.scope.company_id)
    for account in (firm.account, second):
        records.change(workspace, "account", account, anniversary=date(2020, 12, 1))
    firm.add("partner", name="Zinc", next_check_on=date(2026, 12, 2))
    assert {row.title for row in due_list.of_file(workspace, TODAY).rows} == {
        "Security profile 2026: reviewed and submitted (U.S. Exporter)",
        "Security profile 2026: reviewed and submitted (U.S. Importer)",
        "Partner · Zinc: next check due",
    }
    assert firm.rows()[0].title == "Security profile 2026: reviewed and submitted"


def test_what_is_due_and_when_is_one_sentence(firm):
    firm.add("bond", number="98", valid_to=date(2026, 12, 31))
    rows = {row.dated for row in firm.rows()}
    assert {"Bond · 98: ends on 12/31/2026"} <= rows
    assert not [words for words in rows if " on, " in words or " by, " in words]
