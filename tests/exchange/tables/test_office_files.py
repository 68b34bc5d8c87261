"""Files as offices and their programs make them: what a person sees in them is what is read."""

import re
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from ctpat_desktop.exchange.tables.formulas import disarmed, rearmed
from ctpat_desktop.exchange.tables.lists import write_list
from ctpat_desktop.exchange.tables.sheets import Choice, read_sheet
from ctpat_desktop.support.errors import Problem

KNOWN = ("name", "partner name", "country", "street", "city", "risk rating", "address")
PARTNERS = [["Name", "Country", "City"], ["Rowan Casting", "US", "Laredo"]]


@pytest.fixture
def text(tmp_path):
    def write(words, encoding="utf-8", name="list.csv"):
        path = tmp_path / name
        path.write_bytes(words if isinstance(words, bytes) else words.encode(encoding))
        return path

    return write


@pytest.fixture
def book(tmp_path):
    def write(rows, change=None):
        made = openpyxl.Workbook()
        for row in rows:
            made.active.append(row)
        if change is not None:
            change(made)
        path = tmp_path / "list.xlsx"
        made.save(path)
        return path

    return write


def repacked(path, name=lambda part: part, data=lambda part, content: content):
    """Write a package again with other names of its parts or other content."""
    with zipfile.ZipFile(path) as old:
        parts = [(name(part), data(part, old.read(part))) for part in old.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part, content in parts:
            info = zipfile.ZipInfo(part)
            info.filename = part
            new.writestr(info, content)
    return path


def cells(path, **more):
    return [list(row) for row in read_sheet(path, KNOWN, **more).rows]


def odd(path, known=KNOWN):
    sheet = read_sheet(path, known)
    return {sheet.numbers[place]: why for place, why in sheet.odd.items()}


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("00000", 2138, "02138"),
        ("00000", 66044, "66044"),
        ("00000-0000", 21381234, "02138-1234"),
        ("000-00-0000", 12345678, "012-34-5678"),
        ('"V-"0000', 17, "V-0017"),
        ("0000", 123456, "123456"),
        ("[$-409]00000;-00000", 926, "00926"),
        ("0", 7, 7),
        ("#,##0.00", 7, 7),
        ('0" units"', 7, 7),
    ],
)
def test_zeros_a_format_shows_count(book, code, number, shown):
    def change(made):
        made.active["B2"].number_format = code

    assert cells(book([["Name", "Code"], ["A", number]], change)) == [["A", shown]]


@pytest.mark.parametrize(
    "field", ['="02138"', '"=""02138"""', "'=02138", '= "02138"', '="A ""quoted"" name"']
)
def test_a_text_guard_around_a_value_is_taken_away(text, field):
    wanted = {"'=02138": "=02138", '="A ""quoted"" name"': 'A "quoted" name'}.get(field, "02138")
    path = text(f"Name,Postal code\nAlder Cove,{field}\n")
    assert cells(path) == [["Alder Cove", wanted]]


def test_a_text_guard_in_a_workbook_is_taken_away(book):
    def change(made):
        made.active["B2"].data_type = "s"

    assert cells(book([["Name", "Code"], ["A", '="0012"']], change)) == [["A", "0012"]]


def test_a_workbook_says_from_which_day_it_counts(book):
    def change(made):
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    assert read_sheet(book(PARTNERS, change)).is_1904 is True
    assert read_sheet(book(PARTNERS)).is_1904 is False


def test_letters_above_a_name_are_no_part_of_it(tmp_path):
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        made.add_worksheet().write_column(0, 0, ["Name", "東海製缶"])
    aloud = "<t>東海製缶</t><rPh sb='0' eb='2'><t>トウカイ</t></rPh>".encode()

    def change(part, content):
        return content.replace("<t>東海製缶</t>".encode(), aloud)

    assert cells(repacked(path, data=change)) == [["東海製缶"]]


def test_returns_written_as_signs_are_line_ends(tmp_path):
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        made.add_worksheet().write_column(0, 0, ["Notes", "oneXtwo"])

    def change(part, content):
        return content.replace(b"oneXtwo", b"one_x000D_\ntwo")

    (found,) = cells(repacked(path, data=change))
    assert found[0].replace("\r\n", "\n") == "one\ntwo"


