"""What stands on a sent questionnaire beside its questions, and how its fields are named."""

from dataclasses import dataclass
from datetime import date

from ctpat_desktop.catalogue.edition import LANGUAGES
from ctpat_desktop.catalogue.questionnaires import (
    AnswerKind,
    OnlyIf,
    Question,
    Questions,
    Wording,
    load_words,
    word,
)
from ctpat_desktop.support.words import filled

REQUEST, EDITION, CHECKSUM, ORIGIN = "request", "edition", "checksum", "origin"
MARKS = (REQUEST, EDITION, CHECKSUM, ORIGIN)
"""The hidden fields by which a returned file is recognized."""

SIGNER = ("signer name", "signer title", "signer date", "signer place", "signer signature")
"""The fields of the signature page, in its order."""

FACTS = (
    *("for_partner", "from_company", "request", "edition", "checksum"),
    *("review_year", "sent_on", "due_on"),
)
"""The labels of what stands at the head of a sent questionnaire."""

SPOKEN = (*LANGUAGES, "en+fr", "en+es")
"""The languages a questionnaire can be sent in; two of them stand side by side."""

PREFIX = "CTPAT-Q"
"""How the mark on every page and in the metadata begins."""


@dataclass(frozen=True, slots=True)
class Sending:
    """One questionnaire on its way to one partner."""

    questions: Questions
    reference: str
    origin: str
    company: str
    partner: str
    language: str
    year: int
    sent_on: date
    due_on: date | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The one or two languages."""
        return tuple(self.language.split("+"))

    @property
    def mark(self) -> str:
        """The line by which a page is recognized, also as a square code."""
        checksum = self.questions.checksum[:16]
        return f"{PREFIX}|{self.reference}|{self.questions.edition}|{checksum}|{self.origin}"

    def marks(self) -> dict[str, str]:
        """Return the hidden fields with their values."""
        questions = self.questions
        values = (self.reference, questions.edition, questions.checksum, self.origin)
        return dict(zip(MARKS, values, strict=True))

    def text_of(self, words: Wording) -> str:
        """Return a text in the language of the sending, or in both with a slash."""
        return " / ".join(dict.fromkeys(words.in_language(language) for language in self.languages))

    def word(self, name: str) -> str:
        """Return a fixed word in the language of the sending."""
        return word(name, self.language)


def remark_field(key: str) -> str:
    """Return the name of the field of the remark on a question."""
    return f"{key} remark"


def tick_field(key: str, value: str) -> str:
    """Return the name of the check box of one option, or of "na"."""
    return f"{key} {value}"


def field_names(questions: Questions) -> frozenset[str]:
    """Return the names of all fields a sent form of these questions has."""
    names = {*MARKS, *SIGNER}
    for question in questions.questions:
        names.add(remark_field(question.key))
        if question.kind is AnswerKind.MULTI_CHOICE:
            names.update(tick_field(question.key, option.value) for option in question.options)
        else:
            names.add(question.key)
        if has_na_tick(question):
            names.add(tick_field(question.key, "na"))
    return frozenset(names)


def has_na_tick(question: Question) -> bool:
    """Return whether "not applicable" is a box of its own, not one of the choices."""
    choosing = question.kind in (AnswerKind.CHOICE, AnswerKind.YES_NO)
    return question.allows_na and not choosing


def choices(question: Question) -> tuple[tuple[str, Wording], ...]:
    """Return the values one can choose with their words, in the order of the form."""
    fixed = load_words()
    if question.kind is AnswerKind.YES_NO:
        return tuple((value, fixed[value]) for value in ("yes", "no", "na"))
    found = tuple((option.value, option.text) for option in question.options)
    if question.kind is AnswerKind.CHOICE and question.allows_na:
        return (*found, ("na", fixed["na"]))
    return found


def rule_words(rule: OnlyIf, questions: Questions, language: str) -> str:
    """Return when a question is asked, in words, such as "Only if PQ-01 is: None"."""
    name = {"filled": "only_if_filled", "not": "only_if_not"}.get(rule.rule, "only_if")
    asked = questions.question(rule.key)
    known = dict(choices(asked)) if asked else {}
    values = [known[v].in_language(language) if v in known else v for v in rule.values]
    return filled(word(name, language), {"key": rule.key, "values": "; ".join(values)})
