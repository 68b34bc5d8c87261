"""Reads `forms/areas.toml`: the list of pages with its groups, and the registers on them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from ctpat_desktop.catalogue.edition import DefinitionError
from ctpat_desktop.support.shipped import shipped

SECTIONS = "sections"
"""What stands in a group for the sections of the profile, whose number the edition knows."""


@dataclass(frozen=True, slots=True)
class Area:
    """One page of registers; each tab is a table or the name of a hand-made view."""

    id: str
    title: str
    tabs: tuple[str, ...]
    entities: tuple[str, ...] = ()
    """The kinds of account it is for; none means all."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading in the list of pages, and the pages that fold away under it."""

    id: str
    title: str
    pages: tuple[str, ...]
    """Keys of pages; `SECTIONS` stands for all sections of the profile."""


@cache
def load_areas() -> tuple[Area, ...]:
    """Return the areas of registers."""
    try:
        return tuple(
            Area(row["id"], row["title"], tuple(row["tabs"]), tuple(row.get("entities", ())))
            for row in _read()["area"]
        )
    except (KeyError, TypeError) as error:
        raise DefinitionError(f"areas.toml: {error}.") from error


@cache
def load_groups() -> tuple[Group, ...]:
    """Return the groups in the order of the list of pages."""
    try:
        rows = _read()["group"]
        return tuple(Group(row["id"], row["title"], tuple(row["pages"])) for row in rows)
    except (KeyError, TypeError) as error:
        raise DefinitionError(f"areas.toml: {error}.") from error


@cache
def page_titles() -> dict[str, str]:
    """Return what each page is called, by key; the sections have their names from the edition."""
    try:
        own = {row["id"]: row["title"] for row in _read()["page"]}
    except (KeyError, TypeError) as error:
        raise DefinitionError(f"areas.toml: {error}.") from error
    return {**own, **{area.id: area.title for area in load_areas()}}


def group_of(page: str) -> Group | None:
    """Return the group a page is in; a number is a section of the profile."""
    key = SECTIONS if page.isdigit() else page
    return next((group for group in load_groups() if key in group.pages), None)


def is_offered(page: str, entity: str) -> bool:
    """Return whether a page is for a kind of account, such as "importer"."""
    kinds = _kinds().get(page, ())
    return not kinds or entity in kinds


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    own = {row["id"]: tuple(row.get("entities", ())) for row in _read()["page"]}
    return {**{area.id: area.entities for area in load_areas()}, **own}


@cache
def _read() -> dict[str, Any]:
    path = shipped("forms", "areas.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DefinitionError(f"{path.name}: {error}.") from error
