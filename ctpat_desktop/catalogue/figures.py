"""Reads `forms/settings.toml`: the figures of a workspace that a person may change."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ctpat_desktop.catalogue.edition import DefinitionError
from ctpat_desktop.support.shipped import shipped


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: the name of its setting, its words, and the least and most it may be."""

    name: str
    label: str
    least: int
    most: int
    of_checklist: bool = False
    """True where findings go by it."""


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures that belong together."""

    id: str
    title: str
    figures: tuple[Figure, ...]


@cache
def load_figures() -> tuple[FigureGroup, ...]:
    """Return all figures in their groups, as the shipped file has them."""
    return read_figures(shipped("forms", "settings.toml"))


def read_figures(path: Path) -> tuple[FigureGroup, ...]:
    """Read a file of figures; DefinitionError says what is wrong with it."""
    try:
        groups = tomllib.loads(path.read_text(encoding="utf-8"))["group"]
        return tuple(
            FigureGroup(group["id"], group["title"], tuple(map(_figure, group["figure"])))
            for group in groups
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DefinitionError(f"{path.name}: {error}.") from error


def figures_of(group: str) -> tuple[Figure, ...]:
    """Return the figures of one group; KeyError where there is none."""
    return next(row.figures for row in load_figures() if row.id == group)


def checklist_figures() -> tuple[Figure, ...]:
    """Return the figures findings go by, in the order of their groups."""
    return tuple(row for group in load_figures() for row in group.figures if row.of_checklist)


def _figure(row: dict[str, object]) -> Figure:
    least, most = row["least"], row["most"]
    if not isinstance(least, int) or not isinstance(most, int) or least >= most:
        raise ValueError(f"{row.get('name')}: the bounds are wrong")
    has_findings = bool(row.get("checklist"))
    return Figure(str(row["name"]), str(row["label"]), least, most, has_findings)
