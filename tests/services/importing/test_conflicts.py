"""Rows that contradict a record of a register of events are conflicts, and reports say so."""

import json
from dataclasses import replace
from datetime import date

import pytest

from ctpat_desktop.records import Device, ImportReport, Seal, Visitor
from ctpat_desktop.services.importing import apply
from ctpat_desktop.services.importing.apply import Decided, Decision
from ctpat_desktop.services.registers import records
from tests.services.registers.firm import DAY, Firm, ago

LEDGER = (
    "Seal number,State,Container or trailer,Fixed on\n"
    "HL 01,Used,MSKU 1,2026-11-02\n"
    "HL 02,Used,MSKU 2,2026-11-03\n"
)
AGAIN = (
    "Seal number,State,Container or trailer,Fixed on\n"
    "HL 01,Used,TGHU 9,2026-11-12\n"
    "HL 02,Used,MSKU 2,2026-11-03\n"
    "HL 03,Used,MSKU 3,2026-11-04\n"
)


@pytest.fixture
def firm(workspace):
    return Firm(workspace)


@pytest.fixture
def look(firm, tmp_path):
    def seen(table, text):
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        sheet = apply.load(table, path)
        columns = apply.proposed(firm.workspace, table, sheet)
        where = (firm.workspace, firm.company, table, sheet, columns)
        return apply.preview(*where, today=DAY)

    return seen


def take(firm, shown, for_all=Decision.KEEP, **rows):
    decided = Decided(for_all, {int(key[1:]): said for key, said in rows.items()})
    return apply.apply(firm.workspace, replace(shown, decided=decided))


def all_of(firm, kind, *keys):
    with firm.workspace.read() as session:
        rows = session.query(kind).order_by(kind.position, kind.id).all()
    return sorted(tuple(getattr(row, key) for key in keys) for row in rows)


def counts(report):
    conflicts, refused = len(report.conflicts), len(report.refused)
    return report.new, report.changed, report.unchanged, conflicts, refused


def test_a_seal_that_comes_again_is_a_conflict_and_the_first_record_stays(firm, look):
    take(firm, look("seal", LEDGER))
    report = take(firm, look("seal", AGAIN))
    assert counts(report) == (1, 0, 1, 1, 0)
    (row,) = report.conflicts
    assert (row.number, row.reason) == (2, "This seal was used already.")
    assert [change.sentence for change in report.shown.changes(row)] == [
        "Container or trailer: MSKU 1 → TGHU 9",
        "Fixed on: 11/02/2026 → 11/12/2026",
    ]
    assert all_of(firm, Seal, "number", "container") == [
        ("HL 01", "MSKU 1"),
        ("HL 02", "MSKU 2"),
        ("HL 03", "MSKU 3"),
    ]


def test_a_seal_kept_as_it_was_is_a_finding_until_somebody_says_why(firm, look):
    take(firm, look("seal", LEDGER))
    take(firm, look("seal", AGAIN))
    (finding,) = firm.of("seal.twice")
    assert finding.reason.endswith("imported lists name for another use: HL 01.")
    seal = finding.place.record_id
    records.change(firm.workspace, "seal", seal, notes="The list had a typing error: HL 11.")
    assert firm.of("seal.twice") == []


def test_a_seal_added_as_a_second_record_is_the_finding_of_the_ledger(firm, look):
    take(firm, look("seal", LEDGER))
    take(firm, look("seal", AGAIN), Decision.ADD)
    assert [row.place.field for row in firm.of("seal.duplicate")] == ["number"]
    assert firm.of("seal.twice") == []
    assert ("HL 01", "TGHU 9") in all_of(firm, Seal, "number", "container")
    assert ("HL 01", "MSKU 1") in all_of(firm, Seal, "number", "container")


def test_no_import_takes_a_seal_for_another_container(firm, look):
    take(firm, look("seal", LEDGER))
    shown = look("seal", AGAIN)
    assert shown.plan.conflicts[2].allowed == (Decision.KEEP, Decision.ADD)
    take(firm, shown, Decision.TAKE)
    assert ("HL 01", "MSKU 1") in all_of(firm, Seal, "number", "container")


