"""How good a returned questionnaire is: pure figures from questions and answers.

The figures are the program's own; CBP prescribes none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ctpat_desktop.catalogue.questionnaires import (
    NOT_APPLICABLE,
    AnswerKind,
    Question,
    Questions,
)

POOR = 0.5
"""Below this share of the points an answer to a Must wants a follow-up."""

USUAL_MONTHS = 12
"""How old a date may be where the question does not say."""

DAYS_A_MONTH = 30.44


@dataclass(frozen=True, slots=True)
class Measure:
    """How answers are weighed: how much more a Must counts, and where the bands begin."""

    must_factor: int = 2
    good_from: int = 85
    fair_from: int = 65

    def band(self, score: int | None) -> str:
        """Return good, fair or poor for a score from 0 to 100; "" for none."""
        if score is None:
            return ""
        if score >= self.good_from:
            return "good"
        return "fair" if score >= self.fair_from else "poor"


@dataclass(frozen=True, slots=True)
class Score:
    """The score from 0 to 100 overall and by section; None where nothing counts."""

    overall: int | None
    sections: dict[int, int | None]


def quality(question: Question, value: str, today: date) -> float | None:
    """Return the share of the points an answer earns; None where it is left out of the score."""
    if value == NOT_APPLICABLE:
        return None
    if not value:
        return 0.0
    if question.kind is AnswerKind.YES_NO:
        return 1.0 if value == "yes" else 0.0
    if question.kind is AnswerKind.CHOICE:
        option = question.option(value)
        return option.points if option else 0.0
    if question.kind is AnswerKind.MULTI_CHOICE:
        return _share(question, value)
    if question.kind is AnswerKind.DATE:
        return _freshness(value, question.enough or USUAL_MONTHS, today)
    if question.kind is AnswerKind.NUMBER and question.enough:
        number = float(value) if re.fullmatch(r"\d+(\.\d+)?", value) else 0.0
        return min(1.0, number / question.enough)
    return 1.0


def scored(
    questions: Questions, answers: Mapping[str, str], today: date, measure: Measure
) -> Score:
    """Return the score of the answers to the questions that concern this partner."""
    earned: dict[int, float] = {}
    possible: dict[int, float] = {}
    for question in questions.asked(answers):
        share = quality(question, answers.get(question.key, ""), today)
        if share is None:
            continue
        weight = question.weight * (measure.must_factor if question.must else 1)
        earned[question.section] = earned.get(question.section, 0) + share * weight
        possible[question.section] = possible.get(question.section, 0) + weight
    sections = {number: _percent(earned[number], possible[number]) for number in possible}
    return Score(_percent(sum(earned.values()), sum(possible.values())), sections)


def poor_musts(
    questions: Questions, answers: Mapping[str, str], today: date
) -> tuple[Question, ...]:
    """Return the Must questions whose answer is poor; those without an answer are missing."""
    found = []
    for question in questions.asked(answers):
        value = answers.get(question.key, "")
        share = quality(question, value, today) if value else None
        if question.must and share is not None and share < POOR:
            found.append(question)
    return tuple(found)


def _percent(earned: float, possible: float) -> int | None:
    return round(100 * earned / possible) if possible else None


def _share(question: Question, value: str) -> float:
    ticked = set(value.split(";"))
    full = sum(option.points for option in question.options)
    earned = sum(option.points for option in question.options if option.value in ticked)
    return earned / full if full else 1.0


def _freshness(value: str, months: int, today: date) -> float:
    """Return 1 for a day that is recent enough, half for one twice as old, else nothing."""
    try:
        age = (today - date.fromisoformat(value)).days
    except ValueError:
        return 0.0
    limit = months * DAYS_A_MONTH + 1
    if age < 0:
        return 0.0
    return 1.0 if age <= limit else 0.5 if age <= 2 * limit else 0.0
