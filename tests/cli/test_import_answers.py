"""`import answers` on the command line, as the contract says."""

import json
from io import BytesIO

import openpyxl
import pytest

from ctpat_desktop import cli
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from tests.exchange.profile.word_files import document, p

LIST = """MSC,Response,Status,Colour
,lost,,
13.9,Nothing,,
4.3,New words of ours.,,red
6.1,,,
"""


def run(capsys, *arguments):
    try:
        code = cli.main([str(argument) for argument in arguments])
    except SystemExit as leaving:
        code = leaving.code
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "profile.csv"
    path.write_text(LIST)
    return path


@pytest.fixture
def empty(capsys, tmp_path):
    """A new file with a company that has answered nothing."""
    path = tmp_path / "new.ctpat"
    assert run(capsys, "new", path, "--no-passphrase")[0] == 0
    workspace = workspaces.open_file(path)
    companies.start(workspace, "Acme", "importer", 2026)
    workspace.close()
    return path


def words(file, *numbers):
    workspace = workspaces.open_file(file)
    rows = companies.dossier(workspace, companies.choose(workspace)).answers
    found = {row.criterion.id: row.whole.narrative for row in rows if row.whole}
    workspace.close()
    return {number: found.get(number, "") for number in numbers}


def test_every_row_is_accepted_unchanged_or_refused(capsys, empty, source):
    code, out, err = run(capsys, "import", "answers", empty, source, "--json")
    found = json.loads(out)
    assert (code, err) == (1, "")
    assert found == {
        "rows": 3,
        "accepted": 1,
        "unchanged": 1,
        "statements": {"rows": 0, "accepted": 0, "unchanged": 0},
        "refused": [{"row": 3, "reason": "There is no criterion 13.9."}],
        "ignored": ["Colour"],
        "remarks": [{"row": 2, "field": "", "text": "This row has no number; it was not read."}],
    }
    assert words(empty, "4.3") == {"4.3": "New words of ours."}


def test_what_is_here_is_replaced_only_when_asked(capsys, sample, tmp_path):
    path = tmp_path / "profile.txt"
    path.write_text("4.1 Other words.\n\nTwo paragraphs.\n")
    before = words(sample, "4.1")
    assert before["4.1"]
    code, out, _ = run(capsys, "import", "answers", sample, path, "--json")
    found = json.loads(out)
    assert (code, found["rows"], found["accepted"], found["unchanged"]) == (1, 1, 0, 0)
    (refused,) = found["refused"]
    assert refused == {
        "row": 1,
        "reason": "4.1 differs and would replace what is here (what you do); see --replace.",
    }
    assert words(sample, "4.1") == before
    code, out, _ = run(capsys, "import", "answers", sample, path, "--replace")
    assert (code, out) == (0, "Imported 1 of 1 answers: 0 unchanged, 0 refused.\n")
    assert words(sample, "4.1") == {"4.1": "Other words.\n\nTwo paragraphs."}
    code, out, _ = run(capsys, "import", "answers", sample, path)
    assert (code, out) == (0, "Imported 0 of 1 answers: 1 unchanged, 0 refused.\n")


def test_a_dry_run_writes_nothing(capsys, empty, source):
    before = empty.read_bytes()
    code, out, _ = run(capsys, "import", "answers", empty, source, "--dry-run")
    assert code == 1
    assert out.splitlines()[0] == "Row 3: There is no criterion 13.9."
    assert out.splitlines()[-1].startswith("Would import ")
    assert empty.read_bytes() == before


def test_a_sheet_and_headings_can_be_named(capsys, empty, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["x"])
    sheet = book.create_sheet("Ours")
    sheet.append(["Code", "Answer", "Zulu"])
    sheet.append(["4.3", "no", "yes"])
    path = tmp_path / "profile.xlsx"
    data = BytesIO()
    book.save(data)
    path.write_bytes(data.getvalue())
    given = ("--sheet", "ours", "--map", "answer=Zulu", "--map", "number=code")
    assert run(capsys, "import", "answers", empty, path, *given)[0] == 0
    assert words(empty, "4.3") == {"4.3": "yes"}


def test_word_documents_are_imported(capsys, empty, tmp_path):
    path = tmp_path / "profile.docx"
    path.write_bytes(
        document(p("4.3 Doors", "Titre2"), p("Locked."), p("4,4", "Titre2"), p("Yes."))
    )
    code, out, _ = run(capsys, "import", "answers", empty, path)
    assert (code, out) == (0, "Imported 2 of 2 answers: 0 unchanged, 0 refused.\n")
    assert words(empty, "4.3", "4.4") == {"4.3": "Locked.", "4.4": "Yes."}


@pytest.mark.parametrize(
    ("name", "data", "more", "message"),
    [
        ("a.csv", b"Name,Country\nAcme,US\n", (), "holds no answers by the number"),
        ("a.csv", b"MSC,Answer\n4.3,x\n", ("--map", "answer"), "does not say a field"),
        ("a.csv", b"MSC,Answer\n4.3,x\n", ("--map", "answer=Zulu"), "has no column “Zulu”"),
        ("a.csv", b"MSC,Answer\n4.3,x\n", ("--map", "foo=Answer"), "“foo” is no field"),
        ("a.txt", b"4.3 We lock.\n", ("--map", "foo=Answer"), "“foo” is no field"),
        ("a.txt", b"Nothing.\n", ("--map", "answer=Zulu"), "has no column “Zulu”"),
        ("a.csv", b"MSC,Answer\n4.3,x\n", ("--sheet", "Ours"), "has no sheets"),
        ("a.docx", b"PK\x03\x04nothing", (), "is damaged"),
        ("a.pdf", b"%PDF-1.7", (), "is a PDF"),
    ],
)
def test_trouble_is_one_line_and_2(capsys, empty, tmp_path, name, data, more, message):
    path = tmp_path / name
    path.write_bytes(data)
    code, out, err = run(capsys, "import", "answers", empty, path, *more)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert message in err


def test_a_file_that_is_not_there_is_one_line(capsys, empty, tmp_path):
    code, _, err = run(capsys, "import", "answers", empty, tmp_path / "none.docx")
    assert (code, len(err.splitlines())) == (2, 1)


def test_statements_are_counted_beside_the_answers(capsys, empty, tmp_path):
    path = tmp_path / "profile.csv"
    path.write_text("MSC,Statement,Answer\n4.3,1,First.\n4.3,2,Second.\n")
    found = json.loads(run(capsys, "import", "answers", empty, path, "--json")[1])
    assert found["statements"] == {"rows": 2, "accepted": 2, "unchanged": 0}
    again = json.loads(run(capsys, "import", "answers", empty, path, "--json")[1])
    assert again["statements"] == {"rows": 2, "accepted": 0, "unchanged": 2}


def test_a_heading_is_missed_in_every_kind_of_document(capsys, empty, tmp_path):
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("More")):
        sheet.append(["Code", "Zulu"])
        sheet.append(["4.3", "yes"])
    path = tmp_path / "profile.xlsx"
    book.save(path)
    code, out, err = run(capsys, "import", "answers", empty, path, "--map", "answer=Nope")
    assert (code, out) == (2, "")
    assert "has no column “Nope”" in err
