"""Reads the shipped starting lists from `forms/lists`: AEO programs and training topics."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from ctpat_desktop.catalogue.edition import DefinitionError
from ctpat_desktop.catalogue.spoken import spoken, translated
from ctpat_desktop.support.shipped import shipped

Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class Program:
    """One foreign program the US recognizes; without `is_day_known` only the month is published.

    `country` is an ISO 3166 code ("EU" for the European Union), `source` a trust mark.
    """

    country: str
    name: str
    signed_on: date
    is_day_known: bool
    source: str


@dataclass(frozen=True, slots=True)
class Programs:
    """The list of programs and the day up to which it was looked after."""

    as_of: date
    rows: tuple[Program, ...]


@dataclass(frozen=True, slots=True)
class TopicSeed:
    """One training topic to start from; 0 months is given once, `jobs` usually need it."""

    title: str
    criteria: tuple[str, ...]
    audience: str
    repeat_months: int
    has_test: bool
    summary: str
    pass_score: int | None = None
    jobs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PortalStepSeed:
    """One step of the move to a new version of the portal."""

    key: str
    title: str
    about: str


@spoken
def load_portal_steps() -> tuple[PortalStepSeed, ...]:
    """Return the shipped steps of the portal move."""
    return read_portal_steps(shipped("forms", "lists", "portal_move.toml"))


@spoken
def load_visit_papers() -> dict[int, tuple[str, ...]]:
    """Return what is usually asked for at a validation, by category of the criteria."""
    return read_visit_papers(shipped("forms", "lists", "visit_papers.toml"))


@cache
def load_programs() -> Programs:
    """Return the shipped list of AEO programs."""
    return read_programs(shipped("forms", "lists", "mra.toml"))


@spoken
def load_topics() -> tuple[TopicSeed, ...]:
    """Return the shipped training topics."""
    return read_topics(shipped("forms", "lists", "topics.toml"))


def read_programs(path: Path) -> Programs:
    """Read a list of programs; DefinitionError says which file and what is wrong."""
    return defined(
        path, lambda data: Programs(data["as_of"], tuple(Program(**row) for row in data["program"]))
    )


def read_topics(path: Path) -> tuple[TopicSeed, ...]:
    """Read a list of topics; DefinitionError says which file and what is wrong."""
    return defined(path, lambda data: tuple(_topic(row) for row in data["topic"]))


def read_portal_steps(path: Path) -> tuple[PortalStepSeed, ...]:
    """Read the steps of a move; DefinitionError says which file and what is wrong."""
    return defined(path, lambda data: tuple(PortalStepSeed(**row) for row in data["step"]))


def read_visit_papers(path: Path) -> dict[int, tuple[str, ...]]:
    """Read papers by category; DefinitionError names what is wrong."""
    return defined(path, lambda data: {r["category"]: tuple(r["items"]) for r in data["paper"]})


def defined(path: Path, build: Callable[[dict[str, Any]], Shape]) -> Shape:
    """Read a TOML file and build its shape; every mistake becomes a DefinitionError."""
    try:
        return build(translated(path, tomllib.loads(path.read_text(encoding="utf-8"))))
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        detail = f"missing {error}" if isinstance(error, KeyError) else str(error)
        raise DefinitionError(f"{path.parent.name}/{path.name}: {detail}.") from error


def _topic(row: dict[str, Any]) -> TopicSeed:
    criteria, jobs = tuple(row.pop("criteria")), tuple(row.pop("jobs", ()))
    return TopicSeed(criteria=criteria, jobs=jobs, **row)
