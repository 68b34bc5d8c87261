"""A questionnaire or site walk as a workbook: yellow cells to fill in, everything else locked.

The sheets are found by position, not by name: their names are in the receiver's language.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from ctpat_desktop.catalogue.questionnaires import AnswerKind, Question
from ctpat_desktop.catalogue.sendings import (
    DAY,
    Sending,
    choices,
    has_na_tick,
    remark_field,
    rule_words,
    tick_field,
)
from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.exchange.tables.formulas import disarmed
from ctpat_desktop.support.words import filled

DATA_SHEET = "ctpat"
LIST_SHEET = "lists"
FIRST_ROW = 2
"""Rows above the first question of the sheet of questions, from 0."""

ID, NUMBER, QUESTION, HELP, ANSWER, REMARK = range(6)
"""The columns of the sheet of questions."""

SIGN_LABEL, SIGN_VALUE, SIGN_ID = range(3)
"""The columns of the signature sheet."""


def questionnaire_xlsx(sending: Sending) -> bytes:
    """Return the workbook of one sending; nothing is written to the disk on the way."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False})
    made = datetime(sending.sent_on.year, sending.sent_on.month, sending.sent_on.day)
    book.set_properties(
        {
            "title": printable(sending.text_of(sending.questions.title)),
            "author": printable(sending.company),
            "keywords": sending.mark,
            "created": made,
        }
    )
    pen = _Pen(book, sending, _looks(book))
    pen.instructions()
    pen.questions()
    pen.signature()
    pen.marks()
    book.close()
    return out.getvalue()


def shown(text: str) -> str:
    """Return a text as a cell shows it: printable, and nothing a spreadsheet would calculate."""
    return disarmed(printable(text))


def _looks(book: Any) -> dict[str, Any]:
    plain = {"text_wrap": True, "valign": "top"}
    fill = {**plain, "locked": False, "bg_color": "#FFF8D6", "border": 1, "border_color": "#B9A85A"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "font_color": "#173A5E"}),
        "head": book.add_format(
            {"bold": True, "bg_color": "#E3EAF1", "font_color": "#173A5E", "bottom": 1, **plain}
        ),
        "section": book.add_format({"bold": True, "font_size": 13, "font_color": "#173A5E"}),
        "text": book.add_format(plain),
        "bold": book.add_format({"bold": True, **plain}),
        "quiet": book.add_format({"font_color": "#5D6B79", **plain}),
        "fill": book.add_format({**fill, "num_format": "@"}),
        "date": book.add_format({**fill, "num_format": "yyyy-mm-dd", "align": "left"}),
        "number": book.add_format({**fill, "align": "left"}),
        "tick": book.add_format({**fill, "align": "center", "num_format": "@"}),
    }


