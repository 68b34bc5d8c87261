"""Questionnaires of a company: the model copied, one from scratch, questions from criteria."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.edition import LANGUAGES
from ctpat_desktop.catalogue.questionnaire_checks import mistakes
from ctpat_desktop.catalogue.questionnaires import (
    OTHER_SECTION,
    AnswerKind,
    Option,
    Questions,
    Wording,
    load_model,
    read_rule,
    written_rule,
)
from ctpat_desktop.catalogue.questionnaires import Question as Asked
from ctpat_desktop.reading import editions
from ctpat_desktop.records import Account, Question, Questionnaire
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

ROLES: dict[str, tuple[str, ...]] = {
    "any": (),
    "manufacturer": ("manufacturer", "supplier", "consolidator"),
    "carrier": ("highway_carrier", "drayage"),
    "other": ("other",),
}
"""The roles of partners that each kind of questionnaire is for."""

MODEL = "model"


@dataclass(frozen=True, slots=True)
class QuestionnaireLine:
    """One questionnaire as lists name it."""

    id: str
    name: str
    edition: str
    role: str
    source: str
    count: int


def overview(workspace: Workspace, company_id: str) -> tuple[QuestionnaireLine, ...]:
    """Return the questionnaires of a company by name."""
    count = func.count(Question.id)
    query = (
        select(
            Questionnaire.id,
            Questionnaire.name,
            Questionnaire.edition,
            Questionnaire.role,
            Questionnaire.source,
            count,
        )
        .outerjoin(Question, Question.questionnaire_id == Questionnaire.id)
        .where(Questionnaire.company_id == company_id)
        .group_by(Questionnaire.id)
        .order_by(Questionnaire.name, Questionnaire.edition)
    )
    with workspace.read() as session:
        return tuple(QuestionnaireLine(*row) for row in session.execute(query))


def copy_model(workspace: Workspace, company_id: str, role: str = "any", name: str = "") -> str:
    """Copy the model questionnaire for one kind of partner; return the new id."""
    model = load_model()
    if role not in ROLES:
        raise Problem(
            tr("“{role}” is no kind of partner.").format(role=role),
            tr("Use one of: {names}.").format(names=", ".join(ROLES)),
        )
    questions = model if role == "any" else model.for_roles(ROLES[role])
    return _write(workspace, company_id, questions, name or model.title.en, (role, MODEL))


def duplicate(workspace: Workspace, questionnaire_id: str) -> str:
    """Copy a questionnaire with all its questions; return the new id."""
    with workspace.read() as session:
        row = _questionnaire(session, questionnaire_id)
    questions = read(workspace, questionnaire_id)
    return _write(workspace, row.company_id, questions, f"{row.name} (2)", (row.role, row.source))


def start(workspace: Workspace, company_id: str, name: str, edition: str, role: str) -> str:
    """Begin an empty questionnaire; return its id."""
    if not name.strip():
        raise Problem(tr("A questionnaire needs a name."), tr("Type one."))
    empty = replace(load_model(), questions=(), edition=edition)
    return _write(workspace, company_id, empty, name.strip(), (role, "own"))


def add_question(workspace: Workspace, questionnaire_id: str, **values: Any) -> str:
    """Add a question at the end; a key is given where none is; return its id."""
    with workspace.work(tr("Add question")) as unit:
        parent = _questionnaire(unit.session, questionnaire_id)
        rows = _rows(unit.session, questionnaire_id)
        values.setdefault("key", _free_key({row.key for row in rows}))
        values.setdefault("kind", AnswerKind.YES_NO.value)
        values.setdefault("weight", 1)
        record = Question(
            id=new_id(),
            company_id=parent.company_id,
            questionnaire_id=questionnaire_id,
            position=_next_position(rows),
            **values,
        )
        unit.session.add(record)
    return record.id


def add_from_criteria(
    workspace: Workspace, questionnaire_id: str, account_id: str, criteria: Sequence[str]
) -> Changes:
    """Add one yes-or-no question for each criterion of an account's edition, in three languages."""
    with workspace.work(tr("Add questions from criteria")) as unit:
        entity = unit.session.get_one(Account, account_id).entity
        found = {it: editions.of_account(unit.session, account_id, it) for it in LANGUAGES}
        by_id = {it: {row.id: row for row in found[it].criteria_for(entity)} for it in found}
        parent = _questionnaire(unit.session, questionnaire_id)
        rows = _rows(unit.session, questionnaire_id)
        keys, at = {row.key for row in rows}, _next_position(rows)
        for place, number in enumerate(criteria):
            texts = {it: by_id[it][number] for it in by_id if number in by_id[it]}
            if not texts:
                raise Problem(
                    tr("There is no criterion {number} for this kind of member.").format(
                        number=number
                    )
                )
            key = _free_key(keys)
            keys.add(key)
            values = {f"text_{it}": f"{row.title}?" for it, row in texts.items()}
            values |= {f"help_{it}": row.summary for it, row in texts.items()}
            criterion = texts["en"]
            unit.session.add(
                Question(
                    company_id=parent.company_id,
                    questionnaire_id=questionnaire_id,
                    key=key,
                    kind=AnswerKind.YES_NO.value,
                    criterion=number,
                    section=criterion.category,
                    weight=3 if criterion.is_must else 1,
                    must=criterion.is_must,
                    position=at + place,
                    **values,
                )
            )
    return unit.changes


def move(workspace: Workspace, question_id: str, by: int) -> Changes:
    """Move a question up (-1) or down (1) in its questionnaire."""
    with workspace.work(tr("Move question")) as unit:
        moved = existing(unit.session, "question", question_id)
        rows = _rows(unit.session, moved.questionnaire_id)  # type: ignore[attr-defined]
        place = next(at for at, row in enumerate(rows) if row.id == question_id)
        target = min(max(place + by, 0), len(rows) - 1)
        rows.insert(target, rows.pop(place))
        for at, row in enumerate(rows):
            if row.position != at:
                row.position = at
    return unit.changes


