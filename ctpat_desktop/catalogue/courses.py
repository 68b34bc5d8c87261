"""Reads the model trainings from `forms/courses`: slides and questions in our own words."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue.lists import defined
from ctpat_desktop.support.shipped import shipped

LANGUAGES = ("en", "es", "fr")
SLIDES, QUESTIONS = range(8, 13), range(6, 9)
"""How many slides and questions a model training has."""
LINES = range(2, 7)
LONGEST_TITLE, LONGEST_LINE = 56, 130
"""Letters that are still read from the last row of a room."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: a title and a few short lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `right` are the numbers of the right choices, from 1."""

    words: str
    choices: tuple[str, ...]
    right: tuple[int, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A model training in one language."""

    title: str
    slides: tuple[Slide, ...]
    questions: tuple[Question, ...]

    def fingerprint(self) -> str:
        """Return what changes with any word of it."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Model:
    """One training to begin with; `topic` is the usual topic it teaches."""

    id: str
    edition: str
    criteria: tuple[str, ...]
    topic: str
    minutes: int
    words: Mapping[str, Wording]


@cache
def load_models() -> Mapping[str, Model]:
    """Return the shipped trainings by id, in their order."""
    found = map(read_model, sorted(shipped("forms", "courses").glob("*.toml")))
    return {model.id: model for model in found}


def read_model(path: Path) -> Model:
    """Read one training; DefinitionError says which file and what is wrong."""
    return defined(path, _model)


def mistakes(model: Model) -> Iterator[str]:
    """Yield what is wrong with a training: its length, an empty text, or languages that differ."""
    first = model.words[LANGUAGES[0]]
    for language, words in model.words.items():
        if _shape(words) != _shape(first):
            yield f"the slides or questions in {language} are not those in {LANGUAGES[0]}"
        if not all(map(str.strip, _texts(words))):
            yield f"a text is missing in {language}"
        yield from (f"{line} ({language})" for line in _long(words))
    if len(first.slides) not in SLIDES or len(first.questions) not in QUESTIONS:
        yield "it has too few or too many slides or questions"
    for number, question in enumerate(first.questions, 1):
        if not question.right or not set(question.right) < set(range(1, len(question.choices) + 1)):
            yield f"question {number} has no right choice, or no wrong one"


def _long(words: Wording) -> Iterator[str]:
    for number, slide in enumerate(words.slides, 1):
        if len(slide.lines) not in LINES:
            yield f"slide {number} has too few or too many lines"
        if len(slide.title) > LONGEST_TITLE or max(map(len, slide.lines)) > LONGEST_LINE:
            yield f"a text of slide {number} is too long"


def _texts(words: Wording) -> Iterator[str]:
    yield words.title
    for slide in words.slides:
        yield from (slide.title, *slide.lines)
    for question in words.questions:
        yield from (question.words, question.why, *question.choices)


def _shape(words: Wording) -> tuple[object, ...]:
    """Return how many lines and choices there are, and which choices are right."""
    lines = tuple(len(slide.lines) for slide in words.slides)
    return lines, tuple((len(row.choices), row.right) for row in words.questions)


def _model(data: dict[str, Any]) -> Model:
    right = [tuple(numbers) for numbers in data.pop("right")]
    words = {language: _wording(data.pop(language), right) for language in LANGUAGES}
    return Model(criteria=tuple(data.pop("criteria")), words=words, **data)


def _wording(data: dict[str, Any], right: list[tuple[int, ...]]) -> Wording:
    """Read one language; a slide is its title and lines, a question its words, why and choices."""
    slides = tuple(Slide(title, tuple(lines)) for title, *lines in data.pop("slides"))
    rows = zip(data.pop("questions"), right, strict=True)
    questions = tuple(
        Question(words, tuple(choices), numbers, why) for (words, why, *choices), numbers in rows
    )
    return Wording(slides=slides, questions=questions, **data)
