"""What the registers prove in the binder: under which criteria, since when, and how many rows."""

import io
from datetime import date, timedelta

import pypdf
import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.validation import binder, proofs
from ctpat_desktop.services.validation.binder import BinderOptions

TODAY = date(2026, 11, 29)


@pytest.fixture
def scope(workspace):
    account = companies.start(workspace, "Acme", "importer", 2026)
    return Scope.of(workspace, account, TODAY)


@pytest.fixture
def add(scope):
    own = {"company_id": scope.company_id}
    return lambda table, **values: records.add(scope.workspace, table, **own, **values)


def check(add, kind, day, **values):
    return add("security_check", kind=kind, subject="Gate", done_on=day, outcome="good", **values)


def test_an_empty_company_proves_nothing(scope):
    assert proofs.proofs(scope) == {}


@pytest.mark.parametrize(
    ("table", "key", "values", "criteria"),
    [
        ("incident", "found_on", {"number": "26-01"}, {"5.29", "7.23", "7.37"}),
        ("discrepancy", "found_on", {"shipment": "NK-1"}, {"7.27", "7.28"}),
        ("program_audit", "done_on", {"scope": "All"}, {"1.3"}),
        ("management_review", "held_on", {"people": "All"}, {"1.4"}),
        ("security_check", "done_on", {"kind": "device"}, {"9.8"}),
        ("security_check", "done_on", {"kind": "pest"}, {"7.2", "5.7"}),
        ("security_check", "done_on", {"kind": "other"}, set()),
    ],
)
def test_a_record_stands_under_the_criteria_it_proves(scope, add, table, key, values, criteria):
    add(table, **{key: TODAY}, **values)
    assert set(proofs.proofs(scope)) == criteria


def test_only_what_came_after_the_validation_before_is_in_it(scope, add):
    visited = date(2023, 3, 9)
    add("validation", starts_on=date(2023, 3, 7), ends_on=visited)
    this = add("validation", starts_on=date(2027, 1, 19))
    for day in (visited, visited + timedelta(1), TODAY, TODAY + timedelta(1)):
        check(add, "pest", day)
    (proof,) = proofs.proofs(scope, this)["7.2"]
    assert [row[0] for row in proof.rows] == ["11/29/2026", "03/10/2023"]
    assert proof.note() == "2 records since the validation of 03/09/2023."


def test_without_a_validation_before_everything_is_in_it(scope, add):
    this = add("validation", starts_on=date(2023, 3, 7))
    check(add, "pest", date(2001, 3, 7))
    (proof,) = proofs.proofs(scope, this)["5.7"]
    assert proof.note() == "1 record."


def test_of_many_rounds_the_newest_are_printed_and_all_counted(scope, add):
    for days in range(proofs.MOST + 3):
        check(add, "guard_round", TODAY - timedelta(days))
    check(add, "guard_audit", TODAY)
    rounds, audits = proofs.proofs(scope)["10.10"]
    assert (len(rounds.rows), rounds.rows[0][0]) == (proofs.MOST, "11/29/2026")
    assert rounds.note() == f"{proofs.MOST + 3} records; the newest {proofs.MOST} are printed."
    assert audits.count == 1


def test_an_incident_names_who_was_told_in_order(scope, add):
    key = add("incident", number="26-01", kind="seal", found_on=TODAY)
    for informed, at in (("port", "09:10"), ("specialist", "06:30")):
        told = {"informed": informed, "told_on": TODAY, "told_at": at}
        add("incident_notice", incident_id=key, **told)
    (proof,) = proofs.proofs(scope)["7.23"]
    name, _, notices, _, closed = proof.rows[0]
    assert (name, closed) == ("26-01\nSeal broken or wrong", "open")
    assert notices.splitlines() == [
        "Supply chain security specialist, 11/29/2026 06:30",
        "CBP port of entry, 11/29/2026 09:10",
    ]


def test_another_company_of_the_file_proves_nothing(scope, add):
    check(add, "pest", TODAY)
    other = companies.start(scope.workspace, "Ridge", "importer", 2026)
    assert proofs.proofs(Scope.of(scope.workspace, other, TODAY)) == {}


def test_the_binder_prints_them_behind_the_answer(scope, add):
    add("program_audit", scope="Newark, docks", auditor="E. Kowalczyk", done_on=TODAY)
    content = binder.made(scope, BinderOptions(criteria=("1.3", "4.3")))
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    (page,) = [text for text in pages if "Newark, docks" in text]
    assert "1.3 " in page
    assert "Audits of the program" in page
