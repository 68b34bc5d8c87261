"""Finds the answers in the cells of a returned workbook, wherever they were moved to.

Columns are known by their headings, rows by the code of their question or by its text. A text
that was sent is never an answer, and no word that was not sent is left unnamed.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ctpat_desktop.catalogue.questionnaires import AnswerKind, Question, Questions, load_words
from ctpat_desktop.catalogue.sendings import (
    MARKS,
    SIGNER,
    FormKind,
    choices,
    field_names,
    has_na_tick,
    remark_field,
    tick_field,
)
from ctpat_desktop.exchange.questionnaires.own_words import OwnWords, plain, spoken
from ctpat_desktop.exchange.questionnaires.returned import Grid
from ctpat_desktop.support.language import tr

SHOWN = 60
"""Characters of a cell that a reason shows."""
AS_SENT = {"question": 2, "help": 3, "answer": 4, "remark": 5}
"""The columns of the sheet of questions as it is sent."""

Columns = Mapping[str, int]


@dataclass
class SheetAnswers:
    """What the sheets say: fields by name, what is not as sent, and words beside the answers."""

    fields: dict[str, str] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    def note(self, words: str) -> None:
        """Say once what is not as it was sent."""
        if words not in self.odd:
            self.odd.append(words)


def find_answers(sheets: Mapping[str, Grid], questions: Questions, kind: FormKind) -> SheetAnswers:
    """Return what the sheets hold, each answer by the field it belongs to."""
    finder = _Finder(OwnWords(questions, kind))
    for name, grid in sheets.items():
        finder.look(name, grid)
    return finder.answers


class _Finder:
    """Looks through the sheets of one workbook."""

    def __init__(self, own: OwnWords) -> None:
        self.questions, self.own, self.answers = own.questions, own, SheetAnswers()
        questions = own.questions
        keys = {question.key for question in questions.questions}
        remarks = {remark_field(key) for key in keys}
        self.codes = (field_names(questions) | keys) - remarks - {*SIGNER, *MARKS}

    def look(self, name: str, grid: Grid) -> None:
        """Take what one sheet holds."""
        if all(self._is_listed(cell) for row in grid for cell in row if cell):
            return  # the choices the lists of the workbook offer
        ids = _column_of(grid, self.codes.__contains__)
        if ids is not None or _column_of(grid, lambda cell: bool(self.own.asked(cell))) is not None:
            _QuestionSheet(self, name, grid, ids).take()
            return
        for at, row in enumerate(grid, 1):
            if not self.signature(name, at, row):
                self._other(name, at, row)

    def signature(self, name: str, at: int, row: list[str]) -> bool:
        """Take a row of the signature page: the first word in it that was not sent."""
        labels = [cell if cell in SIGNER else self.own.signer(cell) for cell in row]
        key = next((cell for cell in row if cell in SIGNER), "") or next(filter(None, labels), "")
        if not key:
            return False
        said = [pair for pair in enumerate(row) if pair[1] and not self.own.has(pair[1])]
        if said and not self.answers.fields.get(key):
            self.answers.fields[key] = said.pop(0)[1]
        self.beside(name, at, said)
        return True

    def _other(self, name: str, at: int, row: list[str]) -> None:
        """Name the words in a row without question or signature; a fact stands by its label."""
        facts = {column + 1 for column, cell in enumerate(row) if self.own.is_fact(cell)}
        cells = [pair for pair in enumerate(row) if pair[1] and pair[0] not in facts]
        self.beside(name, at, [pair for pair in cells if not self.own.has(pair[1])])

    def _is_listed(self, cell: str) -> bool:
        return cell == "x" or self.own.is_choice(cell)

    def beside(self, name: str, row: int, cells: list[tuple[int, str]]) -> None:
        """Name cells with words that belong to no answer."""
        for column, cell in cells:
            place = f"{name}!{_letters(column)}{row}"
            self.answers.beside.append(f"{place} “{_short(cell)}”")


class _QuestionSheet:
    """One sheet with questions."""

    def __init__(self, finder: _Finder, name: str, grid: Grid, ids: int | None) -> None:
        self.finder, self.own, self.answers = finder, finder.own, finder.answers
        self.name, self.grid, self.ids = name, grid, ids
        self.head, self.columns = self._headings()
        self.current: Question | None = None

    def take(self) -> None:
        """Take all rows; say where the sheet is not as it was sent."""
        moved = self.ids != 0 or any(
            column != AS_SENT[name] for name, column in self.columns.items() if name in AS_SENT
        )
        if moved:
            self.answers.note(
                tr("columns were moved or added; answers were found by their headings")
            )
        unmarked = {
            "answer": tr("the column of answers is not marked by one heading"),
            "remark": tr("the column of remarks is not marked by one heading"),
        }
        for name in unmarked:
            if name not in self.columns:
                self.answers.note(unmarked[name])
        for at, row in enumerate(self.grid):
            if at != self.head:
                self._row(at + 1, row)
            else:
                said = [pair for pair in enumerate(row) if pair[1] and not self.own.has(pair[1])]
                self.finder.beside(self.name, at + 1, said)

    def _headings(self) -> tuple[int, Columns]:
        """Return the row of the headings and the column of each; two of a kind are none."""
        best: tuple[int, dict[str, int]] = (-1, {})
        for at, row in enumerate(self.grid):
            names = [self.own.heading(cell) for cell in row]
            once = {name: names.index(name) for name in names if name and names.count(name) == 1}
            if len(once) > max(len(best[1]), 1):
                best = (at, once)
        return best

    def _row(self, at: int, row: list[str]) -> None:
        name = self._field(row)
        texts = [(column, cell) for column, cell in enumerate(row) if cell]
        if not name:
            if not self.finder.signature(self.name, at, row):
                rest = [pair for pair in texts if not self._is_sent(*pair)]
                self.finder.beside(self.name, at, rest)
            return
        question = self.finder.questions.question(name)
        self.current = question or self.current
        taken = self._taken(row)
        others = [pair for pair in texts if pair[0] not in taken and not self._is_sent(*pair)]
        rest = [pair for pair in others if not (question and self._is_badge(question, pair[1]))]
        self._enter(name, "answer", taken, rest, at)
        if question is not None:
            self._enter(remark_field(name), "remark", taken, rest, at)
        else:
            rest += [(c, cell) for c, cell in taken.items() if c == self.columns.get("remark")]
        self.finder.beside(self.name, at, rest)

    def _field(self, row: list[str]) -> str:
        """Return the field a row belongs to, by its code or by its text; "" where there is none."""
        code = row[self.ids] if self.ids is not None and self.ids < len(row) else ""
        asked = {cell: self.own.asked(cell) for cell in row if self.own.asked(cell)}
        if code in self.finder.codes:
            is_question = self.finder.questions.question(code) is not None
            if is_question and not any(self.own.asks(code, cell) for cell in asked):
                self.answers.note(tr("the text of question {code} was changed").format(code=code))
            return code
        if code and not self.own.has(code):
            self.answers.note(tr("a question was added: {code}").format(code=_short(code)))
        key = next(iter(asked.values()), "") or self._tick_by_words(row)
        if key and not code:
            self.answers.note(
                tr("codes of questions are gone; their answers were found by the texts")
            )
        return key

    def _tick_by_words(self, row: list[str]) -> str:
        """Return the tick of the question above whose words stand in a row without a code."""
        question = self.current
        if question is None:
            return ""
        column = self.columns.get("question")
        cells = row if column is None else row[column : column + 1]
        words = {plain(cell) for cell in cells if cell}
        offered = choices(question) if question.kind is AnswerKind.MULTI_CHOICE else ()
        na = (("na", load_words()["na"]),) if has_na_tick(question) else ()
        for value, wording in (*offered, *na):
            if words & {plain(said) for said in spoken(wording)}:
                return tick_field(question.key, value)
        return ""

    def _taken(self, row: list[str]) -> dict[int, str]:
        """Return the cells of the columns of answers and remarks that hold no text of ours."""
        places = (self.columns.get(name, len(row)) for name in ("answer", "remark"))
        cells = {place: row[place] for place in places if place < len(row) and row[place]}
        return {
            place: cell
            for place, cell in cells.items()
            if cell not in self.finder.codes and not self.own.has(cell)
        }

    def _is_sent(self, column: int, cell: str) -> bool:
        """Return whether a cell holds what was sent: a code, a number, a text, a choice to tick."""
        if cell in self.finder.codes or self.own.has(cell):
            return True
        question = self.columns.get("question")
        if self.own.is_choice(cell):
            return column == (AS_SENT["question"] if question is None else question)
        return False

    def _is_badge(self, question: Question, cell: str) -> bool:
        """Return whether a cell is the number of its question, with or without "Must"."""
        first, _, rest = cell.partition("\n")
        number = self.finder.questions.questions.index(question) + 1
        return first == str(number) and (not rest or self.own.has(rest))

    def _enter(
        self,
        name: str,
        column: str,
        taken: dict[int, str],
        rest: list[tuple[int, str]],
        at: int,
    ) -> None:
        """Enter one field; where its cell is empty, one other word in the row is its answer."""
        fields = self.answers.fields
        said = taken.get(self.columns.get(column, -1), "")
        if not said and column == "answer" and len(rest) == 1 and not fields.get(name):
            place, said = rest.pop()
            self.answers.note(
                tr("{name} was answered in {sheet}!{column}{row}").format(
                    name=name, sheet=self.name, column=_letters(place), row=at
                )
            )
        before = fields.get(name, "")
        if said and before and said != before:
            self.answers.note(
                tr("{name} is there twice: “{one}” and “{other}”").format(
                    name=name, one=_short(before), other=_short(said)
                )
            )
        fields[name] = before or said


def _column_of(grid: Grid, is_so: Callable[[str], bool]) -> int | None:
    """Return the column in which most cells are of a kind; None where none is."""
    counts = Counter(column for row in grid for column, cell in enumerate(row) if is_so(cell))
    return max(counts, key=lambda column: (counts[column], -column)) if counts else None


def _letters(column: int) -> str:
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
