"""An ITRAC file is taken in whole: every row is a line or refused, and one undo takes it back."""

from datetime import date

import openpyxl
import pytest

from ctpat_desktop.records import Evidence, ItracFile, ItracLine
from ctpat_desktop.services import companies
from ctpat_desktop.services.itrac import intake
from ctpat_desktop.support.errors import Problem
from tests.services.trading import TODAY, Importer

HEADS = "Entry Number,Entry Date,Country of Origin,HTS,Manufacturer ID,Entered Value,Estimated Duty"
ROWS = (
    'AQX-1,01/15/2026,CN,7323.93.0060,MAKER1,"1,000.50",250.10',
    "AQX-1,01/15/2026,CN,7323.93.0045,MAKER1,200,0",
    "AQX-2,03/20/2026,UY,6301.20.0020,MAKER2,$300.00,",
)


@pytest.fixture
def importer(workspace):
    return Importer(workspace)


@pytest.fixture
def file(tmp_path):
    def write(*rows, heads=HEADS, name="itrac.csv"):
        path = tmp_path / name
        path.write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def look(importer, path):
    loaded = intake.load(importer.workspace, path)
    return intake.preview(importer.workspace, importer.company_id, loaded, loaded.columns)


def take(importer, path):
    return intake.take(importer.workspace, importer.company_id, look(importer, path), TODAY)


def lines(importer):
    with importer.workspace.read() as session:
        return session.query(ItracLine).order_by(ItracLine.number).all()


def test_headings_are_found_by_their_usual_words(importer, file):
    assert intake.load(importer.workspace, file(*ROWS)).columns.keys == (
        *("entry_number", "entry_date", "origin", "hts", "supplier", "value", "duty"),
    )


def test_lines_keep_money_to_the_cent_and_numbers_without_points(importer, file):
    take(importer, file(*ROWS))
    first = lines(importer)[0]
    assert (first.entry_date, first.hts, first.value, first.duty) == (
        *(date(2026, 1, 15), "7323930060", 100_050, 25_010),
    )


def test_the_file_is_kept_in_the_library_with_its_period(importer, file):
    taken = take(importer, file(*ROWS))
    with importer.workspace.read() as session:
        kept = session.get_one(ItracFile, taken.file_id)
        document = session.get_one(Evidence, kept.evidence_id)
    assert (kept.line_count, kept.imported_on) == (3, TODAY)
    assert (document.period_from, document.period_to) == (date(2026, 1, 15), date(2026, 3, 20))


def test_every_row_is_a_line_known_or_refused_with_its_number_and_reason(importer, file):
    take(importer, file(*ROWS))
    shown = look(
        importer,
        file(
            *ROWS,
            "AQX-3,04/04/2026,IN,0908,MAKER3,10,0",
            ",05/05/2026,IN,0908,MAKER3,10,0",
            "AQX-4,,IN,0908,MAKER3,10,0",
            "AQX-5,soon,IN,0908,MAKER3,10,0",
            "AQX-6,05/05/2026,IN,0908,MAKER3,lots,0",
            "AQX-7,05/05/2026,IN,0908,MAKER3,99999999999999999999,0",
            name="more.csv",
        ),
    )
    assert len(shown.loaded.sheet.rows) == 9
    assert [shown.lines.rows[at]["entry_number"] for at in shown.fresh] == ["AQX-3"]
    assert shown.known_entries == ("AQX-1", "AQX-2")
    assert [(row.number, row.reason) for row in shown.lines.refused] == [
        (6, "the entry number is missing"),
        (7, "the entry date is missing"),
        (8, "“soon” is not a date"),
        (9, "“lots” is not a number"),
        (10, "99999999999999999999 is too large an amount"),
    ]


def test_the_same_file_again_is_refused_in_one_line(importer, file):
    take(importer, file(*ROWS))
    with pytest.raises(Problem, match=r"No line of itrac\.csv is new"):
        take(importer, file(*ROWS))
    assert len(lines(importer)) == 3


