"""`import` and `search` on the command line, as the contract says."""

import json
import subprocess
import sys

import openpyxl
import pytest

from ctpat_desktop import cli
from ctpat_desktop.records import Partner, Seal
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces

ONE_NEW = "Imported 1 row: 1 new, 0 changed, 0 unchanged, 0 in conflict, 0 refused."
LIST = """Partner name,Role,Country,Since
Zyx Carriers,Highway carrier,Mexico,2020-01-15
Zyx Mills,Manufacturer,Atlantis,
,Manufacturer,China,
"""


def run(capsys, *arguments):
    try:
        code = cli.main([str(argument) for argument in arguments])
    except SystemExit as leaving:
        code = leaving.code
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "partners.csv"
    path.write_text(LIST)
    return path


def partners(file):
    workspace = workspaces.open_file(file)
    with workspace.read() as session:
        names = {row.name for row in session.query(Partner) if row.name.startswith("Zyx")}
    workspace.close()
    return names


def test_import_says_each_refused_row_and_the_counts(capsys, sample, sheet):
    code, out, err = run(capsys, "import", "partners", sample, sheet)
    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "Row 3: Country: “Atlantis” is not a country.",
        "Row 4: Name: is empty.",
        "Imported 3 rows: 1 new, 0 changed, 0 unchanged, 0 in conflict, 2 refused.",
    ]
    assert partners(sample) == {"Zyx Carriers"}


def test_import_as_json_adds_up(capsys, sample, sheet):
    code, out, err = run(capsys, "import", "partners", sample, sheet, "--json")
    found = json.loads(out)
    assert (code, err) == (1, "")
    lists = ["conflicts", "refused", "ignored", "remarks"]
    assert list(found) == ["rows", "new", "changed", "unchanged", *lists]
    lists = sum(len(found[name]) for name in ("changed", "conflicts", "refused"))
    assert found["rows"] == found["new"] + found["unchanged"] + lists == 3
    assert [row["row"] for row in found["refused"]] == [3, 4]


def test_a_dry_run_writes_nothing(capsys, sample, sheet):
    before = sample.read_bytes()
    code, out, _ = run(capsys, "import", "partner", sample, sheet, "--dry-run", "--json")
    assert (code, json.loads(out)["new"]) == (1, 1)
    assert sample.read_bytes() == before


def test_a_list_without_refusals_ends_with_0(capsys, sample, tmp_path):
    path = tmp_path / "l.csv"
    path.write_text("Name,Country\nZyx One,MX\n")
    assert run(capsys, "import", "partners", sample, path)[0] == 0
    code, out, _ = run(capsys, "import", "partners", sample, path, "--json")
    assert (code, json.loads(out)) == (
        0,
        {"rows": 1, "new": 0, "unchanged": 1}
        | {key: [] for key in ("changed", "conflicts", "refused", "ignored", "remarks")},
    )


def test_the_order_of_dates_can_be_said(capsys, sample, tmp_path):
    path = tmp_path / "l.csv"
    path.write_text("Name,Partner since\nZyx,03/04/2020\n")
    unsaid = run(capsys, "import", "partners", sample, path)[1]
    assert "“03/04/2020” may be March 4, 2020 or April 3, 2020" in unsaid
    assert run(capsys, "import", "partners", sample, path, "--dates", "mdy")[1].splitlines() == [
        "Row 2: changes Zyx: Partner since: 03/04/2020",
        "Imported 1 row: 0 new, 1 changed, 0 unchanged, 0 in conflict, 0 refused.",
    ]


def test_remarks_and_columns_left_out_are_said(capsys, sample, tmp_path):
    path = tmp_path / "l.csv"
    path.write_text("Name,Shoe size,Next check due\nZyx,44,TBD\n")
    code, out, _ = run(capsys, "import", "partners", sample, path, "--dry-run", "--json")
    found = json.loads(out)
    assert (code, found["ignored"], found["remarks"]) == (
        0,
        ["Shoe size"],
        [{"row": 2, "field": "next_check_on", "text": "“TBD” says nothing; left empty."}],
    )
    assert run(capsys, "import", "partners", sample, path)[1].splitlines() == [
        "Row 2: Next check due: “TBD” says nothing; left empty.",
        "Not imported: Shoe size.",
        ONE_NEW,
    ]


