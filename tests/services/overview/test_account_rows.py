"""All accounts of a file in a row each."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Response, Submission
from ctpat_desktop.services.accounts import archive, companies, overlays
from ctpat_desktop.services.deadlines import due_list
from ctpat_desktop.services.overview import account_rows
from ctpat_desktop.services.profile import affirming, answers, model
from ctpat_desktop.services.registers import records
from ctpat_desktop.workspace import door

TODAY = date(2026, 11, 21)


def rows(workspace, today=TODAY):
    found = account_rows.of_file(workspace, today).rows
    return {row.company: row for row in found}


def review(workspace, company):
    return rows(workspace)[company].review.words(TODAY)


@pytest.fixture
def clients(workspace):
    """Two companies, one of them with two accounts."""
    for name, entity in (("Alder", "importer"), ("Birch", "customs_broker")):
        companies.start(workspace, name, entity, 2026)
    birch = companies.overview(workspace)[1].company_id
    companies.start(workspace, "", "exporter", 2026, birch)
    return workspace


def account(workspace, number):
    return companies.overview(workspace)[number].account_id


def test_the_progress_is_that_of_the_sidebar(sample):
    workspace = door.open_workspace(sample, None)
    account_id = companies.choose(workspace)
    scope = Scope.of(workspace, account_id, TODAY)
    with workspace.work("Another program") as unit:  # without its reason it does not count
        found = unit.session.scalars(select(Response).where(Response.criterion == "1.1")).one()
        found.status, found.reason = "not_applicable", " "
    answers.save(workspace, account_id, "4.3", None, status="in_place", per_site=True)
    overlays.save(workspace, account_id, "2.90", is_own=True, category=2, title="Own", level="must")
    steps = [step for step in model.read(scope).review.progress if step.section != "company"]
    found = rows(workspace)["Harborline Imports, Inc."].progress
    assert found.asked == sum(step.total for step in steps)
    assert found.answered == sum(step.answered for step in steps)
    assert found.open_musts == sum(step.must_open for step in steps) > 0
    workspace.close()


def test_the_days_are_those_of_the_account_and_its_company(sample):
    workspace = door.open_workspace(sample, None)
    companies.start(workspace, "Other", "importer", 2026)
    scope = Scope.of(workspace, account(workspace, 0), TODAY)
    found = rows(workspace)["Harborline Imports, Inc."]
    last = due_list.horizon(TODAY, account_rows.MONTHS)
    assert found.days == due_list.of_account(scope, last).rows
    assert found.late(TODAY) == len(due_list.of_account(scope, last).late(TODAY)) > 0
    assert found.next_day(TODAY).on >= TODAY
    assert rows(workspace)["Other"].days == ()
    workspace.close()


def test_the_days_of_a_company_count_once(clients):
    company = companies.overview(clients)[1].company_id
    late = TODAY - timedelta(days=3)
    records.add(clients, "partner", company_id=company, name="Zinc", next_check_on=late)
    found = account_rows.of_file(clients, TODAY)
    assert [row.late(TODAY) for row in found.rows] == [0, 1, 1]
    assert (found.companies, found.late) == (2, 1)
    kinds = ["U.S. Importer", "U.S. Customs Broker", "U.S. Exporter"]
    assert found.rows[0].kind == kinds[0]
    assert sorted(row.kind for row in found.rows[1:]) == kinds[1:]


def test_the_review_of_one_account_is_not_the_others(clients):
    records.change(clients, "account", account(clients, 2), anniversary=date(2020, 12, 1))
    found = account_rows.of_file(clients, TODAY).rows
    assert [row.review and row.review.review.year for row in found] == [None, None, 2026]
    assert [len(row.days) for row in found] == [0, 0, 1]


def test_the_review_is_said_in_words(clients):
    alder = account(clients, 0)
    records.change(clients, "account", alder, anniversary=date(2020, 12, 1))
    assert review(clients, "Alder") == "2026: due 12/01/2026, 0 of 95 affirmed"
    answers.save(clients, alder, "1.1", None, status="in_place", narrative="Signed each year.")
    affirming.affirm(Scope.of(clients, alder, TODAY), ["1.1"], affirming.Look())
    assert review(clients, "Alder") == "2026: due 12/01/2026, 1 of 95 affirmed"
    with clients.work("Submit") as unit:
        company = companies.overview(clients)[0].company_id
        unit.session.add(Submission(account_id=alder, company_id=company, year=2026))
    assert review(clients, "Alder") == "2027: opens 09/02/2027"
    later = date(2027, 10, 1)
    state = rows(clients, later)["Alder"].review
    assert state.words(later) == "2027: due 12/01/2027, not begun"


def test_what_is_read_does_not_grow_with_the_companies(clients):
    def statements():
        heard = []
        with clients.read() as session:
            engine = session.get_bind()
        listen = lambda *args: heard.append(args[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listen)
        account_rows.of_file(clients, TODAY)
        event.remove(engine, "before_cursor_execute", listen)
        return len(heard)

    few = statements()
    for number in range(5):
        companies.start(clients, f"Client {number}", "importer", 2026)
    assert statements() == few


def test_archived_companies_are_rows_only_on_demand_and_nothing_of_them_is_late(clients):
    birch = companies.overview(clients)[1].company_id
    late = {"name": "Zinc", "next_check_on": TODAY - timedelta(days=3)}
    records.add(clients, "partner", company_id=birch, **late)
    assert account_rows.of_file(clients, TODAY).late == 1
    archive.archive(clients, birch, TODAY)
    shown = account_rows.of_file(clients, TODAY)
    assert ([row.company for row in shown.rows], shown.late) == (["Alder"], 0)
    every = account_rows.of_file(clients, TODAY, with_archived=True)
    assert [(row.company, row.is_archived) for row in every.rows] == [
        ("Alder", False),
        ("Birch", True),
        ("Birch", True),
    ]
    assert every.late == 0
