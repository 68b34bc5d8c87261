"""What is read from returned workbooks, filled in by different programs."""

import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from random import Random

import openpyxl
import pytest
from openpyxl.comments import Comment

from ctpat_desktop.catalogue.questionnaires import Wording
from ctpat_desktop.catalogue.sendings import MARKS
from ctpat_desktop.exchange.questionnaires.answers import decode, read_day
from ctpat_desktop.exchange.questionnaires.form_xlsx import questionnaire_xlsx
from ctpat_desktop.exchange.questionnaires.reader import read_returned
from ctpat_desktop.exchange.questionnaires.returned import Unreadable
from tests.exchange.questionnaires.returning import FACTORY, filled_workbook, sending, workbook

BOOK = workbook()
SHEET = openpyxl.load_workbook(BytesIO(BOOK)).worksheets[1]
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


@pytest.mark.parametrize("words", ["Site", "What you see", "Who walked"])
def test_what_only_the_form_of_a_walk_shows_is_an_answer(words):
    assert read(filled_workbook(BOOK, {"PQ-06": words})).answers == {"PQ-06": words}


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


def moved(change, answers=WORDS, data=BOOK, **more):
    return read(filled_workbook(data, answers, change=change, **more))


MOVES = {
    "a column before the code": lambda book: book.worksheets[1].insert_cols(1),
    "a column before the answers": lambda book: book.worksheets[1].insert_cols(5),
    "two columns between": lambda book: book.worksheets[1].insert_cols(4, 2),
    "the explanations gone": lambda book: book.worksheets[1].delete_cols(4),
    "the codes gone": lambda book: book.worksheets[1].delete_cols(1),
}


@pytest.mark.parametrize("change", MOVES.values(), ids=MOVES)
def test_answers_are_found_by_heading_and_code_wherever_they_were_moved(change):
    found = moved(change)
    told = "columns were moved or added; answers were found by their headings"
    assert (found.answers, found.beside, found.altered[0]) == (ANSWERS, (), told)


def test_a_row_added_above_changes_nothing():
    found = moved(lambda book: book.worksheets[1].insert_rows(1, 3))
    assert (found.answers, found.altered, found.beside) == (ANSWERS, (), ())


def test_our_explanation_in_the_column_of_answers_is_no_answer():
    def copy(book):
        sheet = book.worksheets[1]
        for row in sheet.iter_rows(min_row=3):
            row[4].value = row[3].value

    assert moved(copy, {}).answers == {}


def test_an_answer_typed_beside_its_cell_is_read_and_told():
    def beside(book):
        sheet = book.worksheets[1]
        at = next(row[0].row for row in sheet.iter_rows() if row[0].value == "PQ-06")
        sheet.cell(at, 8).value = "Ana Lima"

    found = moved(beside, {})
    place = next(row[0].row for row in SHEET.iter_rows() if row[0].value == "PQ-06")
    assert (found.answers, found.altered) == (
        {"PQ-06": "Ana Lima"},
        (f"PQ-06 was answered in Questions!H{place}",),
    )


def test_words_beside_a_filled_answer_are_told():
    def beside(book):
        book.worksheets[1]["H4"].value = "See our letter"

    assert moved(beside).beside == ("Questions!H4 “See our letter”",)


def test_words_on_a_sheet_of_their_own_are_told():
    def add(book):
        book.create_sheet("Notes")["B2"].value = "We check every week"

    assert moved(add).beside == ("Notes!B2 “We check every week”",)


def test_words_on_the_sheet_of_instructions_are_told():
    def add(book):
        book.worksheets[0]["D5"].value = "We check every week"

    assert moved(add).beside == ("Consignes!D5 “We check every week”",)


def test_a_comment_on_a_cell_is_told():
    def add(book):
        book.worksheets[1]["E4"].comment = Comment("We check every week", "Ana")

    assert "We check every week" in moved(add).beside[0]


def test_two_answers_to_one_question_are_told():
    def twice(book):
        sheet = book.worksheets[1]
        last = sheet.max_row + 1
        sheet.cell(last, 1).value, sheet.cell(last, 5).value = "PQ-04", "Non"

    assert "PQ-04 is there twice: “Oui” and “Non”" in moved(twice).altered


TICKS = ["ü", "þ", "✓", "✔", "x", "X", "☒", "☑", "sí", "oui", "yes", "1", 1, True, "[x]", "✔️"]


@pytest.mark.parametrize("tick", TICKS)
def test_a_tick_is_known_however_it_is_typed(tick):
    found = moved(None, {"PQ-11 visits": tick, "PQ-25 na": tick})
    assert (found.answers, found.unclear) == ({"PQ-11": "visits", "PQ-25": "na"}, ())


@pytest.mark.parametrize("words", ["no", "0", 0, False, "-", "☐"])
def test_a_line_left_open_is_no_tick(words):
    found = moved(None, {"PQ-11 visits": words})
    assert (found.answers, found.unclear) == ({}, ())