def test_a_seal_twice_in_one_list_is_a_conflict_with_the_earlier_row(firm, look):
    report = take(firm, look("seal", LEDGER + "HL 01,Used,TGHU 9,2026-11-12\n"))
    assert counts(report) == (2, 0, 0, 1, 0)
    assert report.conflicts[0].reason == "This seal was used already, by row 2."
    assert [row.place.table for row in firm.of("seal.twice")] == ["seal"]


def test_the_life_of_a_seal_goes_on_without_a_question(firm, look):
    head = "Seal number,State,Issued on,Container,Fixed on\n"
    take(firm, look("seal", head + "HL 01,Issued,2026-11-01,,\n"))
    report = take(firm, look("seal", head + "HL 01,Used,2026-11-01,MSKU 1,2026-11-02\n"))
    assert counts(report) == (0, 1, 0, 0, 0)
    report = take(firm, look("seal", head + "HL 01,Issued,2026-11-01,MSKU 1,2026-11-02\n"))
    assert counts(report) == (0, 0, 0, 1, 0)


@pytest.fixture
def leaver(firm):
    firm.add("x", "person", first_name="Ann", last_name="Lee", left_on=ago(9))
    firm.add("y", "person", first_name="Bo", last_name="Ray")
    usual = {"kind": "badge", "number": "12", "issued_on": date(2026, 1, 5)}
    firm.add("d", "device", person_id="@x", **usual)
    return firm


BADGE = "Person,Kind,Number,Issued on\nBo Ray,Badge,12,2026-11-18\n"


@pytest.mark.parametrize("decision", list(Decision))
def test_a_leaver_who_did_not_return_a_badge_stays_whatever_is_decided(leaver, look, decision):
    assert len(leaver.of("device.kept")) == 1
    shown = look("device", BADGE)
    assert shown.rows[0].reason == "This device is with somebody else."
    assert shown.plan.conflicts[2].allowed == (Decision.KEEP, Decision.ADD)
    take(leaver, shown, decision)
    (finding,) = leaver.of("device.kept")
    assert "Ann Lee" in finding.reason
    holders = all_of(leaver, Device, "number", "issued_on")
    second = [("12", date(2026, 11, 18))] if decision is Decision.ADD else []
    assert holders == [("12", date(2026, 1, 5)), *second]


def test_the_return_of_a_badge_goes_to_the_one_who_holds_it(leaver, look):
    take(leaver, look("device", BADGE), Decision.ADD)
    text = "Person,Kind,Number,Issued on,Returned on\nBo Ray,Badge,12,2026-11-18,2026-11-20\n"
    assert counts(take(leaver, look("device", text))) == (0, 1, 0, 0, 0)
    assert all_of(leaver, Device, "issued_on", "returned_on") == [
        (date(2026, 1, 5), None),
        (date(2026, 11, 18), date(2026, 11, 20)),
    ]


def test_one_row_is_decided_apart_from_all_others(firm, look):
    head = "Visitor,Date,Arrived at,Visits,Purpose\n"
    take(
        firm, look("visitor", head + "Al,2026-11-02,9:00,Cy,Audit\nBea,2026-11-02,9:30,Cy,Audit\n")
    )
    other = head + "Al,2026-11-02,9:00,Di,Audit\nBea,2026-11-02,9:30,Di,Audit\n"
    report = take(firm, look("visitor", other), Decision.TAKE, r3=Decision.KEEP)
    assert all_of(firm, Visitor, "name", "host") == [("Al", "Di"), ("Bea", "Cy")]
    assert (report.accepted, counts(report)) == (1, (0, 0, 0, 2, 0))


