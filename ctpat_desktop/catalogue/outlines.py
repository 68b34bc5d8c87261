"""Reads the outlines of written procedures from `forms/outlines`: own words with blanks to fill."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue.lists import defined
from ctpat_desktop.support.shipped import shipped

LANGUAGES = ("en", "es", "fr")

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "en": ("PURPOSE", "SCOPE", "WHO DOES WHAT", "STEPS", "RECORDS WE KEEP", "REVIEW"),
    "es": ("OBJETO", "ALCANCE", "QUIÉN HACE QUÉ", "PASOS", "REGISTROS", "REVISIÓN"),
    "fr": ("OBJET", "DOMAINE", "QUI FAIT QUOI", "ÉTAPES", "TRACES GARDÉES", "REVUE"),
}
"""The headings of a procedure's text, in the order of its parts."""

BLANK = re.compile(r"\[\[[^\[\]\n]*\]\]")
"""A blank to fill in, such as [[who keeps the seals]]."""


@dataclass(frozen=True, slots=True)
class Wording:
    """An outline in one language."""

    title: str
    purpose: str
    scope: str
    who: tuple[str, ...]
    steps: tuple[str, ...]
    records: tuple[str, ...]
    review: str

    def parts(self) -> tuple[str, ...]:
        """Return the texts under the headings, in their order."""
        steps = "\n".join(f"{n}. {words}" for n, words in enumerate(self.steps, 1))
        return (
            self.purpose,
            self.scope,
            "\n".join(f"- {words}" for words in self.who),
            steps,
            "\n".join(f"- {words}" for words in self.records),
            self.review,
        )


@dataclass(frozen=True, slots=True)
class Outline:
    """One procedure to begin with; without `entities` it is for every entity type.

    `months` is 12 where a criterion asks for a yearly review, else None.
    """

    id: str
    criteria: tuple[str, ...]
    entities: tuple[str, ...]
    months: int | None
    words: Mapping[str, Wording]

    def is_for(self, entity: str) -> bool:
        """Return whether an account of this entity type may want it."""
        return not self.entities or entity in self.entities

    def text(self, language: str) -> str:
        """Return the text a version is begun with."""
        pairs = zip(HEADINGS[language], self.words[language].parts(), strict=True)
        return "\n\n".join(f"{heading}\n{words}" for heading, words in pairs)


def blanks(text: str) -> tuple[str, ...]:
    """Return the blanks still left in a text, without their brackets, each once."""
    found = (part[2:-2].strip() for part in BLANK.findall(text))
    return tuple(dict.fromkeys(found))


@cache
def load_outlines() -> Mapping[str, Outline]:
    """Return the shipped outlines by id, in the order of the criteria."""
    found = map(read_outline, sorted(shipped("forms", "outlines").glob("*.toml")))
    return {outline.id: outline for outline in found}


def read_outline(path: Path) -> Outline:
    """Read one outline; DefinitionError says which file and what is wrong."""
    return defined(path, _outline)


def mistakes(outline: Outline) -> Iterator[str]:
    """Yield what is wrong with an outline: an empty text, or blanks that differ by language."""
    first = outline.words[LANGUAGES[0]]
    for language, words in outline.words.items():
        if not all((words.title, *words.parts())):
            yield f"a text is missing in {language}"
        if _shape(words) != _shape(first):
            yield f"the blanks or lines in {language} are not those in {LANGUAGES[0]}"


def _shape(words: Wording) -> list[int]:
    """Return how many blanks each text and line has."""
    lines = (words.purpose, words.scope, *words.who, *words.steps, *words.records, words.review)
    counts = [len(BLANK.findall(line)) for line in lines]
    return [len(words.who), len(words.steps), len(words.records), *counts]


def _outline(data: dict[str, Any]) -> Outline:
    words = {language: _wording(data.pop(language)) for language in LANGUAGES}
    months = data.pop("months", None)
    entities = tuple(data.pop("entities", ()))
    return Outline(data.pop("id"), tuple(data.pop("criteria")), entities, months, words, **data)


def _wording(data: dict[str, Any]) -> Wording:
    for key in ("who", "steps", "records"):
        data[key] = tuple(data[key])
    return Wording(**data)