def rows_of(workspace: Workspace, questionnaire_id: str) -> list[Question]:
    """Return the stored questions in their order."""
    with workspace.read() as session:
        return _rows(session, questionnaire_id)


def read(workspace: Workspace, questionnaire_id: str) -> Questions:
    """Return a stored questionnaire as it would be sent now."""
    with workspace.read() as session:
        row = _questionnaire(session, questionnaire_id)
        questions = tuple(asked(question) for question in _rows(session, questionnaire_id))
    model = load_model()
    is_model = row.source == MODEL and row.name == model.title.en
    return Questions(
        id=questionnaire_id,
        edition=row.edition,
        title=model.title if is_model else Wording(row.name, row.name, row.name),
        intro=Wording(row.intro_en, row.intro_fr, row.intro_es),
        sections=model.sections,
        questions=questions,
    )


def found_mistakes(workspace: Workspace, questionnaire_id: str) -> tuple[str, ...]:
    """Return in words what keeps a questionnaire from being sent; missing translations do not."""
    return tuple(mistakes(read(workspace, questionnaire_id), translated=False))


def asked(row: Question) -> Asked:
    """Return a stored question as a frozen one; an unknown kind is asked as text."""
    kinds = {kind.value: kind for kind in AnswerKind}
    section = row.section
    if section is None:
        chapter = row.criterion.partition(".")[0]
        section = int(chapter) if chapter.isdigit() else OTHER_SECTION
    return Asked(
        key=row.key,
        kind=kinds.get(row.kind, AnswerKind.TEXT),
        text=Wording(row.text_en, row.text_fr, row.text_es),
        help=Wording(row.help_en, row.help_fr, row.help_es),
        section=section,
        criterion=row.criterion,
        weight=1 if row.weight is None else row.weight,
        must=row.must,
        allows_na=row.allows_na,
        enough=row.enough,
        roles=tuple(filter(None, row.roles.split(";"))),
        options=read_options(row.options),
        only_if=read_rule(row.only_if_key, row.only_if_value),
    )


def written_options(options: Iterable[Option]) -> str:
    """Return options as lines: value | points | English | French | Spanish."""
    lines = []
    for option in options:
        texts = [option.text.en, option.text.fr, option.text.es]
        parts = [option.value, f"{option.points:g}", *(text.replace("|", "/") for text in texts)]
        lines.append(" | ".join(parts).rstrip(" |"))
    return "\n".join(lines)


def read_options(lines: str) -> tuple[Option, ...]:
    """Return the options that lines say; a line of one text alone is an option worth 1."""
    found_options: list[Option] = []
    for number, line in enumerate(filter(str.strip, lines.splitlines()), 1):
        parts = [part.strip() for part in line.split("|")]
        if len(parts) < 3:
            found_options.append(Option(f"option_{number}", Wording(parts[-1])))
            continue
        try:
            points = float(parts[1].replace(",", "."))
        except ValueError:
            points = 1.0
        found_options.append(Option(parts[0], Wording(*parts[2:5]), min(1.0, max(0.0, points))))
    return tuple(found_options)


def _write(
    workspace: Workspace, company_id: str, questions: Questions, name: str, kind: tuple[str, str]
) -> str:
    with workspace.work(tr("Add questionnaire")) as unit:
        return write_in(unit.session, company_id, questions, name, kind)


def write_in(
    session: Session, company_id: str, questions: Questions, name: str, kind: tuple[str, str]
) -> str:
    """Write a questionnaire in an open unit of work; `kind` is role and origin; return its id."""
    questionnaire_id = new_id()
    role, source = kind
    intro = questions.intro
    session.add(
        Questionnaire(
            id=questionnaire_id,
            company_id=company_id,
            name=name,
            edition=questions.edition,
            role=role,
            source=source,
            intro_en=intro.en,
            intro_fr=intro.fr,
            intro_es=intro.es,
        )
    )
    session.flush()
    for at, question in enumerate(questions.questions):
        session.add(_record(question, company_id, questionnaire_id, at))
    return questionnaire_id


def _record(question: Asked, company_id: str, questionnaire_id: str, at: int) -> Question:
    rule_key, rule_value = written_rule(question.only_if)
    texts = {
        f"{part}_{language}": getattr(getattr(question, part), language)
        for part in ("text", "help")
        for language in ("en", "fr", "es")
    }
    return Question(
        company_id=company_id,
        questionnaire_id=questionnaire_id,
        position=at,
        key=question.key,
        section=question.section,
        criterion=question.criterion,
        kind=question.kind.value,
        options=written_options(question.options),
        weight=question.weight,
        must=question.must,
        allows_na=question.allows_na,
        enough=question.enough,
        roles=";".join(question.roles),
        only_if_key=rule_key,
        only_if_value=rule_value,
        **texts,
    )


def _questionnaire(session: Session, questionnaire_id: str) -> Questionnaire:
    row = existing(session, "questionnaire", questionnaire_id)
    if not isinstance(row, Questionnaire):
        raise TypeError(row)
    return row


def _rows(session: Session, questionnaire_id: str) -> list[Question]:
    query = select(Question).where(Question.questionnaire_id == questionnaire_id)
    return list(session.scalars(query.order_by(Question.position, Question.id)))


def _next_position(rows: Sequence[Question]) -> int:
    return max((row.position for row in rows), default=-1) + 1


def _free_key(taken: set[str]) -> str:
    number = len(taken) + 1
    while f"Q-{number:02}" in taken:
        number += 1
    return f"Q-{number:02}"
