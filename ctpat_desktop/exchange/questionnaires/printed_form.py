"""Finds words in the boxes of a form that was printed or flattened: to be shown, never taken.

What a page prints has no boxes any more, so this goes by the words between the heads of two
questions, less the words that were sent there.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from ctpat_desktop.catalogue.questionnaires import AnswerKind, Question, Questions, Wording, word
from ctpat_desktop.catalogue.sendings import (
    QUESTIONNAIRE,
    REFERENCE,
    SPOKEN,
    FormKind,
    choices,
    mark_in,
    rule_words,
)

MOST = 300
"""Characters of one answer that are shown."""
_OFTEN = 3
"""A line that stands on so many pages is of their frame."""


def printed_words(
    lines: Sequence[str], questions: Questions, kind: FormKind = QUESTIONNAIRE
) -> dict[str, str]:
    """Return what stands in a printed form beside what was sent, by the key of the question."""
    known = {question.key: question for question in questions.questions}
    ends = {kind.word("signature_title", language) for language in SPOKEN}
    often = Counter(line.strip() for line in lines)
    blocks: dict[str, list[str]] = {}
    current = ""
    for line in lines:
        bare = line.strip()
        key = _head(line)
        if key in known or bare in ends:
            current = key
        elif current and not _is_frame(bare) and not (" · " in bare and often[bare] >= _OFTEN):
            blocks.setdefault(current, []).extend(bare.split())
    sent = {key: partial(_sent, known[key], questions, kind) for key in blocks}
    found = {key: _rest(words, sent[key])[:MOST] for key, words in blocks.items()}
    return {key: words for key, words in found.items() if words}


def _head(line: str) -> str:
    """Return the key in the line over a question, such as "12 · PQ-06 · Must"."""
    match = re.match(r"\s*\d+\s*·\s*([A-Za-z0-9_-]+)\s*(?:·|$)", line)
    return match[1] if match else ""


def _is_frame(line: str) -> bool:
    """Return whether a line is of the frame of a page: the request, or the number of the page."""
    if mark_in(line) or REFERENCE.search(line):
        return True
    pages = (re.escape(word("page_of", language)) for language in SPOKEN)
    patterns = (page.replace(r"\{n\}", r"\d+").replace(r"\{all\}", r"\d+") for page in pages)
    return any(re.fullmatch(pattern, line) for pattern in patterns)


def _rest(words: list[str], sent: Callable[[str], Iterator[str]]) -> str:
    """Return the words without those sent, in the language in which the two differ least."""
    tried = (_less(words, sent(language)) for language in SPOKEN)
    return " ".join(min(tried, key=lambda one: len(one[0]) + one[1])[0])


def _less(words: list[str], sent: Iterator[str]) -> tuple[list[str], int]:
    """Return the words that were not sent, and how many of those sent are not there."""
    counts = Counter(part for text in sent for part in text.split())
    rest = []
    for each in words:
        if counts[each] > 0:
            counts[each] -= 1
        else:
            rest.append(each)
    return rest, sum(count for count in counts.values() if count > 0)


def _sent(question: Question, questions: Questions, kind: FormKind, language: str) -> Iterator[str]:
    """Yield the texts between the head of a question and the next one, as they are printed."""
    for words in (question.text, question.help, _next_title(question, questions)):
        yield from (words.in_language(part) for part in dict.fromkeys(language.split("+")))
    if question.only_if:
        yield from (rule_words(question.only_if, questions, part) for part in language.split("+"))
    names = {
        AnswerKind.TEXT: "answer",
        AnswerKind.DATE: "date_hint",
        AnswerKind.NUMBER: "number_hint",
        AnswerKind.FILE: "file_hint",
        AnswerKind.MULTI_CHOICE: "choose_all",
    }
    for name in ("remark", "na", *filter(None, [names.get(question.kind)])):
        yield kind.word(name, language)
    for _, said in choices(question):
        yield " / ".join(dict.fromkeys(said.in_language(part) for part in language.split("+")))


def _next_title(question: Question, questions: Questions) -> Wording:
    """Return the title that follows where the next question is of another section."""
    at = questions.questions.index(question)
    after = questions.questions[at + 1 : at + 2]
    is_last = not after or after[0].section == question.section
    return Wording() if is_last else questions.section(after[0].section).title
