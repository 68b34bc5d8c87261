"""Finds mistakes in a questionnaire: texts without translation, dangling rules, double keys."""

from collections.abc import Iterator

from ctpat_desktop.catalogue.questionnaires import (
    KEY,
    VALUE,
    AnswerKind,
    Option,
    Question,
    Questions,
    Wording,
)
from ctpat_desktop.support.language import tr

CHOOSING = frozenset({AnswerKind.CHOICE, AnswerKind.MULTI_CHOICE})


def mistakes(questions: Questions, translated: bool = True) -> Iterator[str]:
    """Yield one sentence per mistake; `translated` wants every text in all languages."""
    yield from _untranslated(tr("the title"), questions.title, translated)
    if translated:
        yield from _untranslated(tr("the introduction"), questions.intro, translated)
    for section in questions.sections:
        yield from _untranslated(
            tr("section {number}").format(number=section.number), section.title, translated
        )
    earlier: dict[str, Question] = {}
    for question in questions.questions:
        if question.key.casefold() in {key.casefold() for key in earlier}:
            yield tr("question {key} is there twice").format(key=question.key)
        yield from _of_question(question, questions, earlier, translated)
        earlier[question.key] = question
    if not questions.questions:
        yield tr("there is no question")


def _of_question(
    question: Question, questions: Questions, earlier: dict[str, Question], translated: bool
) -> Iterator[str]:
    name = tr("question {key}").format(key=question.key)
    if not KEY.fullmatch(question.key):
        yield tr("{name}: a key has letters, digits and hyphens only, 30 at most").format(name=name)
    yield from _untranslated(name, question.text, translated)
    if any((question.help.en, question.help.fr, question.help.es)):
        yield from _untranslated(
            tr("the help of {name}").format(name=name), question.help, translated
        )
    if question.section not in {section.number for section in questions.sections}:
        yield tr("{name} names section {section}, which is not there").format(
            name=name, section=question.section
        )
    if not 0 <= question.weight <= 100:
        yield tr("{name}: a weight is between 0 and 100").format(name=name)
    yield from _of_options(name, question, translated)
    yield from _of_rule(name, question, earlier)


def _of_options(name: str, question: Question, translated: bool) -> Iterator[str]:
    values = [option.value for option in question.options]
    if question.kind in CHOOSING and len(values) < 2:
        yield tr("{name} has fewer than two options").format(name=name)
    if question.kind not in CHOOSING and values:
        yield tr("{name} has options, but its kind has none").format(name=name)
    for option in question.options:
        yield from _of_option(name, option, values.count(option.value), translated)


def _of_option(name: str, option: Option, count: int, translated: bool) -> Iterator[str]:
    if count > 1:
        yield tr("{name}: the option {value} is there twice").format(name=name, value=option.value)
    if not VALUE.fullmatch(option.value) or option.value in {"na", "remark"}:
        yield tr("{name}: the option {value} has a value that cannot be used").format(
            name=name, value=option.value
        )
    if not 0 <= option.points <= 1:
        yield tr("{name}: the points of {value} are not between 0 and 1").format(
            name=name, value=option.value
        )
    yield from _untranslated(
        tr("{name}, option {value}").format(name=name, value=option.value), option.text, translated
    )


def _of_rule(name: str, question: Question, earlier: dict[str, Question]) -> Iterator[str]:
    rule = question.only_if
    if rule is None:
        return
    asked = earlier.get(rule.key)
    if asked is None:
        yield tr("{name} depends on {key}, which is not asked before it").format(
            name=name, key=rule.key
        )
        return
    if asked.kind in CHOOSING:
        known = {option.value for option in asked.options} | {"na"}
        for value in rule.values:
            if value not in known:
                yield tr("{name} depends on the answer {value}, which {key} does not have").format(
                    name=name, value=value, key=rule.key
                )


def _untranslated(name: str, words: Wording, translated: bool) -> Iterator[str]:
    for language in words.missing() if translated else ("en",) * (not words.en.strip()):
        yield tr("{name} lacks a text in {language}").format(name=name, language=language)