def test_a_row_wider_than_the_headings_is_named_with_its_number(text):
    path = text("Name,Street,City\nA,14 Dock St,Laredo\nFennimore, LLC,9 Canal Rd,El Paso\n")
    assert odd(path) == {
        3: "The row has 4 cells under 3 headings; a separator in one of its cells may have "
        "shifted the others"
    }


def test_empty_cells_right_of_the_headings_are_nothing(text):
    assert odd(text("Name,City\nA,B,,\nC,D,\n")) == {}


def test_a_column_without_heading_is_a_column(book):
    sheet = read_sheet(book([["Name", "City"], ["A", "B", "note"], ["C", "D", "more"]]), KNOWN)
    assert (sheet.headers, sheet.odd) == (("Name", "City", ""), {})


def test_headings_on_two_merged_rows_are_read(book):
    def change(made):
        for area in ("B1:D1", "E1:E2", "A1:A2"):
            made.active.merge_cells(area)

    rows = [
        ["Partner name", "Address", None, None, "Risk rating"],
        [None, "Street", "City", "Country", None],
        ["Rowan Casting", "14 Dock St", "Laredo", "US", "Low"],
    ]
    sheet = read_sheet(book(rows, change), KNOWN)
    assert sheet.headers == ("Partner name", "Street", "City", "Country", "Risk rating")
    assert list(sheet.numbers) == [3]


def test_headings_on_two_rows_say_their_group_where_they_would_be_alike(text):
    path = text("Partner,,Contact,\nName,City,Name,Phone\nA,B,C,D\n")
    known = ("name", "city", "phone", "partner name")
    sheet = read_sheet(path, known)
    assert sheet.headers == ("Partner Name", "City", "Contact Name", "Phone")
    assert list(sheet.numbers) == [3]


def test_the_sheet_with_known_headings_is_read_and_the_others_are_named(book):
    def change(made):
        made.active.title = "Read me"
        page = made.create_sheet("Suppliers")
        for row in PARTNERS:
            page.append(row)

    path = book([["Supplier list 2026"], ["Please fill in the sheet Suppliers"]], change)
    sheet = read_sheet(path, KNOWN)
    assert (sheet.sheet, sheet.sheets, len(sheet.rows)) == (
        "Suppliers",
        ("Read me", "Suppliers"),
        1,
    )
    assert sheet.remarks == ("The sheet “Suppliers” is read; there are also: Read me.",)
    assert read_sheet(path, KNOWN, choice=Choice(sheet="read ME")).sheet == "Read me"
    with pytest.raises(Problem, match="has no sheet “Nowhere”") as caught:
        read_sheet(path, KNOWN, choice=Choice(sheet="Nowhere"))
    assert caught.value.hint == "It has: “Read me”, “Suppliers”."


def test_the_row_of_the_headings_can_be_chosen(text):
    path = text("Name,City\nWho,Where\nA,B\n")
    sheet = read_sheet(path, KNOWN, choice=Choice(heading=2))
    assert (sheet.headers, len(sheet.rows)) == (("Who", "Where"), 1)


def test_formulas_without_results_are_said_as_such(book):
    path = book([*PARTNERS, ["=UPPER(B9)", "MX", "Reynosa"]])
    with pytest.raises(Problem, match=r"results of formulas are not stored in it \(A3\)") as caught:
        read_sheet(path)
    assert caught.value.hint == "Open it in Excel, save it there, and import it again."


def test_a_formula_with_an_empty_text_as_result_is_an_empty_cell(tmp_path):
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        page = made.add_worksheet()
        page.write_row(0, 0, ["Name", "City"])
        page.write_string(1, 0, "A")
        page.write_formula(1, 1, '=""', value="")

    def change(part, content):
        return re.sub(rb'<c r="B2"[^>]*>', b'<c r="B2" t="str">', content)

    assert cells(repacked(path, data=change)) == [["A", ""]]


def test_cells_in_error_say_so(book):
    def change(made):
        made.active["B2"].data_type = "e"

    assert cells(book([["Name", "Country"], ["A", "#N/A"]], change)) == [["A", "#N/A"]]


