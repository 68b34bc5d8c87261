"""Turns the fields of a returned file into answers to the questions that were asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ctpat_desktop.catalogue.edition import LANGUAGES
from ctpat_desktop.catalogue.questionnaires import AnswerKind, Question, Questions, Wording
from ctpat_desktop.catalogue.sendings import (
    MARKS,
    choices,
    field_names,
    has_na_tick,
    remark_field,
    tick_field,
)
from ctpat_desktop.exchange.returned import Attached, Raw

_TICKED = frozenset({"x", "yes", "1", "true", "✓", "✔", "on", "oui", "sí", "si", "ja"})
_DAY = re.compile(r"(\d{1,4})\s*[-./\s年]\s*(\d{1,2})\s*[-./\s月]\s*(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Reply:
    """One question with what the partner said; `value` as stored, `is_clear` if it fits."""

    key: str
    value: str
    remark: str
    is_clear: bool = True


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned questionnaire against the questions as they were sent.

    `missing` are the questions that concern this partner and have no answer, `unclear` those
    whose answer does not fit its kind, `altered` says in words what is not as it was sent.
    """

    reference: str
    edition: str
    checksum: str
    origin: str
    replies: tuple[Reply, ...]
    signer: str
    signer_title: str
    signed_on: date | None
    missing: tuple[str, ...]
    unclear: tuple[str, ...]
    altered: tuple[str, ...]
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
    replies = tuple(_reply(raw, question) for question in questions.questions)
    given = {reply.key: reply.value for reply in replies}
    asked = questions.asked(given)
    return Returned(
        reference=raw.marks.get("request", ""),
        edition=raw.marks.get("edition", ""),
        checksum=raw.marks.get("checksum", ""),
        origin=raw.marks.get("origin", ""),
        replies=replies,
        signer=raw.fields.get("signer name", "").strip(),
        signer_title=raw.fields.get("signer title", "").strip(),
        signed_on=read_day(raw.fields.get("signer date", "")),
        missing=tuple(question.key for question in asked if not given[question.key]),
        unclear=tuple(reply.key for reply in replies if not reply.is_clear),
        altered=tuple(_altered(raw, questions)),
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


def _reply(raw: Raw, question: Question) -> Reply:
    remark = raw.fields.get(remark_field(question.key), "").strip()
    if has_na_tick(question) and _is_ticked(raw, tick_field(question.key, "na")):
        return Reply(question.key, "na", remark)
    if question.kind is AnswerKind.MULTI_CHOICE:
        ticked = [
            option.value
            for option in question.options
            if _is_ticked(raw, tick_field(question.key, option.value))
        ]
        return Reply(question.key, ";".join(ticked), remark)
    given = raw.fields.get(question.key, "").strip()
    value, is_clear = _fitted(question, given)
    return Reply(question.key, value, remark, is_clear)


def _is_ticked(raw: Raw, name: str) -> bool:
    return raw.fields.get(name, "").strip().casefold() in _TICKED


def _fitted(question: Question, given: str) -> tuple[str, bool]:
    """Return the answer as stored and whether it fits its kind; unclear ones stay as typed."""
    if not given:
        return "", True
    if question.kind in (AnswerKind.YES_NO, AnswerKind.CHOICE):
        value = next((value for value, said in _said(question) if said == _plain(given)), "")
        return (value, True) if value else (given, False)
    if question.kind is AnswerKind.DATE:
        day = read_day(given)
        return (day.isoformat(), True) if day else (given, False)
    if question.kind is AnswerKind.NUMBER:
        match = re.search(r"\d+(?:[.,]\d+)?", given)
        return (match.group().replace(",", "."), True) if match else (given, False)
    return given, True


def _said(question: Question) -> Iterator[tuple[str, str]]:
    """Yield every way to say one of the choices: its value, and its words in any language."""
    for value, words in choices(question):
        yield value, value
        said = [_plain(getattr(words, language)) for language in LANGUAGES]
        for text in said:
            yield value, text
        yield value, f"{said[0]} / {said[1]}"
        yield value, f"{said[0]} / {said[2]}"


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _altered(raw: Raw, questions: Questions) -> Iterator[str]:
    """Yield in words what of the form itself is not as it was sent."""
    names = field_names(questions) - set(MARKS)
    foreign = sorted(set(raw.fields) - names) if raw.kind == "pdf" else []
    gone = sorted(name for name in names - set(raw.fields) if " " not in name)
    if foreign:
        yield f"fields were added: {', '.join(foreign[:5])}"
    if gone:
        yield f"questions were removed: {', '.join(gone[:5])}"
    for key, text in raw.texts.items():
        question = questions.question(key)
        if question is not None and _plain(text) not in _texts(question.text):
            yield f"the text of question {key} was changed"
        elif question is None and " " not in key:
            yield f"a question was added: {key}"


def _texts(words: Wording) -> set[str]:
    said = [_plain(getattr(words, language)) for language in LANGUAGES]
    return {*said, f"{said[0]} / {said[1]}", f"{said[0]} / {said[2]}"}