def test_two_good_columns_are_asked_in_one_line_that_says_how_to_answer(capsys, sample, tmp_path):
    path = tmp_path / "l.csv"
    path.write_text("Vendor Name,Supplier Name,Country\nZyx One,Zyx Two,MX\n")
    code, out, err = run(capsys, "import", "partners", sample, path)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "“Vendor Name” or “Supplier Name”" in err
    assert '--map "name=Vendor Name"' in err
    code, out, _ = run(capsys, "import", "partners", sample, path, "--map", "name=supplier name")
    assert code == 0
    assert partners(sample) == {"Zyx Two"}


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("hat=Name", "“hat” is no field of partners"),
        ("city=Hat", "No column has the heading “Hat”"),
    ],
)
def test_a_map_that_names_nothing_is_one_line(capsys, sample, tmp_path, pair, words):
    path = tmp_path / "l.csv"
    path.write_text("Name\nZyx\n")
    code, _, err = run(capsys, "import", "partners", sample, path, "--map", pair)
    assert (code, len(err.splitlines())) == (2, 1)
    assert words in err


@pytest.mark.parametrize(
    ("register", "name", "words"),
    [
        ("ghosts", "l.csv", "There is no register “ghosts”. Use one of: "),
        ("partners", "none.csv", "none.csv cannot be read: no such file"),
        ("partners", "l.pdf", "l.pdf is a PDF, not a list."),
        ("partners", "shoes.csv", "No column of shoes.csv goes to a field."),
    ],
)
def test_what_cannot_be_imported_is_one_line_and_2(capsys, sample, tmp_path, register, name, words):
    (tmp_path / "l.csv").write_text("Name\nA\n")
    (tmp_path / "l.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "shoes.csv").write_text("Shoe,Hat\n1,2\n")
    code, out, err = run(capsys, "import", register, sample, tmp_path / name)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert words in err


def test_search_finds_and_says_what_it_looked_for(capsys, sample):
    workspace = workspaces.open_file(sample)
    company = companies.overview(workspace)[0].company_id
    library.add_bytes(workspace, company, "a.txt", b"The xylophone log", "Proof")
    workspace.close()
    before = sample.read_bytes()
    code, out, err = run(capsys, "search", sample, "xilophone")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "No match for “xilophone”. Showing results for “xylophone”.",
        "Evidence: Proof - a.txt The xylophone log",
    ]
    assert sample.read_bytes() == before


def test_search_as_json(capsys, sample):
    code, out, _ = run(capsys, "search", sample, "seal", "container", "--json")
    rows = json.loads(out)
    assert code == 0
    assert all(row["register"] and row["id"] and row["title"] for row in rows)
    assert "responses" in {row["register"] for row in rows}


def test_search_that_finds_nothing(capsys, sample):
    assert run(capsys, "search", sample, "qqqqqqqq") == (0, "Nothing was found.\n", "")
    assert run(capsys, "search", sample, "qqqqqqqq", "--json")[:2] == (0, "[]\n")


def test_the_program_itself_knows_the_verbs(sample, sheet):
    command = [sys.executable, "-m", "ctpat_desktop", "import", "partners", sample, sheet]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")


SEALS = "Seal number,State,Container,Fixed on\nZYX 01,Used,{},2026-11-{}\n"


@pytest.mark.parametrize(
    ("options", "code", "done", "containers"),
    [
        ((), 1, "keep", ["MSKU 1"]),
        (("--conflicts", "take"), 1, "keep", ["MSKU 1"]),
        (("--conflicts", "add"), 0, "add", ["MSKU 1", "TGHU 9"]),
    ],
)
def test_a_seal_that_comes_again_is_in_conflict(
    capsys, sample, tmp_path, options, code, done, containers
):
    path = tmp_path / "seals.csv"
    path.write_text(SEALS.format("MSKU 1", "02"))
    assert run(capsys, "import", "seals", sample, path)[0] == 0
    path.write_text(SEALS.format("TGHU 9", "12"))
    found = run(capsys, "import", "seals", sample, path, "--dry-run", "--json", *options)
    (row,) = json.loads(found[1])["conflicts"]
    assert (found[0], row["row"], row["done"]) == (code, 2, done)
    assert row["fields"]["container"] == ["MSKU 1", "TGHU 9"]
    out = run(capsys, "import", "seals", sample, path, *options)[1].splitlines()
    assert out[0].startswith("Row 2: in conflict, ")
    assert "This seal was used already. Container or trailer: MSKU 1 → TGHU 9" in out[0]
    assert out[-1] == "Imported 1 row: 0 new, 0 changed, 0 unchanged, 1 in conflict, 0 refused."
    workspace = workspaces.open_file(sample)
    with workspace.read() as session:
        query = session.query(Seal).filter(Seal.number == "ZYX 01")
        assert sorted(row.container for row in query) == containers
    workspace.close()


