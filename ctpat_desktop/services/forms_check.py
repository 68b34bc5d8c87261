"""Checks every shipped definition and shows what an entity type is asked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from sqlalchemy import inspect

from ctpat_desktop.catalogue import Edition, Level, courses, date_rules, load_edition, outlines
from ctpat_desktop.catalogue.agreement import read_outline
from ctpat_desktop.catalogue.areas import SECTIONS, load_areas, load_groups, page_titles
from ctpat_desktop.catalogue.edition import CURRENT, LANGUAGES, fingerprint, read_edition
from ctpat_desktop.catalogue.forms import Form, Kind, load_form, read_form
from ctpat_desktop.catalogue.inspections import read_inspection
from ctpat_desktop.catalogue.lists import (
    read_portal_steps,
    read_programs,
    read_topics,
    read_visit_papers,
)
from ctpat_desktop.catalogue.manual import OWN_ARTICLES, read_manual
from ctpat_desktop.catalogue.purposes import read_purposes
from ctpat_desktop.catalogue.questionnaire_checks import mistakes
from ctpat_desktop.catalogue.questionnaires import read_questions, read_words
from ctpat_desktop.catalogue.walks import read_walk
from ctpat_desktop.catalogue.writing import read_asked, read_language
from ctpat_desktop.checklist.register_facts import Limits
from ctpat_desktop.reading.naming import UNASKED
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.trade.definition_checks import trade_problems
from ctpat_desktop.support.choosing import find_one
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.shipped import shipped

HIDDEN: dict[str, frozenset[str]] = {
    "evidence": frozenset({"filename", "media_type", "size", "sha256"}),
    "response": frozenset({"criterion", "profile_id", "site_id"}),
    "assessment": frozenset({"request_id"}),
    "action": frozenset({"request_id"}),
    "course": frozenset({"model", "sha256", "size"}),
    "itrac_file": frozenset({"mapping"}),
    "walk": frozenset({"kind"}),
    "walk_answer": frozenset({"key"}),
    "risk_leg": frozenset({"x", "y"}),
    "risk_trigger": frozenset({"record"}),
}
"""Columns the program fills in by itself, so no form asks for them."""

SETTLED = frozenset({"id", "position", "company_id"})


def problems(folder: Path | None = None) -> list[str]:
    """Return one line per mistake in the definitions; empty when all is in order."""
    folder = folder or shipped("forms")
    found = _edition_problems(folder / "catalogue" / CURRENT / "criteria.json")
    forms = {path.stem: path for path in sorted((folder / "records").glob("*.toml"))}
    for path in forms.values():
        found += _form_problems(path)
    missing = [table for table in RECORDS if table not in forms and table not in UNASKED]
    found += [f"{table}.toml: the form is missing." for table in missing]
    found += _questionnaire_problems(folder / "questionnaires")
    checks = (
        _list_problems,
        _inspection_problems,
        _walk_problems,
        _purpose_problems,
        _group_problems,
        _agreement_problems,
        _writing_problems,
        _outline_problems,
        _course_problems,
        trade_problems,
        _manual_problems,
    )
    return found + [line for check in checks for line in _problem_lines(check, folder)]


def shown(entity: str, language: str = "en") -> list[dict[str, Any]]:
    """Return the `forms show --json` rows of one entity type."""
    edition = load_edition(language=language)
    kinds = [((kind,), kind) for kind in edition.criteria]
    entity = find_one(entity, kinds, tr("entity type"), is_whole=True)
    return [
        {
            "id": row.id,
            "category": row.category,
            "level": row.level.value,
            "title": row.title,
            "summary": row.summary,
            "trust": row.trust.value,
            "fingerprint": row.fingerprint,
        }
        for row in edition.criteria_for(entity)
    ]


def _edition_problems(path: Path) -> list[str]:
    found: list[str] = []
    for language in LANGUAGES:
        try:
            found += _wording_problems(path.name, read_edition(path, language), language)
        except Problem as problem:
            return [problem.line()]
    return found


def _questionnaire_problems(folder: Path) -> list[str]:
    """Return one line per mistake in the shipped questionnaires and their fixed words."""
    found: list[str] = []
    try:
        words = read_words(folder / "words.toml")
        for name, texts in words.items():
            found += [f"words.toml: {name} lacks a text in {it}." for it in texts.missing()]
        for path in sorted(folder.glob("*.toml")):
            if path.name != "words.toml":
                found += _question_problems(path)
    except Problem as problem:
        return [*found, problem.line()]
    return found


def _question_problems(path: Path) -> list[str]:
    questions = read_questions(path)
    rows = (row for kind in load_edition().criteria.values() for row in kind)
    known = {row.id for row in rows} | {""}
    found = [f"{path.name}: {told}." for told in mistakes(questions)]
    found += [
        f"{path.name}: question {row.key} names criterion {row.criterion}, not there."
        for row in questions.questions
        if row.criterion not in known
    ]
    return found


def _wording_problems(name: str, edition: Edition, language: str) -> list[str]:
    numbers = {category.number for category in edition.categories}
    rows = {row.id: row for kind in edition.criteria.values() for row in kind}
    unasked = {row.id: row for kind in edition.unasked.values() for row in kind}
    found = [f"{name}: criterion {twice} is asked and unasked." for twice in rows.keys() & unasked]
    for row in (*rows.values(), *unasked.values()):
        if row.category not in numbers:
            found.append(f"{name}: criterion {row.id} names category {row.category}, not there.")
        if not (row.title and row.summary and row.guidance):
            found.append(f"{name}: criterion {row.id} lacks a text in {language}.")
        if language == "en" and row.fingerprint != fingerprint(row.title, row.summary):
            found.append(f"{name}: criterion {row.id} was reworded without a new fingerprint.")
        if row.level is Level.UNKNOWN and not row.is_unsure:
            found.append(f"{name}: criterion {row.id} has no level and is not marked unsure.")
    return found


def _form_problems(path: Path) -> list[str]:
    try:
        form = read_form(path)
    except Problem as problem:
        return [problem.line()]
    if form.id not in RECORDS or form.id != path.stem:
        return [f"{path.name}: there is no table “{form.id}”."]
    return _column_problems(path.name, form)


def _column_problems(name: str, form: Form) -> list[str]:
    columns = {column.key for column in inspect(RECORDS[form.id]).columns}
    keys = [field.key for field in form.columns]
    asked = columns - SETTLED - HIDDEN.get(form.id, frozenset())
    found = [f"{name}: no column “{key}” in {form.id}." for key in keys if key not in columns]
    found += [f"{name}: “{key}” is asked twice." for key in set(keys) if keys.count(key) > 1]
    found += [f"{name}: the column “{key}” has no field." for key in sorted(asked - set(keys))]
    named = (*form.names, *form.match)
    found += [f"{name}: “{key}” is no field." for key in named if key not in keys]
    return [*found, *_link_problems(name, form), *_rule_problems(name, form)]


def _link_problems(name: str, form: Form) -> Iterator[str]:
    """Yield a line for each record field and child table that leads nowhere."""
    for field in form.fields:
        if field.kind is Kind.RECORD and _links(form.id, field.key) != {field.to}:
            yield f"{name}: “{field.key}” does not hold a record of “{field.to}”."
        if field.kind is Kind.TABLE and not _is_part(field.key, form.id):
            yield f"{name}: the table “{field.key}” does not belong to {form.id}."


def _rule_problems(name: str, form: Form) -> Iterator[str]:
    """Yield a line for each rule of a form, on days or on meeting, that names what is not there."""
    keys = {field.key for field in form.columns}
    for key in (*form.stays, *filter(None, [form.newest_first])):
        if key not in keys:
            yield f"{name}: “{key}” is no field."
    for field in form.columns:
        table, _, key = field.by.partition(".")
        if field.by and (table not in RECORDS or key not in inspect(RECORDS[table]).columns):
            yield f"{name}: “{field.key}” names a record by “{field.by}”, which is not there."
            return
    yield from _clock_problems(name, form)
    yield from (f"{name}: {told}" for told in date_rules.mistakes(form))


def _clock_problems(name: str, form: Form) -> Iterator[str]:
    """Yield a line for each default day that is counted from, or by, what is not there."""
    days = {field.key for field in form.columns if field.kind is Kind.DATE}
    limits = {field.name for field in fields(Limits) if field.name.startswith("cbp_")}
    for field in form.columns:
        clock = field.clock
        if clock and not (field.is_due and clock.after in days and clock.limit in limits):
            way = f"counts “{clock.limit}” after “{clock.after}”"
            yield f"{name}: the clock of “{field.key}” {way}."


def _links(table: str, key: str) -> set[str]:
    column = inspect(RECORDS[table]).columns.get(key)
    return {link.column.table.name for link in column.foreign_keys} if column is not None else set()


def _is_part(table: str, parent: str) -> bool:
    return table in RECORDS and _links(table, f"{parent}_id") == {parent}


def _problem_lines(check: Callable[[Path], Iterator[str]], folder: Path) -> Iterator[str]:
    """Yield what a check finds; a file that cannot be read is one line."""
    try:
        yield from check(folder)
    except Problem as problem:
        yield problem.line()


def _list_problems(folder: Path) -> Iterator[str]:
    countries = [row.country for row in read_programs(folder / "lists" / "mra.toml").rows]
    for country in sorted({row for row in countries if countries.count(row) > 1}):
        yield f"mra.toml: {country} is listed twice."
    steps = [row.key for row in read_portal_steps(folder / "lists" / "portal_move.toml")]
    for step in sorted({row for row in steps if steps.count(row) > 1}):
        yield f"portal_move.toml: {step} is listed twice."
    read_visit_papers(folder / "lists" / "visit_papers.toml")
    audiences = _choices("topic", "audience")
    jobs = _choices("position", "sensitive_kind")
    for topic in read_topics(folder / "lists" / "topics.toml"):
        if topic.audience not in audiences or not set(topic.jobs) <= jobs:
            yield f"topics.toml: “{topic.title}” names an audience that is not there."
        yield from _unknown("topics.toml", topic.criteria)


def _inspection_problems(folder: Path) -> Iterator[str]:
    for kind in sorted(_choices("inspection", "kind")):
        found = read_inspection(folder / "inspections" / f"{kind}.toml")
        areas = [point.area for point in found.points]
        if found.id != kind:
            yield f"{kind}.toml: the list calls itself “{found.id}”."
        if len(set(areas)) < len(areas):
            yield f"{kind}.toml: a point is listed twice."


def _walk_problems(folder: Path) -> Iterator[str]:
    for path in sorted((folder / "walks").glob("*.toml")):
        own = {row.id for kind in load_edition().unasked.values() for row in kind}
        steps = read_walk(path).steps()
        keys = [step.key for step in steps]
        for twice in sorted({key for key in keys if keys.count(key) > 1}):
            yield f"{path.name}: the key {twice} is there twice."
        yield from _unknown(path.name, {step.criterion for step in steps} - own)


def _writing_problems(folder: Path) -> Iterator[str]:
    read_asked(folder / "writing" / "criteria.toml")
    for key in LANGUAGES:
        read = read_language(folder / "writing" / f"{key}.toml")
        if read.id != key:
            yield f"writing/{key}.toml: the language is {read.id}."


def _outline_problems(folder: Path) -> Iterator[str]:
    """Yield a line for each procedure outline that names what is not there or lacks a text."""
    asked = {kind: {row.id for row in rows} for kind, rows in load_edition().criteria.items()}
    keys: list[str] = []
    for path in sorted((folder / "outlines").glob("*.toml")):
        outline = outlines.read_outline(path)
        keys.append(outline.id)
        yield from (f"{path.name}: {words}." for words in outlines.mistakes(outline))
        yield from _unknown(path.name, outline.criteria)
        for kind in outline.entities or asked:
            if not asked.get(kind, set()) & set(outline.criteria):
                yield f"{path.name}: “{kind}” is asked none of its criteria."
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"outlines: {key} is there twice."


def _course_problems(folder: Path) -> Iterator[str]:
    """Yield a line for each model training that names what is not there or differs by language."""
    topics = {topic.title for topic in read_topics(folder / "lists" / "topics.toml")}
    for path in sorted((folder / "courses").glob("*.toml")):
        model = courses.read_model(path)
        yield from (f"{path.name}: {words}." for words in courses.mistakes(model))
        yield from _unknown(path.name, model.criteria)
        if model.topic not in topics or path.stem.partition("-")[2] != model.id:
            yield f"{path.name}: its topic is not there, or its name is not “{model.id}”."


def _purpose_problems(folder: Path) -> Iterator[str]:
    purposes = read_purposes(folder / "purposes.toml")
    for purpose in purposes.values():
        yield from _unknown("purposes.toml", purpose.proves)
    for tab in (tab for area in load_areas() for tab in area.tabs):
        if tab not in purposes:
            yield f"purposes.toml: “{tab}” has no purpose."


def _group_problems(_folder: Path) -> Iterator[str]:
    """Yield a line for each page that is in no group of the list of pages, or in two."""
    grouped = [page for group in load_groups() for page in group.pages]
    for page in (*page_titles(), SECTIONS):
        if grouped.count(page) != 1:
            yield f"areas.toml: “{page}” is in {grouped.count(page)} groups."
    for page in grouped:
        if page not in page_titles() and page != SECTIONS:
            yield f"areas.toml: the page “{page}” has no title."


def _manual_problems(folder: Path) -> Iterator[str]:
    """Yield a line for each task, question or reason of the manual that names what is not there."""
    manual = read_manual(folder / "manual")
    tasks = manual.tasks()
    ids = [task.id for task in tasks]
    tabs = {tab for area in load_areas() for tab in area.tabs}
    pages = {*page_titles(), *tabs, *(area.id for area in load_areas()), SECTIONS, "start"}
    pages |= {*read_purposes(folder / "purposes.toml")}  # tabs of pages that are no area
    for task in tasks:
        if ids.count(task.id) > 1:
            yield f"manual: the task {task.id} is there twice."
        yield from (f"manual: {task.id} sees {key}." for key in {*task.see} - {*ids, *OWN_ARTICLES})
        yield from (f"manual: {task.id} names the page {key}." for key in {*task.pages} - pages)
    helped = {page for task in tasks for page in task.pages}
    for page in (*page_titles(), SECTIONS):
        first = next((area.tabs[0] for area in load_areas() if area.id == page), page)
        if not helped & {page, first}:
            yield f"manual: no task is about the page {page}."
    yield from _unknown("questions.toml", (c for row in manual.questions for c in row.criteria))
    yield from _unknown("reasons.toml", manual.reasons)
    asked = {row.id for kind in load_edition().criteria.values() for row in kind}
    yield from (f"reasons.toml: {key} is missing." for key in sorted(asked - {*manual.reasons}))


def _agreement_problems(folder: Path) -> Iterator[str]:
    """Yield nothing; an outline that was changed without a new version cannot be read."""
    read_outline(folder / "mou" / "mou.toml")
    yield from ()


def _unknown(name: str, criteria: Iterable[str]) -> Iterator[str]:
    known = {row.id for kind in load_edition().criteria.values() for row in kind}
    for criterion in sorted(set(criteria) - known):
        yield f"{name}: there is no criterion {criterion}."


def _choices(table: str, key: str) -> set[str]:
    return {choice.value for choice in load_form(table).field(key).choices}
