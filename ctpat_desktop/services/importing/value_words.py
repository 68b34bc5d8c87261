"""What the words in the cells of a list mean: those offices use, and those a person explained.

Explained words are remembered in the workspace for each register and field.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import Field, Kind
from ctpat_desktop.records import Setting
from ctpat_desktop.services.wording import countries
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace.unit import UnitOfWork

EXPLAINED = frozenset({Kind.CHOICE, Kind.MULTI_CHOICE, Kind.YES_NO, Kind.COUNTRY})
"""Kinds of field whose words can be explained."""
LEAVE_OUT = ""
"""What a word is said to mean where its cell is to stay empty."""

Words = Mapping[str, str]
"""Values by folded word."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word of a list that is not known: its field, how many rows have it, and a proposal."""

    field: Field
    word: str
    count: int
    proposal: str = LEAVE_OUT


def key_of_word(text: str) -> str:
    """Return a word for comparing; signs such as ✓ have no letters and stay as they are."""
    return folded(text) or text.strip()


@cache
def office_words(asked: Field) -> dict[str, str]:
    """Return the shipped words for the choices of a field."""
    path = shipped("forms", "lists", "office_words.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    values = {choice.value for choice in asked.choices}
    return {
        key_of_word(word): value
        for value, words in tables.get(asked.key, {}).items()
        if value in values
        for word in words
    }


def remembered_words(session: Session, table: str, asked: Field) -> dict[str, str]:
    """Return the words that were explained for a field before."""
    row = session.get(Setting, _name(table, asked.key))
    found = json.loads(row.value) if row else {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def remember_words(unit: UnitOfWork, table: str, words: Mapping[str, Words]) -> None:
    """Keep what words were said to mean, by field, for the next list."""
    for key, said in words.items():
        name = _name(table, key)
        row = unit.session.get(Setting, name)
        known = json.loads(row.value) if row else {}
        value = {**(known if isinstance(known, dict) else {}), **said}
        if value == known:
            continue
        if row is None:
            unit.session.add(Setting(id=name, value=json.dumps(value)))
        else:
            row.value = json.dumps(value)


def meanings(asked: Field) -> list[tuple[str, str]]:
    """Return what a word of a field may mean: value and label, in the order of the form."""
    if asked.kind is Kind.YES_NO:
        return [("yes", tr("Yes")), ("no", tr("No"))]
    if asked.kind is Kind.COUNTRY:
        return sorted(countries().items(), key=lambda pair: pair[1])
    return [(choice.value, tr(choice.label)) for choice in asked.choices]


def proposal(asked: Field, word: str) -> str:
    """Return the value a word most likely means, or nothing; the person decides."""
    if asked.kind is Kind.YES_NO:
        return LEAVE_OUT
    labels = {folded(label): value for value, label in meanings(asked)}
    known = {**office_words(asked), **labels}
    near = process.extractOne(folded(word), list(known), score_cutoff=80)
    return known[near[0]] if near else LEAVE_OUT


def _name(table: str, key: str) -> str:
    return f"import.words.{table}.{key}"