def test_strict_workbooks_are_read(book):
    def change(part, content):
        main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        return content.replace(main, b"http://purl.oclc.org/ooxml/spreadsheetml/main")

    assert cells(repacked(book(PARTNERS), data=change)) == PARTNERS[1:]


def test_names_with_backslashes_in_the_package_are_read(book):
    path = repacked(book(PARTNERS), name=lambda part: part.replace("/", "\\"))
    with zipfile.ZipFile(path) as package:
        assert "xl\\workbook.xml" in package.namelist()
    assert cells(path) == PARTNERS[1:]


def test_totals_notes_and_headings_once_more_are_no_records(book):
    rows = [
        ["Name", "Country", "Shipments per year"],
        ["Rowan Casting", "US", 12],
        ["Name", "Country", "Shipments per year"],
        ["Total Quality Logistics", None, None],
        ["Total", "FR", 3],
        ["Total", None, 59],
        ["Printed 11/28/2026 by JDOE", None, None],
        ["Page 1 of 2", None, None],
    ]
    assert odd(book(rows)) == {
        3: "The row repeats the headings",
        6: "The row is a total, not a record",
        7: "The row is a note of the report, not a record",
        8: "The row is a note of the report, not a record",
    }


@pytest.mark.parametrize("name", ["list.xls", "list.xlsx"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_web_page_called_xls_says_what_to_do(text, name, mark):
    path = text(mark + b"<html><body><table><tr><th>Name</th></tr></table>", name=name)
    with pytest.raises(Problem) as caught:
        read_sheet(path)
    assert caught.value.line() == (
        f"{name} is a web page or XML, not a list. "
        "Open it in Excel and save it as .xlsx, then import that."
    )


def test_one_wrong_byte_re_encodes_nothing(text):
    lines = "Name,City\nPeñón,Mérida\nÉpicerie,Montréal\n".encode()
    sheet = read_sheet(text(lines + "Müller,Köln\n".encode("cp1252") + "Trä,Ö\n".encode()))
    assert [list(row) for row in sheet.rows] == [
        ["Peñón", "Mérida"],
        ["Épicerie", "Montréal"],
        ["Müller", "Köln"],
        ["Trä", "Ö"],
    ]
    assert sheet.encoding == "utf-8"
    assert "line 4 was read as cp1252" in sheet.remarks[0]


def test_a_guess_says_which_encoding_was_used(text):
    sheet = read_sheet(text("Name,City\nMüller,Köln\n", "cp1252"))
    assert "were read as cp1252, which is a guess" in sheet.remarks[0]
    assert read_sheet(text("Name,City\nMüller,Köln\n")).remarks == ()


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@me",
    "\t=1",
    "\r=1",
    "  =1",
    "＝1+1",
    "＋1",
    "－1",
    "＠me",
    "'=1",
    "\tplain",
    "\rplain",
]


@pytest.mark.parametrize("cell", FORMULAS)
@pytest.mark.parametrize("end", [".csv", ".xlsx"])
def test_what_could_be_calculated_is_written_as_text_and_comes_back(tmp_path, cell, end):
    path = tmp_path / f"list{end}"
    write_list(path, "List", ["Name", "City"], [(cell, "x")], date(2026, 1, 2))
    (row,) = read_sheet(path).rows
    assert str(row[0]).strip() == cell.strip()


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_of_a_csv_begins_with_what_is_calculated(tmp_path, cell):
    path = tmp_path / "list.csv"
    write_list(path, "List", ["Name", "City"], [(cell, "x")], date(2026, 1, 2))
    written = path.read_bytes().decode("utf-8-sig").split("\r\n", 1)[1]
    assert written.lstrip('"').startswith("'")


@pytest.mark.parametrize("cell", FORMULAS)
def test_every_such_text_is_disarmed_and_rearmed(cell):
    assert disarmed(cell) == f"'{cell}"
    assert rearmed(disarmed(cell)) == cell


def test_a_workbook_of_ours_marks_such_cells_as_text(tmp_path):
    path = tmp_path / "list.xlsx"
    write_list(path, "List", ["Name"], [("=1+1",), ("plain",)], date(2026, 1, 2))
    page = openpyxl.load_workbook(path).active
    assert [page[place].quotePrefix for place in ("A2", "A3")] == [True, False]
