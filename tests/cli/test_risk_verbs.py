"""The verbs of the risk assessment: what they print and write, and their exit codes."""

import json

import pytest

from ctpat_desktop.documents.pages.pdf_text import pdf_text
from ctpat_desktop.exchange.tables.xlsx_book import read_sheets
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from tests.cli.test_verbs import run

DAY = ("--today", "2026-11-21")
CHAINS = ["Foshan", "Laredo", "Marseille", "Montevideo"]


def test_the_status_is_told_as_json(capsys, sample):
    code, out, err = run(capsys, "risk", "status", sample, *DAY, "--json")
    found = json.loads(out)
    assert (code, err) == (1, "")
    assert (found["year"], found["approved_on"]) == (2026, None)
    assert [step["number"] for step in found["steps"]] == [1, 2, 3, 4, 5]
    assert [step["state"] for step in found["steps"]] == ["done", "done", "begun", "begun", "done"]
    assert sorted(chain["name"] for chain in found["chains"]) == CHAINS
    assert {chain["risk"] for chain in found["chains"]} == {"high"}
    assert {row["kind"] for row in found["triggers"]} == {"alert", "incident"}


def test_the_planted_gaps_are_told_in_words(capsys, sample):
    code, out, _ = run(capsys, "risk", "status", sample, *DAY)
    lines = [line.strip() for line in out.splitlines()]
    assert code == 1
    assert "Terrorism in Uruguay: the source is older than a year" in lines
    name = "Montevideo, Container depot (Puerto Sur Depósitos S.A.)"
    assert f"{name}: not rated: Conditions that foster these" in lines
    assert f"{name}: High, and nothing is planned about it" in lines
    assert lines[-1] == "Not approved yet."


def test_a_year_is_begun_once(capsys, sample):
    code, out, _ = run(capsys, "risk", "begin", sample, *DAY, "--year", "2027", "--json")
    assert (code, json.loads(out)["year"]) == (0, 2027)
    code, _, err = run(capsys, "risk", "begin", sample, *DAY, "--year", "2027")
    assert code == 2
    assert err.startswith("There is an assessment of 2027 already.")


def test_all_of_it_is_printed_and_read_back(capsys, sample, tmp_path):
    path = tmp_path / "risk.pdf"
    code, out, _ = run(capsys, "risk", "print", sample, *DAY, "--to", path)
    assert code == 0
    assert "pages counted again" in out
    text = " ".join(pdf_text(path.read_bytes(), 10**6).split())
    for words in (
        "Risk assessment 2026",
        "Cargo chain: Laredo",
        "Cerámica Río Pardo, S.A. de C.V.",
        "People are found in trailers at this crossing.",
        "close the fence at the river side",
        "A missing Must is high whatever the threat.",
        "Approved by",
    ):
        assert words in text, words


def test_one_chain_is_printed_by_name(capsys, sample, tmp_path):
    path = tmp_path / "chain.pdf"
    code, out, _ = run(
        capsys, "risk", "print", sample, *DAY, "--chain", "laredo", "--to", path, "--json"
    )
    assert code == 0
    assert json.loads(out)["path"] == str(path)
    text = pdf_text(path.read_bytes(), 10**6)
    assert "Patio Nuevo Cruce" in text
    assert "Marseille" not in text


def test_the_workbook_has_a_sheet_for_each_step(capsys, sample, tmp_path):
    path = tmp_path / "risk.xlsx"
    code, _, _ = run(capsys, "risk", "print", sample, *DAY, "--to", path)
    assert code == 0
    sheets = read_sheets(path)
    assert {"Summary", "1 Cargo flow", "2 Threats", "3 Criteria not met", "5 Method"} < set(sheets)
    assert sorted(row[0] for row in sheets["Summary"][1:]) == CHAINS
    points = [row[0] for row in sheets["Open points"]]
    assert "Terrorism in Uruguay: the source is older than a year" in points
    flow = sheets["1 Cargo flow"]
    assert flow[0][:3] == ["Chain", "Leg", "Held by"]
    assert len(flow) == 1 + 17
    (action,) = sheets["4 Action plan"][1:]
    assert action[:3] == ["Laredo", "Transfer yard", "9.4"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--to", "o.txt"), "o.txt is neither a PDF nor a workbook."),
        (("--to", "o.xlsx", "--chain", "Laredo"), "One chain is written as PDF only."),
        (("--to", "o.pdf", "--chain", "Nope"), "There is no chain “Nope”."),
    ],
)
def test_what_cannot_be_printed_is_said(capsys, sample, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    code, _, err = run(capsys, "risk", "print", sample, *DAY, *arguments)
    assert code == 2
    assert err.startswith(words)
    assert list(tmp_path.glob("o.*")) == []


def test_a_file_without_an_assessment_says_so(capsys, tmp_path):
    path = tmp_path / "new.ctpat"
    workspace = workspaces.create(path)
    companies.start(workspace, "Harbor", "importer", 2026)
    workspace.close()
    code, _, err = run(capsys, "risk", "status", path)
    assert code == 2
    assert err.startswith("There is no risk assessment yet.")


def test_ratings_of_countries_are_imported(capsys, sample, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("País,Nivel\nChina,3\nNarnia,3\nCN,1\nMéxico,9\n", encoding="utf-8")
    words = ("--source", "Report", "--edition", "2026", "--about", "crime", "--scale", "1;2;3")
    code, out, _ = run(capsys, "countries", "import", sample, path, *words, "--json")
    found = json.loads(out)
    assert (code, found["imported"], found["without_level"]) == (1, 2, 1)
    assert (found["unknown"], found["twice"]) == (["Narnia"], ["CN"])
    code, out, _ = run(capsys, "list", "country-sources", sample)
    assert "Report" in out


def test_a_bad_list_of_countries_is_one_line(capsys, sample, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    words = ("--source", "Report", "--edition", "2026", "--about", "crime")
    code, out, err = run(capsys, "countries", "import", sample, path, *words)
    assert (code, out) == (2, "")
    assert err == "No column of countries was found. Its headings are: a, b.\n"
