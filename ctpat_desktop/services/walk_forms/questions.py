"""The questions of a site walk as a form asks them, and what stands in its boxes already."""

from collections.abc import Mapping, Sequence
from datetime import date

from ctpat_desktop.catalogue.questionnaires import (
    AnswerKind,
    Option,
    Question,
    Questions,
    Section,
    Wording,
)
from ctpat_desktop.catalogue.sendings import remark_field
from ctpat_desktop.catalogue.values import choices_of
from ctpat_desktop.catalogue.walks import Step, Stop, load_walk
from ctpat_desktop.services.registers.walks import Answers, shown_number
from ctpat_desktop.support.language import N_, tr

INTRO = N_(
    "Please walk this site and say at each question what you find. It takes a PDF reader or a "
    "spreadsheet program, and no network."
)


def as_asked(steps: Sequence[Step]) -> Questions:
    """Return the steps of a walk as the questions of a form, in walking order."""
    walk = load_walk()
    wanted = {step.key: step for step in steps}
    stops = [stop for stop in walk.stops if any(step.key in wanted for step in stop.steps)]
    return Questions(
        id=walk.id,
        edition=walk.id,
        title=Wording(tr("Site walk")),
        intro=Wording(tr(INTRO)),
        sections=tuple(Section(at, Wording(tr(stop.title))) for at, stop in enumerate(stops, 1)),
        questions=tuple(
            _question(wanted[key], at)
            for at, stop in enumerate(stops, 1)
            for key in _keys(stop)
            if key in wanted
        ),
    )


def as_steps(questions: Questions, now: Sequence[Step]) -> dict[str, Step]:
    """Return the questions of a form as steps of a walk, by key, each as it was asked then.

    Where it is answered is said by the steps there are `now`.
    """
    criteria = {step.key: step.criterion for step in now}
    return {
        row.key: Step(row.key, criteria.get(row.key, row.criterion), row.text.en, "", "")
        for row in questions.questions
    }


def values(answers: Answers) -> dict[str, str]:
    """Return what a walk has found already, by the field of the form it stands in."""
    filled: dict[str, str] = {}
    for key, row in answers.items():
        filled[key], filled[remark_field(key)] = row.result, row.words.strip()
    return {name: words for name, words in filled.items() if words}


def day_field(day: date | None) -> str:
    """Return a day as it stands in a field."""
    return day.isoformat() if day else ""


def _keys(stop: Stop) -> list[str]:
    return [step.key for step in stop.steps]


def _question(step: Step, section: int) -> Question:
    where = tr("Stand: {where}").format(where=step.stand)
    photo = tr("Photo: {what}").format(what=step.photo)
    return Question(
        key=step.key,
        kind=AnswerKind.CHOICE,
        text=Wording(step.question),
        help=Wording(f"{where}. {photo}."),
        section=section,
        criterion=shown_number(step),
        options=_results(choices_of("walk_answer", "result")),
    )


def _results(choices: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(value, Wording(words)) for value, words in choices.items())