@dataclass
class _Pen:
    """Writes the sheets of one workbook."""

    book: Any
    sending: Sending
    looks: dict[str, Any]
    lists: dict[tuple[str, ...], str] = field(default_factory=dict)
    row: int = FIRST_ROW

    def instructions(self) -> None:
        """Write who asks whom and how to fill in."""
        sending, looks = self.sending, self.looks
        sheet = self._sheet("sheet_instructions", [26, 110])
        sheet.write_string(0, 0, shown(sending.text_of(sending.questions.title)), looks["title"])
        facts = sending.facts()
        for at, (name, value) in enumerate(facts, 2):
            sheet.write_string(at, 0, sending.word(name), looks["quiet"])
            sheet.write_string(at, 1, shown(value), looks["text"])
        names = {
            "questions": sending.word("sheet_questions"),
            "signature": sending.word("sheet_signature"),
        }
        told = ["how_xlsx_1", "how_2", "how_3", "how_xlsx_4", "how_xlsx_6"]
        lines = [shown(sending.text_of(sending.questions.intro))]
        lines += [filled(sending.word(name), names) for name in told]
        for at, line in enumerate(lines, 3 + len(facts)):
            sheet.write_string(at, 1, line, looks["text"])
            sheet.set_row(at, 15 * (1 + len(line) // 105))

    def questions(self) -> None:
        """Write all questions with their cells to fill in."""
        sending, looks = self.sending, self.looks
        sheet = self._sheet("sheet_questions", [14, 12, 62, 46, 34, 44])
        sheet.set_column(ID, ID, None, None, {"hidden": True})
        sheet.freeze_panes(FIRST_ROW, 0)
        sheet.write_string(
            0, NUMBER, shown(sending.text_of(sending.questions.title)), looks["title"]
        )
        heads = ("number", "question", "help", "answer", "remark")
        for column, name in enumerate(heads, NUMBER):
            sheet.write_string(1, column, sending.word(name), looks["head"])
        section = None
        for number, question in enumerate(sending.questions.questions, 1):
            if question.section != section:
                section = question.section
                title = sending.text_of(sending.questions.section(section).title)
                sheet.write_string(self.row, NUMBER, shown(title), looks["section"])
                self.row += 1
            self._question(sheet, number, question)

    def signature(self) -> None:
        """Write the cells of the signature."""
        sending, looks = self.sending, self.looks
        sheet = self._sheet("sheet_signature", [34, 70, 16])
        sheet.set_column(SIGN_ID, SIGN_ID, None, None, {"hidden": True})
        sheet.write_string(0, 0, sending.word("signature_title"), looks["title"])
        sheet.merge_range(1, 0, 1, 1, sending.word("signature_words"), looks["text"])
        sheet.set_row(1, 48)
        for at, (name, label) in enumerate(sending.signers(), 3):
            sheet.write_string(at, SIGN_LABEL, label, looks["text"])
            look = "date" if name == DAY else "fill"
            _fill(sheet, (at, SIGN_VALUE), sending.values.get(name, ""), looks[look])
            sheet.write_string(at, SIGN_ID, name, looks["quiet"])

    def marks(self) -> None:
        """Write the hidden sheets: by what the file is recognized, and the lists."""
        sheet = self.book.add_worksheet(DATA_SHEET)
        for at, (name, value) in enumerate(self.sending.marks().items()):
            sheet.write_string(at, 0, name)
            sheet.write_string(at, 1, value)
        sheet.protect()
        sheet.very_hidden()
        listed = self.book.add_worksheet(LIST_SHEET)
        for column, values in enumerate(self.lists):
            for at, value in enumerate(values):
                listed.write_string(at, column, shown(value))
        listed.protect()
        listed.very_hidden()

    def _sheet(self, name: str, widths: list[int]) -> Any:
        sheet = self.book.add_worksheet(self.sending.word(name)[:31].replace("/", "-"))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.protect("", {"format_rows": True, "format_columns": True})
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _question(self, sheet: Any, number: int, question: Question) -> None:
        sending, looks = self.sending, self.looks
        told = [sending.text_of(question.help)] if question.help.en else []
        if question.only_if:
            told.append(rule_words(question.only_if, sending.questions, sending.language))
        if question.kind is AnswerKind.FILE:
            told.append(sending.word("file_hint_xlsx"))
        badge = f"{number}" + (f"\n{sending.word('must')}" if question.must else "")
        text = shown(sending.text_of(question.text))
        sheet.write_string(self.row, ID, question.key, looks["quiet"])
        sheet.write_string(self.row, NUMBER, badge, looks["quiet"])
        sheet.write_string(self.row, QUESTION, text, looks["bold"])
        sheet.write_string(self.row, HELP, shown("\n".join(told)), looks["quiet"])
        self._answer(sheet, question)
        remark = sending.values.get(remark_field(question.key), "")
        _fill(sheet, (self.row, REMARK), remark, looks["fill"])
        high = max(len(text) // 52 + 1, _lines(told), _lines(remark.splitlines()), 2)
        sheet.set_row(self.row, 15 * high + 3)
        self.row += 1
        if question.kind is AnswerKind.MULTI_CHOICE:
            for value, words in choices(question):
                self._tick(sheet, tick_field(question.key, value), sending.text_of(words))
        if has_na_tick(question):
            self._tick(sheet, tick_field(question.key, "na"), sending.word("na"))

    def _tick(self, sheet: Any, name: str, words: str) -> None:
        looks = self.looks
        sheet.write_string(self.row, ID, name, looks["quiet"])
        sheet.write_string(self.row, QUESTION, shown(f"    {words}"), looks["text"])
        sheet.write_blank(self.row, ANSWER, None, looks["tick"])
        sheet.data_validation(self.row, ANSWER, self.row, ANSWER, self._list(("x",)))
        self.row += 1

    def _answer(self, sheet: Any, question: Question) -> None:
        at = (self.row, ANSWER, self.row, ANSWER)
        found = choices(question)
        if question.kind is AnswerKind.MULTI_CHOICE:
            sheet.write_string(self.row, ANSWER, self.sending.word("choose_all"))
            return
        look = {AnswerKind.DATE: "date", AnswerKind.NUMBER: "number"}.get(question.kind, "fill")
        words = {value: self.sending.text_of(text) for value, text in found}
        first = self.sending.values.get(question.key, "")
        _fill(sheet, (self.row, ANSWER), words.get(first, first), self.looks[look])
        if found:
            sheet.data_validation(*at, self._list(tuple(words.values())))
        elif question.kind is AnswerKind.DATE:
            day = datetime(1990, 1, 1)
            rule = {"validate": "date", "criteria": ">=", "value": day, "error_type": "warning"}
            rule["input_message"] = self.sending.word("date_hint")[:255]
            sheet.data_validation(*at, rule)

    def _list(self, values: tuple[str, ...]) -> dict[str, Any]:
        """Return a rule that offers these values from the hidden sheet of lists."""
        if values not in self.lists:
            column = xlsxwriter.utility.xl_col_to_name(len(self.lists))
            self.lists[values] = f"={LIST_SHEET}!${column}$1:${column}${len(values)}"
        return {"validate": "list", "source": self.lists[values], "error_type": "stop"}


def _lines(texts: Iterable[str]) -> int:
    """Return how many lines texts take in a cell of the columns that explain and remark."""
    return sum(len(line) // 42 + 1 for line in texts)


def _fill(sheet: Any, cell: tuple[int, int], words: str, look: Any) -> None:
    """Leave a cell to be filled in, with what stands in it already."""
    if words:
        sheet.write_string(*cell, shown(words), look)
    else:
        sheet.write_blank(*cell, None, look)
