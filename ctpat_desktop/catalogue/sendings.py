"""What stands on a sent form beside its questions, and how its fields are named.

Questionnaires of partners and walks of sites are sent as the same kind of form.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
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

NAME, DAY = "signer name", "signer date"
SIGNER = (NAME, "signer title", DAY, "signer place", "signer signature")
"""The fields of the signature page, in its order."""
LABELS = ("signer_name", "signer_title", "date_hint", "signer_place", "signer_sign")
"""What stands beside each of them."""

FACTS = (
    *("for_partner", "from_company", "request", "edition", "checksum"),
    *("review_year", "sent_on", "due_on"),
)
"""The labels of what can stand at the head of a sent form."""

SPOKEN = (*LANGUAGES, "en+fr", "en+es")
"""The languages a questionnaire can be sent in; two of them stand side by side."""


@dataclass(frozen=True, slots=True)
class FormKind:
    """What a form is of: the letter its numbers begin with, and how it differs from others.

    `words` is how the names of its own words begin, `unsaid` are facts it does not state, and its
    last page asks for the `signers`. A remark has so many `lines`; choices of short words stand
    side by side.
    """

    letter: str
    words: str = ""
    unsaid: tuple[str, ...] = ()
    signers: tuple[str, ...] = SIGNER
    lines: int = 1
    is_short: bool = False

    @property
    def prefix(self) -> str:
        """How the mark on every page and in the metadata begins."""
        return f"CTPAT-{self.letter}"

    def word(self, name: str, language: str) -> str:
        """Return a fixed word as forms of this kind say it."""
        own = f"{self.words}{name}"
        return word(own if own in load_words() else name, language)


QUESTIONNAIRE = FormKind("Q")
WALK = FormKind("W", "walk_", ("edition", "review_year"), (NAME, DAY), 3, is_short=True)
KINDS = (QUESTIONNAIRE, WALK)

_LETTERS = "".join(kind.letter for kind in KINDS)
REFERENCE = re.compile(rf"[{_LETTERS}]\d\d-[A-Z0-9]{{4}}-[A-Z0-9]{{4}}")
"""How the number of a sent form looks, wherever it is found."""
_MARK = re.compile(rf"CTPAT-[{_LETTERS}]\|")


def mark_in(text: str) -> str:
    """Return the mark of a sent form from where it begins in a text, or ""."""
    found = _MARK.search(text)
    return text[found.start() :].strip() if found else ""


def kind_of(reference: str) -> FormKind:
    """Return what a form is of, by its number."""
    return next((kind for kind in KINDS if reference.startswith(kind.letter)), QUESTIONNAIRE)


def names_of_words() -> list[str]:
    """Return the names of the fixed words; how one kind of form says a word has no name here."""
    own = tuple(kind.words for kind in KINDS if kind.words)
    return [name for name in load_words() if not name.startswith(own)]


@dataclass(frozen=True, slots=True)
class Sending:
    """One form on its way to one receiver: the questionnaire of a partner, the walk of a site.

    `values` is what stands in its fields when it goes out, by the name of the field.
    """

    questions: Questions
    reference: str
    origin: str
    company: str
    receiver: str
    language: str
    year: int
    sent_on: date
    due_on: date | None = None
    kind: FormKind = QUESTIONNAIRE
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The one or two languages."""
        return tuple(self.language.split("+"))

    @property
    def mark(self) -> str:
        """The line by which a page is recognized, also as a square code."""
        checksum = self.questions.checksum[:16]
        edition = self.questions.edition
        return f"{self.kind.prefix}|{self.reference}|{edition}|{checksum}|{self.origin}"

    def marks(self) -> dict[str, str]:
        """Return the hidden fields with their values."""
        questions = self.questions
        values = (self.reference, questions.edition, questions.checksum, self.origin)
        return dict(zip(MARKS, values, strict=True))

    def text_of(self, words: Wording) -> str:
        """Return a text in the language of the sending, or in both with a slash."""
        return " / ".join(dict.fromkeys(words.in_language(language) for language in self.languages))

    def word(self, name: str, language: str = "") -> str:
        """Return a fixed word in the language of the sending, or in another."""
        return self.kind.word(name, language or self.language)

    def signers(self) -> list[tuple[str, str]]:
        """Return the fields of the last page, each with its label."""
        pairs = zip(SIGNER, LABELS, strict=True)
        return [(name, self.word(label)) for name, label in pairs if name in self.kind.signers]

    def facts(self) -> list[tuple[str, str]]:
        """Return what stands at the head: each label with its words."""
        values = (
            self.receiver,
            self.company,
            self.reference,
            self.questions.edition,
            self.questions.checksum[:16],
            str(self.year),
            self.sent_on.isoformat(),
            self.due_on.isoformat() if self.due_on else "",
        )
        pairs = zip(FACTS, values, strict=True)
        return [(name, words) for name, words in pairs if name not in self.kind.unsaid and words]


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