def test_what_is_left_open_is_filled_in_without_a_question(firm, look):
    head = "Visitor,Date,Arrived at,Visits,Left at\n"
    take(firm, look("visitor", head + "Al,2026-11-02,9:00,Cy,\n"))
    report = take(firm, look("visitor", head + "Al,2026-11-02,9:00,Cy,10:15\n"))
    assert counts(report) == (0, 1, 0, 0, 0)
    (row,) = report.shown.rows
    assert [change.sentence for change in report.shown.changes(row)] == ["Left at: 10:15"]


def test_the_report_in_the_file_tells_old_new_and_what_was_done(firm, look):
    take(firm, look("seal", LEDGER))
    take(firm, look("seal", AGAIN))
    with firm.workspace.read() as session:
        kept = session.query(ImportReport).order_by(ImportReport.at.desc()).first()
    details = json.loads(kept.details)
    assert (kept.row_count, kept.accepted, kept.unchanged, kept.refused) == (3, 1, 1, 0)
    (row,) = details["conflicts"]
    assert (row["row"], row["done"]) == (2, "keep")
    assert row["fields"]["container"] == ["MSKU 1", "TGHU 9"]


def test_the_step_to_undo_says_what_was_done(firm, look):
    take(firm, look("seal", LEDGER))
    take(firm, look("seal", AGAIN))
    said = firm.workspace.undoable(firm.company)
    assert said == "Import Seal ledger: 1 new, 1 in conflict"


def test_a_list_made_anew_meanwhile_keeps_the_decisions(firm, look):
    take(firm, look("seal", LEDGER))
    shown = look("seal", AGAIN)
    firm.add("p", "partner", name="Norvane")
    take(firm, shown, Decision.ADD)
    assert ("HL 01", "TGHU 9") in all_of(firm, Seal, "number", "container")


def test_times_are_read_and_a_time_that_cannot_be_is_said(firm, look):
    text = (
        "Visitor,Date,Arrived at,Visits,Left at\n"
        "Al,2026-11-02,9:05 am,Cy,25:99\n"
        "Bea,2026-11-02,14.30,Cy,9:00\n"
        "Cal,2027-11-02,9:00,Cy,\n"
    )
    report = take(firm, look("visitor", text))
    assert [(remark.row, remark.sentence()) for remark in report.remarks] == [
        (2, "Left at: “25:99” is not a time of day; left empty."),
        (3, "Left at: 09:00 is before “Arrived at”, 14:30."),
        (4, "Date: 11/02/2027 is in the future."),
    ]
    assert all_of(firm, Visitor, "name", "arrived_at", "left_at")[:2] == [
        ("Al", "09:05", ""),
        ("Bea", "14:30", "09:00"),
    ]


def test_a_row_is_looked_at_with_what_is_stored(leaver, look):
    text = "Person,Kind,Number,Returned on\nAnn Lee,Badge,12,2026-01-03\n"
    (row,) = look("device", text).rows
    assert [remark.sentence() for remark in row.remarks] == [
        "Returned on: 01/03/2026 is before “Issued on”, 01/05/2026."
    ]


def test_a_linked_day_is_looked_at(leaver, look):
    text = "Person,Kind,Number,Issued on\nAnn Lee,Key,5,2026-11-20\n"
    (row,) = look("device", text).rows
    assert [remark.sentence() for remark in row.remarks] == [
        "Issued on: 11/20/2026 is after “Person › Left on”, 11/12/2026."
    ]


WRITTEN_OTHERWISE = "Seal number,State,Container or trailer,Fixed on\n{},Used,{},2026-11-02\n"


@pytest.mark.parametrize("number", ["HL01", "hl-1", "HL 0001"])
def test_a_seal_written_otherwise_is_the_same_seal(firm, look, number):
    take(firm, look("seal", LEDGER))
    report = take(firm, look("seal", WRITTEN_OTHERWISE.format(number, "TGHU 9")))
    assert counts(report) == (0, 0, 0, 1, 0)
    same = take(firm, look("seal", WRITTEN_OTHERWISE.format(number, "MSKU 1")))
    assert counts(same) == (0, 0, 1, 0, 0)
    assert all_of(firm, Seal, "number") == [("HL 01",), ("HL 02",)]
