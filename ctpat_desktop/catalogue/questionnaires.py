"""What a partner questionnaire asks: frozen questions, their languages, and what must hold.

A sent request keeps its own copy as plain JSON, so later edits never change what was asked.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue.edition import LANGUAGES, DefinitionError
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.shipped import shipped

NOT_APPLICABLE = "na"
"""The answer of a partner whom a question does not concern."""

OTHER_SECTION = 14
"""The section of questions without a criterion."""

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,29}")
VALUE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")


class AnswerKind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    DATE = "date"
    NUMBER = "number"
    TEXT = "text"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in the three languages."""

    en: str = ""
    fr: str = ""
    es: str = ""

    def in_language(self, language: str) -> str:
        """Return the text in a language; English where it was not translated."""
        return str(getattr(self, language, "")) or self.en

    def missing(self) -> tuple[str, ...]:
        """Return the languages without a text."""
        return tuple(language for language in LANGUAGES if not getattr(self, language).strip())


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose; `points` from 0 (weak) to 1 (good)."""

    value: str
    text: Wording
    points: float = 1.0


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """When a question is asked: a closed rule over the answer of an earlier question.

    `rule` is equals, any_of, not (none of the values) or filled.
    """

    key: str
    rule: str
    values: tuple[str, ...] = ()

    def holds(self, answers: Mapping[str, str]) -> bool:
        """Return whether the question is asked, given the answers so far."""
        given = set(filter(None, answers.get(self.key, "").split(";")))
        if self.rule == "filled":
            return bool(given)
        hits = bool(given & set(self.values))
        return not hits if self.rule == "not" else hits


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `enough` is the months a date may be old, or the number that is full marks."""

    key: str
    kind: AnswerKind
    text: Wording
    help: Wording = Wording()
    section: int = OTHER_SECTION
    criterion: str = ""
    weight: int = 1
    must: bool = False
    allows_na: bool = False
    enough: int | None = None
    roles: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    only_if: OnlyIf | None = None

    @property
    def may_be_na(self) -> bool:
        """True where "not applicable" is an answer."""
        return self.allows_na or self.kind is AnswerKind.YES_NO

    def is_asked(self, answers: Mapping[str, str]) -> bool:
        """Return whether the question concerns a partner with these answers."""
        return self.only_if is None or self.only_if.holds(answers)

    def option(self, value: str) -> Option | None:
        """Return one of the options by its value."""
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of questions."""

    number: int
    title: Wording


@dataclass(frozen=True, slots=True)
class Questions:
    """A whole questionnaire."""

    id: str
    edition: str
    title: Wording
    intro: Wording
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question | None:
        """Return one question by its key."""
        return next((question for question in self.questions if question.key == key), None)

    def section(self, number: int) -> Section:
        """Return one section by number; the last one where there is none of that number."""
        found = (section for section in self.sections if section.number == number)
        return next(found, Section(number, Wording("Further questions")))

    def for_roles(self, roles: tuple[str, ...]) -> "Questions":
        """Return the questionnaire with only the questions these roles are asked.

        A rule about a question that is left out is left out with it.
        """
        kept = [q for q in self.questions if not q.roles or set(q.roles) & set(roles)]
        keys = {question.key for question in kept}
        free = (
            replace(q, only_if=None) if q.only_if and q.only_if.key not in keys else q for q in kept
        )
        return replace(self, questions=tuple(free))

    def asked(self, answers: Mapping[str, str]) -> tuple[Question, ...]:
        """Return the questions that concern a partner with these answers."""
        return tuple(question for question in self.questions if question.is_asked(answers))

    @property
    def checksum(self) -> str:
        """SHA-256 over the canonical JSON, in hexadecimal."""
        return hashlib.sha256(to_json(self).encode()).hexdigest()


@cache
def load_model() -> Questions:
    """Read the shipped model questionnaire."""
    return read_questions(shipped("forms", "questionnaires", "partner-security.toml"))


@cache
def load_words() -> dict[str, Wording]:
    """Read the fixed words of printed questionnaires and reminders."""
    return read_words(shipped("forms", "questionnaires", "words.toml"))


def word(name: str, language: str) -> str:
    """Return one fixed word in a language, or in two of them ("en+fr") with a slash."""
    texts = [load_words()[name].in_language(part) for part in language.split("+")]
    return " / ".join(dict.fromkeys(texts))


def read_words(path: Path) -> dict[str, Wording]:
    """Read words from a file; DefinitionError says which file and what is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: Wording(**texts) for name, texts in data.items()}
    except (OSError, ValueError, TypeError) as error:
        raise DefinitionError(f"{path.parent.name}/{path.name}: {error}.") from error


def read_questions(path: Path) -> Questions:
    """Read a questionnaire from a file; DefinitionError says which file and what is wrong."""
    try:
        return from_plain(_renamed(tomllib.loads(path.read_text(encoding="utf-8"))))
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        told = f"missing {error}" if isinstance(error, KeyError) else str(error)
        raise DefinitionError(f"{path.parent.name}/{path.name}: {told}.") from error


