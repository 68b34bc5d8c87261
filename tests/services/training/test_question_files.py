"""Questions from TOML and XLSX: read whole, or refused with the row and the column."""

import re

import pytest
import xlsxwriter

from ctpat_desktop.exchange import question_files
from ctpat_desktop.services.training import courses
from ctpat_desktop.support.errors import Problem
from tests.services.training.building import DAY

HEADS = ("Question", "Choice 1", "Choice 2", "Choice 3", "Right", "Why")
GOOD = ("Which seal?", "Any", "ISO 17712", "None", 2, "High security.")
TOML = """[[question]]
words = "Which seal?"
choices = ["Any", "ISO 17712"]
right = [2]
why = "High security."
"""


@pytest.fixture
def lesson(scope):
    return courses.lesson(scope, courses.add_model(scope, "seals", "en", None))


def sheet(path, *rows, heads=HEADS):
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for number, cells in enumerate((heads, *rows)):
            page.write_row(number, 0, cells)
    return path


@pytest.mark.parametrize("ending", [".toml", ".xlsx", ".csv"])
def test_what_is_written_is_read_again(tmp_path, lesson, ending):
    path = tmp_path / f"questions{ending}"
    question_files.write(path, lesson.questions, DAY)
    assert question_files.read(path) == lesson.questions


@pytest.mark.parametrize("ending", [".toml", ".xlsx"])
def test_an_empty_training_gets_an_example_to_write_over(tmp_path, ending):
    path = tmp_path / f"template{ending}"
    question_files.write(path, (), DAY)
    assert question_files.read(path) == (question_files.EXAMPLE,)


def test_an_import_takes_the_place_of_what_was_there_in_one_step(tmp_path, scope, lesson):
    path = sheet(tmp_path / "q.xlsx", GOOD)
    assert courses.import_questions(scope, lesson.course.id, path) == 1
    (row,) = courses.lesson(scope, lesson.course.id).questions
    assert (row.words, row.choices, row.right) == (
        "Which seal?",
        ("Any", "ISO 17712", "None"),
        (2,),
    )
    scope.workspace.undo(scope.company_id)
    assert courses.lesson(scope, lesson.course.id).questions == lesson.questions


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("", "a", "b", "", 1, ""), "row 3, “Question”: it is empty."),
        (("Q", "a", "", "", 1, ""), "row 3, “Choice 2”: two choices are the least."),
        (("Q", "a", "", "c", 1, ""), "row 3, “Choice 2”: it is empty."),
        (("Q", "a", "b", "", 3, ""), "row 3, “Right”: there is no choice 3 (1 to 2)."),
        (("Q", "a", "b", "", "b", ""), "row 3, “Right”: it names no number."),
        (("Q", "a", "b", "", "1, 2", ""), "row 3, “Right”: every choice is right"),
    ],
)
def test_a_mistake_in_a_sheet_is_named_and_changes_nothing(tmp_path, scope, lesson, row, words):
    path = sheet(tmp_path / "q.xlsx", GOOD, row)
    before = scope.workspace.tip
    with pytest.raises(Problem, match=re.escape(f"q.xlsx: {words}")) as raised:
        courses.import_questions(scope, lesson.course.id, path)
    assert "\n" not in raised.value.line()
    assert scope.workspace.tip == before


def test_a_missing_column_is_named(tmp_path):
    path = sheet(tmp_path / "q.xlsx", ("Q", "a", "b"), heads=("Question", "Choice 1", "Choice 2"))
    with pytest.raises(Problem, match="the column “Right” is missing"):
        question_files.read(path)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("words =", "word =", "question 1, “word”: there is no such key."),
        ("right = [2]", "right = [3]", "question 1, “Right”: there is no choice 3 (1 to 2)."),
        ('"Any", "ISO 17712"', '"Any"', "question 1, “Choice 2”: two choices are the least."),
        ('["Any", "ISO 17712"]', '"Any"', "question 1, “choices”: it must be a list"),
        ("right = [2]", "right = [", "q.toml: "),
        ("[[question]]", "[question]", "it has no [[question]]."),
    ],
)
def test_a_mistake_in_toml_is_named(tmp_path, old, new, words):
    path = tmp_path / "q.toml"
    path.write_text(TOML.replace(old, new), encoding="utf-8")
    with pytest.raises(Problem, match=re.escape(words)):
        question_files.read(path)


@pytest.mark.parametrize("name", ["q.docx", "none.toml", "none.xlsx"])
def test_a_file_that_is_none_is_refused_in_one_line(tmp_path, name):
    with pytest.raises(Problem) as raised:
        question_files.read(tmp_path / name)
    assert "\n" not in raised.value.line()
