"""An ITRAC file is taken in whole: every row is a line or refused, and one undo takes it back."""

from datetime import date, timedelta

import openpyxl
import pytest

from ctpat_desktop.cli import import_lines
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Evidence, ItracFile, ItracLine
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.trade.import_data import figures, intake
from ctpat_desktop.support.errors import Problem
from tests.services.trade.trading import TODAY, Importer

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
    return intake.preview(
        Scope.of_company(importer.workspace, importer.company_id, TODAY), loaded, loaded.columns
    )


def take(importer, path):
    return intake.take(
        Scope.of_company(importer.workspace, importer.company_id, TODAY), look(importer, path)
    )


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
    assert intake.mend(importer.scope) == 1
    assert [(row.number, row.entry_number, row.value) for row in lines(importer)] == before


def test_entries_left_out_stay_left_out_when_lines_are_read_again(importer, file):
    take(importer, file(*ROWS))
    take(importer, file(*ROWS, "AQX-3,04/04/2026,IN,0908,MAKER3,10,0", name="more.csv"))
    importer.workspace.undo()
    importer.workspace.redo()
    intake.mend(importer.scope)
    assert sorted(row.entry_number for row in lines(importer)) == [
        *("AQX-1", "AQX-1", "AQX-2", "AQX-3"),
    ]


def test_mending_does_nothing_where_nothing_is_missing(importer, file):
    take(importer, file(*ROWS))
    tip = importer.workspace.tip
    assert intake.mend(importer.scope) == 0
    assert importer.workspace.tip == tip


def test_another_companys_entries_are_not_known_here(importer, file, workspace):
    take(importer, file(*ROWS))
    account = companies.start(workspace, "Other", "importer", 2026)
    other = companies.dossier(workspace, account).company.id
    loaded = intake.load(workspace, file(*ROWS))
    assert (
        len(intake.preview(Scope.of_company(workspace, other, TODAY), loaded, loaded.columns).fresh)
        == 3
    )


def test_without_a_column_for_the_entry_nothing_is_taken(importer, file):
    path = file("1,2", heads="Colour,Weather")
    loaded = intake.load(importer.workspace, path)
    with pytest.raises(Problem, match="No column goes to: Entry number, Entry date"):
        intake.preview(
            Scope.of_company(importer.workspace, importer.company_id, TODAY), loaded, loaded.columns
        )


def test_a_chosen_column_is_remembered_for_the_same_headings(importer, file):
    path = file("AQX-9,01/02/2026,77", heads="Entry Number,Entry Date,Worth")
    loaded = intake.load(importer.workspace, path)
    columns = loaded.columns.choose(2, "value")
    shown = intake.preview(
        Scope.of_company(importer.workspace, importer.company_id, TODAY), loaded, columns
    )
    intake.take(Scope.of_company(importer.workspace, importer.company_id, TODAY), shown)
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


CBP = (
    "Entry Summary Number,Entry Summary Date,Country of Origin Code,HTS Number,"
    "Line Entered Value,Estimated Duty"
)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *((f"X{letter}", "CA") for letter in "ABCMNOPQSTVWY"),
        *(("xo", "CA"), ("CA", "CA"), ("Canada", "CA"), ("CAN", "CA"), ("CA - Canada", "CA")),
        *(("China (CN)", "CN"), ("Mexico", "MX"), ("Viet Nam", "VN"), ("XZ", "XZ"), ("", "")),
    ],
)
def test_origins_are_countries_however_they_are_written(importer, file, written, code):
    path = file(f"ABC-1234567-8,02/03/2026,{written},4407110001,100,0", heads=CBP)
    assert look(importer, path).lines.rows[0]["origin"] == code


def test_canada_is_one_country_in_the_figures(importer, file):
    rows = [
        f"ABC-123456{n}-8,02/03/2026,{origin},4407110001,100,0"
        for n, origin in enumerate(("XO", "XQ", "CA", "Canada"))
    ]
    take(importer, file(*rows, heads=CBP))
    found = figures.by(importer.scope, "origin", 2026)
    assert [(row.key, row.lines) for row in found] == [("CA", 4)]
    assert figures.totals(importer.scope, 2026).origins == 1


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (901110015, "0901110015"),
        (702002010, "0702002010"),
        ("901.11.0015", "0901110015"),
        ("0901.11.0015", "0901110015"),
        (4407110001, "4407110001"),
        ("9903.88.03", "99038803"),
        (90111, "090111"),
        ("", ""),
    ],
)
def test_tariff_numbers_get_their_lost_zero_back(importer, tmp_path, cell, number):
    book = openpyxl.Workbook()
    book.active.append(CBP.split(","))
    book.active.append(["ABC-1234567-8", date(2026, 2, 3), "BR", cell, 100, 0])
    book.save(tmp_path / "itrac.xlsx")
    assert look(importer, tmp_path / "itrac.xlsx").lines.rows[0]["hts"] == number


def test_entries_without_hyphens_are_known_already(importer, file):
    take(importer, file("ABC-1234567-8,02/03/2026,CN,9503000073,100,0", heads=CBP))
    again = look(
        importer,
        file(
            "ABC12345678,02/03/2026,CN,9503000073,100,0",
            "abc 1234575 1,02/03/2026,CN,9503000073,100,0",
            heads=CBP,
            name="again.csv",
        ),
    )
    assert again.known_entries == ("ABC-1234567-8",)
    assert [again.lines.rows[at]["entry_number"] for at in again.fresh] == ["ABC-1234575-1"]