def test_one_undo_takes_file_and_lines_back(importer, file):
    take(importer, file(*ROWS))
    importer.workspace.undo()
    assert lines(importer) == []
    with importer.workspace.read() as session:
        assert session.query(ItracFile).count() == session.query(Evidence).count() == 0


def test_redo_brings_the_lines_back_from_the_kept_file(importer, file):
    take(importer, file(*ROWS, ",05/05/2026,IN,0908,MAKER3,10,0"))
    before = [(row.number, row.entry_number, row.value) for row in lines(importer)]
    importer.workspace.undo()
    importer.workspace.redo()
    assert intake.mend(importer.workspace, importer.company_id) == 1
    assert [(row.number, row.entry_number, row.value) for row in lines(importer)] == before


def test_entries_left_out_stay_left_out_when_lines_are_read_again(importer, file):
    take(importer, file(*ROWS))
    take(importer, file(*ROWS, "AQX-3,04/04/2026,IN,0908,MAKER3,10,0", name="more.csv"))
    importer.workspace.undo()
    importer.workspace.redo()
    intake.mend(importer.workspace, importer.company_id)
    assert sorted(row.entry_number for row in lines(importer)) == [
        *("AQX-1", "AQX-1", "AQX-2", "AQX-3"),
    ]


def test_mending_does_nothing_where_nothing_is_missing(importer, file):
    take(importer, file(*ROWS))
    tip = importer.workspace.tip
    assert intake.mend(importer.workspace, importer.company_id) == 0
    assert importer.workspace.tip == tip


def test_another_companys_entries_are_not_known_here(importer, file, workspace):
    take(importer, file(*ROWS))
    account = companies.start(workspace, "Other", "importer", 2026)
    other = companies.dossier(workspace, account).company.id
    loaded = intake.load(workspace, file(*ROWS))
    assert len(intake.preview(workspace, other, loaded, loaded.columns).fresh) == 3


def test_without_a_column_for_the_entry_nothing_is_taken(importer, file):
    path = file("1,2", heads="Colour,Weather")
    loaded = intake.load(importer.workspace, path)
    with pytest.raises(Problem, match="No column goes to: Entry number, Entry date"):
        intake.preview(importer.workspace, importer.company_id, loaded, loaded.columns)


def test_a_chosen_column_is_remembered_for_the_same_headings(importer, file):
    path = file("AQX-9,01/02/2026,77", heads="Entry Number,Entry Date,Worth")
    loaded = intake.load(importer.workspace, path)
    columns = loaded.columns.choose(2, "value")
    shown = intake.preview(importer.workspace, importer.company_id, loaded, columns)
    intake.take(importer.workspace, importer.company_id, shown, TODAY)
    assert lines(importer)[0].value == 7700
    assert intake.load(importer.workspace, path).columns.keys[2] == "value"


def test_a_workbook_reads_the_same(importer, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Entry Number", "Entry Date", "Entered Value"])
    book.active.append(["AQX-1", date(2026, 1, 15), 1000.5])
    path = tmp_path / "itrac.xlsx"
    book.save(path)
    take(importer, path)
    assert [(row.entry_date, row.value) for row in lines(importer)] == [
        (date(2026, 1, 15), 100_050)
    ]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"", "empty"),
        ("a.pdf", b"%PDF-1.7 x", "is a PDF, not a list"),
        ("a.xlsx", b"PK\x03\x04broken", "a.xlsx"),
        ("a.csv", b"Entry Number\n", "No column goes to: Entry date"),
    ],
)
def test_what_is_no_list_is_named_and_changes_nothing(importer, tmp_path, name, data, words):
    path = tmp_path / name
    path.write_bytes(data)
    tip = importer.workspace.tip
    with pytest.raises(Problem, match=words):
        take(importer, path)
    assert importer.workspace.tip == tip
