"""Reads `forms/writing/`: the words by which the checklist judges how an answer is written."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue.edition import LANGUAGES, DefinitionError, load_edition
from ctpat_desktop.support.phrases import Phrases, tokens
from ctpat_desktop.support.shipped import shipped

LISTS = (
    *("roles", "frequency", "records", "documents", "pointing", "conditions"),
    *("plans", "not_plans", "will", "not_will", "placeholders", "nothing", "brackets"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The words of one language."""

    id: str
    stop: frozenset[str]
    """Words that carry no meaning of their own, as they are compared."""
    general: frozenset[str]
    """Words that make a kind of document no certain one, such as "written"."""
    endings: tuple[str, ...]
    """How a verb in the future ends, with its accents."""
    not_endings: frozenset[str]
    roles: Phrases
    frequency: Phrases
    records: Phrases
    documents: Phrases
    """Kinds of document, such as "procedure"."""
    pointing: Phrases
    """What stands before the name of a document, such as "described in"."""
    conditions: Phrases
    """What makes a future a rule, such as "if"."""
    plans: Phrases
    not_plans: Phrases
    """What looks like a plan and is none, such as "is planned by"."""
    will: Phrases
    not_will: Phrases
    placeholders: Phrases
    nothing: Phrases
    """What says nothing when it is the whole answer, such as "N/A"."""
    brackets: Phrases
    """What makes words in brackets a gap to fill in, such as "[company name]"."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which criteria are asked for what, by their numbers."""

    frequency: frozenset[str]
    record: frozenset[str]


@cache
def languages() -> tuple[Language, ...]:
    """Return the words of every language."""
    return tuple(read_language(shipped("forms", "writing", f"{key}.toml")) for key in LANGUAGES)


@cache
def asked() -> Asked:
    """Return which criteria are asked for what."""
    return read_asked(shipped("forms", "writing", "criteria.toml"))


def read_language(path: Path) -> Language:
    """Read the words of one language; DefinitionError names the file and the mistake."""
    data = _read(path)
    try:
        lists = {name: Phrases(_words(data, name)) for name in LISTS}
        stop, general = _keys(data, "stop"), _keys(data, "general")
        endings, others = tuple(data.get("endings", ())), frozenset(data.get("not_endings", ()))
        return Language(data["language"], stop, general, endings, others, **lists)
    except (KeyError, TypeError, ValueError) as error:
        raise DefinitionError(f"writing/{path.name}: {error}.") from error


def read_asked(path: Path) -> Asked:
    """Read which criteria are asked for what; DefinitionError where one is not there."""
    data = _read(path)
    rows = [row for kind in load_edition().criteria.values() for row in kind]
    known = {row.id for row in rows}
    try:
        found = Asked(frozenset(data["frequency"]), frozenset(data["record"]))
    except (KeyError, TypeError) as error:
        raise DefinitionError(f"writing/{path.name}: {error}.") from error
    lost = sorted((found.frequency | found.record) - known)
    if lost:
        raise DefinitionError(f"writing/{path.name}: there is no criterion {lost[0]}.")
    return found


@cache
def own_words(print_: str, language: str) -> str:
    """Return our own text of the criterion with a fingerprint in a language, "" for another one."""
    return _own_words(language).get(print_, "")


@cache
def _own_words(language: str) -> dict[str, str]:
    kinds = load_edition(language=language).criteria.values()
    return {row.fingerprint: f"{row.title}. {row.summary}" for kind in kinds for row in kind}


def _keys(data: dict[str, Any], name: str) -> frozenset[str]:
    return frozenset(word.key for line in _words(data, name) for word in tokens(line))


def _words(data: dict[str, Any], name: str) -> list[str]:
    words = data[name]
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise ValueError(f"{name} is no list of words")
    return words


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DefinitionError(f"writing/{path.name}: {error}.") from error
