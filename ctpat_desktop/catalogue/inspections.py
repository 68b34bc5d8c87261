"""Reads the inspection lists from `forms/inspections`: the points of each kind of unit."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ctpat_desktop.catalogue.lists import defined
from ctpat_desktop.catalogue.spoken import in_every, spoken
from ctpat_desktop.support.language import ENGLISH, speaking
from ctpat_desktop.support.shipped import shipped

KINDS = ("container_7", "container_8", "tractor_17", "legacy_17", "agricultural")


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a list and what to look at there."""

    area: str
    look: str


@dataclass(frozen=True, slots=True)
class InspectionList:
    """The points of one kind of inspection, in walking order."""

    id: str
    title: str
    note: str
    points: tuple[Point, ...]


@spoken
def load_inspection(kind: str) -> InspectionList:
    """Return one shipped list, e.g. "container_7"."""
    return read_inspection(shipped("forms", "inspections", f"{kind}.toml"))


@cache
def areas_in_every(kind: str) -> dict[str, str]:
    """Return the English name of each point of a list, by its names in all languages."""
    with speaking(ENGLISH):
        return in_every(point.area for point in load_inspection(kind).points)


def read_inspection(path: Path) -> InspectionList:
    """Read one list; DefinitionError says which file and what is wrong."""

    def build(data: dict[str, object]) -> InspectionList:
        points = data.pop("point")
        if not isinstance(points, list) or not points:
            raise ValueError("there is no point")
        return InspectionList(points=tuple(Point(**row) for row in points), **data)  # type: ignore[arg-type]

    return defined(path, build)
