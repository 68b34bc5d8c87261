"""Alerts on the command line, and the registers of incidents: listed, and taken in from sheets."""

import json

import openpyxl
import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.registers import records
from tests.cli.test_register_verbs import run

DAY = "2026-11-21"


@pytest.fixture
def empty(tmp_path):
    file = tmp_path / "empty.ctpat"
    workspace = workspaces.create(file)
    companies.start(workspace, "Acme", "importer", 2026)
    workspace.close()
    return file


def listed(capsys, file, register):
    code, out, err = run(capsys, "list", register, file, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_alerts_are_listed_the_open_one_first(capsys, sample):
    code, out, err = run(capsys, "alerts", "list", sample, "--json", "--today", DAY)
    assert (code, err) == (0, "")
    rows = [{key: row[key] for key in row if key != "id"} for row in json.loads(out)]
    office = {"from": "CTPAT program office", "due_on": None}
    assert rows == [
        {
            **office,
            "received_on": "2026-11-05",
            "subject": "Bolt seals with copied numbers",
            "applies": "",
            "answered_on": None,
            "open": True,
        },
        {
            **office,
            "received_on": "2026-07-16",
            "subject": "Transshipment and false origin",
            "applies": "in_part",
            "answered_on": "2026-08-05",
            "open": False,
        },
    ]


def test_alerts_in_words_end_with_the_count(capsys, sample):
    code, out, _ = run(capsys, "alerts", "list", sample)
    assert code == 0
    assert out.splitlines() == [
        "2026-11-05  Bolt seals with copied numbers (applies: not decided)",
        "2026-07-16  Transshipment and false origin (applies: in part, answered 2026-08-05)",
        "2 alerts, 1 open.",
    ]


def test_the_open_alerts_come_by_their_due_day(capsys, empty):
    workspace = workspaces.open_file(empty)
    company = companies.overview(workspace)[0].company_id
    own = {"company_id": company, "kind": "alert"}
    told = (
        ("done", "yes", None, "2026-11-10"),
        ("no", "no", "2026-11-01", None),
        ("later", "yes", "2026-12-09", None),
        ("open", "", None, None),
        ("soon", "in_part", "2026-11-30", None),
    )
    for subject, applies, due, answered in told:
        days = {"due_on": due, "answered_on": answered}
        dated = {key: date_of(day) for key, day in days.items()}
        records.add(workspace, "cbp_message", subject=subject, applies=applies, **own, **dated)
    records.add(workspace, "cbp_message", subject="x", company_id=company, kind="letter")
    workspace.close()
    _, out, _ = run(capsys, "alerts", "list", empty, "--json")
    order = [row["subject"] for row in json.loads(out)]
    assert order[:3] == ["soon", "later", "open"]
    assert set(order[3:]) == {"done", "no"}


def date_of(text):
    from datetime import date

    return date.fromisoformat(text) if text else None


def test_a_file_without_alerts_says_so(capsys, empty):
    assert run(capsys, "alerts", "list", empty) == (0, "0 alerts, 0 open.\n", "")
    assert run(capsys, "alerts", "list", empty, "--json")[1] == "[]\n"


SHEETS = {
    "security-incidents": (
        ("Incident No.", "Date of incident", "Time", "Incident type", "Description", "Root Cause"),
        ("26-07", "11/02/2026", "5:40", "Broken seal", "Cut at the gate.", "Dark corner."),
        {
            "number": "26-07",
            "found_on": "2026-11-02",
            "kind": "seal",
            "text": "Cut at the gate.",
            "cause": "Dark corner.",
        },
    ),
    "cargo-discrepancies": (
        ("Fecha", "Embarque", "Tipo de discrepancia", "Cantidad esperada", "Cantidad recibida"),
        ("11/02/2026", "NK-26-1", "Faltante", "640", "638"),
        {
            "found_on": "2026-11-02",
            "shipment": "NK-26-1",
            "kind": "short",
            "expected": "640",
            "counted": "638",
        },
    ),
    "audits-of-the-program": (
        ("Audit date", "Area audited", "Audited by", "Independent", "Observations", "Open items"),
        ("11/02/2026", "Docks", "E. Kowalczyk", "Yes", "Two lists.", "2"),
        {
            "done_on": "2026-11-02",
            "scope": "Docks",
            "auditor": "E. Kowalczyk",
            "is_independent": True,
            "open_findings": 2,
        },
    ),
    "management-reviews": (
        ("Meeting date", "Attendees", "Agenda", "Acuerdos"),
        ("11/02/2026", "D. Reyes", "Audit", "Two cameras."),
        {"held_on": "2026-11-02", "people": "D. Reyes", "decisions": "Two cameras."},
    ),
    "tests-and-rounds": (
        ("Fecha", "Tipo de revisión", "Equipo", "Revisado por", "Resultado", "Hallazgo"),
        ("11/02/2026", "Prueba de cámaras", "Cámara 4", "R. Ibarra", "Falla", "Sin imagen"),
        {
            "done_on": "2026-11-02",
            "kind": "device",
            "subject": "Cámara 4",
            "done_by": "R. Ibarra",
            "outcome": "defect",
            "finding": "Sin imagen",
        },
    ),
}


def written(path, rows):
    if path.suffix == ".csv":
        path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
        return path
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("register", SHEETS)
def test_a_list_as_offices_have_it_is_taken_in_and_listed(
    capsys, empty, tmp_path, register, ending
):
    heads, row, stored = SHEETS[register]
    sheet = written(tmp_path / f"list{ending}", [heads, row])
    code, out, err = run(capsys, "import", register, empty, sheet, "--dates", "mdy")
    assert (err, out.splitlines()[-1]) == (
        "",
        "Imported 1 row: 1 new, 0 changed, 0 unchanged, 0 in conflict, 0 refused.",
    )
    assert (code, len(out.splitlines())) == (0, 1)  # no column is left out, nothing is remarked
    (found,) = listed(capsys, empty, register)
    assert {key: found[key] for key in stored} == stored
    again = run(capsys, "import", register, empty, sheet, "--dates", "mdy")[1]
    assert "0 new, 0 changed, 1 unchanged" in again


def test_notices_are_taken_in_for_their_incident(capsys, empty, tmp_path):
    workspace = workspaces.open_file(empty)
    company = companies.overview(workspace)[0].company_id
    values = {"number": "26-07", "kind": "seal", "found_on": date_of("2026-11-02")}
    key = records.add(workspace, "incident", company_id=company, **values)
    workspace.close()
    heads = ("Incident", "Who was notified", "Date notified", "Time", "Notified by", "Method")
    row = ("26-07", "Law enforcement", "11/02/2026", "5:55", "R. Ibarra", "Phone")
    sheet = written(tmp_path / "notices.xlsx", [heads, row])
    code, _, err = run(capsys, "import", "incident-notices", empty, sheet, "--dates", "mdy")
    assert (code, err) == (0, "")
    (found,) = listed(capsys, empty, "incident-notices")
    assert (found["incident_id"], found["informed"], found["how"]) == (key, "police", "phone")
