"""Turns the fields of a returned file into answers to the questions that were asked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ctpat_desktop.catalogue.edition import LANGUAGES
from ctpat_desktop.catalogue.questionnaires import AnswerKind, Question, Questions, load_words
from ctpat_desktop.catalogue.sendings import (
    DAY,
    MARKS,
    NAME,
    choices,
    field_names,
    has_na_tick,
    kind_of,
    remark_field,
    tick_field,
)
from ctpat_desktop.exchange.questionnaires.own_words import plain
from ctpat_desktop.exchange.questionnaires.returned import LONGEST, Attached, Raw
from ctpat_desktop.exchange.questionnaires.returned_sheets import SheetAnswers, find_answers
from ctpat_desktop.exchange.questionnaires.tick_marks import is_open, is_tick
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

_DAY = re.compile(r"(\d{1,4})\s*[-./\s年]\s*(\d{1,2})\s*[-./\s月]\s*(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Reply:
    """One question with what was answered; `value` as stored, `is_clear` if it fits."""

    key: str
    value: str
    remark: str
    is_clear: bool = True


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned questionnaire against the questions as they were sent.

    `missing` are the questions that are asked and have no answer, `unclear` those
    whose answer does not fit its kind, `altered` says in words what is not as it was sent,
    `beside` are words that stand in no place for an answer. `signed_as` is the day of signing as
    it was typed; `signed_on` is None where it may be two days.
    """

    reference: str
    edition: str
    checksum: str
    origin: str
    replies: tuple[Reply, ...]
    signer: str
    signer_title: str
    signed_on: date | None
    signed_as: str
    missing: tuple[str, ...]
    unclear: tuple[str, ...]
    altered: tuple[str, ...]
    beside: tuple[str, ...] = ()
    attached: tuple[Attached, ...] = ()

    @property
    def answers(self) -> dict[str, str]:
        """The answers by key, without the empty ones."""
        return {reply.key: reply.value for reply in self.replies if reply.value}

    @property
    def content(self) -> dict[str, tuple[str, str]]:
        """Answers and remarks by key, to compare two returns."""
        said = (reply for reply in self.replies if reply.value or reply.remark)
        return {reply.key: (reply.value, reply.remark) for reply in said}


def decode(raw: Raw, questions: Questions) -> Returned:
    """Return the answers of a returned file to the questions as they were sent."""
    kind = kind_of(raw.marks.get("request", ""))
    found = (
        find_answers(dict(raw.sheets), questions, kind)
        if raw.sheets
        else SheetAnswers(dict(raw.fields))
    )
    said = found.fields
    if any(len(words) > LONGEST for words in said.values()):
        raise Problem(
            tr("One of its answers is longer than a book."), tr("Look at the file yourself.")
        )
    replies = tuple(_reply(said, question) for question in questions.questions)
    given = {reply.key: reply.value for reply in replies}
    asked = questions.asked(given)
    return Returned(
        reference=raw.marks.get("request", ""),
        edition=raw.marks.get("edition", ""),
        checksum=raw.marks.get("checksum", ""),
        origin=raw.marks.get("origin", ""),
        replies=replies,
        signer=said.get(NAME, "").strip(),
        signer_title=said.get("signer title", "").strip(),
        signed_on=read_day(said.get(DAY, "")),
        signed_as=said.get(DAY, "").strip(),
        missing=tuple(question.key for question in asked if not given[question.key]),
        unclear=tuple(reply.key for reply in replies if not reply.is_clear),
        altered=(*_altered(said, questions, raw.kind == "pdf"), *raw.odd, *found.odd),
        beside=(*raw.beside, *found.beside),
        attached=raw.attached,
    )


def read_day(words: str) -> date | None:
    """Return the day in a text such as 2026-03-31, 2026/3/31 or 31.03.2026; None if unclear."""
    match = _DAY.search(words)
    if match is None:
        return None
    first, middle, last = (int(part) for part in match.groups())
    if first < 1000 <= last:
        # 03/04/2026 may be March or April: only a day above 12 tells.
        if middle > 12:
            first, middle, last = last, first, middle
        elif first > 12 or first == middle:
            first, last = last, first
        else:
            return None
    try:
        return date(first, middle, last)
    except ValueError:
        return None


def _reply(fields: Mapping[str, str], question: Question) -> Reply:
    remark = fields.get(remark_field(question.key), "").strip()
    given = fields.get(question.key, "").strip()
    na = fields.get(tick_field(question.key, "na"), "") if has_na_tick(question) else ""
    odd: list[str] = []
    if question.kind is AnswerKind.MULTI_CHOICE:
        value, odd = _ticked(fields, question, given)
        is_clear = not odd
    else:
        value, is_clear = _fitted(question, given)
    if is_tick(na) and not value and is_clear:
        return Reply(question.key, "na", remark)
    if not is_open(na):
        odd.append(f"{load_words()['na'].en}: “{na}”")
    told = [remark, *(f"[{words}]" for words in odd)]
    return Reply(question.key, value, " ".join(filter(None, told)), is_clear and not odd)


def _ticked(fields: Mapping[str, str], question: Question, typed: str) -> tuple[str, list[str]]:
    """Return the options that are ticked or named, and in words what is unclear about others."""
    chosen, unclear = set[str](), list[str]()
    for option in question.options:
        mark = fields.get(tick_field(question.key, option.value), "")
        if is_tick(mark):
            chosen.add(option.value)
        elif not is_open(mark):
            unclear.append(f"{option.text.en}: “{mark}”")
    known = {words: value for value, words in _spellings(question)}
    for part in filter(None, map(str.strip, re.split(r"[;\n]", typed))):
        pieces = [part] if plain(part) in known else part.split(",")
        values = {known.get(plain(piece), "") for piece in pieces}
        if "" in values:
            unclear.append(f"“{part}”")
        chosen |= values - {""}
    ordered = (option.value for option in question.options if option.value in chosen)
    return ";".join(ordered), unclear


def _fitted(question: Question, typed: str) -> tuple[str, bool]:
    """Return the answer as stored and whether it fits its kind; unclear ones stay as typed."""
    if not typed:
        return "", True
    if question.kind in (AnswerKind.YES_NO, AnswerKind.CHOICE):
        value = next((value for value, said in _spellings(question) if said == plain(typed)), "")
        return (value, True) if value else (typed, False)
    if question.kind is AnswerKind.DATE:
        day = read_day(typed)
        return (day.isoformat(), True) if day else (typed, False)
    if question.kind is AnswerKind.NUMBER:
        match = re.search(r"\d+(?:[.,]\d+)?", typed)
        return (match.group().replace(",", "."), True) if match else (typed, False)
    return typed, True


def _spellings(question: Question) -> Iterator[tuple[str, str]]:
    """Yield every way to say one of the choices: its value, and its words in any language."""
    for value, words in choices(question):
        yield value, value
        said = [plain(getattr(words, language)) for language in LANGUAGES]
        for text in said:
            yield value, text
        yield value, f"{said[0]} / {said[1]}"
        yield value, f"{said[0]} / {said[2]}"


def _altered(fields: Mapping[str, str], questions: Questions, is_form: bool) -> Iterator[str]:
    """Yield in words what of the form itself is not as it was sent."""
    names = field_names(questions) - set(MARKS)
    foreign = sorted(set(fields) - names) if is_form else []
    gone = sorted(name for name in names - set(fields) if " " not in name)
    if foreign:
        yield tr("fields were added: {names}").format(names=", ".join(foreign[:5]))
    if gone:
        yield tr("questions were removed: {names}").format(names=", ".join(gone[:5]))