@pytest.mark.parametrize("words", ["P", "perhaps", "○", "?", "×"])
def test_an_unknown_tick_is_unclear_and_not_lost(words):
    found = moved(None, {"PQ-11 visits": words, "PQ-11 contracts": "x"})
    assert (found.answers, found.unclear) == ({"PQ-11": "contracts"}, ("PQ-11",))
    assert f"“{words}”" in found.content["PQ-11"][1]


def test_options_written_in_one_cell_are_read():
    offered = FACTORY.question("PQ-11").options[:2]
    both = "; ".join(option.text.fr for option in offered)
    assert moved(None, {"PQ-11": both}).answers == {
        "PQ-11": ";".join(option.value for option in offered)
    }


def test_not_applicable_beside_an_answer_is_unclear():
    found = moved(None, {"PQ-53": 45, "PQ-53 na": "x"})
    assert found.unclear == ("PQ-53",)


LOOSE = [chr(0x41 + at) * 3 + " said so" for at in range(26)]


def shaken(rng, book):
    """Shift, insert, delete and rename at random; return which rows of questions are left."""
    sheet = book.worksheets[1]
    for _ in range(rng.randint(1, 5)):
        act = rng.choice(["rows", "columns", "title", "gone", "heading", "swap", "code"])
        if act == "rows":
            sheet.insert_rows(rng.randint(1, sheet.max_row), rng.randint(1, 3))
        elif act == "columns":
            sheet.insert_cols(rng.randint(1, 7), rng.randint(1, 2))
        elif act == "title":
            rng.choice(book.worksheets).title = f"Sheet {rng.randint(1, 10**6)}"
        elif act == "gone":
            sheet.delete_rows(rng.randint(3, sheet.max_row), rng.randint(1, 3))
        elif act == "heading":
            sheet.cell(rng.randint(1, 3), rng.randint(1, 7)).value = "Antwort"
        elif act == "swap":
            one, other = rng.sample(range(1, 8), 2)
            for row in range(1, sheet.max_row + 1):
                first, second = sheet.cell(row, one), sheet.cell(row, other)
                first.value, second.value = second.value, first.value
        else:
            sheet.cell(rng.randint(3, sheet.max_row), 1).value = None


@pytest.mark.parametrize("seed", range(40))
def test_no_answer_is_lost_or_taken_from_our_texts_however_a_workbook_is_shaken(seed):
    rng = Random(seed)
    texts = [q.key for q in FACTORY.questions if q.kind in ("text", "file")]
    given = dict(zip(texts, LOOSE, strict=False))
    book = openpyxl.load_workbook(BytesIO(filled_workbook(BOOK, given)))
    shaken(rng, book)
    left = {cell for row in book.worksheets[1].values for cell in row if cell in LOOSE}
    out = BytesIO()
    book.save(out)
    found = read(out.getvalue())
    assert set(found.answers.values()) <= set(LOOSE)
    assert all(given[key] == words for key, words in found.answers.items())
    remarks = " ".join(reply.remark for reply in found.replies)
    told = " ".join([*found.answers.values(), remarks, *found.beside, *found.altered])
    assert [words for words in left if words not in told] == []


def test_braces_and_signs_of_a_formula_in_users_texts_are_sent_as_they_are():
    words = {"text": Wording("=Do you {seal} 100%?"), "help": Wording("-{x}")}
    asked = replace(FACTORY.question("PQ-01"), **words)
    intro = Wording("Braces {} {0} {questions} and 100% %s.")
    questions = replace(FACTORY, intro=intro, questions=(asked,), title=Wording("+{title}"))
    sent = replace(sending("en", receiver="@{partner}"), questions=questions)
    book = openpyxl.load_workbook(BytesIO(questionnaire_xlsx(sent)))
    cells = [str(cell) for sheet in book for row in sheet.values for cell in row if cell]
    assert {"'=Do you {seal} 100%?", "'-{x}", "'+{title}", "'@{partner}"} <= set(cells)
    assert "Braces {} {0} {questions} and 100% %s." in cells


def test_a_disarmed_question_is_known_again():
    asked = replace(FACTORY.questions[3], text=Wording("=Do you {seal}?"))
    questions = replace(FACTORY, questions=(asked,))
    data = questionnaire_xlsx(replace(sending("en"), questions=questions))
    back = read_returned(filled_workbook(data, {asked.key: "Yes"}), "x.xlsx")
    found = decode(back, questions)
    assert (found.answers, found.altered, found.beside) == ({asked.key: "yes"}, (), ())


def test_another_workbook_is_not_taken_for_a_questionnaire():
    out = BytesIO()
    openpyxl.Workbook().save(out)
    assert "is not a form" in refused(out.getvalue())


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