def test_a_changed_row_says_old_and_new(capsys, sample, tmp_path):
    path = tmp_path / "l.csv"
    path.write_text("Name,Country\nZyx One,MX\n")
    run(capsys, "import", "partners", sample, path)
    path.write_text("Name,Country\nZyx One,CA\n")
    found = json.loads(run(capsys, "import", "partners", sample, path, "--dry-run", "--json")[1])
    assert found["changed"] == [
        {"row": 2, "title": "Zyx One", "fields": {"country": ["Mexico", "Canada"]}}
    ]
    out = run(capsys, "import", "partners", sample, path)[1].splitlines()
    assert out[0] == "Row 2: changes Zyx One: Country: Mexico → Canada"


ENTRIES = """Entry Summary Number,Entry Summary Date,Country of Origin Code,Line Entered Value,Hat
ABC-1234567-8,02/03/2026,XO,100,1
ABC-1234575-1,soon,XQ,100,1
"""


def test_import_itrac_adds_up_and_writes_lines(capsys, sample, tmp_path):
    path = tmp_path / "itrac.csv"
    path.write_text(ENTRIES)
    before = sample.read_bytes()
    code, out, err = run(capsys, "import", "itrac", sample, path, "--dry-run", "--json")
    assert (code, err, sample.read_bytes()) == (1, "", before)
    assert json.loads(out) == {
        "rows": 2,
        "new": 1,
        "changed": [],
        "unchanged": 0,
        "conflicts": [],
        "refused": [{"row": 3, "reason": "“soon” is not a date"}],
        "ignored": ["Hat"],
        "remarks": [],
    }
    assert run(capsys, "import", "itrac", sample, path)[1].splitlines() == [
        "Row 3: “soon” is not a date",
        "Not imported: Hat.",
        "Imported 2 lines: 1 new, 0 changed, 0 unchanged, 0 in conflict, 1 refused.",
    ]
    found = json.loads(run(capsys, "import", "itrac", sample, path, "--json")[1])
    assert (found["new"], found["unchanged"]) == (0, 1)


def test_import_itrac_takes_maps_and_says_what_is_missing(capsys, sample, tmp_path):
    path = tmp_path / "itrac.csv"
    path.write_text("Key,When\nABC-1234567-8,02/03/2026\n")
    code, _, err = run(capsys, "import", "itrac", sample, path)
    assert (code, len(err.splitlines())) == (2, 1)
    assert "No column goes to: Entry number, Entry date." in err
    assert "“Key”, “When”" in err
    maps = ("--map", "entry_number=Key", "--map", "Entry date=When")
    assert run(capsys, "import", "itrac", sample, path, *maps)[0] == 0


def test_the_sheet_of_a_workbook_can_be_said(capsys, sample, tmp_path):
    book = openpyxl.Workbook()
    for title, name in (("Mills", "Zyx Mill"), ("Docks", "Zyx Dock")):
        page = book.create_sheet(title)
        page.append(["Name", "Country"])
        page.append([name, "MX"])
    book.save(tmp_path / "l.xlsx")
    code, out, _ = run(
        capsys, "import", "partners", sample, tmp_path / "l.xlsx", "--sheet", "docks"
    )
    assert (code, out) == (
        0,
        "Imported 1 row: 1 new, 0 changed, 0 unchanged, 0 in conflict, 0 refused.\n",
    )
    assert partners(sample) == {"Zyx Dock"}
    code, _, err = run(capsys, "import", "partners", sample, tmp_path / "l.xlsx", "--sheet", "Hats")
    assert (code, len(err.splitlines())) == (2, 1)
    assert "has no sheet “Hats”" in err
