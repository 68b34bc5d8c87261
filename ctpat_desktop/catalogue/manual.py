"""Reads the manual from `forms/manual`: tasks by chapter, questions, reasons, terms, commands.

A text names a control of the program as [[its English name]]; `named` puts the name there that
the control has in the language spoken now, so that manual and screen never differ.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue.edition import DefinitionError
from ctpat_desktop.catalogue.lists import defined
from ctpat_desktop.catalogue.spoken import spoken
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.shipped import shipped

OWN_ARTICLES = frozenset({"keys", "questions", "terms", "commands"})
"""Articles that are no tasks; tasks can point at them."""
CONTROL = re.compile(r"\[\[([^\[\]]+)\]\]")


@dataclass(frozen=True, slots=True)
class Task:
    """Something a person wants to get done, in steps; texts are in the language spoken."""

    id: str
    title: str
    when: str
    steps: tuple[str, ...]
    then: str
    pages: tuple[str, ...] = ()
    """Pages and tabs from which the key for help leads here."""
    see: tuple[str, ...] = ()
    """Ids of tasks beside it; "keys" is the list of keys."""
    picture: str = ""
    """The name of a picture of the program; "" where there is none."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Tasks that belong together."""

    id: str
    title: str
    about: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What officers ask about the program of CBP, with our answer and the criteria it touches."""

    asks: str
    answer: str
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field, explained."""

    term: str
    words: str


@dataclass(frozen=True, slots=True)
class Command:
    """A verb of the command line: what it does, and a command that is run by the tests."""

    verb: str
    does: str
    example: str


@dataclass(frozen=True, slots=True)
class Manual:
    """All that is read from the folder, in the language spoken."""

    chapters: tuple[Chapter, ...]
    questions: tuple[Question, ...]
    reasons: dict[str, str]
    """Why CBP asks a criterion, by its number."""
    terms: tuple[Term, ...]
    commands: tuple[Command, ...]

    def tasks(self) -> tuple[Task, ...]:
        """Return all tasks in their order."""
        return tuple(task for chapter in self.chapters for task in chapter.tasks)


@spoken
def load_manual() -> Manual:
    """Return the manual in the language spoken now."""
    return read_manual(shipped("forms", "manual"))


@spoken
def load_reasons() -> dict[str, str]:
    """Return why CBP asks each criterion, by its number, without reading the rest."""
    return _read_reasons(shipped("forms", "manual"))


def read_manual(folder: Path) -> Manual:
    """Read a folder of the manual; DefinitionError says which file and what is wrong."""
    order: tuple[str, ...] = defined(folder / "contents.toml", lambda data: tuple(data["chapters"]))
    return Manual(
        tuple(_chapter(folder / f"{name}.toml") for name in order),
        defined(folder / "questions.toml", lambda data: _each(Question, data["question"])),
        _read_reasons(folder),
        defined(folder / "terms.toml", lambda data: _each(Term, data["term"])),
        defined(folder / "commands.toml", lambda data: _each(Command, data["command"])),
    )


def named(text: str) -> str:
    """Return a text with the controls by the names they have on the screen, in quotes."""
    quoted = tr("“{name}”")
    return CONTROL.sub(lambda mark: quoted.format(name=shown_name(mark[1])), text)


def shown_name(control: str) -> str:
    """Return what a control is called on the screen, without the mark of its letter key."""
    return tr(control).replace("&", "")


def controls(text: str) -> list[str]:
    """Return the English names of the controls a text names."""
    return CONTROL.findall(text)


def _chapter(path: Path) -> Chapter:
    def read(data: dict[str, Any]) -> Chapter:
        return Chapter(path.stem, data["title"], data["about"], _each(Task, data["task"]))

    return defined(path, read)


def _read_reasons(folder: Path) -> dict[str, str]:
    return defined(folder / "reasons.toml", _reasons)


def _reasons(data: dict[str, Any]) -> dict[str, str]:
    reasons = {row["of"]: row["why"] for row in data["reason"]}
    if len(reasons) != len(data["reason"]):
        raise DefinitionError("reasons.toml: a criterion stands there twice.")
    return reasons


def _each(shape: type[Any], rows: list[dict[str, Any]]) -> tuple[Any, ...]:
    return tuple(
        shape(**{key: tuple(v) if isinstance(v, list) else v for key, v in row.items()})
        for row in rows
    )
