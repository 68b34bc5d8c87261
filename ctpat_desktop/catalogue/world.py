"""The simplified map of the world: a field for each country, near where it lies."""

import tomllib
from functools import cache
from typing import TypeAlias

from ctpat_desktop.catalogue.edition import DefinitionError
from ctpat_desktop.support.shipped import shipped

Field: TypeAlias = tuple[int, int]
"""Column from the west, row from the north."""

COLUMNS, ROWS = 34, 20
WEST, EAST, NORTH, SOUTH = -125, 180, 66, -44
"""The degrees of the outermost columns and rows."""


@cache
def fields() -> dict[str, Field]:
    """Return the field of each country by its code; no two share one.

    A country that finds its field taken goes to the nearest free one.
    """
    found: dict[str, Field] = {}
    taken: dict[Field, str] = {}
    for code, (north, east) in sorted(_places().items()):
        wanted = (_scaled(east, WEST, EAST, COLUMNS), _scaled(north, NORTH, SOUTH, ROWS))
        place = _nearest_free(wanted, taken)
        found[code], taken[place] = place, code
    return found


def _scaled(degree: int, first: int, last: int, count: int) -> int:
    share = (degree - first) / (last - first)
    return max(0, min(count - 1, round(share * (count - 1))))


def _nearest_free(wanted: Field, taken: dict[Field, str]) -> Field:
    every = ((column, row) for column in range(COLUMNS) for row in range(ROWS))
    free = (place for place in every if place not in taken)
    return min(free, key=lambda place: (_distance(place, wanted), place))


def _distance(one: Field, other: Field) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


@cache
def _places() -> dict[str, list[int]]:
    """Return degrees north and east by country."""
    path = shipped("forms", "lists", "country_places.toml")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))["places"]
        return {str(code): [int(north), int(east)] for code, (north, east) in data.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DefinitionError(f"{path.name}: {error}.") from error
