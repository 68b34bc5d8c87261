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

CHOOSING = frozenset({AnswerKind.CHOICE, AnswerKind.MULTI_CHOICE})


def mistakes(questions: Questions, translated: bool = True) -> Iterator[str]:
    """Yield one sentence per mistake; `translated` wants every text in all languages."""
    yield from _untranslated("the title", questions.title, translated)
    if translated:
        yield from _untranslated("the introduction", questions.intro, translated)
    for section in questions.sections:
        yield from _untranslated(f"section {section.number}", section.title, translated)
    earlier: dict[str, Question] = {}
    for question in questions.questions:
        if question.key.casefold() in {key.casefold() for key in earlier}:
            yield f"question {question.key} is there twice"
        yield from _of_question(question, questions, earlier, translated)
        earlier[question.key] = question
    if not questions.questions:
        yield "there is no question"


def _of_question(
    question: Question, questions: Questions, earlier: dict[str, Question], translated: bool
) -> Iterator[str]:
    name = f"question {question.key}"
    if not KEY.fullmatch(question.key):
        yield f"{name}: a key has letters, digits and hyphens only, 30 at most"
    yield from _untranslated(name, question.text, translated)
    if any((question.help.en, question.help.fr, question.help.es)):
        yield from _untranslated(f"the help of {name}", question.help, translated)
    if question.section not in {section.number for section in questions.sections}:
        yield f"{name} names section {question.section}, which is not there"
    if not 0 <= question.weight <= 100:
        yield f"{name}: a weight is between 0 and 100"
    yield from _of_options(name, question, translated)
    yield from _of_rule(name, question, earlier)


def _of_options(name: str, question: Question, translated: bool) -> Iterator[str]:
    values = [option.value for option in question.options]
    if question.kind in CHOOSING and len(values) < 2:
        yield f"{name} has fewer than two options"
    if question.kind not in CHOOSING and values:
        yield f"{name} has options, but its kind has none"
    for option in question.options:
        yield from _of_option(name, option, values.count(option.value), translated)


def _of_option(name: str, option: Option, count: int, translated: bool) -> Iterator[str]:
    if count > 1:
        yield f"{name}: the option {option.value} is there twice"
    if not VALUE.fullmatch(option.value) or option.value in {"na", "remark"}:
        yield f"{name}: the option {option.value} has a value that cannot be used"
    if not 0 <= option.points <= 1:
        yield f"{name}: the points of {option.value} are not between 0 and 1"
    yield from _untranslated(f"{name}, option {option.value}", option.text, translated)


def _of_rule(name: str, question: Question, earlier: dict[str, Question]) -> Iterator[str]:
    rule = question.only_if
    if rule is None:
        return
    asked = earlier.get(rule.key)
    if asked is None:
        yield f"{name} depends on {rule.key}, which is not asked before it"
        return
    if asked.kind in CHOOSING:
        known = {option.value for option in asked.options} | {"na"}
        for value in rule.values:
            if value not in known:
                yield f"{name} depends on the answer {value}, which {rule.key} does not have"


def _untranslated(name: str, words: Wording, translated: bool) -> Iterator[str]:
    for language in words.missing() if translated else ("en",) * (not words.en.strip()):
        yield f"{name} lacks a text in {language}"
