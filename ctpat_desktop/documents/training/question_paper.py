"""The questions of a training on paper, for each person to fill in, and the answers apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ctpat_desktop.documents.core.blocks import (
    Block,
    Checklist,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Ruled,
    Tree,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its choices, the numbers of the right ones, and why."""

    words: str
    choices: tuple[str, ...]
    right: tuple[int, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class QuestionPaper:
    """The questions of one training; `language` is that of the training."""

    company: str
    title: str
    language: str
    asked: tuple[Asked, ...]


WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "questions": "Questions",
        "name": "Name in print",
        "day": "Date",
        "signature": "Signature",
        "score": "Right answers",
        "how": "Tick what is right. Where more than one answer is right, the question says so.",
        "answers": "Answers, for the trainer only",
    },
    "es": {
        "questions": "Preguntas",
        "name": "Nombre en letra de molde",
        "day": "Fecha",
        "signature": "Firma",
        "score": "Respuestas correctas",
        "how": "Marque lo correcto. Si hay más de una respuesta correcta, la pregunta lo dice.",
        "answers": "Respuestas, solo para el instructor",
    },
    "fr": {
        "questions": "Questions",
        "name": "Nom en lettres moulées",
        "day": "Date",
        "signature": "Signature",
        "score": "Bonnes réponses",
        "how": "Cochez ce qui est juste. S’il y a plus d’une bonne réponse, la question le dit.",
        "answers": "Réponses, pour le formateur seulement",
    },
}
"""The fixed words in the languages of the model trainings; others are asked in English."""


def paper_tree(paper: QuestionPaper) -> Tree:
    """Return the sheet to fill in, and behind it the answers."""
    words = WORDS.get(paper.language, WORDS["en"])
    blocks: list[Block] = [
        Heading(1, f"{words['questions']}: {paper.title}"),
        Paragraph(paper.company),
        Ruled(tuple((words[key], "") for key in ("name", "day", "signature", "score"))),
        Paragraph(words["how"]),
    ]
    for number, row in enumerate(paper.asked, 1):
        blocks += [Heading(3, f"{number}. {row.words}"), Checklist(_lettered(row))]
    answers = tuple(
        (f"{number}. {_right(row)}", row.why) for number, row in enumerate(paper.asked, 1)
    )
    return (*blocks, PageBreak(), Heading(1, words["answers"]), Facts(answers))


def _lettered(row: Asked) -> tuple[str, ...]:
    return tuple(f"{letter}) {words}" for letter, words in _letters(row))


def _letters(row: Asked) -> Iterator[tuple[str, str]]:
    yield from zip("abcdefghijklmnopqrstuvwxyz", row.choices, strict=False)


def _right(row: Asked) -> str:
    letters = [letter for letter, _ in _letters(row)]
    return ", ".join(letters[number - 1] for number in row.right if number <= len(letters))
