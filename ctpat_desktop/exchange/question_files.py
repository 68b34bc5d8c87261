"""Reads and writes the questions of a training as TOML or XLSX.

A file is read as a whole or not at all: the first mistake is named with its row and column.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue.courses import Question
from ctpat_desktop.exchange.child_process import run_limited
from ctpat_desktop.exchange.files import whole_file
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.exchange.tables.lists import write_list
from ctpat_desktop.exchange.tables.sheets import read_sheet
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.workspace.failures import reason

MOST_CHOICES, MOST_QUESTIONS = 8, 100
LARGEST = 2 * 2**20
"""Bytes of the largest TOML file that is read; app default."""
SECONDS, MEGABYTES = 20.0, 500
HEADS = ("Question", *(f"Choice {number}" for number in range(1, MOST_CHOICES + 1)), "Right", "Why")
_KEYS = {"words": "Question", "choices": "Choice 1", "right": "Right", "why": "Why"}
_NUMBER = re.compile(r"\d+")


def read(path: Path) -> tuple[Question, ...]:
    """Return the questions of a file; Problem names the first row and column that is wrong."""
    ending = path.suffix.lower()
    if ending == ".toml":
        return _from_toml(path)
    if ending in (".xlsx", ".csv"):
        return _from_sheet(path)
    raise Problem(
        tr("{name} is neither TOML nor a spreadsheet.").format(name=path.name),
        tr("Choose a file that ends in .toml, .xlsx or .csv."),
    )


def write(path: Path, questions: Sequence[Question], today: date) -> ExportResult:
    """Write questions as the ending of the name says; with none, an example to write over."""
    rows = questions or (EXAMPLE,)
    if path.suffix.lower() == ".toml":
        with whole_file(path, tr("The file")) as part:
            part.write_text("\n".join(map(_toml, rows)), encoding="utf-8")
        return ExportResult(path, None, ntr("{n} question", "{n} questions", len(rows)))
    cells = [_cells(row) for row in rows]
    return write_list(path, tr("Questions"), HEADS, cells, today)


EXAMPLE = Question(
    "When is an empty container inspected?",
    ("Before it is loaded", "After it is sealed", "When the driver asks for it"),
    (1,),
    "After loading the walls and the floor are hidden.",
)


def numbers(text: object) -> tuple[int, ...]:
    """Return the numbers in a cell such as "2" or "1, 3", each once."""
    return tuple(dict.fromkeys(map(int, _NUMBER.findall(str(text)[:200]))))


def _from_sheet(path: Path) -> tuple[Question, ...]:
    sheet = read_sheet(path, HEADS)
    at = {str(head).strip().casefold(): place for place, head in enumerate(sheet.headers)}
    for head in ("Question", "Choice 1", "Choice 2", "Right"):
        if head.casefold() not in at:
            raise _refusal(path, tr("the column “{name}” is missing").format(name=head))
    rows = [
        (number, {head: _text(cells, at.get(head.casefold())) for head in HEADS})
        for number, cells in zip(sheet.numbers, sheet.rows, strict=True)
    ]
    return _checked(path, tr("row"), rows)


def _text(cells: Sequence[Any], place: int | None) -> str:
    value = cells[place] if place is not None else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _from_toml(path: Path) -> tuple[Question, ...]:
    data = run_limited(
        _parsed, path.absolute(), seconds=SECONDS, megabytes=MEGABYTES, name=path.name
    )
    found = data.get("question")
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise _refusal(path, tr("it has no [[question]]"))
    rows = [(number, _named(path, number, row)) for number, row in enumerate(found, 1)]
    return _checked(path, tr("question"), rows)


def _parsed(path: Path) -> dict[str, Any]:
    """Read a TOML file; runs in a process of its own."""
    try:
        if not path.is_file():
            raise Problem(tr("{name} is not a file.").format(name=path.name))
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise Problem(
            tr("{name} cannot be read: {reason}.").format(name=path.name, reason=reason(error))
        ) from error
    if len(data) > LARGEST:
        raise _refusal(path, tr("it is larger than {n} MB").format(n=LARGEST // 2**20))
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise _refusal(path, str(error).splitlines()[0].rstrip(".")) from error


def _named(path: Path, number: int, row: Mapping[str, Any]) -> dict[str, str]:
    """Return one question of a TOML file by the columns of a sheet."""
    for key in row:
        if key not in _KEYS:
            raise _at(path, f"{tr('question')} {number}", key, tr("there is no such key"))
    choices = row.get("choices", [])
    if not isinstance(choices, list) or len(choices) > MOST_CHOICES:
        words = tr("it must be a list of 2 to {n} texts").format(n=MOST_CHOICES)
        raise _at(path, f"{tr('question')} {number}", "choices", words)
    named = dict.fromkeys(HEADS, "")
    named |= {f"Choice {place}": str(words).strip() for place, words in enumerate(choices, 1)}
    named["Question"] = str(row.get("words", "")).strip()
    named["Right"] = str(row.get("right", ""))
    named["Why"] = str(row.get("why", "")).strip()
    return named


def _checked(
    path: Path, what: str, rows: Iterable[tuple[int, Mapping[str, str]]]
) -> tuple[Question, ...]:
    found = tuple(_question(path, f"{what} {number}", row) for number, row in rows)
    if not found:
        raise _refusal(path, tr("it holds no question"))
    if len(found) > MOST_QUESTIONS:
        raise _refusal(path, tr("it holds more than {n} questions").format(n=MOST_QUESTIONS))
    return found


def _question(path: Path, where: str, row: Mapping[str, str]) -> Question:
    """Return one question; Problem names the column that is wrong."""
    cells = [row[f"Choice {place}"] for place in range(1, MOST_CHOICES + 1)]
    choices = [" ".join(cell.split()) for cell in cells if cell]
    if not row["Question"]:
        raise _at(path, where, "Question", tr("it is empty"))
    for place, cell in enumerate(cells[: len(choices)], 1):
        if not cell:
            raise _at(path, where, f"Choice {place}", tr("it is empty"))
    if len(choices) < 2:
        raise _at(path, where, f"Choice {len(choices) + 1}", tr("two choices are the least"))
    right = numbers(row["Right"])
    if not right:
        raise _at(path, where, "Right", tr("it names no number"))
    for number in right:
        if not 1 <= number <= len(choices):
            words = tr("there is no choice {n} (1 to {last})").format(n=number, last=len(choices))
            raise _at(path, where, "Right", words)
    if len(right) == len(choices):
        raise _at(path, where, "Right", tr("every choice is right, so nothing is asked"))
    return Question(" ".join(row["Question"].split()), tuple(choices), right, row["Why"])


def _at(path: Path, where: str, column: str, words: str) -> Problem:
    return _refusal(path, f"{where}, “{column}”: {words}")


def _refusal(path: Path, words: str) -> Problem:
    return Problem(
        f"{path.name}: {words}.", tr("Nothing was imported. Mend the file and import it again.")
    )


def _cells(row: Question) -> list[str]:
    choices = [*row.choices, *[""] * (MOST_CHOICES - len(row.choices))]
    return [row.words, *choices[:MOST_CHOICES], ", ".join(map(str, row.right)), row.why]


def _toml(row: Question) -> str:
    choices = ",\n".join(f"  {_quoted(words)}" for words in row.choices)
    right = ", ".join(map(str, row.right))
    lines = (
        "[[question]]",
        f"words = {_quoted(row.words)}",
        f"choices = [\n{choices},\n]",
        f"right = [{right}]",
        f"why = {_quoted(row.why)}",
    )
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return a TOML string on one line."""
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(letter for letter in plain if letter.isprintable()) + '"'
