"""Each report of the sample says what is planted there, and is saved as it is shown."""

import csv
import subprocess
from datetime import date

import pytest

from ctpat_desktop.exchange.tables.xlsx_book import read_sheets
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.registers import incident_reports, records, reports
from ctpat_desktop.support.errors import Problem

DAY = date(2026, 11, 21)


@pytest.fixture
def opened(sample):
    workspace = workspaces.open_file(sample)
    yield workspace
    workspace.close()


def made(workspace, kind):
    account = companies.choose(workspace)
    return reports.report(
        Scope.of_company(workspace, companies.dossier(workspace, account).company.id, DAY), kind
    )


def test_partners_without_proof(opened):
    assert [row[:2] for row in made(opened, "partners").rows] == [
        ("Cerámica Río Pardo, S.A. de C.V.", "Not screened for forced labor"),
        ("Redbluff Drayage LLC", "Status check overdue"),
    ]


def test_training_due_is_worst_first(opened):
    rows = made(opened, "training").rows
    assert rows[0][:3] == ("Theo Munro", "Dock worker", "S2 Inspection and pests")
    assert [row[5] for row in rows] == ["Never trained", *["Due soon"] * 4]


def test_seal_audit_names_the_gap_and_the_sums(opened):
    found = made(opened, "seals")
    assert ("Delivered, not in the ledger", "HL0071447 to HL0071448", "2") in found.rows
    assert found.notes[0] == "Deliveries: 1, seals delivered: 400"


def test_access_review_puts_leavers_first(opened):
    found = made(opened, "access")
    assert found.rows[0][0] == "Samuel Brightman"
    assert found.rows[0][4] == "device not returned, badge"
    assert found.notes[1] == "People who left with something open: 1"


def test_open_actions_by_day_due(opened):
    rows = made(opened, "actions").rows
    assert [row[4] for row in rows] == ["05/31/2026", "12/15/2026", "01/15/2027", "01/29/2027"]


def test_days_late_are_counted_from_the_day_due(workspace):
    company = records.add(workspace, "company", name="Harborline")
    due = {"title": "Gate", "owner": "Omar", "status": "open", "due_on": date(2026, 11, 18)}
    records.add(workspace, "action", company_id=company, **due)
    (row,) = reports.report(Scope.of_company(workspace, company, DAY), "actions").rows
    assert row[6] == "3"


@pytest.mark.parametrize("kind", list(reports.REPORTS))
def test_every_row_has_its_record(opened, kind):
    found = made(opened, kind)
    assert len(found.places) == len(found.rows)
    with opened.read() as session:
        assert all(session.get(RECORDS[table], key) for table, key in found.places)


@pytest.mark.parametrize("kind", list(reports.REPORTS))
def test_an_empty_company_has_nothing_to_report(workspace, kind):
    company = records.add(workspace, "company", name="Harborline")
    assert reports.report(Scope.of_company(workspace, company, DAY), kind).rows == ()


@pytest.mark.parametrize("kind", list(reports.REPORTS))
def test_the_sheet_holds_the_rows_shown(opened, tmp_path, kind):
    path = tmp_path / "report.xlsx"
    reports.save(Scope.of(opened, companies.choose(opened), DAY), kind, path)
    (rows,) = read_sheets(path).values()
    found = made(opened, kind)
    assert [tuple(row) for row in rows] == [found.headers, *found.rows]


def test_the_csv_holds_the_rows_shown(opened, tmp_path):
    path = tmp_path / "report.csv"
    reports.save(Scope.of(opened, companies.choose(opened), DAY), "actions", path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 5


@pytest.mark.parametrize("kind", list(reports.REPORTS))
def test_no_day_is_broken_on_paper(opened, tmp_path, kind):
    path = tmp_path / "report.pdf"
    reports.save(Scope.of(opened, companies.choose(opened), DAY), kind, path)
    words = subprocess.run(
        ["/usr/bin/pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    days = {cell for row in made(opened, kind).rows for cell in row if cell[:3] == "202"}
    assert [day for day in sorted(days) if day not in words] == []


def test_another_ending_is_refused_in_one_line(opened, tmp_path):
    with pytest.raises(Problem, match="no list format"):
        reports.save(
            Scope.of(opened, companies.choose(opened), DAY), "actions", tmp_path / "a.docx"
        )


def test_incidents_name_the_first_notice_to_cbp(opened):
    report = made(opened, "incidents")
    assert [(row[0], *row[2:5]) for row in report.rows] == [
        (
            "26-02 Unauthorized person",
            "Long Beach transload warehouse",
            "10/05/2026 09:10",
            "10/20/2026",
        ),
        ("26-01 Seal broken or wrong", "Laredo cross-dock", "06/09/2026 06:30", "06/30/2026"),
    ]
    assert [row[5] for row in report.rows] == ["", "0 of 1 open"]
    assert report.notes == ("Open: 0 of 2",)


def test_an_open_incident_says_for_how_long(workspace):
    account = companies.start(workspace, "Acme", "importer", 2026)
    company = companies.dossier(workspace, account).company.id
    found = {"number": "26-01", "kind": "theft", "found_on": date(2026, 11, 19)}
    records.add(workspace, "incident", company_id=company, **found)
    (row,) = made(workspace, "incidents").rows
    assert row[3:] == ("no", "open for 2 days", "", "")


def test_tests_and_rounds_stand_per_kind_and_site(opened):
    report = made(opened, "checks")
    rows = {row[:2]: row[2:] for row in report.rows}
    laredo, beach = "Laredo cross-dock", "Long Beach transload warehouse"
    assert rows["Test of cameras or alarms", laredo] == ("2", "11/04/2026", "1", "1", "")
    assert rows["Test of cameras or alarms", beach] == ("2", "11/05/2026", "1", "", "")
    whole_year = "11/21/2025 to 11/21/2026 (365 days)"
    assert rows["Review of camera footage", beach] == ("0", "none", "", "", whole_year)
    assert ("Guard round", beach) not in rows
    assert report.notes == ("16 tests and rounds",)
    assert next(kind for kind, _ in rows) == "Pest check of an area"


def test_a_test_that_could_not_be_done_closes_no_gap(opened):
    report = made(opened, "checks")
    row = next(row for row in report.rows if row[:2] == ("Trip log", "Laredo cross-dock"))
    assert row[6] == "11/21/2025 to 11/16/2026 (360 days)"
    table, key = report.places[report.rows.index(row)]
    last = records.stored(opened, table, key)
    own = {"company_id": last.company_id, "site_id": last.site_id, "kind": "trip"}
    tried = {"subject": "x", "outcome": "not_done", "done_on": date(2026, 5, 5)}
    records.add(opened, "security_check", **own, **tried)
    assert row in made(opened, "checks").rows


@pytest.mark.parametrize(
    ("days", "spans"),
    [
        ([], [("2025-11-21", "2026-11-21")]),
        (["2026-11-21"], [("2025-11-21", "2026-11-21")]),
        (
            ["2026-03-01", "2026-03-31", "2026-05-01"],
            [
                ("2026-05-01", "2026-11-21"),
                ("2025-11-21", "2026-03-01"),
                ("2026-03-31", "2026-05-01"),
            ],
        ),
    ],
)
def test_a_gap_is_longer_than_the_days_allowed(days, spans):
    read = date.fromisoformat
    gaps = incident_reports.gaps_of([read(day) for day in days], DAY, 30)
    assert gaps == [(read(start), read(end)) for start, end in spans]
