"""Finds the files shipped with the program, in a checkout and in an installed package."""

import sys
from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parent.parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen)] if frozen else []
    places += [package / "_shipped", package.parent]
    return next(place for place in places if (place / "forms" / "catalogue").is_dir())


def shipped(*parts: str) -> Path:
    """Return the path of a shipped file, e.g. `shipped("forms", "catalogue")`."""
    return _root().joinpath(*parts)
