"""What is read from returned workbooks, filled in by different programs."""

import shutil
import subprocess
import zipfile
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from ctpat_desktop.catalogue.sendings import MARKS
from ctpat_desktop.exchange.questionnaire_reader import read_returned
from ctpat_desktop.exchange.returned import Unreadable
from ctpat_desktop.exchange.returned_answers import decode, read_day
from tests.exchange.returning import FACTORY, filled_workbook, workbook

BOOK = workbook()
WORDS = {
    "PQ-01": "Aucun",
    "PQ-04": "Oui",
    "PQ-06": "Zoé Lefèvre 王小明",
    "PQ-07": datetime(2026, 3, 31),
    "PQ-11 visits": "x",
    "PQ-11 contracts": "X",
    "PQ-53": 45,
    "PQ-25 na": "x",
}
ANSWERS = {
    "PQ-01": "none",
    "PQ-04": "yes",
    "PQ-06": "Zoé Lefèvre 王小明",
    "PQ-07": "2026-03-31",
    "PQ-11": "visits;contracts",
    "PQ-25": "na",
    "PQ-53": "45",
}


def read(data):
    return decode(read_returned(data, "returned.xlsx"), FACTORY)


def refused(data):
    with pytest.raises(Unreadable) as caught:
        read_returned(data, "returned.xlsx")
    return str(caught.value)


def test_an_empty_workbook_has_no_answers():
    assert (read(BOOK).answers, read(BOOK).altered) == ({}, ())


def test_a_workbook_carries_the_marks():
    assert set(read_returned(BOOK, "x").marks) == set(MARKS)


def test_answers_are_read_whatever_their_kind_of_cell():
    found = read(filled_workbook(BOOK, WORDS))
    assert (found.answers, found.altered) == (ANSWERS, ())


def test_remarks_are_read():
    found = read(filled_workbook(BOOK, {"PQ-04": "Non"}, {"PQ-04": "Prévu"}))
    assert found.content == {"PQ-04": ("no", "Prévu")}


def test_the_signature_is_read():
    found = read(filled_workbook(BOOK, WORDS))
    assert (found.signer, found.signed_on) == ("Zoé Lefèvre", date(2026, 12, 1))


@pytest.mark.parametrize("words", ["Yes", "OUI", "sí", "yes", " Oui "])
def test_a_choice_is_known_in_any_language(words):
    assert read(filled_workbook(BOOK, {"PQ-04": words})).answers == {"PQ-04": "yes"}


def test_a_choice_of_two_languages_is_read():
    both = filled_workbook(workbook("en+es"), {"PQ-04": "Yes / Sí"})
    assert read(both).answers == {"PQ-04": "yes"}


def test_an_answer_nobody_offered_is_unclear():
    assert read(filled_workbook(BOOK, {"PQ-04": "maybe"})).unclear == ("PQ-04",)


def test_a_formula_is_not_calculated():
    assert read(filled_workbook(BOOK, {"PQ-06": "=1+1"})).answers == {}


def test_only_answer_cells_can_be_changed():
    book = openpyxl.load_workbook(BytesIO(BOOK))
    sheet = book.worksheets[1]
    open_columns = {
        cell.column_letter
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert (sheet.protection.sheet, open_columns) == (True, {"E", "F"})


def test_every_choice_has_a_list():
    book = openpyxl.load_workbook(BytesIO(BOOK))
    sheet = book.worksheets[1]
    listed = {
        str(place)
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
        for place in rule.sqref.ranges
    }
    kinds = {q.key: q.kind for q in FACTORY.questions}
    wanted = {
        f"E{row[0].row}"
        for row in sheet.iter_rows(min_row=3)
        if row[0].value and (" " in row[0].value or kinds[row[0].value] in ("yes_no", "choice"))
    }
    assert listed == wanted


def test_an_added_question_is_told():
    def add(book):
        book.worksheets[1]["A4"].value = "PQ-99"

    assert "a question was added: PQ-99" in read(filled_workbook(BOOK, {}, change=add)).altered


def test_another_workbook_is_not_taken_for_a_questionnaire():
    out = BytesIO()
    openpyxl.Workbook().save(out)
    assert "is not a questionnaire" in refused(out.getvalue())


def packed(change):
    """Return the workbook with `change` applied to its parts."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(BOOK)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for info in old.infolist():
            new.writestr(info.filename, change(info.filename, old.read(info.filename)))
    return out.getvalue()


def test_a_bomb_is_refused():
    blank = b" " * (80 * 2**20)
    assert "far larger" in refused(packed(lambda n, d: d + blank if "sheet2" in n else d))


def test_entities_are_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
    data = packed(lambda n, d: d.replace(b'<?xml version="1.0"', bomb, 1) if "sheet2" in n else d)
    assert "declares entities" in refused(data)


def test_a_cell_far_away_is_refused():
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    data = packed(lambda n, d: d.replace(b"</sheetData>", far) if "sheet2" in n else d)
    assert "more than 20,000 rows" in refused(data)


def test_half_a_workbook_is_refused():
    assert "damaged" in refused(BOOK[: len(BOOK) // 2])


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-03-31", date(2026, 3, 31)),
        ("2026/3/31", date(2026, 3, 31)),
        ("31.03.2026", date(2026, 3, 31)),
        ("03/31/2026", date(2026, 3, 31)),
        ("2026年3月31日", date(2026, 3, 31)),
        ("05/05/2026", date(2026, 5, 5)),
        ("04/05/2026", None),
        ("2026-02-30", None),
        ("spring", None),
        ("", None),
    ],
)
def test_a_day_is_read_only_where_it_is_clear(words, day):
    assert read_day(words) == day


@pytest.mark.full
def test_a_workbook_saved_by_libreoffice_is_read(tmp_path):
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice")
    source, out = tmp_path / "filled.xlsx", tmp_path / "out"
    source.write_bytes(filled_workbook(BOOK, WORDS))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", out, source]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    found = read((out / "filled.xlsx").read_bytes())
    assert (found.answers, found.altered) == (ANSWERS, ())
