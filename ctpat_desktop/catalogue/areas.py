"""Reads `forms/areas.toml`: how the registers are grouped in the sidebar."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from ctpat_desktop.catalogue.edition import DefinitionError
from ctpat_desktop.support.shipped import shipped


@dataclass(frozen=True, slots=True)
class Area:
    """One page of registers; each tab is a table or the name of a hand-made view."""

    id: str
    title: str
    tabs: tuple[str, ...]
    entities: tuple[str, ...] = ()
    """The kinds of account it is for; none means all."""


@cache
def load_areas() -> tuple[Area, ...]:
    """Return the areas in the order of the sidebar."""
    try:
        return tuple(
            Area(row["id"], row["title"], tuple(row["tabs"]), tuple(row.get("entities", ())))
            for row in _read()["area"]
        )
    except (KeyError, TypeError) as error:
        raise DefinitionError(f"areas.toml: {error}.") from error


def is_offered(page: str, entity: str) -> bool:
    """Return whether a page is for a kind of account, such as "importer"."""
    kinds = _kinds().get(page, ())
    return not kinds or entity in kinds


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    own = {row["id"]: tuple(row["entities"]) for row in _read().get("page", ())}
    return {**{area.id: area.entities for area in load_areas()}, **own}


@cache
def _read() -> dict[str, Any]:
    path = shipped("forms", "areas.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DefinitionError(f"{path.name}: {error}.") from error