def test_a_known_entry_with_other_figures_is_not_unchanged(importer, file):
    take(importer, file(*ROWS))
    corrected = ROWS[0].replace("250.10", "300.00")
    further = "AQX-2,03/20/2026,UY,6301.20.0030,MAKER2,40,0"
    again = look(importer, file(corrected, *ROWS[1:], further, name="again.csv"))
    assert [(row.number, row.entry, row.fields) for row in again.differing] == [
        (2, "AQX-1", {"Duty (USD)": ("250.10", "300.00")}),
        (5, "AQX-2", {}),
    ]
    said = import_lines.as_values(again)
    assert (said["new"], said["unchanged"], len(said["conflicts"])) == (0, 2, 2)
    assert look(importer, file(*ROWS, name="same.csv")).differing == ()


def test_one_entry_written_two_ways_in_a_file_is_one_entry(importer, file):
    rows = ("ABC-1234567-8,02/03/2026,CN,1,100,0", "ABC12345678,02/03/2026,CN,1,100,0")
    take(importer, file(*rows, heads=CBP))
    assert figures.totals(importer.scope, 2026).entries == 1


ORDINAL = f"{CBP},Tariff Ordinal Number"
THREE = (
    "ABC-1239001-2,02/03/2026,CN,9903.88.03,5000,1250,1",
    "ABC-1239001-2,02/03/2026,CN,9903.01.25,5000,500,2",
    "ABC-1239001-2,02/03/2026,CN,7307.99.5045,5000,215,3",
)


def test_a_line_with_several_tariff_numbers_is_one_line_with_its_value_once(importer, file):
    path = file(*THREE, "ABC-1239001-2,02/03/2026,CN,7318.15.20,70,0,1", heads=ORDINAL)
    shown = look(importer, path)
    assert [(row["number"], row["hts"], row["value"], row["duty"]) for row in shown.lines.rows] == [
        (2, "7307995045", 500_000, 196_500),
        (5, "73181520", 7_000, 0),
    ]
    assert len(shown.lines.rows) + shown.lines.joined == len(shown.loaded.sheet.rows)
    take(importer, path)
    totals = figures.totals(importer.scope, 2026)
    assert (totals.lines, totals.value) == (2, 507_000)


def test_the_number_of_the_line_tells_which_rows_belong_together(importer, file):
    rows = (
        "ABC-1239001-2,02/03/2026,CN,9903.88.03,5000,1250,001",
        "ABC-1239001-2,02/03/2026,CN,7318.15.20,70,0,002",
        "ABC-1239001-2,02/03/2026,CN,7307.99.5045,5000,215,001",
    )
    shown = look(importer, file(*rows, heads=f"{CBP},Entry Summary Line Number"))
    assert [(row["hts"], row["value"]) for row in shown.lines.rows] == [
        ("7307995045", 500_000),
        ("73181520", 7_000),
    ]


def test_joined_lines_come_back_as_they_were(importer, file):
    take(importer, file(*THREE, heads=ORDINAL))
    importer.workspace.undo()
    importer.workspace.redo()
    intake.mend(importer.scope)
    assert [(row.number, row.hts, row.value) for row in lines(importer)] == [
        (2, "7307995045", 500_000)
    ]


def test_totals_at_the_end_are_refused_with_their_number(importer, file):
    shown = look(importer, file(*ROWS, "Total,,,,,1500,"))
    assert [(row.number, row.reason) for row in shown.lines.refused] == [
        (5, "The row is a total, not a record")
    ]


def test_days_counted_from_1904_are_the_days_meant(importer, tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["Entry Number", "Entry Date"])
    book.active.append(["AQX-1", 44686])
    book.save(tmp_path / "itrac.xlsx")
    assert look(importer, tmp_path / "itrac.xlsx").lines.rows[0]["entry_date"] == date(2026, 5, 6)


TWICE = (
    "Entry Number,Line Number,HTS,Entry Date,Value,Country of Origin,Entry Type\n"
    "ABC-1234567-8,1,6109.10.00,2026-02-03,100,MX,01\n"
    "ABC-1234567-8,1,6109.10.00,2026-02-03,100,MX,01\n"
    "ABC-1234567-8,1,6109.10.00,2026-02-03,250,MX,01\n"
    "ABC-1234567-8,2,6110.20.00,2026-02-03,-40,MX,01\n"
    "ABC-1234567-8,3,6110.20.00,2026-02-03,60,Atlantis,99\n"
    "ABC-1234567-8,4,6110.20.00,2026-02-03,70,Atlantis,1\n"
)


def test_a_line_said_twice_and_amounts_below_nothing_are_not_summed(importer, tmp_path):
    path = tmp_path / "twice.csv"
    path.write_text(TWICE, encoding="utf-8")
    shown = look(importer, path)
    assert [(row.number, row.reason) for row in shown.lines.refused] == [
        (3, "the same line as in row 2 already"),
        (4, "the line of row 2 again, with another entered value (USD)"),
        (5, "Entered value (USD): -40 is less than nothing"),
    ]
    assert [row["value"] for row in shown.lines.rows] == [10_000, 6_000, 7_000]
    assert [(remark.row, remark.sentence()) for remark in shown.lines.remarks] == [
        (6, "Country of origin: “Atlantis” is not a country, 2 rows."),
        (6, "Entry type: “99” is not an entry type."),
    ]


def test_an_entry_that_is_to_come_is_named(importer, tmp_path):
    path = tmp_path / "to-come.csv"
    day = TODAY + timedelta(days=1)
    rows = (f"AAA-0000001-{n},{when:%m/%d/%Y},100" for n, when in enumerate((TODAY, day, day)))
    path.write_text("\n".join(["Entry number,Entry date,Value", *rows]), encoding="utf-8")
    (remark,) = look(importer, path).lines.remarks
    assert (remark.row, remark.sentence()) == (
        3,
        f"Entry date: {day:%m/%d/%Y} is after today, 2 rows.",
    )
