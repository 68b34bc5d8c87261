"""Answers read from workbooks and lists: which column is what, and what each row says."""

import datetime
from io import BytesIO

import openpyxl
import pytest

from ctpat_desktop.exchange.profile.found import ReadingOptions
from ctpat_desktop.support.errors import Problem
from tests.exchange.profile.known import read, words


def book(**sheets):
    """Return a workbook with these rows by sheet."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    data = BytesIO()
    made.save(data)
    return data.getvalue()


def listed(*lines, encoding="utf-8"):
    return "\r\n".join(lines).encode(encoding)


def csv(*lines, **more):
    return read(listed(*lines), "profile.csv", **more)


def test_a_list_with_every_column():
    found = csv(
        "MSC #;Our response;Status;Responsible;Review date;Evidence;Site",
        '4.1;"We lock.',
        "",
        'Always.";Yes;Jane Doe;2025-03-01;a.pdf;Dock',
    )
    (row,) = found.answers
    assert (row.criterion, row.narrative, row.status, row.owner, row.reviewed_on) == (
        "4.1",
        "We lock.\n\nAlways.",
        "Yes",
        "Jane Doe",
        "2025-03-01",
    )
    assert (row.evidence, row.site, row.row) == (("a.pdf",), "Dock", 2)


@pytest.mark.parametrize(
    "heads",
    [
        "No.,Answer",
        "Criterion number,What we do",
        "Criterio,Respuesta",
        "Número de criterio,Nuestra respuesta",
        "Critère,Réponse",
        "Numéro du critère,Notre réponse",
        "Item,Description",
        "Anything,Response",
    ],
)
def test_headings_in_three_languages(heads):
    assert words(csv(heads, "4.1,We lock.", '"4,2",Daily.')) == {"4.1": "We lock.", "4.2": "Daily."}


def test_the_column_of_numbers_is_the_one_that_holds_them():
    found = csv("No.,Criteria,Description,Response", "1,4.1 Lock,They want,We do", "2,4.2,x,Yes")
    assert words(found) == {"4.1": "We do", "4.2": "Yes"}
    assert found.ignored == ("No.", "Description")


def test_headings_can_be_named():
    options = ReadingOptions(maps=(("answer", "Zulu"), ("number", "ref")))
    assert words(csv("Ref,Answer,Zulu", "4.1,no,yes", options=options)) == {"4.1": "yes"}
    with pytest.raises(Problem, match="has no column “Yankee”"):
        csv("Ref,Answer", "4.1,no", options=ReadingOptions(maps=(("answer", "Yankee"),)))
    with pytest.raises(Problem, match="“word” is no field"):
        csv("Ref,Answer", "4.1,no", options=ReadingOptions(maps=(("word", "Answer"),)))


def test_rows_that_name_no_criterion_are_said():
    found = csv("MSC,Answer", "4.1,One", ",Two", "Total,7", ",8", "4.2,Three")
    assert words(found) == {"4.1": "One\n\nTwo", "4.2": "Three"}
    assert [(row.row, row.text) for row in found.remarks] == [
        (3, "This row has no number; its words were added to 4.1."),
        (4, "“Total” is no number of a criterion; the row was not read."),
        (5, "This row has no number; it was not read."),
    ]


def test_a_workbook_with_a_sheet_per_chapter():
    data = book(
        Cover=[["Acme"], ["Security profile"]],
        Cyber=[["Chapter 4"], [], ["MSC", "Response"], ["4.1", "One"], ["4.2", "Two"]],
        Seals=[["MSC", "Response"], ["6.1", "Three"]],
        Actions=[["Criterion", "Status"], ["6.1", "Done"]],
    )
    found = read(data, "profile.xlsx")
    assert words(found) == {"4.1": "One", "4.2": "Two", "6.1": "Three"}
    assert found.answers[2].place == "sheet “Seals”, row 2"
    assert "sheet “Cover”, sheet “Actions”" in found.remarks[0].text
    assert words(read(data, "profile.xlsx", ReadingOptions("seals"))) == {"6.1": "Three"}
    with pytest.raises(Problem, match="has no sheet “Doors”"):
        read(data, "profile.xlsx", ReadingOptions("Doors"))


def test_numbers_stored_as_numbers_and_days():
    rows = [["MSC", "Answer", "Reviewed"]]
    rows += [[float(f"4.{at}"), f"N{at}", datetime.date(2025, 1, at)] for at in range(1, 10)]
    rows += [[4.1, "ten", None], [datetime.datetime(2025, 3, 4), "lost", None]]
    found = read(book(Only=rows), "profile.xlsx")
    assert words(found)["4.10"] == "ten"
    assert words(found)["4.1"] == "N1"
    assert found.answers[0].reviewed_on == datetime.date(2025, 1, 1)
    assert [row.text for row in found.remarks] == [
        "The number 4.1 after 4.9 was read as 4.10.",
        "“2025-03-04” is a day, not a number; write the numbers as text. The row was not read.",
    ]


def test_a_number_stays_where_the_sheet_has_the_other_as_text():
    rows = [["MSC", "Answer"], [4.9, "nine"], [4.1, "one"], ["4.10", "ten"]]
    found = read(book(Profile=rows), "profile.xlsx")
    assert words(found) == {"4.9": "nine", "4.1": "one", "4.10": "ten"}
    assert found.remarks == ()


def test_a_list_of_statuses_alone_says_that_there_are_no_answers():
    found = csv("MSC,Status", "4.1,Yes")
    assert found.answers[0].status == "Yes"
    assert "No column holds the answers themselves" in found.remarks[0].text


def test_old_letters_and_formulas_that_were_disarmed():
    data = listed("Critère;Réponse", "4.1;'=Règle été;", encoding="cp1252")
    assert words(read(data, "profile.csv")) == {"4.1": "=Règle été"}


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (listed("Name,Country", "Acme,US"), "a.csv", "holds no answers"),
        (book(Only=[["Name"], ["Acme"]]), "a.xlsx", "holds no answers"),
        (book(Only=[["MSC", "Answer"], ["4.1", "=1+1"]]), "a.xlsx", "formulas are not stored"),
        (b"PK\x03\x04" + bytes(300), "a.xlsx", "damaged"),
        (b"<html><table><tr><td>4.1</td></tr></table></html>", "a.xls", "web page"),
        (listed("MSC,Answer", '4.1,"never closed'), "a.csv", "never closed"),
    ],
)
def test_what_holds_no_answers_is_refused_in_one_sentence(data, name, message):
    with pytest.raises(Problem, match=message):
        read(data, name)


def test_the_headings_are_told_where_none_fits():
    with pytest.raises(Problem) as told:
        csv("Colour,Size", "red,4")
    assert "“Colour”, “Size”" in told.value.hint