def to_json(questions: Questions) -> str:
    """Return the canonical JSON: sorted keys, no blanks; equal questionnaires, equal text."""
    return json.dumps(
        to_plain(questions), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def from_json(text: str) -> Questions:
    """Return the questionnaire a canonical JSON text holds; DefinitionError where it is broken."""
    try:
        return from_plain(json.loads(text))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DefinitionError(
            tr("The questions this request was sent with are missing or damaged."),
            tr("Send the questionnaire again."),
        ) from error


def to_plain(questions: Questions) -> dict[str, Any]:
    """Return dictionaries and lists that JSON can hold."""
    return {
        "id": questions.id,
        "edition": questions.edition,
        "title": _texts(questions.title),
        "intro": _texts(questions.intro),
        "sections": [{"number": s.number, "title": _texts(s.title)} for s in questions.sections],
        "questions": [_plain(question) for question in questions.questions],
    }


def from_plain(data: Mapping[str, Any]) -> Questions:
    """Return the frozen questionnaire of plain dictionaries; ValueError names the question."""
    return Questions(
        id=str(data["id"]),
        edition=str(data["edition"]),
        title=Wording(**data["title"]),
        intro=Wording(**data["intro"]),
        sections=tuple(Section(int(s["number"]), Wording(**s["title"])) for s in data["sections"]),
        questions=tuple(_question(row) for row in data["questions"]),
    )


def written_rule(rule: OnlyIf | None) -> tuple[str, str]:
    """Return key and value text of a rule: "yes", "a;b", "!a;b" or "*" for filled."""
    if rule is None:
        return "", ""
    words = "*" if rule.rule == "filled" else ";".join(rule.values)
    return rule.key, f"!{words}" if rule.rule == "not" else words


def read_rule(key: str, words: str) -> OnlyIf | None:
    """Return the rule a key and a value text mean; None where no key is given."""
    if not key.strip():
        return None
    values = tuple(part.strip() for part in words.lstrip("!").split(";") if part.strip())
    if words.strip() in {"", "*"}:
        return OnlyIf(key.strip(), "filled")
    if words.strip().startswith("!"):
        return OnlyIf(key.strip(), "not", values)
    return OnlyIf(key.strip(), "any_of" if len(values) > 1 else "equals", values)


def _renamed(data: dict[str, Any]) -> dict[str, Any]:
    """Turn the tables of a TOML file, named in the singular, into lists."""
    rest = {key: value for key, value in data.items() if key not in {"section", "question"}}
    unknown = set(rest) - {"id", "edition", "title", "intro"}
    if unknown:
        raise ValueError(f"unknown key {sorted(unknown)[0]}")
    return {**rest, "sections": data["section"], "questions": data["question"]}


def _texts(words: Wording) -> dict[str, str]:
    return {language: getattr(words, language) for language in LANGUAGES}


def _plain(question: Question) -> dict[str, Any]:
    rule = question.only_if
    return {
        "key": question.key,
        "kind": question.kind.value,
        "text": _texts(question.text),
        "help": _texts(question.help),
        "section": question.section,
        "criterion": question.criterion,
        "weight": question.weight,
        "must": question.must,
        "allows_na": question.allows_na,
        "enough": question.enough,
        "roles": list(question.roles),
        "options": [
            {"value": row.value, "points": row.points, **_texts(row.text)}
            for row in question.options
        ],
        "only_if": rule and {"key": rule.key, "rule": rule.rule, "values": list(rule.values)},
    }


def _question(row: Mapping[str, Any]) -> Question:
    data = dict(row)
    key = str(data.get("key", "?"))
    try:
        kind = AnswerKind(data.pop("kind"))
        options = tuple(_option(option) for option in data.pop("options", ()))
        return Question(
            kind=kind,
            text=Wording(**data.pop("text")),
            help=Wording(**data.pop("help", {})),
            roles=tuple(data.pop("roles", ())),
            options=options,
            only_if=_rule(data.pop("only_if", None)),
            **data,
        )
    except (KeyError, TypeError, ValueError) as error:
        told = f"missing {error}" if isinstance(error, KeyError) else str(error)
        raise ValueError(f"question {key}: {told}") from error


def _option(row: Mapping[str, Any]) -> Option:
    data = dict(row)
    return Option(str(data.pop("value")), points=float(data.pop("points", 1)), text=Wording(**data))


def _rule(row: Mapping[str, Any] | None) -> OnlyIf | None:
    if not row:
        return None
    data = dict(row)
    key = str(data.pop("key"))
    if "rule" in data:
        return OnlyIf(key, str(data["rule"]), tuple(data["values"]))
    if len(data) != 1:
        raise ValueError("a rule has a key and exactly one of equals, any_of, not, filled")
    rule, value = data.popitem()
    if rule not in {"equals", "any_of", "not", "filled"}:
        raise ValueError(f"unknown rule {rule}")
    if rule == "filled":
        return OnlyIf(key, rule)
    return OnlyIf(key, rule, (value,) if isinstance(value, str) else tuple(value))
