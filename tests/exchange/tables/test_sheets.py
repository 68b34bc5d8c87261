"""Lists are read as they were written, in every usual encoding, separator and layout."""

from datetime import date, datetime

import openpyxl
import pytest

from ctpat_desktop.exchange.tables.sheets import read_sheet
from ctpat_desktop.exchange.tables.workbook_marks import marks_of
from ctpat_desktop.exchange.tables.workbooks import _items
from ctpat_desktop.support.errors import Problem


def written(tmp_path, data, name="list.csv"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


WESTERN = "Nom;Pays;Ville\nSociété Générale;Côte d'Ivoire;Yaoundé\nPeña Logística;España;Ávila\n"
JAPANESE = "会社名,国,市\n山田運輸株式会社,日本,東京\nトヨタ物流,日本,名古屋\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (WESTERN, "utf-8"),
        (WESTERN, "utf-8-sig"),
        (WESTERN, "utf-16"),
        (WESTERN, "utf-16-le"),
        (WESTERN, "utf-16-be"),
        (WESTERN, "utf-32"),
        (WESTERN, "cp1252"),
        (WESTERN, "mac_roman"),
        (JAPANESE, "cp932"),
        (JAPANESE, "utf-8"),
        ("公司,国家\n深圳市物流有限公司,中国\n上海国际货运代理公司,中国\n", "gb18030"),
        ("Nazwa;Kraj\nŻółć Łódź;Polska\nŚwięty Źródło;Polska\n", "cp1250"),
        ("Имя;Страна\nРусские перевозки;Россия\n", "cp1251"),
    ],
)
def test_encodings_are_told_apart(tmp_path, text, encoding):
    sheet = read_sheet(written(tmp_path, text.encode(encoding)))
    separator = ";" if ";" in text else ","
    lines = [tuple(line.split(separator)) for line in text.splitlines()]
    assert [sheet.headers, *map(tuple, sheet.rows)] == lines


def test_one_accent_is_enough(tmp_path):
    sheet = read_sheet(written(tmp_path, "name,city\nCafé,París\n".encode("cp1252")))
    assert list(sheet.rows[0]) == ["Café", "París"]


def test_a_chosen_encoding_is_used(tmp_path):
    path = written(tmp_path, "name,city\nCafé,París\n".encode("mac_roman"))
    assert list(read_sheet(path, encoding="mac_roman").rows[0]) == ["Café", "París"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(tmp_path, separator, end):
    lines = ["Name|Notes|Country", '"Yard ""A"""|"one, two; three"|MX', "B||CA"]
    text = end.join(line.replace("|", separator) for line in lines) + end
    sheet = read_sheet(written(tmp_path, text.encode()))
    assert sheet.headers == ("Name", "Notes", "Country")
    assert [list(row) for row in sheet.rows] == [
        ['Yard "A"', "one, two; three", "MX"],
        ["B", "", "CA"],
    ]


def test_line_ends_inside_cells_stay(tmp_path):
    sheet = read_sheet(written(tmp_path, b'Name,Notes\r\nA,"first\r\nsecond"\r\n'))
    assert list(sheet.rows[0]) == ["A", "first\nsecond"]


def test_a_separator_that_is_said(tmp_path):
    sheet = read_sheet(written(tmp_path, b"sep=;\r\nName;City\r\nA, B;C, D\r\n"))
    assert (sheet.headers, list(sheet.rows[0]), sheet.numbers[0]) == (
        ("Name", "City"),
        ["A, B", "C, D"],
        3,
    )


def test_headings_are_found_under_a_title(tmp_path):
    path = tmp_path / "list.xlsx"
    book = openpyxl.Workbook()
    for row in (["Our partners 2026"], [], ["Name", "City", "Since"], ["A", "B", date(2020, 1, 2)]):
        book.active.append(row)
    book.save(path)
    sheet = read_sheet(path)
    assert (sheet.headers, sheet.numbers[0]) == (("Name", "City", "Since"), 4)
    assert list(sheet.rows[0])[:2] == ["A", "B"]


def test_known_words_find_the_headings(tmp_path):
    text = "Report,of,all\nmade,by,us\nName,City,Kind\nA,B,C\n"
    sheet = read_sheet(written(tmp_path, text.encode()), known=("name", "city"))
    assert (sheet.headers, len(sheet.rows)) == (("Name", "City", "Kind"), 1)


def test_empty_rows_are_left_out_and_numbers_kept(tmp_path):
    sheet = read_sheet(written(tmp_path, b"Name,City\nA,B\n\n,\nC,D\n"))
    assert list(sheet.numbers) == [2, 5]


def test_dates_numbers_and_text_of_a_workbook_keep_their_kind(tmp_path):
    path = tmp_path / "list.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Name", "Day", "Count", "Code"])
    book.active.append(["=1+1", datetime(2026, 3, 12), 12, "007"])
    book.active["A2"].data_type = "s"
    book.save(path)
    name, day, count, code = read_sheet(path).rows[0]
    assert (name, count, code) == ("=1+1", 12, "007")
    assert (day.year, day.month, day.day) == (2026, 3, 12)


