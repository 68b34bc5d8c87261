"""Reads `forms/areas.toml`: how the registers are grouped in the sidebar."""

import tomllib
from dataclasses import dataclass
from functools import cache

from ctpat_desktop.catalogue.edition import DefinitionError
from ctpat_desktop.support.shipped import shipped


@dataclass(frozen=True, slots=True)
class Area:
    """One page of registers; each tab is a table or the name of a hand-made view."""

    id: str
    title: str
    tabs: tuple[str, ...]


@cache
def load_areas() -> tuple[Area, ...]:
    """Return the areas in the order of the sidebar."""
    path = shipped("forms", "areas.toml")
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["area"]
        return tuple(Area(row["id"], row["title"], tuple(row["tabs"])) for row in rows)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise DefinitionError(f"{path.name}: {error}.") from error
