"""The texts a sent questionnaire shows: none of them is ever an answer."""

from collections.abc import Iterator
from functools import cached_property

from ctpat_desktop.catalogue.questionnaires import Question, Questions, Wording, load_words
from ctpat_desktop.catalogue.sendings import (
    DAY,
    FACTS,
    LABELS,
    MARKS,
    QUESTIONNAIRE,
    SIGNER,
    SPOKEN,
    FormKind,
    choices,
    field_names,
    names_of_words,
    rule_words,
)
from ctpat_desktop.exchange.tables.formulas import rearmed
from ctpat_desktop.support.words import filled

_ANSWERS = {"x_hint", "yes", "no", "na"}
_SHEETS = {"questions": "sheet_questions", "signature": "sheet_signature"}


def plain(words: str) -> str:
    """Return words as they are compared: folded, single spaces, no apostrophe of a cell."""
    return " ".join(rearmed(words).casefold().split())


def spoken(words: Wording) -> Iterator[str]:
    """Yield a text as it is shown in each language and in two beside each other."""
    for language in SPOKEN:
        yield " / ".join(dict.fromkeys(words.in_language(part) for part in language.split("+")))


class OwnWords:
    """What the questions of one form show, in every language they may have been sent in."""

    def __init__(self, questions: Questions, kind: FormKind = QUESTIONNAIRE) -> None:
        """Nothing is put together before it is asked for."""
        self.questions, self.kind = questions, kind

    def heading(self, words: str) -> str:
        """Return which column a heading names ("answer", "remark", ...), or ""."""
        return self._headings.get(plain(words), "")

    def signer(self, words: str) -> str:
        """Return which field of the signature a label names, or ""."""
        return self._signers.get(plain(words), "")

    def is_fact(self, words: str) -> bool:
        """Return whether a cell labels one of the facts of the first sheet."""
        return plain(words) in self._facts

    def asked(self, words: str) -> str:
        """Return the key of the question a text asks, or ""."""
        return next(iter(self._asked.get(plain(words), ())), "")

    def asks(self, key: str, words: str) -> bool:
        """Return whether a text is that of one question."""
        return key in self._asked.get(plain(words), ())

    def is_choice(self, words: str) -> bool:
        """Return whether a text is one of the choices some question offers."""
        return plain(words) in self._choices

    def has(self, words: str) -> bool:
        """Return whether a text is one that was sent, and no choice."""
        return plain(words) in self._all

    @cached_property
    def _headings(self) -> dict[str, str]:
        names = ("number", "question", "help", "answer", "remark")
        return {plain(said): name for name in names for said in self._spoken(name)}

    @cached_property
    def _signers(self) -> dict[str, str]:
        pairs = [*zip(SIGNER, LABELS, strict=True), (DAY, "signer_date")]
        return {plain(said): name for name, label in pairs for said in self._spoken(label)}

    @cached_property
    def _facts(self) -> frozenset[str]:
        return frozenset(plain(said) for name in FACTS for said in self._spoken(name))

    @cached_property
    def _asked(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for question in self.questions.questions:
            for said in dict.fromkeys(map(plain, spoken(question.text))):
                found.setdefault(said, []).append(question.key)
        return found

    @cached_property
    def _choices(self) -> frozenset[str]:
        return frozenset(
            plain(said)
            for question in self.questions.questions
            for _, words in choices(question)
            for said in spoken(words)
        )

    @cached_property
    def _all(self) -> frozenset[str]:
        words = {plain(text) for text in self._texts() if text.strip()}
        return frozenset(words - self._choices)

    def _texts(self) -> Iterator[str]:
        questions = self.questions
        yield from field_names(questions)
        yield from MARKS
        titles = [questions.section(question.section).title for question in questions.questions]
        for words in (questions.title, questions.intro, *titles):
            yield from spoken(words)
        for language in SPOKEN:
            yield from self._fixed(language)
        for question in questions.questions:
            yield from spoken(question.text)
            yield from self._helps(question)

    def _spoken(self, name: str) -> Iterator[str]:
        return (self.kind.word(name, language) for language in SPOKEN)

    def _fixed(self, language: str) -> Iterator[str]:
        names = {key: self.kind.word(word, language) for key, word in _SHEETS.items()}
        for name in names_of_words():
            if name in _ANSWERS:
                continue
            said = self.kind.word(name, language)
            yield said
            yield filled(said, names)

    def _helps(self, question: Question) -> Iterator[str]:
        """Yield the explanation of a question as the workbook shows it, whole and line by line."""
        for language in SPOKEN:
            parts = language.split("+")
            told = [" / ".join(dict.fromkeys(question.help.in_language(part) for part in parts))]
            if question.only_if:
                told.append(rule_words(question.only_if, self.questions, language))
            told.append(
                " / ".join(
                    dict.fromkeys(load_words()["file_hint_xlsx"].in_language(p) for p in parts)
                )
            )
            for size in range(1, len(told) + 1):
                yield "\n".join(told[:size])
            yield "\n".join([told[0], told[-1]])
            yield from told
            yield "\n".join(told[1:])