def test_a_hidden_sheet_is_passed_over(tmp_path):
    path = tmp_path / "list.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Secret"])
    book.active.sheet_state = "hidden"
    seen = book.create_sheet("Seen")
    seen.append(["Name"])
    seen.append(["A"])
    book.active = 1
    book.save(path)
    assert read_sheet(path).headers == ("Name",)


def test_a_workbook_called_csv_is_read_as_what_it_is(tmp_path):
    path = tmp_path / "list.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Name"])
    book.active.append(["A"])
    book.save(path)
    sheet = read_sheet(path.rename(tmp_path / "list.csv"))
    assert (sheet.kind, sheet.headers) == ("xlsx", ("Name",))


def test_our_own_apostrophe_is_taken_away_again(tmp_path):
    sheet = read_sheet(written(tmp_path, b"Name,Phone,Note\n'=1+1,'+1 555,'twas\n''=x,-5,@me\n"))
    assert [list(row) for row in sheet.rows] == [
        ["=1+1", "+1 555", "'twas"],
        ["'=x", "-5", "@me"],
    ]


def test_only_headings_are_an_empty_list(tmp_path):
    assert list(read_sheet(written(tmp_path, b"Name,City\n")).rows) == []


def test_too_many_rows_are_refused(tmp_path):
    path = written(tmp_path, b"Name\n" + b"A\n" * 11)
    with pytest.raises(Problem, match="more than 10 rows"):
        read_sheet(path, most_rows=10)


def test_guarded_texts_of_a_column_that_repeats_itself_lose_their_guard(tmp_path):
    path, book = tmp_path / "list.xlsx", openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Name", "Zip", "Cargo", "Mixed"])
    for number in range(6):
        sheet.append([f"P{number}", '="02138"', True, (1, True, "1", 1.5, "=", None)[number]])
        sheet.cell(number + 2, 2).data_type = "s"
        if number == 4:
            sheet.cell(number + 2, 4).data_type = "s"
    sheet.append(['="P 6"', "02139", False, "x"])
    sheet.cell(8, 1).data_type = "s"
    book.save(path)
    rows = [tuple(row) for row in read_sheet(path).rows]
    assert rows == [
        ("P0", "02138", True, 1.0),
        ("P1", "02138", True, True),
        ("P2", "02138", True, "1"),
        ("P3", "02138", True, 1.5),
        ("P4", "02138", True, "="),
        ("P5", "02138", True, ""),
        ("P 6", "02139", False, "x"),
    ]
    assert [type(row[3]) for row in rows[:3]] == [float, bool, str]


@pytest.mark.parametrize(("mark", "closed"), [("si", "si"), ("x:si", "x:si"), ("si ", "si")])
def test_shared_texts_are_found_however_they_are_written(mark, closed):
    text = f"<sst><{mark}><t>one</t></{closed}><{mark}><t>three</t></{closed}></sst>".encode()
    lengths = [len(item) for item in _items(text)]
    assert len(lengths) == 2
    assert lengths[1] - len("</sst>") == lengths[0] + 2


@pytest.mark.parametrize(
    ("cell", "unstored"),
    [
        (b'<c r="A1"><v>1</v></c>', ()),
        (b'<c r="A1"><f>1+1</f></c>', ("A1",)),
        (b'<c r="A1"><x:f>1+1</x:f></c>', ("A1",)),
    ],
)
def test_formulas_without_result_are_found_however_they_are_written(cell, unstored):
    assert marks_of(b"<sheetData>" + cell + b"</sheetData>", {}).unstored == unstored


@pytest.mark.parametrize("quote", ["'", '"'])
def test_cells_in_error_are_found_however_they_are_written(quote):
    cell = f"<c r={quote}A1{quote} t = {quote}e{quote}><v>#REF!</v></c>".encode()
    assert marks_of(cell, {}).shown == {(0, 0): "#REF!"}
