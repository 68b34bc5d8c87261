"""Reads `forms/mou/mou.toml`: the outline of the agreement an officer signs, locked by its hash."""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue.edition import DefinitionError
from ctpat_desktop.support.shipped import shipped

SOURCES = frozenset(
    {"", "manual", "bond", "authority", "ior", "risk", "self_test", "code_of_conduct", "chain"}
)
"""What an enclosure may be found by in the company's records; "" is for the person to add."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the outline."""

    title: str
    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One document to enclose and the records that may hold it."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The agreement's outline in our own words.

    `lock` is the hash of everything else: a text cannot change and keep its version.
    """

    id: str
    version: str
    lock: str
    title: str
    draft_note: str
    authority: str
    officer_role: str
    second_role: str
    program_role: str
    parts: tuple[Article, ...]
    enclosures: tuple[Enclosure, ...]


@cache
def load_outline() -> Outline:
    """Return the shipped outline."""
    return read_outline(shipped("forms", "mou", "mou.toml"))


def read_outline(path: Path) -> Outline:
    """Read an outline; DefinitionError says which file and what is wrong with it."""
    name = f"{path.parent.name}/{path.name}"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        wanted = lock_of(data)
        if data.get("lock") != wanted:
            raise ValueError(
                f"the text was changed; give it a new version, then the lock {lock_of(data)}"
            )
        return _outline(data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        told = f"missing {error}" if isinstance(error, KeyError) else str(error)
        raise DefinitionError(f"{name}: {told}.") from error


def lock_of(data: dict[str, Any]) -> str:
    """Return the lock of a definition: 16 hexadecimal digits over all of it but the lock."""
    rest = {key: value for key, value in data.items() if key != "lock"}
    text = json.dumps(rest, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _outline(data: dict[str, Any]) -> Outline:
    parts = tuple(
        Article(row["title"], row.get("text", ""), tuple(row.get("items", ())))
        for row in data.pop("part")
    )
    enclosures = tuple(
        Enclosure(row["text"], row.get("source", "")) for row in data.pop("enclosure")
    )
    unknown = {row.source for row in enclosures} - SOURCES
    if unknown:
        raise ValueError(f"no enclosure comes from {', '.join(sorted(unknown))}")
    if not parts:
        raise ValueError("it needs at least one part")
    return Outline(parts=parts, enclosures=enclosures, **data)
